"""批注 on the page of sign-off: a passage of the pages is chosen, what is to be said of it is written beside, and each remark can be looked at
and dropped until the bundle goes back with them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame

from zwgk_desk.desk.course.page_remarks import PageText
from zwgk_desk.model.document.page_place import PageBox, PagePlace
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.page_remark import PageRemark, RemarkAnchor
from zwgk_desk.model.part_document import PartDocument
from zwgk_desk.model.record import BundleRecord

from ..look import kit
from ..shared.page_context import PageContext
from ..shared.pdf_view import PagesView

T = TypeVar("T")
WHOLE = 10**6
"""Number of characters, more than any paragraph has: a range up to it covers the whole one."""


class RemarkedPage(PageContext, Protocol):
    """What the card needs of the page of sign-off."""

    @property
    def record(self) -> BundleRecord | None:
        """The bundle that is shown."""

    @property
    def page_text(self) -> PageText | None:
        """Which paragraph stands where on the pages; None while that is not known."""

    @property
    def pages(self) -> PagesView:
        """The view of the bound PDF's pages."""

    @property
    def documents(self) -> Sequence[PartDocument]:
        """The bundle's parts as documents."""

    def show_pages(self) -> None:
        """Switch to the view of the pages."""

    def pins_changed(self) -> None:
        """Take note that remarks were added or dropped."""


