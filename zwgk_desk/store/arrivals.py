"""The register of packets that were handed to the government office as files."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from ..model.arrival import Arrival, ArrivalState, Judged
from ..model.digest import canonical_json
from ..model.errors import NotFound
from ..model.finding import Finding, finding_from_json
from .tables import Tables

NOTHING = {"decided_by": "", "decided_at": "", "grounds": "[]", "remark": "", "notice": ""}


class ArrivalStore:
    """The register."""

    def __init__(self, tables: Tables) -> None:
        self._table: Any = tables.arrival

    def add(self, arrival: Arrival, by: str) -> int:
        """Register a packet, whose bytes are kept already; returns its number."""
        row = {
            "packet": arrival.packet, "name": arrival.name, "title": arrival.title, "unit": arrival.unit, "matter": arrival.matter,
            "number": arrival.submission, "state": str(arrival.state), "judged": _judged_text(arrival.judged), "taken_by": by,
            "taken_at": arrival.taken_at,
        }  # fmt: skip
        return int(self._table.insert(**row, **NOTHING).execute())

    def arrival(self, number: int) -> Arrival:
        """One packet.

        Raises:
            NotFound: there is none of that number.
        """
        row = self._table.select().where(self._table.id == number).dicts().first()
        if row is None:
            raise NotFound("收文登记里没有这个报送包", "请刷新")
        return _arrival(row)

    def of_packet(self, packet: str) -> Arrival | None:
        """The packet with these very bytes, by their SHA-256."""
        row = self._table.select().where(self._table.packet == packet).dicts().first()
        return _arrival(row) if row else None

    def in_state(self, state: ArrivalState, limit: int | None = None) -> tuple[Arrival, ...]:
        """The packets in a state, those that were handed in last first; at most so many."""
        query = self._table.select().where(self._table.state == str(state)).order_by(self._table.id.desc())
        return tuple(_arrival(row) for row in query.limit(limit).dicts())

    def returned_before(self, matter: str, number: int) -> Arrival | None:
        """The last packet of a matter that was returned before another came; None where there is none."""
        t = self._table
        if not matter:
            return None
        query = t.select().where(t.matter == matter, t.id < number, t.state == str(ArrivalState.RETURNED)).order_by(t.id.desc())
        row = query.limit(1).dicts().first()
        return _arrival(row) if row else None

    def returns_of(self, matter: str) -> int:
        """How often packets of a matter were returned."""
        t = self._table
        return int(t.select().where(t.matter == matter, t.state == str(ArrivalState.RETURNED)).count()) if matter else 0

    def set_state(self, number: int, seen: ArrivalState, state: ArrivalState, **columns: str) -> bool:
        """Bring a packet from one state into another; False where it is no longer in the first."""
        t = self._table
        return bool(t.update(state=str(state), **columns).where(t.id == number, t.state == str(seen)).execute())


def grounds_text(grounds: Iterable[Finding]) -> str:
    """Grounds as they are kept."""
    return canonical_json([ground.as_json() for ground in grounds])


def _judged_text(judged: Judged) -> str:
    said = {"problems": list(judged.problems), "signatures": judged.signatures, "mended": judged.mended}
    return canonical_json({"grounds": [ground.as_json() for ground in judged.grounds], **said})


def _judged(text: str) -> Judged:
    value = json.loads(text)
    grounds = tuple(finding_from_json(ground) for ground in value["grounds"])
    return Judged(grounds, tuple(value["problems"]), value["signatures"], value["mended"])


def _arrival(row: dict[str, Any]) -> Arrival:
    return Arrival(
        row["id"], row["packet"], row["name"], row["title"], row["unit"], row["matter"], row["number"], ArrivalState(row["state"]),
        _judged(row["judged"]), row["taken_at"], row["decided_at"], tuple(finding_from_json(ground) for ground in json.loads(row["grounds"])),
        row["remark"], row["notice"],
    )  # fmt: skip
