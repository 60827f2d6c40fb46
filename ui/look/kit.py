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
    """Return a label; `kind` is one of the style sheet's: title, section, quiet."""
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
        """Build the card; `spacing` is the distance between entries in pixels."""
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
        """Make the label; `kind` as for `label`, `name` its object name."""
        super().__init__()
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setProperty("kind", kind)
        self.setObjectName(name)
        self.hide()

    def setText(self, text: str) -> None:
        """Show a text, or hide the label where it is empty: a visible empty label would still take a line's height."""
        super().setText(text)
        self.setVisible(bool(text) and self.parent() is not None)


def button(text: str, act: Callable[[], object], kind: str = "", name: str = "") -> QPushButton:
    """Return a button that calls `act`; `name` is its object name, by which tests find it."""
    made = QPushButton(text)
    if kind:
        made.setProperty("kind", kind)
    made.setObjectName(name or text)
    made.setAccessibleName(text)
    made.setAutoDefault(True)  # Enter presses a focused button too: Qt alone gives it the space bar only
    made.clicked.connect(lambda: act())
    return made


def text_area() -> QPlainTextEdit:
    """Return a field for several lines; Tab leaves it, as it leaves every other field, in place of typing a tab."""
    made = QPlainTextEdit()
    made.setTabChangesFocus(True)
    return made


def day_field(name: str, text: str, day: QDate) -> QDateEdit:
    """Return a field for a day, with a calendar to choose it from."""
    edit = QDateEdit(day)
    edit.setDisplayFormat("yyyy-MM-dd")
    edit.setCalendarPopup(True)
    edit.setObjectName(name)
    edit.setAccessibleName(text)
    return edit


def picked_day(field: QDateEdit) -> date:
    """Return the day in a field."""
    day = field.date()
    return date(day.year(), day.month(), day.day())


def row(*widgets: QWidget | str | None, spacing: int = tokens.GAP) -> QHBoxLayout:
    """Lay widgets out side by side; None is a stretch, a text a quiet label."""
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
    """Lay widgets and layouts out one below the other; None is a stretch."""
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
    """Return a framed box with the paper's colour round a layout."""
    made = QFrame()
    made.setObjectName("card")
    layout.setContentsMargins(12, 10, 12, 10)
    made.setLayout(layout)
    return made


def holder(layout: QLayout) -> QWidget:
    """Return a plain widget round a layout, for where Qt takes widgets only."""
    made = QWidget()
    made.setLayout(layout)
    return made


def scrolled(widget: QWidget) -> QScrollArea:
    """Return a scroll area round a widget that scrolls up and down, never sideways."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(widget)
    return area


def clear(layout: QLayout) -> None:
    """Remove and delete every item of a layout."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def moment_text(at: str) -> str:
    """Return a moment as people read it: 2026-11-24 16:20."""
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
