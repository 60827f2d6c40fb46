"""The time, as an argument: everything that needs it is given a clock."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

Clock = Callable[[], datetime]
BEIJING = timezone(timedelta(hours=8), "北京时间")


def beijing_now() -> datetime:
    """Now, in Beijing time, which the whole country goes by."""
    return datetime.now(BEIJING)


def stamp(clock: Clock) -> str:
    """A moment as it is kept: ISO 8601, Beijing time, to the microsecond."""
    return clock().astimezone(BEIJING).isoformat(timespec="microseconds")
