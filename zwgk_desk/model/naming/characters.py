"""Characters that nobody sees, or that turn the order of those beside them: no name may hold one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

UNSEEN = ("Cc", "Cf", "Zl", "Zp", "Cs")
"""General categories of such characters: control, format (zero width, order of writing), separators of lines, halves of characters."""

BLANK = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
"""Characters of other categories that show nothing (Default_Ignorable_Code_Point of Unicode 15), and the empty braille cell."""

RUNNING = "\n\t\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""What a text of several lines may hold: line ends, tabs, and what web pages and Word put between letters, where it does no harm."""


def is_unseen(char: str) -> bool:
    """Return whether a character cannot be seen by itself, or turns the order of others."""
    return unicodedata.category(char) in UNSEEN or BLANK.match(char) is not None


def unseen_in(text: str, allowed: str = "") -> Iterator[int]:
    """Yield the places (from 0) of the unseen characters in a text, those of `allowed` left out."""
    return (place for place, char in enumerate(text) if char not in allowed and is_unseen(char))


def without_unseen(text: str) -> str:
    """Return a text on one line without the characters that cannot be seen; line ends become blanks."""
    return "".join(char for char in " ".join(text.split()) if not is_unseen(char)).strip()


def code_of(char: str) -> str:
    """Return how a character is written where it cannot be shown: U+202E."""
    return f"U+{ord(char):04X}"
