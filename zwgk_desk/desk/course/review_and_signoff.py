"""Review and sign-off: sending a bundle on, judging it, withdrawing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model.digest import sha256_of
from ...model.errors import Conflict, InputError
from ...model.finding import Finding
from ...model.page_remark import reason_with
from ...model.people import Account
from ...model.record import BundleRecord, Event
from ...model.review import Review
from ...model.signature import ACT_OF_REVIEW
from ...model.terms import Act, ReviewKind, ReviewResult
from ...packet.build import build_packet
from ...packet.names import BOUND
from ...packet.signatures import RECORD, REVOKED, digest_of_lines
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import REVIEW_CASES, UseCase
from ..people.delegation import Delegations
from ..people.signing import SigningDesk, ToSign
from .acts import NEEDS_FINDINGS, ActGuard, Actor, OfferedAct
from .examiner import Checked, Examiner

NEEDS_A_REASON = "请写明理由"
LAST_PAGE = -1  # the 审签单 is bound last, so the signatures stand on the last page


@dataclass(frozen=True)
class Judgement:
    """The judgement of a reviewer or signer.

    Attributes:
        result: passed or failed.
        remark: the reason in words; required where it failed.
    """

    result: ReviewResult
    remark: str = ""


@dataclass(frozen=True)
class _JudgedAct:
    """A judgement that is about to be signed and saved.

    Attributes:
        act, kind: the act, and the kind of review.
        actor: the person, with the right to the act.
        judgement: the result and the reason.
        checked: the bundle as the person saw it, checked.
    """

    act: Act
    kind: ReviewKind
    actor: Actor
    judgement: Judgement
    checked: Checked


class CourseDesk:
    """The use cases between drafting and submission, and the list of acts for any stage."""

    def __init__(self, core: DeskCore, examiner: Examiner, signing: SigningDesk, delegations: Delegations) -> None:
        self._core = core
        self._guard = ActGuard(core, delegations)
        self._examiner = examiner
        self._signing = signing

    def acts(self, session: Session, record: BundleRecord, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List every act with whether this person may do it on a bundle now and why not; the use cases themselves ask the same guard.

        Args:
            session: the session of the person who asks.
            record: the bundle as the person sees it.
            findings: the rules' findings on that revision; None while they are not known.
        """
        return self._guard.acts(session, record, findings)

    def send_to_review(self, session: Session, key: int, seen: int) -> BundleRecord:
        """Send a draft to review: 拟稿 → 内审.

        Raises:
            PermissionDenied, StageError, Conflict.
        """
        return self._drafter_moves(session, key, seen, Act.SEND_TO_REVIEW)

    def withdraw(self, session: Session, key: int, seen: int) -> BundleRecord:
        """Withdraw a bundle to 拟稿, to change something. Its reviews stay, and become stale once the content differs.

        Raises:
            PermissionDenied, StageError, Conflict.
        """
        return self._drafter_moves(session, key, seen, Act.WITHDRAW)

    def send_to_sign_off(self, session: Session, key: int, seen: int) -> BundleRecord:
        """Send a bundle to sign-off, once nothing else is missing: 内审 → 审签.

        Raises:
            WouldBeReturned: other grounds for 退文 stand.
            PermissionDenied, StageError, Conflict.
        """
        return self._drafter_moves(session, key, seen, Act.SEND_TO_SIGN_OFF)

    def review(self, session: Session, key: int, seen: int, kind: ReviewKind, judgement: Judgement, passphrase: str = "") -> BundleRecord:
        """Give a secrecy review, disclosure office's review or countersignature of the revision that the person saw.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            kind: the kind of review.
            judgement: the result and the reason.
            passphrase: opens the person's key.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: refused without a reason, or the kind is a sign-off.
            PermissionDenied: not the role, or not the department, that reviews this bundle.
            StageError, Conflict.
        """
        if kind not in REVIEW_CASES:
            raise InputError("审签不在这里办理", "请到审签页面")
        account, _ = self._core.allow(session, REVIEW_CASES[kind])
        record = self._record(account, key, seen)
        actor = self._guard.enter(account, record, Act.REVIEW, kind)
        self._guard.refuse(actor, record, Act.REVIEW, kind=kind)
        return self._judge(_JudgedAct(Act.REVIEW, kind, actor, judgement, self._examiner.check(record)), passphrase)

    def sign(self, session: Session, key: int, seen: int, remark: str = "", passphrase: str = "") -> BundleRecord:
        """Sign off policy, plan and materials with one act (审签), in the revision that the person saw.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            remark: the signer's remark.
            passphrase: opens the person's key.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            WouldBeReturned: grounds for 退文 stand that signing cannot cure.
            InputError: the person has remarks on the pages, which only go with sending the bundle back.
            PermissionDenied: not the person who signs this bundle.
            StageError: not at this stage, or the person has signed just this already.
            Conflict.
        """
        signer, record = self._signer(session, key, seen, Act.SIGN)
        checked = self._examiner.check(record)
        self._guard.refuse(signer, record, Act.SIGN, checked.findings)
        passed = Judgement(ReviewResult.PASSED, remark)
        return self._judge(_JudgedAct(Act.SIGN, ReviewKind.SIGNOFF, signer, passed, checked), passphrase)

    def send_back(self, session: Session, key: int, seen: int, reason: str, passphrase: str = "") -> BundleRecord:
        """Send the bundle back to 拟稿 as its signer, with a reason and the signer's remarks on the pages.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: there is neither a reason nor a remark on a page.
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        signer, record = self._signer(session, key, seen, Act.SEND_BACK)
        self._guard.refuse(signer, record, Act.SEND_BACK)
        said = reason_with(reason, self._core.store.page_remarks.pending(key, signer.account.name))
        failed = Judgement(ReviewResult.FAILED, said)
        return self._judge(_JudgedAct(Act.SEND_BACK, ReviewKind.SIGNOFF, signer, failed, self._examiner.check(record)), passphrase)

    def allow_signer(self, session: Session, key: int, seen: int) -> tuple[Account, BundleRecord]:
        """Return the account of somebody who may sign a bundle at its present stage, and the bundle.

        Raises:
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        signer, record = self._signer(session, key, seen, Act.SEND_BACK)
        self._guard.refuse(signer, record, Act.SEND_BACK)
        return signer.account, record

    def _drafter_moves(self, session: Session, key: int, seen: int, act: Act) -> BundleRecord:
        account, _ = self._core.allow(session, UseCase.MOVE_BUNDLE)
        record = self._record(account, key, seen)
        actor = self._guard.enter(account, record, act)
        self._guard.refuse(actor, record, act, self._examiner.check(record).findings if act in NEEDS_FINDINGS else ())
        event = Event(stamp(self._core.clock), act, account.name, actor.role, record.revision.number)
        with self._core.store.transaction():
            self._core.require_true(record.key)
            self._core.store.bundles.move(record.key, record.course, record.course.after(act), event, self._core.pens.of(account))
            return self._core.store.bundles.record(record.key)

    def _record(self, account: Account, key: int, seen: int) -> BundleRecord:
        record = self._core.record_for(account, key)
        if record.revision.number != seen:
            raise Conflict("您看到的不是最新内容，这一步没有生效", "请刷新，看过新的内容后再办理")
        return record

    def _signer(self, session: Session, key: int, seen: int, act: Act) -> tuple[Actor, BundleRecord]:
        account = self._core.account(session)
        self._guard.require_signer(account)
        record = self._record(account, key, seen)
        return self._guard.enter(account, record, act), record

    def _judge(self, given: _JudgedAct, passphrase: str) -> BundleRecord:
        actor, kind, checked = given.actor, given.kind, given.checked
        record, said = checked.record, given.judgement.remark.strip()
        if given.judgement.result is ReviewResult.FAILED and not said:
            raise InputError(f"{kind.label}不通过，没有写理由", NEEDS_A_REASON)
        signing = self._signing.begin(ACT_OF_REVIEW[kind], actor.account, actor.role, passphrase, actor.delegator)
        state, number = record.revision.state, record.revision.number
        review = Review(
            kind=kind, unit=actor.account.unit, by=actor.name, result=given.judgement.result, on=signing.moment.date(), role=actor.role,
            content=state.content, statement=state.statement, remark=said, account=actor.account.name, revision=number, at=signing.at,
        )  # fmt: skip
        made = self._packet_files(checked, review)
        signed = self._signing.sign_pdf(signing, made[BOUND], LAST_PAGE, 0) if made else b""
        files = {name: sha256_of(content) for name, content in made.items()} | (self._signed_along(record.key) if made else {})
        signature = self._signing.sign(signing, ToSign(record, checked.findings, review, files, sha256_of(signed) if signed else ""))
        store = self._core.store
        with store.transaction():
            self._core.require_true(record.key)
            for content in (*made.values(), *([signed] if signed else [])):
                store.files.put(content)
            event = Event(signing.at, given.act, actor.account.name, actor.role, number, said)
            store.bundles.add_review(record.key, review)
            self._signing.keep(record.key, signature)
            store.bundles.move(record.key, record.course, record.course.after(given.act), event, self._core.pens.of(actor.account))
            if given.act is Act.SEND_BACK:
                store.page_remarks.send(record.key, actor.account.name, signing.at)
            return store.bundles.record(record.key)

    def _signed_along(self, key: int) -> dict[str, str]:
        """Return the digests of what a sign-off is over beside the files: the list of revocations and the bundle's lines of the record by then."""
        store = self._core.store
        listed, (number, _) = store.identity.revocation_list(), store.record.head()
        return {RECORD: digest_of_lines(store.record.of_bundle(key), number), **({REVOKED: sha256_of(listed)} if listed else {})}

    def _packet_files(self, checked: Checked, review: Review) -> dict[str, bytes]:
        """Return every file that will leave, as it stands at a sign-off, which signs them all; nothing for other acts."""
        if review.kind is not ReviewKind.SIGNOFF or not review.passed:
            return {}
        return build_packet(self._examiner.packet_of(checked.signed_off(review)), self._core.equipment.forms)
