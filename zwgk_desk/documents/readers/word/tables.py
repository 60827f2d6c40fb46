"""Reads the shape of Word's tables: rows, columns, cells that span several of either (ISO/IEC 29500-1, 17.4)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from docx.oxml.ns import qn

from ....model.document.measures import OPEN_HEIGHT
from ....model.document.tree import Merge, Span, Table
from ...recognise import guessed_head
from ..marked import Marked
from .names import CELL, PARAGRAPH, TABLE, TEXT, number, switch, value
from .runs import NOT_SHOWN
from .styles import StyleSheet, draws_rules

TWENTIETHS = 20  # Word measures heights in twentieths of a point
MOST_COLUMNS = 63  # of a table in Word
FEW_ROWS = 4
"""Rows of a table without rules, of two columns, that is layout and no table, at most."""


BESIDE = re.compile(
    r"签发人|抄送|印发$|联系人|电话[：:]|文件$|[〕\]］]\s*\d+\s*号$|^[12\d〇○一二三四五六七八九]{4}年.*日$|(?:局|厅|委|委员会|政府|办公室|部|院)$"
)
"""What offices set side by side above and below a text: names of offices, numbers, signers, dates, contacts."""


class Grid:
    """A table whose rows are added one after another."""

    def __init__(self) -> None:
        self._rows: list[list[str]] = []
        self._struck: list[tuple[int, int, Span]] = []
        self._merged: list[list[int]] = []
        self._going_down: dict[int, list[int]] = {}
        self._labels: set[tuple[int, int]] = set()
        self._heights: list[tuple[int, float]] = []

    def add(self, row: Any, read: Callable[[Any], Marked], covered: Callable[[str], None], is_label: Callable[[Any], bool]) -> None:
        """Add a row: each cell in its columns, after those that the row leaves free (w:gridBefore).

        Args:
            row: the w:tr.
            read: returns a cell's text.
            covered: takes what stands in a cell that goes on with the one above, and is not shown.
            is_label: returns whether a cell says what stands beside or below it.
        """
        texts: list[str] = []
        properties = row.find(qn("w:trPr"))
        texts += [""] * _width(properties, "gridBefore", 0)
        going_down: dict[int, list[int]] = {}
        begun: list[list[int]] = []
        labels: list[tuple[int, int]] = []
        for cell in below(row, CELL):
            column, span = len(texts), _width(cell.find(qn("w:tcPr")), "gridSpan", 1)
            merge = _merge(cell)
            above = self._going_down.get(column) if merge == "continue" else None
            if above is not None and above[3] == span:
                above[2] += 1
                going_down[column] = above
                texts += [""] * span
                covered("".join(text.text or "" for text in cell.iter(TEXT)).strip())
                continue
            text = read(cell)
            if is_label(cell):
                labels.append((len(self._rows), column))
            self._struck += [(len(self._rows), column, stretch) for stretch in text.struck]
            entry = [len(self._rows), column, 1, span]
            begun.append(entry)
            if merge:
                going_down[column] = entry
            texts += [text.text, *[""] * (span - 1)]
        texts += [""] * _width(properties, "gridAfter", 0)
        if switch(properties, "hidden") and not any(texts):
            return  # hidden with all that is in it; one word that is shown makes it a row (17.4.20)
        self._going_down = going_down
        self._merged += begun
        self._labels.update(labels)
        height = (number(value(properties, "trHeight")) or 0) / TWENTIETHS if properties is not None else 0.0
        if height > OPEN_HEIGHT:
            self._heights.append((len(self._rows), height))
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


def is_layout(table: Any, rows: Sequence[Any], styles: StyleSheet) -> bool:
    """Return whether a table without a head only sets text beside text: one of a single column; without rules, one with a single text in each row,
    or a few rows of two columns with what stands in 版头, 落款 and 版记."""
    if all(columns(row) <= 1 for row in rows):
        return True
    properties = table.find(qn("w:tblPr"))
    ruled = styles.rules_tables(value(properties, "tblStyle")) or any(map(draws_rules, table.iter(qn("w:tblBorders"), qn("w:tcBorders"))))
    if ruled or any(True for _ in table.iterdescendants(TABLE)):
        return False
    texts = [["".join(text.text or "" for text in cell.iter(TEXT)).strip() for cell in below(row, CELL)] for row in rows]
    single = all(sum(map(bool, row)) <= 1 for row in texts)
    few = len(rows) <= FEW_ROWS and max(map(len, texts)) == 2 and not guessed_head(texts)
    return single or (few and any(BESIDE.search(text) for row in texts for text in row))


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
