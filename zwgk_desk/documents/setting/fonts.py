"""The typefaces of official documents: the free ones in resources/fonts, or, where the office's preset says so, the system's; and fallbacks.

The delivered faces give the same bytes on every machine. A character that a face lacks is taken from a fallback of the same kind of face, one by
one, so that no empty box is ever printed; what none has is told (`documents/coverage.py`).
Where another face is used than the one that was asked for, this is reported.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfmetrics

from ...model.document.measures import PageMeasures
from ...places import resources
from ..coverage import GETA, is_unseen
from .font_file import FontFile


class Font(Enum):
    """The typefaces that GB/T 9704-2012 names."""

    FANG = "仿宋"
    HEI = "黑体"
    KAI = "楷体"
    SONG = "宋体"
    TITLE = "小标宋"


BUNDLED = {
    Font.FANG: "FandolFang.ttf",
    Font.HEI: "FandolHei.ttf",
    Font.KAI: "FandolKai.ttf",
    Font.SONG: "FandolSong.ttf",
    Font.TITLE: "FandolSongBold.ttf",
}
SYSTEM_FILES = {
    "仿宋": ("simfang.ttf",),
    "仿宋_GB2312": ("simfang_gb2312.ttf", "仿宋_gb2312.ttf", "fangsong_gb2312.ttf"),
    "方正仿宋_GBK": ("fzfsk.ttf",),
    "方正仿宋简体": ("fzfsjw.ttf", "fzfsjw--gb1-0.ttf"),
    "黑体": ("simhei.ttf",),
    "方正黑体_GBK": ("fzhtk.ttf",),
    "楷体": ("simkai.ttf",),
    "楷体_GB2312": ("simkai_gb2312.ttf", "楷体_gb2312.ttf", "kaiti_gb2312.ttf"),
    "方正楷体_GBK": ("fzktk.ttf",),
    "宋体": ("simsun.ttc",),
    "华文中宋": ("stzhongs.ttf",),
    "方正小标宋简体": ("fzxbsjw.ttf", "fzxbsjw--gb1-0.ttf", "方正小标宋简体.ttf"),
    "方正小标宋_GBK": ("fzxbsk.ttf", "fzxbsk--gbk1-0.ttf", "方正小标宋_gbk.ttf"),
}
"""File names of each typeface on common systems, in lower case."""

FALLBACKS = ("ZwgkFallback.ttf", "ZwgkRare.ttf")
"""Song-like faces with the characters that the others lack, and with rare ones, in the order in which they are asked."""

BLACK_FALLBACK = "ZwgkFallbackHei.ttf"
"""Black face with the characters that 黑体 lacks; asked before the others there."""


class FontSet:
    """The typefaces of one preset, loaded when first used."""

    def __init__(self, folder: Path, wanted: dict[Font, str] | None = None, system: dict[str, Path] | None = None) -> None:
        """Load typefaces from the system, and those that it lacks from `folder`.

        Args:
            folder: where the delivered faces lie.
            wanted: the names that the preset asks for.
            system: the system's font files by their names in lower case; None where they are not to be used.
        """
        self._folder = folder
        self._wanted = wanted or {}
        self._system = system
        self._fonts: dict[str, Any] = {}
        self._of_face: dict[Font, Any] = {}
        self._known: dict[Font, dict[str, tuple[str, str, float]]] = {face: {} for face in Font}

    def path(self, face: Font) -> Path:
        """Return the file a face comes from."""
        return self._system_path(face) or self._folder / BUNDLED[face]

    def _system_path(self, face: Font) -> Path | None:
        names = SYSTEM_FILES.get(self._wanted.get(face, ""), ())
        return next((self._system[name] for name in names if name in self._system), None) if self._system else None

    def substitutes(self) -> dict[Font, str]:
        """Return the names of typefaces that were asked for and are replaced by a delivered one."""
        return {face: name for face, name in self._wanted.items() if self._system_path(face) is None or self._refused(face)}

    def _refused(self, face: Font) -> bool:
        """Return whether the system's file of a face cannot be embedded."""
        return str(self.font(face).face.filename) != str(self.path(face))

    def font(self, face: Font) -> Any:
        """Return the PDF library's font of a face, with the delivered one where the system's cannot be embedded."""
        if face not in self._of_face:
            self._of_face[face] = self._load(self.path(face), self._folder / BUNDLED[face])
        return self._of_face[face]

    def fallbacks(self, face: Font) -> Iterator[Any]:
        """Yield the fonts that are asked, one after the other, for a character that a face lacks."""
        for name in (BLACK_FALLBACK, *FALLBACKS) if face is Font.HEI else FALLBACKS:
            yield self._load(self._folder / name, self._folder / name)

    def _load(self, path: Path, instead: Path) -> Any:
        key = str(path)
        if key not in self._fonts:
            self._fonts[key] = _open_font(path, instead)
        return self._fonts[key]

    def advance(self, face: Font, character: str) -> tuple[str, str, float]:
        """Return the font's name, the character to print, and its advance at 1 pt."""
        known = self._known[face]
        found = known.get(character)
        if found is None:
            found = known[character] = self._look_up(face, character)
        return found

    def _look_up(self, face: Font, character: str) -> tuple[str, str, float]:
        for font in self._asked(face):
            width = _width(font, character)
            if width is not None:
                return font.fontName, character, width
            if is_unseen(character):
                return font.fontName, "", 0.0
        return next((font.fontName, GETA, width) for font in self._asked(face) if (width := _width(font, GETA)) is not None)

    def _asked(self, face: Font) -> Iterator[Any]:
        """Yield the fonts in which a character is looked for; a fallback is loaded once it is asked."""
        yield self.font(face)
        yield from self.fallbacks(face)


