"""Reading that takes long: the window says so, goes on being of use, and stops it when asked."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QTableWidget

from ui.background import read_bar as reading

from .conftest import Person
from .waiting import PATIENCE, wait_for


class Slow:
    """Something that is read and does not come to its end before it is let go."""

    def __init__(self, look: Callable[..., Any]) -> None:
        self._look, self.goes_on, self.ends, self.asked = look, threading.Event(), threading.Event(), 0

    def __call__(self, *args: Any) -> Any:
        self.asked += 1
        try:
            assert self.goes_on.wait(PATIENCE), "never let go"
            return self._look(*args)
        finally:
            self.ends.set()


@pytest.fixture
def slow(sample_person: Person, monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    """A record that comes slowly, on the desk of an officer who is signed in."""
    monkeypatch.setattr(reading, "MOMENT_MS", 50)
    sample_person.sign_in("nigao")
    records = sample_person.shell.office.records
    made = Slow(records.lines)
    monkeypatch.setattr(records, "lines", made)
    yield made
    made.goes_on.set()


def rows(person: Person) -> int:
    table = person.find("record")
    assert isinstance(table, QTableWidget)
    return table.rowCount()


def test_what_takes_long_says_so_and_goes_away_when_it_is_there(sample_person: Person, slow: Slow) -> None:
    person = sample_person
    person.press("nav-record")
    before = person.find("record").geometry()
    wait_for("“正在读取记录”", lambda: "正在读取记录" in person.text("reading-words"))
    assert person.find("record").geometry() == before, "nothing moves away below the hand"
    slow.goes_on.set()
    person.settle()
    assert not person.sees("reading-words") and rows(person) > 0


def test_it_is_stopped_and_begun_again(sample_person: Person, slow: Slow) -> None:
    person = sample_person
    person.press("nav-record")
    person.press("stop-reading")
    assert "已停止读取记录" in person.text("reading-words") and not person.sees("stop-reading")
    slow.goes_on.set()
    wait_for("the end of what was stopped", slow.ends.is_set)
    person.settle()
    assert rows(person) == 0, "what was stopped is not shown"
    person.press("read-again")
    person.settle()
    assert rows(person) > 0 and slow.asked == 2 and not person.sees("reading-words")


def test_on_another_page_nothing_is_said_of_what_was_stopped(sample_person: Person, slow: Slow) -> None:
    person = sample_person
    person.press("nav-record")
    person.press("stop-reading")
    slow.goes_on.set()
    person.press("nav-settings")
    assert not person.sees("reading-words")
