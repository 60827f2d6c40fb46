"""Review and sign-off: sending a bundle on, judging it, drawing it back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ...model.course import Course
from ...model.digest import sha256_of
from ...model.errors import Conflict, InputError, PermissionDenied, WouldBeReturned
from ...model.finding import Finding, grounds_of
from ...model.page_remark import reason_with
from ...model.people import Account
from ...model.record import BundleRecord, Event
from ...model.review import Review
from ...model.signature import ACT_OF_REVIEW
from ...model.terms import Act, ReviewKind, ReviewResult, Role
from ...packet.build import BOUND, bound_pdf
from ...rules.signoff import right_roles
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import ALLOWED, REVIEW_CASES, UseCase, require
from ..people.delegation import Delegations
from ..people.keys import for_another
from ..people.signing import SigningDesk, SigningInProgress
from .examiner import Examiner

NEEDS_A_REASON = "请写明理由"
LAST_PAGE = -1  # the 审签单 is bound last


@dataclass(frozen=True)
class Judgement:
    """What a reviewer or signer says.

    Attributes:
        result: passed or failed.
        remark: in words; due where it failed.
    """

    result: ReviewResult
    remark: str = ""


@dataclass(frozen=True)
class Judge:
    """Who judges, as what.

    Attributes:
        account: the person.
        role: as what.
        lender: whose authority the person acts with, where it was lent.
    """

    account: Account
    role: Role
    delegator: Account | None = None

    @property
    def name(self) -> str:
        """How the forms call the person."""
        return for_another(self.account, self.delegator) if self.delegator else self.account.display_name


class CourseDesk:
    """The use cases between drafting and submission."""

    def __init__(self, core: DeskCore, examiner: Examiner, signing: SigningDesk, delegation: Delegations) -> None:
        self._core = core
        self._delegations = delegation
        self._examiner = examiner
        self._signing = signing

    def send_to_review(self, session: Session, key: int, seen: int) -> BundleRecord:
        """拟稿 → 内审.

        Raises:
            PermissionDenied, StageError, Conflict.
        """
        return self._drafter_moves(session, key, seen, Act.SEND_TO_REVIEW)

    def withdraw(self, session: Session, key: int, seen: int) -> BundleRecord:
        """Back to 拟稿, to change something. Reviews stay, and are stale once the content is another.

        Raises:
            PermissionDenied, StageError, Conflict.
        """
        return self._drafter_moves(session, key, seen, Act.WITHDRAW)

    def send_to_sign_off(self, session: Session, key: int, seen: int) -> BundleRecord:
        """内审 → 审签, once nothing but the sign-off is missing.

        Raises:
            WouldBeReturned: other grounds for 退文 stand.
            PermissionDenied, StageError, Conflict.
        """
        account, role = self._drafter(session)
        record = self._record(account, key, seen)
        after = record.course.after(Act.SEND_TO_SIGN_OFF)
        self._refuse(record, "送审签")
        return self._move(account, role, record, after, Act.SEND_TO_SIGN_OFF)

    def review(self, session: Session, key: int, seen: int, kind: ReviewKind, judgement: Judgement, passphrase: str = "") -> BundleRecord:
        """Secrecy review, disclosure office's review or countersignature, of the revision that the person saw.

        Args:
            session, key, seen: who, which bundle, and the revision that the person saw.
            kind: which review.
            judgement: what the person says.
            passphrase: opens the person's key.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: refused without a reason, or the kind is a sign-off.
            PermissionDenied: not the role, or not the department, that reviews this bundle.
            StageError, Conflict.
        """
        if kind not in REVIEW_CASES:
            raise InputError("审签不在这里办理", "请到审签页面")
        account, role = self._core.allow(session, REVIEW_CASES[kind])
        record = self._record(account, key, seen)
        after = record.course.after(Act.REVIEW)
        self._reviewer(account, record, kind)
        return self._judge(Judge(account, role), record, after, kind, judgement, Act.REVIEW, passphrase)

    def sign(self, session: Session, key: int, seen: int, remark: str = "", passphrase: str = "") -> BundleRecord:
        """审签: policy, plan and materials with one act, on the revision that the person saw.

        Args:
            session, key, seen: who, which bundle, and the revision that the person saw.
            remark: what the person says.
            passphrase: opens the person's key.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            WouldBeReturned: grounds for 退文 stand that signing cannot cure.
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        signer, record = self._signer(session, key, seen)
        after = record.course.after(Act.SIGN)
        self._refuse(record, "审签")
        pending = self._core.store.page_remarks.pending(key, signer.account.name)
        if pending:
            raise InputError(f"还有 {len(pending)} 条批注没有发出，没有审签", "请退回修改，批注随之送达；不再需要的，先删去再审签")
        return self._judge(signer, record, after, ReviewKind.SIGNOFF, Judgement(ReviewResult.PASSED, remark), Act.SIGN, passphrase)

    def send_back(self, session: Session, key: int, seen: int, reason: str, passphrase: str = "") -> BundleRecord:
        """The signer sends the bundle back to 拟稿, with a reason and the remarks that the signer pinned to the pages.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: without a reason and without a pinned remark.
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        signer, record = self._signer(session, key, seen)
        after = record.course.after(Act.SEND_BACK)
        said = reason_with(reason, self._core.store.page_remarks.pending(key, signer.account.name))
        return self._judge(signer, record, after, ReviewKind.SIGNOFF, Judgement(ReviewResult.FAILED, said), Act.SEND_BACK, passphrase)

    def reviews_due(self, session: Session, record: BundleRecord) -> tuple[ReviewKind, ...]:
        """The reviews that this person may give on a bundle as it stands."""
        account = self._core.account(session)
        if not record.course.allows(Act.REVIEW):
            return ()
        return tuple(kind for kind in REVIEW_CASES if account.is_a(*ALLOWED[REVIEW_CASES[kind]]) and _reviews_for(account, record, kind))

    def signs(self, session: Session, record: BundleRecord) -> bool:
        """Whether this person is to sign the bundle as it stands."""
        account = self._core.account(session)
        if not record.course.allows(Act.SIGN) or account.unit != record.bundle.signing_unit:
            return False
        if account.name in self._core.store.bundles.authors(record.key):
            return False
        return bool(self._authority_of(account, record))

    def allow_signer(self, session: Session, key: int, seen: int) -> tuple[Account, BundleRecord]:
        """The account of somebody who signs a bundle at its present stage, and the bundle.

        Raises:
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        judge, record = self._signer(session, key, seen)
        record.course.after(Act.SEND_BACK)
        return judge.account, record

    def _drafter(self, session: Session) -> tuple[Account, Role]:
        return self._core.allow(session, UseCase.MOVE_BUNDLE)

    def _drafter_moves(self, session: Session, key: int, seen: int, act: Act) -> BundleRecord:
        account, role = self._drafter(session)
        record = self._record(account, key, seen)
        after = record.course.after(act)
        return self._move(account, role, record, after, act)

    def _move(self, account: Account, role: Role, record: BundleRecord, after: Course, act: Act, remark: str = "") -> BundleRecord:
        if record.bundle.drafting_unit != account.unit:
            raise PermissionDenied(f"这个文件包由“{record.bundle.drafting_unit}”起草", "请由起草单位的拟稿人办理")
        event = Event(stamp(self._core.clock), act, account.name, role, record.revision.number, remark)
        with self._core.store.transaction():
            self._core.store.bundles.move(record.key, record.course, after, event, self._core.pens.of(account))
            return self._core.store.bundles.record(record.key)

    def _record(self, account: Account, key: int, seen: int) -> BundleRecord:
        record = self._core.record_for(account, key)
        if record.revision.number != seen:
            raise Conflict("您看到的不是最新内容，这一步没有生效", "请刷新，看过新的内容后再办理")
        return record

    def _signer(self, session: Session, key: int, seen: int) -> tuple[Judge, BundleRecord]:
        account = self._core.account(session)
        delegated_to = self._delegations.delegated_to(account)
        if not delegated_to:
            require(account, UseCase.SIGN_OFF)
        record = self._record(account, key, seen)
        judge = self._authority_of(account, record)
        if judge is None:
            authority, unit = record.bundle.issuing_authority, record.bundle.signing_unit
            signers = "或".join(role.label for role in right_roles(authority))
            raise PermissionDenied(f"这份{authority.label}的文件由“{unit}”的{signers}审签", "您没有签")
        if account.name in self._core.store.bundles.authors(key):
            raise PermissionDenied("起草和审签不能是同一个人", "请由另一位负责人审签")
        return judge, record

    def _authority_of(self, account: Account, record: BundleRecord) -> Judge | None:
        """As what the person signs a bundle: by an own role, or by authority that was lent; None for not at all."""
        bundle = record.bundle
        for owner in (account, *self._delegations.delegated_to(account)):
            roles = [role for role in right_roles(bundle.issuing_authority) if role in owner.roles]
            if roles and owner.unit == bundle.signing_unit and account.active:
                return Judge(account, roles[-1], None if owner is account else owner)
        return None

    def _reviewer(self, account: Account, record: BundleRecord, kind: ReviewKind) -> None:
        if not _reviews_for(account, record, kind):
            raise PermissionDenied(f"这个文件包的{kind.label}不由“{account.unit}”办理", "没有记入您的意见")
        if account.name in self._core.store.bundles.authors(record.key):
            raise PermissionDenied(f"起草和{kind.label}不能是同一个人", "请由另一个人办理")

    def _refuse(self, record: BundleRecord, doing: str) -> None:
        standing = [f for f in grounds_of(self._examiner.check_record(record)) if not f.rule.startswith("signoff-")]
        if standing:
            raise WouldBeReturned(f"还不能{doing}：{_listed(standing)}", "请先补正")

    def _judge(
        self, judge: Judge, record: BundleRecord, after: Course, kind: ReviewKind, judgement: Judgement, act: Act, passphrase: str
    ) -> BundleRecord:
        if judgement.result is ReviewResult.FAILED and not judgement.remark.strip():
            raise InputError(f"{kind.label}不通过，没有写理由", NEEDS_A_REASON)
        account, pen = judge.account, self._core.pens.of(judge.account)
        signing = self._signing.begin(ACT_OF_REVIEW[kind], account, judge.role, passphrase, judge.delegator)
        state = record.revision.state
        review = Review(
            kind=kind, unit=account.unit, by=judge.name, result=judgement.result, on=signing.moment.date(), role=judge.role,
            content=state.content, statement=state.statement, remark=judgement.remark.strip(), account=account.name,
            revision=record.revision.number, at=signing.at,
        )  # fmt: skip
        findings = self._examiner.check_record(record)
        shown, signed = self._pages(signing, record, review)
        files = {BOUND: sha256_of(shown)} if shown else {}
        signature = self._signing.sign(signing, record, findings, review, files, sha256_of(signed) if signed else "")
        store, number = self._core.store, record.revision.number
        with store.transaction():
            if signed:
                store.files.put(signed)
            event = Event(signing.at, act, account.name, judge.role, number, review.remark)
            store.bundles.move(record.key, record.course, after, event, pen)
            store.bundles.add_review(record.key, review)
            self._signing.keep(record.key, signature)
            if act is Act.SEND_BACK:
                store.page_remarks.send(record.key, account.name, signing.at)
            return store.bundles.record(record.key)

    def _pages(self, signing: SigningInProgress, record: BundleRecord, review: Review) -> tuple[bytes, bytes]:
        """The bound PDF that a sign-off signs, before and after; nothing for other acts."""
        if review.kind is not ReviewKind.SIGNOFF or not review.passed:
            return b"", b""
        pdf = bound_pdf(self._examiner.packet_of(record, review), self._core.equipment.forms)
        return pdf, self._signing.sign_pdf(signing, pdf, LAST_PAGE, 0)


def _reviews_for(account: Account, record: BundleRecord, kind: ReviewKind) -> bool:
    bundle = record.bundle
    if kind is ReviewKind.COUNTERSIGN:
        return account.unit in bundle.countersigning_units
    return account.unit in (bundle.drafting_unit, bundle.lead_unit)


def _listed(findings: Iterable[Finding]) -> str:
    return "；".join(finding.message for finding in findings)
