"""The record as people read it: what is for whose eyes, found by words, each line verified."""

from __future__ import annotations

import pytest

from zwgk_desk.desk.admin import records
from zwgk_desk.desk.admin.records import LineVerification
from zwgk_desk.desk.office import Office
from zwgk_desk.model.errors import Cancelled
from zwgk_desk.model.terms import PartKind

from .conftest import People, Play


def test_everybody_reads_the_record_of_what_is_for_their_eyes(office: Office, people: People, play: Play) -> None:
    sent, draft = play.submitted(), play.draft()
    mine = office.records.lines(people.drafter)
    assert {line.entry.bundle for line in mine} >= {sent.key, draft.key} and all(line.verification is LineVerification.VERIFIED for line in mine)
    newest = mine[0]
    assert (newest.who, newest.role, newest.what, newest.about) == ("张立", "拟稿人", "保存", draft.bundle.title)
    assert [line.entry.number for line in mine] == sorted((line.entry.number for line in mine), reverse=True)
    assert {line.entry.bundle for line in office.records.lines(people.clerk)} == {sent.key}, "the government office sees what was submitted"
    ours = office.records.lines(people.admin)
    assert ours and all(line.entry.bundle == 0 for line in ours) and {"新增账号", "签发证书"} <= {line.what for line in ours}
    assert office.records.lines(people.finance) == ()


def test_the_record_is_looked_through_and_fetched_in_stretches(office: Office, people: People, play: Play) -> None:
    record = play.signed(play.reviewed(play.draft()))
    assert [line.what for line in office.records.lines(people.drafter, "周正") if line.entry.bundle == record.key] == ["审签"]
    assert {line.what for line in office.records.lines(people.drafter, "送审签")} == {"送审签"}
    assert office.records.lines(people.drafter, "没有这样的话") == () and office.records.lines(people.drafter, "%") == ()
    assert record.key in {line.entry.bundle for line in office.records.lines(people.drafter, record.bundle.title)}
    whole, pieces, before = office.records.lines(people.drafter), [], 0
    while piece := office.records.lines(people.drafter, before=before, limit=3):
        pieces += piece
        before = piece[-1].entry.number
    assert tuple(pieces) == whole


@pytest.mark.parametrize("stretch", [1, 2, 7])
def test_a_long_record_is_gone_through_bit_by_bit_and_can_be_stopped(
    office: Office, people: People, play: Play, stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    play.signed(play.reviewed(play.draft()))
    play.submitted()
    searches = [(words, limit) for words in ("", "周正", "没有这样的话") for limit in (1, 3, 200)]
    at_once = [office.records.lines(people.drafter, words, 0, limit) for words, limit in searches]
    monkeypatch.setattr(records, "LINES_AT_A_TIME", stretch)
    assert [office.records.lines(people.drafter, words, 0, limit) for words, limit in searches] == at_once
    shares: list[float] = []

    def enough(share: float, doing: str) -> None:
        shares.append(share)
        if len(shares) == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        office.records.lines(people.drafter, "没有这样的话", progress=enough)
    assert shares == sorted(shares) and len(shares) == 3


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE event SET remark = '改过' WHERE id = {0}", "内容与摘要不符"),
        ("UPDATE event SET signature = NULL WHERE id = {0}", "签名不是"),
        ("UPDATE event SET record_key = NULL, signature = NULL WHERE id = {0}", "没有签名"),
        ("DELETE FROM event WHERE id = {0} - 1", "不相接"),
    ],
)
def test_a_line_that_was_changed_behind_the_program_is_named(office: Office, people: People, play: Play, change: str, said: str) -> None:
    record = play.draft()
    office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.PLAN, "a.md", "# 方案\n\n一句话。".encode())
    number = office.records.lines(people.drafter)[0].entry.number
    database = office.core.store._database
    for (name,) in database.execute_sql("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'event'").fetchall():
        database.execute_sql(f"DROP TRIGGER {name}")
    database.execute_sql(change.format(number))
    line = office.records.lines(people.drafter)[0]
    assert line.verification is LineVerification.WRONG and said in line.fault
