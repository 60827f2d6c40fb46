"""Which characters the delivered faces can print, known from a list beside them, so that telling what is missing loads no font."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ..model.document.tree import DocumentTree
from ..places import resources

GETA = "〓"
"""Replacement for a character that no face has, as printers use it (下駄)."""

UNSEEN = frozenset({"Cc", "Cf", "Zl", "Zp"})
SELECTORS = (range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))
"""Variation selectors: they choose among forms of the character before them."""

SELDOM = re.compile(r"[^ -~\u3000-\u3003\u3007-\u3011\u4e00-\u9fa5，。、；：！？（）“”‘’…—·％～]")
"""Pattern of characters for which the list is asked; all others are in every face or its fallback."""

AROUND = 8
"""Characters of a paragraph that are told before and after a missing one."""


@dataclass(frozen=True)
class MissingCharacter:
    """A character that no delivered face has.

    Attributes:
        character: the character.
        around: the words round its first place.
        count: how often it stands in the document.
    """

    character: str
    around: str
    count: int

    @property
    def code(self) -> str:
        """Its code point, as U+ and hexadecimal digits."""
        return f"U+{ord(self.character):04X}"


def is_unseen(character: str) -> bool:
    """Return whether a character prints nothing by its nature: controls, marks of direction or of no width, variation selectors."""
    return unicodedata.category(character) in UNSEEN or any(ord(character) in selectors for selectors in SELECTORS)


def missing_characters(tree: DocumentTree) -> tuple[MissingCharacter, ...]:
    """Return the characters of a document that no delivered face has, and that are printed as 〓, in the order of their first places."""
    places: dict[str, list[str]] = {}
    for paragraph in tree.paragraphs():
        for character in _unprintable(paragraph):
            places.setdefault(character, []).append(paragraph)
    return tuple(MissingCharacter(character, _around(found[0], character), len(found)) for character, found in places.items())


def _unprintable(paragraph: str) -> Iterator[str]:
    seldom = SELDOM.findall(paragraph)
    if seldom:
        yield from (character for character in seldom if not is_printable(character) and not is_unseen(character))


def _around(paragraph: str, character: str) -> str:
    place = paragraph.index(character)
    start, end = max(0, place - AROUND), place + 1 + AROUND
    shown = "".join(other for other in paragraph[start:end].replace("\n", " ") if not is_unseen(other))
    return f"{'…' if start else ''}{shown}{'…' if end < len(paragraph) else ''}"


def is_printable(character: str) -> bool:
    """Return whether every face has a character, itself or by way of its fallbacks."""
    code, (starts, ends) = ord(character), printable_ranges()
    place = bisect_right(starts, code) - 1
    return place >= 0 and code <= ends[place]


@lru_cache(maxsize=1)
def printable_ranges() -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the first and the last code points of what every face has, in order: the ranges in resources/fonts/coverage.txt."""
    lines = (resources() / "fonts" / "coverage.txt").read_text(encoding="ascii").split()
    ranges = [line.partition("-") for line in lines]
    return tuple(int(low, 16) for low, _, _ in ranges), tuple(int(high or low, 16) for low, _, high in ranges)
