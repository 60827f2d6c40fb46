"""Hands that do not slip: the wheel changes no value that somebody declared, and Qt's own words are Chinese."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QMessageBox, QTabWidget, QWidget

from ui.shared.host import Address
from ui.window.pages import PAGES

from .conftest import Person

PEOPLE = ("nigao", "baomi", "zhuyao", "shouwen", "guanli")


def value(widget: QWidget) -> object:
    if isinstance(widget, QComboBox | QTabWidget):
        return widget.currentIndex()
    assert isinstance(widget, QAbstractSpinBox)
    return widget.text()


def turn(widget: QWidget, by: int) -> None:
    """Turn the wheel over a widget, as the window system does."""
    middle = QPointF(widget.rect().center())
    event = QWheelEvent(
        middle, QPointF(widget.mapToGlobal(middle.toPoint())), QPoint(), QPoint(0, by), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QCoreApplication.sendEvent(widget, event)


@pytest.mark.parametrize("account", PEOPLE)
def test_the_wheel_changes_no_value_on_any_page(sample_person: Person, account: str) -> None:
    person = sample_person
    person.sign_in(account)
    office, session = person.shell.office, person.shell.session
    first = next(iter(office.searching.bundles(session)), None)
    turned = 0
    for name in PAGES:
        if name not in person.shell.pages:
            continue  # not for this person
        person.shell.go(Address(name, first.key if first is not None else None))
        person.settle()
        for widget in (*person.shell.findChildren(QComboBox), *person.shell.findChildren(QAbstractSpinBox), *person.shell.findChildren(QTabWidget)):
            before = value(widget)
            for by in (120, -120, -240):
                turn(widget.tabBar() if isinstance(widget, QTabWidget) else widget, by)
            assert value(widget) == before, f"{name}: {widget.objectName()}"
            turned += 1
    assert turned > 3


def test_an_open_list_takes_the_wheel(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("nigao")
    shown = QComboBox()
    person.bot.addWidget(shown)
    shown.addItems([str(number) for number in range(200)])
    shown.show()
    shown.showPopup()
    bar = shown.view().verticalScrollBar()
    before = bar.value()
    turn(shown.view().viewport(), -480)
    assert bar.value() > before
    shown.hidePopup()


def test_qt_speaks_chinese(sample_person: Person) -> None:
    sample_person.sign_in("nigao")
    asked = QMessageBox()
    sample_person.bot.addWidget(asked)
    asked.setStandardButtons(QMessageBox.StandardButton.Cancel | QMessageBox.StandardButton.Yes)
    assert all(any("一" <= character <= "鿿" for character in button.text()) for button in asked.buttons())