class PageRemarkCard(kit.ListCard):
    """The remarks of the bundle that is shown; `entry`, where one is written, is laid out by the page, among what is to be done."""

    def __init__(self, page: RemarkedPage) -> None:
        """Build the card and its `entry`; `page` holds the bundle and its pages."""
        super().__init__("我的批注", spacing=4)
        self._page = page
        self._allowed = False
        self._chosen: PagePlace | None = None
        self._typed: dict[int, tuple[PagePlace, str]] = {}
        self.pinned: Sequence[PageRemark] = ()
        self.about = kit.label("")
        self.about.setObjectName("pin-about")
        self.text = kit.text_area()
        self.text.setObjectName("pin-text")
        self.text.setAccessibleName("批注内容")
        self.text.setPlaceholderText("这一段要改什么")
        self.text.setFixedHeight(52)
        add = kit.button("记下批注", self.add, name="pin-add")
        leave = kit.button("不写了", self.drop_choice, "link", "pin-leave")
        self.entry = QFrame()
        self.entry.setObjectName("finding-advice")
        self.entry.setLayout(kit.column(self.about, self.text, kit.row(add, None, leave), margins=8, spacing=4))
        self.entry.hide()
        QShortcut(QKeySequence("Ctrl+Return"), self.text, self.add, context=Qt.ShortcutContext.WidgetShortcut)
        QShortcut(QKeySequence("Esc"), self.text, self.drop_choice, context=Qt.ShortcutContext.WidgetShortcut)

    def show_record(self, record: BundleRecord, allowed: bool) -> None:
        """Show the pending remarks on a bundle; new ones can be written only where `allowed`: where the person is to decide on it."""
        self._allowed = allowed
        kept = self._page.attempt(lambda: self._page.office.page_remarks.pending(self._page.session, record.key)) if allowed else ()
        self._show(kept or ())

    def leave_record(self, record: BundleRecord) -> None:
        """Keep a half-written remark for when this bundle is shown again, since another one is about to be."""
        if self._chosen is not None and self.text.toPlainText().strip():
            self._typed[record.key] = (self._chosen, self.text.toPlainText())
        self.drop_choice()

    def pages_known(self) -> None:
        """Take up the half-written remark again: only now is it known where its passage stands on the pages."""
        record = self._page.record
        if record is not None and self._page.page_text is not None and record.key in self._typed and self._allowed:
            place, text = self._typed.pop(record.key)
            self.choose(place, look=False)
            self.text.setPlainText(text)
        self._mark()

    def press(self, page: int, x: float, y: float) -> None:
        """Choose the passage at a place of a page that was pressed; x and y in points from the page's upper left corner."""
        found = self._page.page_text.at(page, x, y) if self._page.page_text is not None and self._allowed else None
        if found is not None:
            self.choose(found)
            self.text.setFocus()

    def step(self, by: int) -> None:
        """Choose the next passage (1) or the one before (-1); the first time, the one in sight."""
        text = self._page.page_text
        places = text.places() if text is not None and self._allowed else ()
        if not places:
            return
        if self._chosen in places:
            number = places.index(self._chosen) + by
        else:
            page = self._page.pages.view.pageNavigator().currentPage()
            number = next((n for n, place in enumerate(places) if place.page >= page), len(places) - 1)
        self.choose(places[min(max(number, 0), len(places) - 1)])

    def enter(self) -> None:
        """Put the keyboard into the remark's field; where no passage is chosen yet, choose one first."""
        if self._chosen is not None:
            self.text.setFocus()
        else:
            self.step(1)

    def choose(self, place: PagePlace, look: bool = True) -> None:
        """Choose a passage to write about; a text that is already typed moves to it."""
        self._chosen = place
        boxes = self._boxes(place)
        page = boxes[0].page if boxes else place.page
        quote = self._quote(place)
        self.about.setText(f"第 {page + 1} 页　{quote[:40]}{'…' if len(quote) > 40 else ''}")
        self.entry.show()
        self._mark()
        if look and boxes:
            self._page.pages.view.lead_to(boxes[0])

    def drop_choice(self) -> None:
        """Choose no passage, and drop what is typed."""
        self._chosen = None
        self.text.clear()
        self.entry.hide()
        self._mark()

    def add(self) -> None:
        """Save the remark on the chosen passage; it is sent when the bundle goes back."""
        record, place = self._page.record, self._chosen
        if record is None or place is None:
            return
        anchor = RemarkAnchor(place.page + 1, place.where, place.paragraph, self._quote(place))
        page, text = self._page, self.text.toPlainText()
        kept = page.attempt(lambda: page.office.page_remarks.pin(page.session, record.key, record.revision.number, anchor, text))
        if kept is not None:
            self._show(kept)
            self.drop_choice()
            page.pages.view.setFocus()

    def _remove(self, remark: PageRemark) -> None:
        page, record = self._page, self._page.record
        if record is None:
            return
        seen = record.revision.number
        left = page.attempt(lambda: page.office.page_remarks.unpin(page.session, record.key, seen, remark.number))
        if left is not None:
            self._show(left)
            self._mark()
            page.host.tell_done("已删去一条批注", lambda: self._bring_back(record, remark))

    def _bring_back(self, record: BundleRecord, remark: PageRemark) -> None:
        page = self._page
        kept = page.attempt(lambda: page.office.page_remarks.pin(page.session, record.key, record.revision.number, remark.anchor, remark.text))
        if kept is not None and page.record is not None and page.record.key == record.key:
            self._show(kept)
            self._mark()

    def _show(self, pinned: Sequence[PageRemark]) -> None:
        self.pinned = pinned
        self.setVisible(bool(pinned))
        kit.clear(self.list)
        for number, remark in enumerate(pinned, start=1):
            self.list.addWidget(self._entry(number, remark))
        self._page.pins_changed()

    def _entry(self, number: int, remark: PageRemark) -> QFrame:
        frame = QFrame()
        frame.setObjectName("finding-advice")
        look = kit.button("去看 ›", lambda: self._look(remark), "link", f"pin-look-{number}")
        look.setAccessibleName(f"去看第 {number} 条批注")
        away = kit.button("删去", lambda: self._remove(remark), "link", f"pin-remove-{number}")
        away.setAccessibleName(f"删去第 {number} 条批注")
        head = kit.label(f"{number}. 第 {remark.anchor.page} 页　{remark.short}", "quiet")
        frame.setLayout(kit.column(head, kit.label(remark.text), kit.row(None, look, away), margins=8, spacing=2))
        return frame

    def _look(self, remark: PageRemark) -> None:
        boxes = self._boxes(remark.anchor)
        if boxes:
            self._page.show_pages()
            self._page.pages.view.lead_to(boxes[0])

    def _mark(self) -> None:
        chosen = self._boxes(self._chosen) if self._chosen is not None else ()
        self._page.pages.show_pins([self._boxes(remark.anchor) for remark in self.pinned], chosen)

    def _boxes(self, place: PagePlace | RemarkAnchor) -> Sequence[PageBox]:
        text: PageText | None = self._page.page_text
        return text.boxes(place.where, Place(place.paragraph, 0, WHOLE)) if text is not None else ()

    def _quote(self, place: PagePlace) -> str:
        document: PartDocument | None = next((d for d in self._page.documents if d.where == place.where), None)
        texts = list(document.tree.paragraphs()) if document is not None and document.tree is not None else []
        return texts[place.paragraph] if place.paragraph < len(texts) else ""