def _width(font: Any, character: str) -> float | None:
    """Return a character's advance at 1 pt; None where the font lacks it."""
    code = ord(character)
    return font.face.charWidths.get(code, font.face.defaultWidth) / 1000 if code in font.face.charToGlyph else None


def _open_font(path: Path, instead: Path) -> Any:
    for candidate in (path, instead):
        name = f"zwgk-{candidate.stem}"
        try:
            font = FontFile(name, candidate)
        except Exception:  # the library raises errors of many types on a broken file
            if candidate == instead:
                raise
            continue
        pdfmetrics.registerFont(font)
        return font
    raise AssertionError("the delivered face was tried last")


def wanted_names(measures: PageMeasures) -> dict[Font, str]:
    """Return the typefaces' names as a preset asks for them."""
    return {
        Font.FANG: measures.body_face,
        Font.HEI: measures.first_face,
        Font.KAI: measures.second_face,
        Font.SONG: measures.number_face,
        Font.TITLE: measures.title_face,
    }


def _font_folders() -> Iterator[Path]:
    if sys.platform == "win32":
        yield Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts"
        yield Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
    else:
        yield from (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path.home() / ".local" / "share" / "fonts", Path.home() / ".fonts")


@lru_cache(maxsize=1)
def system_files() -> dict[str, Path]:
    """Return the font files of this machine by their names in lower case."""
    return {file.lower(): Path(folder) / file for root in _font_folders() for folder, _, files in os.walk(root) for file in files}


@lru_cache(maxsize=16)
def _faces(names: tuple[tuple[Font, str], ...], system: bool) -> FontSet:
    return FontSet(resources() / "fonts", dict(names), system_files() if system else None)


def fonts_for(measures: PageMeasures) -> FontSet:
    """Return the typefaces with which a preset is set into PDF."""
    return _faces(tuple(wanted_names(measures).items()), measures.system_faces)


def missing_fonts(measures: PageMeasures) -> tuple[str, ...]:
    """Return the typefaces that a preset asks for and this machine lacks; Word and WPS would silently use others in their place."""
    names = dict.fromkeys(wanted_names(measures).values())
    return tuple(name for name in names if not any(file in system_files() for file in SYSTEM_FILES.get(name, (f"{name.lower()}.ttf",))))
