"""Walks through a Word document's body: every paragraph and table, wherever it stands, with all its visible text.

Tracked changes are taken as accepted: what was inserted is read, what was deleted is not (ISO/IEC 29500-1, 17.13.5). Text boxes are read
after the paragraph they hang on, footnotes at the document's end. The text inside content controls, links and smart tags is read like any other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn

from ...model.document.tree import IMPRINT, BlockKind, Picture, Table
from ...model.errors import UnreadableFile
from ..limits import MAX_NESTING
from ..recognise import RawItem, RawParagraph
from .text import table_of
from .word_numbering import Numbering
from .word_pictures import DRAWINGS, WordPictures

PARAGRAPH, TABLE, ROW, CELL, TEXT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # mc:Fallback repeats the content for older programs
DROPPED = frozenset({FALLBACK, *(qn(f"w:{name}") for name in ("del", "moveFrom", "pPr", "rPr", "delText", "instrText", "fldData"))})
MOST_COLUMNS = 63  # of a table in Word
TEXT_BOX = qn("w:txbxContent")
LINE_BREAKS = frozenset({qn("w:br"), qn("w:cr")})
JOINED = {BlockKind.ATTACHMENT_TITLE: "", BlockKind.ISSUER_NAME_MARK: "\u3000", BlockKind.TITLE: ""}
"""Elements whose line breaks belong to the layout and not to the text, with what replaces the breaks."""

TRUE = ("1", "true", "on", "None")
SIGNS = {qn("w:tab"): " ", qn("w:noBreakHyphen"): "-", qn("w:ptab"): " "}


@dataclass(frozen=True)
class Styles:
    """The meanings of a document's styles, by their ids.

    Attributes:
        levels: the heading level, 0 for the title, of each that is a heading's.
        kinds: the element of an official document of each that is named after one.
    """

    levels: dict[str, int]
    kinds: dict[str, BlockKind]


class BodyWalk:
    """A walk through the body of one document; it counts numbers as it goes, so it is made anew for each."""

    def __init__(self, numbering: Numbering, styles: Styles, pictures: WordPictures) -> None:
        """Walk with the document's numbering, the meanings of its styles, and its pictures."""
        self._numbering = numbering
        self._styles = styles
        self._pictures = pictures

    def items(self, parent: Any, depth: int = 0) -> Iterator[RawItem]:
        """Yield the paragraphs, tables and pictures below an element, in their order."""
        if depth > MAX_NESTING:
            raise UnreadableFile("表格或文本框套得太深，没有打开", "请用 Word 或 WPS 简化后重新保存")
        for child in parent:
            if child.tag == PARAGRAPH:
                yield from self._paragraph(child, depth)
            elif child.tag == TABLE:
                yield from self._table(child, depth)
            elif child.tag not in DROPPED:
                yield from self.items(child, depth + 1)

    def _paragraph(self, element: Any, depth: int) -> Iterator[RawItem]:
        pieces: list[str] = []
        hanging: list[Any] = []
        _gather(element, pieces, hanging, 0)
        style = _style(element)
        level, kind = self._styles.levels.get(style), self._styles.kinds.get(style)
        text = self._numbering.prefix(element) + "".join(pieces) if "".join(pieces).strip() else ""
        joined = JOINED.get(BlockKind.TITLE if level == 0 else kind or BlockKind.PARAGRAPH)
        for line in text.split("\n") if joined is None else [joined.join(text.split("\n"))]:
            yield RawParagraph(line, level, kind)
        for other in hanging:
            if other.tag == TEXT_BOX:
                yield from self.items(other, depth + 1)
            else:
                yield from self._pictures.of(other)

    def _table(self, element: Any, depth: int) -> Iterator[RawItem]:
        """Yield a table, then the pictures in its cells; a table that is only a frame, as that of the 版记, is returned as its paragraphs."""
        first = next(element.iter(PARAGRAPH), None)
        if first is not None and self._styles.kinds.get(_style(first)) in IMPRINT:
            for row in _rows(element):
                for cell in _cells(row):
                    yield from self.items(cell, depth + 1)
            return
        pictures: list[RawItem] = []
        rows = [tuple(text for cell in _cells(row) for text in self._spread(cell, depth + 1, pictures)) for row in _rows(element)]
        if rows:
            yield table_of(rows, _marked_head(element))
        yield from pictures

    def _spread(self, cell: Any, depth: int, pictures: list[RawItem]) -> Iterator[str]:
        """Yield a cell's text, and an empty one for each further column that the cell spans."""
        yield self._cell(cell, depth, pictures)
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        width = str(span.get(qn("w:val"))) if span is not None else ""
        yield from [""] * (min(int(width), MOST_COLUMNS) - 1 if width.isdigit() else 0)

    def _cell(self, cell: Any, depth: int, pictures: list[RawItem]) -> str:
        """Return a cell's text; its pictures, which the tree's cells cannot hold, are collected for after the table."""
        lines: list[str] = []
        for item in self.items(cell, depth):
            if isinstance(item, Table):
                lines += ["　".join(text for text in row if text) for row in item.rows]
            elif isinstance(item, Picture):
                pictures.append(item)
            elif item.text.strip():
                lines.append(item.text.strip())
        return "\n".join(lines)


def _gather(element: Any, pieces: list[str], hanging: list[Any], depth: int) -> None:
    """Collect the text below an element, and the pictures and text boxes that hang on it."""
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
            hanging.append(child)
        elif child.tag not in DROPPED:
            if child.tag in DRAWINGS:
                hanging.append(child)
            _gather(child, pieces, hanging, depth + 1)


def _rows(table: Any) -> Iterator[Any]:
    yield from _below(table, ROW)


def _cells(row: Any) -> Iterator[Any]:
    yield from _below(row, CELL)


def _below(element: Any, wanted: str) -> Iterator[Any]:
    """Yield the children of a tag, those inside content controls and accepted insertions included."""
    for child in element:
        if child.tag == wanted:
            if not _deleted(child):
                yield child
        elif child.tag not in (PARAGRAPH, TABLE) and child.tag not in DROPPED:
            yield from _below(child, wanted)


def _marked_head(table: Any) -> int | None:
    """Return the number of first rows that the file marks as the table's head (17.4.78); None where it marks none."""
    count, said = 0, False
    for row in _rows(table):
        mark = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
        if mark is None:
            break
        said = True
        if str(mark.get(qn("w:val"))) not in TRUE:
            break
        count += 1
    return count if said else None


def _deleted(row: Any) -> bool:
    """Return whether a row was deleted as a tracked change."""
    properties = row.find(qn("w:trPr"))
    return properties is not None and properties.find(qn("w:del")) is not None


def _style(paragraph: Any) -> str:
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return str(style.get(qn("w:val"))) if style is not None else ""
