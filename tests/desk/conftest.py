"""The sample office's people, signed in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.course.bundle_view import BundleView
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING, complete
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import IssuingAuthority, ReviewKind, ReviewResult, Severity
from zwgk_desk.rules import check as rules
from zwgk_desk.rules.case import Case

from ..conftest import TestClock

PASSED = Judgement(ReviewResult.PASSED)


NAMES = {
    "drafter": "nigao", "secrecy": "baomi", "openness": "gongkai", "finance": "huiqian-caizheng", "planning": "huiqian-guihua",
    "leader": "fuzeren", "principal": "zhuyao", "clerk": "shouwen", "admin": "guanli", "reader": "zhidu",
}  # fmt: skip


class People:
    """Everybody by role; each signs in when a test first asks for the session."""

    drafter: Session
    secrecy: Session
    openness: Session
    finance: Session
    planning: Session
    leader: Session
    principal: Session
    clerk: Session
    admin: Session
    reader: Session

    def __init__(self, office: Office) -> None:
        self._office = office

    def __getattr__(self, role: str) -> Session:
        if role not in NAMES:
            raise AttributeError(role)
        session = self._office.accounts.sign_in(NAMES[role], PASSWORD)
        setattr(self, role, session)
        return session


def signed_in(office: Office) -> People:
    """The sample's people at an office."""
    return People(office)


@pytest.fixture
def people(office: Office) -> People:
    return signed_in(office)


class Play:
    """Short ways through the course of a bundle."""

    def __init__(self, office: Office, people: People, clock: TestClock) -> None:
        self.office, self.people, self.clock = office, people, clock

    def draft(self, authority: IssuingAuthority = IssuingAuthority.GOVERNMENT, withheld: bool = False) -> BundleRecord:
        case = complete(authority, self.clock().date(), withheld)
        record = self.office.bundles.create(self.people.drafter, replace(case.bundle, parts=()))
        for part in case.bundle.parts:
            content = case.contents[part.sha256]
            record = self.office.bundles.put_part(self.people.drafter, record.key, record.revision.number, part.kind, part.name, content)
        return record

    def reviewed(self, record: BundleRecord) -> BundleRecord:
        key, seen = record.key, record.revision.number
        course, people = self.office.course, self.people
        record = course.send_to_review(people.drafter, key, seen)
        course.review(people.secrecy, key, seen, ReviewKind.SECRECY, PASSED, PASSPHRASE)
        if record.bundle.declaration.ground:
            course.review(people.openness, key, seen, ReviewKind.DISCLOSURE_OFFICE, PASSED, PASSPHRASE)
        for who, unit in ((people.finance, "东江市财政局"), (people.planning, "东江市自然资源和规划局")):
            if unit in record.bundle.countersigning_units:
                course.review(who, key, seen, ReviewKind.COUNTERSIGN, PASSED, PASSPHRASE)
        return course.send_to_sign_off(people.drafter, key, seen)

    def signed(self, record: BundleRecord) -> BundleRecord:
        who = self.people.principal if record.bundle.issuing_authority is IssuingAuthority.GOVERNMENT else self.people.leader
        return self.office.course.sign(who, record.key, record.revision.number, "同意", PASSPHRASE)

    def submitted(self, authority: IssuingAuthority = IssuingAuthority.GOVERNMENT) -> BundleRecord:
        record = self.signed(self.reviewed(self.draft(authority)))
        return self.office.submissions.submit(self.people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)


@pytest.fixture
def play(office: Office, people: People, clock: TestClock) -> Play:
    return Play(office, people, clock)


def empty_bundle(title: str = "供热计量收费实施细则", unit: str = HOUSING) -> Bundle:
    return Bundle(title, IssuingAuthority.GOVERNMENT, unit)


def packet_of(play: Play, record: BundleRecord, target: Path) -> Path:
    """The packet of a bundle's last submission, as a file."""
    play.office.submissions.export(play.people.drafter, record.key, target)
    return target


def view_of(office: Office, session: Session, key: int) -> BundleView:
    """All that a page shows of a bundle as it stands."""
    return office.views.load(session, office.bundles.open(session, key), with_since=True)


def findings_of(office: Office, record: BundleRecord) -> tuple[Finding, ...]:
    """What the rules find on a bundle, whoever asks."""
    return office._examiner.check(record).findings


class CountedChecks:
    """A rule that finds nothing and counts how often it is asked."""

    severity = Severity.ADVICE

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.count = 0
        monkeypatch.setattr(rules, "TABLE", (*rules.TABLE, self))

    def findings(self, case: Case) -> tuple[Finding, ...]:
        self.count += 1
        return ()
