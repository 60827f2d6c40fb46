"""People and keys: the office's authority, a person's own keys, certifying and revoking them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...model.errors import Conflict, InputError, KeyringRefused, NotFound, SigningRefused
from ...model.identity import CertificateFacts, Guard, KeyUse
from ...model.naming.fields import LONGEST_UNIT
from ...model.people import Account
from ...model.record import OfficeEvent, RecordEntry
from ...model.terms import OfficeAct
from ...packet.export import write_file
from ...signing.certificates import Subject, as_pem, facts_of, make_authority, make_request
from ...signing.keys import PrivateKey, check_passphrase, new_key, new_secret, protect, unlock
from ...store.identity import KeptAuthority, KeptKey
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .authority import NONE_YET, OpenAuthority, open_authority


@dataclass(frozen=True)
class KeyState:
    """The state of a person's keys.

    Attributes:
        account: their owner.
        number: the signing key's number; 0 where there is none.
        made_at: when it was made.
        guard: the secrets it is sealed under; None where there is none.
        certificate: the content of its certificate; None while it waits for one.
        revoked_at: since when it no longer counts; empty while it does.
        record_waits: whether the key that signs the person's lines of the record waits for its certificate.
    """

    account: Account
    number: int = 0
    made_at: str = ""
    guard: Guard | None = None
    certificate: CertificateFacts | None = None
    revoked_at: str = ""
    record_waits: bool = False

    @property
    def signs(self) -> bool:
        """Whether the person can sign documents now."""
        return self.certificate is not None and not self.revoked_at

    @property
    def waits(self) -> bool:
        """Whether one of the keys waits for a certificate."""
        return self.record_waits or bool(self.number and self.certificate is None)

    @property
    def words(self) -> str:
        """The state in words."""
        closed = "；账号已停用，请吊销证书" if self.signs and not self.account.active else ""
        return self._key_words + closed + ("；记录密钥等待签发证书" if self.record_waits else "")

    @property
    def _key_words(self) -> str:
        if not self.number:
            return "没有签名密钥"
        if self.revoked_at:
            return f"证书已吊销（{self.revoked_at[:10]}）"
        return f"证书有效至 {self.certificate.until.astimezone():%Y-%m-%d}" if self.certificate else "等待签发证书"


@dataclass(frozen=True)
class OpenKey:
    """A private key that its owner has opened, for one act.

    Attributes:
        account: its owner.
        name: the signer's name in its certificate: the person's, or the person's for a delegator.
        key: the private key, kept in memory for this act only.
        certificate: its certificate, as DER.
        authority: the authority's certificate, as DER.
    """

    account: Account
    name: str
    key: PrivateKey
    certificate: bytes
    authority: bytes


class Identity:
    """Makes the authority and people's keys, certifies and revokes them, and opens a key to sign with."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def authority(self) -> CertificateFacts | None:
        """Return the office's authority; None while it has none, and nothing can be signed yet."""
        kept = self._core.store.identity.authority()
        return facts_of(kept.certificate) if kept else None

    def authority_pem(self) -> bytes:
        """Return the authority's certificate as PEM, for others to verify what this office signs.

        Raises:
            NotFound: there is none.
        """
        kept = self._core.store.identity.authority()
        if kept is None:
            raise NotFound(NONE_YET, "请管理员先建立")
        return as_pem(kept.certificate)

    def export_authority(self, target: Path) -> None:
        """Write the authority's certificate to the disk, for others to verify what this office signs.

        Raises:
            NotFound: there is none.
            InputError: the place cannot be written to.
        """
        write_file(target, self.authority_pem())

    def make_authority(self, session: Session, passphrase: str) -> CertificateFacts:
        """Make the authority of an office that was set up without one, and certify the record key of its administrator.

        Raises:
            PermissionDenied: not an administrator.
            InputError: the passphrase will not do.
            Conflict: there is one already.
        """
        account, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        pen = self._core.pens.of(account)
        check_passphrase(passphrase)
        store, moment = self._core.store, self._core.clock()
        key = new_key()
        certificate = make_authority(account.unit, key, moment)
        protected = protect(key, passphrase, cost=self._core.key_cost)
        with store.transaction():
            if store.identity.authority() is not None:
                raise Conflict("本办公室已经有签发机构了", "不能再建一个")
            at = stamp(lambda: moment)
            store.identity.add_authority(KeptAuthority(certificate, protected), account.name, at)
            store.record.append(OfficeEvent(at, OfficeAct.MAKE_AUTHORITY, account.name, facts_of(certificate).name), pen=pen)
            self._certify_waiting(account, OpenAuthority(self._core, certificate, key, account, moment))
        return facts_of(certificate)

    def request_key(self, session: Session, passphrase: str, with_keyring: bool = True) -> KeyState:
        """Make a new key for the person, and request its certificate. The key is only ever stored sealed under the passphrase.

        Args:
            session: the session of the person who asks.
            passphrase: opens the key from now on.
            with_keyring: whether this machine's keyring holds the other half, so that the key opens on this machine only.

        Raises:
            InputError: the passphrase will not do.
            KeyringRefused: the keyring is not there or not safe; the passphrase alone can still guard the key.
            NotFound: the office has no authority that could certify it.
        """
        account = self._core.account(session)
        store, pen = self._core.store, self._core.pens.of(account)
        if store.identity.authority() is None:
            raise NotFound(NONE_YET, "请管理员先建立")
        check_passphrase(passphrase)
        require_short_unit(account)
        secret = new_secret() if with_keyring else b""
        key, at = new_key(), stamp(self._core.clock)
        request = make_request(_subject(account), key)
        protected = protect(key, passphrase, secret, self._core.key_cost)
        with store.transaction():
            self._core.truth.require(self._core.truth.of_account(account.name))
            number = store.identity.add_key(account.name, request, protected, at)
            store.record.append(OfficeEvent(at, OfficeAct.REQUEST_KEY, account.name, account.name), pen=pen)
            if secret:
                self._core.vault.put(self._slot(account.name, number), secret)
        return self.own(session)

    def keyring_fault(self) -> str:
        """Return in words why this machine's keyring cannot hold half of a key's seal; empty where it can."""
        return self._core.vault.fault()

    def own(self, session: Session) -> KeyState:
        """Return the state of the person's own keys."""
        return self._state(self._core.account(session))

    def all(self, session: Session) -> tuple[KeyState, ...]:
        """Return the state of everybody's keys, for the administrator."""
        self._core.allow(session, UseCase.MANAGE_KEYS)
        return tuple(self._state(account) for account in self._core.store.accounts.all())

    def record(self, session: Session) -> tuple[RecordEntry, ...]:
        """Return the record's lines about people, keys and settings, newest first, for the administrator."""
        self._core.allow(session, UseCase.MANAGE_KEYS)
        return self._core.store.record.of_office()

    def certify(self, session: Session, account: str, passphrase: str) -> None:
        """Issue the certificates that a person's keys wait for; former ones of the same use are revoked.

        Raises:
            PermissionDenied: not an administrator.
            NotFound: nothing waits.
            SigningRefused: the authority's passphrase is wrong.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        person = self._core.store.accounts.get(account)
        if not self._waiting(account):
            raise NotFound("这个人没有等待签发的密钥", "请本人先在“设置”里办理签名密钥")
        authority = open_authority(self._core, admin, passphrase)
        truth = self._core.truth
        with self._core.store.transaction():
            truth.require(truth.of_person(account))
            if account != admin.name:  # one's own key may be the one that waits
                self._core.administer(admin, account)
            self._certify_waiting(person, authority)

    def _certify_waiting(self, person: Account, authority: OpenAuthority) -> None:
        for key in self._waiting(person.name):
            former = [k for k in self._keys(person.name, key.use) if k.serial and not k.revoked_at]
            authority.revoke(former, "换发新证书")
            fingerprint = authority.issue(key, _subject(person), key.use)
            authority.tell(OfficeAct.CERTIFY, person.name, fingerprint[:16])

    def revoke(self, session: Session, account: str, reason: str, passphrase: str) -> None:
        """Revoke a person's certificate: left, lost, or no longer in that post. The person's delegations go with it; what was signed before stands.

        Raises:
            PermissionDenied: not an administrator.
            InputError: without a reason.
            NotFound: there is none in force.
            SigningRefused: the authority's passphrase is wrong.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        if not reason.strip():
            raise InputError("吊销证书没有写原因", "请写明，如“调离”“口令遗失”")
        everybody = [k for k in self._core.store.identity.person_keys() if k.use is KeyUse.SIGNATURE and k.serial and not k.revoked_at]
        those = [k for k in everybody if account in (k.account, k.delegator)]
        if not those:
            raise NotFound("这个人没有有效的证书", "不用吊销")
        authority = open_authority(self._core, admin, passphrase)
        with self._core.store.transaction():
            for owner in dict.fromkeys(key.account for key in those):
                self._core.administer(admin, owner)
            authority.revoke(those, reason.strip())

    def open_key(self, account: Account, passphrase: str, delegator: Account | None = None) -> OpenKey:
        """Open a person's key for one act.

        Args:
            account: the key's owner.
            passphrase: the key's passphrase.
            delegator: the leader with whose authority the person signs; None for the person's own.

        Raises:
            SigningRefused: there is no key in force, or the passphrase is wrong.
            TablesDisagree: the person's certificates, or what was revoked of them, are not as the record says.
        """
        truth = self._core.truth
        truth.require((*truth.of_authority(), *truth.of_keys(account.name)))
        kept = self._core.store.identity.authority()
        if kept is None:
            raise SigningRefused(f"{NONE_YET}，没有签名", "请管理员在“人员与密钥”里建立")
        keys = self._core.store.identity.person_keys(account.name)
        wanted = delegator.name if delegator else ""
        latest = next((k for k in reversed(keys) if k.use is KeyUse.SIGNATURE and k.delegator == wanted and k.certificate), None)
        if latest is None or latest.protected is None:
            raise SigningRefused("您还没有签名证书，没有签名", "请在“设置”里办理签名密钥，并请管理员签发证书")
        if latest.revoked_at:
            raise SigningRefused("您的证书已经吊销，没有签名", "请重新办理签名密钥")
        made = next(k for k in keys if k.request == latest.request)  # a delegation is a further certificate for the same key
        secret = self._core.vault.get(self._slot(account.name, made.id)) if latest.protected.guard is Guard.PASSPHRASE_AND_KEYRING else b""
        name = for_another(account, delegator) if delegator else account.display_name
        return OpenKey(account, name, unlock(latest.protected, passphrase, secret), latest.certificate, kept.certificate)

    def _keys(self, account: str, use: KeyUse) -> list[KeptKey]:
        return [key for key in self._core.store.identity.person_keys(account) if key.use is use]

    def _latest(self, account: str) -> KeptKey | None:
        return next((key for key in reversed(self._keys(account, KeyUse.SIGNATURE)) if not key.delegator), None)

    def _waiting(self, account: str) -> list[KeptKey]:
        newest = [self._latest(account), *self._keys(account, KeyUse.RECORD)[-1:]]
        return [key for key in newest if key is not None and not key.certificate]

    def _state(self, account: Account) -> KeyState:
        key, record = self._latest(account.name), self._keys(account.name, KeyUse.RECORD)[-1:]
        waits = any(not k.certificate for k in record)
        if key is None:
            return KeyState(account, record_waits=waits)
        facts = facts_of(key.certificate) if key.certificate else None
        return KeyState(account, key.id, key.made_at, key.protected.guard if key.protected else None, facts, key.revoked_at, waits)

    def _slot(self, account: str, number: int) -> str:
        """Return the name of a key's secret in the keyring; the office is part of it, so that two offices on one machine never mix."""
        kept = self._core.store.identity.authority()
        office = facts_of(kept.certificate).serial[:16] if kept else ""
        return f"{office}/{account}/{number}"


