"""People and keys: the office's authority, a person's own key, certifying and revoking it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..model.errors import Conflict, InputError, KeyringRefused, NotFound, SigningRefused
from ..model.identity import CertificateFacts, Guard
from ..model.people import Account
from ..packet.export import write_file
from ..signing.certificates import Revocation, Subject, as_pem, facts_of, issue, make_authority, make_request, make_revocation_list
from ..signing.keys import PrivateKey, check_passphrase, new_key, new_secret, protect, unlock
from ..store.identity import KeptAuthority, KeptKey
from .clock import stamp
from .core import DeskCore, Session
from .permission import UseCase

NONE_YET = "本办公室还没有签发机构"


@dataclass(frozen=True)
class KeyState:
    """Where a person's key stands.

    Attributes:
        account: whose it is.
        number: the key's own number; 0 where there is none.
        made_at: when it was made.
        guard: what opens it; None where there is none.
        certificate: what its certificate says; None while it waits for one.
        revoked_at: since when it no longer counts; empty while it does.
    """

    account: Account
    number: int = 0
    made_at: str = ""
    guard: Guard | None = None
    certificate: CertificateFacts | None = None
    revoked_at: str = ""

    @property
    def signs(self) -> bool:
        """Whether the person can sign with it."""
        return self.certificate is not None and not self.revoked_at

    @property
    def words(self) -> str:
        """The state in words."""
        if not self.number:
            return "没有签名密钥"
        if self.revoked_at:
            return f"证书已吊销（{self.revoked_at[:10]}）"
        return f"证书有效至 {self.certificate.until.astimezone():%Y-%m-%d}" if self.certificate else "等待签发证书"


@dataclass(frozen=True)
class OpenKey:
    """A key that its owner has opened, for one act.

    Attributes:
        account: whose it is.
        key: the private key; it lives no longer than the act.
        certificate: its certificate, as DER.
        authority: the authority's certificate, as DER.
    """

    account: Account
    key: PrivateKey
    certificate: bytes
    authority: bytes


class Identity:
    """The use cases of people and keys."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def authority(self) -> CertificateFacts | None:
        """The office's authority; None while it has none, and nothing is signed yet."""
        kept = self._core.store.identity.authority()
        return facts_of(kept.certificate) if kept else None

    def authority_pem(self) -> bytes:
        """The authority's certificate as others need it, to check what this office signs.

        Raises:
            NotFound: there is none.
        """
        kept = self._core.store.identity.authority()
        if kept is None:
            raise NotFound(NONE_YET, "请管理员先建立")
        return as_pem(kept.certificate)

    def export_authority(self, target: Path) -> None:
        """Write the authority's certificate to the disk, for those who check what this office signs.

        Raises:
            NotFound: there is none.
            InputError: the place cannot be written to.
        """
        write_file(target, self.authority_pem())

    def make_authority(self, session: Session, passphrase: str) -> CertificateFacts:
        """Make the office's authority. From then on every review, sign-off, submission, return and acceptance is signed.

        Raises:
            PermissionDenied: not an administrator.
            InputError: the passphrase will not do.
            Conflict: there is one already.
        """
        account, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        check_passphrase(passphrase)
        store, moment = self._core.store, self._core.clock()
        key = new_key()
        certificate = make_authority(store.settings.load().office_name, key, moment)
        protected = protect(key, passphrase, cost=self._core.key_cost)
        with store.transaction():
            if store.identity.authority() is not None:
                raise Conflict("本办公室已经有签发机构了", "不能再建一个")
            store.identity.add_authority(KeptAuthority(certificate, protected), account.name, stamp(lambda: moment))
        return facts_of(certificate)

    def request_key(self, session: Session, passphrase: str, with_keyring: bool = True) -> KeyState:
        """Make a new key of one's own, and ask for its certificate. The key never leaves its owner's passphrase.

        Args:
            session: who asks.
            passphrase: opens the key from now on.
            with_keyring: whether this machine's keyring holds the other half, so that the key opens on this machine only.

        Raises:
            InputError: the passphrase will not do.
            KeyringRefused: the keyring is not there or not safe; the passphrase alone can still guard the key.
            NotFound: the office has no authority that could certify it.
        """
        account = self._core.account(session)
        store = self._core.store
        if store.identity.authority() is None:
            raise NotFound(NONE_YET, "请管理员先建立")
        check_passphrase(passphrase)
        secret = new_secret() if with_keyring else b""
        key = new_key()
        protected = protect(key, passphrase, secret, self._core.key_cost)
        request = make_request(_subject(account), key)
        with store.transaction():
            number = store.identity.add_key(account.name, request, protected, stamp(self._core.clock))
            if secret:
                self._core.vault.put(self._slot(account.name, number), secret)
        return self.own(session)

    def own(self, session: Session) -> KeyState:
        """Where one's own key stands."""
        account = self._core.account(session)
        return _state(account, self._latest(account.name))

    def all(self, session: Session) -> tuple[KeyState, ...]:
        """Where everybody's key stands, for the administrator."""
        self._core.allow(session, UseCase.MANAGE_KEYS)
        latest = {key.account: key for key in self._core.store.identity.person_keys()}
        return tuple(_state(account, latest.get(account.name)) for account in self._core.store.accounts.all())

    def certify(self, session: Session, account: str, passphrase: str) -> None:
        """Issue the certificate that a person's newest key waits for; a former one of the same person is revoked.

        Raises:
            PermissionDenied: not an administrator.
            NotFound: nothing waits.
            SigningRefused: the authority's passphrase is wrong.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        store, moment = self._core.store, self._core.clock()
        latest = self._latest(account)
        if latest is None or latest.certificate:
            raise NotFound("这个人没有等待签发的密钥", "请本人先在“设置”里办理签名密钥")
        authority, key = self._open_authority(passphrase)
        certificate = issue(latest.request, _subject(store.accounts.get(account)), authority, key, moment)
        at = stamp(lambda: moment)
        with store.transaction():
            for former in store.identity.person_keys(account):
                if former.serial and not former.revoked_at:
                    self._revoke(former.serial, "换发新证书", authority, key, admin.name, moment)
            store.identity.add_certificate(latest, facts_of(certificate).serial, certificate, admin.name, at)

    def revoke(self, session: Session, account: str, reason: str, passphrase: str) -> None:
        """Revoke a person's certificate: left, lost, or no longer in that post. What was signed before stands.

        Raises:
            PermissionDenied: not an administrator.
            InputError: without a reason.
            NotFound: there is none in force.
            SigningRefused: the authority's passphrase is wrong.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        if not reason.strip():
            raise InputError("吊销证书没有写原因", "请写明，如“调离”“口令遗失”")
        latest = next((key for key in reversed(self._core.store.identity.person_keys(account)) if key.serial and not key.revoked_at), None)
        if latest is None:
            raise NotFound("这个人没有有效的证书", "不用吊销")
        authority, key = self._open_authority(passphrase)
        with self._core.store.transaction():
            self._revoke(latest.serial, reason.strip(), authority, key, admin.name, self._core.clock())

    def _revoke(self, serial: str, reason: str, authority: bytes, key: PrivateKey, by: str, moment: datetime) -> None:
        store = self._core.store.identity
        former = [Revocation(number, datetime.fromisoformat(at)) for number, at in store.revoked()]
        listed = make_revocation_list([*former, Revocation(serial, moment)], authority, key, moment)
        store.add_revocation(serial, reason, listed, by, stamp(lambda: moment))

    def open_key(self, account: Account, passphrase: str) -> OpenKey:
        """A person's key, opened for one act.

        Raises:
            SigningRefused: there is no key in force, or the passphrase is wrong.
        """
        kept = self._core.store.identity.authority()
        latest = next((k for k in reversed(self._core.store.identity.person_keys(account.name)) if k.certificate), None)
        if kept is None or latest is None:
            raise SigningRefused("您还没有签名证书，没有签名", "请在“设置”里办理签名密钥，并请管理员签发证书")
        if latest.revoked_at:
            raise SigningRefused("您的证书已经吊销，没有签名", "请重新办理签名密钥")
        secret = self._core.vault.get(self._slot(account.name, latest.id)) if latest.protected.guard is Guard.PASSPHRASE_AND_KEYRING else b""
        return OpenKey(account, unlock(latest.protected, passphrase, secret), latest.certificate, kept.certificate)

    def _open_authority(self, passphrase: str) -> tuple[bytes, PrivateKey]:
        kept = self._core.store.identity.authority()
        if kept is None:
            raise NotFound(NONE_YET, "请先建立")
        return kept.certificate, unlock(kept.protected, passphrase)

    def _latest(self, account: str) -> KeptKey | None:
        keys = self._core.store.identity.person_keys(account)
        return keys[-1] if keys else None

    def _slot(self, account: str, number: int) -> str:
        """Under which name the keyring keeps the half of a key: the office's own, so that two offices on one machine never mix."""
        kept = self._core.store.identity.authority()
        office = facts_of(kept.certificate).serial[:16] if kept else ""
        return f"{office}/{account}/{number}"


def _subject(account: Account) -> Subject:
    return Subject(account.name, account.display_name, account.unit, account.roles)


def _state(account: Account, key: KeptKey | None) -> KeyState:
    if key is None:
        return KeyState(account)
    facts = facts_of(key.certificate) if key.certificate else None
    return KeyState(account, key.id, key.made_at, key.protected.guard, facts, key.revoked_at)


class NoVault:
    """Stands in where there is no keyring to be used: keeps nothing, and says so."""

    def put(self, name: str, secret: bytes) -> None:
        """Refuse.

        Raises:
            KeyringRefused: always.
        """
        raise KeyringRefused("这里不用系统的凭据库，没有存入", "请只用签名口令保护密钥")

    def get(self, name: str) -> bytes:
        """Nothing."""
        return b""

    def forget(self, name: str) -> None:
        """Do nothing."""
