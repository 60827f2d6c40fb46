"""A real window on a real X server: started as the officer starts it, driven with a real mouse and keyboard, shut down cleanly, and not one
warning of Qt's on the way."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .. import needs

ROOT = Path(__file__).resolve().parents[2]
TITLE = "政务公开工作台"
PATIENCE = 240.0
"""Seconds until waiting is given up; other programs may keep the machine busy."""

SWALLOWED = 20.0
"""Seconds after which a press that did nothing was swallowed by a page that was still filling."""

pytestmark = needs.program("Xvfb", "xdotool")


def wait_for(what: Callable[[], object], doing: str, patience: float = PATIENCE) -> object:
    """Wait until something is there."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"waited in vain for {doing}")


@pytest.fixture
def display() -> Iterator[str]:
    """A screen of 1366 × 768."""
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24", "-nolisten", "tcp"], pass_fds=(writing,), stderr=subprocess.DEVNULL
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


class Hand:
    """A mouse and a keyboard at the screen."""

    def __init__(self, display: str) -> None:
        self._environment = {**os.environ, "DISPLAY": display}

    def do(self, *words: str) -> str:
        done = subprocess.run(["xdotool", *words], env=self._environment, capture_output=True, encoding="utf-8", timeout=PATIENCE)
        return done.stdout.strip()

    def windows(self) -> list[str]:
        return self.do("search", "--onlyvisible", "--name", TITLE).split()

    def window(self, wide: bool, former: str = "") -> str:
        """The window that is shown: the small one where one signs in, or the wide one afterwards; in place of a former one."""

        def found() -> str:
            for window in self.windows():
                if window == former:
                    continue
                shape = self.do("getwindowgeometry", "--shell", window)
                width = next((int(line[6:]) for line in shape.splitlines() if line.startswith("WIDTH=")), 0)
                if width and (width > 1000) is wide:
                    return window
            return ""

        window = str(wait_for(found, "the window"))
        self.do("windowfocus", "--sync", window)
        return window

    def keys(self, *keys: str) -> None:
        self.do("key", "--delay", "40", *keys)

    def type(self, text: str) -> None:
        self.do("type", "--delay", "15", text)

    def click(self, window: str, x: int, y: int) -> None:
        self.do("mousemove", "--window", window, str(x), str(y), "click", "1")


def bundles(data: Path) -> int:
    """How many bundles the sample office has; -1 while there is none."""
    path = data / "sample-office" / "office.sqlite"
    if not path.exists():
        return -1
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as database:
            return int(database.execute("SELECT COUNT(*) FROM bundle").fetchone()[0])
    except sqlite3.Error:
        return -1


def test_a_real_window_starts_is_driven_and_shuts_down_without_a_warning(display: str, tmp_path: Path) -> None:
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "ZWGK_DATA": str(tmp_path / "data")}
    with (tmp_path / "said").open("w+") as said:
        program = subprocess.Popen([sys.executable, str(ROOT / "main.py")], env=environment, stdout=said, stderr=said, cwd=tmp_path)
        try:
            drive(Hand(display), tmp_path / "data", program)
            assert program.wait(timeout=PATIENCE) == 0
        finally:
            program.kill()
            said.seek(0)
            heard = said.read()
    assert heard == ""


def drive(hand: Hand, data: Path, program: subprocess.Popen[bytes]) -> None:
    """From nothing to a new bundle, and out again."""
    first = hand.window(wide=False)
    hand.keys("Return")  # the sample office, which has the focus
    before = int(str(wait_for(lambda: bundles(data) if bundles(data) > 20 else 0, "the sample office")))
    hand.window(wide=False, former=first)
    hand.type("nigao")
    hand.keys("Tab")
    hand.type("shili-2026")
    hand.keys("Return")
    window = hand.window(wide=True)
    assert program.poll() is None
    press_new(hand, window, data, before)
    hand.do("windowfocus", "--sync", window)
    hand.keys("ctrl+2", "F1", "Escape", "ctrl+1", "ctrl+q")


def press_new(hand: Hand, window: str, data: Path, before: int) -> None:
    """Press 新建文件包, at the top right below the first steps; again where the page was still filling."""

    def pressed() -> bool:
        hand.do("windowfocus", "--sync", window)
        hand.click(window, 1302, 76)
        try:
            wait_for(lambda: bundles(data) > before, "the new bundle", SWALLOWED)
        except AssertionError:
            return False
        return True

    wait_for(pressed, "the new bundle")
