"""Passages of a document as it is shown: highlighted in place, without setting the text anew, and found again under the mouse."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor, QTextBlock, QTextCharFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextEdit

from zwgk_desk.model.document.remark import Place

from ..look import theme

PICTURE = "\ufffc"


class Passages:
    """The paragraphs of a shown document, counted as `DocumentTree.paragraphs` counts them."""

    def __init__(self, document: QTextDocument) -> None:
        """Find the paragraphs of a document whose text is already set."""
        self._blocks: list[QTextBlock] = []
        self._numbers: dict[int, int] = {}
        block = document.begin()
        while block.isValid():
            if block.text().replace(PICTURE, "").strip():
                self._numbers[block.blockNumber()] = len(self._blocks)
                self._blocks.append(block)
            block = block.next()

    def number(self, block: QTextBlock) -> int | None:
        """Return which paragraph a block of the text is; None for an empty one."""
        return self._numbers.get(block.blockNumber())

    def block(self, number: int) -> QTextBlock | None:
        """Return the block of the text that a paragraph is; None where there is no such paragraph."""
        return self._blocks[number] if number < len(self._blocks) else None

    def restyle(self, number: int, html: str) -> None:
        """Give a paragraph the style of a rich text with the same characters; the rest of the document, the cursor and the place that is being read
        stay as they are."""
        block = self._blocks[number]
        sample = QTextDocument()
        sample.setDefaultFont(block.document().defaultFont())
        sample.setHtml(html)
        cursor = QTextCursor(block)
        cursor.beginEditBlock()
        cursor.setBlockFormat(sample.begin().blockFormat())
        cursor.setBlockCharFormat(sample.begin().charFormat())
        for run in sample.begin().textFormats():
            cursor.setPosition(block.position() + run.start)
            cursor.setPosition(block.position() + run.start + run.length, QTextCursor.MoveMode.KeepAnchor)
            cursor.setCharFormat(run.format)
        cursor.endEditBlock()

    def place_at(self, cursor: QTextCursor) -> Place | None:
        """Return the place where a cursor stands; None between paragraphs."""
        number = self._numbers.get(cursor.block().blockNumber())
        if number is None:
            return None
        units = cursor.block().text().encode("utf-16-le")[: 2 * cursor.positionInBlock()]
        before = len(units.decode("utf-16-le", "ignore"))
        return Place(number, before, before)

    def cursor(self, place: Place) -> QTextCursor | None:
        """Return a cursor that selects a passage; None where the document has no such place."""
        if place.paragraph >= len(self._blocks):
            return None
        block = self._blocks[place.paragraph]
        made = QTextCursor(block)
        text = block.text()
        made.setPosition(block.position() + _units(text, place.start))
        made.setPosition(block.position() + _units(text, place.end), QTextCursor.MoveMode.KeepAnchor)
        return made

    def lit(self, places: Sequence[Place], chosen: Place | None = None) -> list[QTextEdit.ExtraSelection]:
        """Return the selections that highlight passages: all of them underlined, the chosen one filled as well."""
        look = theme.now()
        return [
            made
            for place in (*places, *([chosen] if chosen else []))
            if (made := self._selection(place, look.amber_pale if place is chosen else "", look.link)) is not None
        ]

    def _selection(self, place: Place, ground: str, line: str) -> QTextEdit.ExtraSelection | None:
        cursor = self.cursor(place)
        if cursor is None:
            return None
        made = QTextEdit.ExtraSelection()
        form = QTextCharFormat()
        if ground:
            form.setBackground(QColor(ground))
        form.setUnderlineColor(QColor(line))
        form.setUnderlineStyle(QTextCharFormat.UnderlineStyle.SingleUnderline if ground else QTextCharFormat.UnderlineStyle.DotLine)
        made.cursor, made.format = cursor, form
        return made


def _units(text: str, characters: int) -> int:
    """Return the length of a text's first characters as Qt counts: in UTF-16 units, two for each character beyond U+FFFF."""
    return len(text[:characters].encode("utf-16-le")) // 2
