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

WHITE, BLACK, UNKNOWN = "FFFFFF", "000000", "?"
COLOUR = re.compile(r"[0-9A-F]{6}")
NEAR = 40
"""Sum of the differences of red, green and blue, each 0 to 255, below which two colours cannot be told apart."""

HIGHLIGHTS = {
    "black": BLACK, "white": WHITE, "yellow": "FFFF00", "green": "00FF00", "cyan": "00FFFF", "magenta": "FF00FF", "blue": "0000FF", "red": "FF0000",
    "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "darkGray": "808080", "lightGray": "C0C0C0",
}  # fmt: skip
NARROWEST = 20
"""Hundredths of its width to which a character may be squeezed and still be read."""

SMALLEST = 10
"""Half points of the smallest type that can be read: 八号, 5 points."""

TOGGLES = ("vanish", "strike", "caps", "smallCaps")
MOVED = 4
"""Half points by which a run is moved up or down at least to be read as raised or lowered."""

FONTS = ("ascii", "hAnsi")


@dataclass(frozen=True)
class Look:
    """How a run is shown, as far as a reader has to know.

    Attributes:
        hidden: not shown at all.
        struck: struck through.
        raised: 1 for raised, -1 for lowered, 2 and -2 where it is only moved up or down, 0 for neither.
        pale: in the colour of what lies behind it, such as white on white, or blacked out.
        tiny: smaller than can be read.
        symbols: the symbol font it is set in; empty for none.
        capitals: shown in capital letters.
        colour: its colour, six hexadecimal digits; empty or auto for the automatic one.
        grounded: whether it has a ground of its own, a highlight or a shade, which hides that of paragraph and cell.
    """

    hidden: bool = False
    struck: bool = False
    raised: int = 0
    pale: bool = False
    tiny: bool = False
    symbols: str = ""
    capitals: bool = False
    colour: str = ""
    grounded: bool = False

    @property
    def is_told(self) -> bool:
        """Whether it may be one of those that are told of."""
        return self.hidden or self.struck or self.pale or self.tiny or bool(self.colour)


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
        self._known: dict[tuple[object, ...], Look] = {}

    def paragraph_style(self, properties: Any) -> str:
        """Return the style of a paragraph by its w:pPr, the usual one where it names none."""
        return value(properties, "pStyle") or self._usual.get("paragraph", "")

    def rules_tables(self, key: str) -> bool:
        """Return whether a table's style draws rules round its cells, by itself or by one that it is based on."""
        for _ in range(CHAIN):
            style = self._by_id.get(key)
            if style is None:
                return False
            if any(draws_rules(each) for each in style.iter(qn("w:tblBorders"), qn("w:tcBorders"))):
                return True
            key = value(style, "basedOn")
        return False

    def look(self, properties: Any, paragraph_style: str) -> Look:
        """Return how a run is shown, by its own w:rPr (None where it has none) and the style of its paragraph."""
        said = () if properties is None else tuple((each.tag, *each.attrib.items()) for each in properties)  # few runs say what no other said
        known = self._known.get((paragraph_style, *said))
        if known is None:
            known = self._known[paragraph_style, *said] = self._resolve(properties, value(properties, "rStyle"), paragraph_style)
        return known

    def _resolve(self, properties: Any, own: str, paragraph_style: str) -> Look:
        chains = (self._chain(paragraph_style), self._chain(own or self._usual.get("character", "")))
        hidden, struck, capitals, small = (self._toggled(name, properties, chains) for name in TOGGLES)
        struck = struck or bool(self._nearest(properties, chains, lambda look: switch(look, "dstrike")))
        level = self._nearest(properties, chains, lambda look: value(look, "vertAlign") or None) or ""
        colour = self._nearest(properties, chains, lambda look: value(look, "color") or None) or ""
        ground = self._nearest(properties, chains, _ground)
        scale = number(self._nearest(properties, chains, lambda look: value(look, "w") or None))
        moved = number(self._nearest(properties, chains, lambda look: value(look, "position") or None))
        size = number(self._nearest(properties, chains, lambda look: value(look, "sz") or None))
        font = self._nearest(properties, chains, _font) or ""
        return Look(
            hidden=hidden,
            struck=struck,
            raised={"superscript": 1, "subscript": -1}.get(level, 0) or _moved(moved),
            pale=ground is not None and cannot_be_told(colour, ground),
            colour=colour,
            grounded=ground is not None,
            tiny=(size is not None and 0 < size < SMALLEST) or (scale is not None and 0 < scale < NARROWEST),
            symbols=font if is_symbol_font(font) else "",
            capitals=capitals or small,
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


def _ground(look: Any) -> str | None:
    """Return the colour behind a run: its highlight's, else its shade's; None where nothing is said."""
    highlight = value(look, "highlight")
    if highlight and highlight != "none":
        return HIGHLIGHTS.get(highlight, UNKNOWN)
    shade = look.find(qn("w:shd"))
    return ground_of(shade) if shade is not None else None


def ground_of(shade: Any) -> str:
    """Return the colour that a w:shd lays behind what it is said of (17.3.5): white where it lays none."""
    fill, pattern = str(shade.get(qn("w:fill")) or "auto").upper(), str(shade.get(qn("w:val")) or "clear")
    if pattern == "solid":
        fill = str(shade.get(qn("w:color")) or "auto").upper()
        return BLACK if fill == "AUTO" else fill
    return WHITE if fill == "AUTO" else fill if pattern in ("clear", "nil") else UNKNOWN


def cannot_be_told(colour: str, ground: str) -> bool:
    """Return whether a colour cannot be told from the one behind it. The automatic colour is black, but white on a dark shade; a black highlight is
    what blacks out."""
    colours = [BLACK if each.upper() in ("", "AUTO") else each.upper() for each in (colour, ground)]
    if not all(map(COLOUR.fullmatch, colours)):
        return False
    one, other = (tuple(int(each[at : at + 2], 16) for at in (0, 2, 4)) for each in colours)
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) < NEAR


def draws_rules(borders: Any) -> bool:
    """Return whether a w:tblBorders or w:tcBorders has any rule that is drawn (17.18.2)."""
    return any(str(side.get(qn("w:val")) or "nil") not in ("nil", "none") for side in borders)


def _moved(by: int | None) -> int:
    return 0 if by is None or abs(by) < MOVED else 2 if by > 0 else -2


def _font(look: Any) -> str | None:
    fonts = look.find(qn("w:rFonts"))
    return next((str(fonts.get(qn(f"w:{name}"))) for name in FONTS if fonts.get(qn(f"w:{name}"))), None) if fonts is not None else None
