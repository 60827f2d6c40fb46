"""Long work off the window's thread, with progress, and to be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal

from zwgk_desk.model.errors import Cancelled
from zwgk_desk.model.progress import Progress, stoppable

Work = Callable[[Progress], Any]


class Job(QObject):
    """One piece of work under way.

    Signals:
        progressed: share (0 to 1) and what is being done.
        done: the result.
        failed: the exception.
        cancelled: the work has stopped, and left nothing behind.
    """

    progressed = Signal(float, str)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()

    def __init__(self, work: Work, release: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self._release = release
        self._stopped = threading.Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stopped.set()

    def run(self) -> None:
        """Do the work, on the thread this is called on."""
        try:
            result = self._work(stoppable(self.progressed.emit, lambda: not self._stopped.is_set()))
        except Cancelled:
            self._tell(self.cancelled.emit)
        except Exception as error:
            kept = error
            self._tell(lambda: self.failed.emit(kept))
        else:
            self._tell(lambda: self.done.emit(result))

    def _tell(self, emit: Callable[[], None]) -> None:
        self._release()
        emit()
        self.ended.emit()


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Run the job on the pool's thread."""
        self._job.run()


class Workshop(QObject):
    """Starts jobs and keeps them until they have ended."""

    def __init__(self, release: Callable[[], None]) -> None:
        """Take what closes a thread's connection to the database after each job."""
        super().__init__()
        self._release = release
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(4)
        self._jobs: set[Job] = set()

    def start(self, work: Work, done: Callable[[Any], None], failed: Callable[[Exception], None]) -> Job:
        """Start a piece of work; `done` or `failed` is called on the window's thread."""
        job = Job(work, self._release)
        self._jobs.add(job)
        job.done.connect(done)
        job.failed.connect(failed)
        job.ended.connect(lambda: self._jobs.discard(job))
        self._pool.start(_Runner(job))
        return job

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    def finish(self) -> None:
        """Stop everything and wait for it, before the window closes."""
        for job in list(self._jobs):
            job.cancel()
        self._pool.waitForDone(10_000)
