"""How long work reports its progress, and learns that it was cancelled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from .errors import Cancelled


class Progress(Protocol):
    """A callback of long work: takes the share that is done (0 to 1) and what is being done, and raises `Cancelled` to stop the work."""

    def __call__(self, share: float, doing: str) -> None:
        """Report how far the work is.

        Raises:
            Cancelled: the work is no longer wanted.
        """


def silent(share: float, doing: str) -> None:
    """Ignore the report: the progress of work that nobody watches."""


def stoppable(tell: Callable[[float, str], None], wanted: Callable[[], bool]) -> Progress:
    """Return a progress that passes reports on to `tell` and raises `Cancelled` as soon as `wanted` returns False."""

    def progress(share: float, doing: str) -> None:
        if not wanted():
            raise Cancelled
        tell(share, doing)

    return progress
