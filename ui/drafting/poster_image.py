"""The picture of 一图读懂 as it will be, whose parts can be pressed on; the part under the pointer is framed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from zwgk_desk.desk.drafting.interpreting import POSTER_WIDTH, Region

FRAME = 2


class PosterImage(QLabel):
    """Shows the picture.

    Signals:
        pressed: a part was pressed: its name, the number of the entry, and the place on the screen.
    """

    pressed = Signal(str, int, QPoint)

    def __init__(self) -> None:
        super().__init__()
        self._regions: tuple[Region, ...] = ()
        self._under: Region | None = None
        self.setMouseTracking(True)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)

    def lay(self, regions: tuple[Region, ...]) -> None:
        """Show where the parts of the picture lie."""
        self._regions, self._under = regions, None
        self.update()

    def box(self, region: Region) -> QRectF:
        """Return where a part lies in this widget."""
        shown = self.pixmap().deviceIndependentSize()
        scale = shown.width() / POSTER_WIDTH
        left = (self.width() - shown.width()) / 2
        return QRectF(left + region.left * scale, region.top * scale, region.width * scale, region.height * scale)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Frame the part under the pointer."""
        under = self._at(event.position().toPoint())
        if under is not self._under:
            self._under = under
            self.setCursor(Qt.CursorShape.PointingHandCursor if under else Qt.CursorShape.ArrowCursor)
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Frame nothing any more."""
        self._under = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Say which part was pressed."""
        region = self._at(event.position().toPoint())
        if region is not None and event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self.pressed.emit(region.part, region.entry, event.globalPosition().toPoint())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the picture, and the frame on it."""
        super().paintEvent(event)
        if self._under is not None:
            painter = QPainter(self)
            painter.setPen(QPen(self.palette().highlight().color(), FRAME))
            painter.drawRect(self.box(self._under).adjusted(FRAME, FRAME, -FRAME, -FRAME))
            painter.end()

    def _at(self, place: QPoint) -> Region | None:
        if self.pixmap().isNull():
            return None
        return next((region for region in self._regions if self.box(region).contains(place)), None)
