"""What is typed goes to the disk off the window's thread, one writing after the other, and the last wish for a bundle always stands."""

from __future__ import annotations

from collections.abc import Callable

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.drafting.writing import Writing
from zwgk_desk.model.bundle import Bundle

from .jobs import Task, nothing

Typed = tuple[int, Bundle]
"""The revision over which was typed, and the bundle with what was typed."""


class DraftWriter:
    """Keeps what is typed until a revision has it.

    A writing may take its time, and what is wanted may change meanwhile: something more was typed, or it was saved and is to be forgotten, or the
    bundle went on and it is to be kept for later. So nothing is written beside a writing that is under way; what is wanted last comes after it.
    """

    def __init__(self, writing: Writing, session: Session, start: Callable[[Task[None]], None], failed: Callable[[Exception], object]) -> None:
        """Take what keeps drafts, whose they are, what starts a task that writes, and what is told of a failure."""
        self._writing, self._session = writing, session
        self._start, self._failed = start, failed
        self._wanted: dict[int, Typed] = {}
        self._forgetting: list[int] = []
        self._at_work: int | None = None

    def keep(self, key: int, typed: Typed, kept: Callable[[], None]) -> None:
        """Keep what is typed over a bundle; `kept` is called when this, and nothing newer, is on the disk."""
        self._wanted[key] = typed
        if self._at_work is None:
            self._write(key, kept)

    def keep_now(self, key: int, typed: Typed) -> None:
        """Keep it before returning, since it is about to leave the page.

        Raises:
            (those of `Writing.keep`)
        """
        self._writing.keep(self._session, key, *typed)
        self._after_it(key, lambda: self._writing.keep(self._session, key, *typed))

    def forget(self, key: int) -> None:
        """Drop the kept draft. If a writing is under way, drop it again after that, so that the writing cannot bring it back."""

        def over(error: Exception | None = None) -> None:
            self._forgetting.remove(key)
            if error is not None:
                self._failed(error)

        if self._at_work == key:
            self._forgetting.append(key)
        self._after_it(key, lambda: self._writing.drop(self._session, key), over)

    def is_forgetting(self, key: int) -> bool:
        """Whether what the disk may still hold for a bundle is about to be dropped: it was saved, or is not wanted any more."""
        return key in self._forgetting

    def _after_it(self, key: int, act: Callable[[], None], over: Callable[..., object] | None = None) -> None:
        """Do something behind a writing of the same bundle that is under way. It is asked for at once, as nothing can be once the window is gone:
        what writes is done one after the other, and to its end."""
        self._wanted.pop(key, None)
        if self._at_work == key:
            self._start(Task("存下写的", lambda progress: act(), lambda _: (over or nothing)(), over or self._failed))

    def _write(self, key: int, kept: Callable[[], None] = nothing) -> None:
        typed, self._at_work = self._wanted[key], key
        writing, session = self._writing, self._session

        def done(_: None) -> None:
            if self._ended(key, typed, kept):
                kept()

        def failed(error: Exception) -> None:
            self._ended(key, typed, kept)
            self._failed(error)

        self._start(Task("存下写的", lambda progress: writing.keep(session, key, *typed), done, failed))

    def _ended(self, key: int, typed: Typed, kept: Callable[[], None]) -> bool:
        """A writing is over; start the next one that is wanted. True where nothing newer is wanted for the same bundle."""
        self._at_work = None
        last = self._wanted.get(key) is typed
        if last:
            del self._wanted[key]
        if self._wanted:
            self._write(next(iter(self._wanted)), kept)
        return last
