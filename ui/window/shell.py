"""The window: a side bar on the left, one page at a time, a banner for what has to be said, a strip for long work."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import is_sample
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import Role

from ..background.jobs import Job, JobRunner, Work
from ..background.read_bar import PageStack, ReadBar
from ..drafting.external_edits import ExternalEdits
from ..look import kit, theme, tokens
from ..look.icons import icon
from ..look.window_state import Memory
from ..shared.page import Page
from .help_page import HelpPage
from .idle_lock import IdleWatch, LockScreen
from .page_book import PageBook
from .pages import FOR_BUNDLES, make_page, warm_up
from .sign_bar import SignBar
from .tour import TourBar

BANNER_SECONDS = 6


class Shell(QMainWindow):
    """The window of somebody who is signed in.

    Attributes:
        office: the office that is open.
        session: who is signed in.
        account: the person's account when signing in; for what is shown, never for what is allowed.
        pages: the pages by name.
        memory: what the window remembers on this workstation.
    """

    def __init__(self, office: Office, session: Session, signed_out: Callable[[], None], memory: Memory | None = None) -> None:
        """Take the office, the session, what is to happen when the person signs out, and what the window remembers."""
        super().__init__()
        self.memory = memory or Memory(None)
        self.office, self.session = office, session
        self.account: Account = office.accounts.who(session)
        self._signed_out = signed_out
        self.jobs = JobRunner(office.release)
        self._job: Job | None = None
        self._here = ""
        self.setWindowTitle("政务公开工作台")
        self.resize(1366, 728)
        self.restoreGeometry(self.memory.state("geometry"))
        self.stack = PageStack()
        self.external_edits = ExternalEdits(self)
        self._details = ""
        self._taken_back: Callable[[], object] | None = None
        self.banner, self.banner_text = self._make_banner()
        self.progress, self.progress_bar = self._make_progress()
        self.pages = PageBook(self._page_names(), lambda name: make_page(name, self), self.stack)
        self.sign_bar, self.tour, self.reading = SignBar(), TourBar(self), ReadBar(self.jobs, self.stack)
        main = kit.column(self.banner, self.sign_bar, self.tour, self.stack, self.progress, margins=12)
        layout = QHBoxLayout()
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._make_side())
        layout.addLayout(main, 1)
        centre = kit.holder(layout)
        centre.setObjectName("page")
        self.lock_screen = LockScreen(self.account.display_name, self._unlock, self.sign_out)
        self._root = QStackedWidget()
        self._root.addWidget(centre)
        self._root.addWidget(self.lock_screen)
        self.setCentralWidget(self._root)
        self.idle = IdleWatch(office.settings.load().lock_minutes, self)
        self.idle.idle.connect(self.lock)
        QShortcut(QKeySequence.StandardKey.HelpContents, centre, self.help)  # not while the window is locked
        QShortcut(QKeySequence("Ctrl+Q"), self, self.close)
        self.jobs.start(lambda progress: warm_up(self.pages), lambda _: None, self.tell_error)
        self.go(next(iter(self._buttons)))
        self.tour.begin()
        self.jobs.start(lambda progress: office.searching.catch_up(session, progress), lambda _: None, self.tell_error)

    def _page_names(self) -> tuple[str, ...]:
        """The pages that this person has."""
        names: list[str] = [] if self._only_admin() else list(FOR_BUNDLES)
        if self.account.is_a(Role.UNIT_LEADER, Role.PRINCIPAL_LEADER) or self.office.delegations.delegated_to(self.account):
            names.append("sign")
        if self.account.is_a(Role.OFFICE_CLERK):
            names.append("intake")
        if self.account.is_a(Role.ADMINISTRATOR):
            names += ["accounts", "keys", "presets", "forms"]
        return (*names, "record", "verify", "settings", "help")

    def _only_admin(self) -> bool:
        return all(role is Role.ADMINISTRATOR for role in self.account.roles)

    def _make_side(self) -> QWidget:
        names = {
            "workbench": "工作台", "bundles": "文件包", "sign": "审签", "intake": "收文", "compare": "对照", "review": "审读", "accounts": "账号",
            "keys": "人员与密钥", "presets": "版式", "forms": "模板", "record": "记录", "verify": "核验", "settings": "设置",
        }  # fmt: skip
        side = QWidget()
        side.setObjectName("side")
        side.setFixedWidth(148)
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 14, 0, 12)
        layout.setSpacing(2)
        self._buttons: dict[str, QPushButton] = {}
        for name, text in names.items():
            if name in self.pages:
                made = kit.button(text, lambda n=name: self.go(n), "side", f"nav-{name}")
                self._draw(made, name)
                made.setCheckable(True)  # in no exclusive group: the tabulator would reach only one button of it
                self._buttons[name] = made
                if len(self._buttons) <= 9:
                    _give_key(made, f"Ctrl+{len(self._buttons)}")
                layout.addWidget(made)
        layout.addStretch(1)
        who = QLabel(f"{self.account.display_name}\n{'、'.join(r.label for r in self.account.roles)}\n{self.account.unit}")
        who.setWordWrap(True)
        who.setContentsMargins(14, 0, 8, 4)
        layout.addWidget(who)
        if is_sample(Path(self.office.place).parent):
            mark = QLabel("示例办公室")
            mark.setContentsMargins(14, 0, 8, 4)
            layout.addWidget(mark)
        for name, made in (
            ("help", kit.button("帮助（F1）", self.help, "side", "help")),
            ("lock", kit.button("锁定", self.lock, "side", "lock")),
            ("sign-out", kit.button("退出登录", self.sign_out, "side", "sign-out")),
        ):
            self._draw(made, name)
            layout.addWidget(made)
            if name == "lock":
                _give_key(made, "Ctrl+L")
        return side

    def _draw(self, button: QPushButton, name: str) -> None:
        """Put its icon beside the word; the side bar is dark in either look, so the icon need not change with it."""
        button.setIcon(icon(name, theme.now().side_ink))
        button.setIconSize(QSize(tokens.ICON, tokens.ICON))

    def _make_banner(self) -> tuple[QFrame, QLabel]:
        frame = QFrame()
        text = kit.label("")
        text.setObjectName("banner-text")
        self._copy = kit.button("复制详情", self._copy_details, "link", "copy-details")
        self._undo = kit.button("撤销", self._take_back, "link", "undo-done")
        close = kit.button("关闭", frame.hide, "link", "close-banner")
        layout = kit.row(text, self._undo, self._copy, close)
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 6, 8, 6)
        frame.setLayout(layout)
        frame.hide()
        return frame, text

    def _make_progress(self) -> tuple[QFrame, QProgressBar]:
        frame = QFrame()
        frame.setObjectName("card")
        bar = QProgressBar()
        bar.setRange(0, 100)
        bar.setObjectName("progress")
        layout = kit.row(bar, kit.button("取消", self.cancel_work, name="cancel-work"))
        layout.setContentsMargins(12, 6, 12, 6)
        frame.setLayout(layout)
        frame.hide()
        return frame, bar

    def go(self, name: str, key: int | None = None) -> None:
        """Show a page; `key` is the bundle it is about."""
        current = self.stack.currentWidget()
        if isinstance(current, Page) and not current.leave():
            self._mark(self._here)
            return
        self.sign_bar.dismiss()
        self.reading.forget()
        try:
            page = self.pages[name]
            self._mark(name)
            self.stack.setCurrentWidget(page)
            page.arrive()
            if key is not None:
                page.show_bundle(key)
            page.take_focus()
        except (DeskError, OSError) as error:
            self._mark(self._here)
            self.tell_error(error)

    def help(self) -> None:
        """Open the help of the page that is shown, or go back from it."""
        page = self.pages["help"]
        assert isinstance(page, HelpPage)
        if self.stack.currentWidget() is page:
            page.go_back()
        else:
            page.show_about(self._here)
            self.go("help")

    def _mark(self, name: str) -> None:
        """Mark at the side the page that is shown."""
        self._here = name
        if name == "help":
            return
        shown = name if name in self._buttons else "bundles"
        for button_name, made in self._buttons.items():
            made.setChecked(button_name == shown)

    def has_page(self, name: str) -> bool:
        """Whether this person has a page of that name."""
        return name in self.pages

    def show_part(self, key: int, where: str) -> None:
        """Show a bundle, and in it the part at a place as findings name it."""
        self.pages["bundle"].lead_to(where)
        self.go("bundle", key)

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong, in the banner, until it is closed."""
        if isinstance(error, DeskError):
            text = str(error)
        else:
            text = f"程序遇到没有料到的问题（{error}），这一步没有完成，已保存的内容没有丢失。请重试；如再出现，请复制详情交管理员。"
        self._details = "".join(traceback.format_exception(error))
        self._copy.setVisible(not isinstance(error, DeskError))
        self._show_banner("banner-error", text)

    def tell_done(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something is done, and offer to take it back where that can be; it goes away by itself."""
        self._copy.hide()
        self._taken_back = undo
        self._show_banner("banner-done", text)
        self._undo.setVisible(undo is not None)
        QTimer.singleShot(BANNER_SECONDS * 1000, self, lambda: self._hide_banner(text))

    def _show_banner(self, name: str, text: str) -> None:
        self.banner.setObjectName(name)
        self.banner.style().unpolish(self.banner)
        self.banner.style().polish(self.banner)
        self.banner_text.setText(text)
        self._undo.hide()
        self.banner.show()

    def _hide_banner(self, text: str) -> None:
        if self.banner_text.text() == text:
            self.banner.hide()

    def _take_back(self) -> None:
        undo, self._taken_back = self._taken_back, None
        self.banner.hide()
        if undo is not None:
            undo()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)

    def work(self, work: Work, done: Callable[[Any], None], doing: str, undone: Callable[[], None] | None = None) -> None:
        """Run a long piece of work. One at a time: what is asked for meanwhile is refused in words."""
        if self._job is not None:
            self.tell_refusal("上一项工作还没有做完，请等它完成或先取消")
            return
        self.progress_bar.setValue(0)
        self.progress_bar.setFormat(doing)
        self.progress.show()
        self._job = self.jobs.start(work, done, self.tell_error)
        self._job.progressed.connect(self._show_progress)
        self._job.cancelled.connect(lambda: self.tell_done("已取消，没有留下任何文件"))
        if undone is not None:
            self._job.failed.connect(lambda _: undone())
            self._job.cancelled.connect(undone)
        self._job.ended.connect(self._work_ended)

    def tell_refusal(self, text: str) -> None:
        """Say why something was not even tried."""
        self._copy.hide()
        self._show_banner("banner-error", text)

    def _show_progress(self, share: float, doing: str) -> None:
        self.progress_bar.setValue(round(share * 100))
        self.progress_bar.setFormat(f"{doing}　%p%")

    def _work_ended(self) -> None:
        self._job = None
        self.progress.hide()

    def cancel_work(self) -> None:
        """Ask the long work to stop."""
        if self._job is not None:
            self._job.cancel()

    def lock(self) -> None:
        """Hide everything until the person's password is typed; what is under way goes on, what is typed stays."""
        self.sign_bar.dismiss()
        self._root.setCurrentWidget(self.lock_screen)
        self.lock_screen.arrive()

    def _unlock(self, password: str) -> None:
        """Show everything again, if it is the person's password; that is looked up off the window's thread, since it is slow on purpose."""

        def opened(_: object) -> None:
            self.lock_screen.arrive()
            self._root.setCurrentIndex(0)
            self.stack.currentWidget().setFocus()

        accounts, name = self.office.accounts, self.session.name
        self.jobs.start(lambda progress: accounts.sign_in(name, password), opened, lambda error: self.lock_screen.refuse(str(error)))

    def sign_out(self) -> None:
        """Sign out and show who may sign in."""
        current = self.stack.currentWidget()
        if isinstance(current, Page) and not current.leave():
            return
        self._remember()
        self.jobs.finish()
        self.office.accounts.sign_out(self.session)
        self._signed_out()

    def closeEvent(self, event: QCloseEvent) -> None:
        current = self.stack.currentWidget()
        if isinstance(current, Page) and not current.leave():
            event.ignore()
            return
        self._remember()
        self.jobs.finish()
        self.office.release()
        event.accept()

    def _remember(self) -> None:
        """Keep what the next start begins with."""
        self.memory.keep_state("geometry", self.saveGeometry())
        self.memory.finish()


def _give_key(button: QPushButton, keys: str) -> None:
    """A key presses the button too, as long as the button is in sight: the first nine pages, in their order, and locking."""
    sequence = QKeySequence(keys)
    QShortcut(sequence, button, button.click)
    button.setToolTip(sequence.toString(QKeySequence.SequenceFormat.NativeText))
