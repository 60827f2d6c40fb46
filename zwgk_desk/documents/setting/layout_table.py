"""Sets tables: columns as wide as their contents need, rows that continue on the next page, the head repeated on each."""

from __future__ import annotations

from ...model.document.measures import PageMeasures
from ...model.document.tree import Table
from .fonts import Font, FontSet
from .linebreak import break_lines, units
from .page_builder import DESCENT, Advance, PageBuilder
from .page_ops import RuleOp, TextOp

CELL_LEADING = 1.5
CELL_PADDING = 4.0
MOST_WANTED = 24
"""Characters of one line that a column may claim width for, at most."""

LONGEST_UNIT = 16
"""Characters above which a word, such as a digest, may be broken in a table."""

Cells = list[list[str]]


def column_widths(table: Table, measures: PageMeasures, faces: FontSet) -> list[float]:
    """Return the width of each column of a table, in points; together the text area's width."""
    return _TableSetter(PageBuilder(measures, faces), table).widths


def set_table(builder: PageBuilder, table: Table) -> None:
    """Set a table with rules around its cells."""
    _TableSetter(builder, table).set()


class _TableSetter:
    """Sets one table."""

    def __init__(self, builder: PageBuilder, table: Table) -> None:
        self._builder = builder
        self._table = table
        self._advance = Advance(builder.faces, Font.FANG, builder.m.cell, 0)
        self._pitch = builder.m.cell * CELL_LEADING
        self.widths = self._column_widths()
        head = [self._cells(row) for row in table.rows[: table.head]]
        self._head = head if sum(map(self._height, head)) < builder.m.text_height / 2 else []  # a taller head leaves no room below it

    def set(self) -> None:
        """Set the table row by row, going on with a new page where a row no longer fits."""
        for place, row in enumerate(self._table.rows):
            cells = self._cells(row)
            most = self._most_lines(place)
            tallest = max((len(cell) for cell in cells), default=1)
            for start in range(0, tallest, most):
                self._piece([cell[start : start + most] for cell in cells], in_head=place < self._table.head)
        self._builder.skip(self._builder.m.pitch / 2)

    def _most_lines(self, place: int) -> int:
        """Return how many lines of a row one page holds, below the head."""
        head = 0.0 if place < self._table.head else sum(map(self._height, self._head))
        return max(1, int((self._builder.m.text_height - head - 2 * CELL_PADDING) // self._pitch))

    def _piece(self, cells: Cells, in_head: bool) -> None:
        """Set a row, or the part of it that is on one page; on a new page, below the repeated head."""
        builder, height = self._builder, self._height(cells)
        if height > builder.left_over + 0.01 and builder.used > 0:
            builder.new_page()
            for head in () if in_head else self._head:
                self._draw(head)
        self._draw(cells)

    def _height(self, cells: Cells) -> float:
        return max((len(cell) for cell in cells), default=1) * self._pitch + 2 * CELL_PADDING

    def _cells(self, row: tuple[str, ...]) -> Cells:
        """Return the lines of each cell, broken to its column's width."""
        return [
            [line.text for part in text.split("\n") for line in break_lines(part, self._advance, width - 2 * CELL_PADDING, hang=False)]
            for text, width in zip(row, self.widths, strict=True)
        ]

    def _draw(self, cells: Cells) -> None:
        builder, m, height = self._builder, self._builder.m, self._height(cells)
        top = m.height - m.top - builder.used
        x = m.left
        for cell, width in zip(cells, self.widths, strict=True):
            inner = top - (height - len(cell) * self._pitch) / 2
            for place, text in enumerate(cell):
                y = inner - place * self._pitch - (self._pitch + m.cell) / 2 + DESCENT * m.cell
                builder.put(TextOp(x + CELL_PADDING, y, Font.FANG, m.cell, text))
            self._frame(x, top, width, height)
            x += width
        builder.used += height

    def _frame(self, x: float, top: float, width: float, height: float) -> None:
        for rule in (
            RuleOp(x, top, x + width, top),
            RuleOp(x, top - height, x + width, top - height),
            RuleOp(x, top, x, top - height),
            RuleOp(x + width, top, x + width, top - height),
        ):
            self._builder.put(rule)

    def _column_widths(self) -> list[float]:
        """Return each column's width: at least its longest unbreakable piece; the rest is shared by how much more would fit one line."""
        m, advance = self._builder.m, self._advance
        columns = [[line for cell in column for line in cell.split("\n")] for column in zip(*self._table.rows, strict=True)]
        least = [max((_least(line, advance, m.cell) for line in lines), default=0) + 2 * CELL_PADDING for lines in columns]
        most = sum(least)
        if most > m.text_width:
            return [m.text_width * width / most for width in least]
        wanted = [min(max((sum(map(advance, line)) for line in lines), default=0), MOST_WANTED * m.cell) for lines in columns]
        weights = [max(want + 2 * CELL_PADDING - width, 0) + m.cell / 2 for want, width in zip(wanted, least, strict=True)]
        total = sum(weights) or 1
        return [width + (m.text_width - most) * weight / total for width, weight in zip(least, weights, strict=True)]


def _least(line: str, advance: Advance, size: float) -> float:
    """Return the least width of a cell's line: that of its longest unbreakable piece, and of three characters."""
    longest = max((sum(map(advance, unit)) for unit in units(line) if len(unit) <= LONGEST_UNIT), default=0)
    return max(longest, min(sum(map(advance, line)), 3 * size))
