"""A host of a few lines, in which a page can be opened alone: everything is done at once, and what was asked for is kept to be looked at."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any

from PySide6.QtCore import QObject

from ui.background.jobs import GrowingTask, Task, nothing
from ui.look.window_state import WindowState
from ui.shared.external_edits import ExternalEdits
from ui.shared.handover import Handover
from ui.shared.host import Address, SignRequest
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.model.progress import silent


class LoneHost:
    """A host without a window.

    Attributes:
        gone: where pages wanted to go.
        said: what was to be told.
        passphrase: what answers whoever asks for a signature; empty: nobody answers.
    """

    def __init__(self, office: Office, session: Session) -> None:
        self.office, self.session, self.account = office, session, office.accounts.who(session)
        self.window_state, self.handover, self._parent = WindowState(None), Handover(), QObject()
        self.external_edits = ExternalEdits(office.external_editing, session, self.watch, self._parent)
        self.gone: list[Address] = []
        self.said: list[str] = []
        self.passphrase = ""

    def go(self, to: Address) -> None:
        self.gone.append(to)

    def has_page(self, name: str) -> bool:
        return True

    def tell_done(self, text: str, undo: Callable[[], object] | None = None) -> None:
        self.said.append(text)

    def tell_refusal(self, text: str) -> None:
        self.said.append(text)

    def tell_error(self, error: Exception) -> None:
        self.said.append(str(error))

    def read(self, owner: Hashable, read: Task[Any] | GrowingTask[Any, Any]) -> None:
        self._do(read)

    def write(self, task: Task[Any]) -> None:
        self._do(task)

    def watch(self, task: Task[Any]) -> None:
        self._do(task)

    def work(self, task: Task[Any]) -> None:
        self._do(task)

    def ask_signature(self, request: SignRequest[Any]) -> None:
        if self.passphrase:
            self._do(Task(request.what, lambda progress: request.act(self.passphrase, progress), request.done, None, request.undone))

    def abort_signature(self) -> None:
        pass

    def _do(self, task: Task[Any] | GrowingTask[Any, Any]) -> None:
        try:
            found = task.work(silent) if isinstance(task, Task) else task.work(silent, task.partial)
        except Exception as error:
            (task.failed or self.tell_error)(error)
            return
        (task.done or nothing)(found)
