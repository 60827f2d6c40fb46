"""The built-in sample office."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from zwgk_desk.desk.admin.doctor import examine_office
from zwgk_desk.desk.sample.sample_bundles import GROUNDS
from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office, sample_folder
from zwgk_desk.model.errors import UnreadableFile
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.search import ListView
from zwgk_desk.model.terms import Role, Stage

from .. import made_once
from ..conftest import TestClock


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder in which the sample office has just been made."""
    made = made_once.folder("sample-by-the-test-clock", lambda folder: open_sample_office(folder, TestClock()).release())
    shutil.copytree(made, tmp_path / "data")
    return tmp_path / "data"


def test_it_has_everybody_one_bundle_complete_and_one_for_each_ground(data: Path, clock: TestClock) -> None:
    office = open_sample_office(data, clock)
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    everybody = office.accounts.all(office.accounts.sign_in("guanli", PASSWORD))
    assert {role for account in everybody for role in account.roles} == set(Role)
    found: dict[str, tuple[str, ...]] = {}
    for line in office.searching.bundles(drafter):
        found[line.title] = tuple(g.rule for g in grounds_of(office.checking.check(drafter, line.key)))
    for rule, (label, *_) in GROUNDS.items():
        title = next(title for title in found if f"示例：{label}）" in title)
        assert found[title] == (rule,)
    assert next(rules for title, rules in found.items() if "齐全待报送" in title) == ()
    assert next(rules for title, rules in found.items() if "待审签" in title) == ("signoff-missing",)
    clerk = office.accounts.sign_in("shouwen", PASSWORD)
    assert [found.line.course.stage for found in office.searching.lines(clerk, ListView.WAITING)] == [Stage.SUBMITTED]
    office.release()
    assert all(check.ok for check in examine_office(sample_folder(data), {}))


def test_it_lies_apart_from_the_real_office_and_opens_as_it_was_left(data: Path, clock: TestClock) -> None:
    office = open_sample_office(data, clock)
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    count = len(office.searching.bundles(drafter))
    office.release()
    again = open_sample_office(data, clock)
    assert len(again.searching.bundles(again.accounts.sign_in("nigao", PASSWORD))) == count
    again.release()
    assert os.listdir(data) == [sample_folder(data).name]


def test_the_pages_of_a_bundle_with_a_file_that_cannot_be_read(data: Path, clock: TestClock) -> None:
    office = open_sample_office(data, clock)
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    line = next(line for line in office.searching.bundles(drafter) if "打不开" in line.title)
    with pytest.raises(UnreadableFile, match="不能排版"):
        office.submissions.pages(drafter, office.bundles.open(drafter, line.key))
    office.release()
