"""Small widgets used on every page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDateEdit,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from . import tokens


def label(text: str, kind: str = "", wrap: bool = True) -> QLabel:
    """A label; `kind` is one of the style sheet's: title, section, quiet."""
    made = QLabel(text)
    made.setWordWrap(wrap)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if kind:
        made.setProperty("kind", kind)
    return made


class ListCard(QFrame):
    """A card with a heading and a list below it; hidden until there is something to say.

    Attributes:
        heading: the heading.
        list: what is filled.
    """

    def __init__(self, heading: str, spacing: int = 6) -> None:
        """Take the heading, and the distance between the entries."""
        super().__init__()
        self.setObjectName("card")
        self.heading = label(heading, "section")
        self.list = QVBoxLayout()
        self.list.setSpacing(spacing)
        layout = column(self.heading, self.list)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        self.hide()


class OptionalLabel(QLabel):
    """A label that takes no room while it says nothing."""

    def __init__(self, kind: str, name: str) -> None:
        """Take its kind in the style sheet, and its name."""
        super().__init__()
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("kind", kind)
        self.setObjectName(name)
        self.hide()

    def setText(self, text: str) -> None:
        """Say it; nothing takes no room."""
        super().setText(text)
        self.setVisible(bool(text) and self.parent() is not None)


def button(text: str, act: Callable[[], object], kind: str = "", name: str = "") -> QPushButton:
    """A button that does one thing; `name` is how tests and screen readers know it apart."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setObjectName(name or text)
    made.setAccessibleName(text)
    made.setAutoDefault(True)  # Enter presses it, as the space bar does
    made.clicked.connect(lambda: act())
    return made


def text_area() -> QPlainTextEdit:
    """A field for several lines; the tabulator leaves it, as it leaves every field."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    return made


def day_field(name: str, text: str, day: QDate) -> QDateEdit:
    """A field for a day, with a calendar to choose it from."""
    edit = QDateEdit(day)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    edit.setObjectName(name)
    edit.setAccessibleName(text)
    return edit


def picked_day(field: QDateEdit) -> date:
    """The day that a field shows."""
    day = field.date()
    return date(day.year(), day.month(), day.day())


def row(*widgets: QWidget | str | None, spacing: int = tokens.GAP) -> QHBoxLayout:
    """Widgets side by side; None is a stretch, a text a quiet label."""
    layout = QHBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(0, 0, 0, 0)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(label(widget, "quiet", wrap=False) if isinstance(widget, str) else widget)
    return layout


def column(*items: QWidget | QLayout | None, margins: int = 0, spacing: int = tokens.GAP) -> QVBoxLayout:
    """Widgets and layouts one below the other; None is a stretch."""
    layout = QVBoxLayout()
    layout.setSpacing(spacing)
    layout.setContentsMargins(margins, margins, margins, margins)
    for item in items:
        if item is None:
            layout.addStretch(1)
        elif isinstance(item, QLayout):
            layout.addLayout(item)
        else:
            layout.addWidget(item)
    return layout


def card(layout: QLayout) -> QFrame:
    """A white box round a layout."""
    made = QFrame()
    made.setObjectName("card")
    layout.setContentsMargins(12, 10, 12, 10)
    made.setLayout(layout)
    return made


def holder(layout: QLayout) -> QWidget:
    """A plain widget round a layout."""
    made = QWidget()
    made.setLayout(layout)
    return made


def scrolled(widget: QWidget) -> QScrollArea:
    """A widget that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


def clear(layout: QLayout) -> None:
    """Take everything out of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def moment_text(at: str) -> str:
    """A moment as people read it: 2026-11-24 16:20."""
    return at[:16].replace("T", " ")


def set_kind(widget: QWidget, kind: str) -> None:
    """Give a widget another look of the style sheet."""
    widget.setProperty("kind", kind)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def hide_unless(shown: bool, *widgets: QWidget) -> None:
    """Hide widgets that somebody has no use for.

    Widgets that are not laid out yet must never be told to show: each would be a window of its own for a moment.
    """
    if not shown:
        for widget in widgets:
            widget.hide()


def make_editable(box: QComboBox, text: str) -> None:
    """Let something else be written into a box than it offers; the field in it has the box's name too, for screen readers."""
    box.setEditable(True)
    box.setAccessibleName(text)
    field = box.lineEdit()
    if field is not None:
        field.setAccessibleName(text)
