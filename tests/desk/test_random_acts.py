"""Everybody does anything, in any order, thousands of times: no bundle ever reaches the government office that lacks what is due, and every
packet that left verifies. What is due is written down here once more, from the source and not from the rules."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.sample.sample_bundles import FINANCE, HOUSING, PLANNING, complete
from zwgk_desk.desk.sample.sample_office import ACCOUNTS
from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration
from zwgk_desk.model.course import AT_OFFICE
from zwgk_desk.model.digest import content_digest
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role, Stage
from zwgk_desk.packet.verify import verify
from zwgk_desk.signing.certificates import from_pem

from ..conftest import TestClock, filled_office
from .test_signing import passphrase

EQUIPMENT = load_equipment()
CASE = complete(IssuingAuthority.JOINT, TestClock().now.date())
WHOLE = [(part.kind, part.name, CASE.contents[part.sha256]) for part in CASE.bundle.ordered_parts]
FILES = [*WHOLE, *WHOLE, (PartKind.PLAN, "空.md", b""), (PartKind.MATERIAL, "占位.md", "待补充".encode())]
PEOPLE = [account.name for account in ACCOUNTS]
REASON = "面向全体居民，涉及申请条件、办理时限和补贴标准，公开后便于群众知晓和监督。"
DECLARATIONS = [
    DisclosureDeclaration(),
    DisclosureDeclaration(DisclosureAttribute.PROACTIVE),
    DisclosureDeclaration(DisclosureAttribute.PROACTIVE, "", REASON),
    DisclosureDeclaration(DisclosureAttribute.PROACTIVE, "", REASON),
    DisclosureDeclaration(DisclosureAttribute.WITHHELD, "条例第十六条", "属于内部管理事项，公开会妨碍履行职责，不涉及群众权利义务。"),
    DisclosureDeclaration(DisclosureAttribute.ON_REQUEST, "", ""),
]
SENT_BACK_UNTIL = 2
"""What is sent so often is accepted by whoever only does what is due; it comes back once before."""

people = st.sampled_from(PEOPLE)
usually = st.sampled_from([True, True, True, False])


class Acts(RuleBasedStateMachine):
    """One office, one bundle at a time, ten people."""

    sent = 0
    tried = 0

    @initialize(authority=st.sampled_from(IssuingAuthority))
    def open(self, authority: IssuingAuthority) -> None:
        self.folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self.office = filled_office(Path(self.folder.name) / "office.sqlite", EQUIPMENT, TestClock())
        self.store = self.office.core.store
        joint = (FINANCE, PLANNING) if authority is IssuingAuthority.JOINT else ()
        lead = HOUSING if authority is IssuingAuthority.JOINT else ""
        bundle = Bundle("试验办法", authority, HOUSING, lead, joint, HOUSING)
        self.key = self.office.bundles.create(Session("nigao"), bundle).key
        for kind, name, content in WHOLE:
            record = self.record()
            self.office.bundles.put_part(Session("nigao"), self.key, record.revision.number, kind, name, content)
        record = self.record()
        self.office.bundles.save(Session("nigao"), self.key, record.revision.number, replace(record.bundle, declaration=DECLARATIONS[2]))
        self.looked_at = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.release()
            self.folder.cleanup()

    def record(self) -> BundleRecord:
        return self.store.bundles.record(self.key)

    def attempt(self, act: Callable[[int], object]) -> None:
        """Try it; a refusal in words is an answer too, anything else is not."""
        Acts.tried += 1
        with suppress(DeskError):
            act(self.store.bundles.standing(self.key).revision)

    @rule(who=people, file=st.sampled_from(FILES))
    def put(self, who: str, file: tuple[PartKind, str, bytes]) -> None:
        kind, name, content = file
        place = 0 if kind is PartKind.MATERIAL and self.record().bundle.of_kind(kind) else None
        self.attempt(lambda seen: self.office.bundles.put_part(Session(who), self.key, seen, kind, name, content, place))

    @rule(kind=st.sampled_from([PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL]), sure=usually)
    def remove(self, kind: PartKind, sure: bool) -> None:
        if not sure:
            self.attempt(lambda seen: self.office.bundles.remove_part(Session("nigao"), self.key, seen, kind))

    @rule(who=people, declaration=st.sampled_from(DECLARATIONS))
    def declare(self, who: str, declaration: DisclosureDeclaration) -> None:
        bundle = replace(self.record().bundle, declaration=declaration)
        self.attempt(lambda seen: self.office.bundles.save(Session(who), self.key, seen, bundle))

    @rule(who=st.sampled_from(["nigao", "nigao", "nigao", "zhuyao", "shouwen"]))
    def send_on(self, who: str) -> None:
        self.attempt(lambda seen: self.office.course.send_to_review(Session(who), self.key, seen))
        self.attempt(lambda seen: self.office.course.send_to_sign_off(Session(who), self.key, seen))

    @rule(who=people)
    def withdraw(self, who: str) -> None:
        self.attempt(lambda seen: self.office.course.withdraw(Session(who), self.key, seen))

    @rule(who=people, kind=st.sampled_from(ReviewKind), passed=usually, right=usually)
    def review(self, who: str, kind: ReviewKind, passed: bool, right: bool) -> None:
        judgement = Judgement(ReviewResult.PASSED if passed else ReviewResult.FAILED, "意见")
        words = passphrase(who) if right else "not the passphrase"
        self.attempt(lambda seen: self.office.course.review(Session(who), self.key, seen, kind, judgement, words))

    @rule(passed=usually)
    def reviews(self, passed: bool) -> None:
        """Everybody whose turn it may be."""
        for who, kind in (
            ("baomi", ReviewKind.SECRECY), ("gongkai", ReviewKind.DISCLOSURE_OFFICE), ("huiqian-caizheng", ReviewKind.COUNTERSIGN),
            ("huiqian-guihua", ReviewKind.COUNTERSIGN),
        ):  # fmt: skip
            self.review(who, kind, passed, True)

    @rule(who=st.sampled_from(["zhuyao", "zhuyao", "fuzeren", "fuzeren", "nigao", "guanli", "huiqian-caizheng"]), right=usually, yes=usually)
    def sign(self, who: str, right: bool, yes: bool) -> None:
        words = passphrase(who) if right else ""
        if yes:
            self.attempt(lambda seen: self.office.course.sign(Session(who), self.key, seen, "同意", words))
        else:
            self.attempt(lambda seen: self.office.course.send_back(Session(who), self.key, seen, "请再改", words))

    @rule(who=st.sampled_from(["nigao", "nigao", "zhuyao", "shouwen"]), right=usually)
    def submit(self, who: str, right: bool) -> None:
        words = passphrase(who) if right else passphrase("baomi")
        self.attempt(lambda seen: self.office.submissions.submit(Session(who), self.key, seen, passphrase=words))

    @rule(who=st.sampled_from(["shouwen", "shouwen", "shouwen", "nigao"]), back=usually)
    def take_in(self, who: str, back: bool) -> None:
        session, ground = Session(who), office_ground("没有讲清", "三(二)")
        self.attempt(lambda seen: self.office.intake.receive(session, self.key))
        if back:
            self.attempt(lambda seen: self.office.intake.return_bundle(session, self.key, (ground,), passphrase=passphrase(who)))
        else:
            self.attempt(lambda seen: self.office.intake.accept(session, self.key, passphrase=passphrase(who)))

    @rule()
    def go_on(self) -> None:
        """The next step that is due, by those whose step it is: so that runs get far, with anything else in between."""
        stage = self.record().course.stage
        if stage is Stage.DRAFTING:
            self.send_on("nigao")
        elif stage is Stage.INTERNAL_REVIEW:
            self.reviews(True)
            self.send_on("nigao")
        elif stage is Stage.SIGN_OFF:
            self.sign("zhuyao", True, True)
            self.submit("nigao", True)
        else:
            self.take_in("shouwen", len(self.record().submissions) < SENT_BACK_UNTIL)

    @rule()
    def mend(self) -> None:
        """Put everything in the draft right."""
        for kind, name, content in WHOLE:
            self.put("nigao", (kind, name, content))
        self.declare("nigao", DECLARATIONS[2])

    @invariant()
    def nothing_is_sent_that_lacks_what_is_due(self) -> None:
        if not hasattr(self, "store"):
            return
        record = self.record()
        if record.course.stage in AT_OFFICE:
            assert not lacking(record, self.store.files.get), lacking(record, self.store.files.get)
        if len(record.submissions) > self.looked_at:
            self.looked_at = len(record.submissions)
            Acts.sent += 1
            packet = self.store.files.get(record.submissions[-1].packet)
            found = verify(packet, "a.zip", [from_pem(self.office.identity.authority_pem())])
            assert found.ok and found.signed, found.problems


def lacking(record: BundleRecord, content_of: Callable[[str], bytes]) -> list[str]:
    """What a submitted bundle lacks of what the source demands: 三(一), 三(二), 三(三)1."""
    bundle, declared = record.bundle, record.bundle.declaration
    missing = [f"{kind}" for kind in (PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL) if not any(p.size for p in bundle.of_kind(kind))]
    missing += ["a placeholder" for part in bundle.parts if part.present and content_of(part.sha256).strip() == "待补充".encode()]
    if declared.attribute is None:
        missing.append("attribute")
    withheld = declared.attribute in (DisclosureAttribute.WITHHELD, DisclosureAttribute.ON_REQUEST)
    if (withheld or bundle.issuing_authority is IssuingAuthority.GOVERNMENT) and not declared.explanation.strip():
        missing.append("explanation")
    if withheld and not declared.ground.strip():
        missing.append("ground")
    today = content_digest(bundle)

    def holds(kind: ReviewKind, unit: str) -> bool:
        given = [r for r in record.reviews if r.kind is kind and r.unit == unit]
        return bool(given) and given[-1].passed and given[-1].content == today and given[-1].account != record.revision.by

    if not withheld and not holds(ReviewKind.SECRECY, HOUSING):
        missing.append("secrecy review")
    if withheld and not holds(ReviewKind.DISCLOSURE_OFFICE, HOUSING):
        missing.append("disclosure office's review")
    missing += [f"countersignature of {unit}" for unit in bundle.joint_units if not holds(ReviewKind.COUNTERSIGN, unit)]
    principal = bundle.issuing_authority is IssuingAuthority.GOVERNMENT
    signer = [r for r in record.reviews if r.kind is ReviewKind.SIGNOFF][-1:]
    right = (Role.PRINCIPAL_LEADER,) if principal else (Role.PRINCIPAL_LEADER, Role.UNIT_LEADER)
    if not signer or not signer[0].passed or signer[0].content != today or signer[0].role not in right:
        missing.append("sign-off")
    return missing


def test_no_run_of_random_acts_sends_what_lacks_anything() -> None:
    bounds = settings(
        max_examples=30, stateful_step_count=50, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
    )
    run_state_machine_as_test(Acts, settings=bounds)  # type: ignore[no-untyped-call]
    assert Acts.tried > 1500 and Acts.sent > 10, "runs that never get so far as to send anything prove nothing"
    print(f"{Acts.tried} acts tried, {Acts.sent} packets sent, each whole and signed")
