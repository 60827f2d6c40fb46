"""A list of bundles at the left of a page, one chosen at a time, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from zwgk_desk.model.record import BundleLine

from . import kit
from .lines_model import matter_of

KEY = Qt.ItemDataRole.UserRole


class ChoiceList(QListWidget):
    """The list.

    Signals:
        chosen: the key of the bundle that was chosen.
        turned: its pages are to be turned, by so many.
        entered: the page's main act is wanted.
        asked_on: the next change is wanted.
    """

    chosen = Signal(int)
    turned = Signal(int)
    entered = Signal()
    asked_on = Signal()

    def __init__(self, name: str) -> None:
        """Take what screen readers call it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("choices")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.currentItemChanged.connect(lambda item, _: item is not None and self.chosen.emit(item.data(KEY)))

    def show_lines(self, lines: Sequence[BundleLine]) -> None:
        """Show these, keeping the one that was chosen where it is still there."""
        current, row = self.currentItem(), self.currentRow()
        kept = current.data(KEY) if current is not None else None
        self.blockSignals(True)
        self.clear()
        for line in lines:
            item = QListWidgetItem(f"{line.title}\n{matter_of(line)}　{kit.moment_text(line.updated_at)}")
            item.setData(KEY, line.key)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{line.title}，{matter_of(line)}")
            self.addItem(item)
        self.blockSignals(False)
        if not self.select(kept) and self.count():
            self.setCurrentRow(min(max(row, 0), self.count() - 1))

    def go_on(self, key: int) -> None:
        """Go to the bundle after this one, where it is still in the list and not the last."""
        current = self.currentItem()
        if current is not None and current.data(KEY) == key and self.currentRow() + 1 < self.count():
            self.setCurrentRow(self.currentRow() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The space bar turns the pages of what is chosen, back with Shift; → goes to the next change; Enter is the page's main act."""
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.asked_on.emit()
        else:
            super().keyPressEvent(event)

    def select(self, key: int | None) -> bool:
        """Choose a bundle; False where it is not in the list."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)
                return True
        return False
