"""One act checks its bundle once, and what refuses it, what is signed and what the packet carries are the same findings."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.signature import SignedAct
from zwgk_desk.model.terms import IssuingAuthority, ReviewKind
from zwgk_desk.packet.build import CHECK
from zwgk_desk.packet.source import ZipSource

from .conftest import PASSED, CountedChecks, Play


def with_advice(play: Play, authority: IssuingAuthority = IssuingAuthority.GOVERNMENT) -> BundleRecord:
    """A bundle with findings that are no ground, so that findings can be told from none."""
    record = play.draft(authority)
    return play.office.bundles.save(
        play.people.drafter, record.key, record.revision.number, replace(record.bundle, major_decision=True)
    )  # fmt: skip


def test_each_act_checks_once(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    course, people = play.office.course, play.people
    record = with_advice(play)
    key, seen = record.key, record.revision.number
    checks = CountedChecks(monkeypatch)

    def cost(expected: int) -> None:
        assert checks.count == expected
        checks.count = 0

    course.send_to_review(people.drafter, key, seen)
    cost(0)
    course.review(people.secrecy, key, seen, ReviewKind.SECRECY, PASSED, PASSPHRASE)
    cost(1)
    course.send_to_sign_off(people.drafter, key, seen)
    cost(1)
    course.sign(people.principal, key, seen, "同意", PASSPHRASE)
    cost(1)
    play.office.submissions.submit(people.drafter, key, seen, passphrase=PASSPHRASE)
    cost(1)


def test_guard_manifest_and_packet_say_the_same(play: Play) -> None:
    office, people = play.office, play.people
    record = play.signed(play.reviewed(with_advice(play)))
    guarded = office.checking.check(people.drafter, record.key)
    assert [finding.rule for finding in guarded] == ["opinions-account-missing"]
    sent = office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)
    packet = ZipSource(office.core.store.files.get(sent.submissions[-1].packet), "报送包.zip")
    carried = json.loads(packet.file(CHECK))["cases"][0]["findings"]
    assert carried == [finding.as_json() for finding in guarded]
    signed = next(s for s in office.core.store.identity.signatures(record.key) if s.act is SignedAct.SUBMISSION)
    assert [(f["rule"], f["where"]) for f in json.loads(signed.manifest)["findings"]] == [(f.rule, f.where) for f in guarded]


@pytest.mark.parametrize("authority", IssuingAuthority)
@pytest.mark.parametrize("withheld", [False, True])
def test_a_sign_off_cures_what_is_about_it_and_nothing_else(authority: IssuingAuthority, withheld: bool, play: Play) -> None:
    """What the bound PDF that is signed is set from is what a check after the signature comes to."""
    examiner = play.office._examiner
    before = examiner.check(play.reviewed(play.draft(authority, withheld)))
    assert any(finding.is_about_sign_off for finding in before.findings)
    after = examiner.check(play.signed(before.record))
    coming = before.signed_off(after.record.reviews[-1])
    assert (coming.findings, coming.reviews, coming.documents) == (after.findings, after.reviews, after.documents)
    assert examiner.packet_of(after).signed and examiner.packet_of(coming).signed and not examiner.packet_of(before).signed
