"""TrueType files for the PDF library: their long tables are read as arrays instead of number by number, which takes a fifth of the time.

The result has the same attributes that the library itself would have read; files in other formats are left to it.
"""

from __future__ import annotations

import re
import struct
from collections import defaultdict
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

SPACE, FIXED_SPACE = 0x20, 0xA0
SEGMENTS, GROUPS = 4, 12
"""The two formats of the table from characters to glyphs that today's fonts have (OpenType, cmap formats 4 and 12)."""

WINDOWS = 3
LONG_LOCA = 1
LOCA_FORM, GLYPH_FORM = 50, 52
"""Offsets of these values in the table `head`, in bytes."""

BEYOND = re.compile(r"<([0-9A-F]{5,6})>")
"""Pattern of a code point beyond the basic plane, in the library's maps."""

METRICS = 34
"""Offset of the number of full metrics in the table `hhea`, in bytes."""


class _Glyphs:
    """The outlines of a file: slices are taken without copying the whole."""

    def __init__(self, content: bytes, start: int, length: int) -> None:
        self._content, self._start, self._length = content, start, length

    def __getitem__(self, part: slice) -> bytes:
        first, end, _ = part.indices(self._length)
        return self._content[self._start + first : self._start + end]


class FontFace(TTFontFace):
    """The library's font face with faster reading."""

    def extractInfo(self, charInfo: int = 1) -> None:
        """Read the file, as the library's method of this name does.

        Args:
            charInfo: whether characters and widths are read too.
        """
        super().extractInfo(charInfo=0)
        try:
            known = bool(charInfo) and self._read_characters()
            if known:
                self._read_widths()
                self._read_places()
        except struct.error:  # shorter than it says: left to the library
            known = False
        if not known:
            super().extractInfo(charInfo)
            return
        for one, other in ((SPACE, FIXED_SPACE), (FIXED_SPACE, SPACE)):
            if one in self.charToGlyph:
                self.charToGlyph[other], self.charWidths[other] = self.charToGlyph[one], self.charWidths[one]
                break

    def get_table(self, tag: str) -> Any:
        """Return a table; that of the outlines, which is by far the largest, without copying it."""
        if tag == "glyf":
            return _Glyphs(self._ttf_data, *self.get_table_pos(tag))
        return super().get_table(tag)

    def _numbers(self, place: int, count: int, kind: str = "H") -> tuple[int, ...]:
        return struct.unpack_from(f">{count}{kind}", self._ttf_data, place)

    def _read_characters(self) -> bool:
        """Read the maps between characters and glyphs, in both directions; return False for a file that is left to the library."""
        head, cmap = self.get_table_pos("head")[0], self.get_table_pos("cmap")[0]
        if self._numbers(head + GLYPH_FORM, 1) != (0,) or "loca" not in self.table:
            return False
        version, count = self._numbers(cmap, 2)
        listed = [struct.unpack_from(">HHL", self._ttf_data, cmap + 4 + 8 * n) for n in range(count)]
        if version != 0 or not listed or listed[-1][0] != WINDOWS:
            return False
        place = cmap + listed[-1][2]
        (form,) = self._numbers(place, 1)
        if form == SEGMENTS:
            self.charToGlyph = self._segments(place)
        elif form == GROUPS:
            self.charToGlyph = self._groups(place)
        else:
            return False
        self.glyphToChar: defaultdict[int, list[int]] = defaultdict(list)
        for character, glyph in self.charToGlyph.items():
            self.glyphToChar[glyph].append(character)
        return True

    def _segments(self, place: int) -> dict[int, int]:
        """Read a table by segments, format 4."""
        length, _, doubled = self._numbers(place + 2, 3)
        count = doubled // 2
        ends, starts = self._numbers(place + 14, count), self._numbers(place + 16 + 2 * count, count)
        deltas, ranges_at = self._numbers(place + 16 + 4 * count, count, "h"), place + 16 + 6 * count
        ranges = self._numbers(ranges_at, (place + length - ranges_at) // 2)  # the array of glyphs, which the segments point into, follows them
        found: dict[int, int] = {}
        for n, (start, end, delta, moved) in enumerate(zip(starts, ends, deltas, ranges, strict=False)):
            characters = range(start, end + 1)
            if moved:
                first = n + moved // 2
                glyphs = ranges[first : first + len(characters)]
                turned = glyphs if not delta else [(glyph + delta) & 0xFFFF if glyph else 0 for glyph in glyphs]
                found.update(zip(characters, turned, strict=False))
                for character in characters[len(glyphs) :]:  # some fonts state more glyphs than they hold
                    found[character] = 0
            else:
                found.update(zip(characters, ((character + delta) & 0xFFFF for character in characters), strict=True))
        return found

    def _groups(self, place: int) -> dict[int, int]:
        """Read a table by groups, format 12."""
        (count,) = self._numbers(place + 12, 1, "L")
        numbers = self._numbers(place + 16, 3 * count, "L")
        found: dict[int, int] = {}
        for start, end, glyph in zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True):
            found.update(zip(range(start, end + 1), range(glyph, glyph + end + 1 - start), strict=True))
        return found

    def _read_widths(self) -> None:
        (full,) = self._numbers(self.get_table_pos("hhea")[0] + METRICS, 1)
        place = self.get_table_pos("hmtx")[0]
        numbers = self._numbers(place, 2 * full)
        scaled = {width: self._pdfScale(width) for width in set(numbers[::2])}  # nearly all characters of these faces are as wide as one another
        widths: list[float] = [scaled[width] for width in numbers[::2]]
        bearings = self._numbers(place + 4 * full, self.numGlyphs - full)
        self.defaultWidth = widths[0]
        self.hmetrics = [*zip(numbers[::2], numbers[1::2], strict=True), *((widths[-1], bearing) for bearing in bearings)]
        widths += [widths[-1]] * len(bearings)
        self.charWidths = {character: widths[glyph] for character, glyph in self.charToGlyph.items() if glyph < len(widths)}

    def _read_places(self) -> None:
        (form,) = self._numbers(self.get_table_pos("head")[0] + LOCA_FORM, 1)
        place = self.get_table_pos("loca")[0]
        if form == LONG_LOCA:
            self.glyphPos = list(self._numbers(place, self.numGlyphs + 1, "L"))
        else:
            self.glyphPos = [number << 1 for number in self._numbers(place, self.numGlyphs + 1)]


class FontFile(TTFont):
    """The library's font with a `FontFace`."""

    def __init__(self, name: str, path: Path) -> None:
        """Read a file.

        Args:
            name: the font's name in the PDF library.
            path: the file.

        Raises:
            Exception: errors of many types from the library, on a broken file, or one whose licence forbids embedding.
        """
        self.fontName = name
        self.face = FontFace(str(path))
        self.encoding = TTEncoding()
        self.state: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()
        self._asciiReadable = rl_config.ttfAsciiReadable
        self.shapable = True

    def addObjects(self, doc: Any) -> None:
        """Add the font's objects to a document, as the library's method of this name does; its maps back to Unicode, by which text is searched
        and copied, are mended: they hold UTF-16 (ISO 32000-1, 9.10.3), which the library forgets beyond the basic plane."""
        count = len(self.state[doc].subsets)
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(count)]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name in names:
            mapped = doc.idToObject[fonts[name].ToUnicode.name]
            mapped.content = BEYOND.sub(lambda code: f"<{chr(int(code[1], 16)).encode('utf-16-be').hex().upper()}>", mapped.content)
