"""Autosave of what is typed, off the window's thread: one write after the other, so that an older one never overwrites a newer."""

from __future__ import annotations

from collections.abc import Callable

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.drafting.writing import Writing
from zwgk_desk.model.bundle import Bundle

from .jobs import Task, nothing

Typed = tuple[int, Bundle]
"""The number of the revision that was edited, and the bundle with the edits."""


class DraftWriter:
    """Saves drafts of what is typed, until a revision holds it.

    While a write runs, more may be typed, or the draft may have become a revision and is to be dropped. Two writes at once could end in the wrong
    order, so only one runs, and per bundle the latest request replaces those that wait.
    """

    def __init__(self, writing: Writing, session: Session, start: Callable[[Task[None]], None], failed: Callable[[Exception], object]) -> None:
        """Save drafts through `writing` for `session`; `start` runs a task that writes, `failed` takes the exception of one that did not."""
        self._writing, self._session = writing, session
        self._start, self._failed = start, failed
        self._wanted: dict[int, Typed] = {}
        self._forgetting: list[int] = []
        self._at_work: int | None = None

    def keep(self, key: int, typed: Typed, kept: Callable[[], None]) -> None:
        """Save the edits of a bundle as a draft; `kept` is called once they are on the disk and nothing newer is waiting."""
        self._wanted[key] = typed
        if self._at_work is None:
            self._write(key, kept)

    def keep_now(self, key: int, typed: Typed) -> None:
        """Save the edits before returning: they are about to leave the page, and a failure must be known while they still stand there.

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
        """Start the next write that is waiting. Return True where nothing newer waits for the bundle whose write just ended."""
        self._at_work = None
        last = self._wanted.get(key) is typed
        if last:
            del self._wanted[key]
        if self._wanted:
            self._write(next(iter(self._wanted)), kept)
        return last
