"""What a screen reader is told: everything that can have the keyboard has a name and a role, as the platform's accessibility interface gives them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QListWidget, QScrollArea, QTabBar, QWidget

from .conftest import Person
from .waiting import wait_for


def unnamed(window: QWidget) -> list[str]:
    """The widgets that the tabulator reaches and for which the interface has no name."""
    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.focusPolicy() & Qt.FocusPolicy.TabFocus or isinstance(widget, (QScrollArea, QTabBar)):
            continue
        if widget.objectName().startswith("qt_"):
            continue
        interface = QAccessible.queryAccessibleInterface(widget)
        if interface is None or not interface.text(QAccessible.Text.Name):
            found.append(f"{type(widget).__name__} {widget.objectName()} in {widget.parent()}")
    return found


@pytest.mark.parametrize("account", ["nigao", "baomi", "zhuyao", "shouwen", "guanli"])
def test_everything_that_has_the_keyboard_has_a_name(account: str, sample_person: Person) -> None:
    person = sample_person
    person.sign_in(account)
    for name in person.shell.side.names:
        person.press(f"nav-{name}")
        person.settle()
        assert unnamed(person.window) == [], name
    if "bundles" in person.shell.side.names and account in ("nigao", "baomi"):
        person.press("nav-bundles")
        person.open_line("示例")
        assert unnamed(person.window) == []


def test_a_row_of_the_intake_list_is_spoken_in_words(sample_person: Person) -> None:
    person = sample_person
    person.sign_in("shouwen")
    person.press("nav-intake")
    choices = person.find("choices")
    assert isinstance(choices, QListWidget)
    wait_for("the look at the packet", lambda: "正在核对" not in choices.item(0).text())
    interface = QAccessible.queryAccessibleInterface(choices)
    assert interface is not None
    spoken = interface.child(0).text(QAccessible.Text.Name)
    assert spoken.startswith("可收，东江市") and "签名有效" in spoken
