"""What the styles of a Word document say of its paragraphs and runs: which element of an official document a paragraph is, and whether a run is
hidden, struck through, raised, too pale or too small to be read, or in a symbol font (ISO/IEC 29500-1, 17.7)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from ....model.document.tree import BlockKind
from ...word_styles import KIND_OF_STYLE, LABEL_STYLE
from .names import number, switch, value
from .symbols import is_symbol_font

HEADING_STYLE = re.compile(r"(?:heading|标题|标题样式)\s*(\d)", re.IGNORECASE)
TITLE_STYLES = frozenset({"title", "标题"})
CONTENTS_STYLE = re.compile(r"(toc|目录)\s*(\d|heading|标题)", re.IGNORECASE)
CHAIN = 12
"""Styles that are based on one another, at most."""

PALE = "FFFFFF"
SMALLEST = 10
"""Half points of the smallest type that can be read: 八号, 5 points."""

TOGGLES = ("vanish", "strike")
FONTS = ("ascii", "hAnsi")


@dataclass(frozen=True)
class Look:
    """How a run is shown, as far as a reader has to know.

    Attributes:
        hidden: not shown at all.
        struck: struck through.
        raised: 1 for raised, -1 for lowered, 0 for neither.
        pale: white on white.
        tiny: smaller than can be read.
        symbols: the symbol font it is set in; empty for none.
    """

    hidden: bool = False
    struck: bool = False
    raised: int = 0
    pale: bool = False
    tiny: bool = False
    symbols: str = ""


class StyleSheet:
    """The styles of one document.

    Attributes:
        levels: the heading level, 0 for the title, of each style that is a heading's, by its id.
        kinds: the element of an official document of each style that is named after one.
        labels: the style of a table's cells that say what stands beside them.
        contents: the styles of a table of contents.
    """

    def __init__(self, root: Any) -> None:
        """Read the root of styles.xml; None where there is none."""
        styles = list(root.iterchildren(qn("w:style"))) if root is not None else []
        self._by_id = {style.get(qn("w:styleId")): style for style in styles}
        names = {key: value(style, "name") for key, style in self._by_id.items()}
        self.levels = _heading_levels(names)
        self.kinds: dict[str, BlockKind] = {key: KIND_OF_STYLE[name] for key, name in names.items() if name in KIND_OF_STYLE}
        self.labels = frozenset(key for key, name in names.items() if name == LABEL_STYLE)
        self.contents = frozenset(key for key, name in names.items() if CONTENTS_STYLE.fullmatch(name))
        defaults = root.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}") if root is not None else None
        self._defaults = defaults
        self._usual = {style.get(qn("w:type")): key for key, style in self._by_id.items() if style.get(qn("w:default")) in ("1", "true")}
        self._known: dict[tuple[str, str, str], Look] = {}
        self._plain: dict[tuple[str, str], Look] = {}

    def paragraph_style(self, properties: Any) -> str:
        """Return the style of a paragraph by its w:pPr, the usual one where it names none."""
        return value(properties, "pStyle") or self._usual.get("paragraph", "")

    def look(self, properties: Any, paragraph_style: str) -> Look:
        """Return how a run is shown, by its own w:rPr (None where it has none) and the style of its paragraph."""
        own = value(properties, "rStyle")
        if properties is None or not len(properties):
            known = self._plain.get((own, paragraph_style))
            if known is None:
                known = self._plain[own, paragraph_style] = self._resolve(None, own, paragraph_style)
            return known
        return self._resolve(properties, own, paragraph_style)

    def _resolve(self, properties: Any, own: str, paragraph_style: str) -> Look:
        chains = (self._chain(paragraph_style), self._chain(own or self._usual.get("character", "")))
        hidden, struck = (self._toggled(name, properties, chains) for name in TOGGLES)
        struck = struck or bool(self._nearest(properties, chains, lambda look: switch(look, "dstrike")))
        level = self._nearest(properties, chains, lambda look: value(look, "vertAlign") or None) or ""
        colour = self._nearest(properties, chains, lambda look: value(look, "color") or None) or ""
        shaded = self._nearest(properties, chains, _shade)
        size = number(self._nearest(properties, chains, lambda look: value(look, "sz") or None))
        font = self._nearest(properties, chains, _font) or ""
        return Look(
            hidden=hidden,
            struck=struck,
            raised={"superscript": 1, "subscript": -1}.get(level, 0),
            pale=colour.upper() == PALE and not shaded,
            tiny=size is not None and 0 < size < SMALLEST,
            symbols=font if is_symbol_font(font) else "",
        )

    def _toggled(self, name: str, properties: Any, chains: tuple[list[Any], ...]) -> bool:
        """Return a property that styles toggle: what the run itself says; else on where just one kind of style says so (17.7.3)."""
        said = switch(properties, name)
        if said is not None:
            return said
        if switch(self._defaults, name):
            return True
        votes = [next((vote for vote in (switch(look, name) for look in chain) if vote is not None), False) for chain in chains]
        return sum(votes) % 2 == 1

    def _nearest(self, properties: Any, chains: tuple[list[Any], ...], ask: Any) -> Any:
        """Return the answer of the nearest w:rPr that has one: the run's own, the character style's, the paragraph style's, the defaults'."""
        looks = [properties, *chains[1], *chains[0], self._defaults]
        return next((answer for answer in (ask(look) for look in looks if look is not None) if answer is not None), None)

    def _chain(self, key: str) -> list[Any]:
        """Return the w:rPr of a style and of those it is based on, the nearest first."""
        looks = []
        for _ in range(CHAIN):
            style = self._by_id.get(key)
            if style is None:
                break
            look = style.find(qn("w:rPr"))
            if look is not None:
                looks.append(look)
            key = value(style, "basedOn")
        return looks


def _heading_levels(names: dict[str, str]) -> dict[str, int]:
    levels: dict[str, int] = {}
    for key, name in names.items():
        heading = HEADING_STYLE.match(name)
        if name.lower() in TITLE_STYLES:
            levels[key] = 0
        elif heading and heading[1] != "0":
            levels[key] = int(heading[1])
    return levels


def _shade(look: Any) -> bool | None:
    """Return whether a text lies on a colour, so that white can be read on it; None where nothing is said."""
    if look.find(qn("w:highlight")) is not None:
        return True
    shade = look.find(qn("w:shd"))
    return is_dark(shade) if shade is not None else None


def is_dark(shade: Any) -> bool:
    """Return whether a w:shd lays a colour behind what it is said of."""
    return str(shade.get(qn("w:fill")) or "auto").upper() not in ("AUTO", PALE) or str(shade.get(qn("w:val"))) == "solid"


def _font(look: Any) -> str | None:
    fonts = look.find(qn("w:rFonts"))
    return next((str(fonts.get(qn(f"w:{name}"))) for name in FONTS if fonts.get(qn(f"w:{name}"))), None) if fonts is not None else None
