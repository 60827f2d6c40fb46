"""Pages of a PDF with marks on them: what changed, what is remarked on, and the passage that is chosen. The marks are on the screen alone, never
in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QWidget

from zwgk_desk.model.document.page_place import PageBox

from ..look.tokens import LIGHT

POINTS_AN_INCH = 72
TINT = 60
"""Opacity of the colour over the text, of 255."""

BAR = 4
"""Width of the stroke beside a line that changed, in pixels, so that the change is not told by the tint alone."""

BADGE = 20
"""Size of the number beside a passage that is remarked on, in pixels."""

HEADROOM = 90
"""Pixels of the page that are shown above a place one is led to."""


@dataclass(frozen=True)
class Marks:
    """The lines of the pages that are marked, by the reason.

    Attributes:
        changed: the lines that are different.
        pinned: the lines of each passage that is remarked on, in the order of the remarks.
        chosen: the lines of the passage that is chosen.
    """

    changed: Sequence[PageBox] = ()
    pinned: Sequence[Sequence[PageBox]] = ()
    chosen: Sequence[PageBox] = ()


class MarkedPages(QPdfView):
    """A PDF view with marks drawn over it. Paper is white in every look, so the marks always have the light look's colours.

    Signals:
        pressed: a page, from 0, and the place on it that was pressed, in points from its upper left corner.
        stepped: the next passage is to be chosen, or the one before: 1 or -1.
        entered: the chosen passage is to be remarked on.
    """

    pressed = Signal(int, float, float)
    stepped = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.marks = Marks()

    def show_marks(self, marks: Marks) -> None:
        """Show these marks in place of those before."""
        self.marks = marks
        self.viewport().update()

    def page_frames(self) -> list[QRect]:
        """Return each page's frame in pixels from the upper left corner of all pages; repeats QPdfView's own layout, which has no public access."""
        document, margins = self.document(), self.documentMargins()
        if document is None or document.status() is not QPdfDocument.Status.Ready:
            return []
        width = self.viewport().width()
        sizes = [self._size(document, number) for number in range(document.pageCount())]
        widest = max((size.width() for size in sizes), default=0) + margins.left() + margins.right()
        top, frames = margins.top(), []
        for size in sizes:
            frames.append(QRect((max(widest, width) - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + self.pageSpacing()
        return frames

    def _size(self, document: QPdfDocument, number: int) -> QSize:
        margins = self.documentMargins()
        dots = QGuiApplication.primaryScreen().logicalDotsPerInch() / POINTS_AN_INCH
        size = (document.pagePointSize(number) * dots).toSize()
        factor = (self.viewport().width() - margins.left() - margins.right()) / max(1, size.width())
        return size * factor

    def frame_of(self, box: PageBox) -> QRectF:
        """Return where a rectangle of a page lies on the viewport, in pixels."""
        return self._placed(box, self.page_frames())

    def _placed(self, box: PageBox, frames: Sequence[QRect]) -> QRectF:
        document = self.document()
        if document is None or box.page >= len(frames):
            return QRectF()
        frame = frames[box.page]
        scale = frame.width() / document.pagePointSize(box.page).width()
        left = frame.x() - self.horizontalScrollBar().value() + box.left * scale
        top = frame.y() - self.verticalScrollBar().value() + box.top * scale
        return QRectF(left, top, (box.right - box.left) * scale, (box.bottom - box.top) * scale)

    def lead_to(self, box: PageBox) -> None:
        """Scroll so that a rectangle is in sight, with a little above it; where it is in sight already, nothing moves."""
        frame = self.frame_of(box)
        if frame.top() < 0 or frame.bottom() > self.viewport().height():
            bar = self.verticalScrollBar()
            bar.setValue(round(bar.value() + frame.top()) - HEADROOM)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Let Qt draw the pages, then draw the marks above them."""
        super().paintEvent(event)
        marks = self.marks
        if not (marks.changed or marks.pinned or marks.chosen):
            return
        frames = self.page_frames()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for box in marks.changed:
            self._paint_change(painter, box, frames)
        for number, boxes in enumerate(marks.pinned, start=1):
            self._paint_pin(painter, number, boxes, frames)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(LIGHT.focus), 2))
        for box in marks.chosen:
            painter.drawRect(self._placed(box, frames).adjusted(-2, -1, 2, 1))
        painter.end()

    def _paint_change(self, painter: QPainter, box: PageBox, frames: Sequence[QRect]) -> None:
        place = self._placed(box, frames)
        if not place.intersects(QRectF(self.viewport().rect())) or box.page >= len(frames):
            return
        tint = QColor(LIGHT.amber_edge)
        page = frames[box.page].x() - self.horizontalScrollBar().value()
        painter.fillRect(QRectF(page + 3 * BAR, place.top(), BAR, place.height()), tint)
        tint.setAlpha(TINT)
        painter.fillRect(place, tint)

    def _paint_pin(self, painter: QPainter, number: int, boxes: Sequence[PageBox], frames: Sequence[QRect]) -> None:
        painter.setPen(QPen(QColor(LIGHT.primary), 1.5, Qt.PenStyle.DashLine))
        for box in boxes:
            place = self._placed(box, frames)
            painter.drawLine(place.bottomLeft(), place.bottomRight())
        if not boxes or boxes[0].page >= len(frames):
            return
        first = self._placed(boxes[0], frames)
        edge = frames[boxes[0].page].right() - self.horizontalScrollBar().value()
        badge = QRectF(edge - BADGE - 2 * BAR, first.center().y() - BADGE / 2, BADGE, BADGE)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(LIGHT.primary))
        painter.drawEllipse(badge)
        painter.setPen(QColor(LIGHT.on_primary))
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, str(number))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emit the page and the place on it that was pressed."""
        super().mouseReleaseEvent(event)
        if event.button() is Qt.MouseButton.LeftButton:
            self._press(event.position())

    def _press(self, at: QPointF) -> None:
        document = self.document()
        place = at + QPointF(self.horizontalScrollBar().value(), self.verticalScrollBar().value())
        for page, frame in enumerate(self.page_frames()):
            if document is not None and QRectF(frame).contains(place):
                scale = frame.width() / document.pagePointSize(page).width()
                self.pressed.emit(page, (place.x() - frame.x()) / scale, (place.y() - frame.y()) / scale)
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl with the arrows goes from passage to passage, Enter remarks on the chosen one; everything else scrolls."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in steps:
            self.stepped.emit(steps[Qt.Key(event.key())])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)