def require_short_unit(account: Account) -> None:
    """Refuse to go on where the department's name is too long for a certificate: an account from before there was a limit.

    Raises:
        SigningRefused: it is.
    """
    if len(account.unit) > LONGEST_UNIT:
        told = f"您账号上的单位名称有 {len(account.unit)} 个字，签名证书最多写 {LONGEST_UNIT} 个字，没有办理"
        raise SigningRefused(told, "请管理员在“账号”里改短单位名称，再办理")


def _subject(account: Account) -> Subject:
    return Subject(account.name, account.display_name, account.unit, account.roles)


def for_another(person: Account, delegator: Account) -> str:
    """Return the name of a deputy who signs with another's authority: 冯览（代周正）."""
    return f"{person.display_name}（代{delegator.display_name}）"


class NoVault:
    """A vault for where no keyring is to be used: it refuses every secret."""

    def put(self, name: str, secret: bytes) -> None:
        """Refuse.

        Raises:
            KeyringRefused: always.
        """
        raise KeyringRefused("这里不用系统的凭据库，没有存入", "请只用签名口令保护密钥")

    def fault(self) -> str:
        """Return that there is no keyring."""
        return "这里不用系统的凭据库"

    def get(self, name: str) -> bytes:
        """Find no secret, ever."""
        return b""

    def forget(self, name: str) -> None:
        """Do nothing."""
