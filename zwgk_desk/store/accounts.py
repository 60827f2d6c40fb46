"""Accounts, with the hashes of their passwords and the count of failed attempts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..model.errors import Conflict, NotFound
from ..model.people import Account
from ..model.terms import Role
from .bound_tables import Tables
from .kept import as_kept


@dataclass(frozen=True)
class Credentials:
    """An account with what is needed to check its password.

    Attributes:
        account: whose it is.
        password_hash: the Argon2 hash, with its parameters and salt.
        failures: attempts since the last success, one that is being looked at included.
        locked_until: no other attempt is looked at before this moment, ISO 8601, Beijing time; empty where there is no lock.
    """

    account: Account
    password_hash: str
    failures: int
    locked_until: str


class AccountStore:
    """The accounts of one database. Methods that write are to be called inside the store's transaction."""

    def __init__(self, tables: Tables) -> None:
        self._t, self._rows = tables.account, tables

    def add(self, account: Account, password_hash: str, at: str) -> None:
        """Add an account.

        Raises:
            Conflict: the name is taken, if only by a closed account.
        """
        if self._t.select().where(self._t.name == account.name).exists():
            raise Conflict(f"账号“{account.name}”已经存在", "请换一个账号名；停用的账号名也不再使用")
        self._t.insert(
            name=account.name, display_name=account.display_name, unit=account.unit, roles=_roles_text(account), password_hash=password_hash,
            active=account.active, failures=0, locked_until="", created_at=at,
        ).execute()  # fmt: skip

    def get(self, name: str) -> Account:
        """Return an account.

        Raises:
            NotFound: there is none of that name.
        """
        return self.credentials(name).account

    def credentials(self, name: str) -> Credentials:
        """Return an account with its password's hash and the state of its lock-out.

        Raises:
            NotFound: there is none of that name.
        """
        row = self._rows.row(self._t, name=name)
        if row is None:
            raise NotFound(f"没有账号“{name}”", "请核对账号名")
        return Credentials(_account(row), row["password_hash"], row["failures"], row["locked_until"])

    def names(self) -> tuple[str, ...]:
        """Return the names of all accounts, in the order in which they were made."""
        return tuple(row[0] for row in self._t.select(self._t.name).order_by(self._t.id).tuples())

    def all(self) -> tuple[Account, ...]:
        """Return all accounts, in the order in which they were made."""
        return tuple(_account(row) for row in self._rows.rows(self._t))

    def update(self, account: Account) -> None:
        """Change display name, department, roles and whether the account is active."""
        self._change(account.name, display_name=account.display_name, unit=account.unit, roles=_roles_text(account), active=account.active)

    def set_password(self, name: str, password_hash: str) -> None:
        """Change the hash and lift the lock."""
        self._change(name, password_hash=password_hash, failures=0, locked_until="")

    def held_credentials(self, name: str) -> Credentials:
        """Return an account as `credentials` does, and keep every other process from changing it until the transaction ends, so that what is counted
        from it is counted once. SQLite lets one process in at a time anyway; PostgreSQL does so for a row that has been written to.

        Raises:
            NotFound: there is none of that name.
        """
        self._change(name, failures=self._t.failures)
        return self.credentials(name)

    def set_attempts(self, name: str, failures: int, locked_until: str) -> None:
        """Save the number of failed attempts, and until when no attempt is accepted."""
        self._change(name, failures=failures, locked_until=locked_until)

    def _change(self, name: str, **columns: Any) -> None:
        self._t.update(**columns).where(self._t.name == name).execute()


def _roles_text(account: Account) -> str:
    return " ".join(str(role) for role in account.roles)


@as_kept("账号")
def _account(row: dict[str, Any]) -> Account:
    roles = tuple(Role(word) for word in row["roles"].split())
    return Account(row["name"], row["display_name"], row["unit"], roles, bool(row["active"]))
