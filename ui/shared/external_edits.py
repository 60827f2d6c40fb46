"""Parts that are open in Word or WPS: opened from here, watched while they are edited, and imported when they are saved there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.drafting.external_edit_watch import ExternalEditWatch, News
from zwgk_desk.desk.drafting.external_editing import ExternalEditing
from zwgk_desk.desk.drafting.working_copy import WorkingCopy
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.terms import PartKind

from ..background.jobs import Task

LOOK_MS = 1000
"""Milliseconds between two looks at the working copies; a save is imported once two looks saw the same file: it is no longer being written."""


class ExternalEdits(QObject):
    """The working copies that the person has open in other programs.

    Signals:
        news: a look found something; a `News`.
        refused: why a part was not opened, in words.
        failed: the exception of a look that failed; nothing is looked at any more until a part is opened.
    """

    news = Signal(object)
    refused = Signal(str)
    failed = Signal(object)

    def __init__(self, editing: ExternalEditing, session: Session, watch: Callable[[Task[tuple[News, ...]]], object], parent: QObject) -> None:
        """Watch the working copies of `session`, starting each look off the window's thread by `watch`. Copies that are
        still open from before are looked at at once."""
        super().__init__(parent)
        self._editing, self._session, self._start_watch = editing, session, watch
        self._watch: ExternalEditWatch | None = None
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        if self.copies():
            self._begin()

    def copies(self, key: int | None = None) -> tuple[WorkingCopy, ...]:
        """Return the working copies that are open; of one bundle, or of all."""
        try:
            found = self._editing.copies(self._session)
        except DeskError:
            return ()
        return tuple(copy for copy in found if key is None or copy.key == key)

    def open(self, key: int, kind: PartKind, position: int) -> None:
        """Open a part in the program that this machine has for it.

        Raises:
            (those of `ExternalEditing.open`)
        """
        copy = self._editing.open(self._session, key, kind, position)
        self._begin()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy.path))):
            self.refused.emit(f"本机没有能打开“{copy.name}”的程序；文件包没有改动。请装好 Word 或 WPS，或另存原件、改好后再换上来")
            self._editing.end(self._session, copy)

    def again(self, copy: WorkingCopy) -> None:
        """Try again to import a copy whose last save could not be."""
        if self._watch is not None:
            self._watch.again(copy)

    def stop(self) -> None:
        """Stop watching, since the person signs out or the window closes. Open copies are watched again after the next sign-in."""
        self._timer.stop()

    def _begin(self) -> None:
        self._watch = self._watch or ExternalEditWatch(self._editing, self._session)
        self._timer.start()

    def _look(self) -> None:
        watch = self._watch
        if watch is None or self._looking:
            return
        if not self.copies():
            self._timer.stop()
            return
        self._looking = True

        def told(found: tuple[News, ...]) -> None:
            self._looking = False
            for news in found:
                self.news.emit(news)

        def failed(error: Exception) -> None:
            self._looking = False
            self._timer.stop()
            self.failed.emit(error)

        self._start_watch(Task("收回外面修改的文件", lambda progress: watch.look(), told, failed, self._looked_in_vain))

    def _looked_in_vain(self) -> None:
        self._looking = False
