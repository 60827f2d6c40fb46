"""What all pages share: how they are opened and left, how acts and reads are run, and how their failures are told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.place import Slot
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord

from ..background.jobs import GrowingTask, Task, nothing
from .host import Address, Host, SignRequest
from .part_tabs import part_of, suggested_path

T = TypeVar("T")
P = TypeVar("P")
NOTICE_FORMS = "Word 文档 (*.docx);;带签名的 PDF (*.pdf);;可核验的退文通知单 (*.zip)"
"""The forms in which a 退文通知单 is saved."""


class Page(QWidget):
    """A page of the window. It asks its host for everything that lies outside it.

    Attributes:
        host: the window's interface for pages.
    """

    def __init__(self, host: Host) -> None:
        """Build the page; nothing is fetched before it is opened."""
        super().__init__()
        self.setObjectName("page")
        self.host = host

    @property
    def office(self) -> Office:
        """The office that is open."""
        return self.host.office

    @property
    def session(self) -> Session:
        """The session of the person who is signed in; the desk is asked with it what may be done."""
        return self.host.session

    def open(self, to: Address) -> None:
        """Show what the address names, fetched anew: the page comes into sight, or is asked for something else."""

    def resume(self) -> None:
        """Go on where the page was left for the help, with what it shows fetched anew."""
        self.open(Address(""))

    def leave(self) -> bool:
        """Save what is unsaved, since the page is about to be left. Return False to stay on it."""
        return True

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Return what `act` returns; None where it failed, which the banner then shows. For what is over at once: it runs on the window's thread."""
        try:
            return act()
        except (DeskError, OSError) as error:
            self.host.tell_error(error)
        return None

    def succeeds(self, act: Callable[[], object]) -> bool:
        """Call `act`, which need not return anything; return False where it failed, which the banner then shows."""
        return bool(self.attempt(lambda: (act(), True)))

    def sign(
        self, what: str, over: BundleRecord, act: Callable[[str, Progress], T], done: Callable[[T], object], undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Ask for the passphrase to sign the bundle that is shown, whose title and version stand beside it, and call `act` with it off the window's
        thread; `done` follows success, `undone` failure. A mistyped passphrase can be typed again."""
        self.host.ask_signature(SignRequest(what, act, done, undone, doing=f"正在签名：{what}", over=signed_words(over)))

    def work(
        self, work: Callable[[Progress], T], done: Callable[[T], object], doing: str, undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Run something long off the window's thread, with progress and a way to cancel it; `undone` follows failure and cancelling."""

        def failed(error: Exception) -> None:
            self.host.tell_error(error)
            undone()

        self.host.work(Task(doing, work, done, failed, undone))

    def read(
        self,
        doing: str,
        fetch: Callable[[Progress], T],
        show: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        slot: str = "",
    ) -> None:
        """Fetch something off the window's thread, to show it; whoever finds it takes too long can stop it, and begin again.

        Args:
            doing: what is being done, in words that can follow 正在: 排版.
            fetch: the work, on another thread.
            show: shows what `fetch` returned, on the window's thread.
            failed: takes the exception; the banner shows it where this is left out.
            slot: what of the page it is for: a newer read for the same slot takes the place of an older one. Empty: one slot for each `doing`.
        """
        self.host.read((self, slot or doing), Task(doing, fetch, show, failed))

    def read_growing(
        self,
        doing: str,
        fetch: Callable[[Progress, Callable[[P], None]], T],
        early: Callable[[P], object],
        show: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:
        """Like `read`, for work that gives parts of its result early; `early` shows such a part."""
        self.host.read((self, doing), GrowingTask(doing, fetch, early, show, failed))

    def remember_seen(self, record: BundleRecord) -> None:
        """Save, off the window's thread, that the person has seen this revision: changes are shown against it next time."""
        office, session, key, number = self.office, self.session, record.key, record.revision.number
        self.host.write(Task("记下看过的版本", lambda progress: office.changes.mark_seen(session, key, number)))

    def save_original(self, record: BundleRecord | None, slot: Slot) -> None:
        """Ask where to save, and write a copy of the officer's own file in a slot there, byte for byte."""
        part = part_of(slot, record.bundle.parts) if record else None
        if record is None or part is None:
            return
        target = self.choose_target(suggested_path(part), "所有文件 (*)")
        if target:
            self.attempt(lambda: self.office.bundles.save_copy(self.session, record.key, part.sha256, Path(target)))

    def choose_file(self) -> str:
        """Ask for a file to read; return an empty string where the person thinks better of it."""
        pattern = "可处理的文件 (*.docx *.docm *.dotx *.doc *.wps *.pdf *.txt *.md *.png *.jpg *.jpeg)"
        return QFileDialog.getOpenFileName(self, "选择文件", "", pattern)[0]

    def choose_folder(self) -> str:
        """Ask for a folder; return an empty string where the person thinks better of it."""
        return QFileDialog.getExistingDirectory(self, "选择文件夹")

    def choose_target(self, suggested: str, pattern: str) -> str:
        """Ask where to save; return an empty string where the person thinks better of it."""
        return QFileDialog.getSaveFileName(self, "保存到", suggested, pattern)[0]


def signed_words(record: BundleRecord) -> str:
    """Return in words what a signature is over, as it is on the screen: which bundle, in which version, with how many files."""
    bundle = record.bundle
    return f"《{bundle.title}》　第 {record.revision.number} 版，{sum(part.present for part in bundle.parts)} 个文件"
