"""Waiting in tests of the window: always for a state, never for a time, and whoever waits in vain says for what.

How long one is patient decides nothing on a machine that works; it only bounds how long a broken test hangs. So it is generous: other programs may
keep the machine busy.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QAbstractListModel, QEventLoop, QObject, QPropertyAnimation, QSize, Qt, QTimer
from PySide6.QtPdf import QPdfDocument, QPdfPageRenderer
from PySide6.QtPdfWidgets import QPdfView
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QProgressBar,
    QTextEdit,
    QWidget,
)

from ui.background.jobs import JobRunner

PATIENCE = 120.0
"""Seconds until waiting is given up."""

STEP_MS = 5
"""Between two looks."""

PAUSE_MS = 1000
"""A timer that runs once, and no longer than this, waits for a pause in what somebody does, and then begins something."""


def wait_for(what: str | Callable[[], str], condition: Callable[[], object], patience: float = PATIENCE) -> None:
    """Let the window work until a condition holds.

    Args:
        what: what is waited for; a function where that is known only once it was in vain.
        condition: is asked again and again.
        patience: seconds until it is given up.

    Raises:
        AssertionError: waited in vain, and for what.
    """
    until = time.monotonic() + patience
    while not condition():
        if time.monotonic() > until:
            raise AssertionError(f"waited {patience:g} s in vain for {what if isinstance(what, str) else what()}")
        let_work()


def let_work() -> None:
    """Let the window do what it has to do by now, and other threads, for a moment."""
    assert QApplication.instance() is not None, "where there is no application there is no window to wait for"
    loop = QEventLoop()  # and not QTest.qWait, which keeps Python's lock, so that no other thread gets on
    QTimer.singleShot(STEP_MS, loop.quit)
    loop.exec()


def under_way(window: QWidget) -> list[str]:
    """What a window is about to do by itself: its jobs, and what begins after a pause."""
    runner: JobRunner | None = getattr(window, "jobs", None)
    jobs = [f"the job {doing}" for doing in runner.under_way()] if runner is not None else []
    pauses = [f"the pause of {timer.interval()} ms of {owner_of(timer)}" for timer in window.findChildren(QTimer) if _begins_something(timer)]
    return jobs + pauses


def _begins_something(timer: QTimer) -> bool:
    """Whether a timer waits for a pause. That after which the bar says what is being read begins nothing."""
    if not (timer.isActive() and timer.isSingleShot() and timer.interval() <= PAUSE_MS):
        return False
    parent = timer.parent()
    words = parent.findChild(QLabel, "reading-words", Qt.FindChildOption.FindDirectChildrenOnly) if isinstance(parent, QWidget) else None
    return words is None


def wait_until_still(window: QWidget) -> None:
    """Wait until nothing is under way in a window, and what came of it is laid out.

    Raises:
        AssertionError: something is under way for too long; it says what.
    """
    still = 0

    def twice() -> bool:  # what comes to its end may begin something else
        nonlocal still
        still = 0 if under_way(window) else still + 1
        return still > 1

    wait_for(lambda: f"the end of {under_way(window)}", twice)
    QApplication.processEvents()


def wait_until_drawn(window: QWidget) -> None:
    """Wait until nothing fades in any more, and the pages of PDFs that are in sight are drawn, which Qt does on threads of its own.

    Raises:
        AssertionError: something fades for ever, or a page was not drawn.
    """
    wait_for("the end of what fades in", lambda: not any(_runs(fading) for fading in window.findChildren(QPropertyAnimation)))
    for view in window.findChildren(QPdfView):
        document = view.document()
        if view.isVisible() and document is not None and document.status() is QPdfDocument.Status.Ready:
            view.viewport().repaint()  # asks for the pages that are in sight
            _wait_until_asked_is_drawn(view, document)


def _runs(fading: QPropertyAnimation) -> bool:
    return fading.state() is QPropertyAnimation.State.Running


def _wait_until_asked_is_drawn(view: QPdfView, document: QPdfDocument) -> None:
    """Pages are drawn in the order in which they are asked for: ask for one more, which is nowhere in sight, and wait for that."""
    renderer = view.findChild(QPdfPageRenderer)
    assert renderer is not None, "Qt's view of a PDF no longer draws with a renderer of its own"
    drawn: list[int] = []

    def came(page: int, size: QSize, image: object, options: object, request: int) -> None:
        drawn.append(request)

    renderer.pageRendered.connect(came)
    last = renderer.requestPage(document.pageCount(), QSize(1, 1))
    wait_for(f"the pages in {view.objectName()}", lambda: last in drawn)
    renderer.pageRendered.disconnect(came)


def says(window: QWidget, words: str) -> bool:
    """Whether words stand anywhere in what a window shows."""
    return any(words in text for text in texts(window))


def texts(window: QWidget) -> Iterator[str]:
    """The texts that a window shows."""
    for widget in window.findChildren(QWidget):
        if widget.isVisible():
            yield from _texts_of(widget)


def _texts_of(widget: QWidget) -> Sequence[str]:
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        return (widget.text(),)
    if isinstance(widget, (QPlainTextEdit, QTextEdit)):
        return (widget.toPlainText(),)
    if isinstance(widget, QProgressBar):
        return (widget.format(),)
    if isinstance(widget, QPdfView):
        return _printed(widget.document())
    return _listed(widget) if isinstance(widget, QAbstractItemView) else ()


def _printed(document: QPdfDocument | None) -> Sequence[str]:
    """The text of each page."""
    pages = range(document.pageCount()) if document is not None else ()
    return [document.getAllText(page).text() for page in pages] if document is not None else ()


def _listed(view: QAbstractItemView) -> Sequence[str]:
    """The text of each entry of a list or table."""
    model = view.model()
    if model is None:
        return ()
    columns = range(1 if isinstance(model, QAbstractListModel) else model.columnCount())
    return [str(model.index(row, column).data() or "") for row in range(model.rowCount()) for column in columns]


def owner_of(child: QObject) -> str:
    """The name of what a timer or the like belongs to."""
    parent = child.parent()
    return f"{type(parent).__name__} {parent.objectName()}".strip() if parent is not None else "nobody"
