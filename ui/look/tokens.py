"""The tokens of the look: every colour, distance and size of type, light and dark, in this one file.

Contrast after WCAG 2.1 AA (1.4.3, 1.4.11): text 4.5 to 1 on what it stands on, the edges of what can be used and the ring round the focus 3 to 1;
tests/ui/test_look.py measures each pair that PAIRS and EDGES name.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Palette:
    """The colours of one look.

    Attributes:
        ink, quiet: text, and text that steps back.
        paper, ground, line, edge: what text stands on, the window behind it, lines between things, and the edge of fields and buttons.
        side, side_ink, side_over, side_chosen, side_focus: the side bar, its text, its entries under the mouse and chosen, and the ring
            round what has the keyboard there.
        primary, primary_over, on_primary: the page's one main act, under the mouse, and its text.
        off, off_ink: what cannot be used now.
        link: what leads somewhere.
        red, red_pale: what came back, and what is missing; the red of 红头, used for nothing else.
        green, green_pale: what is done and in order.
        amber, amber_pale, amber_edge: advice, and highlighted passages.
        chosen: what is chosen in a list.
        focus: the ring round what has the keyboard.
    """

    ink: str
    quiet: str
    paper: str
    ground: str
    line: str
    edge: str
    side: str
    side_ink: str
    side_over: str
    side_chosen: str
    side_focus: str
    primary: str
    primary_over: str
    on_primary: str
    off: str
    off_ink: str
    link: str
    red: str
    red_pale: str
    green: str
    green_pale: str
    amber: str
    amber_pale: str
    amber_edge: str
    chosen: str
    focus: str


LIGHT = Palette(
    ink="#1f2733", quiet="#566070", paper="#ffffff", ground="#f3f5f8", line="#d5dbe3", edge="#7d8898",
    side="#22344a", side_ink="#dfe6ee", side_over="#2d435d", side_chosen="#35506f", side_focus="#ffb454",
    primary="#1f5a96", primary_over="#17477a", on_primary="#ffffff", off="#e4e8ee", off_ink="#5a6370", link="#1f5a96",
    red="#b3202a", red_pale="#fbecec", green="#1e6b3c", green_pale="#e8f4ec", amber="#7a4f00", amber_pale="#fdf3dc", amber_edge="#b07a12",
    chosen="#d7e4f2", focus="#b45f06",
)  # fmt: skip

DARK = Palette(
    ink="#e6eaf0", quiet="#a9b3c1", paper="#1d232c", ground="#14181f", line="#38414e", edge="#7b8797",
    side="#10151c", side_ink="#cfd7e1", side_over="#1f2937", side_chosen="#2b3a4f", side_focus="#ffb454",
    primary="#2f6fb3", primary_over="#2a65a5", on_primary="#ffffff", off="#2a313c", off_ink="#98a2b0", link="#8abaf0",
    red="#ff9a94", red_pale="#3a2023", green="#8ed3a5", green_pale="#1b3224", amber="#eec16b", amber_pale="#463816", amber_edge="#b98a2c",
    chosen="#2c4361", focus="#ffb454",
)  # fmt: skip

PAIRS = (
    ("ink", "paper"), ("ink", "ground"), ("ink", "chosen"), ("ink", "red_pale"), ("ink", "green_pale"), ("ink", "amber_pale"),
    ("quiet", "paper"), ("quiet", "ground"), ("quiet", "chosen"), ("quiet", "red_pale"), ("quiet", "amber_pale"),
    ("side_ink", "side"), ("side_ink", "side_over"), ("side_ink", "side_chosen"),
    ("on_primary", "primary"), ("on_primary", "primary_over"), ("off_ink", "off"), ("link", "paper"), ("link", "ground"), ("link", "red_pale"),
    ("link", "amber_pale"), ("red", "paper"), ("red", "ground"), ("red", "red_pale"), ("red", "chosen"), ("green", "paper"), ("green", "green_pale"),
    ("green", "ground"), ("amber", "paper"), ("amber", "amber_pale"),
)  # fmt: skip
"""Colours of text and of what it stands on: each pair needs a contrast of 4.5 to 1."""

EDGES = (
    ("edge", "paper"), ("edge", "ground"), ("focus", "paper"), ("focus", "ground"), ("side_focus", "side"), ("side_focus", "side_chosen"),
    ("primary", "paper"),
    ("amber_edge", "paper"), ("red", "paper"),
)  # fmt: skip
"""Colours of edges and of what they stand beside: each pair needs a contrast of 3 to 1."""

GAP = 8
WIDE_GAP = 16
MARGIN = 12
RADIUS = 4
ROW = 36
TALL_ROW = 58
"""Heights of a list's row in pixels: for one line of text, and for two."""

ICON = 18
"""Side of an icon beside its word, in pixels."""

MARK = 10
"""Side of the square that shows a verdict's colour in a list, in pixels."""

SIDE_WIDTH = 148
BASE_POINT = 10
TITLE_POINT = 15
VERDICT_POINT = 12
SYSTEM_FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC")
FAMILIES = (*SYSTEM_FAMILIES, "FandolHei", "ZwgkFallback")
BUNDLED_FACES = ("FandolHei.ttf", "FandolFang.ttf", "FandolSongBold.ttf", "ZwgkFallback.ttf")
