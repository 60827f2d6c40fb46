"""How the one picture looks: its sizes in units of which the picture is 750 wide, and the colours of its styles.

On a telephone, whose page is 375 points wide, two units are one point: text for reading is at least 14 points there.
"""

from __future__ import annotations

from dataclasses import dataclass

from ...model.document.poster import PosterStyle

WIDTH = 750.0
MARGIN = 40.0
INNER = WIDTH - 2 * MARGIN
PAD = 24.0
GAP = 16.0
SECTION_GAP = 36.0
RADIUS = 12.0
BODY, LEADING = 30.0, 46.0
CAPTION, CAPTION_LEADING = 28.0, 42.0
SMALL, SMALLEST, SMALL_LEADING = 24.0, 21.0, 36.0
HEAD, HEAD_HEIGHT = 38.0, 64.0
FIGURE, SMALLEST_FIGURE, UNIT = 76.0, 30.0, 34.0
TITLE, SMALLEST_TITLE, TITLE_LINES = 56.0, 40.0, 4
ICON = 44.0
QR = 150.0
COLUMNS, LONG_CAPTION = 3, 22
"""Figures in a row, and characters of what one is of above which a row has one fewer."""

PAGE = 1000.0
"""Height of one page of the picture cut for posting, 3 to 4 as most channels show it."""

INK, QUIET, WHITE, LINE = "#222222", "#5C5C5C", "#FFFFFF", "#D9D9D9"


@dataclass(frozen=True)
class Look:
    """The colours of a style, and the form of its heads.

    Attributes:
        band, band_text: the head's ground and writing.
        accent: heads, figures, numbers.
        card: the ground of boxes.
        page: the ground of the whole picture.
        filled: whether heads are filled bars, else an icon and a rule stand before them.
    """

    band: str
    band_text: str
    accent: str
    card: str
    page: str
    filled: bool


LOOKS = {
    PosterStyle.RED: Look("#B3261E", "#FFFFFF", "#B3261E", "#FFFFFF", "#FBF1EF", filled=True),
    PosterStyle.BLUE: Look("#1B5AA8", "#FFFFFF", "#1B5AA8", "#F1F6FC", "#FFFFFF", filled=False),
    PosterStyle.GREEN: Look("#E7F3EC", "#0F4D32", "#1B7A4F", "#FFFFFF", "#E7F3EC", filled=True),
}
