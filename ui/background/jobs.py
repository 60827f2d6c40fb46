"""Long work off the window's thread, with progress, and to be cancelled."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from zwgk_desk.model.errors import Cancelled
from zwgk_desk.model.progress import Progress, stoppable

Work = Callable[[Progress], Any]
GrowingWork = Callable[[Progress, Callable[[Any], None]], Any]
Failed = Callable[[Exception], None]


class Job(QObject):
    """One piece of work under way. It lives on the window's thread; only `run` is called on another.

    Signals, all of them on the window's thread:
        progressed: share (0 to 1) and what is being done.
        came_early: a part of the result, while the rest is under way.
        done: the result.
        failed: the exception.
        cancelled: the work has stopped, and left nothing behind.
        ended: after one of the three before.
    """

    progressed = Signal(float, str)
    partial_result = Signal(object)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()
    ended = Signal()
    _progress_queued = Signal(float, str)
    _partial_queued = Signal(object)
    _outcome_queued = Signal(str, object)

    def __init__(self, work: Work, release: Callable[[], None]) -> None:
        super().__init__()
        self._work = work
        self._release = release
        self._stopped = threading.Event()
        self._abandoned = False
        # a bound method of an object of the window's thread, and queued: else it would be called on the worker's thread
        self._progress_queued.connect(self._emit_progress, Qt.ConnectionType.QueuedConnection)
        self._partial_queued.connect(self._emit_partial, Qt.ConnectionType.QueuedConnection)
        self._outcome_queued.connect(self._emit_outcome, Qt.ConnectionType.QueuedConnection)

    def give_partial(self, value: object) -> None:
        """Hand a part of the result to the window while the rest is under way; called on the worker's thread."""
        self._partial_queued.emit(value)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stopped.set()

    def abandon(self) -> None:
        """Ask the work to stop, and want nothing more of it: if it comes to its end all the same, that counts as cancelled. For what only reads."""
        self._abandoned = True
        self.cancel()

    def run(self) -> None:
        """Do the work, on the thread this is called on."""
        try:
            outcome = ("done", self._work(stoppable(self._progress_queued.emit, lambda: not self._stopped.is_set())))
        except Cancelled:
            outcome = ("cancelled", None)
        except Exception as error:
            outcome = ("failed", error)
        try:
            self._release()
        finally:
            self._outcome_queued.emit(*outcome)

    @Slot(float, str)
    def _emit_progress(self, share: float, doing: str) -> None:
        self.progressed.emit(share, doing)

    @Slot(object)
    def _emit_partial(self, value: object) -> None:
        if not self._abandoned:
            self.partial_result.emit(value)

    @Slot(str, object)
    def _emit_outcome(self, outcome: str, value: object) -> None:
        if outcome == "cancelled" or self._abandoned:
            self.cancelled.emit()
        else:
            (self.done if outcome == "done" else self.failed).emit(value)
        self.ended.emit()


class _Runner(QRunnable):
    def __init__(self, job: Job) -> None:
        super().__init__()
        self._job = job

    def run(self) -> None:
        """Run the job on the pool's thread."""
        self._job.run()


class JobRunner(QObject):
    """Starts jobs and keeps them until they have ended."""

    def __init__(self, release: Callable[[], None]) -> None:
        """Take what closes a thread's connection to the database after each job."""
        super().__init__()
        self._release = release
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(4)
        self._jobs: set[Job] = set()
        self._finished = False

    def start_growing(self, work: GrowingWork, early: Callable[[Any], None], done: Callable[[Any], None], failed: Failed) -> Job:
        """Start a piece of work that gives parts of its result early; `early` is called on the window's thread, then `done` or `failed`."""
        job = Job(lambda progress: work(progress, job.give_partial), self._release)
        job.partial_result.connect(self._while_open(early))
        return self._begin(job, done, failed)

    def start(self, work: Work, done: Callable[[Any], None], failed: Failed) -> Job:
        """Start a piece of work; `done` or `failed` is called on the window's thread."""
        return self._begin(Job(work, self._release), done, failed)

    def _begin(self, job: Job, done: Callable[[Any], None], failed: Failed) -> Job:
        self._jobs.add(job)
        job.done.connect(self._while_open(done))
        job.failed.connect(self._while_open(failed))
        job.ended.connect(lambda: self._jobs.discard(job))
        self._pool.start(_Runner(job))
        return job

    def _while_open(self, act: Callable[[Any], None]) -> Callable[[Any], None]:
        """The act, as long as the window is there: what still comes after that finds nobody to show it to."""

        def deliver(value: Any) -> None:
            if not self._finished:
                act(value)

        return deliver

    @property
    def busy(self) -> bool:
        """Whether anything is under way."""
        return bool(self._jobs)

    def finish(self) -> None:
        """Stop everything and wait for it, before the window closes."""
        self._finished = True
        for job in list(self._jobs):
            job.cancel()
        self._pool.waitForDone(10_000)
