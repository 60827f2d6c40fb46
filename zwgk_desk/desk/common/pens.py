"""The record keys of people who are signed in: each signs the lines of the record about what its owner does."""

from __future__ import annotations

from ...model.errors import PermissionDenied, SigningRefused
from ...model.identity import ProtectedKey
from ...model.people import Account
from ...model.record import OfficeEvent
from ...model.terms import OfficeAct
from ...signing.certificates import Subject, make_request
from ...signing.keys import PrivateKey, new_key, protect, unlock
from ...signing.pen import RecordPen
from ...store.store import Store
from .clock import Clock, stamp


class Pens:
    """Unlocked record keys of the people who are signed in; in memory only, never on the disk."""

    def __init__(self, store: Store, clock: Clock, cost: tuple[int, int, int]) -> None:
        self._store, self._clock, self._cost = store, clock, cost
        self._open: dict[str, RecordPen] = {}

    def of(self, account: Account) -> RecordPen:
        """Return the person's open key.

        Raises:
            PermissionDenied: the person is not signed in, or the password was reset elsewhere since: what the former key signed would not count.
        """
        pen = self._open.get(account.name)
        if pen is not None and self._store.identity.record_key(account.name)[0] != pen.key:
            self.leave(account.name)
            pen = None
        if pen is None:
            raise PermissionDenied("您的登录已经结束，这一步没有办理", "请重新登录")
        return pen

    def enter(self, account: Account, password: str) -> None:
        """Open the record key of somebody who signs in. After an administrator has reset the password the old key opens no more: make a new one."""
        number, sealed = self._store.identity.record_key(account.name)
        if sealed is not None:
            try:
                self._open[account.name] = RecordPen(number, unlock(sealed, password))
                return
            except SigningRefused:
                pass
        self._make(account, password)

    def leave(self, account: str) -> None:
        """Close the key of somebody who signs out."""
        self._open.pop(account, None)

    def change_password(self, account: Account, new: str) -> None:
        """Seal the open key under a new password. To be called inside the transaction that changes the password."""
        pen = self.of(account)
        self._store.identity.seal_record_key(account.name, pen.key, self._sealed(pen.private, new))

    def _make(self, account: Account, password: str) -> None:
        key, at = new_key(), stamp(self._clock)
        request = make_request(Subject(account.name, account.display_name, account.unit, account.roles), key)
        sealed = self._sealed(key, password)
        with self._store.transaction():
            pen = RecordPen(self._store.identity.add_record_key(account.name, request, sealed, at), key)
            self._store.record.append(OfficeEvent(at, OfficeAct.RECORD_KEY, account.name, account.name), pen=pen)
        self._open[account.name] = pen

    def _sealed(self, key: PrivateKey, password: str) -> ProtectedKey:
        return protect(key, password, cost=self._cost)
