"""Opening the window: the office, signing in, and the windows one after the other."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox

from zwgk_desk.desk.core import Session
from zwgk_desk.desk.data_folder import data_folder
from zwgk_desk.desk.office import Office, open_office
from zwgk_desk.desk.sample import open_sample_office
from zwgk_desk.model.errors import DeskError

from .shell import Shell
from .start_window import StartWindow
from .theme import apply_theme
from .work import Workshop


class Desktop:
    """The program's windows, one at a time.

    Attributes:
        window: the one that is shown.
    """

    def __init__(self, folder: Path) -> None:
        """Open the office of a data folder and show where one signs in.

        Raises:
            DeskError: it cannot be opened.
        """
        self._folder = folder
        self._sample = False
        self._workshop = Workshop(lambda: None)
        self._office: Office = open_office(folder, os.environ)
        self.window: QMainWindow | None = None
        self.show_start()

    def show_start(self) -> None:
        """Show where one signs in."""
        self._show(StartWindow(self._office, self._sample, self.show_shell, self.switch))

    def show_shell(self, session: Session) -> None:
        """Show the window of somebody who has signed in."""
        self._show(Shell(self._office, session, self.show_start))

    def switch(self) -> None:
        """Go from the office to the sample office, or back."""
        start = self.window
        if not isinstance(start, StartWindow):
            return
        to_own = self._sample

        def open_other(progress: object) -> Office:
            office = open_office(self._folder, os.environ) if to_own else open_sample_office(self._folder)
            office.release()
            return office

        def opened(office: Office) -> None:
            self._office.release()
            self._office, self._sample = office, not to_own
            self.show_start()

        start.wait("正在打开…" if to_own else "正在准备示例办公室，几秒钟就好…")
        self._workshop.start(open_other, opened, lambda error: start.stop_waiting(str(error)))

    def _show(self, window: QMainWindow) -> None:
        former = self.window
        self.window = window
        window.show()
        if former is not None:
            former.hide()
            former.deleteLater()

    def unforeseen(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Tell of an error that nobody caught, in the window, and on standard error for the log."""
        traceback.print_exception(kind, error, trace)
        if isinstance(self.window, Shell) and isinstance(error, Exception):
            self.window.tell_error(error)


def open_window(data: Path | None) -> int:
    """Open the window and stay until it is closed.

    Args:
        data: the data folder given on the command line, if any.

    Returns:
        The exit status; 2 where the office cannot be opened.
    """
    app = QApplication(sys.argv[:1])
    apply_theme(app)
    try:
        desktop = Desktop(data_folder(data, os.environ))
    except DeskError as error:
        QMessageBox.critical(None, "政务公开工作台", str(error))
        print(" ".join(str(error).split()), file=sys.stderr)
        return 2
    sys.excepthook = desktop.unforeseen
    return app.exec()
