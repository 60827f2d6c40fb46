"""What is read in the background: when it takes longer than a moment the window says so, and it can be stopped, and begun again."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QStackedWidget

from ..look import kit
from .jobs import Failed, GrowingWork, Job, JobRunner

FOOT = 14
"""Points between the bar and the foot of the pages."""

MOMENT_MS = 400
"""What is read in less than this comes without a word."""


@dataclass(frozen=True)
class BackgroundRead:
    """Something to read; nothing is changed by it, so it can be stopped and begun again at any time.

    Attributes:
        doing: what is being done, in words that can follow 正在 and 已停止: 排版.
        work: the work; it may give parts of its result early.
        early: shows such a part, on the window's thread.
        show: shows the result, on the window's thread.
        failed: is told the exception, on the window's thread.
    """

    doing: str
    work: GrowingWork
    early: Callable[[Any], None]
    show: Callable[[Any], None]
    failed: Failed


class PageStack(QStackedWidget):
    """The pages, and what floats above them."""

    def __init__(self) -> None:
        super().__init__()
        self.floating: ReadBar | None = None
        self.currentChanged.connect(lambda _: self._place())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self.floating is not None:
            self.floating.place()


class ReadBar(QFrame):
    """Says what is being read, with a button to stop it; then, that it was stopped, with one to begin again. It floats above the foot of the pages,
    so that nothing moves away below the hand when it comes and goes."""

    def __init__(self, workshop: JobRunner, stack: PageStack) -> None:
        """Take what does the work, and the pages above which to float."""
        super().__init__(stack)
        stack.floating = self
        self._jobs, self._pages = workshop, stack
        self._under_way: dict[Job, tuple[BackgroundRead, float]] = {}
        self._stopped: list[BackgroundRead] = []
        self.setObjectName("card")
        self.words = kit.label("", "quiet", wrap=False)
        self.words.setObjectName("reading-words")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("读取的进度")
        self.bar.setFixedWidth(180)
        self.stop_button = kit.button("停止", self.stop, name="stop-reading")
        self.again_button = kit.button("重新读取", self.begin_again, name="read-again")
        self.close_button = kit.button("不看了", self.forget, "link", "forget-reading")
        layout = kit.row(self.words, self.bar, self.stop_button, self.again_button, self.close_button)
        layout.setContentsMargins(12, 6, 12, 6)
        self.setLayout(layout)
        self._moment = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self._moment.timeout.connect(self._appear)
        self.hide()

    def read(self, reading: BackgroundRead) -> None:
        """Begin to read."""
        job = self._jobs.start_growing(reading.work, reading.early, reading.show, reading.failed)
        self._under_way[job] = (reading, time.monotonic())
        self._stopped = [stopped for stopped in self._stopped if stopped.doing != reading.doing]
        job.progressed.connect(lambda share, _: self._show_share(job, share))
        job.ended.connect(lambda: self._ended(job))
        if not self._moment.isActive():
            self._moment.start()

    def stop(self) -> None:
        """Stop what is under way; what comes of it all the same is not shown."""
        self._stopped += [reading for reading, _ in self._under_way.values()]
        for job in self._under_way:
            job.abandon()
        self._under_way = {}
        self._show()

    def begin_again(self) -> None:
        """Begin again with what was stopped."""
        stopped, self._stopped = self._stopped, []
        self.hide()
        for reading in stopped:
            self.read(reading)

    def forget(self) -> None:
        """What was stopped is no longer wanted, or another page is shown."""
        self._stopped = []
        self._show()

    def _appear(self) -> None:
        """Show what has taken longer than a moment; look again later where nothing has yet."""
        self._show()
        if self._under_way and not self.isVisible():
            self._moment.start()

    def _show(self) -> None:
        since = time.monotonic() - MOMENT_MS / 1000
        slow = [reading for reading, began in self._under_way.values() if began <= since or self.isVisible()]
        wanted = slow or ([] if self._under_way else self._stopped)
        self.setVisible(bool(wanted))
        if not wanted:
            return
        doing = "、".join(dict.fromkeys(reading.doing for reading in wanted))
        self.words.setText(f"正在{doing}…" if slow else f"已停止{doing}，什么都没有改动")
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.stop_button):
            widget.setVisible(bool(slow))
        for widget in (self.again_button, self.close_button):
            widget.setVisible(not slow)
        self.place()

    def place(self) -> None:
        """Stand in the middle of the pages' foot, before them."""
        self.adjustSize()
        self.move((self._pages.width() - self.width()) // 2, self._pages.height() - self.height() - FOOT)
        self.raise_()

    def _show_share(self, job: Job, share: float) -> None:
        if len(self._under_way) == 1 and job in self._under_way:
            self.bar.setRange(0, 100)
            self.bar.setValue(round(share * 100))

    def _ended(self, job: Job) -> None:
        self._under_way.pop(job, None)
        if self.isVisible():
            self._show()
