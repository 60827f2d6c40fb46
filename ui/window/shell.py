"""The window: a side bar on the left, one page at a time, a banner for what has to be said, a strip for long work."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import is_sample
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.people import Account
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.terms import Role

from ..background.jobs import GrowingTask, JobRunner, Lane, Task
from ..background.read_bar import PageStack, ReadBar
from ..look import kit
from ..look.window_state import WindowState
from ..shared.external_edits import ExternalEdits
from ..shared.handover import Handover
from ..shared.host import Address, SignRequest
from ..shared.page import Page
from .banner import Banner
from .help_page import HelpPage
from .idle_lock import IdleWatch, LockScreen
from .page_book import PageBook
from .pages import FOR_BUNDLES, make_page, warm_up
from .side_bar import SideAct, SideBar
from .sign_bar import SignBar
from .tour import TourBar
from .work_strip import WorkStrip

T = TypeVar("T")
P = TypeVar("P")
AnyTask = TypeVar("AnyTask", bound=Task[Any] | GrowingTask[Any, Any])
STOPPING = "还有工作没有停下来；停下后会自动{}，已保存的内容没有丢失"


class Shell(QMainWindow):
    """The window of somebody who is signed in; pages know it as their `Host`.

    Attributes:
        office: the office that is open.
        session: who is signed in.
        account: the person's account when signing in; for what is shown, never for what is allowed.
        pages: the pages by name.
        jobs: what runs tasks off the window's thread.
        window_state: what the window remembers on this workstation.
        external_edits: the parts that are open in other programs.
        handover: what one page leaves for another.
    """

    def __init__(
        self, office: Office, session: Session, signed_out: Callable[[], None], window_state: WindowState | None = None
    ) -> None:  # fmt: skip
        """Build the window of `session`; `signed_out` is called when the person signs out, `window_state` remembers."""
        super().__init__()
        self.window_state = window_state or WindowState(None)
        self.office, self.session = office, session
        self.account: Account = office.accounts.who(session)
        self._signed_out = signed_out
        self._here = Address("")
        self.jobs = JobRunner(office.release)
        self.handover = Handover()
        self.external_edits = ExternalEdits(office.external_editing, session, self.watch, self)
        self.external_edits.refused.connect(self.tell_refusal)
        self.external_edits.failed.connect(self.tell_error)
        self.banner, self.sign_bar, self.stack = Banner(), SignBar(), PageStack()
        self.work_strip, self.read_bar = WorkStrip(self.jobs, self.banner), ReadBar(self.jobs, self.stack)
        self.pages = PageBook(self._page_names(), self._make_page, self.stack)
        self.tour = TourBar(self)
        self._lay_out()
        self.idle = IdleWatch(office.settings.load().lock_minutes, self)
        self.idle.idle.connect(self.lock)
        self._begin()

    def _page_names(self) -> tuple[str, ...]:
        """Return the names of the pages that this person's roles give."""
        only_admin = all(role is Role.ADMINISTRATOR for role in self.account.roles)
        names: list[str] = [] if only_admin else list(FOR_BUNDLES)
        if self.account.is_a(Role.UNIT_LEADER, Role.PRINCIPAL_LEADER) or self.office.delegations.delegated_to(self.account):
            names.append("sign")
        if self.account.is_a(Role.OFFICE_CLERK):
            names.append("intake")
        if self.account.is_a(Role.ADMINISTRATOR):
            names += ["accounts", "keys", "presets", "forms"]
        return (*names, "record", "verify", "settings", "help")

    def _make_page(self, name: str) -> Page:
        page = make_page(name, self)
        if isinstance(page, HelpPage):
            page.tour_wanted.connect(self._take_tour)
            page.closed.connect(self._go_back)
        return page

    def _lay_out(self) -> None:
        self.setWindowTitle("政务公开工作台")
        self.resize(1366, 728)
        self.restoreGeometry(self.window_state.state("geometry"))
        acts = (
            SideAct("help", "帮助（F1）", self.help),
            SideAct("lock", "锁定", self.lock, "Ctrl+L"),
            SideAct("sign-out", "退出登录", self.sign_out),
        )
        sample = is_sample(Path(self.office.place).parent)
        self.side = SideBar(self.pages, self.account, sample, lambda name: self.go(Address(name)), acts)
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addLayout(kit.column(self.banner, self.sign_bar, self.tour, self.stack, self.work_strip, margins=12), 1)
        centre = kit.holder(layout)
        centre.setObjectName("page")
        self.lock_screen = LockScreen(self.account.display_name, self._unlock, self.sign_out)
        self._root = QStackedWidget()
        self._root.addWidget(centre)
        self._root.addWidget(self.lock_screen)
        self.setCentralWidget(self._root)
        QShortcut(QKeySequence.StandardKey.HelpContents, centre, self.help)  # not while the window is locked
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)

    def _begin(self) -> None:
        """Open the first page, then import the other pages and update the search index behind it."""
        office, session = self.office, self.session
        self._upkeep("准备页面", lambda progress: warm_up(self.pages))
        self.go(Address(self.side.first))
        self.tour.begin()
        self._upkeep("补建检索", lambda progress: office.searching.catch_up(session, progress))

    def _upkeep(self, doing: str, work: Callable[[Progress], object]) -> None:
        self.jobs.start(Task(doing, work, failed=self.tell_error), Lane.UPKEEP)

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        shown = self.stack.currentWidget()
        return shown if isinstance(shown, Page) else None

    def go(self, to: Address) -> None:
        """Leave the page that is shown, unless it asks to stay, and open another."""
        self._show(to, lambda page: page.open(to))

    def _go_back(self) -> None:
        """Leave the help for the page that it is about, which goes on where it was left."""
        self._show(self._here, lambda page: page.resume())

    def _show(self, to: Address, begin: Callable[[Page], None]) -> None:
        if self.page is not None and not self.page.leave():
            self._mark(self._here)
            return
        self.abort_signature()
        self.read_bar.leave()
        try:
            page = self.pages[to.page]
            self._mark(to)
            self.stack.setCurrentWidget(page)
            begin(page)
            page.take_focus()
        except (DeskError, OSError) as error:
            self.tell_error(error)

    def help(self) -> None:
        """Open the help of the page that is shown, or go back from it."""
        if isinstance(self.page, HelpPage):
            self.page.go_back()
        else:
            self.go(Address("help", where=self._here.page))

    def _take_tour(self) -> None:
        self.go(Address("workbench"))
        self.tour.begin(again=True)

    def _mark(self, to: Address) -> None:
        """Mark at the side the page that is shown; help belongs to the page that it is about."""
        if to.page != "help":
            self._here = to
            self.side.mark(to.page)

    def has_page(self, name: str) -> bool:
        """Return whether this person has a page of that name."""
        return name in self.pages

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong, in the banner, until it is closed."""
        self.banner.tell_error(error)

    def tell_done(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something is done, and offer to take it back where that can be; it goes away by itself."""
        self.banner.tell_done(text, undo)

    def tell_refusal(self, text: str) -> None:
        """Say why something was not even tried."""
        self.banner.tell_refusal(text)

    def read(self, owner: Hashable, read: Task[T] | GrowingTask[T, P]) -> None:
        """Fetch something to show; see `Host.read`."""
        self.read_bar.read(owner, _telling(read, self.tell_error))

    def write(self, task: Task[T]) -> None:
        """Keep something small, in the order in which it was asked for; see `Host.write`."""
        self.jobs.start(_telling(task, self.tell_error), Lane.WRITE)

    def watch(self, task: Task[T]) -> None:
        """Look whether something has changed; see `Host.watch`."""
        self.jobs.start(_telling(task, self.tell_error), Lane.WATCH)

    def work(self, task: Task[T]) -> None:
        """Do something long, with its progress, one at a time; see `Host.work`."""
        self.work_strip.work(task)

    def ask_signature(self, request: SignRequest[T]) -> None:
        """Ask for the passphrase, then do what it is for; the bar stays until that is done, so that a mistyped one can be corrected."""

        def done(result: T) -> None:
            self.sign_bar.dismiss(asked)
            request.done(result)

        def failed(error: Exception) -> None:
            self.tell_error(error)
            request.undone()

        def confirm(passphrase: str) -> None:
            self.work(Task(request.doing or request.what, lambda progress: request.act(passphrase, progress), done, failed, request.undone))

        asked = self.sign_bar.ask(request.what, confirm, request.secret, request.over)

    def abort_signature(self) -> None:
        """Ask no longer for a passphrase: what was to be signed is no longer what is shown."""
        self.sign_bar.dismiss()

    def lock(self) -> None:
        """Hide everything until the person's password is typed; what is under way goes on, what is typed stays."""
        self.abort_signature()
        self._root.setCurrentWidget(self.lock_screen)
        self.lock_screen.arrive()

    def _unlock(self, password: str) -> None:
        """Show everything again if it is the person's password. Checked off the window's thread: its hash is slow on purpose."""

        def opened(_: object) -> None:
            self.lock_screen.arrive()
            self._root.setCurrentIndex(0)
            if self.page is not None:
                self.page.take_focus()

        accounts, name = self.office.accounts, self.session.name
        refuse = self.lock_screen.refuse
        self.jobs.start(Task("核对密码", lambda progress: accounts.sign_in(name, password), opened, lambda error: refuse(str(error))), Lane.ACCESS)

    def sign_out(self) -> None:
        """Sign out and show the sign-in window; all work is stopped first, so that nothing runs on for somebody who has left."""
        if self._stopped("退出登录", self.sign_out):
            self.office.accounts.sign_out(self.session)
            self._signed_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close once the page can be left and all work has stopped."""
        if self._stopped("关闭", lambda: self.close()):
            self.office.release()
            event.accept()
        else:
            event.ignore()

    def _stopped(self, doing: str, again: Callable[[], object]) -> bool:
        """Leave the page and stop all work. Where something has not ended in time, the office is not taken away under it: the person is told, and
        `again` is called once it has ended."""
        if self.page is not None and not self.page.leave():
            return False
        self.window_state.keep_state("geometry", self.saveGeometry())
        self.window_state.finish()
        if self.jobs.finish():
            self.external_edits.stop()
            return True
        self.tell_refusal(STOPPING.format(doing))
        self.jobs.when_idle(again)
        return False


def _telling(task: AnyTask, tell: Callable[[Exception], object]) -> AnyTask:
    """Return the task; where it has no `failed` of its own, one that shows the exception in the banner."""
    return task if task.failed is not None else replace(task, failed=tell)
