"""Pictures of the main windows, drawn from the sample office: for `demo`, and for the README."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QMessageLogContext, QThread, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSWORD, open_sample_office

from ..look.theme import apply_theme
from ..shared.host import Address
from .shell import Shell
from .start_window import StartWindow

SIZE = (1366, 728)
PATIENCE_MS = 20_000
STEP_MS = 10


def draw_all(folder: Path, data: Path) -> list[Path]:
    """Draw every main window into a folder; returns the pictures.

    Args:
        folder: where the pictures go.
        data: a data folder with the sample office, or an empty one.

    Raises:
        OSError: the folder cannot be written to.
    """
    qInstallMessageHandler(_quietly)
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if isinstance(app, QApplication):
        apply_theme(app)
    office = open_sample_office(data)
    try:
        return _draw(office, folder)
    finally:
        office.release()


def _quietly(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    """Pass Qt's messages on, except the one that the offscreen platform has no size hints: there it is always so."""
    if "propagateSizeHints" not in text:
        print(text, file=sys.stderr)


def _draw(office: Office, folder: Path) -> list[Path]:
    pictures = [_picture(StartWindow(False, True, _Nobody()), folder / "1-登录.png", lambda: True)]
    drafter = office.accounts.sign_in("nigao", PASSWORD)
    lines = office.searching.bundles(drafter)
    review = next(line.key for line in lines if "待保密审查" in line.title)
    complete = next(line.key for line in lines if "待审签" in line.title)
    submitted = next(line.key for line in lines if "待签收" in line.title)
    spoilt = next(line.key for line in lines if "占位" in line.title)
    pictures += _shell(office, drafter, folder, "2-工作台.png", "workbench", None)
    pictures += _shell(office, drafter, folder, "3-文件包.png", "bundle", spoilt)
    secrecy = office.accounts.sign_in("baomi", PASSWORD)
    pictures += _shell(office, secrecy, folder, "4-保密审查.png", "bundle", review)
    principal = office.accounts.sign_in("zhuyao", PASSWORD)
    pictures += _shell(office, principal, folder, "5-审签.png", "sign", complete)
    clerk = office.accounts.sign_in("shouwen", PASSWORD)
    office.intake.receive(clerk, submitted)
    pictures += _shell(office, clerk, folder, "6-收文.png", "intake", submitted)
    pictures += _shell(office, office.accounts.sign_in("guanli", PASSWORD), folder, "7-账号.png", "accounts", None)
    pictures += _shell(office, office.accounts.sign_in("guanli", PASSWORD), folder, "8-版式.png", "presets", None)
    pictures += _shell(office, office.accounts.sign_in("guanli", PASSWORD), folder, "9-设置.png", "settings", None)
    shell = Shell(office, drafter, lambda: None)
    shell.tour.finish()
    shell.go(Address("bundle", spoilt))
    elements = shell.pages["bundle"].findChild(QPushButton, "assist")
    assert elements is not None
    elements.click()
    pictures.append(_picture(shell, folder / "10-解读要素.png", lambda: not shell.jobs.busy))
    shell.close()
    for number, (name, page) in enumerate({"一图读懂": "poster", "审读": "review"}.items(), start=11):
        pictures += _shell(office, office.accounts.sign_in("nigao", PASSWORD), folder, f"{number}-{name}.png", page, spoilt)
    return pictures


class _Nobody:
    """A doorkeeper for the picture of the sign-in page: nothing on it is ever pressed."""

    def sign_in(self, name: str, password: str) -> None:
        """Do nothing: a picture is never pressed."""

    def set_up(self, name: str, display_name: str, unit: str, password: str, passphrase: str) -> None:
        """Do nothing: a picture is never pressed."""

    def switch(self) -> None:
        """Do nothing: a picture is never pressed."""

    def open(self) -> None:
        """Do nothing: a picture is never pressed."""


def _shell(office: Office, session: Session, folder: Path, name: str, page: str, key: int | None) -> list[Path]:
    shell = Shell(office, session, lambda: None)
    shell.tour.finish()
    shell.go(Address(page, key))
    path = _picture(shell, folder / name, lambda: not shell.jobs.busy)
    shell.close()
    return [path]


def _picture(window: QWidget, path: Path, ready: Callable[[], bool]) -> Path:
    """Save a picture of a window once its reads have come back.

    Raises:
        OSError: the picture cannot be written.
    """
    window.resize(*SIZE)
    window.show()
    waited = 0
    settle()
    while not ready() and waited < PATIENCE_MS:
        settle()
        QThread.msleep(STEP_MS)
        waited += STEP_MS
    settle()
    if not window.grab().save(str(path)):
        raise OSError(f"cannot write {path}")
    window.hide()
    return path


def settle() -> None:
    """Process the events that are due, without waiting for later ones."""
    for _ in range(5):
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents)
