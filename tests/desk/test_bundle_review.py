"""Reviewing a bundle's parts; a file with a mark of secrecy never gets in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zwgk_desk.desk.office import Office
from zwgk_desk.model.errors import InputError, NotFound
from zwgk_desk.model.terms import PartKind

from .conftest import People, Play, empty_bundle, view_of

SECRET = "机密★1年\n\n某市办法\n\n第一条 内容。".encode()
LEAK = "# 问答\n\n联系人：张三，手机13812345678。收到通知之日起九十日内提出申请。".encode()


def test_each_part_is_reviewed_and_interpretations_are_held_against_the_policy(office: Office, people: People, play: Play) -> None:
    record = play.draft()
    record = office.bundles.put_part(people.drafter, record.key, record.revision.number, PartKind.MATERIAL, "问答.md", LEAK)
    found = {part.name: part for part in office.review.review(people.drafter, record.key)}
    assert list(found) == ["政策文稿", "解读方案", "解读材料-1", "解读材料-2"]
    rules = [remark.rule for remark in found["解读材料-2"].remarks]
    assert {"mobile-number", "personal-name", "number-mismatch"} <= set(rules)
    leaks = view_of(office, people.secrecy, record.key).leaks
    assert [part.name for part in leaks if any(r.rule == "mobile-number" for r in part.remarks)] == ["解读材料-2"]
    assert office.review.review(people.drafter, record.key) == tuple(found.values()), "a second look, from memory, says the same"
    with pytest.raises(NotFound):
        office.review.review(people.clerk, record.key)


def test_a_secret_file_is_stopped_at_the_door_and_leaves_nothing(office: Office, people: People, tmp_path: Path) -> None:
    record = office.bundles.create(people.drafter, empty_bundle())
    before = set(office.core.store.files.names())
    with pytest.raises(InputError, match="密级"):
        office.bundles.put_part(people.drafter, record.key, 1, PartKind.POLICY, "a.md", SECRET)
    case = tmp_path / "case"
    case.mkdir()
    (case / "a.md").write_bytes(SECRET)
    unit = office.accounts.who(people.drafter).unit
    text = f'[bundle]\ntitle = "某办法"\nissuing_authority = "DEPARTMENT"\ndrafting_unit = "{unit}"\n[files]\npolicy = "a.md"\n'
    (case / "bundle.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match="密级"):
        office.bundles.import_case(people.drafter, case)
    assert set(office.core.store.files.names()) == before


def test_where_the_office_says_that_this_machine_may_hold_it_it_gets_in(office: Office, people: People) -> None:
    office.settings.save(people.admin, replace(office.settings.load(), holds_secret=True))
    record = office.bundles.create(people.drafter, empty_bundle())
    record = office.bundles.put_part(people.drafter, record.key, 1, PartKind.POLICY, "a.md", SECRET)
    (part,) = view_of(office, people.drafter, record.key).leaks
    assert [remark.rule for remark in part.remarks] == ["secrecy-mark"]
