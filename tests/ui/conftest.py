"""A person before the window: presses what is shown, types, drops files, answers file dialogues."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ui.look.theme import apply_theme
from ui.window import banner
from ui.window.app import Desktop
from ui.window.shell import Shell
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD, open_sample_office

from .. import made_once
from .leftovers import Leftovers
from .waiting import let_work, wait_for, wait_until_still


class Person:
    """Somebody at the keyboard. Finds widgets by the names they have, and only those that are shown."""

    def __init__(self, qtbot: QtBot, desktop: Desktop) -> None:
        self.bot, self.desktop = qtbot, desktop

    @property
    def window(self) -> QWidget:
        """The window that is shown."""
        assert self.desktop.window is not None
        return self.desktop.window

    @property
    def shell(self) -> Shell:
        """The window of somebody who is signed in."""
        assert isinstance(self.window, Shell)
        return self.window

    def sees(self, name: str) -> bool:
        """Whether a widget of that name is shown."""
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def find(self, name: str) -> QWidget:
        """The widget of that name that is shown."""
        wait_for(f"{name} to be shown", lambda: self.sees(name))
        return next(w for w in self.window.findChildren(QWidget, name) if w.isVisible())

    def press(self, name: str) -> None:
        """Press a button, once it can be pressed."""
        wait_for(f"{name} to be enabled", lambda: self.find(name).isEnabled())
        widget = self.find(name)
        if isinstance(widget, QCheckBox):
            widget.setFocus()
            self.bot.keyClick(widget, Qt.Key.Key_Space)
        else:
            self.bot.mouseClick(widget, Qt.MouseButton.LeftButton)

    def type(self, name: str, text: str) -> None:
        """Type into a field, in place of what stands there."""
        field = self.find(name)
        field.setFocus()
        if isinstance(field, QAbstractSpinBox):
            field.selectAll()
            self.bot.keyClicks(field, text)
        if isinstance(field, (QLineEdit, QPlainTextEdit)):
            field.selectAll()
            self.bot.keyClick(field, Qt.Key.Key_Delete)
            if text.isascii():
                self.bot.keyClicks(field, text)
            elif isinstance(field, QLineEdit):
                field.insert(text)  # as an input method does
                field.textEdited.emit(field.text())
            else:
                field.insertPlainText(text)

    def choose(self, name: str, text: str) -> None:
        """Choose an entry of a box by the keyboard."""
        box = self.find(name)
        assert isinstance(box, QComboBox)
        place = box.findText(text)
        assert place >= 0
        box.setFocus()
        self.bot.keyClick(box, Qt.Key.Key_Home)
        for _ in range(place):
            self.bot.keyClick(box, Qt.Key.Key_Down)
        assert box.currentText() == text

    def drop(self, name: str, *paths: Path, wait: bool = True) -> None:
        """Drop files on a view, and wait until they are in."""
        view = self.find(name)
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        action, place = Qt.DropAction.CopyAction, QPointF(50, 50)
        entering = QDragEnterEvent(place.toPoint(), action, data, buttons, modifiers)
        QApplication.sendEvent(view.viewport(), entering)
        assert entering.isAccepted()
        QApplication.sendEvent(view.viewport(), QDropEvent(place, action, data, buttons, modifiers))
        if wait:
            self.settle()

    def settle(self) -> None:
        """Wait until nothing is under way."""
        wait_until_still(self.shell)

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign in, signing out before where somebody is."""
        if isinstance(self.window, Shell):
            self.press("sign-out")
        self.type("sign-in-name", name)
        self.type("sign-in-password", password)
        self.press("sign-in")
        wait_for(f"the window of {name}", lambda: isinstance(self.window, Shell))
        self.settle()

    def open_line(self, words: str) -> None:
        """Open the bundle in the list whose title has these words, by the keyboard."""
        self.settle()
        table = self.find("bundles")
        assert isinstance(table, QTableView)
        model = table.model()
        row = next(r for r in range(model.rowCount()) if words in str(model.index(r, 1).data()))
        table.setFocus()
        self.bot.keyClick(table, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
        for _ in range(row):
            self.bot.keyClick(table, Qt.Key.Key_Down)
        self.bot.keyClick(table, Qt.Key.Key_Return)
        self.settle()

    def choose_line(self, words: str) -> None:
        """Choose the bundle in the list at the left whose title has these words, by the keyboard."""
        choices = self.find("choices")
        assert isinstance(choices, QListWidget)
        row = next(r for r in range(choices.count()) if words in choices.item(r).text())
        choices.setFocus()
        self.bot.keyClick(choices, Qt.Key.Key_Home)
        for _ in range(row):
            self.bot.keyClick(choices, Qt.Key.Key_Down)
        self.settle()

    @contextmanager
    def answering(self, path: Path) -> Iterator[None]:
        """Answer the next file dialogue with a path, as one types it there."""

        def answer() -> None:
            dialogue = QApplication.activeModalWidget()
            if not isinstance(dialogue, QFileDialog):
                QTimer.singleShot(20, answer)
                return
            field = dialogue.findChild(QLineEdit, "fileNameEdit")
            assert field is not None
            field.setText(str(path))
            dialogue.accept()

        QTimer.singleShot(20, answer)
        yield
        self.settle()

    def tab(self, name: str, place: int) -> None:
        """Go to a tab by the keyboard."""
        tabs = self.find(name)
        assert isinstance(tabs, QTabWidget)
        bar = tabs.tabBar()
        bar.setFocus()
        while tabs.currentIndex() != place:
            self.bot.keyClick(bar, Qt.Key.Key_Right if tabs.currentIndex() < place else Qt.Key.Key_Left)

    def sign(self, button: str, passphrase: str = PASSPHRASE) -> None:
        """Press a button that asks for the passphrase, and type it."""
        self.press(button)
        self.type("passphrase", passphrase)
        self.press("confirm-signature")
        self.settle()

    def text(self, name: str) -> str:
        """What a label says."""
        widget = self.find(name)
        assert isinstance(widget, QLabel)
        return widget.text()

    @property
    def verdict(self) -> str:
        """What the rail says."""
        self.settle()
        return self.text("verdict")

    def findings(self) -> list[str]:
        """The rules whose findings are shown, in their order."""
        self.settle()
        names = [w.objectName() for w in self.window.findChildren(QWidget) if w.isVisible() and w.objectName().startswith("go-")]
        return [name.removeprefix("go-").rsplit("-", 1)[0] for name in names]


@pytest.fixture(autouse=True)
def _nothing_of_qt_outlives_a_test(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each test ends with its threads, jobs and timers; set up first, and so looked at last."""
    leftovers = Leftovers()
    leftovers.watch(monkeypatch)
    yield
    assert leftovers.left() == []


@pytest.fixture(autouse=True)
def _what_is_told_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """The banner goes away by itself after a few seconds, in which a busy machine may not yet have come to look at it."""
    monkeypatch.setattr(banner, "BANNER_SECONDS", 3600)


@pytest.fixture
def themed(qapp: QApplication) -> None:
    apply_theme(qapp)
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)


@pytest.fixture
def person(qtbot: QtBot, themed: None, tmp_path: Path) -> Iterator[Person]:
    """Somebody before a program that is started for the first time, with an empty data folder."""
    desktop = Desktop(tmp_path / "data")
    someone = Person(qtbot, desktop)
    yield someone
    close(someone)


@pytest.fixture(scope="session")
def sample_data() -> Path:
    """A data folder with the sample office; each test has a copy of its own."""
    return made_once.folder("sample", lambda folder: open_sample_office(folder).release())


@pytest.fixture
def sample_person(qtbot: QtBot, themed: None, tmp_path: Path, sample_data: Path) -> Iterator[Person]:
    """Somebody before the sample office."""
    shutil.copytree(sample_data, tmp_path / "data")
    desktop = Desktop(tmp_path / "data")
    someone = Person(qtbot, desktop)
    someone.press("switch-office")
    wait_for("the sample office", lambda: someone.sees("take-nigao"))
    yield someone
    close(someone)


def close(someone: Person) -> None:
    """Close the window as it is, wait for what is under way, and let it go with all that it holds."""
    if isinstance(someone.window, Shell):
        someone.shell.jobs.finish()
        QApplication.processEvents()
    someone.window.close()
    someone.desktop.finish()
    someone.window.deleteLater()
    let_work()
