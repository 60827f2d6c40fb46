"""授权代签: a leader's authority to sign off, delegated to somebody of the same department between two dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from ...model.errors import InputError, NotFound
from ...model.identity import KeyUse
from ...model.moments import BEIJING
from ...model.people import Account
from ...model.terms import OfficeAct, Role
from ...signing.certificates import Subject, facts_of
from ...store.identity import KeptKey
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .authority import open_authority
from .keys import for_another

LEADERS = (Role.UNIT_LEADER, Role.PRINCIPAL_LEADER)
LONGEST_DELEGATION = timedelta(days=366)


@dataclass(frozen=True)
class Delegation:
    """One delegation: a deputy signs off with the authority of a leader (the delegator), between two dates.

    Attributes:
        serial: the certificate's number.
        delegator: the leader whose authority it is.
        deputy: the person who signs.
        since, until: the first and the last day.
        revoked_at: since when it no longer counts; empty while it does.
    """

    serial: str
    delegator: Account
    deputy: Account
    since: date
    until: date
    revoked_at: str

    @property
    def words(self) -> str:
        """Deputy, delegator and dates in words."""
        ended = f"，已于 {self.revoked_at[:10]} 撤销" if self.revoked_at else ""
        return f"{self.deputy.display_name} 代 {self.delegator.display_name} 审签，{self.since:%Y-%m-%d} 至 {self.until:%Y-%m-%d}{ended}"


class Delegations:
    """Makes and ends delegations of signing, and lists with whose authority a person signs."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def delegate(self, session: Session, delegator: str, deputy: str, since: date, until: date, passphrase: str) -> None:
        """Let somebody of the same department sign off with a leader's authority (授权代签), from the first day to the last.

        The authority issues a further certificate for the deputy's own key, in the deputy's name for the delegator, in force on these days only.

        Raises:
            PermissionDenied: not an administrator.
            InputError: not a leader's authority, another department, oneself, or days that will not do.
            NotFound: the deputy has no certificate of one's own.
            SigningRefused: the authority's passphrase is wrong.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        store = self._core.store
        owner, person = store.accounts.get(delegator), store.accounts.get(deputy)
        self._check(owner, person, since, until)
        own = next((k for k in reversed(store.identity.person_keys(deputy)) if k.use is KeyUse.SIGNATURE and not k.delegator), None)
        if own is None or not own.certificate or own.revoked_at or own.protected is None:
            raise NotFound(f"{person.display_name}还没有有效的签名证书，没有授权", "请先办理本人的签名密钥和证书")
        authority = open_authority(self._core, admin, passphrase)
        span = (datetime.combine(since, time.min, BEIJING), datetime.combine(until + timedelta(days=1), time.min, BEIJING) - timedelta(seconds=1))
        roles = tuple(role for role in owner.roles if role in LEADERS)
        subject = Subject(person.name, for_another(person, owner), owner.unit, roles)
        with store.transaction():
            for name in (owner.name, person.name):
                self._core.administer(admin, name)
            number = store.identity.add_key(person.name, own.request, own.protected, authority.at, owner.name)
            key = next(k for k in store.identity.person_keys(person.name) if k.id == number)
            authority.issue(key, subject, span=span)
            authority.tell(OfficeAct.LEND, person.name, f"代 {owner.display_name}，{since.isoformat()} 至 {until.isoformat()}")

    def _check(self, owner: Account, person: Account, since: date, until: date) -> None:
        if not owner.is_a(*LEADERS):
            raise InputError(f"{owner.display_name}不是部门负责人或主要负责人，没有可以授出的审签权", "请选负责人")
        if owner.name == person.name or owner.unit != person.unit or not person.active:
            raise InputError("只能授权给本单位的另一个人代签", "请另选一个人")
        if not since <= until <= since + LONGEST_DELEGATION or until < self._core.clock().date():
            raise InputError("授权代签的起止日期不对", "截止日期不早于起始日期和今天，最长一年")

    def end(self, session: Session, serial: str, passphrase: str) -> None:
        """End a delegation before its last day. What was signed before stands.

        Raises:
            PermissionDenied: not an administrator.
            NotFound: it is not in force.
            SigningRefused: the authority's passphrase is wrong.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_KEYS)
        those = [k for k in self._core.store.identity.person_keys() if k.delegator and k.serial == serial and not k.revoked_at]
        if not those:
            raise NotFound("这项授权代签已经不在有效期", "请刷新")
        authority = open_authority(self._core, admin, passphrase)
        with self._core.store.transaction():
            for key in those:
                self._core.administer(admin, key.account)
            authority.revoke(those, "撤销代签")

    def all(self, session: Session) -> tuple[Delegation, ...]:
        """List all delegations that ever were, for the administrator."""
        self._core.allow(session, UseCase.MANAGE_KEYS)
        return tuple(self._delegation(key) for key in self._core.store.identity.person_keys() if key.delegator)

    def delegated_to(self, account: Account) -> tuple[Account, ...]:
        """List the delegators with whose authority a person may sign off at this moment."""
        now = self._core.clock()
        keys = [k for k in self._core.store.identity.person_keys(account.name) if k.delegator and k.certificate and not k.revoked_at]
        names = [k.delegator for k in keys if facts_of(k.certificate).since <= now <= facts_of(k.certificate).until]
        owners = [self._core.store.accounts.get(name) for name in dict.fromkeys(names)]
        return tuple(owner for owner in owners if owner.active)

    def _delegation(self, key: KeptKey) -> Delegation:
        facts, accounts = facts_of(key.certificate), self._core.store.accounts
        since, until = facts.since.astimezone(BEIJING).date(), facts.until.astimezone(BEIJING).date()
        return Delegation(key.serial, accounts.get(key.delegator), accounts.get(key.account), since, until, key.revoked_at)
