"""The middle of the bundle page: plan and materials, or the nine elements, one at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QWidget

from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.place import Slot
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind

from ..look import kit
from ..shared.document_view import DocumentView
from ..shared.element_switch import ElementSwitch
from ..shared.part_tabs import PartTabs
from .bundle_context import BundleContext
from .elements_panel import ElementsPanel

MIDDLE = (PartKind.PLAN, PartKind.MATERIAL, PartKind.ATTACHMENT, PartKind.OPINIONS_ACCOUNT)


class BundleMiddle(QWidget):
    """Shows either the plan and materials or the nine elements (解读要素) between the policy and the rail.

    Signals:
        turned: it switched between files and elements.
    """

    turned = Signal()

    def __init__(self, page: BundleContext, switch: ElementSwitch) -> None:
        """Build both halves; `page` holds the bundle, `switch` says whether the elements of files are shown beside their text."""
        super().__init__()
        self._page = page
        self._record: BundleRecord | None = None
        self._places: list[Place] = []
        self._chosen: Place | None = None
        self._policy: DocumentView | None = None
        self.parts = PartTabs(MIDDLE, page.choose_file, switch)
        self.parts.pictured = True
        self.parts.drawn.connect(self._draw)
        self.elements = ElementsPanel(page)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.parts)
        self.stack.addWidget(self.elements)
        self.parts_button = self._segment("方案和材料", self.show_parts, "show-parts")
        self.elements_button = self._segment("解读要素", self.show_elements, "assist")
        group = QButtonGroup(self)
        for made in (self.parts_button, self.elements_button):
            group.addButton(made)
        self.parts_button.setChecked(True)
        layout = kit.column(kit.row(self.parts_button, self.elements_button, None), self.stack)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.elements.offered.connect(self._offer)
        self.elements.pointed.connect(self._point)
        self.elements.counted.connect(lambda count: self.elements_button.setText(f"解读要素 {count}/9"))

    def _segment(self, text: str, act: Callable[[], None], name: str) -> QPushButton:
        made = kit.button(text, act, "view", name)
        made.setCheckable(True)
        return made

    @property
    def shows_elements(self) -> bool:
        """Whether the elements are shown, and not the files."""
        return self.stack.currentWidget() is self.elements

    def show_record(self, record: BundleRecord) -> None:
        """Take the bundle; its policy is searched for elements only once they are shown, since that takes its time."""
        if self._record is None or self._record.key != record.key:
            self.elements_button.setText("解读要素")
            self._places, self._chosen = [], None
        self._record = record
        if self.shows_elements:
            self.elements.show_record(record)

    def use_policy(self, view: DocumentView | None) -> None:
        """Take the view that shows the policy now, and highlight the proposals in it again: its text was set anew."""
        if view is not None and view is not self._policy:
            view.pressed.connect(self._pressed)
        self._policy = view
        self._light()

    def show_parts(self) -> None:
        """Show plan and materials."""
        self.parts_button.setChecked(True)
        self.stack.setCurrentWidget(self.parts)
        self._light()

    def show_elements(self) -> None:
        """Show the nine elements."""
        self.elements_button.setChecked(True)
        self.stack.setCurrentWidget(self.elements)
        if self._record is not None:
            self.elements.show_record(self._record)
        self.elements.tree.setFocus()
        self._light()

    def _draw(self, slot: Slot) -> None:
        """Draw 一图读懂 for the page, off the window's thread."""
        page, record = self._page, self._record
        parts = record.bundle.of_kind(slot.kind) if record is not None else ()
        if record is None or slot.position is None or slot.position >= len(parts):
            return
        sha256, draw = parts[slot.position].sha256, page.office.interpreting.picture
        page.read("画图", lambda progress: draw(page.session, record.key, sha256), lambda png: self.parts.show_picture(slot, sha256, png))

    def _offer(self, places: list[Place]) -> None:
        self._places = places
        self._light()

    def _point(self, place: Place) -> None:
        self._chosen = place
        self._light()

    def _pressed(self, place: Place) -> None:
        if self.shows_elements:
            self.elements.point_at(place)

    def _light(self) -> None:
        if self._policy is not None:
            shown = self.shows_elements
            self._policy.light(self._places if shown else [], self._chosen if shown else None)
