"""TrueType files for the PDF library: their long tables are read as arrays, and only where they are asked, instead of number by number.

The result has the same attributes that the library itself would have read; files in other formats are left to it.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportlab import rl_config
from reportlab.pdfbase.ttfonts import TTEncoding, TTFont, TTFontFace

from .font_maps import BothSpaces, ByGlyph, Groups, Metrics, Segments, Widths, numbers_at

TABLES: dict[int, type[Segments] | type[Groups]] = {4: Segments, 12: Groups}
"""The two formats of the table from characters to glyphs that today's fonts have (OpenType, cmap)."""

WINDOWS = 3
LONG_LOCA = 1
LOCA_FORM, GLYPH_FORM = 50, 52
"""Offsets of these values in the table `head`, in bytes."""

BEYOND = re.compile(r"<([0-9A-F]{5,6})>")
"""Pattern of a code point beyond the basic plane, in the library's maps."""

METRICS = 34
"""Offset of the number of full metrics in the table `hhea`, in bytes."""


KEPT = 64
"""Cut faces that are kept, of some 40 KB each: the same paper is drawn for the screen, for signing and for the packet, and bound with others."""

QUICKLY = 3
"""Level of compression (zlib) of outlines: a twentieth larger than at the library's 6, in half the time."""


@lru_cache(maxsize=KEPT)
def _cut(face: FontFace, subset: tuple[int, ...]) -> bytes:
    return face.cut(subset)


class _QuickFlate:
    """The library's filter for compressed streams (ISO 32000-1, 7.4.4), for outlines."""

    pdfname = "FlateDecode"

    @staticmethod
    @lru_cache(maxsize=KEPT)
    def encode(content: bytes) -> bytes:
        """Return the compressed stream."""
        return zlib.compress(content, QUICKLY)


QUICK = _QuickFlate()


class _Glyphs:
    """The outlines of a file: slices are taken without copying the whole."""

    def __init__(self, content: bytes, start: int, length: int) -> None:
        self._content, self._start, self._length = content, start, length

    def __getitem__(self, part: slice) -> bytes:
        first, end, _ = part.indices(self._length)
        return self._content[self._start + first : self._start + end]


class FontFace(TTFontFace):
    """The library's font face with faster reading."""

    _one_at_a_time = Lock()

    def extractInfo(self, charInfo: int = 1) -> None:
        """Read the file, as the library's method of this name does.

        Args:
            charInfo: whether characters and widths are read too.
        """
        super().extractInfo(charInfo=0)
        try:
            known = bool(charInfo) and self._read_characters()
            if known:
                self._read_places()
        except (struct.error, IndexError):  # shorter than it says: left to the library
            known = False
        if not known:
            super().extractInfo(charInfo)

    def makeSubset(self, subset: Sequence[int]) -> bytes:
        """Return a file of these characters alone."""
        return _cut(self, tuple(subset))

    def cut(self, subset: Sequence[int]) -> bytes:
        """Cut the face, as the library does. One thread at a time: it moves about in the one open file."""
        with self._one_at_a_time:
            made: bytes = super().makeSubset(list(subset))
        return made

    def addSubsetObjects(self, doc: Any, fontname: str, subset: Sequence[int]) -> Any:
        """Add a file of these characters to a document, as the library's method of this name does, compressed in half the time."""
        descriptor = super().addSubsetObjects(doc, fontname, subset)
        if doc.compression:
            doc.idToObject[f"fontFile:{self.filename}({fontname})"].filters = [QUICK]
        return descriptor

    def get_table(self, tag: str) -> Any:
        """Return a table; that of the outlines, which is by far the largest, without copying it."""
        if tag == "glyf":
            return _Glyphs(self._ttf_data, *self.get_table_pos(tag))
        return super().get_table(tag)

    def _numbers(self, place: int, count: int, kind: str = "H") -> tuple[int, ...]:
        return numbers_at(self._ttf_data, place, count, kind)

    def _read_characters(self) -> bool:
        """Read the maps between characters, glyphs and widths; return False for a file that is left to the library."""
        head, cmap = self.get_table_pos("head")[0], self.get_table_pos("cmap")[0]
        if self._numbers(head + GLYPH_FORM, 1) != (0,) or "loca" not in self.table:
            return False
        version, count = self._numbers(cmap, 2)
        listed = [struct.unpack_from(">HHL", self._ttf_data, cmap + 4 + 8 * n) for n in range(count)]
        if version != 0 or not listed or listed[-1][0] != WINDOWS:
            return False
        place = cmap + listed[-1][2]
        table = TABLES.get(self._numbers(place, 1)[0])
        stretches = table(self._ttf_data, place) if table else None
        if stretches is None or not stretches.ordered:
            return False
        (full,) = self._numbers(self.get_table_pos("hhea")[0] + METRICS, 1)
        self.hmetrics = Metrics(self._ttf_data, self.get_table_pos("hmtx")[0], full, self.numGlyphs, self._pdfScale)
        self.defaultWidth = self.hmetrics.width(0)
        self.charToGlyph, self.glyphToChar = BothSpaces(stretches), ByGlyph(stretches)
        self.charWidths = Widths(self.charToGlyph, self.hmetrics)
        return True

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

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:
        """Return the width of a text in points, as the library's method of this name does, whose C code takes dictionaries only."""
        characters = text if isinstance(text, str) else text.decode(encoding)
        widths, other = self.face.charWidths, self.face.defaultWidth
        return 0.001 * size * sum(widths.get(ord(character), other) for character in characters)

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
