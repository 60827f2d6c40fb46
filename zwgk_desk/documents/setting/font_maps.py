"""The maps of a TrueType file between characters, glyphs and widths, read where they are asked: of thirty thousand entries a document needs a
few hundred.

They behave as the dictionaries and lists that the PDF library would have made of the same tables.
"""

from __future__ import annotations

import struct
from abc import abstractmethod
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import overload

SPACE, FIXED_SPACE = 0x20, 0xA0


def numbers_at(content: bytes, place: int, count: int, kind: str = "H") -> tuple[int, ...]:
    """Return so many big-endian numbers from a place.

    Args:
        content: the file.
        place: the offset of the first, in bytes.
        count: how many.
        kind: their type, as `struct` names it.

    Raises:
        struct.error: the file is shorter.
    """
    return struct.unpack_from(f">{count}{kind}", content, place)


class Stretches(Mapping[int, int]):
    """A table from characters to glyphs, by stretches of characters."""

    def __init__(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Take the first and last characters of the stretches."""
        self._starts, self._ends = starts, ends

    @property
    def ordered(self) -> bool:
        """Whether the stretches follow one another, as the standard asks; else they cannot be searched."""
        return list(self._ends) == sorted(self._ends)

    @abstractmethod
    def _glyph(self, stretch: int, character: int) -> int:
        """Return the glyph of a character of this stretch."""

    def __getitem__(self, character: int) -> int:
        stretch = bisect_left(self._ends, character)
        if stretch == len(self._ends) or self._starts[stretch] > character:
            raise KeyError(character)
        return self._glyph(stretch, character)

    def __iter__(self) -> Iterator[int]:
        for start, end in zip(self._starts, self._ends, strict=True):
            yield from range(start, end + 1)

    @cached_property
    def _count(self) -> int:
        return sum(end + 1 - start for start, end in zip(self._starts, self._ends, strict=True))

    def __len__(self) -> int:
        return self._count


class Segments(Stretches):
    """A table by segments (OpenType, cmap format 4)."""

    def __init__(self, content: bytes, place: int) -> None:
        """Read the segments' bounds.

        Raises:
            struct.error: the file is shorter than it says.
        """
        length, _, doubled = numbers_at(content, place + 2, 3)
        count = doubled // 2
        self._deltas, ranges_at = numbers_at(content, place + 16 + 4 * count, count, "h"), place + 16 + 6 * count
        self._ranges = numbers_at(content, ranges_at, (place + length - ranges_at) // 2)  # followed by the array of glyphs that they point into
        super().__init__(numbers_at(content, place + 16 + 2 * count, count), numbers_at(content, place + 14, count))

    def _glyph(self, stretch: int, character: int) -> int:
        delta, moved = self._deltas[stretch], self._ranges[stretch]
        if not moved:
            return (character + delta) & 0xFFFF
        at = stretch + moved // 2 + character - self._starts[stretch]
        glyph = self._ranges[at] if at < len(self._ranges) else 0  # some fonts state more glyphs than they hold
        return (glyph + delta) & 0xFFFF if glyph and delta else glyph


class Groups(Stretches):
    """A table by groups (OpenType, cmap format 12)."""

    def __init__(self, content: bytes, place: int) -> None:
        """Read the groups.

        Raises:
            struct.error: the file is shorter than it says.
        """
        (count,) = numbers_at(content, place + 12, 1, "L")
        numbers = numbers_at(content, place + 16, 3 * count, "L")
        self._glyphs = numbers[2::3]
        super().__init__(numbers[::3], numbers[1::3])

    def _glyph(self, stretch: int, character: int) -> int:
        return self._glyphs[stretch] + character - self._starts[stretch]


class BothSpaces(Mapping[int, int]):
    """A table from characters to glyphs in which the two spaces are one, as in the library."""

    def __init__(self, characters: Mapping[int, int]) -> None:
        """Take the table of the file."""
        self._characters = characters
        other = next(((two, one) for one, two in ((SPACE, FIXED_SPACE), (FIXED_SPACE, SPACE)) if one in characters), None)
        self._lent = {} if other is None else {other[0]: characters[other[1]]}
        self._known = dict(self._lent)

    def __getitem__(self, character: int) -> int:
        known = self._known.get(character)
        if known is None:
            known = self._known[character] = self._characters[character]
        return known

    def __contains__(self, character: object) -> bool:
        return character in self._known or super().__contains__(character)

    def __iter__(self) -> Iterator[int]:
        yield from self._characters
        yield from (character for character in self._lent if character not in self._characters)

    def __len__(self) -> int:
        return len(self._characters) + sum(character not in self._characters for character in self._lent)


class ByGlyph(Mapping[int, list[int]]):
    """The characters of each glyph: turned round from the other table when it is first asked, which only shaped scripts do."""

    def __init__(self, characters: Mapping[int, int]) -> None:
        """Take the table from characters to glyphs."""
        self._characters = characters

    @cached_property
    def _turned(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for character, glyph in self._characters.items():
            found.setdefault(glyph, []).append(character)
        return found

    def __getitem__(self, glyph: int) -> list[int]:
        return self._turned[glyph]

    def __iter__(self) -> Iterator[int]:
        return iter(self._turned)

    def __len__(self) -> int:
        return len(self._turned)


class Metrics(Sequence[tuple[float, int]]):
    """The advance and the left side bearing of each glyph (OpenType, hmtx): glyphs beyond the full ones are as wide as the last of those."""

    def __init__(self, content: bytes, place: int, full: int, glyphs: int, scale: Callable[[int], float]) -> None:
        """Read the table.

        Args:
            content, place: the file, and where the table begins.
            full: how many glyphs have an advance of their own.
            glyphs: how many glyphs there are.
            scale: from the face's units to thousandths of an em.

        Raises:
            struct.error: the file is shorter than it says.
        """
        self._pairs = numbers_at(content, place, 2 * full)
        self._bearings = numbers_at(content, place + 4 * full, glyphs - full)
        self._full, self._scale = full, scale

    def width(self, glyph: int) -> float:
        """Return a glyph's advance in thousandths of an em.

        Raises:
            IndexError: there is no such glyph.
        """
        if not 0 <= glyph < len(self):
            raise IndexError(glyph)
        return self._scale(self._pairs[2 * min(glyph, self._full - 1)])

    @overload
    def __getitem__(self, place: int) -> tuple[float, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[float, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[float, int] | list[tuple[float, int]]:
        if isinstance(place, slice):
            return [self[glyph] for glyph in range(len(self))[place]]
        if place < self._full:
            return self._pairs[2 * place], self._pairs[2 * place + 1]
        return self.width(place), self._bearings[place - self._full]  # the library, too, has these scaled

    def __len__(self) -> int:
        return self._full + len(self._bearings)


class Widths(Mapping[int, float]):
    """The advance of each character in thousandths of an em."""

    def __init__(self, characters: Mapping[int, int], metrics: Metrics) -> None:
        """Take the glyph of each character, and the advance of each glyph."""
        self._characters, self._metrics = characters, metrics
        self._known: dict[int, float] = {}

    def __getitem__(self, character: int) -> float:
        known = self._known.get(character)
        if known is None:
            glyph = self._characters[character]
            if glyph >= len(self._metrics):
                raise KeyError(character)
            known = self._known[character] = self._metrics.width(glyph)
        return known

    def __iter__(self) -> Iterator[int]:
        return (character for character, glyph in self._characters.items() if glyph < len(self._metrics))

    def __len__(self) -> int:
        return sum(1 for _ in self)
