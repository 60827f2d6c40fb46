"""The tests' own tools: whoever waits in vain says for what, and what outlives a test is seen."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QObject, QThreadPool, QTimer
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from .leftovers import Leftovers
from .waiting import let_work, wait_for, wait_until_still


def test_who_waits_in_vain_says_for_what(qtbot: QtBot) -> None:
    with pytest.raises(AssertionError, match=r"waited 0\.01 s in vain for the list"):
        wait_for("the list", lambda: False, 0.01)


def test_a_window_is_still_once_what_begins_after_a_pause_has_begun(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    begun: list[str] = []
    pause = QTimer(window, singleShot=True, interval=30)
    pause.timeout.connect(lambda: begun.append("begun"))
    pause.start()
    wait_until_still(window)
    assert begun == ["begun"]


def test_what_outlives_a_test_is_seen(qtbot: QtBot) -> None:
    goes_on, pool, parent = threading.Event(), QThreadPool(), QObject()
    leftovers = Leftovers()
    with pytest.MonkeyPatch.context() as patch:
        leftovers.watch(patch)
        timer, other = QTimer(interval=60_000), QThreadPool()
        timer.start()
        other.start(goes_on.wait)
        QTimer.singleShot(60_000, parent, lambda: None)
        QTimer.singleShot(0, lambda: None)
        pool.start(lambda: None)  # of before, and over
    let_work()
    assert [words.split(" of <")[0] for words in leftovers.left()] == ["a timer of 60000 ms of nobody", "1 jobs in a pool", "a single shot"]
    assert not timer.isActive(), "it is stopped"
    goes_on.set()
    parent.deleteLater()
    wait_for("the end of all that", lambda: leftovers.left() == [])
