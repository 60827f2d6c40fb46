"""A list of bundles at the left of a page, one chosen at a time, by mouse or keyboard."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from zwgk_desk.model.record import BundleLine

from ..look import kit, tokens

KEY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Choice:
    """One entry of the list.

    Attributes:
        key: the bundle's, or whatever tells one entry from another.
        words: what stands there, in one or several lines.
        spoken: what a screen reader says.
        colour: of the square before it, where the words have a verdict; empty for none.
    """

    key: Hashable
    words: str
    spoken: str
    colour: str = ""


def choice_of(line: BundleLine) -> Choice:
    """Return the entry of a bundle: its title, its state and when it was changed last."""
    return Choice(line.key, f"{line.title}\n{line.stands}　{kit.moment_text(line.updated_at)}", f"{line.title}，{line.stands}")


class ChoiceList(QListWidget):
    """A list with one entry chosen at a time; keys on it turn pages and start the page's main act, so that the mouse is never needed.

    Signals:
        chosen: the key of the entry that was chosen.
        turned: its pages are to be turned, by so many.
        entered: the page's main act is wanted.
        asked_on: the next change is wanted.
    """

    chosen = Signal(object)
    turned = Signal(int)
    entered = Signal()
    asked_on = Signal()

    def __init__(self, name: str) -> None:
        """Build an empty list; `name` is what screen readers call it."""
        super().__init__()
        self.setAccessibleName(name)
        self.setObjectName("choices")
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setIconSize(QSize(tokens.MARK, tokens.MARK))
        self.currentItemChanged.connect(lambda item, _: self._tell_chosen(item))

    def _tell_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.chosen.emit(item.data(KEY))

    def show_choices(self, choices: Sequence[Choice], wanted: Hashable | None = None) -> None:
        """Show these entries, and choose the one with the key `wanted`, else the one that was chosen before, else the first."""
        current, row = self.currentItem(), self.currentRow()
        kept = current.data(KEY) if current is not None else None
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            item = QListWidgetItem()
            item.setData(KEY, choice.key)
            _say(item, choice)
            self.addItem(item)
        self.blockSignals(False)
        if not (wanted is not None and self.select(wanted)) and not self.select(kept) and self.count():
            self.setCurrentRow(min(max(row, 0), self.count() - 1))

    def say(self, choice: Choice) -> None:
        """Replace the words of an entry, where it is still in the list."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == choice.key:
                _say(self.item(row), choice)
                self.scheduleDelayedItemsLayout()  # the new words may take another number of lines, so heights are measured anew

    @property
    def current_key(self) -> Hashable | None:
        """The key of the entry that is chosen; None where none is."""
        item = self.currentItem()
        key: Hashable | None = item.data(KEY) if item is not None else None
        return key

    def go_on(self, key: Hashable) -> None:
        """Go to the bundle after this one, where it is still in the list and not the last."""
        current = self.currentItem()
        if current is not None and current.data(KEY) == key and self.currentRow() + 1 < self.count():
            self.setCurrentRow(self.currentRow() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """On the space bar, turn the pages of what is chosen, back with Shift; on → go to the next change; on Enter do the page's main act."""
        if event.key() == Qt.Key.Key_Space:
            self.turned.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.asked_on.emit()
        else:
            super().keyPressEvent(event)

    def select(self, key: Hashable | None) -> bool:
        """Choose a bundle; False where it is not in the list."""
        for row in range(self.count()):
            if self.item(row).data(KEY) == key:
                self.setCurrentRow(row)
                return True
        return False


def _say(item: QListWidgetItem, choice: Choice) -> None:
    item.setText(choice.words)
    item.setToolTip(choice.words)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, choice.spoken)
    item.setData(Qt.ItemDataRole.DecorationRole, QColor(choice.colour) if choice.colour else None)
