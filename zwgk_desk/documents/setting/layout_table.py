"""Sets tables: columns as wide as their contents need, rows that continue on the next page, the head repeated on each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate

from ...model.document.measures import MM, STAMP, STAMP_BESIDE, STAMP_EDGE, PageMeasures
from ...model.document.tree import Merge, Span, Table
from .cells import INNER_RULE, OUTER_RULE, SIGNED_HEIGHT, CellLook, look_of, signed_cell
from .fonts import Font, FontSet
from .linebreak import break_lines, units
from .page_builder import DESCENT, Advance, PageBuilder
from .page_ops import RuleOp, TextOp
from .strike import strikes, struck_by_cell, within

CELL_LEADING = 1.5
CELL_PADDING = 4.0
MOST_WANTED = 24
"""Characters of one line that a column may claim width for, at most."""

STAMP_ROOM = STAMP[1] + 2 * STAMP_EDGE
"""Points kept free below an opinion for the signatures."""

SIGNED_WIDTH = 2 * (STAMP[0] + STAMP_EDGE) + STAMP_BESIDE
"""Points: the width of the cell in which two sign."""

LONGEST_UNIT = 16
"""Characters above which a word, such as a digest, may be broken in a table."""

Cells = list[list[tuple[str, tuple[Span, ...]]]]
"""The cells of a row: each one's lines, with the stretches that are struck through."""


def places_of(merge: Merge) -> list[tuple[int, int]]:
    """Return the row and column of each place that a merged cell covers."""
    rows, columns = range(merge.row, merge.row + merge.rows), range(merge.column, merge.column + merge.columns)
    return [(row, column) for row in rows for column in columns]


def column_widths(table: Table, measures: PageMeasures, faces: FontSet) -> list[float]:
    """Return the width of each column of a table, in points; together the text area's width."""
    return _TableSetter(PageBuilder(measures, faces), table).widths


def set_table(builder: PageBuilder, table: Table, tail: float = 0) -> None:
    """Set a table with rules around its cells; `tail` points must be left below its last row, on that row's page."""
    _TableSetter(builder, table).set(tail)


def least_height(builder: PageBuilder, table: Table) -> float:
    """Return the height that a page must have left for a table to begin on it, in points."""
    return _TableSetter(builder, table).least_height()


