"""The strip below the pages while something long is under way: how far it is, and a way to cancel it. One thing at a time."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtWidgets import QFrame, QProgressBar

from ..background.jobs import Job, JobRunner, Lane, Task
from ..look import kit
from .banner import Banner

T = TypeVar("T")


class WorkStrip(QFrame):
    """Runs one task at a time in the lane of work; hidden while none is under way."""

    def __init__(self, jobs: JobRunner, banner: Banner) -> None:
        """Build the strip: `jobs` runs the tasks, the banner shows refusals and failures."""
        super().__init__()
        self._jobs, self._banner = jobs, banner
        self._job: Job | None = None
        self.setObjectName("card")
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setObjectName("progress")
        layout = kit.row(self.bar, kit.button("取消", self.cancel, name="cancel-work"))
        layout.setContentsMargins(12, 6, 12, 6)
        self.setLayout(layout)
        self.hide()

    def work(self, task: Task[T]) -> None:
        """Run a task; what is asked for while another is under way is refused in words, and counts as cancelled."""
        if self._job is not None:
            self._banner.tell_refusal("上一项工作还没有做完，请等它完成或先取消")
            task.cancelled()
            return
        self.bar.setValue(0)
        self.bar.setFormat(task.doing)
        self.show()
        failed = task.failed or self._banner.tell_error

        def cancelled() -> None:
            self._banner.tell_done("已取消，没有留下任何文件")
            task.cancelled()

        self._job = self._jobs.start(Task(task.doing, task.work, task.done, failed, cancelled), Lane.WORK)
        self._job.progressed.connect(self._show_progress)
        self._job.ended.connect(self._ended)

    def _show_progress(self, share: float, doing: str) -> None:
        self.bar.setValue(round(share * 100))
        self.bar.setFormat(f"{doing}　%p%")

    def _ended(self) -> None:
        self._job = None
        self.hide()

    def cancel(self) -> None:
        """Ask the task that is under way to stop."""
        if self._job is not None:
            self._job.cancel()
