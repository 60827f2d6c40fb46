"""What all pages share: the office, who is signed in, and how acts and long work are run and their failures told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtWidgets import QFileDialog, QWidget

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.place import Slot
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord

from ..background.jobs import Failed, GrowingWork, Work
from ..background.read_bar import BackgroundRead
from .part_tabs import part_of, suggested_path

if TYPE_CHECKING:
    from ..window.shell import Shell

T = TypeVar("T")


class Page(QWidget):
    """A page of the window."""

    def __init__(self, shell: Shell) -> None:
        """Take the shell that shows it."""
        super().__init__()
        self.setObjectName("page")
        self.shell = shell

    @property
    def office(self) -> Office:
        """The office that is open."""
        return self.shell.office

    @property
    def session(self) -> Session:
        """Who is signed in."""
        return self.shell.session

    def arrive(self) -> None:
        """The page is shown: fetch what it shows."""

    def show_bundle(self, key: int) -> None:
        """Show a bundle, on pages that are about one."""

    def lead_to(self, where: str) -> None:
        """Lead to a place of the bundle, as findings name places, once it is shown."""

    def leave(self) -> bool:
        """The page is left: save what is open. False keeps the person here."""
        return True

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.setFocus()

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something short; a failure is told in the banner, and None comes back."""
        try:
            return act()
        except DeskError as error:
            self.shell.tell_error(error)
        except OSError as error:
            self.shell.tell_error(error)
        return None

    def signed(self, what: str, act: Callable[[str], T], done: Callable[[T], None], undone: Callable[[], None] = lambda: None) -> None:
        """Do something that is signed: the passphrase is asked for, and `act` is given it. `done` follows success, `undone` failure; after a
        slip of the passphrase it can be typed again."""
        self.signed_long(what, lambda words, progress: act(words), done, undone)

    def signed_long(
        self, what: str, act: Callable[[str, Progress], T], done: Callable[[T], None], undone: Callable[[], None] = lambda: None
    ) -> None:  # fmt: skip
        """`signed`, for what takes long enough to tell of its progress."""

        def finish(result: T) -> None:
            self.shell.sign_bar.dismiss()
            done(result)

        def confirm(passphrase: str) -> None:
            self.work(lambda progress: act(passphrase, progress), finish, f"正在签名：{what}", undone)

        self.shell.sign_bar.ask(what, confirm)

    def work(self, work: Work, done: Callable[[Any], None], doing: str, undone: Callable[[], None] | None = None) -> None:
        """Do something long off the window's thread, with progress and a way to cancel it; `undone` follows failure and cancelling."""
        self.shell.work(work, done, doing, undone)

    def read(
        self,
        doing: str,
        look: Work,
        show: Callable[[Any], None],
        failed: Failed | None = None,
    ) -> None:
        """Read something off the window's thread, to show it; whoever finds it takes too long can stop it, and begin again.

        Args:
            doing: what is being done, in words that can follow 正在: 排版.
            look: the work.
            show: shows what came of it.
            failed: is told the exception; the banner tells it where this is left out.
        """
        self.read_growing(doing, lambda progress, give: look(progress), lambda _: None, show, failed)

    def read_growing(
        self, doing: str, look: GrowingWork, early: Callable[[Any], None], show: Callable[[Any], None], failed: Failed | None = None
    ) -> None:  # fmt: skip
        """`read`, for what gives parts of its result early."""
        self.shell.reading.read(BackgroundRead(doing, look, early, show, failed or self.shell.tell_error))

    def remember_seen(self, record: BundleRecord) -> None:
        """Remember, off the window's thread, that the person has this revision before the eyes."""
        office, session, key, number = self.office, self.session, record.key, record.revision.number
        self.shell.jobs.start(lambda progress: office.changes.mark_seen(session, key, number), lambda _: None, self.shell.tell_error)

    def save_original(self, record: BundleRecord | None, slot: Slot) -> None:
        """Ask where, and write a copy of the original in a slot, byte for byte."""
        part = part_of(slot, record.bundle.parts) if record else None
        if record is None or part is None:
            return
        target = self.choose_target(suggested_path(part), "所有文件 (*)")
        if target:
            self.attempt(lambda: self.office.bundles.save_copy(self.session, record.key, part.sha256, Path(target)))

    def choose_file(self) -> str:
        """Ask for a file to read; empty where the person thinks better of it."""
        pattern = "可处理的文件 (*.docx *.doc *.wps *.pdf *.txt *.md)"
        return QFileDialog.getOpenFileName(self, "选择文件", "", pattern)[0]

    def choose_folder(self) -> str:
        """Ask for a folder; empty where the person thinks better of it."""
        return QFileDialog.getExistingDirectory(self, "选择文件夹")

    def choose_target(self, suggested: str, pattern: str) -> str:
        """Ask where to save; empty where the person thinks better of it."""
        return QFileDialog.getSaveFileName(self, "保存到", suggested, pattern)[0]
