"""The workbench's lists and the search: what each person finds, and what nobody finds who may not see it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from zwgk_desk.desk.common.searchable import looked_for
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import PLANNING
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.errors import Conflict, InputError, PermissionDenied, StageError
from zwgk_desk.model.people import Account
from zwgk_desk.model.search import BundleFilter, ListView, SavedFilter
from zwgk_desk.model.terms import Act, IssuingAuthority, PartKind, Role, Stage

from .conftest import People, Play, empty_bundle

MATERIAL = "# 问答\n\n问：补贴由谁承担？\n\n答：补贴资金由市、区财政各承担一半，列入年度预算。\n".encode()


def keys(office: Office, session: object, view: ListView = ListView.ALL, words: str = "") -> list[int]:
    return [found.line.key for found in office.searching.lines(session, view, BundleFilter(words))]  # type: ignore[arg-type]


def test_a_sentence_of_a_material_is_found_and_shown_where_it_stands(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.put_part(people.drafter, record.key, 1, PartKind.MATERIAL, "问答.md", MATERIAL)
    found = office.searching.lines(people.drafter, ListView.ALL, BundleFilter("各承担一半"))
    assert [f.line.key for f in found] == [record.key]
    hit = found[0].hits[0]
    assert (hit.place, hit.before, hit.words, hit.after) == ("materials[0]", "答：补贴资金由市、区财政", "各承担一半", "，列入年度预算。")
    assert keys(office, people.drafter, words="年度预算 实施细则") == [record.key]  # the one in the file, the other in the title
    assert keys(office, people.drafter, words="年度预算 没有的词") == []


@pytest.mark.parametrize("words", ["補貼資金", "补贴资金", "市,区财政"])
def test_traditional_characters_and_narrow_marks_find_the_same(office: Office, people: People, words: str) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.put_part(people.drafter, record.key, 1, PartKind.MATERIAL, "问答.md", MATERIAL.replace("、区".encode(), "，区".encode()))
    found = office.searching.lines(people.drafter, ListView.ALL, BundleFilter(words))
    assert [f.line.key for f in found] == [record.key]
    assert found[0].hits[0].words in ("补贴资金", "市，区财政")


def test_each_character_stays_where_it_stood() -> None:
    text = "ＡＢＣ１２３　頭髮發展，İstanbul，ß，ﬁ，𠮷"
    assert len(looked_for(text)) == len(text)
    assert looked_for(text).startswith("abc123 ")


def test_what_was_taken_out_is_not_found_and_what_was_saved_is_at_once(office: Office, people: People) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    record = office.bundles.put_part(people.drafter, record.key, 1, PartKind.MATERIAL, "问答.md", MATERIAL)
    record = office.bundles.save(people.drafter, record.key, 2, replace(record.bundle, title="既有住宅加装电梯管理办法（新）"))
    assert keys(office, people.drafter, words="办法（新）") == [record.key]
    assert keys(office, people.drafter, words="年度预算") == [record.key]
    office.bundles.remove_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL)
    assert keys(office, people.drafter, words="年度预算") == []


def test_nobody_finds_what_is_not_for_the_person_s_eyes(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    other = Account("waidan", "外单", "市水务局", (Role.DRAFTER,))
    office.accounts.add(people.admin, other, "password-1")
    stranger = office.accounts.sign_in("waidan", "password-1")
    for words in ("", "电梯"):
        assert record.key in keys(office, people.drafter, words=words)
        assert keys(office, stranger, words=words) == keys(office, people.admin, words=words) == []
        assert record.key not in keys(office, people.clerk, words=words)
    assert office.searching.count(people.admin, ListView.ALL) == 0
    sent = play.submitted()
    assert sent.key in keys(office, people.clerk, words="电梯") and record.key not in keys(office, people.clerk, words="电梯")


def test_a_number_given_at_issue_is_found(office: Office, people: People, play: Play) -> None:
    record = play.submitted()
    office.intake.receive(people.clerk, record.key)
    office.intake.accept(people.clerk, record.key, passphrase=PASSPHRASE)
    office.intake.issue(people.clerk, record.key, "东政发〔2026〕3号", date(2026, 11, 25))
    assert keys(office, people.clerk, words="东政发〔2026〕3号") == [record.key]
    assert office.searching.lines(people.clerk, ListView.ALL, BundleFilter("2026〕3"))[0].line.document_number == "东政发〔2026〕3号"


def test_what_came_back_says_why_until_it_is_sent_on(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    before = keys(office, people.drafter, ListView.CAME_BACK)
    office.course.send_back(people.principal, record.key, record.revision.number, "补贴标准请再核", PASSPHRASE)
    found = office.searching.lines(people.drafter, ListView.CAME_BACK)
    assert [f.line.key for f in found] == [record.key, *before]
    assert found[0].line.return_reason == "补贴标准请再核"
    assert office.searching.count(people.drafter, ListView.CAME_BACK) == len(found)
    office.course.send_to_review(people.drafter, record.key, record.revision.number)
    assert keys(office, people.drafter, ListView.CAME_BACK) == before


def test_what_is_due(office: Office, people: People, play: Play) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    today = play.clock().date()
    assert office.bundles.set_due(people.drafter, record.key, today + timedelta(days=4)).due_on == (today + timedelta(days=4)).isoformat()
    assert record.key not in keys(office, people.drafter, ListView.DUE)
    play.clock.now += timedelta(days=1)
    assert record.key in keys(office, people.drafter, ListView.DUE)
    play.clock.now += timedelta(days=30)  # overdue is due all the more
    assert record.key in keys(office, people.drafter, ListView.DUE)
    assert [e.act for e in office.bundles.events(people.drafter, office.bundles.open(people.drafter, record.key))][-1] is Act.SET_DUE
    office.bundles.set_due(people.drafter, record.key, None)
    assert record.key not in keys(office, people.drafter, ListView.DUE)
    count = len(office.bundles.events(people.drafter, office.bundles.open(people.drafter, record.key)))
    office.bundles.set_due(people.drafter, record.key, None)
    assert len(office.bundles.events(people.drafter, office.bundles.open(people.drafter, record.key))) == count


def test_a_day_is_a_note_and_changes_nothing_that_was_reviewed(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    office.bundles.set_due(people.drafter, record.key, date(2026, 12, 1))
    assert play.signed(record).reviews[-1].passed
    with pytest.raises(PermissionDenied):
        office.bundles.set_due(people.principal, record.key, None)
    sent = office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)
    office.intake.receive(people.clerk, sent.key)
    office.intake.accept(people.clerk, sent.key, passphrase=PASSPHRASE)
    office.intake.issue(people.clerk, sent.key, "东政发〔2026〕3号", date(2026, 11, 25))
    with pytest.raises(StageError):
        office.bundles.set_due(people.drafter, record.key, None)


def test_what_changed_since_yesterday(office: Office, people: People, play: Play) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    assert record.key in keys(office, people.drafter, ListView.CHANGED)
    play.clock.now += timedelta(days=1)
    assert record.key in keys(office, people.drafter, ListView.CHANGED)
    play.clock.now += timedelta(days=1)
    assert record.key not in keys(office, people.drafter, ListView.CHANGED)


def test_what_waits_is_what_the_role_does(office: Office, people: People, play: Play) -> None:
    record = play.reviewed(play.draft())
    for session, waits in ((people.principal, True), (people.drafter, True), (people.secrecy, False), (people.clerk, False), (people.reader, False)):
        assert (record.key in keys(office, session, ListView.WAITING)) is waits
    stages = {f.line.course.stage for f in office.searching.lines(people.principal, ListView.WAITING, BundleFilter(stages=frozenset(Stage)))}
    assert stages == {Stage.SIGN_OFF}


def test_the_list_goes_on_where_it_ended(office: Office, people: People, play: Play) -> None:
    for number in range(7):
        office.bundles.create(people.drafter, empty_bundle(f"第{number}件"))
        play.clock.now += timedelta(minutes=number % 2)  # some at the same moment
    whole = keys(office, people.drafter)
    parts: list[int] = []
    after = None
    while some := office.searching.lines(people.drafter, after=after, limit=3):
        parts += [f.line.key for f in some]
        after = some[-1].line
    assert parts == whole and len(set(whole)) == office.searching.count(people.drafter, ListView.ALL)


def test_bundles_from_before_there_was_an_index_are_read(office: Office, people: People) -> None:
    behind = len(office.core.store.search.behind())
    record = office.bundles.create(people.drafter, empty_bundle())
    office.bundles.put_part(people.drafter, record.key, 1, PartKind.MATERIAL, "问答.md", MATERIAL)
    database = office.core.store._database
    database.execute_sql("DELETE FROM searched_text")
    database.execute_sql("UPDATE bundle SET searched = 0")
    assert keys(office, people.drafter, words="年度预算") == []
    assert office.searching.catch_up(people.admin) > behind
    assert keys(office, people.drafter, words="年度预算") == [record.key]
    assert office.searching.catch_up(people.admin) == 0


def test_filters_are_a_person_s_own(office: Office, people: People) -> None:
    kept = SavedFilter("电梯", ListView.ALL, "电梯 补贴", Stage.SIGN_OFF)
    office.searching.keep_filter(people.drafter, replace(kept, name="  电梯 "))
    assert office.searching.filters(people.drafter) == (kept,)
    assert office.searching.filters(people.secrecy) == ()
    with pytest.raises(Conflict, match="已经有名为"):
        office.searching.keep_filter(people.drafter, kept)
    for name in ("", "  ", "长" * 21):
        with pytest.raises(InputError):
            office.searching.keep_filter(people.drafter, replace(kept, name=name))
    office.searching.drop_filter(people.drafter, "电梯")
    assert office.searching.filters(people.drafter) == ()


def test_other_departments_find_what_they_countersign(office: Office, people: People, play: Play) -> None:
    record = play.draft(IssuingAuthority.JOINT)
    assert PLANNING in record.bundle.countersigning_units
    assert record.key in keys(office, people.planning, words="电梯")
