"""Reads the shape of Word's tables: rows, columns, cells that span several of either (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from ....model.document.measures import OPEN_HEIGHT
from ....model.document.tree import Merge, Span, Table
from ...recognise import guessed_head
from ..marked import Marked
from .names import CELL, PARAGRAPH, TABLE, number, switch, value
from .runs import NOT_SHOWN

TWENTIETHS = 20  # Word measures heights in twentieths of a point
MOST_COLUMNS = 63  # of a table in Word


class Grid:
    """A table whose rows are added one after another."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._struck: list[tuple[int, int, Span]] = []
        self._merged: list[list[int]] = []
        self._going_down: dict[int, list[int]] = {}
        self._labels: set[tuple[int, int]] = set()
        self._heights: list[tuple[int, float]] = []

    def add(self, row: Any, read: Callable[[Any], Marked], is_label: Callable[[Any], bool]) -> None:
        """Add a row: each cell in its columns, after those that the row leaves free (w:gridBefore)."""
        texts: list[str] = []
        properties = row.find(qn("w:trPr"))
        texts += [""] * _width(properties, "gridBefore", 0)
        height = (number(value(properties, "trHeight")) or 0) / TWENTIETHS if properties is not None else 0.0
        if height > OPEN_HEIGHT:
            self._heights.append((len(self._rows), height))
        going_down: dict[int, list[int]] = {}
        for cell in below(row, CELL):
            column, span = len(texts), _width(cell.find(qn("w:tcPr")), "gridSpan", 1)
            merge = _merge(cell)
            above = self._going_down.get(column) if merge == "continue" else None
            if above is not None and above[3] == span:
                above[2] += 1
                going_down[column] = above
                texts += [""] * span
                continue
            text = read(cell)
            if is_label(cell):
                self._labels.add((len(self._rows), column))
            self._struck += [(len(self._rows), column, stretch) for stretch in text.struck]
            entry = [len(self._rows), column, 1, span]
            self._merged.append(entry)
            if merge:
                going_down[column] = entry
            texts += [text.text, *[""] * (span - 1)]
        texts += [""] * _width(properties, "gridAfter", 0)
        self._going_down = going_down
        self._rows.append(texts[:MOST_COLUMNS])

    def table(self, head: int | None) -> Table:
        """Return the table, its rows all as wide as the widest.

        Args:
            head: how many of its first rows are its head; None where the file does not say, and it is guessed from the texts.
        """
        width = max(map(len, self._rows), default=0)
        rows = tuple(tuple(row) + ("",) * (width - len(row)) for row in self._rows)
        merged = tuple(Merge(*entry) for entry in self._merged if (entry[2] > 1 or entry[3] > 1) and entry[1] + entry[3] <= width)
        labelled = any(row > 0 for row, _ in self._labels)  # a form says itself what is a label
        first = min(head, len(rows)) if head is not None else 0 if labelled else guessed_head(rows)
        labels = frozenset((row, column) for row, column in self._labels if row >= first and column < width)
        return Table(rows, first, tuple(self._struck), merged, labels, tuple(self._heights))


def below(element: Any, wanted: str) -> Iterator[Any]:
    """Yield the children of a tag, those inside content controls and accepted insertions included, and deleted ones not."""
    for child in element:
        if child.tag == wanted:
            if not _deleted(child):
                yield child
        elif child.tag not in (PARAGRAPH, TABLE) and child.tag not in NOT_SHOWN:
            yield from below(child, wanted)


def columns(row: Any) -> int:
    """Return how many cells a row has."""
    return sum(1 for _ in below(row, CELL))


def marked_head(rows: Sequence[Any]) -> int | None:
    """Return the number of first rows that the file marks as the table's head (17.4.78); None where it marks none."""
    count, said = 0, False
    for row in rows:
        mark = switch(row.find(qn("w:trPr")), "tblHeader")
        said = said or mark is not None
        if not mark:
            break
        count += 1
    return count if said else None


def _merge(cell: Any) -> str:
    """Return whether a cell begins a span over several rows (restart) or goes on with one (continue); empty for neither."""
    properties = cell.find(qn("w:tcPr"))
    if properties is None or properties.find(qn("w:vMerge")) is None:
        return ""
    return "restart" if value(properties, "vMerge") == "restart" else "continue"


def _width(properties: Any, name: str, usual: int) -> int:
    said = number(value(properties, name)) if properties is not None else None
    return usual if said is None else max(usual, min(said, MOST_COLUMNS))


def _deleted(row: Any) -> bool:
    """Return whether a row or a cell was deleted as a tracked change."""
    return any(
        properties is not None and properties.find(qn(name)) is not None
        for properties, name in ((row.find(qn("w:trPr")), "w:del"), (row.find(qn("w:tcPr")), "w:cellDel"))
    )
