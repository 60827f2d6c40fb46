"""What is offered is what the use cases allow: at every stage, for everybody, act by act."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.course.acts import ALL_ACTS, STILL_CHECKING, next_move, pick
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD, BundleMaker
from zwgk_desk.model.errors import DeskError, StageError, WouldBeReturned
from zwgk_desk.model.page_remark import RemarkAnchor
from zwgk_desk.model.people import Account
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Act, IssuingAuthority, ReviewKind, ReviewResult, Role

from .conftest import PASSED, Play, empty_bundle, findings_of

GROUND = office_ground("没有讲清", "三(二)")
PEOPLE = tuple(account.name for account in ACCOUNTS)
ALL_IN_ONE = "duomianshou"
"""Who has every role of the department, and has drafted too."""


class TakenBack(Exception):
    """Ends a transaction of which nothing is to stay."""


def in_review(play: Play, record: BundleRecord) -> BundleRecord:
    return play.office.course.send_to_review(play.people.drafter, record.key, record.revision.number)


def with_a_pinned_remark(play: Play) -> BundleRecord:
    record = play.reviewed(play.draft())
    play.office.page_remarks.pin(play.people.principal, record.key, record.revision.number, RemarkAnchor(1, "policy", 0, "第一条"), "请再核")
    return record


def with_a_ground_that_came_later(play: Play) -> BundleRecord:
    """Reviewed and sent to sign-off; only then comes a review that fails."""
    record = play.reviewed(play.draft())
    failed = replace(record.reviews[0], result=ReviewResult.FAILED, remark="另有考虑")
    with play.office.core.store.transaction():
        BundleMaker(play.office)._review(record.key, failed, record.revision.number)
    return record


def received(play: Play) -> BundleRecord:
    return play.office.intake.receive(play.people.clerk, play.submitted().key)


def accepted(play: Play) -> BundleRecord:
    return play.office.intake.accept(play.people.clerk, received(play).key, passphrase=PASSPHRASE)


def issued(play: Play) -> BundleRecord:
    return play.office.intake.issue(play.people.clerk, accepted(play).key, "东政发〔2026〕1号", date(2026, 12, 1))


def lent(play: Play) -> BundleRecord:
    today = play.clock().date()
    play.office.delegations.delegate(play.people.admin, "zhuyao", "fuzeren", today, today, PASSPHRASE)
    return play.reviewed(play.draft())


def returned(play: Play) -> BundleRecord:
    return play.office.intake.return_bundle(play.people.clerk, received(play).key, (GROUND,), passphrase=PASSPHRASE)


def by_one_person(play: Play) -> BundleRecord:
    """Drafted by somebody who might also review and sign."""
    session = play.office.accounts.sign_in(ALL_IN_ONE, PASSWORD)
    record = play.office.bundles.create(session, empty_bundle())
    return play.office.course.send_to_review(session, record.key, record.revision.number)


STATES: dict[str, Callable[[Play], BundleRecord]] = {
    "nothing in it": lambda play: play.office.bundles.create(play.people.drafter, empty_bundle()),
    "drafting": lambda play: play.draft(),
    "in review": lambda play: in_review(play, play.draft()),
    "in joint review": lambda play: in_review(play, play.draft(IssuingAuthority.JOINT)),
    "by one person": by_one_person,
    "to sign": lambda play: play.reviewed(play.draft()),
    "to sign, joint": lambda play: play.reviewed(play.draft(IssuingAuthority.JOINT)),
    "to sign for another": lent,
    "to sign, with a remark": with_a_pinned_remark,
    "to sign, with a ground": with_a_ground_that_came_later,
    "signed": lambda play: play.signed(play.reviewed(play.draft())),
    "submitted": lambda play: play.submitted(),
    "received": received,
    "returned": returned,
    "accepted": accepted,
    "issued": issued,
}


def do(office: Office, session: Session, record: BundleRecord, act: Act, kind: ReviewKind | None) -> object:
    """Do an act as the window would."""
    key, seen, course, intake = record.key, record.revision.number, office.course, office.intake
    if kind is not None:
        return course.review(session, key, seen, kind, PASSED, PASSPHRASE)
    ways: dict[Act, Callable[[], object]] = {
        Act.SAVE: lambda: office.bundles.save(session, key, seen, replace(record.bundle, major_decision=not record.bundle.major_decision)),
        Act.SET_DUE: lambda: office.bundles.set_due(session, key, date(2026, 12, 24)),
        Act.SEND_TO_REVIEW: lambda: course.send_to_review(session, key, seen),
        Act.WITHDRAW: lambda: course.withdraw(session, key, seen),
        Act.SEND_TO_SIGN_OFF: lambda: course.send_to_sign_off(session, key, seen),
        Act.SIGN: lambda: course.sign(session, key, seen, "同意", PASSPHRASE),
        Act.SEND_BACK: lambda: course.send_back(session, key, seen, "请再改", PASSPHRASE),
        Act.SUBMIT: lambda: office.submissions.submit(session, key, seen, passphrase=PASSPHRASE),
        Act.RECEIVE: lambda: intake.receive(session, key),
        Act.ACCEPT: lambda: intake.accept(session, key, passphrase=PASSPHRASE),
        Act.RETURN: lambda: intake.return_bundle(session, key, (GROUND,), passphrase=PASSPHRASE),
        Act.ISSUE: lambda: intake.issue(session, key, "东政发〔2026〕2号", date(2026, 12, 2)),
    }
    return ways[act]()


def tried(office: Office, session: Session, record: BundleRecord, act: Act, kind: ReviewKind | None) -> DeskError | None:
    """What the use case answers; what it does is taken back."""
    try:
        with office.core.store.transaction():
            do(office, session, record, act, kind)
            raise TakenBack
    except TakenBack:
        return None
    except DeskError as error:
        return error


@pytest.mark.parametrize("state", STATES)
def test_what_is_offered_is_done_and_what_is_not_is_refused(state: str, play: Play) -> None:
    office = play.office
    roles = (Role.DRAFTER, Role.SECRECY_REVIEWER, Role.DISCLOSURE_OFFICE, Role.PRINCIPAL_LEADER)
    office.accounts.add(play.people.admin, Account(ALL_IN_ONE, "多面手", HOUSING, roles), PASSWORD)
    office.identity.request_key(office.accounts.sign_in(ALL_IN_ONE, PASSWORD), PASSPHRASE, with_keyring=False)
    office.identity.certify(play.people.admin, ALL_IN_ONE, PASSPHRASE)
    record = STATES[state](play)
    record = office.core.store.bundles.record(record.key)
    findings = findings_of(office, record)
    allowed = set()
    for name in (*PEOPLE, ALL_IN_ONE):
        session = Session(name)
        acts = office.course.acts(session, record, findings)
        assert [(each.act, each.kind) for each in acts] == list(ALL_ACTS)
        for each in acts:
            answer = tried(office, session, record, each.act, each.kind)
            where = f"{name}: {each.act} {each.kind} {each}, {answer!r}"
            assert (answer is None) is each.allowed, where
            assert bool(each.why_not) is not each.allowed, where
            assert each.offered or not each.allowed, where
            assert not each.offered or (answer.what if answer is not None else "") == each.why_not, where
            allowed |= {each.act} if each.allowed else set()
    assert allowed or state == "issued"


def test_what_the_sign_off_cures_is_in_the_way_of_nothing_before_it(play: Play) -> None:
    people, course = play.people, play.office.course
    record = play.reviewed(play.draft())
    findings = findings_of(play.office, record)
    assert {finding.rule for finding in findings if finding.is_about_sign_off} == {"signoff-missing"}
    assert pick(course.acts(people.principal, record, findings), Act.SIGN).allowed
    submit = pick(course.acts(people.drafter, record, findings), Act.SUBMIT)
    assert submit.offered and not submit.allowed and [ground.rule for ground in submit.in_the_way] == ["signoff-missing"]
    with pytest.raises(WouldBeReturned):
        play.office.submissions.submit(people.drafter, record.key, record.revision.number, passphrase=PASSPHRASE)


def test_acts_that_hang_on_findings_wait_for_them(play: Play) -> None:
    record = play.reviewed(play.draft())
    sign = pick(play.office.course.acts(play.people.principal, record, None), Act.SIGN)
    assert sign.offered and not sign.allowed and sign.why_not == STILL_CHECKING
    assert pick(play.office.course.acts(play.people.principal, record, None), Act.SEND_BACK).allowed


def test_who_has_signed_just_this_does_not_sign_again(play: Play) -> None:
    record = play.signed(play.reviewed(play.draft()))
    with pytest.raises(StageError, match="已经审签"):
        play.office.course.sign(play.people.principal, record.key, record.revision.number, "再签", PASSPHRASE)
    moved = next_move(play.office.course.acts(play.people.drafter, record, findings_of(play.office, record)))
    assert moved is not None and moved.act is Act.SUBMIT and moved.allowed


def test_a_sign_off_that_no_longer_counts_is_given_again(play: Play) -> None:
    """The signature over it is gone from the database: it counts for nothing, and the person who gave it may sign."""
    record = play.signed(play.reviewed(play.draft()))
    findings = findings_of(play.office, replace(record, reviews=record.reviews[:-1]))
    assert pick(play.office.course.acts(play.people.principal, record, findings), Act.SIGN).allowed


def test_after_a_return_it_may_be_signed_again(play: Play) -> None:
    """Nothing was changed, and the sign-off still counts: whoever gave it may let it stand, or give it once more."""
    record = returned(play)
    play.office.course.send_to_review(play.people.drafter, record.key, record.revision.number)
    record = play.office.course.send_to_sign_off(play.people.drafter, record.key, record.revision.number)
    findings = findings_of(play.office, record)
    assert pick(play.office.course.acts(play.people.principal, record, findings), Act.SIGN).allowed
    assert pick(play.office.course.acts(play.people.drafter, record, findings), Act.SUBMIT).allowed
    play.office.course.sign(play.people.principal, record.key, record.revision.number, "再签", PASSPHRASE)
