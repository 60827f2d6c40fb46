"""Signing an act: the passphrase opens the person's key, one manifest is signed, each signature over the one before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from ...documents.writers.stamp import Stamped, draw_stamp
from ...model.document.measures import SIGNING_PLACE, STAMP, STAMP_BESIDE, STAMP_EDGE, STAMP_GAP, STAMP_SIZE
from ...model.errors import Conflict, SigningRefused
from ...model.finding import Finding
from ...model.moments import BEIJING
from ...model.people import Account
from ...model.record import BundleRecord
from ...model.review import Review
from ...model.signature import ActStatement, Before, BundleSignature, SignedAct, Signer, make_manifest
from ...model.terms import Role
from ...signing import cms
from ...signing.certificates import facts_of
from ...signing.pades import VisibleField, sign_pdf, signing_place
from ..common.clock import stamp
from ..common.core import DeskCore
from .keys import Identity, OpenKey, require_short_unit

ABOVE_POINTS = 14
"""Points from the text area's upper edge up to the signatures' fields, which lie in the margin where no page has text."""


MOST_SKEW = timedelta(minutes=10)
"""By how much the clocks of an office's workstations may differ: a clock that was set back would let lapsed certificates sign again."""


def _clock_refused(moment: datetime, what: str, at: str) -> SigningRefused:
    said = datetime.fromisoformat(at).strftime("%Y-%m-%d %H:%M:%S")
    return SigningRefused(f"本机时间是 {moment:%Y-%m-%d %H:%M:%S}，早于{what}（{said}），没有签名", "请校准本机的日期和时间，再签名")


@dataclass(frozen=True)
class SigningInProgress:
    """One act that is being signed.

    Attributes:
        act: the act.
        account, role: the signer, and the role in which.
        moment: the moment of the act.
        key: the person's key, opened.
    """

    act: SignedAct
    account: Account
    role: Role | None
    moment: datetime
    key: OpenKey

    @property
    def at(self) -> str:
        """The moment as it is stored."""
        return stamp(lambda: self.moment)


@dataclass(frozen=True)
class ToSign:
    """The content of one signature.

    Attributes:
        record: the bundle as the person saw it.
        findings: the rules' findings at that moment.
        review: the judgement, for acts that are one.
        files: digests of further files that are signed along.
        pdf: the SHA-256 of the signed PDF that goes with it; empty for none.
        remark: what the person wrote, for acts that are no judgement.
        grounds: the grounds of a return.
    """

    record: BundleRecord
    findings: tuple[Finding, ...] = ()
    review: Review | None = None
    files: Mapping[str, str] | None = None
    pdf: str = ""
    remark: str = ""
    grounds: tuple[Finding, ...] = ()


class SigningDesk:
    """The steps that all use cases with a signature share."""

    def __init__(self, core: DeskCore, identity: Identity) -> None:
        self._core = core
        self._identity = identity

    def begin(self, act: SignedAct, account: Account, role: Role | None, passphrase: str, delegator: Account | None = None) -> SigningInProgress:
        """Open the person's key, before anything else: a wrong passphrase must not leave half an act behind.

        Args:
            act, account, role: the act, the signer, and the role in which.
            passphrase: the key's passphrase.
            delegator: the leader with whose authority the person signs; None for the person's own.

        Raises:
            SigningRefused: no passphrase, a wrong one, no certificate in force or one that says another unit or role than the account does now,
                or an office without an authority.
        """
        if not passphrase:
            raise SigningRefused(f"{act.label}要用您的签名口令签名，还没有输入", "请输入签名口令")
        key = self._identity.open_key(account, passphrase, delegator)
        says = facts_of(key.certificate)
        require_short_unit(account)
        if (says.name, says.unit) != (key.name, account.unit) or (role is not None and role not in says.roles):
            raise SigningRefused("您证书上的姓名、单位或职务与现在的账号不一致，没有签名", "请在“设置”里重新办理签名密钥，并请管理员签发证书")
        moment, last = self._core.clock(), self._core.store.record.last_at(account.name)
        if last and moment < datetime.fromisoformat(last) - MOST_SKEW:
            raise _clock_refused(moment, "别人最近的办理记录", last)
        return SigningInProgress(act, account, role, moment, key)

    def sign(self, signing: SigningInProgress, given: ToSign) -> BundleSignature:
        """Sign a bundle at an act; the signature includes the digest of the one before.

        Args:
            signing: the act under way.
            given: what is signed.

        Raises:
            SigningRefused: this machine's clock is behind the signature before.
        """
        record, review = given.record, given.review
        signer = Signer(signing.account.name, signing.key.name, signing.account.unit, signing.role)
        result, said = (str(review.result), review.remark) if review else ("", given.remark)
        statement = ActStatement(signing.act, signer, signing.at, result, said, given.files, given.grounds)
        kept = self._core.store.identity.signatures(record.key)
        if kept and signing.moment < datetime.fromisoformat(kept[-1].at):
            raise _clock_refused(signing.moment, f"前面的{kept[-1].act.label}", kept[-1].at)
        before = Before(kept[-1].digest if kept else "", *self._core.store.record.head())
        number = record.revision.number
        manifest = make_manifest(record.bundle, record.key, number, statement, record.reviews, given.findings, before)
        key = signing.key
        made = cms.sign(manifest.encode("utf-8"), key.key, key.certificate, key.authority, signing.moment)
        return BundleSignature(signing.act, number, signing.account.name, manifest, made, given.pdf, signing.at)

    def sign_pdf(self, signing: SigningInProgress, pdf: bytes, page: int, place: int) -> bytes:
        """Return a PDF with this person's signature on it, visible at the place of signing that it names, or else at the head of a page.

        Args:
            signing: the act under way.
            pdf: the PDF.
            page: the page, from 0, where the PDF names no place.
            place: the number of signatures that show on it already.
        """
        named = signing_place(pdf, SIGNING_PLACE)
        moment = signing.moment.astimezone(BEIJING)
        drawn = draw_stamp(Stamped(signing.act.label, signing.key.name, signing.role, signing.account.unit, moment), named is not None)
        if named is None:
            m = self._core.store.settings.load().measures
            (width, height), gap, left, foot = STAMP_SIZE, STAMP_GAP, round(m.left), round(m.height - m.top) + ABOVE_POINTS
        else:
            (width, height), gap, left, foot = STAMP, STAMP_BESIDE, named.left + STAMP_EDGE, named.bottom + STAMP_EDGE
        left += place * (width + gap)
        field = VisibleField(f"{signing.act}-{place + 1}", named.page if named else page, (left, foot, left + width, foot + height), drawn)
        key = signing.key
        return sign_pdf(pdf, key.key, key.certificate, key.authority, field, signing.act.label, signing.moment)

    def keep(self, key: int, signature: BundleSignature) -> None:
        """Store a signature, inside the transaction of its act.

        Raises:
            Conflict: somebody else has signed meanwhile, so that its predecessor is no longer the last signature.
        """
        kept = self._core.store.identity.signatures(key)
        if signature.said["previous"] != (kept[-1].digest if kept else ""):
            raise Conflict("刚有别人在这个文件包上签了名，您这一步没有生效", "请刷新，看过后再办理")
        self._core.store.identity.add_signature(key, signature)
