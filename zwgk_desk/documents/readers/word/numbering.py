"""Computes the numbers that Word prints before paragraphs (ISO/IEC 29500-1, 17.9): they are not in the file's text, but readers see them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from .names import ALTERNATIVES, CHOICE, FALLBACK, number, switch, value
from .number_formats import format_number, is_known
from .symbols import is_symbol_font

PLACEHOLDER = re.compile(r"%([1-9])")
LEVELS = 9
CUSTOM = re.compile(r"(0*)1(?:\D|$)")
"""Pattern of a format of figures of one width, as w14 writes it: 001, 002, 003, ..."""

BULLET = "●"
"""The one mark for all bullets of symbol fonts, which the faces have."""

GAP = "\u3000"
PUNCTUATED = re.compile(r"[^\w]\Z|[\u2460-\u249b\u24ea-\u24ff\u3220-\u3229\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]\Z")
"""Pattern of numbers that a mark ends, or that are enclosed: they need no blank before the text."""

PRIVATE = re.compile(r"[\ue000-\uf8ff]")


@dataclass(frozen=True)
class Level:
    """One level of a list.

    Attributes:
        style: its number format; of figures of one width `0` as often as they are wide.
        text: its text, with %1 for the number of the first level and so on.
        start: its first number.
        restart: the levels whose use begins it anew are those before this one, counted from 1; None for all before it, 0 for none.
        legal: whether the numbers of all levels are written in figures (isLgl).
        gap: what stands between number and text.
        hidden: whether the number is hidden.
        linked: the paragraph style that stands for this level; empty for none.
    """

    style: str
    text: str
    start: int
    restart: int | None
    legal: bool
    gap: str
    hidden: bool
    linked: str

    @classmethod
    def read(cls, element: Any) -> Level:
        """Read a w:lvl."""
        style, look = _format(element), element.find(qn("w:rPr"))
        text = value(element, "lvlText")
        fonts = look.find(qn("w:rFonts")) if look is not None else None
        named = [str(fonts.get(qn(f"w:{name}")) or "") for name in ("ascii", "hAnsi")] if fonts is not None else []
        if style == "bullet":
            text = _bullet(text, named)
        start, restart = number(value(element, "start")), number(value(element, "lvlRestart"))
        suffix = value(element, "suff") or "tab"
        gap = "" if suffix == "nothing" else GAP
        legal, hidden = bool(switch(element, "isLgl")), bool(switch(look, "vanish"))
        return cls(style, text, 0 if start is None else start, restart, legal, gap, hidden, value(element, "pStyle"))


def _format(element: Any) -> str:
    """Return a level's number format, of the alternatives of a newer Word the one that is understood."""
    for alternatives in element.iterchildren(ALTERNATIVES):
        for choice in alternatives.iterchildren(CHOICE):
            chosen = choice.find(qn("w:numFmt"))
            width = CUSTOM.match(str(chosen.get(qn("w:format")) or "")) if chosen is not None else None
            if width:
                return "0" * (len(width[1]) + 1)
        for fallback in alternatives.iterchildren(FALLBACK):
            return value(fallback, "numFmt")
    return value(element, "numFmt")


def _bullet(text: str, fonts: Iterable[str]) -> str:
    """Return a bullet as a mark that the faces have."""
    if not text.strip() or PRIVATE.search(text) or any(map(is_symbol_font, fonts)):
        return BULLET
    return "○" if text == "o" else text


@dataclass
class _List:
    """The levels of a list, and its counts so far; several w:num share one."""

    levels: dict[int, Level]
    counts: list[int | None]


