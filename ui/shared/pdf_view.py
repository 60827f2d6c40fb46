"""The pages of a PDF on the screen, one below the other: exactly what is signed and sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import QStackedWidget, QWidget

from zwgk_desk.model.document.page_place import PageBox

from ..look import kit
from .marked_pages import MarkedPages, Marks

NOTE = "审签和报送的正文就是这些页面；各件的原件一字节不改，随附其后。"


class PagesView(QWidget):
    """Shows a PDF, or says why there is none."""

    def __init__(self, note: str = NOTE) -> None:
        """Build the view; `note` is the caption above the pages."""
        super().__init__()
        self.setObjectName("pages")
        self._buffer: QBuffer | None = None
        self._growing = False
        self.view = MarkedPages(self)
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
        self._stops: Sequence[PageBox] = ()
        self._stop = -1
        self.changes_button = kit.button("下一处改动", self.next_change, name="next-change")
        self.changes_button.hide()
        back = kit.button("上一页", lambda: self.turn(-1), name="page-back")
        on = kit.button("下一页", lambda: self.turn(1), name="page-on")
        self.note = kit.label(note, "quiet")
        layout = kit.column(kit.row(self.place, None, self.changes_button, back, on), self.note, self._stack, margins=6)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self.document = QPdfDocument(self)  # made after the view, so that Qt deletes it after the view that still uses it
        self.view.setDocument(self.document)
        self.view.pageNavigator().currentPageChanged.connect(lambda _: self._tell_place())

    def show_message(self, text: str) -> None:
        """Show a sentence in place of pages: what is under way, or why there are none."""
        self.message.setText(text)
        self.place.setText("")
        self.show_changes(())
        self.view.show_marks(Marks())
        self._growing = False
        self._stack.setCurrentWidget(self.message)

    def show_early(self, content: bytes) -> None:
        """Show the first pages while later ones are still being set."""
        self._show(content, stay=self._growing)
        self._growing = True
        self._tell_place()

    def show_pdf(self, content: bytes) -> None:
        """Show a PDF from its first page; where `show_early` has shown its beginning, keep the place that is being read."""
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

    def show_changes(self, changes: Sequence[Sequence[PageBox]]) -> None:
        """Mark the lines of each change; a button and a key lead from one to the next."""
        self._stops, self._stop = _stops(changes), -1
        self.view.show_marks(replace(self.view.marks, changed=[box for boxes in changes for box in boxes]))
        self.changes_button.setVisible(bool(self._stops))
        self._tell_stop()

    def next_change(self) -> None:
        """Go to the next change; after the last to the first."""
        if self._stops:
            self._stop = (self._stop + 1) % len(self._stops)
            self.view.lead_to(self._stops[self._stop])
            self._tell_stop()

    def _tell_stop(self) -> None:
        at = f"{self._stop + 1} / {len(self._stops)}" if self._stop >= 0 else f"共 {len(self._stops)} 处"
        self.changes_button.setText(f"下一处改动（{at}）")
        self.changes_button.setAccessibleName(self.changes_button.text())

    def show_pins(self, pinned: Sequence[Sequence[PageBox]], chosen: Sequence[PageBox] = ()) -> None:
        """Mark the passages that are remarked on, and the one that is chosen."""
        self.view.show_marks(replace(self.view.marks, pinned=pinned, chosen=chosen))

    def turn(self, by: int) -> None:
        """Turn a number of pages forward, or back where it is negative."""
        page = self.view.pageNavigator().currentPage() + by
        if 0 <= page < self.document.pageCount():
            self.view.pageNavigator().jump(page, QPointF(), 0)

    def _tell_place(self) -> None:
        going_on = "　后面的页正在排" if self._growing else ""
        self.place.setText(f"第 {self.view.pageNavigator().currentPage() + 1} / {self.document.pageCount()} 页{going_on}")


def _stops(changes: Sequence[Sequence[PageBox]]) -> Sequence[PageBox]:
    """Return the stops on the way through the changes, in the order of the pages: lines that touch are one stop."""
    boxes = sorted((box for lines in changes for box in lines), key=lambda box: (box.page, box.top))
    stops: list[PageBox] = []
    last: PageBox | None = None
    for box in boxes:
        if last is None or box.page != last.page or box.top - last.bottom > (box.bottom - box.top):
            stops.append(box)
        last = box
    return stops
