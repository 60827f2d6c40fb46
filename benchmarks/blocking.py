"""How long the window stands still, at most, while people work in it: every event of whole days' work is timed, from the press to the return.

Usage: python benchmarks/blocking.py [tests/ui/test_days.py ...]

The tests of the window are run as they are, with an application that times each event it delivers; an event that brings others with it counts as
one. Printed are how many events there were, the share over 16 ms and over 100 ms, and each act over 100 ms with its test, longest first. The tests
take what they can of the processor for reading and signing off the window's thread, so what a person would see is no longer than this.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
import time
import traceback
from collections import defaultdict
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[1])]

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

STILL = 0.1
FRAME = 0.016


class Watched:
    """What was seen.

    Attributes:
        test: the test that is running.
        events: how many events were delivered.
        slow: how many took longer than a frame.
        acts: for each test and act that stood still, how long each time, in seconds.
    """

    def __init__(self) -> None:
        self.test, self.events, self.slow = "", 0, 0
        self.acts: dict[tuple[str, str], list[float]] = defaultdict(list)
        self.began, self.line, self.collecting, self.collected = 0.0, "", 0.0, 0.0
        gc.callbacks.append(self._collect)
        threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True).start()

    def _collect(self, phase: str, _: dict[str, int]) -> None:
        """Python's collector begins, or has ended: it holds everything up, whichever thread it began on."""
        if phase == "start":
            self.collecting = time.perf_counter()
        else:
            self.collected += time.perf_counter() - self.collecting

    def _look(self, window: int) -> None:
        """Note, on a thread of its own, where the window is when an event has taken too long."""
        while True:
            time.sleep(STILL / 10)
            if self.began and not self.line and time.perf_counter() - self.began > STILL:
                frames = traceback.extract_stack(sys._current_frames()[window])
                ours = [f for f in frames if Path(f.filename).is_relative_to(HERE.parents[1] / "ui") or "zwgk_desk/" in f.filename]
                self.line = " < ".join(f"{Path(f.filename).name}:{f.lineno} {f.name}" for f in reversed((ours or frames)[-3:]))

    def begin(self) -> None:
        """An event is about to be delivered."""
        self.line, self.collected, self.began = "", 0.0, time.perf_counter()

    def end(self, receiver: str, kind: QEvent.Type) -> None:
        """An event was delivered."""
        took, self.began = time.perf_counter() - self.began, 0.0
        self.events += 1
        self.slow += took > FRAME
        if took > STILL:
            self.acts[self.test, f"{kind.name} → {receiver}　{self._why()}"].append(took)

    def _why(self) -> str:
        """What held the window up: the collector, or the line that was being carried out."""
        return f"the collector {self.collected * 1000:.0f} ms" if self.collected > STILL / 2 else self.line


WATCHED = Watched()


class Timed(QApplication):
    """An application that times every event it delivers."""

    inside = False

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver an event."""
        if self.inside:
            return super().notify(receiver, event)
        kind, named = event.type(), receiver.objectName() or type(receiver).__name__
        self.inside = True
        WATCHED.begin()
        try:
            return super().notify(receiver, event)
        finally:
            self.inside = False
            WATCHED.end(named, kind)


class Naming:
    """Says which test is running."""

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        """Another test begins."""
        WATCHED.test = nodeid.rpartition("::")[2]


def main() -> int:
    """Run and print."""
    tests = sys.argv[1:] or [str(HERE.parents[1] / "tests" / "ui" / name) for name in ("test_days.py", "test_workbench.py", "test_writing.py")]
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    timed = Timed(["tests"])  # the tests take the application that there is
    failed = pytest.main(["-q", "-p", "no:cacheprovider", *tests], plugins=[Naming()])
    stood = sorted(WATCHED.acts.items(), key=lambda item: -max(item[1]))
    over = sum(len(times) for times in WATCHED.acts.values())
    assert WATCHED.events, f"{timed} delivered nothing"
    print(f"{WATCHED.events} events; over {FRAME * 1000:.0f} ms {WATCHED.slow}; over {STILL * 1000:.0f} ms {over}")
    for (test, act), times in stood:
        print(f"{max(times) * 1000:6.0f} ms  {len(times)} ×  {act}\n           in {test}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
