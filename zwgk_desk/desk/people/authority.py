"""The office's authority, opened by its passphrase for one act of an administrator: it issues and revokes, and both are recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...model.errors import NotFound
from ...model.identity import KeyUse
from ...model.people import Account
from ...model.record import OfficeEvent
from ...model.terms import OfficeAct
from ...signing.certificates import Revocation, Subject, facts_of, issue, make_revocation_list
from ...signing.keys import PrivateKey, unlock
from ...store.identity import KeptKey
from ..common.clock import stamp
from ..common.core import DeskCore

NONE_YET = "本办公室还没有签发机构"


@dataclass(frozen=True)
class OpenAuthority:
    """The opened authority. Its methods are called inside a transaction.

    Attributes:
        core: what the use cases share.
        certificate: its own certificate, as DER.
        key: its private key, kept in memory for this act only.
        admin: the administrator who opened it.
        moment: the moment of the act.
    """

    core: DeskCore
    certificate: bytes
    key: PrivateKey
    admin: Account
    moment: datetime

    @property
    def at(self) -> str:
        """The moment as it is stored."""
        return stamp(lambda: self.moment)

    def issue(self, key: KeptKey, subject: Subject, use: KeyUse = KeyUse.SIGNATURE, span: tuple[datetime, datetime] | None = None) -> str:
        """Issue and store a certificate; return its fingerprint.

        Args:
            key: the key it is for.
            subject: the person it is for.
            use: the purpose of the key.
            span: from when until when it is in force; None for the usual time from now on.

        Raises:
            SigningRefused: the request is broken.
        """
        if not self.core.store.identity.revocation_list():
            self.core.store.identity.add_first_list(make_revocation_list([], self.certificate, self.key, self.moment), self.admin.name, self.at)
        certificate = issue(key.request, subject, self.certificate, self.key, self.moment, use, span)
        facts = facts_of(certificate)
        self.core.store.identity.add_certificate(key, facts.serial, certificate, self.admin.name, self.at)
        return facts.fingerprint

    def revoke(self, keys: Iterable[KeptKey], reason: str) -> None:
        """Revoke the certificates of keys, and record each."""
        store = self.core.store.identity
        for key in keys:
            former = [Revocation(number, datetime.fromisoformat(then)) for number, then in store.revoked()]
            listed = make_revocation_list([*former, Revocation(key.serial, self.moment)], self.certificate, self.key, self.moment)
            store.add_revocation(key.serial, reason, listed, self.admin.name, self.at)
            self.tell(OfficeAct.REVOKE, key.account, reason)

    def tell(self, act: OfficeAct, subject: str, remark: str) -> None:
        """Add a line to the record."""
        self.core.store.record.append(OfficeEvent(self.at, act, self.admin.name, subject, remark), pen=self.core.pens.of(self.admin))


def open_authority(core: DeskCore, admin: Account, passphrase: str) -> OpenAuthority:
    """Open the authority's key.

    Raises:
        NotFound: there is none.
        SigningRefused: the passphrase is wrong.
        TablesDisagree: the authority is not as the record says.
    """
    core.truth.require(core.truth.of_authority())
    kept = core.store.identity.authority()
    if kept is None:
        raise NotFound(NONE_YET, "请先建立")
    return OpenAuthority(core, kept.certificate, unlock(kept.protected, passphrase), admin, core.clock())
