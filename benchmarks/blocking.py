"""How long the window stands still, at most, while people work in it.

Usage: python benchmarks/blocking.py [tests/ui/test_days.py ...]

A clock of the window's own ticks every 5 ms; how late a tick comes is how long nothing else could have been done either. The tests of the window
are run as they are, each in a process of its own, and the clock is set before each of their presses and read after it, so that what a test does by
itself does not count; then a bundle whose policy has 200 pages is opened and read by the officer and the head. Printed are how many ticks there
were, how many came over 16 ms and over 100 ms late, the longest, and each over 100 ms with what held the window up, longest first. Reading and
signing go on off the window's thread meanwhile, as fast as the machine can: nobody waits between two acts as a person would, so a person sees the
window stand still no longer than this.
"""

from __future__ import annotations

import gc
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial, wraps
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).resolve()
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.window import runtime_tuning as calm
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.desk.sample.sample_office import DRAFTER, PASSWORD, PRINCIPAL, SECRECY, BundleMaker, open_sample_office, sample_folder
from zwgk_desk.model.terms import IssuingAuthority, PartKind

DAYS = ("test_days.py", "test_workbench.py", "test_writing.py", "test_keyboard.py", "test_intake.py", "test_page_remarks.py", "test_main_job.py")
PAGES = {DRAFTER: ("bundle", "review", "compare", "poster", "bundles", "workbench"), PRINCIPAL: ("sign", "bundle", "workbench")}
BEAT_MS = 5
ITSELF = "the test itself"
ABOUT_ONE = ("bundle", "review", "poster")
STILL = 0.1
FRAME = 0.016


class Heart(QObject):
    """A clock on the window's thread, and what was seen of how late it ticks.

    Attributes:
        test: what is being done.
        ticks: how often it ticked.
        slow: how often more than a frame late.
        longest: the latest tick, in seconds.
        held: what held the window up, and for how many seconds.
    """

    def __init__(self) -> None:
        super().__init__()
        self.test, self.ticks, self.slow, self.longest = "", 0, 0, 0.0
        self.held: list[tuple[float, str, str]] = []
        self._last, self._line, self._collecting, self._collected = time.perf_counter(), "", 0.0, 0.0
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        gc.callbacks.append(self._collect)
        threading.Thread(target=self._look, args=(threading.get_ident(),), daemon=True).start()

    def begin(self, test: str) -> None:
        """Something else is done from now on; what was before is no longer waited for."""
        self.test = test
        self._next()

    def _next(self) -> None:
        self._line, self._collected, self._last = "", 0.0, time.perf_counter()

    def around(self, act: Callable[..., Any]) -> Callable[..., Any]:
        """The act, with the clock set right before it, and read after it: what a test did before and does after does not count."""

        @wraps(act)
        def counted(*args: Any, **options: Any) -> Any:
            self._next()
            try:
                return act(*args, **options)
            finally:
                self._tick()

        return counted

    def _tick(self) -> None:
        late = time.perf_counter() - self._last - BEAT_MS / 1000
        if self.test and self._line != ITSELF:
            self.ticks += 1
            self.slow += late > FRAME
            self.longest = max(self.longest, late)
            if late > STILL:
                self.held.append((late, self._why(), self.test))
        self._next()

    def _why(self) -> str:
        """What held the window up: the collector, or the line that was being carried out."""
        return f"the collector, {self._collected * 1000:.0f} ms" if self._collected > STILL / 2 else self._line

    def _collect(self, phase: str, _: dict[str, int]) -> None:
        """Python's collector begins, or has ended: it holds everything up, whichever thread it began on."""
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            self._collected += time.perf_counter() - self._collecting

    def _look(self, window: int) -> None:
        """Note, on a thread of its own, where the window is when a tick is late."""
        while True:
            time.sleep(FRAME / 4)
            if not self._line and time.perf_counter() - self._last > FRAME + BEAT_MS / 1000:
                self._line = where(sys._current_frames()[window])


def where(frame: FrameType | None) -> str:
    """The project's innermost lines; the test itself, where nothing of the window is under way. Reads no file: that would hold the window up, too."""
    names: list[str] = []
    while frame is not None:
        place = Path(frame.f_code.co_filename)
        if place.is_relative_to(ROOT) and place.parent != HERE.parent:
            names.append(f"{place.relative_to(ROOT)}:{frame.f_lineno} {frame.f_code.co_name}")
        frame = frame.f_back
    alone = any(name.startswith("tests") for name in names) and not any(name.startswith("ui") for name in names)
    return ITSELF if alone else " < ".join(names[:3]) or "Qt"


class Naming:
    """Says which test is running."""

    def __init__(self, heart: Heart) -> None:
        self._heart = heart

    def pytest_runtest_logstart(self, nodeid: str, location: Any) -> None:
        """Another test begins."""
        self._heart.begin(nodeid.rpartition("::")[2])


def watched_tests(heart: Heart, names: Sequence[str]) -> int:
    """Run tests."""
    for name in ("mouseClick", "keyClick", "keyClicks", "wait", "waitUntil", "waitSignal"):
        act = getattr(QtBot, name)
        static = isinstance(QtBot.__dict__[name], staticmethod)
        setattr(QtBot, name, staticmethod(heart.around(act)) if static else heart.around(act))
    return int(pytest.main(["-q", "-n0", "-p", "no:cacheprovider", *names], plugins=[Naming(heart)]))


