"""The faces of official documents: the system's own on Windows, the free ones in resources/fonts elsewhere, one fallback for the rest.

A character that a face lacks is taken from the fallback, one by one, so that no empty box is ever printed.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from ..places import resources

GETA = "〓"
"""Stands for a character that no face has, as printers do (下駄)."""


class Face(Enum):
    """The faces that GB/T 9704-2012 names."""

    FANG = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"
    TITLE = "小标宋"


BUNDLED = {
    Face.FANG: "FandolFang.ttf",
    Face.HEI: "FandolHei.ttf",
    Face.KAI: "FandolKai.ttf",
    Face.SONG: "FandolSong.ttf",
    Face.TITLE: "FandolSongBold.ttf",
}
WINDOWS = {
    Face.FANG: ("simfang.ttf",),
    Face.HEI: ("simhei.ttf",),
    Face.KAI: ("simkai.ttf",),
    Face.SONG: ("simsun.ttc",),
    Face.TITLE: ("FZXBSJW.TTF", "FZXBSJW--GB1-0.TTF"),
}
FALLBACK = "ZwgkFallback.ttf"


@dataclass(frozen=True)
class Segment:
    """A stretch of text that one font holds whole.

    Attributes:
        font: the name under which the PDF library knows it.
        text: the characters.
        width: their advance at 1 pt.
    """

    font: str
    text: str
    width: float


class FaceSet:
    """The faces, loaded as they are first used."""

    def __init__(self, folder: Path, system: Path | None = None) -> None:
        """Take the faces from `folder`, and from `system` before it where that has them."""
        self._folder = folder
        self._system = system
        self._fonts: dict[str, Any] = {}

    def path(self, face: Face) -> Path:
        """The file a face comes from."""
        for name in WINDOWS[face] if self._system else ():
            candidate = self._system / name if self._system else Path()
            if candidate.is_file():
                return candidate
        return self._folder / BUNDLED[face]

    def font(self, face: Face) -> Any:
        """The face as the PDF library's font, with the file's own where the system's cannot be embedded."""
        return self._load(f"zwgk-{face.name}", self.path(face), self._folder / BUNDLED[face])

    def fallback(self) -> Any:
        """The font for the characters that a face lacks."""
        return self._load("zwgk-FALLBACK", self._folder / FALLBACK, self._folder / FALLBACK)

    def _load(self, name: str, path: Path, instead: Path) -> Any:
        if name not in self._fonts:
            try:
                font = TTFont(name, str(path))
            except TTFError:
                font = TTFont(name, str(instead))
            pdfmetrics.registerFont(font)
            self._fonts[name] = font
        return self._fonts[name]

    def advance(self, face: Face, character: str) -> tuple[str, str, float]:
        """Font name, the character to print, and its advance at 1 pt."""
        code = ord(character)
        font = self.font(face)
        if code in font.face.charToGlyph:
            return font.fontName, character, font.face.charWidths.get(code, font.face.defaultWidth) / 1000
        spare = self.fallback()
        if code not in spare.face.charToGlyph:
            character, code = GETA, ord(GETA)
            if code in font.face.charToGlyph:
                return font.fontName, character, font.face.charWidths[code] / 1000
        return spare.fontName, character, spare.face.charWidths.get(code, 1000) / 1000

    def segments(self, face: Face, text: str) -> list[Segment]:
        """The text in stretches of one font each."""
        segments: list[Segment] = []
        for character in text:
            name, printed, width = self.advance(face, character)
            if segments and segments[-1].font == name:
                last = segments[-1]
                segments[-1] = Segment(name, last.text + printed, last.width + width)
            else:
                segments.append(Segment(name, printed, width))
        return segments


@lru_cache(maxsize=1)
def office_faces() -> FaceSet:
    """The faces of this machine."""
    windows = Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts" if sys.platform == "win32" else None
    return FaceSet(resources() / "fonts", windows)
