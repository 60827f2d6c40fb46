"""Python's collector of garbage looks at everything that is there, and holds the window up for as long: with all that the program has loaded, about a
tenth of a second, at any moment. What is loaded for good it need not look at."""

from __future__ import annotations

import gc
from functools import cache


@cache
def loaded_for_good() -> None:
    """What is there now stays until the program ends: the collector no longer looks at it. Only the first call counts, before anything is there
    that goes again.

    Source:
        Python's library reference, `gc.freeze`.
    """
    gc.freeze()
