"""What an act leaves behind in the tables, as its line of the record says it: by this, the tables can be held against the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..model.digest import canonical_json, sha256_of
from ..model.record import OfficeEvent
from ..model.terms import Act, OfficeAct
from .bound_tables import Tables

WHO, OWN, KEYS, AUTHORITY, SETTINGS, PACKET, BUNDLE, ROW = "who", "own", "keys", "authority", "settings", "packet", "bundle", "row"
"""What a state is of: a person's name, department, roles and standing; what guards the person's keys; the certificates issued to the person and
their revocations; the office's authority; its settings; a packet in the register; a bundle with all that was ever done to it, and the one row of
it that an act wrote."""

SAID_BY: dict[OfficeAct, tuple[str, ...]] = {
    OfficeAct.SET_UP: (WHO, OWN), OfficeAct.ADD_ACCOUNT: (WHO, OWN), OfficeAct.CHANGE_ACCOUNT: (WHO,),
    OfficeAct.RESET_PASSWORD: (OWN,), OfficeAct.CHANGE_PASSWORD: (OWN,), OfficeAct.RECORD_KEY: (OWN,), OfficeAct.REQUEST_KEY: (OWN,),
    OfficeAct.CERTIFY: (KEYS,), OfficeAct.REVOKE: (KEYS,), OfficeAct.LEND: (OWN, KEYS),
    OfficeAct.MAKE_AUTHORITY: (AUTHORITY,), OfficeAct.CHANGE_SETTINGS: (SETTINGS,),
    OfficeAct.TAKE_PACKET: (PACKET,), OfficeAct.RETURN_PACKET: (PACKET,), OfficeAct.ACCEPT_PACKET: (PACKET,),
}  # fmt: skip
"""Which states the line of an act says; those of a person are about the line's subject."""

GUARDS = ("password_hash", "record_key", "record_sealed")
"""The columns of an account that guard its keys."""

LONG = 200
"""Characters from which on a text enters a digest by its own."""

NOT_HELD = {"indexed_revision"}
"""Columns that follow from the others and are made anew from them."""


NUMBER = "number"
WRITTEN: dict[str, tuple[str, str]] = {
    str(Act.CREATE): ("revision", NUMBER), str(Act.SAVE): ("revision", NUMBER), str(Act.REVIEW): ("review", "given_at"),
    str(Act.SIGN): ("review", "given_at"), str(Act.SEND_BACK): ("review", "given_at"), str(Act.SUBMIT): ("submission", "submitted_at"),
    str(Act.RETURN): ("return_notice", "returned_at"),
}  # fmt: skip
"""The table in which an act on a bundle writes a row, and the column by which that row is found: a revision's number, or the act's moment."""


