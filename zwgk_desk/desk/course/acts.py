"""What may be done with a bundle now, by whom, and why not: asked here alone, by the buttons that offer an act and by the use cases that do it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model.errors import DeskError, InputError, PermissionDenied, StageError, WouldBeReturned
from ...model.finding import Finding, grounds_of, grounds_signing_cannot_cure
from ...model.people import Account
from ...model.record import BundleRecord
from ...model.rights import right_roles, signing_units
from ...model.signature import ACT_OF_REVIEW
from ...model.terms import Act, ReviewKind, Role
from ..common.core import DeskCore, Session
from ..common.permission import REVIEW_CASES, UseCase, require
from ..drafting.bundles import require_drafter
from ..people.delegation import Delegations
from ..people.keys import for_another

MOVES = (Act.SEND_TO_REVIEW, Act.WITHDRAW, Act.SEND_TO_SIGN_OFF, Act.SUBMIT)
SIGNERS_ACTS = (Act.SIGN, Act.SEND_BACK)
OFFICE_ACTS = (Act.RECEIVE, Act.ACCEPT, Act.RETURN, Act.ISSUE)
NEEDS_FINDINGS = (Act.SEND_TO_SIGN_OFF, Act.SIGN, Act.SUBMIT)
ALL_ACTS: tuple[tuple[Act, ReviewKind | None], ...] = (
    (Act.SAVE, None), (Act.SET_DUE, None), (Act.SEND_TO_REVIEW, None), (Act.WITHDRAW, None), (Act.SEND_TO_SIGN_OFF, None),
    *((Act.REVIEW, kind) for kind in REVIEW_CASES), (Act.SIGN, None), (Act.SEND_BACK, None), (Act.SUBMIT, None),
    *((act, None) for act in OFFICE_ACTS),
)  # fmt: skip
"""Every act on an existing bundle, each kind of review by itself."""

STILL_CHECKING = "正在检查，看到结果后再办理"
"""Why an act that depends on findings is not allowed yet, while these are not known."""


@dataclass(frozen=True)
class Actor:
    """A person who does an act, with the right to it.

    Attributes:
        account: the person.
        role: the role that gives the right.
        delegator: the leader whose authority the person signs off with; None for the person's own.
    """

    account: Account
    role: Role
    delegator: Account | None = None

    @property
    def name(self) -> str:
        """The person's name on forms; for a deputy with the delegator's: 冯览（代周正）."""
        return for_another(self.account, self.delegator) if self.delegator else self.account.display_name


@dataclass(frozen=True)
class OfferedAct:
    """Whether one person may do one act on one bundle now, and why not.

    Attributes:
        act: the act.
        offered: whether the stage has the act and this person is one of those who do it, so that the page has a button for it.
        allowed: whether it can be done now.
        why_not: why it cannot, a Chinese sentence without its closing stop; empty where it can.
        kind: the kind of review, for `Act.REVIEW`.
        in_the_way: the grounds for 退文 that have to be dealt with first.
    """

    act: Act
    offered: bool
    allowed: bool
    why_not: str = ""
    kind: ReviewKind | None = None
    in_the_way: tuple[Finding, ...] = ()


def pick(acts: Sequence[OfferedAct], act: Act, kind: ReviewKind | None = None) -> OfferedAct:
    """Find one act among those of a bundle."""
    return next(each for each in acts if (each.act, each.kind) == (act, kind))


def next_move(acts: Sequence[OfferedAct]) -> OfferedAct | None:
    """Find the act by which the drafter sends a bundle on from its present stage; None where there is none for this person."""
    ways = (Act.SEND_TO_REVIEW, Act.SEND_TO_SIGN_OFF, Act.SUBMIT)
    return next((each for each in acts if each.act in ways and each.offered), None)


def in_the_way(act: Act, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """List the grounds for 退文 that forbid an act. Grounds that only the sign-off can cure forbid no act before it."""
    if act is Act.SUBMIT:
        return grounds_of(findings)
    return grounds_signing_cannot_cure(findings) if act in NEEDS_FINDINGS else ()


class ActGuard:
    """Decides who may do which act on a bundle, for the buttons and the use cases alike."""

    def __init__(self, core: DeskCore, delegations: Delegations) -> None:
        self._core = core
        self._delegations = delegations

    def acts(self, session: Session, record: BundleRecord, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List all acts with whether this person may do them.

        Args:
            session: the session of the person who asks.
            record: the bundle as the person sees it.
            findings: the rules' findings on that revision; None while they are not known.
        """
        account = self._core.account(session)
        return tuple(self._offer(account, record, act, kind, findings) for act, kind in ALL_ACTS)

    def _offer(
        self, account: Account, record: BundleRecord, act: Act, kind: ReviewKind | None, findings: Sequence[Finding] | None
    ) -> OfferedAct:  # fmt: skip
        try:
            self._core.require_sight(account, record)
            actor = self.actor(account, record, act, kind)
        except DeskError as error:
            return OfferedAct(act, False, False, error.what, kind)
        obstacle = self._obstacle(actor, record, act, kind, findings)
        if obstacle is not None:
            there = record.course.allows(act)
            return OfferedAct(act, there, False, obstacle.what, kind, in_the_way(act, findings or ()) if there else ())
        waits = act in NEEDS_FINDINGS and findings is None
        return OfferedAct(act, True, not waits, STILL_CHECKING if waits else "", kind)

    def enter(self, account: Account, record: BundleRecord, act: Act, kind: ReviewKind | None = None) -> Actor:
        """Return the person with the right to an act that is about to be done, on a bundle that is as the record says.

        Raises:
            TablesDisagree: somebody has changed the bundle past the program.
            PermissionDenied: as for `actor`.
        """
        actor = self.actor(account, record, act, kind)
        self._core.require_true(record.key)
        return actor

    def actor(self, account: Account, record: BundleRecord, act: Act, kind: ReviewKind | None = None) -> Actor:
        """Return the person with the right to an act on a bundle, whatever its stage and whatever else may forbid the act.

        Args:
            account, record, act: who, with what, and what.
            kind: the kind of review, for `Act.REVIEW`.

        Raises:
            PermissionDenied: the person has no role for it, or is of another department.
        """
        if act in (Act.SAVE, Act.SET_DUE):
            return Actor(account, require_drafter(account, record.bundle, act))
        if act in SIGNERS_ACTS:
            return self._signer(account, record)
        if kind is not None:
            role = require(account, REVIEW_CASES[kind])
            if not _reviews_for(account, record, kind):
                raise PermissionDenied(f"这个文件包的{kind.label}不由“{account.unit}”办理", "没有记入您的意见")
            return Actor(account, role)
        role = require(account, UseCase.TAKE_IN if act in OFFICE_ACTS else UseCase.MOVE_BUNDLE)
        if act in MOVES and record.bundle.drafting_unit != account.unit:
            raise PermissionDenied(f"这个文件包由“{record.bundle.drafting_unit}”起草", "请由起草单位的拟稿人办理")
        return Actor(account, role)

    def refuse(
        self, actor: Actor, record: BundleRecord, act: Act, findings: Sequence[Finding] = (), kind: ReviewKind | None = None
    ) -> None:  # fmt: skip
        """Refuse an act to somebody who has the right to it, where something is in its way.

        Args:
            actor, record, act: who, with what, and what.
            findings: what the rules find on the bundle; needed for the acts of `NEEDS_FINDINGS`.
            kind: the kind of review, for `Act.REVIEW`.

        Raises:
            PermissionDenied: the person has drafted what is to be judged.
            StageError: the bundle's stage does not have the act, or the person has signed just this already.
            InputError: remarks on its pages wait to be sent with it.
            WouldBeReturned: grounds for 退文 stand.
        """
        obstacle = self._obstacle(actor, record, act, kind, findings)
        if obstacle is not None:
            raise obstacle

    def _obstacle(
        self, actor: Actor, record: BundleRecord, act: Act, kind: ReviewKind | None, findings: Sequence[Finding] | None
    ) -> DeskError | None:  # fmt: skip
        store, name = self._core.store, actor.account.name
        judged = ReviewKind.SIGNOFF if act in SIGNERS_ACTS else kind
        if judged is not None and name in store.bundles.authors(record.key):
            return PermissionDenied(f"起草和{judged.label}不能是同一个人", "请由另一个人办理")
        try:
            record.course.after(act)
        except StageError as error:
            return error
        if act is Act.SIGN:
            if _has_signed(name, record, findings or ()):
                return StageError("已经审签，等待拟稿人报送")
            pending = store.page_remarks.pending(record.key, name)
            if pending:
                return InputError(f"还有 {len(pending)} 条批注没有发出，没有审签", "请退回修改，批注随之送达；不再需要的，先删去再审签")
        grounds = in_the_way(act, findings or ())
        if grounds:
            return WouldBeReturned(f"还不能{act.label}：{'；'.join(ground.message for ground in grounds)}", "请先补正")
        return None

    def require_signer(self, account: Account) -> tuple[Account, ...]:
        """List the accounts with whose authority a person signs off: the person's own first, then the delegators'.

        Raises:
            PermissionDenied: there is none.
        """
        delegators = self._delegations.delegated_to(account)
        if not delegators:
            require(account, UseCase.SIGN_OFF)
        return account, *delegators

    def _signer(self, account: Account, record: BundleRecord) -> Actor:
        owners = self.require_signer(account)
        bundle = record.bundle
        for owner in owners:
            roles = [role for role in right_roles(bundle.issuing_authority) if role in owner.roles]
            if roles and owner.unit == bundle.signing_unit and account.active:
                return Actor(account, roles[-1], None if owner is account else owner)
        signers = "或".join(role.label for role in right_roles(bundle.issuing_authority))
        raise PermissionDenied(f"这份{bundle.issuing_authority.label}的文件由“{bundle.signing_unit}”的{signers}审签", "您没有签")


def _reviews_for(account: Account, record: BundleRecord, kind: ReviewKind) -> bool:
    """Return whether the person's department is one of those that review this bundle."""
    return account.unit in (signing_units(ACT_OF_REVIEW[kind], record.bundle) or ())


def _has_signed(account: str, record: BundleRecord, findings: Sequence[Finding]) -> bool:
    """Return whether the person has signed off just this content since the last return, with a signature that counts: one that is no longer
    good, it may be given again."""
    since = record.returns[-1].at if record.returns else ""
    own = [review for review in record.reviews if review.kind is ReviewKind.SIGNOFF and review.account == account and review.at > since]
    covers = bool(own) and own[-1].passed and record.revision.state.covered_by(own[-1])
    return covers and not any(finding.is_about_sign_off for finding in findings)
