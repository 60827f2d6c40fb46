"""Opening the window: it is there at once; the office is opened behind it, and signing in goes on off its thread.

Only what the first window shows is imported here; the rest is imported on the way, by the work that needs it.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QMainWindow

from zwgk_desk.desk.common.data_folder import data_folder, database_exists
from zwgk_desk.model.errors import DeskError

from ..background.jobs import JobRunner, Lane, Task
from ..look.theme import apply_theme, look_of
from ..look.window_state import WindowState
from .runtime_tuning import freeze_gc, shorten_thread_turns
from .start_window import StartWindow

if TYPE_CHECKING:
    from zwgk_desk.desk.common.core import Session
    from zwgk_desk.desk.office import Office
    from zwgk_desk.model.progress import Progress

BACKED_UP_AFTER = 60.0
"""Seconds after the window opened that the day's backup begins: not while somebody waits for the window."""

WARM_SECONDS = 30.0
"""Seconds, longer than it can take to import what is needed after signing in."""

OPENING = "正在打开办公室…"


class Desktop(QObject):
    """The program's windows, one at a time.

    Attributes:
        window: the one that is shown.
        failed: whether the office could not be opened.
    """

    def __init__(self, folder: Path) -> None:
        """Show the sign-in window at once, and open the office of a data folder behind it."""
        super().__init__()
        self._folder, self._sample = folder, False
        self._turn = 0
        self.window_state = WindowState(folder)
        self._jobs = JobRunner(lambda: None)
        self._office: Office | None = None
        self._waiting: Callable[[], None] | None = None
        self._warm = threading.Event()
        self.window: QMainWindow | None = None
        self.failed = False
        self._show(self._start_window(new=not database_exists(folder, os.environ)))
        self.open()

    def open(self) -> None:
        """Open the office; or try again where that failed before."""
        self._open(self._folder, self._sample, self._not_opened)

    def _open(self, folder: Path, sample: bool, failed: Callable[[Exception], None]) -> None:
        """Open the office or the sample office off the window's thread; whichever was asked for last is shown."""
        self._turn += 1
        turn = self._turn

        def work(progress: Progress) -> tuple[Office, bool]:
            from zwgk_desk.desk.office import open_office

            if sample:
                from zwgk_desk.desk.sample.sample_office import open_sample_office

                office = open_sample_office(folder)
            else:
                office = open_office(folder, os.environ)
            try:
                return office, not office.accounts.any_exist()
            finally:
                office.release()

        def opened(found: tuple[Office, bool]) -> None:
            if turn == self._turn:
                self._opened(found[0], found[1], sample)

        def not_opened(error: Exception) -> None:
            if turn == self._turn:
                failed(error)

        self._jobs.start(Task(OPENING, work, opened, not_opened))

    def _opened(self, office: Office, new: bool, sample: bool) -> None:
        changed = sample is not self._sample
        former, self._office = self._office, office
        if former is not None:
            former.release()
        self._sample, self.failed = sample, False
        start = self.window
        if isinstance(start, StartWindow):
            if changed or start.new is not new:
                self._show(self._start_window(new))
            else:
                start.stop_waiting("")
        self._warm = self._warm_up(office)
        if self._waiting is not None:
            waiting, self._waiting = self._waiting, None
            waiting()

    def _warm_up(self, office: Office) -> threading.Event:
        """Import and read, while the person types, what is needed after signing in; the event is set once that is done."""
        over = threading.Event()

        def work(progress: Progress) -> None:
            try:
                from . import shell  # noqa: F401  imported here, not on the window's thread

                office.load()
                freeze_gc()
            finally:
                over.set()

        self._jobs.start(Task("准备登录后的页面", work, failed=self._tell), Lane.UPKEEP)
        return over

    def _tell(self, error: Exception) -> None:
        if isinstance(self.window, StartWindow):
            self.window.stop_waiting(str(error))
        else:
            self.unforeseen(type(error), error, error.__traceback__)

    def _not_opened(self, error: Exception) -> None:
        self.failed, self._waiting = True, None
        print(" ".join(str(error).split()), file=sys.stderr)
        if isinstance(self.window, StartWindow):
            self.window.show_failure(str(error))

    def _start_window(self, new: bool) -> StartWindow:
        return StartWindow(new, self._sample, self)

    def show_start(self) -> None:
        """Show the window to sign in."""
        self._show(self._start_window(new=False))

    def sign_in(self, name: str, password: str) -> None:
        """Sign in; where the office is not open yet, as soon as it is."""
        if self._office is None:
            self._once_open(lambda: self.sign_in(name, password))
            return
        office = self._office
        self._enter(office, lambda: office.accounts.sign_in(name, password), "正在登录…")

    def set_up(self, name: str, display_name: str, unit: str, password: str, passphrase: str) -> None:
        """Create the first administrator, and sign in."""
        office = self._office
        if office is None:
            self._once_open(lambda: self.set_up(name, display_name, unit, password, passphrase))
            return
        self._enter(office, lambda: office.accounts.set_up(name, display_name, unit, password, passphrase), "正在建立办公室…")

    def _enter(self, office: Office, enter: Callable[[], Session], doing: str) -> None:
        warm = self._warm

        def work(progress: Progress) -> Session:
            try:
                return enter()
            finally:
                office.release()
                warm.wait(WARM_SECONDS)  # here, and not in the window, which would stand still for what is still being imported

        self._wait(doing)
        self._jobs.start(Task(doing, work, lambda session: self._show_shell(office, session), self._refused), Lane.ACCESS)

    def _once_open(self, act: Callable[[], None]) -> None:
        """Call `act` as soon as the office is open: 登录 may be pressed before it is."""
        self._waiting = act
        self._wait(OPENING)

    def _refused(self, error: Exception) -> None:
        if isinstance(self.window, StartWindow):
            self.window.refuse(str(error))

    def _wait(self, text: str) -> None:
        if isinstance(self.window, StartWindow):
            self.window.wait(text)

    def _show_shell(self, office: Office, session: Session) -> None:
        from .shell import Shell

        self._show(Shell(office, session, self.show_start, self.window_state))

    def switch(self) -> None:
        """Switch from the office to the sample office, or back."""
        self._wait("正在打开…" if self._sample else "正在准备示例办公室，几秒钟就好…")
        self._open(self._folder, not self._sample, self._refused)

    def _show(self, window: QMainWindow) -> None:
        former = self.window
        self.window = window
        window.show()
        if former is not None:
            former.hide()
            former.deleteLater()

    def finish(self) -> None:
        """Wait for what is under way, before the program ends."""
        self._jobs.finish()
        self.window_state.finish()

    def unforeseen(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Show an uncaught error in the window, and print it on standard error for the log."""
        traceback.print_exception(kind, error, trace)
        tell = getattr(self.window, "tell_error", None)
        if tell is not None and isinstance(error, Exception):
            tell(error)


def _back_up(folder: Path) -> None:
    """Make the day's backup. Where that is refused, the settings page and `doctor` say how old the last one is."""
    from zwgk_desk.desk.admin.backups import make_daily

    with suppress(DeskError):
        make_daily(folder, os.environ)


def open_window(data: Path | None) -> int:
    """Open the window and stay until it is closed.

    Args:
        data: the data folder given on the command line, if any.

    Returns:
        The exit status; 2 where the office could not be opened.
    """
    shorten_thread_turns()
    app = QApplication(sys.argv[:1])
    folder = data_folder(data, os.environ)
    apply_theme(app, look_of(WindowState(folder)))
    desktop = Desktop(folder)
    daily = threading.Timer(BACKED_UP_AFTER, _back_up, (folder,))
    daily.daemon = True
    daily.start()
    sys.excepthook = desktop.unforeseen
    status = app.exec()
    desktop.finish()
    return 2 if desktop.failed else status