class Numbering:
    """The numbers of one document, counted on from paragraph to paragraph.

    Attributes:
        unknown: the number formats that were met and are not known.
    """

    def __init__(self, element: Any, styles: Any) -> None:
        """Read the lists of numbering.xml and the styles that use them; either root may be None."""
        self.unknown: dict[str, str] = {}
        self._styles = {s.get(qn("w:styleId")): s for s in styles.iterchildren(qn("w:style"))} if styles is not None else {}
        self._abstract: dict[str, Any] = {}
        self._numbers: dict[str, Any] = {}
        if element is not None:
            self._abstract = {a.get(qn("w:abstractNumId")): a for a in element.iterchildren(qn("w:abstractNum"))}
            self._numbers = {n.get(qn("w:numId")): n for n in element.iterchildren(qn("w:num"))}
        self._lists: dict[str, _List] = {}
        self._own: dict[str, dict[int, Level]] = {}
        self._begun: set[tuple[str, int]] = set()

    def prefix(self, paragraph: Any) -> str:
        """Return the number that Word prints before a paragraph, and count on; empty where it is not numbered."""
        name, styles, level = self._place(paragraph)
        shared = self._list(name)
        if shared is None:
            return ""
        levels = {**shared.levels, **self._overrides(name)}
        linked = {each.linked: n for n, each in reversed(levels.items()) if each.linked}
        place = next((linked[style] for style in styles if style in linked), level)
        if place not in levels:
            return ""
        self._count(name, shared, levels, place)
        return self._written(levels, shared.counts, place)

    def _count(self, name: str, shared: _List, levels: dict[int, Level], place: int) -> None:
        """Count on a level, and let those below it begin anew that do so (17.9.10)."""
        counts, level = shared.counts, levels[place]
        begin = self._restart(name, place)
        before = counts[place]
        counts[place] = begin if begin is not None else level.start if before is None else before + 1
        for deeper in range(place + 1, LEVELS):
            below = levels.get(deeper)
            if below is None or below.restart is None or place < below.restart:
                counts[deeper] = None

    def _restart(self, name: str, place: int) -> int | None:
        """Return the number at which this w:num begins a level, where it is said and the level is used for the first time (17.9.26)."""
        if (name, place) in self._begun:
            return None
        self._begun.add((name, place))
        for override in self._numbers[name].iterchildren(qn("w:lvlOverride")):
            if number(override.get(qn("w:ilvl"))) == place and override.find(qn("w:startOverride")) is not None:
                said = number(value(override, "startOverride"))
                return 0 if said is None else said
        return None

    def _written(self, levels: dict[int, Level], counts: list[int | None], place: int) -> str:
        level = levels[place]
        text = PLACEHOLDER.sub(lambda match: self._one(levels, counts, int(match[1]) - 1, level.legal), level.text)
        if level.hidden or not text.strip():
            return ""
        bare = text.rstrip(" \u3000\t")
        return bare if PUNCTUATED.search(bare) else bare + (level.gap or text[len(bare) :])

    def _one(self, levels: dict[int, Level], counts: list[int | None], place: int, legal: bool) -> str:
        level = levels.get(place)
        if level is None:
            return ""
        count = counts[place]
        value = level.start if count is None else count
        if legal and level.style not in ("none", "bullet"):
            return str(value)
        if level.style.startswith("0"):
            return f"{value:0{len(level.style)}d}"
        if not is_known(level.style):
            self.unknown.setdefault(level.style, level.text)
        return format_number(value, level.style)

    def _list(self, name: str) -> _List | None:
        """Return the list that a w:num counts in."""
        if name not in self._numbers:
            return None
        key = self._key(value(self._numbers[name], "abstractNumId"), 0)
        if key not in self._abstract:
            return None
        if key not in self._lists:
            self._lists[key] = _List(_levels(self._abstract[key]), [None] * LEVELS)
        return self._lists[key]

    def _key(self, key: str, depth: int) -> str:
        """Follow a list that only names a numbering style (17.9.21) to the one that the style means."""
        linked = value(self._abstract[key], "numStyleLink") if key in self._abstract else ""
        style = self._styles.get(linked) if linked and depth < LEVELS else None
        if style is None:
            own = [k for k, a in self._abstract.items() if linked and value(a, "styleLink") == linked]
            return own[0] if own else key
        properties = style.find(qn("w:pPr"))
        target = value(properties.find(qn("w:numPr")), "numId") if properties is not None else ""
        found = self._numbers.get(target)
        return self._key(value(found, "abstractNumId"), depth + 1) if found is not None else key

    def _overrides(self, name: str) -> dict[int, Level]:
        """Return the levels that a w:num gives anew (17.9.8)."""
        if name not in self._own:
            found = {}
            for override in self._numbers[name].iterchildren(qn("w:lvlOverride")):
                found.update(_levels(override, number(override.get(qn("w:ilvl")))))
            self._own[name] = found
        return self._own[name]

    def _place(self, paragraph: Any) -> tuple[str, tuple[str, ...], int]:
        """Return the list of a paragraph, its style and those it is based on up to the one that gives the list, and the level. There are no styles
        where the paragraph itself gives it; a level that names one of them is theirs, whatever level they say (17.9.23)."""
        properties = paragraph.find(qn("w:pPr"))
        element = properties.find(qn("w:numPr")) if properties is not None else None
        name, level = value(element, "numId"), number(value(element, "ilvl"))
        styles: list[str] = []
        style = value(properties, "pStyle") if properties is not None else ""
        for _ in range(10):
            if name or style not in self._styles:
                break
            own = self._styles[style].find(qn("w:pPr"))
            element = own.find(qn("w:numPr")) if own is not None else None
            name = value(element, "numId")
            styles.append(style)
            level = number(value(element, "ilvl")) if level is None else level
            style = value(self._styles[style], "basedOn")
        return name or "0", tuple(styles), level if level is not None and 0 <= level < LEVELS else 0


def _levels(element: Any, only: int | None = None) -> dict[int, Level]:
    found = {}
    for level in element.iterchildren(qn("w:lvl")):
        place = number(level.get(qn("w:ilvl"))) if only is None else only
        if place is not None and 0 <= place < LEVELS:
            found[place] = Level.read(level)
    return found
