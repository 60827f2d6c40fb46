"""Parts that are open in Word or WPS: opened from here, watched while they are, and what is saved there told when it has come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices

from zwgk_desk.desk.drafting.external_edit_watch import ExternalEditWatch, News
from zwgk_desk.desk.drafting.working_copy import WorkingCopy
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.terms import PartKind

if TYPE_CHECKING:
    from ..window.shell import Shell

LOOK_MS = 1000
"""So often the working copies are looked at; a save is taken when two looks have shown the same."""


class ExternalEdits(QObject):
    """What the person has out.

    Signals:
        news: something came of a look; a `News`.
    """

    news = Signal(object)

    def __init__(self, shell: Shell) -> None:
        """Take the window. What is out from before is looked at at once."""
        super().__init__(shell)
        self._shell = shell
        self._watch: ExternalEditWatch | None = None
        self._looking = False
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look)
        if self.copies():
            self._begin()

    def copies(self, key: int | None = None) -> tuple[WorkingCopy, ...]:
        """What is out; of one bundle, or of all."""
        try:
            found = self._shell.office.external_editing.copies(self._shell.session)
        except DeskError:
            return ()
        return tuple(copy for copy in found if key is None or copy.key == key)

    def open(self, key: int, kind: PartKind, position: int) -> None:
        """Open a part in the program that this machine has for it.

        Raises:
            (those of `ExternalEditing.open`)
        """
        copy = self._shell.office.external_editing.open(self._shell.session, key, kind, position)
        self._begin()
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(copy.path))):
            self._shell.tell_refusal(f"本机没有能打开“{copy.name}”的程序；文件包没有改动。请装好 Word 或 WPS，或另存原件、改好后再换上来")
            self._shell.office.external_editing.end(self._shell.session, copy)

    def again(self, copy: WorkingCopy) -> None:
        """Take up anew a copy whose last save could not be taken."""
        if self._watch is not None:
            self._watch.again(copy)

    def _begin(self) -> None:
        self._watch = self._watch or ExternalEditWatch(self._shell.office.external_editing, self._shell.session)
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
            self._shell.tell_error(error)

        self._shell.jobs.start(lambda progress: watch.look(), told, failed)
