"""The register of packets that were handed to the government office as files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..model.digest import canonical_json
from ..model.errors import NotFound
from ..model.finding import Finding, finding_from_json
from ..model.registered_packet import Judged, PacketState, RegisteredPacket
from ..model.shape import ANYTHING, read_json
from .bound_tables import Tables
from .kept import as_kept

NOTHING = {"decided_by": "", "decided_at": "", "grounds": "[]", "remark": "", "notice": ""}


class RegisteredPacketStore:
    """The register of packets in one database. Every method that writes is called inside a transaction."""

    def __init__(self, tables: Tables) -> None:
        self._table: Any = tables.registered_packet

    def add(self, registered: RegisteredPacket, by: str) -> int:
        """Register a packet, whose bytes are kept already; returns its number."""
        row = {
            "packet": registered.packet, "name": registered.name, "title": registered.title, "unit": registered.unit,
            "bundle_identity": registered.bundle_identity, "number": registered.submission, "state": str(registered.state),
            "judged": _judged_text(registered.judged), "taken_by": by, "taken_at": registered.taken_at,
        }  # fmt: skip
        return int(self._table.insert(**row, **NOTHING).execute())

    def registered(self, number: int) -> RegisteredPacket:
        """Return one packet.

        Raises:
            NotFound: there is none of that number.
        """
        row = self._table.select().where(self._table.id == number).dicts().first()
        if row is None:
            raise NotFound("收文登记里没有这个报送包", "请刷新")
        return _registered(row)

    def subject(self, number: int) -> str:
        """Return a packet's name in the office's record.

        Raises:
            NotFound: there is none of that number.
        """
        return self.registered(number).subject

    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of all packets, oldest first."""
        return tuple(row[0] for row in self._table.select(self._table.id).order_by(self._table.id).tuples())

    def of_packet(self, packet: str) -> RegisteredPacket | None:
        """Return the packet with exactly these bytes, by their SHA-256; None where it is not registered."""
        row = self._table.select().where(self._table.packet == packet).dicts().first()
        return _registered(row) if row else None

    def in_state(self, state: PacketState, limit: int | None = None) -> tuple[RegisteredPacket, ...]:
        """Return at most `limit` packets in a state, last handed in first."""
        query = self._table.select().where(self._table.state == str(state)).order_by(self._table.id.desc())
        return tuple(_registered(row) for row in query.limit(limit).dicts())

    def returned_before(self, bundle_identity: str, number: int) -> RegisteredPacket | None:
        """Find the last packet of the same bundle that was returned before another came; None where there is none."""
        t = self._table
        if not bundle_identity:
            return None
        query = t.select().where(t.bundle_identity == bundle_identity, t.id < number, t.state == str(PacketState.RETURNED)).order_by(t.id.desc())
        row = query.limit(1).dicts().first()
        return _registered(row) if row else None

    def returns_of(self, bundle_identity: str) -> int:
        """Count how often packets of the same bundle were returned."""
        t = self._table
        return int(t.select().where(t.bundle_identity == bundle_identity, t.state == str(PacketState.RETURNED)).count()) if bundle_identity else 0

    def set_state(self, number: int, seen: PacketState, state: PacketState, **columns: str) -> bool:
        """Change a packet's state; return False where it is no longer in the expected one: somebody else has decided on it."""
        t = self._table
        return bool(t.update(state=str(state), **columns).where(t.id == number, t.state == str(seen)).execute())


def grounds_text(grounds: Iterable[Finding]) -> str:
    """Return grounds as the JSON text that the table holds."""
    return canonical_json([ground.as_json() for ground in grounds])


def _judged_text(judged: Judged) -> str:
    said = {"problems": list(judged.problems), "signatures": judged.signatures, "mended": judged.mended}
    return canonical_json({"grounds": [ground.as_json() for ground in judged.grounds], **said})


JUDGED = {"grounds": [ANYTHING], "problems": [str], "signatures": str, "mended": str}
"""The shape of a judgement as JSON (`shape.fits`)."""


def _judged(text: str) -> Judged:
    value = read_json(text, JUDGED)
    grounds = tuple(finding_from_json(ground) for ground in value["grounds"])
    return Judged(grounds, tuple(value["problems"]), value["signatures"], value["mended"])


@as_kept("收文登记")
def _registered(row: dict[str, Any]) -> RegisteredPacket:
    return RegisteredPacket(
        row["id"], row["packet"], row["name"], row["title"], row["unit"], row["bundle_identity"], row["number"], PacketState(row["state"]),
        _judged(row["judged"]), row["taken_at"], row["decided_at"],
        tuple(finding_from_json(ground) for ground in read_json(row["grounds"], [ANYTHING])), row["remark"], row["notice"],
    )  # fmt: skip
