"""The day by which a bundle is to be sent: a note for those who work on it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QDate, QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from ..look import kit

USUAL_DAYS = 7
"""Days from today on which the field begins, until a day is chosen."""


class DueField(QWidget):
    """A box to tick, and the day; unticked means no due day.

    Signals:
        chosen: another day, or None for no day.
    """

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.limited = QCheckBox("限期报送")
        self.limited.setObjectName("due-limited")
        self.day = kit.day_field("due-day", "报送期限", QDate.currentDate().addDays(USUAL_DAYS))
        self.limited.toggled.connect(self.day.setVisible)
        self.limited.toggled.connect(lambda _: self.chosen.emit(self.due))
        self.day.dateChanged.connect(lambda _: self.chosen.emit(self.due))
        self.day.setVisible(False)
        self.setLayout(kit.row(self.limited, self.day, None))

    @property
    def due(self) -> date | None:
        """The day in the field; None while the box is unticked."""
        return kit.picked_day(self.day) if self.limited.isChecked() else None

    def show_due(self, due_on: str, editable: bool) -> None:
        """Show a day (ISO 8601); an empty string unticks the box."""
        blockers = [QSignalBlocker(self.limited), QSignalBlocker(self.day)]
        self.limited.setChecked(bool(due_on))
        self.day.setDate(QDate.fromString(due_on, "yyyy-MM-dd") if due_on else QDate.currentDate().addDays(USUAL_DAYS))
        self.day.setVisible(bool(due_on))
        for widget in (self.limited, self.day):
            widget.setEnabled(editable)
        del blockers
