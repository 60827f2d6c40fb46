"""The record: a line for each act, its digest over the digest of the line before, its signature by the person who acted."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_
from typing import Any

from peewee import JOIN, PostgresqlDatabase, Value, fn

from ..model.digest import canonical_json
from ..model.record import Event, Link, OfficeEvent, Pen, RecordEntry, RecordWords, Sight
from .asked import Asked, Hole
from .bound_tables import Tables
from .kept import damaged
from .states import BUNDLE, ROW, RowStates

ONLY = 1
"""The one row of record_head."""


class RecordBook:
    """The record of one database. `append` is called inside the transaction of what it records."""

    def __init__(self, tables: Tables) -> None:
        self._t = tables
        self.states = RowStates(tables)
        self._newest: dict[tuple[bool, tuple[str, ...]], Asked] = {}

    def append(self, event: Event | OfficeEvent, bundle: int = 0, pen: Pen | None = None) -> RecordEntry:
        """Add a line at the end, after all else that the act writes: the line says what it left behind in the tables. On a server, other
        transactions wait to add theirs until this one has ended: each line needs the digest before it.

        Args:
            event: the act and its author.
            bundle: the bundle's key; 0 for the office itself.
            pen: signs the line; None for a line that nobody signs, which `doctor` names.
        """
        previous, last = self._end()
        number = last + 1
        if isinstance(event, Event):
            row = self.states.row(bundle, str(event.act), event.revision, event.at)
            state = {BUNDLE: self.states.bundle(bundle), **({ROW: row} if row else {})}
            entry = RecordEntry(number, bundle, str(event.act), event.by, str(event.role or ""), event.revision, event.remark, event.at, "", state)
        else:
            entry = RecordEntry(number, bundle, str(event.act), event.by, "", 0, event.remark, event.at, event.subject, self.states.after(event))
        digest = entry.digest_after(previous)
        self._t.event.insert(
            id=number, bundle=bundle or None, act=entry.act, done_by=entry.by, role=entry.role, revision=entry.revision, remark=entry.remark,
            done_at=entry.at, subject=entry.subject, previous=previous, digest=digest, record_key=pen.key if pen else None,
            signature=pen.sign(digest) if pen else None, state=canonical_json(entry.state),
        ).execute()  # fmt: skip
        head = self._t.record_head
        head.update(number=number, digest=digest).where(head.id == ONLY).execute()
        return entry

    def _end(self) -> tuple[str, int]:
        head = self._t.record_head
        wanted = head.select().where(head.id == ONLY)
        if isinstance(head._meta.database, PostgresqlDatabase):
            wanted = wanted.for_update()
        row = wanted.dicts().first()
        if row is None:
            raise damaged("办理记录的末尾")
        return row["digest"], row["number"]

    def head(self) -> tuple[int, str]:
        """Return the number and the digest of the last line; the digest is empty while there is none."""
        row = self._head_row()
        return row["number"], row["digest"]

    def digest_at(self, number: int) -> str:
        """Return the digest of a line; empty where it has none."""
        row = self._t.row(self._t.event, id=number)
        return str(row["digest"] or "") if row else ""

    def of_bundle(self, bundle: int) -> tuple[Link, ...]:
        """Return the lines of one bundle that are in the chain, oldest first."""
        base = self._head_row()["base"]
        return tuple(_link(row) for row in self._t.rows(self._t.event, bundle=bundle) if row["id"] > base)

    def of_office(self, limit: int = 500) -> tuple[RecordEntry, ...]:
        """Return the last lines about the office itself, newest first."""
        event = self._t.event
        rows = event.select().where(event.bundle.is_null()).order_by(event.id.desc()).limit(limit).dicts()
        return tuple(entry_of(row) for row in rows)

    def newest_about(self, subject: str, acts: Collection[str], after: int, before: int) -> Link | None:
        """Return the newest of the lines of some acts on a person or a packet before a line; None where there is none.

        Args:
            subject: whom or what they are about; empty for acts that are about the office alone, whatever their subject.
            acts: the acts.
            after, before: only lines between these numbers.
        """
        key = (bool(subject), tuple(acts))
        if key not in self._newest:
            self._newest[key] = self._asked_for_newest(*key)
        row = self._newest[key].row(subject=subject, after=after, before=before)
        return _link(row) if row else None

    def _asked_for_newest(self, about: bool, acts: Collection[str]) -> Asked:
        event = self._t.event
        condition = event.bundle.is_null() & event.act.in_(list(acts)) & (event.id < Hole("before")) & (event.id > Hole("after"))
        if about:
            condition &= (event.subject == Hole("subject")) & (event.subject != "")  # the second half lets the database take its index
        return Asked(event.select().where(condition).order_by(event.id.desc()).limit(1))

    def subjects(self, acts: Collection[str]) -> tuple[str, ...]:
        """Return whom or what some acts on the office were ever about."""
        event = self._t.event
        query = event.select(event.subject).where(event.bundle.is_null(), event.act.in_(list(acts)), event.id > self._head_row()["base"])
        return tuple(row[0] for row in query.distinct().order_by(event.subject).tuples())

    def line(self, number: int) -> Link | None:
        """Return one line, one from before the chain included; None where there is none of that number."""
        row = self._t.row(self._t.event, id=number)
        return _link(row) if row else None

    def line_of(self, act: str, subject: str, at: str) -> int:
        """Return the number of the line of an act on somebody at a moment; 0 where there is none."""
        event = self._t.event
        condition = (event.subject == subject) & (event.subject != "") & (event.act == act) & (event.done_at == at)
        row = event.select(event.id).where(condition).order_by(event.id).limit(1).tuples().first()
        return int(row[0]) if row else 0

    def first_with_state(self) -> int:
        """Return the number of the first line that says what its act left behind; 0 while there is none."""
        event = self._t.event
        row = event.select(event.id).where(event.state != "", event.id > self._head_row()["base"]).order_by(event.id).limit(1).tuples().first()
        return row[0] if row else 0

    def last_at(self, but: str, lines: int = 5) -> str:
        """Return the latest moment that the last few lines of others say, ISO 8601; empty while there is none.

        Args:
            but: whose lines do not count: who has set a clock back could write some.
            lines: of how many lines.
        """
        event = self._t.event
        rows = event.select(event.done_at).where(event.done_by != but).order_by(event.id.desc()).limit(lines).tuples()
        return max((str(row[0]) for row in rows), default="")

    def base(self) -> int:
        """Return the number of the last line that is older than the chain; 0 where all lines are in it."""
        return int(self._head_row()["base"])

    def newest(self) -> int:
        """Return the number of the newest line, one from before the chain included; 0 while there is none."""
        event = self._t.event
        return int(event.select(fn.COALESCE(fn.MAX(event.id), 0)).scalar() or 0)

    def stretch(self, sight: Sight, words: RecordWords, before: int, limit: int = 200, first: int = 1) -> tuple[tuple[Link, str], ...]:
        """Return a stretch of the record, newest first: each line with the title of the bundle it is about; a line that is older than the
        chain has no digest.

        Args:
            sight: the part of the record that the person may see.
            words: the words of the search.
            before: only lines before this number.
            limit: how many at most.
            first: only lines from this number on.
        """
        event, bundle = self._t.event, self._t.bundle
        query = event.select(event, fn.COALESCE(bundle.title, "").alias("title")).join(bundle, JOIN.LEFT_OUTER, on=(event.bundle == bundle.id))
        query = query.where(_seen(self._t, sight), event.id >= first, event.id < before)
        if words.text:
            held = [field.contains(words.text) for field in (bundle.title, event.remark, event.subject)]
            query = query.where(reduce(or_, [*held, event.done_by.in_(list(words.accounts)), event.act.in_(list(words.acts))]))
        rows = query.order_by(event.id.desc()).limit(limit).dicts()
        return tuple((_link(row), row["title"] or "") for row in rows)

    def links(self) -> Iterator[Link]:
        """Yield all lines of the chain, oldest first."""
        event = self._t.event
        for row in event.select().where(event.id > self._head_row()["base"]).order_by(event.id).dicts().iterator():
            yield _link(row)

    def faults(self) -> Iterator[str]:
        """Check the whole record; yield a Chinese sentence for each line that does not fit its digest, is missing, or is not in the chain."""
        head = self._head_row()
        before, last = "", head["base"]
        for link in self.links():
            if not link.fits or link.previous != before:
                yield f"办理记录第 {link.entry.number} 条与它前面的不相接：这一条或前面的被改动、删去、调换过，或是绕过程序写进去的"
            if link.entry.number != last + 1:
                yield f"办理记录第 {last + 1} 条不见了"
            before, last = link.digest, link.entry.number
        event = self._t.event
        if event.select().where(event.id <= head["base"], event.digest.is_null(False)).exists():
            yield f"办理记录第 {head['base']} 条以前的，有的本来在链上，被改成了链以前的"
        if (head["number"], head["digest"]) != (last, before):
            yield f"办理记录应到第 {head['number']} 条，实际到第 {last} 条：末尾被删去或添写过"

    def _head_row(self) -> dict[str, Any]:
        found = self._t.row(self._t.record_head, id=ONLY)
        if found is None:
            raise damaged("办理记录的末尾")
        return found


def _seen(tables: Tables, sight: Sight) -> Any:
    event, bundle, involved = tables.event, tables.bundle, tables.involved_unit
    about = event.bundle.is_null() if sight.office else Value(False)
    if sight.units is None or sight.units:
        mine = event.bundle.is_null(False)
        if sight.units is not None:
            mine &= event.bundle.in_(involved.select(involved.bundle).where(involved.unit.in_(list(sight.units))))
        if sight.stages is not None:
            mine &= bundle.stage.in_([str(stage) for stage in sight.stages])
        about |= mine
    return about


def _link(row: dict[str, Any]) -> Link:
    return Link(entry_of(row), row["previous"] or "", row["digest"] or "", row["record_key"] or 0, bytes(row["signature"] or b""))


def entry_of(row: dict[str, Any]) -> RecordEntry:
    """Return the line of the record from its row."""
    return RecordEntry(
        row["id"], row["bundle"] or 0, row["act"], row["done_by"], row["role"], row["revision"], row["remark"], row["done_at"], row["subject"],
        _state(row["state"]),
    )  # fmt: skip


def _state(text: str) -> dict[str, Any]:
    """Return a line's state; what is none makes a line that does not fit its digest."""
    if not text:
        return {}
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    return value if isinstance(value, dict) and canonical_json(value) == text else {"": text}
