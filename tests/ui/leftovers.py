"""What of Qt's a test leaves behind: a thread that runs, a pool with a job, a timer that will ring. It would go on under the next test, and make
that one fail, or this one's fault unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread, QThreadPool, QTimer
from PySide6.QtWidgets import QApplication

from .waiting import let_work, owner_of


class SingleShot:
    """One call of `QTimer.singleShot`: what it will call, and whether it has."""

    def __init__(self, context: QObject | None, act: Callable[[], object]) -> None:
        self.context, self.act, self.over = context, act, False

    def __call__(self) -> None:
        self.over = True
        self.act()

    @property
    def waits(self) -> bool:
        """Whether it will still call."""
        return not self.over and (self.context is None or shiboken6.isValid(self.context))


class Leftovers:
    """What a test makes of Qt's that works by itself."""

    def __init__(self) -> None:
        self._made: list[QObject] = []
        self._shots: list[SingleShot] = []

    def watch(self, patch: pytest.MonkeyPatch) -> None:
        """Take note of everything that is made from now on."""
        for kind in (QTimer, QThread, QThreadPool):
            patch.setattr(kind, "__init__", self._noting(kind.__init__))
        patch.setattr(QTimer, "singleShot", staticmethod(self._noting_shots(QTimer.singleShot)))

    def _noting(self, make: Callable[..., None]) -> Callable[..., None]:
        def init(made: QObject, *args: Any, **kwargs: Any) -> None:
            make(made, *args, **kwargs)
            self._made.append(made)

        return init

    def _noting_shots(self, shoot: Callable[..., None]) -> Callable[..., None]:
        def single_shot(milliseconds: int, *rest: Any) -> None:
            """The act comes last; before it may stand whose it is, with which it goes."""
            *before, act = rest
            context = next((each for each in before if isinstance(each, QObject)), getattr(act, "__self__", None))
            shot = SingleShot(context if isinstance(context, QObject) else None, act)
            self._shots.append(shot)
            made = len(self._made)
            shoot(milliseconds, *before, shot)
            del self._made[made:]  # by which the binding does it, and which counts as the shot

        return single_shot

    def left(self) -> list[str]:
        """What is still at work, in words; timers are stopped, so that the next test does not fail of them too."""
        if QApplication.instance() is None:
            return []
        let_work()  # what is to be deleted is, with its timers
        made = [words for each in self._made if shiboken6.isValid(each) and (words := _at_work(each))]
        shots = [f"a single shot of {shot.act}" for shot in self._shots if shot.waits]
        return made + shots + ([] if QThreadPool.globalInstance().waitForDone(0) else ["a job in the pool of the whole program"])


def _at_work(made: QObject) -> str:
    """What something is doing, in words; nothing where it rests."""
    if isinstance(made, QTimer) and made.isActive():
        made.stop()
        return f"a timer of {made.interval()} ms of {owner_of(made)}"
    if isinstance(made, QThread) and made.isRunning():
        return f"a thread of {owner_of(made)}"
    if isinstance(made, QThreadPool) and not made.waitForDone(0):
        return f"{made.activeThreadCount()} jobs in a pool"
    return ""
