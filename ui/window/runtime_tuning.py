"""What keeps Python itself from holding the window up.

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
    """What is there now stays until the program ends: the collector no longer looks at it. Only the first call counts, before anything is there
    that goes again.

    Source:
        Python's library reference, `gc.freeze`.
    """
    gc.freeze()


def shorten_thread_turns() -> None:
    """Shorter turns for all threads of this process.

    Source:
        Python's library reference, `sys.setswitchinterval`.
    """
    sys.setswitchinterval(TURN_SECONDS)
