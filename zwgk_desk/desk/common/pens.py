"""Who is signed in: each person's record key is open for as long, and signs what the person does."""

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
    """The open record keys of one running program. Nothing of it is ever written down."""

    def __init__(self, store: Store, clock: Clock, cost: tuple[int, int, int]) -> None:
        self._store, self._clock, self._cost = store, clock, cost
        self._open: dict[str, RecordPen] = {}

    def of(self, account: Account) -> RecordPen:
        """The person's open key.

        Raises:
            PermissionDenied: the person is not signed in.
        """
        pen = self._open.get(account.name)
        if pen is None:
            raise PermissionDenied("您的登录已经结束，这一步没有办理", "请重新登录")
        return pen

    def enter(self, account: Account, password: str) -> None:
        """Open the key of somebody who signs in; a new one where the password opens none, since it was set anew."""
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
        """Seal the open key under a new password, inside the transaction that changes it."""
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
