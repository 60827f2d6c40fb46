"""The first window: it is there before the office is, and says what to do where the office cannot be opened."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from ui.window.app import Desktop
from ui.window.start_window import StartWindow

from .conftest import Person, close
from .waiting import wait_for


def test_an_office_that_cannot_be_opened_is_told_and_tried_again(
    qtbot: QtBot, themed: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = tmp_path / "data"
    place.write_text("in the way", encoding="utf-8")
    desktop = Desktop(place)
    person = Person(qtbot, desktop)
    wait_for("the failure", lambda: desktop.failed)
    assert "数据文件夹不能" in person.text("message") and place.read_text(encoding="utf-8") == "in the way"
    assert "数据文件夹不能" in capsys.readouterr().err
    place.unlink()
    person.press("open-again")
    wait_for("the office", lambda: not desktop.failed)
    assert person.find("set-up-name").isEnabled()
    close(person)


def test_what_is_pressed_before_the_office_is_open_is_done_then(qtbot: QtBot, themed: None, tmp_path: Path) -> None:
    desktop = Desktop(tmp_path / "data")
    person = Person(qtbot, desktop)
    assert isinstance(desktop.window, StartWindow) and desktop.window.new
    desktop.sign_in("nobody", "no-password-1")  # the window's button does this, and the office is not open yet
    assert person.text("message") == "正在打开办公室…"
    wait_for("the refusal", lambda: "不对" in person.text("message"))
    close(person)
