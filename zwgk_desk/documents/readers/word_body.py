"""Walking through a Word document's body: every paragraph and table, wherever it stands, with all the text that is to be read.

Tracked changes are taken as accepted: what was inserted is read, what was deleted is not (ISO/IEC 29500-1, 17.13.5). Text boxes are read
after the paragraph they hang on, footnotes at the document's end. Content controls, links and smart tags are seen through.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from ...model.errors import UnreadableFile
from ...model.tree import Table
from ..limits import MAX_NESTING
from ..recognise import RawParagraph
from .text import table_of
from .word_numbering import Numbering

PARAGRAPH, TABLE, ROW, CELL, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # the same once more, for older programs
DROPPED = frozenset({FALLBACK, *(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "delText", "instrText", "fldData"))})
MOST_COLUMNS = 63  # of a table in Word
TEXT_BOX = qn("w:txbxContent")
LINE_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
SIGNS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}


class BodyWalk:
    """One walk through one body."""

    def __init__(self, numbering: Numbering, levels: dict[str, int]) -> None:
        """Take the document's numbering, and the heading level (0 for the title) of each style that is a heading's."""
        self._numbering = numbering
        self._levels = levels

    def items(self, parent: Any, depth: int = 0) -> Iterator[RawParagraph | Table]:
        """The paragraphs and tables below an element, in their order."""
        if depth > MAX_NESTING:
            raise UnreadableFile("表格或文本框套得太深，没有打开", "请用 Word 或 WPS 简化后重新保存")
        for child in parent:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child, depth)
            elif child.tag == TABLE:
                rows = [tuple(text for cell in _cells(row) for text in self._spread(cell, depth + 1)) for row in _rows(child)]
                if rows:
                    yield table_of(rows)
            elif child.tag not in DROPPED:
                yield from self.items(child, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> Iterator[RawParagraph | Table]:
        pieces: list[str] = []
        boxes: list[Any] = []
        _gather(element, pieces, boxes, 0)
        level = self._levels.get(_style(element))
        text = self._numbering.prefix(element) + "".join(pieces) if "".join(pieces).strip() else ""
        for line in text.split("\n"):
            yield RawParagraph(line, level)
        for box in boxes:
            yield from self.items(box, depth + 1)

    def _spread(self, cell: Any, depth: int) -> Iterator[str]:
        """A cell's text, and an empty one for each further column that the cell goes over."""
        yield self._cell(cell, depth)
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = str(span.get(qn("w:val"))) if span is not None else ""
        yield from [""] * (min(int(width), MOST_COLUMNS) - 1 if width.isdigit() else 0)

    def _cell(self, cell: Any, depth: int) -> str:
        lines: list[str] = []
        for item in self.items(cell, depth):
            if isinstance(item, Table):
                lines += ["　".join(text for text in row if text) for row in item.rows]
            elif item.text.strip():
                lines.append(item.text.strip())
        return "\n".join(lines)


def _gather(element: Any, pieces: list[str], boxes: list[Any], depth: int) -> None:
    """Collect the text below an element, and the text boxes that hang on it."""
    if depth > MAX_NESTING:
        raise UnreadableFile("段落里套得太深，没有打开", "请用 Word 或 WPS 简化后重新保存")
    for child in element:
        if child.tag == TEXT:
            pieces.append(child.text or "")
        elif child.tag in LINE_BREAKS:
            pieces.append("\n")
        elif child.tag in SIGNS:
            pieces.append(SIGNS[child.tag])
        elif child.tag == TEXT_BOX:
            boxes.append(child)
        elif child.tag not in DROPPED:
            _gather(child, pieces, boxes, depth + 1)


def _rows(table: Any) -> Iterator[Any]:
    yield from _below(table, ROW)


def _cells(row: Any) -> Iterator[Any]:
    yield from _below(row, CELL)


def _below(element: Any, wanted: str) -> Iterator[Any]:
    """The children of a kind, seen through content controls and accepted insertions."""
    for child in element:
        if child.tag == wanted:
            if not _deleted(child):
                yield child
        elif child.tag not in (PARAGRAPH, TABLE) and child.tag not in DROPPED:
            yield from _below(child, wanted)


def _deleted(row: Any) -> bool:
    """Whether a row was deleted with changes being tracked."""
    properties = row.find(qn("w:trPr"))
    return properties is not None and properties.find(qn("w:del")) is not None


def _style(paragraph: Any) -> str:
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return str(style.get(qn("w:val"))) if style is not None else ""
