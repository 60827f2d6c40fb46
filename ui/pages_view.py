"""The pages of a PDF on the screen, one below the other: exactly what is signed and sent."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QStackedWidget, QWidget

from . import kit

NOTE = "审签和报送的正文就是这些排版页面；各件的原件一字节不改，随附在报送包的“原件”里。"


class PagesView(QWidget):
    """Shows a PDF, or says why there is none."""

    def __init__(self, note: str = NOTE) -> None:
        """Take what is said above the pages."""
        super().__init__()
        self.setObjectName("pages")
        self._buffer: QBuffer | None = None
        self._growing = False
        self.view = QPdfView(self)
        self.view.setObjectName("pages-view")
        self.view.setAccessibleName("报送包页面")
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.message = kit.label("", "quiet")
        self.place = kit.label("", "quiet", wrap=False)
        self.place.setObjectName("page-place")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self._stack.addWidget(self.view)
        back = kit.button("上一页", lambda: self.turn(-1), name="page-back")
        on = kit.button("下一页", lambda: self.turn(1), name="page-on")
        self.note = kit.label(note, "quiet")
        layout = kit.column(kit.row(self.place, None, back, on), self.note, self._stack, margins=6)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.document = QPdfDocument(self)  # after the view, so that it goes after it
        self.view.setDocument(self.document)
        self.view.pageNavigator().currentPageChanged.connect(lambda _: self._tell_place())

    def show_message(self, text: str) -> None:
        """Say what is under way, or why there are no pages."""
        self.message.setText(text)
        self.place.setText("")
        self._growing = False
        self._stack.setCurrentWidget(self.message)

    def show_early(self, content: bytes) -> None:
        """Show the pages that are set so far, while later ones are under way."""
        self._show(content, stay=self._growing)
        self._growing = True
        self._tell_place()

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF from its first page; where its first pages have been shown already, from where one is reading."""
        stay, self._growing = self._growing, False
        self._show(content, stay)
        self._tell_place()

    def _show(self, content: bytes, stay: bool) -> None:
        place = self.view.verticalScrollBar().value()
        old = self._buffer
        self.document.close()
        self._buffer = QBuffer(self)
        self._buffer.setData(QByteArray(content))
        self._buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._buffer)
        if old is not None:
            old.deleteLater()
        self._stack.setCurrentWidget(self.view)
        if stay:
            self.view.verticalScrollBar().setValue(place)
        else:
            self.view.pageNavigator().jump(0, QPointF(), 0)

    def turn(self, by: int) -> None:
        """Go so many pages on, or back."""
        page = self.view.pageNavigator().currentPage() + by
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _tell_place(self) -> None:
        going_on = "　后面的页正在排" if self._growing else ""
        self.place.setText(f"第 {self.view.pageNavigator().currentPage() + 1} / {self.document.pageCount()} 页{going_on}")
