"""One view is of one revision, and costs one reading of the record and one check."""

from __future__ import annotations

import pytest

from zwgk_desk.desk.office import Office
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Act, PartKind

from .conftest import CountedChecks, Play, view_of

LEAK = "# 问答\n\n联系人：张三，手机13812345678。收到通知之日起九十日内提出申请。".encode()


class CountedRecords:
    """Counts how often the record of a bundle is loaded."""

    def __init__(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        load = office.core.store.bundles.record

        def record(key: int) -> BundleRecord:
            self.count += 1
            return load(key)

        monkeypatch.setattr(office.core.store.bundles, "record", record)


def test_opening_a_bundle_costs_one_record_and_one_check(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    office, drafter = play.office, play.people.drafter
    key = play.submitted().key
    checks, records = CountedChecks(monkeypatch), CountedRecords(office, monkeypatch)
    record = office.bundles.open(drafter, key)
    view = office.views.load(drafter, record, with_since=True)
    assert office.writing.unsaved(drafter, record) is None
    assert (records.count, checks.count) == (1, 1)
    assert view.documents and view.events and len(view.acts) > 10


def test_a_view_is_of_the_revision_it_was_asked_for_while_a_colleague_saves(play: Play) -> None:
    office, people = play.office, play.people
    record = office.bundles.put_part(people.drafter, play.draft().key, 4, PartKind.MATERIAL, "问答.md", LEAK)
    asked = office.bundles.open(people.drafter, record.key)
    before = office.views.load(people.drafter, asked, with_since=True)
    assert before.leaks and "plan-missing" not in {finding.rule for finding in before.findings}
    now = office.bundles.remove_part(people.drafter, record.key, asked.revision.number, PartKind.PLAN)
    now = office.bundles.remove_part(people.drafter, record.key, now.revision.number, PartKind.MATERIAL, 1)
    assert office.views.load(people.drafter, asked, with_since=True) == before
    after = view_of(office, people.drafter, record.key)
    assert "plan-missing" in {finding.rule for finding in after.findings} and not after.leaks
    pages = office.submissions.pages(people.drafter, asked)
    assert office.submissions.pages(people.drafter, now) != pages, "the pages that are signed are of the revision that is shown"
    assert office.submissions.pages(people.drafter, asked) == pages
    assert after.events[: len(before.events)] == before.events and len(after.events) == len(before.events) + 2
    assert after.steps[0] == asked.revision.number + 1 and before.steps[0] == asked.revision.number - 1


def test_what_was_not_asked_for_is_left_out(play: Play) -> None:
    record = play.office.bundles.put_part(play.people.drafter, play.draft().key, 4, PartKind.MATERIAL, "问答.md", LEAK)
    view = play.office.views.load(play.people.drafter, record, with_since=False, with_remarks=False)
    assert view.since is None and (view.leaks, view.broken, view.answered) == ((), (), ())
    assert {each.act for each in view.acts if each.allowed} == {Act.SAVE, Act.SET_DUE, Act.SEND_TO_REVIEW}
