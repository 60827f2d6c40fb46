"""Results of long work that are kept for a while, each under what it was made from. May be used from several threads."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar

T = TypeVar("T")


class Recent:
    """The most recent results. Unlike `functools.lru_cache` it keeps no arguments: the key may be a digest of a large file."""

    def __init__(self, most: int) -> None:
        """Keep so many results; the one that was asked for longest ago is forgotten first."""
        self._most = most
        self._kept: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return the result under a key, and make it where there is none. Two threads that ask at once may both make it.

        Args:
            key: all that the result depends on, and its kind: a key is only ever used with one type.
            make: makes the result; what it raises goes through, and nothing is kept.
        """
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                found: T = self._kept[key]  # type: ignore[assignment]  # a key is only ever used with one type
                return found
        made = make()
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return made