class RowStates:
    """The states of one database's tables as they are now."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables
        self._made: dict[str, Callable[[str], Any]] = {
            WHO: self.who, OWN: self.own, KEYS: self.keys, AUTHORITY: self.authority, SETTINGS: self.settings,
        }  # fmt: skip

    def after(self, event: OfficeEvent) -> dict[str, Any]:
        """Return what the line of an act on the office says."""
        said = SAID_BY[event.act]
        return {name: self.packet(event.packet) if name == PACKET else self._made[name](event.subject) for name in said}

    def now(self, name: str, subject: str) -> Any:
        """Return a state as it is now, but for that of packets and bundles."""
        return self._made[name](subject)

    def who(self, account: str) -> dict[str, Any]:
        """Return who somebody is: name, department, roles, and whether the account is in use."""
        row = self._t.row(self._t.account, name=account)
        if row is None:
            return {}
        return {name: row[name] for name in ("display_name", "unit", "roles", "created_at")} | {"active": bool(row["active"])}

    def own(self, account: str) -> str:
        """Return the digest of what guards a person's keys: the password's hash, and every key as it is sealed."""
        guards = [{name: row[name] for name in GUARDS} for row in self._t.rows(self._t.account, name=account)]
        return _digest(guards, self._t.rows(self._t.person_key, account=account))

    def keys(self, account: str) -> str:
        """Return the digest of the certificates that were issued to a person, and of what was revoked of them."""
        certificate, revocation, key = self._t.certificate, self._t.revocation, self._t.person_key
        theirs = (certificate.account == account) | certificate.person_key.in_(key.select(key.id).where(key.account == account))
        issued = list(certificate.select().where(theirs).order_by(certificate.id).dicts())
        revoked = revocation.select().where(revocation.serial.in_([row["serial"] for row in issued])).order_by(revocation.id)
        return _digest(issued, revoked.dicts())

    def authority(self, _: str = "") -> str:
        """Return the digest of the office's authorities, of which there is one."""
        return _digest(self._t.rows(self._t.authority))

    def settings(self, _: str = "") -> str:
        """Return the digest of all settings."""
        return _digest(self._t.rows(self._t.setting))

    def packet(self, number: int) -> dict[str, str]:
        """Return the digest of a packet's row in the register, under the packet's own digest."""
        rows = self._t.rows(self._t.registered_packet, id=number)
        return {row["packet"]: _digest([row]) for row in rows}

    def row(self, key: int, act: str, revision: int, at: str) -> str:
        """Return the digest of the one row that an act on a bundle wrote: the revision that was saved, the judgement that was given, the packet that
        left, the grounds on which it came back; empty for acts that write none.

        Args:
            key: the bundle.
            act, revision, at: as the line of the record says them.
        """
        return self.rows(key)(act, revision, at)

    def rows(self, key: int) -> Callable[[str, int, str], str]:
        """Read all rows that acts on a bundle wrote, once; return `row` for them: the digest by act, revision and moment."""
        held: dict[tuple[str, object], list[dict[str, Any]]] = {}
        for name, column in dict.fromkeys(WRITTEN.values()):
            for row in self._t.rows(getattr(self._t, name), bundle=key):
                held.setdefault((name, row[column]), []).append(row)

        def digest(act: str, revision: int, at: str) -> str:
            if act not in WRITTEN:
                return ""
            name, column = WRITTEN[act]
            return _digest(held.get((name, _sought(column, revision, at)), ()))

        return digest

    def bundle(self, key: int) -> str:
        """Return the digest of a bundle with its revisions, departments, reviews, submissions, returns and signatures."""
        t = self._t
        files = t.revision_file.select(t.revision_file).join(t.revision, on=(t.revision_file.revision == t.revision.id))
        return _digest(
            t.rows(t.bundle, id=key),
            t.involved_unit.select(t.involved_unit.unit).where(t.involved_unit.bundle == key).order_by(t.involved_unit.unit).dicts(),
            files.where(t.revision.bundle == key).order_by(t.revision_file.id).dicts(),
            *(t.rows(table, bundle=key) for table in self._of_bundle()),
        )

    def _of_bundle(self) -> tuple[Any, ...]:
        return (self._t.revision, self._t.review, self._t.submission, self._t.return_notice, self._t.signature)


def _sought(column: str, revision: int, at: str) -> int | str:
    """Return by which of its values an act's row is found."""
    return revision if column == NUMBER else at


def _digest(*tables: Iterable[dict[str, Any]]) -> str:
    """Return the digest of rows, whatever stands in their cells."""
    return sha256_of(canonical_json([[_plain(row) for row in rows] for rows in tables]).encode("utf-8", "surrogatepass"))


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: _cell(value) for name, value in row.items() if name not in NOT_HELD}


def _cell(value: Any) -> Any:
    if isinstance(value, str):
        return value if len(value) < LONG else f"sha256:{sha256_of(value.encode('utf-8', 'surrogatepass'))}"
    if isinstance(value, bytes | memoryview | bytearray):
        return f"bytes:{sha256_of(bytes(value))}"
    return value if isinstance(value, int | None) else repr(value)
