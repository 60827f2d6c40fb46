"""Work off the window's thread: what is wanted (`Task`), one run of it (`Job`), and what runs it (`JobRunner`), each kind of work in a lane of
its own, so that a slow read never holds up what is being typed or somebody who wants to unlock the window."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from zwgk_desk.model.errors import Cancelled
from zwgk_desk.model.progress import Progress, stoppable

T = TypeVar("T")
P = TypeVar("P")
PATIENCE_MS = 10_000
"""Milliseconds that closing waits for work that was asked to stop."""


def nothing(*_: object) -> None:
    """Ignore the arguments: the default where a caller has no use for an outcome."""


@dataclass(frozen=True)
class Task(Generic[T]):
    """Something to do off the window's thread.

    Attributes:
        doing: what is done, in words that can follow 正在: 导出报送包.
        work: the work, called on another thread; it must not touch widgets.
        done: takes the result, on the window's thread.
        failed: takes the exception, on the window's thread; whoever starts the task tells it where this is None.
        cancelled: called on the window's thread where the work was stopped, or never begun since something else is under way.
    """

    doing: str
    work: Callable[[Progress], T]
    done: Callable[[T], object] = nothing
    failed: Callable[[Exception], object] | None = None
    cancelled: Callable[[], object] = nothing


@dataclass(frozen=True)
class GrowingTask(Generic[T, P]):
    """A task that gives parts of its result early.

    Attributes:
        doing, done, failed, cancelled: as those of `Task`.
        work: the work, with what takes a part of the result as its second argument.
        partial: takes such a part, on the window's thread.
    """

    doing: str
    work: Callable[[Progress, Callable[[P], None]], T]
    partial: Callable[[P], object]
    done: Callable[[T], object] = nothing
    failed: Callable[[Exception], object] | None = None
    cancelled: Callable[[], object] = nothing


class Lane(Enum):
    """A queue of work with threads of its own, so that one kind of work never waits for another.

    READ: fetches what is shown; a newer read takes the place of an older one.
    WRITE: keeps drafts and marks, one after the other, so that an older text never stands over a newer one.
    WATCH: looks every few seconds whether something has changed.
    WORK: what a person waits for with a progress strip, one at a time.
    ACCESS: whether a password opens the window; it waits for nothing else.
    UPKEEP: what catches up behind the window: imports, the search's index.
    """

    READ = ("read", 4)
    WRITE = ("write", 1)
    WATCH = ("watch", 1)
    WORK = ("work", 1)
    ACCESS = ("access", 1)
    UPKEEP = ("upkeep", 1)

    @property
    def threads(self) -> int:
        """How many jobs of this lane run at once."""
        return self.value[1]


class Job(QObject):
    """One run of a task. It lives on the window's thread; only `run` is called on another.

    Attributes:
        work: the work.
        left: whether the thread on which it ran has nothing to do with it any more.

    Signals, all of them on the window's thread:
        progressed: share (0 to 1) and what is being done.
        partial_result: a part of the result, while the rest is under way.
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

    def __init__(self, release: Callable[[], None]) -> None:
        """Connect the signals; `release` closes the worker thread's connection to the database once the work is over."""
        super().__init__()
        self.work: Callable[[Progress], object] = nothing
        self._release = release
        self._stopped = threading.Event()
        self._abandoned = False
        self.left = False
        # a bound method of an object of the window's thread, and queued: else it would be called on the worker's thread
        self._progress_queued.connect(self._emit_progress, Qt.ConnectionType.QueuedConnection)
        self._partial_queued.connect(self._emit_partial, Qt.ConnectionType.QueuedConnection)
        self._outcome_queued.connect(self._emit_outcome, Qt.ConnectionType.QueuedConnection)

    def give_partial(self, value: object) -> None:
        """Hand a part of the result to the window while the rest is under way; called on the worker's thread."""
        self._partial_queued.emit(value)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; work that has not begun never does."""
        self._stopped.set()

    def abandon(self) -> None:
        """Cancel work that only reads: should it come to its end all the same, that counts as cancelled, and nothing of it is shown."""
        self._abandoned = True
        self.cancel()

    def run(self) -> None:
        """Do the work, on the thread this is called on."""
        outcome: tuple[str, object]
        try:
            if self._stopped.is_set():
                raise Cancelled
            outcome = ("done", self.work(stoppable(self._progress_queued.emit, lambda: not self._stopped.is_set())))
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
        job = self._job
        del self._job  # the binding does not always let go of what was run
        job.run()
        job.left = True


class JobRunner(QObject):
    """Runs tasks in their lanes and keeps each job until it has ended. After `finish` nothing of any job reaches the window.

    Signals:
        idle: the last job has ended.
    """

    idle = Signal()

    def __init__(self, release: Callable[[], None]) -> None:
        """Make the lanes' thread pools; `release` closes a thread's connection to the database after each job."""
        super().__init__()
        self._release = release
        self._pools: dict[Lane, QThreadPool] = {}
        self._jobs: dict[Job, tuple[Lane, str]] = {}
        self._over: list[Job] = []
        self._finished = False

    def start(self, task: Task[T], lane: Lane = Lane.READ) -> Job:
        """Start a task; it runs as soon as its lane has a thread free."""
        job = Job(self._release)
        job.work = task.work
        return self._begin(job, task, lane)

    def start_growing(self, task: GrowingTask[T, P], lane: Lane = Lane.READ) -> Job:
        """Start a task that gives parts of its result early."""
        job, work, partial = Job(self._release), task.work, task.partial
        job.work = lambda progress: work(progress, job.give_partial)
        job.partial_result.connect(lambda value: self._if_open(lambda: partial(value)))
        return self._begin(job, task, lane)

    def _begin(self, job: Job, task: Task[T] | GrowingTask[T, P], lane: Lane) -> Job:
        failed = task.failed or nothing
        if self._finished:
            return job  # nobody is there any more for whom it would be done
        self._let_go()
        self._jobs[job] = (lane, task.doing)
        job.done.connect(lambda value: self._if_open(lambda: task.done(value)))
        job.failed.connect(lambda error: self._if_open(lambda: failed(error)))
        job.cancelled.connect(lambda: self._if_open(task.cancelled))
        job.ended.connect(lambda: self._ended(job))
        self._pool(lane).start(_Runner(job))
        return job

    def when_idle(self, act: Callable[[], object]) -> None:
        """Call `act` once, as soon as no job is left."""
        self.idle.connect(act, Qt.ConnectionType.SingleShotConnection)

    def _pool(self, lane: Lane) -> QThreadPool:
        if lane not in self._pools:
            pool = QThreadPool(self)
            pool.setMaxThreadCount(lane.threads)
            self._pools[lane] = pool
        return self._pools[lane]

    def _if_open(self, act: Callable[[], object]) -> None:
        """Pass an outcome on while the window is open; drop it after `finish`, when its widgets are gone."""
        if not self._finished:
            act()

    def _ended(self, job: Job) -> None:
        if self._jobs.pop(job, None) is not None:
            self._over.append(job)
            self._let_go()
        if not self._jobs:
            self.idle.emit()

    def _let_go(self) -> None:
        """Let go of jobs that are over, with all that was asked for and found: what is connected to a job would keep it, and it that, as long as
        the program runs. A job that its thread has not left yet waits for the next time."""
        for job in [job for job in self._over if job.left]:
            self._over.remove(job)
            job.deleteLater()

    @property
    def busy(self) -> bool:
        """Whether any job has not ended yet."""
        return bool(self._jobs)

    def under_way(self) -> tuple[str, ...]:
        """Return what is under way, in words, for the message to somebody who waits for it."""
        return tuple(doing for _, doing in self._jobs.values())

    def stop(self, patience_ms: int = PATIENCE_MS) -> bool:
        """Ask everything to stop and wait for it; what is only written is waited for, never cut off.

        Args:
            patience_ms: how long to wait, in milliseconds.

        Returns:
            Whether everything has ended; otherwise the jobs still deliver, and `idle` tells when the last one is over.
        """
        for job, (lane, _) in list(self._jobs.items()):
            if lane is not Lane.WRITE:
                job.cancel()
        return all(pool.waitForDone(patience_ms) for pool in self._pools.values())

    def finish(self, patience_ms: int = PATIENCE_MS) -> bool:
        """`stop`, and from then on nothing that still comes is handed to the window; where something has not ended, nothing is finished."""
        self._finished = self.stop(patience_ms)
        if self._finished:
            self._over += self._jobs
            self._jobs = {}
            self._let_go()
        return self._finished
