"""The text of a bundle's parts, as it stands and as it stood in each of its revisions."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QComboBox, QWidget

from zwgk_desk.model.part_document import PartDocument
from zwgk_desk.model.record import BundleRecord, Revision

from ..look import kit
from ..shared.page import Page
from ..shared.part_tabs import PartTabs


class VersionedParts(QWidget):
    """The parts, with a box to choose the revision from; the one that is decided on is chosen until one chooses another."""

    def __init__(self, page: Page, parts: PartTabs) -> None:
        """Build the box above `parts`; `page` reads the earlier revisions."""
        super().__init__()
        self._page, self._parts = page, parts
        self._record: BundleRecord | None = None
        self._now: Sequence[PartDocument] = ()
        self.box = QComboBox()
        self.box.setObjectName("revision")
        self.box.setAccessibleName("看哪一版")
        self.box.currentIndexChanged.connect(lambda _: self._choose())
        self.note = kit.label("", "refused", wrap=False)
        self.note.setObjectName("revision-note")
        layout = kit.column(kit.row("看", self.box, self.note, None), parts, margins=6)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def show_record(self, record: BundleRecord) -> None:
        """Offer the revisions of a bundle, newest first."""
        page, self._record = self._page, record
        names = page.office.accounts.names()
        revisions = page.attempt(lambda: page.office.bundles.revisions(page.session, record.key)) or ()
        blocker = QSignalBlocker(self.box)
        self.box.clear()
        for revision in reversed(revisions):
            self.box.addItem(_words(revision, names.get(revision.by, revision.by), record), revision.number)
        self.note.setText("")
        del blocker

    def show_documents(self, documents: Sequence[PartDocument]) -> None:
        """Show the parts as they stand."""
        self._now = documents
        if self.box.currentIndex() <= 0:
            self._parts.show_documents(documents, editable=False)

    def show_now(self) -> None:
        """Go back to the revision that is decided on."""
        self.box.setCurrentIndex(0)

    def _choose(self) -> None:
        record, number = self._record, self.box.currentData()
        if record is None or number is None:
            return
        if number == record.revision.number:
            self.note.setText("")
            self._parts.show_documents(self._now, editable=False)
            return
        self.note.setText(f"这是以前的第 {number} 版，审签的是第 {record.revision.number} 版")
        page = self._page

        def show(documents: Sequence[PartDocument]) -> None:
            if self._record is record and self.box.currentData() == number:
                self._parts.show_documents(documents, editable=False)

        look = page.office.checking.documents
        page.read("读取以前的版本", lambda progress: look(page.session, record.key, number), show)


def _words(revision: Revision, who: str, record: BundleRecord) -> str:
    now = "（现在）" if revision.number == record.revision.number else ""
    return f"第 {revision.number} 版{now}　{kit.moment_text(revision.at)}　{who}"
