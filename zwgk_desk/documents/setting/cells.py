"""How the cells of a table look: labels in black type and centred, figures and dates centred, all other text from the left; rows not too low."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ...model.document.measures import MM
from ...model.document.tree import Table
from .fonts import Font

FIGURES = re.compile(
    r"[\d\s.,:：/／〔〕（）()+＋\-—–~～%％‰×第共号年月日时分页件份次元万]*[\d—／][\d\s.,:：/／〔〕（）()+＋\-—–~～%％‰×号年月日时分页件份次元万]*"
)
"""Pattern of a cell that holds figures, a date or a dash and nothing else."""

LONGEST_FIGURES = 24
OUTER_RULE, INNER_RULE = 1.0, 0.5
"""Points: the rules round a table, and those within it."""

SIGNED_HERE = "审签意见"
"""The label of the cell in which the head's opinion stands, and the signature below it."""

SIGNED_HEIGHT = 60 * MM
"""The least height of its row, in points."""


@dataclass(frozen=True)
class CellLook:
    """How a cell's text is set: its typeface, and whether it is centred."""

    face: Font = Font.FANG
    centred: bool = False


LABEL, CENTRED, PLAIN = CellLook(Font.HEI, True), CellLook(centred=True), CellLook()


def look_of(table: Table, row: int, column: int) -> CellLook:
    """Return how the text of a cell is set."""
    if row < table.head or (row, column) in table.labels:
        return LABEL
    return CENTRED if is_figures(table.rows[row][column]) else PLAIN


@lru_cache(maxsize=4096)
def is_figures(text: str) -> bool:
    """Return whether a cell's text is figures, a date or a dash and nothing else."""
    return len(text) <= LONGEST_FIGURES and FIGURES.fullmatch(text) is not None


def signed_cell(table: Table, row: int) -> int | None:
    """Return the column of the cell of a row in which somebody signs, right of its label; None where the row has none."""
    texts = table.rows[row]
    place = next((column for column, text in enumerate(texts[:-1]) if text == SIGNED_HERE), None)
    return None if place is None else place + 1