class _TableSetter:
    """Sets one table."""

    def __init__(self, builder: PageBuilder, table: Table) -> None:
        self._builder = builder
        self._table = table
        self._advance = Advance(builder.faces, Font.FANG, builder.m.cell, 0).__getitem__
        self._label_advance = Advance(builder.faces, Font.HEI, builder.m.cell, 0).__getitem__
        self._pitch = builder.m.cell * CELL_LEADING
        self._struck = struck_by_cell(table)
        self._spans = {(merge.row, merge.column): merge for merge in table.merged}
        self._covered = {place: merge for merge in table.merged for place in places_of(merge)}
        self._open_below: list[RuleOp] = []
        self._open = dict(table.heights)
        self.widths = self._column_widths()
        head = [self._cells(place) for place in range(min(table.head, len(table.rows)))]
        high = sum(map(self._height, head, range(len(head))))
        self._head = head if high < builder.m.text_height / 2 else []  # a taller head leaves no room below it

    def set(self, tail: float) -> None:
        """Set the table row by row, going on with a new page where a row no longer fits. Its head is never alone at a page's foot."""
        builder = self._builder
        least = self.least_height()
        if least <= builder.m.text_height + 0.01:
            builder.room(least)
        for place in range(len(self._table.rows)):
            cells = self._cells(place)
            most = self._most_lines(place)
            tallest = max((len(cell) for cell in cells), default=1)
            for start in range(0, tallest, most):
                ends = place + 1 == len(self._table.rows) and start + most >= tallest
                self._piece([cell[start : start + most] for cell in cells], place, tail if ends else 0)
        builder.skip(builder.m.pitch / 2)

    def least_height(self) -> float:
        """Return the height of the head with the first row below it, in points."""
        first = len(self._head)
        rest = first < len(self._table.rows)
        below = self._height([cell[: self._most_lines(first)] for cell in self._cells(first)], first) if rest else 0.0
        return self._head_height() + below

    def _head_height(self) -> float:
        return sum(map(self._height, self._head, range(len(self._head))))

    def _most_lines(self, place: int) -> int:
        """Return how many lines of a row one page holds, below the head."""
        head = 0.0 if place < self._table.head else self._head_height()
        return max(1, int((self._builder.m.text_height - head - 2 * CELL_PADDING) // self._pitch))

    def _piece(self, cells: Cells, place: int, tail: float) -> None:
        """Set a row, or the part of it that is on one page; on a new page, below the repeated head."""
        in_head = place < self._table.head
        builder, height = self._builder, self._height(cells, place)
        if height + tail > builder.left_over + 0.01 and builder.used > 0:
            for rule in self._open_below:
                builder.put(rule)
            builder.new_page()
            for number, head in enumerate(() if in_head else self._head):
                self._draw(head, number)
            self._open_below = []
            self._draw(cells, place, fresh=True)
            return
        self._draw(cells, place)

    def _height(self, cells: Cells, place: int) -> float:
        text = max((len(cell) for cell in cells), default=1) * self._pitch + 2 * CELL_PADDING
        least = max(self._builder.m.row_mm * MM, self._open.get(place, 0.0))
        if self._signed_cell(place) is not None:
            text, least = text + STAMP_ROOM, max(least, SIGNED_HEIGHT)
        return min(max(text, least), self._builder.m.text_height)

    def _signed_cell(self, place: int) -> int | None:
        return signed_cell(self._table, place) if self._builder.signed else None

    def _cells(self, place: int) -> Cells:
        """Return the lines of each cell of a row, broken to its column's width."""
        row = enumerate(self._table.rows[place])
        return [self._lines(text, (place, column), self._struck.get((place, column), [])) for column, text in row]

    def _width(self, place: int, column: int) -> float:
        """Return the width of a cell: of all columns that it spans."""
        merge = self._spans.get((place, column))
        return sum(self.widths[column : column + merge.columns]) if merge is not None else self.widths[column]

    def _lines(self, text: str, cell: tuple[int, int], struck: Sequence[Span]) -> list[tuple[str, tuple[Span, ...]]]:
        lines, start, width = [], 0, self._width(*cell)
        advance = self._advance_of(look_of(self._table, *cell))
        for part in text.split("\n"):
            for line in break_lines(part, advance, width - 2 * CELL_PADDING, hang=False):
                lines.append((line.text, within(struck, start + line.start, len(line.text)) if struck else ()))
            start += len(part) + 1
        return lines

    def _advance_of(self, look: CellLook) -> Callable[[str], float]:
        return self._label_advance if look.face is Font.HEI else self._advance

    def _draw(self, cells: Cells, place: int, fresh: bool = False) -> None:
        """Draw a row; `fresh` where it is the first below the head on a page, so that a cell that goes on from above is closed there."""
        builder, m, height = self._builder, self._builder.m, self._height(cells, place)
        top, signed = m.height - m.top - builder.used, self._signed_cell(place)
        self._open_below = []
        x = m.left
        for column, cell in enumerate(cells):
            inner = top - (CELL_PADDING if column == signed else (height - len(cell) * self._pitch) / 2)
            if column == signed and self._width(place, column) >= SIGNED_WIDTH:
                builder.pages[-1].signing = (x, top - height, x + self._width(place, column), top)
            self._texts(cell, (place, column), x, inner)
            x += self.widths[column]
        if self._covered:
            self._frames(place, top, height, fresh)
        else:
            self._frame(place, top, height)
        builder.used += height

    def _texts(self, lines: Sequence[tuple[str, tuple[Span, ...]]], cell: tuple[int, int], left: float, top: float) -> None:
        """Put the lines of a cell on the page, the first with its upper edge at `top`."""
        ops, size, look = self._builder.pages[-1].ops, self._builder.m.cell, look_of(self._table, *cell)
        x, y = left + CELL_PADDING, top - (self._pitch + size) / 2 + DESCENT * size
        for text, struck in lines:
            if look.centred:
                x = left + (self._width(*cell) - sum(map(self._advance_of(look), text))) / 2
            op = TextOp(x, y, look.face, size, text)
            ops.append(op)
            if struck:
                ops.extend(strikes([op], struck, self._builder.faces))
            y -= self._pitch

    def _thickness(self, place: int) -> tuple[float, float]:
        """Return how thick the rules above and below a row are, in points."""
        return OUTER_RULE if place == 0 else INNER_RULE, OUTER_RULE if place + 1 == len(self._table.rows) else INNER_RULE

    def _frame(self, place: int, top: float, height: float) -> None:
        """Draw the rules of a row: above, below, and beside each cell."""
        left, foot, (over, under) = self._builder.m.left, top - height, self._thickness(place)
        inner = list(accumulate(self.widths, initial=left))
        right = inner.pop()
        start, end = left - OUTER_RULE / 2, right + OUTER_RULE / 2  # the corners are whole
        rules = [RuleOp(start, top, end, top, over), RuleOp(start, foot, end, foot, under)]
        rules += [RuleOp(x, top, x, foot, OUTER_RULE) for x in (left, right)]
        self._builder.pages[-1].ops.extend([*rules, *(RuleOp(x, top, x, foot, INNER_RULE) for x in inner[1:])])

    def _frames(self, place: int, top: float, height: float, fresh: bool) -> None:
        """Draw the rules round each cell of a row, none where it goes on to the next row or column that it spans."""
        x, (over, under) = self._builder.m.left, self._thickness(place)
        for column, width in enumerate(self.widths):
            merge = self._covered.get((place, column))
            first, last = OUTER_RULE if column == 0 else INNER_RULE, OUTER_RULE if column + 1 == len(self.widths) else INNER_RULE
            start, end = x - first / 2, x + width + last / 2  # the corners are whole
            below = merge is None or merge.row + merge.rows == place + 1
            foot = RuleOp(start, top - height, end, top - height, under)
            edges = (
                (merge is None or merge.row == place or fresh, RuleOp(start, top, end, top, over)),
                (below, foot),
                (merge is None or merge.column == column, RuleOp(x, top, x, top - height, first)),
                (merge is None or merge.column + merge.columns == column + 1, RuleOp(x + width, top, x + width, top - height, last)),
            )
            self._builder.pages[-1].ops.extend(rule for drawn, rule in edges if drawn)
            if not below:
                self._open_below.append(foot)
            x += width

    def _column_widths(self) -> list[float]:
        """Return each column's width: at least its longest unbreakable piece; the rest is shared by how much more would fit one line."""
        m, advance = self._builder.m, self._advance
        wide = {place for place, merge in self._covered.items() if merge.columns > 1}
        texts = [["" if (r, c) in wide else cell for c, cell in enumerate(row)] for r, row in enumerate(self._table.rows)]
        columns = [[line for cell in column for line in cell.split("\n")] for column in zip(*texts, strict=True)]
        least = [max((_least(line, advance, m.cell) for line in lines), default=0) + 2 * CELL_PADDING for lines in columns]
        for row in range(len(self._table.rows)) if self._builder.signed else ():
            if (signed := self._signed_cell(row)) is not None:
                least[signed] = max(least[signed], SIGNED_WIDTH)
        most = sum(least)
        if most > m.text_width:
            return [m.text_width * width / most for width in least]
        wanted = [min(max((sum(map(advance, line)) for line in lines), default=0), MOST_WANTED * m.cell) for lines in columns]
        weights = [max(want + 2 * CELL_PADDING - width, 0) + m.cell / 2 for want, width in zip(wanted, least, strict=True)]
        total = sum(weights) or 1
        return [width + (m.text_width - most) * weight / total for width, weight in zip(least, weights, strict=True)]


def _least(line: str, advance: Callable[[str], float], size: float) -> float:
    """Return the least width of a cell's line: that of its longest unbreakable piece, and of four characters."""
    longest = max((sum(map(advance, unit)) for unit in units(line) if len(unit) <= LONGEST_UNIT), default=0)
    return max(longest, min(sum(map(advance, line)), 4 * size))
