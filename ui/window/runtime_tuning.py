"""Settings of Python's own runtime, so that it does not hold the window up.

Its collector of garbage looks at everything that is there: with all that the program has loaded, that takes a tenth of a second, at any moment. And
only one thread runs at a time: what works in the background lets the window's thread go on only when its turn is over.
"""

from __future__ import annotations

import gc
import sys
from functools import cache

TURN_SECONDS = 0.001
"""Seconds for which a thread runs before it lets another go on that waits; Python's own 0.005 add up while several work in the background."""


@cache
def freeze_gc() -> None:
    """Exempt every object that exists now from garbage collection, since it stays until the program ends. Only the first call counts: later there
    are objects that are to be collected.

    Source:
        Python's library reference, `gc.freeze`.
    """
    gc.freeze()


def shorten_thread_turns() -> None:
    """Shorten the turns of all threads of this process, so that the window's thread waits less for those in the background.

    Source:
        Python's library reference, `sys.setswitchinterval`.
    """
    sys.setswitchinterval(TURN_SECONDS)
