"""Watches the working copies of one person: what another program saves is imported once it is complete, and a copy is removed once its
program has closed it."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.errors import Conflict, DeskError
from ...model.record import BundleRecord
from ..common.core import Session
from .external_editing import ExternalEditing, HalfWritten
from .working_copy import WorkingCopy

PATIENCE = 10
"""Number of looks at a half-written file after which the person is told."""


@dataclass(frozen=True)
class News:
    """A change of one working copy that the person is to be told.

    Attributes:
        copy: the copy.
        record: the bundle with the imported file; None where nothing was imported.
        error: why a save could not be imported; None where it could.
        ended: whether the copy was removed.
    """

    copy: WorkingCopy
    record: BundleRecord | None = None
    error: DeskError | None = None
    ended: bool = False

    @property
    def is_conflict(self) -> bool:
        """Whether the person has to choose between this file and the one in the bundle."""
        return isinstance(self.error, Conflict)


@dataclass
class _Known:
    """What the last looks have shown of a copy: its stamp, the stamp that was dealt with, whether a program had it open, and how often running
    it was found half written."""

    stamp: tuple[int, int] | None = None
    done: tuple[int, int] | None = None
    opened: bool = False
    halves: int = 0


class ExternalEditWatch:
    """Watches working copies. `look` is to be called every second or so, from one thread at a time."""

    def __init__(self, outside: ExternalEditing, session: Session) -> None:
        self._outside, self._session = outside, session
        self._known: dict[str, _Known] = {}

    def look(self) -> tuple[News, ...]:
        """Look at every copy once; return only what is new since the last look."""
        return tuple(news for copy in self._outside.copies(self._session) if (news := self._look_at(copy)) is not None)

    def again(self, copy: WorkingCopy) -> None:
        """Import a copy again whose last save could not be imported."""
        self._known.pop(str(copy.folder), None)

    def _look_at(self, copy: WorkingCopy) -> News | None:
        known = self._known.setdefault(str(copy.folder), _Known())
        now, still = copy.stamp, False
        still, known.stamp = now == known.stamp, now
        news = None
        if now is not None and still and now != known.done:
            news = self._take(copy, known, now)
        return news or self._put_away(copy, known)

    def _take(self, copy: WorkingCopy, known: _Known, now: tuple[int, int]) -> News | None:
        try:
            taken = self._outside.take(self._session, copy)
        except HalfWritten as error:
            known.halves += 1
            if known.halves < PATIENCE:
                return None
            known.done = now
            return News(copy, error=error)
        except DeskError as error:
            known.done = now
            return News(copy, error=error)
        known.done, known.halves = now, 0
        return News(taken.copy, taken.record) if taken is not None else None

    def _put_away(self, copy: WorkingCopy, known: _Known) -> News | None:
        """Remove a copy that its program had open and has closed, once everything in it is imported."""
        is_open = copy.open_elsewhere
        closed = known.opened and not is_open
        known.opened = is_open or (known.opened and known.done != known.stamp)
        if not closed or known.done != known.stamp:
            return None
        try:
            self._outside.end(self._session, copy)
        except DeskError:
            return None  # something is not imported yet, or it is just being opened again: keep it
        self._known.pop(str(copy.folder), None)
        return News(copy, ended=True)
