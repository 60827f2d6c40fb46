"""What is read in the background: when it takes longer than a moment the window says so, and it can be stopped, and begun again."""

from __future__ import annotations

import time
from collections.abc import Hashable
from typing import Any

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QStackedWidget

from ..look import kit
from .jobs import GrowingTask, Job, JobRunner, Lane, Task

FOOT_PIXELS = 14
"""Pixels between the bar and the foot of the pages."""

MOMENT_MS = 400
"""Milliseconds below which a read shows no bar: one that flashes up and goes would only disturb."""

BackgroundRead = Task[Any] | GrowingTask[Any, Any]
"""A task that only reads: it changes nothing, so it can be stopped and begun again at any time. Of which type its result is does not matter here."""


SMALLEST = QSize(900, 520)
"""The least size of the pages, which fits the smallest screen (1366 × 768 at 150 % leaves no less)."""


class PageStack(QStackedWidget):
    """The stack of pages; tells the bar that floats above them when its size changes.

    A page asks for no more than the smallest screen has: one whose contents are wider for a moment, while they come and go, must not make the
    window larger, which would stay so and hang over the screen's edge.
    """

    def __init__(self) -> None:
        super().__init__()
        self.floating: ReadBar | None = None
        self.currentChanged.connect(lambda _: self._place())

    def minimumSizeHint(self) -> QSize:
        """Return what the pages need at least, and no more than the smallest screen has."""
        return super().minimumSizeHint().boundedTo(SMALLEST)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew what depends on the width, after Qt's own handling."""
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        if self.floating is not None:
            self.floating.place()


class ReadBar(QFrame):
    """Says what is being read, with a button to stop it; then, that it was stopped, with one to begin again. It floats above the foot of the pages,
    so that nothing moves away below the hand when it comes and goes."""

    def __init__(self, jobs: JobRunner, stack: PageStack) -> None:
        """Build the bar; `jobs` runs the reads, and the bar floats above `stack`."""
        super().__init__(stack)
        stack.floating = self
        self._jobs, self._pages = jobs, stack
        self._under_way: dict[Hashable, tuple[Job, BackgroundRead, float]] = {}
        self._stopped: dict[Hashable, BackgroundRead] = {}
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

    def read(self, owner: Hashable, read: BackgroundRead) -> None:
        """Begin to read for an owner; what the same owner asked for before is abandoned, since nobody waits for it any more."""
        self._abandon(owner)
        self._stopped.pop(owner, None)
        job = self._jobs.start(read, Lane.READ) if isinstance(read, Task) else self._jobs.start_growing(read, Lane.READ)
        self._under_way[owner] = (job, read, time.monotonic())
        job.progressed.connect(lambda share, _: self._show_share(job, share))
        job.ended.connect(lambda: self._ended(owner, job))
        if not self._moment.isActive():
            self._moment.start()

    def _abandon(self, owner: Hashable) -> None:
        if owner in self._under_way:
            self._under_way.pop(owner)[0].abandon()

    def stop(self) -> None:
        """Stop the reads that are under way; a result that still arrives is not shown."""
        for owner, (job, read, _) in self._under_way.items():
            self._stopped[owner] = read
            job.abandon()
        self._under_way = {}
        self._show()

    def begin_again(self) -> None:
        """Start the stopped reads again."""
        stopped, self._stopped = self._stopped, {}
        self.hide()
        for owner, read in stopped.items():
            self.read(owner, read)

    def forget(self) -> None:
        """Forget the stopped reads, so that they can no longer be started again."""
        self._stopped = {}
        self._show()

    def leave(self) -> None:
        """Abandon all reads, since another page is shown; the page that asked for them reads anew when it is opened again."""
        for owner in list(self._under_way):
            self._abandon(owner)
        self._moment.stop()
        self.forget()

    def _appear(self) -> None:
        """Show the bar for a read that has taken longer than a moment; look again later where none has yet."""
        self._show()
        if self._under_way and not self.isVisible():
            self._moment.start()

    def _show(self) -> None:
        since = time.monotonic() - MOMENT_MS / 1000
        slow = [read for _, read, began in self._under_way.values() if began <= since or self.isVisible()]
        wanted = slow or ([] if self._under_way else list(self._stopped.values()))
        self.setVisible(bool(wanted))
        if not wanted:
            return
        doing = "、".join(dict.fromkeys(read.doing for read in wanted))
        self.words.setText(f"正在{doing}…" if slow else f"已停止{doing}，什么都没有改动")
        self.bar.setRange(0, 0)
        for widget in (self.bar, self.stop_button):
            widget.setVisible(bool(slow))
        for widget in (self.again_button, self.close_button):
            widget.setVisible(not slow)
        self.place()

    def place(self) -> None:
        """Move the bar to the middle of the pages' foot, and raise it above them."""
        self.adjustSize()
        self.move((self._pages.width() - self.width()) // 2, self._pages.height() - self.height() - FOOT_PIXELS)
        self.raise_()

    def _show_share(self, job: Job, share: float) -> None:
        if [under_way for under_way, _, _ in self._under_way.values()] == [job]:
            self.bar.setRange(0, 100)
            self.bar.setValue(round(share * 100))

    def _ended(self, owner: Hashable, job: Job) -> None:
        if owner in self._under_way and self._under_way[owner][0] is job:
            del self._under_way[owner]
        if self.isVisible():
            self._show()
