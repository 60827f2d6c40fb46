"""Signing an act: the passphrase opens the person's key, one manifest is signed, each signature over the one before."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from ..documents.writers.stamp import STAMP_SIZE, write_stamp
from ..model.errors import Conflict, SigningRefused
from ..model.finding import Finding
from ..model.people import Account
from ..model.record import BundleRecord
from ..model.review import Review
from ..model.signature import BundleSignature, SignedAct, Signer, Statement, make_manifest
from ..model.terms import Role
from ..signing import cms
from ..signing.pades import VisibleField, sign_pdf
from .clock import stamp
from .core import DeskCore
from .identity import Identity, OpenKey

GAP = 12
ABOVE = 14
"""Points from the text area's upper edge up to the signatures' fields: there no page holds anything."""


@dataclass(frozen=True)
class Signing:
    """One act under way.

    Attributes:
        act: what is done.
        account, role: by whom, as what.
        moment: when.
        key: the person's key, opened; None while the office has no authority and nothing is signed.
    """

    act: SignedAct
    account: Account
    role: Role | None
    moment: datetime
    key: OpenKey | None

    @property
    def at(self) -> str:
        """The moment as it is kept."""
        return stamp(lambda: self.moment)


class SigningDesk:
    """What the use cases that sign have in common."""

    def __init__(self, core: DeskCore, identity: Identity) -> None:
        self._core = core
        self._identity = identity

    @property
    def required(self) -> bool:
        """Whether acts are signed: once the office has its authority."""
        return self._core.store.identity.authority() is not None

    def begin(self, act: SignedAct, account: Account, role: Role | None, passphrase: str) -> Signing:
        """Open the person's key, before anything is done.

        Raises:
            SigningRefused: no passphrase, a wrong one, or no certificate in force.
        """
        key = None
        if self.required:
            if not passphrase:
                raise SigningRefused(f"{act.label}要用您的签名口令签名，还没有输入", "请输入签名口令")
            key = self._identity.open_key(account, passphrase)
        return Signing(act, account, role, self._core.clock(), key)

    def sign(
        self, signing: Signing, record: BundleRecord, findings: Iterable[Finding], review: Review | None = None,
        files: Mapping[str, str] | None = None, pdf: str = "", remark: str = "",
    ) -> BundleSignature | None:  # fmt: skip
        """The signature on a bundle at an act; None while nothing is signed.

        Args:
            signing: the act under way.
            record: the bundle as the person saw it.
            findings: what the rules find at that moment.
            review: the judgement, for acts that are one.
            files: digests of further files that are signed along.
            pdf: the SHA-256 of the signed PDF that goes with it.
            remark: what the person wrote, for acts that are no judgement.
        """
        if signing.key is None:
            return None
        signer = Signer(signing.account.name, signing.account.display_name, signing.account.unit, signing.role)
        result, said = (str(review.result), review.remark) if review else ("", remark)
        statement = Statement(signing.act, signer, signing.at, result, said, files)
        kept = self._core.store.identity.signatures(record.key)
        previous = kept[-1].digest if kept else ""
        number = record.revision.number
        manifest = make_manifest(record.bundle, record.key, number, statement, record.reviews, findings, previous)
        key = signing.key
        made = cms.sign(manifest.encode("utf-8"), key.key, key.certificate, key.authority, signing.moment)
        return BundleSignature(signing.act, number, signing.account.name, manifest, made, pdf, signing.at)

    def sign_pdf(self, signing: Signing, pdf: bytes, page: int, place: int) -> bytes:
        """The bound PDF with this person's signature on it, visible at the head of a page; as it was while nothing is signed.

        Args:
            signing: the act under way.
            pdf: the PDF.
            page: the page, from 0.
            place: how many signatures show on it already.
        """
        if signing.key is None:
            return pdf
        m = self._core.store.settings.load().measures
        width, height = STAMP_SIZE
        left = round(m.left) + place * (width + GAP)
        foot = round(m.height - m.top) + ABOVE
        role = f"（{signing.role.label}）" if signing.role else ""
        lines = (f"{signing.act.label}：{signing.account.display_name}{role}", signing.account.unit, f"{signing.moment:%Y-%m-%d %H:%M:%S}")
        field = VisibleField(f"{signing.act}-{place + 1}", page, (left, foot, left + width, foot + height), write_stamp(lines, m))
        key = signing.key
        return sign_pdf(pdf, key.key, key.certificate, key.authority, field, signing.act.label, signing.moment)

    def keep(self, key: int, signature: BundleSignature | None) -> None:
        """Keep a signature, inside the transaction of its act.

        Raises:
            Conflict: somebody else has signed meanwhile, so that it is no longer the one over the last.
        """
        if signature is None:
            return
        kept = self._core.store.identity.signatures(key)
        if json.loads(signature.manifest)["previous"] != (kept[-1].digest if kept else ""):
            raise Conflict("刚有别人在这个文件包上签了名，您这一步没有生效", "请刷新，看过后再办理")
        self._core.store.identity.add_signature(key, signature)
