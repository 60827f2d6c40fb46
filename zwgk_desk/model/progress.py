"""How long work tells of itself and hears that it is no longer wanted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .errors import Cancelled


class Progress(Protocol):
    """A callable that is told how far the work is (0 to 1) and what is being done, and raises `Cancelled` to stop it."""

    def __call__(self, share: float, doing: str) -> None:
        """Take note, or raise `Cancelled`."""


def silent(share: float, doing: str) -> None:
    """The progress of work that nobody watches."""


def stoppable(tell: Callable[[float, str], None], wanted: Callable[[], bool]) -> Progress:
    """A progress that passes on to `tell` and raises `Cancelled` as soon as `wanted` says no."""

    def progress(share: float, doing: str) -> None:
        if not wanted():
            raise Cancelled
        tell(share, doing)

    return progress
