"""The gutter beside a document: a quiet label at every paragraph that is an element of it, such as 标题 or 主送, and none at body text."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QTextBlock
from PySide6.QtWidgets import QToolTip, QWidget

from zwgk_desk.model.document.corrections import Element
from zwgk_desk.model.document.tree import BlockKind

from ..look import theme, tokens
from .document_view import DocumentView

SHORT = {
    BlockKind.COPY_NUMBER: "份号", BlockKind.SECRECY: "密级", BlockKind.URGENCY: "紧急程度", BlockKind.ISSUER_NAME_MARK: "机关标志",
    BlockKind.NUMBER: "文号", BlockKind.SIGNER: "签发人", BlockKind.TITLE: "标题", BlockKind.ADDRESSEE: "主送", BlockKind.PARAGRAPH: "正文",
    BlockKind.ENCLOSURE: "附件说明", BlockKind.SIGNATURE: "署名", BlockKind.DATE: "日期", BlockKind.NOTE: "附注", BlockKind.ATTACHMENT: "附件",
    BlockKind.ATTACHMENT_TITLE: "附件标题", BlockKind.CC: "抄送", BlockKind.PRINTED: "印发", BlockKind.CHECK_CODE: "核验码",
}  # fmt: skip
LEVELS = ("层次", "一级", "二级", "三级", "四级")
WIDEST = "附件说明"
DOT = 5
"""Diameter of the dot of a corrected paragraph, in pixels."""

PAD = 6
"""Pixels between the label and the gutter's edges, and between the dot and the label."""


def short_label(element: Element) -> str:
    """Return an element's label beside the text: 标题, 主送, 一级."""
    if element.kind is BlockKind.HEADING:
        return LEVELS[element.level] if element.level < len(LEVELS) else LEVELS[0]
    return SHORT[element.kind]


class ElementSource(Protocol):
    """What the gutter asks of whoever knows the elements.

    Attributes:
        may_correct: whether a label can be pressed.
        put_right: the paragraphs that were corrected, by their numbers.
    """

    may_correct: bool
    put_right: Collection[int]

    def element_of(self, block: QTextBlock) -> tuple[int, Element] | None:
        """Return the number of a paragraph on the screen and which element it is; None for a table's cell, and between paragraphs."""

    def told(self, number: int) -> str:
        """Return in words what a paragraph is."""


class ElementGutter(QWidget):
    """Paints the labels of the paragraphs that are in sight, and of no others, however long the document is.

    Signals:
        pressed: the number of the paragraph beside which it was pressed, and where on the screen its label ends.
    """

    pressed = Signal(int, QPoint)

    def __init__(self, view: DocumentView, source: ElementSource) -> None:
        """Stand at the left of `view`; `source` knows the elements."""
        super().__init__(view)
        self._view, self._source = view, source
        self._over: int | None = None
        font = QFont(view.font())
        font.setPointSize(tokens.BASE_POINT - 1)
        self.setFont(font)
        self.setObjectName(f"elements-of-{view.objectName()}")
        self.setAccessibleName("公文要素")
        self.setMouseTracking(True)

    @property
    def wide(self) -> int:
        """How wide it is: the widest label, the dot, and room round them, in pixels."""
        return QFontMetrics(self.font()).horizontalAdvance(WIDEST) + DOT + 3 * PAD

    def labels(self) -> Iterator[tuple[int, Element, QRectF]]:
        """Yield the paragraphs in sight: the number, the element, and the place of its first line in the gutter."""
        view = self._view
        layout, top = view.document().documentLayout(), view.verticalScrollBar().value()
        block = view.cursorForPosition(QPoint(0, 0)).block()
        block = block.previous() if block.previous().isValid() else block
        while block.isValid():
            rect = layout.blockBoundingRect(block)
            if rect.top() - top > self.height():
                return
            found = self._source.element_of(block)
            if found is not None:
                yield *found, self._first_line(block, rect.translated(0, -top))
            block = block.next()

    def _first_line(self, block: QTextBlock, rect: QRectF) -> QRectF:
        """Return where a paragraph's first line stands, from the height of its characters: lines are set wider than these are high."""
        text = block.layout()
        line = text.lineAt(0) if text is not None and text.lineCount() else None
        if line is None:
            return QRectF(0, rect.top(), self.width(), self.fontMetrics().height())
        return QRectF(0, rect.top() + line.y(), self.width(), line.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the labels in sight: quiet ones, those that were corrected with a dot, the one under the mouse on a ground of its own."""
        look, source = theme.now(), self._source
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(look.paper))
        painter.setPen(QColor(look.line))
        painter.drawLine(self.width() - 1, 0, self.width() - 1, self.height())
        for number, element, place in self.labels():
            corrected, over = number in source.put_right, source.may_correct and number == self._over
            if over:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(look.chosen))
                painter.drawRoundedRect(self._pill(place), tokens.RADIUS, tokens.RADIUS)
            if element.kind is not BlockKind.PARAGRAPH or corrected or over:
                self._paint_label(painter, place, short_label(element), corrected, over)

    def _pill(self, place: QRectF) -> QRectF:
        height = self.fontMetrics().height() + 4
        return QRectF(2, place.center().y() - height / 2, self.width() - 5, height)

    def _paint_label(self, painter: QPainter, place: QRectF, words: str, corrected: bool, over: bool) -> None:
        look = theme.now()
        painter.setPen(QColor(look.ink if corrected or over else look.quiet))
        spot = place.adjusted(0, 0, -PAD, 0)
        painter.drawText(spot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextDontClip, words)
        if corrected:
            left = spot.right() - self.fontMetrics().horizontalAdvance(words) - PAD
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(look.link))
            painter.drawEllipse(QPointF(left, spot.center().y()), DOT / 2, DOT / 2)

    def at(self, place: QPointF) -> tuple[int, Element, QRectF] | None:
        """Return the paragraph beside which a point of the gutter lies; None between paragraphs."""
        layout, top = self._view.document().documentLayout(), self._view.verticalScrollBar().value()
        for number, element, line in self.labels():
            block = self._view.passages.block(number)
            if block is not None and (line.top() <= place.y() <= layout.blockBoundingRect(block).bottom() - top or line.contains(place)):
                return number, element, line
        return None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Light the label under the mouse, where it can be pressed."""
        found = self.at(event.position())
        self._light(found[0] if found is not None else None)

    def leaveEvent(self, event: QEvent) -> None:
        """Light no label any more."""
        self._light(None)

    def _light(self, number: int | None) -> None:
        if number != self._over:
            self._over = number
            hand = number is not None and self._source.may_correct
            self.setCursor(Qt.CursorShape.PointingHandCursor if hand else Qt.CursorShape.ArrowCursor)
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take the press, so that it does not go to the text."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emit which paragraph was pressed."""
        found = self.at(event.position()) if event.button() is Qt.MouseButton.LeftButton else None
        if found is not None:
            self.pressed.emit(found[0], self.mapToGlobal(QPoint(self.width(), round(found[2].center().y()))))

    def event(self, event: QEvent) -> bool:
        """Say in a tool tip what the paragraph under the mouse is, and whether somebody said so."""
        if isinstance(event, QHelpEvent):
            found = self.at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._source.told(found[0]) if found is not None else "", self)
            return True
        return super().event(event)