def watched_long_bundle(heart: Heart) -> int:
    """A policy of 200 pages: written on by the officer, read by the head who would sign it."""
    from PySide6.QtTest import QTest
    from window import wait

    from ui.look.theme import apply_theme
    from ui.window.app import Desktop
    from ui.window.shell import Shell

    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app)
    with tempfile.TemporaryDirectory(prefix="zwgk-blocking-") as name:
        office = open_sample_office(Path(name))
        for account in (DRAFTER, SECRECY, PRINCIPAL):
            office.accounts.sign_in(account, PASSWORD)
        key = long_to_sign(office)
        office.release()
        desktop = Desktop(sample_folder(Path(name)))
        wait(app, lambda: desktop._office is not None and not desktop._jobs.busy)

        def do(what: str, act: Callable[[], object]) -> None:
            heart.begin(f"a policy of 200 pages: {what}")
            QTimer.singleShot(0, app, act)
            app.processEvents()
            wait(app, lambda: not isinstance(desktop.window, Shell) or not desktop.window.jobs.busy)

        for person, pages in PAGES.items():
            do(f"{person} signs in", partial(desktop.sign_in, person, PASSWORD))
            wait(app, lambda: isinstance(desktop.window, Shell))
            shell: Any = desktop.window
            for page in pages:
                do(f"{person} opens {page}", partial(shell.go, page, key if page in ABOUT_ONE else None))
                for press in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_Space):
                    do(f"{person} on {page}, {press.name}", partial(QTest.keyClick, app.focusWidget() or shell, press))
            do(f"{person} signs out", shell.sign_out)
        desktop.finish()
    return 0


def long_to_sign(office: Office) -> int:
    """A whole bundle whose policy has about 200 pages of 22 lines of 28 characters, which waits for its sign-off."""
    case = complete(IssuingAuthority.GOVERNMENT, office.core.clock().date())
    policy = case.bundle.of_kind(PartKind.POLICY)[0]
    lines = (f"申请人应当自收到通知之日起十五日内提交第{n}项材料，由主管部门依法办理，并将结果告知利害关系人。" * 2 for n in range(1, 1500))
    content = (f"# {case.bundle.title}" + "".join(f"\n\n第{n}条 {line}" for n, line in enumerate(lines, 1))).encode()
    longer = replace(policy, name="政策文稿.md", sha256=hashlib.sha256(content).hexdigest(), size=len(content))
    parts = tuple(longer if part is policy else part for part in case.bundle.parts)
    case = replace(case, bundle=replace(case.bundle, parts=parts), contents={**case.contents, longer.sha256: content})
    return BundleMaker(office).to_sign_off(case, "（二百页）").key


def child(kind: str, names: Sequence[str]) -> int:
    """Watch one run, and print what was seen as JSON in the last line."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QApplication(["watched"])  # the tests take the application that there is
    calm.shorten_thread_turns()
    heart = Heart()
    failed = watched_long_bundle(heart) if kind == "long" else watched_tests(heart, names)
    assert heart.ticks, f"{application} stood still"
    print(json.dumps({"failed": failed, "ticks": heart.ticks, "slow": heart.slow, "longest": heart.longest, "held": heart.held}))
    return failed


def run(*arguments: str) -> dict[str, Any]:
    """One child's findings."""
    done = subprocess.run([sys.executable, str(HERE), "--child", *arguments], capture_output=True, text=True, check=False)
    try:
        return dict(json.loads(done.stdout.splitlines()[-1]))
    except (ValueError, IndexError):
        raise SystemExit(done.stdout[-3000:] + done.stderr[-3000:]) from None


def main() -> None:
    """Run and print."""
    if sys.argv[1:2] == ["--child"]:
        sys.exit(child(sys.argv[2], sys.argv[3:]))
    files = sys.argv[1:] or [str(ROOT / "tests" / "ui" / name) for name in DAYS]
    listed = subprocess.run(
        [sys.executable, "-m", "pytest", "-o", "addopts=", "-q", "--collect-only", *files], capture_output=True, text=True, check=True
    )
    tests = [line for line in listed.stdout.splitlines() if "::" in line]
    seen = [run("test", test) for test in tests] + [run("long")]
    for test, found in zip(tests, seen, strict=False):
        if found["failed"]:
            print(f"failed: {test}")
    held = sorted((each for found in seen for each in found["held"]), reverse=True)
    ticks, slow = (sum(found[name] for found in seen) for name in ("ticks", "slow"))
    late = f"{slow} over {FRAME * 1000:.0f} ms late, {len(held)} over {STILL * 1000:.0f} ms"
    print(f"{len(tests)} tests and a policy of 200 pages: {ticks:,} ticks, {late}")
    print(f"the longest {max(found['longest'] for found in seen) * 1000:.0f} ms")
    for seconds, line, test in held:
        print(f"{seconds * 1000:6.0f} ms  {line}\n           in {test}")


if __name__ == "__main__":
    main()
