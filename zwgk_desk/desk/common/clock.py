"""The clock. Everything that needs the time takes one as an argument, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from ...model.moments import BEIJING

Clock = Callable[[], datetime]


def beijing_now() -> datetime:
    """Return the current moment in Beijing time, which the whole country uses."""
    return datetime.now(BEIJING)


def stamp(clock: Clock) -> str:
    """Return a moment as it is stored: ISO 8601, Beijing time, to the microsecond."""
    return clock().astimezone(BEIJING).isoformat(timespec="microseconds")
