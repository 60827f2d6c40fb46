"""Accounts: the first administrator, signing in, and the administrator's care of the others."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cached_property

from ...model.errors import InputError, NotFound, PermissionDenied, SignInFailed
from ...model.moments import BEIJING
from ...model.naming.account_names import check_account_name
from ...model.naming.fields import PERSON, UNIT
from ...model.people import Account
from ...model.record import OfficeEvent
from ...model.terms import OfficeAct, Role
from ...signing.keys import check_passphrase
from ..common import passwords
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from ..common.truth import described
from .keys import Identity

WRONG = "账号或密码不对"


class Accounts:
    """Signs people in and out, and adds, changes and closes accounts."""

    def __init__(self, core: DeskCore, identity: Identity) -> None:
        self._core = core
        self._identity = identity

    @cached_property
    def _decoy(self) -> str:
        """A hash to check a password against where there is no such account: otherwise the time taken would tell which names exist."""
        return self._core.hasher.hash("no account has this password")

    def any_exist(self) -> bool:
        """Return whether the office has any account, that is, whether it has been set up."""
        return bool(self._core.store.accounts.all())

    def set_up(self, name: str, display_name: str, unit: str, password: str, passphrase: str) -> Session:
        """Create the first administrator and the certificate authority of an office without accounts; return the session.

        Args:
            name, display_name, unit: the administrator's.
            password: the administrator's password.
            passphrase: opens the authority's key from now on; it cannot be restored.

        Raises:
            PermissionDenied: the office has been set up already.
            InputError: name or password will not do.
        """
        store = self._core.store
        account = Account(name.strip(), display_name.strip(), unit.strip(), (Role.ADMINISTRATOR,))
        check_account_name(account.name)
        _check(account)
        passwords.check_strength(password, account.name)
        check_passphrase(passphrase)
        hashed, session = self._core.hasher.hash(password), Session(account.name)
        with store.transaction():
            if store.accounts.all():
                raise PermissionDenied("办公室已经建立，不能再建第一个管理员", "请用已有账号登录")
            at = stamp(self._core.clock)
            store.accounts.add(account, hashed, at)
            self._core.pens.enter(account, password)
            self._tell(account, OfficeAct.SET_UP, account.name)
            self._identity.make_authority(session, passphrase)
        return session

    def sign_in(self, name: str, password: str) -> Session:
        """Sign in. An unknown name takes as long as a wrong password and is refused in the same words, so that names cannot be guessed.

        Raises:
            SignInFailed: name or password is wrong, the account is closed, or too many attempts have failed.
            TablesDisagree: the account is not as the record says.
        """
        try:
            account = self._try_password(name.strip(), password)
        except NotFound:
            passwords.verify(self._core.hasher, self._decoy, password)
            account = None
        if account is None:
            raise SignInFailed(WRONG, "请核对后重试；忘记密码请找管理员重设")
        self._core.truth.require(self._core.truth.of_account(account.name))
        if not account.active:
            raise SignInFailed("这个账号已经停用", "请找管理员")
        self._core.pens.enter(account, password)
        return Session(account.name)

    def _try_password(self, name: str, password: str) -> Account | None:
        """Return the account where the password is right, None where it is wrong.

        The try is counted in the database before the password is looked at, with the lock that it brings if it fails: however many processes try at
        once, and wherever one of them is killed, no more are looked at than the lock allows. A right one lifts both.

        Raises:
            NotFound: there is no such account.
            SignInFailed: too many tries have failed; this one was not looked at.
        """
        store, now = self._core.store, self._core.clock()
        with store.transaction():
            known = store.accounts.held_credentials(name)
            if known.locked_until and now < datetime.fromisoformat(known.locked_until):
                until = datetime.fromisoformat(known.locked_until).astimezone(BEIJING)
                raise SignInFailed(f"连续输错次数太多，请在 {until:%H:%M:%S} 以后再试", "忘记密码请找管理员重设")
            failures = known.failures + 1
            store.accounts.set_attempts(name, failures, passwords.locked_until(failures, now))
        if not passwords.verify(self._core.hasher, known.password_hash, password):
            return None
        with store.transaction():
            store.accounts.set_attempts(name, 0, "")
        return known.account

    def sign_out(self, session: Session) -> None:
        """Sign out: nothing more is recorded in the person's name until the next sign-in."""
        self._core.pens.leave(session.name)

    def who(self, session: Session) -> Account:
        """Look up the signed-in person's account."""
        return self._core.account(session)

    def names(self) -> dict[str, str]:
        """Return people's names by their accounts, for records and lists."""
        return {account.name: account.display_name for account in self._core.store.accounts.all()}

    def all(self, session: Session) -> tuple[Account, ...]:
        """Return all accounts, for the administrator."""
        self._core.allow(session, UseCase.MANAGE_ACCOUNTS)
        return self._core.store.accounts.all()

    def add(self, session: Session, account: Account, password: str) -> None:
        """Add an account.

        Raises:
            PermissionDenied: not an administrator.
            InputError: name, roles or password will not do.
            Conflict: the name is taken, or cannot be told apart from one that is.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_ACCOUNTS)
        account = _stripped(account)
        check_account_name(account.name)
        _check(account)
        passwords.check_strength(password, account.name)
        hashed = self._core.hasher.hash(password)
        with self._core.store.transaction():
            self._core.administer(admin, admin.name)
            check_account_name(account.name, (other.name for other in self._core.store.accounts.all()))
            self._core.store.accounts.add(account, hashed, stamp(self._core.clock))
            self._tell(admin, OfficeAct.ADD_ACCOUNT, account.name, self._described(account.name))

    def update(self, session: Session, account: Account) -> None:
        """Change a person's name, department, roles, or close the account. One administrator always remains.

        Raises:
            PermissionDenied: not an administrator.
            InputError: the change will not do.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_ACCOUNTS)
        account = _stripped(account)
        _check(account, self._core.store.accounts.get(account.name))
        with self._core.store.transaction():
            self._core.administer(admin, account.name)
            self._core.store.accounts.update(account)
            self._tell(admin, OfficeAct.CHANGE_ACCOUNT, account.name, self._described(account.name))
            if not any(a.active and a.is_a(Role.ADMINISTRATOR) for a in self._core.store.accounts.all()):
                raise InputError("至少要有一个在用的管理员账号，这次改动没有保存", "请先给别人管理员角色")

    def reset_password(self, session: Session, name: str, password: str) -> None:
        """Give a person a new password and lift the lock.

        Raises:
            PermissionDenied: not an administrator.
            InputError: the password will not do.
        """
        admin, _ = self._core.allow(session, UseCase.MANAGE_ACCOUNTS)
        hashed = self._hashed(name, password)
        with self._core.store.transaction():
            self._core.store.accounts.get(name)
            self._core.administer(admin, name)
            self._core.store.accounts.set_password(name, hashed)
            self._tell(admin, OfficeAct.RESET_PASSWORD, name)
        self._core.pens.leave(name)

    def change_password(self, session: Session, old: str, new: str) -> None:
        """Change one's own password. A wrong old one counts as a try to sign in: an open window is no place to guess at.

        Raises:
            SignInFailed: the old one is wrong, or too many tries have failed.
            InputError: the new one will not do.
        """
        account = self._core.account(session)
        if self._try_password(account.name, old) is None:
            raise SignInFailed("原密码不对", "密码没有改动，请重试")
        hashed = self._hashed(account.name, new)
        with self._core.store.transaction():
            self._core.truth.require(self._core.truth.of_account(account.name))
            self._core.store.accounts.set_password(account.name, hashed)
            self._core.pens.change_password(account, new)
            self._tell(account, OfficeAct.CHANGE_PASSWORD, account.name)

    def _hashed(self, name: str, password: str) -> str:
        passwords.check_strength(password, name)
        return self._core.hasher.hash(password)

    def _described(self, name: str) -> str:
        return described(self._core.store.states.who(name))

    def _tell(self, by: Account, act: OfficeAct, subject: str, remark: str = "") -> None:
        """Add a line to the record, inside the transaction of what it records."""
        event = OfficeEvent(stamp(self._core.clock), act, by.name, subject, remark)
        self._core.store.record.append(event, pen=self._core.pens.of(by))


def _stripped(account: Account) -> Account:
    return replace(account, name=account.name.strip(), display_name=account.display_name.strip(), unit=account.unit.strip())


def _check(account: Account, before: Account | None = None) -> None:
    """Refuse an account that will not do; what stands as it stood `before` is not asked about, so that any account can still be closed."""
    if not account.display_name or not account.unit:
        raise InputError("姓名和单位不能空着", "请补上")
    if before is None or account.display_name != before.display_name:
        PERSON.check(account.display_name)
    if before is None or account.unit != before.unit:
        UNIT.check(account.unit)
    if not account.roles:
        raise InputError("至少要有一个角色", "请选择角色")
