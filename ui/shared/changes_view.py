"""What changed since one last saw a bundle, and what was done about each ground of the last return."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from zwgk_desk.desk.course.changes import Repair, SinceSeen
from zwgk_desk.desk.course.page_remarks import ChangeOnPages
from zwgk_desk.model.changes import Change

from ..look import kit


class SinceView(kit.ListCard):
    """A card of the changes since the person last saw the bundle; hidden where there are none.

    Signals:
        asked_for: the place on the pages of a change that was clicked.
    """

    asked_for = Signal(object)

    def __init__(self) -> None:
        super().__init__("您上次看过以后的改动", spacing=4)

    def show_since(self, since: SinceSeen | None, printed: Sequence[ChangeOnPages] = ()) -> None:
        """Show what changed; None while it is not known yet. What is printed on pages leads there."""
        self.setVisible(since is not None)
        kit.clear(self.list)
        if since is None:
            return
        first = kit.label(_first_words(since), "quiet")
        first.setObjectName("since-seen")
        self.list.addWidget(first)
        pages = {found.change: found for found in printed if found.boxes}
        for number, change in enumerate(since.changes, start=1):
            add_change(self.list, change)
            if change in pages:
                self.list.addWidget(self._link(pages[change], number))
        for review in since.reviews:
            self.list.addWidget(kit.label(f"{review.kind.label}：{review.unit} {review.by} {review.result.label}"))

    def _link(self, found: ChangeOnPages, number: int) -> QPushButton:
        words = f"第 {'、'.join(str(page + 1) for page in found.pages)} 页"
        made = kit.button(f"{words} ›", lambda: self.asked_for.emit(found.boxes[0]), "link", f"since-{number}")
        made.setAccessibleName(f"{found.change.message}，{words}")
        return made


class RepairsView(kit.ListCard):
    """A card of what was done about each ground of the last return; hidden for a bundle that was never returned.

    Signals:
        asked_for: the place of a ground that was clicked.
    """

    asked_for = Signal(str)

    def __init__(self) -> None:
        super().__init__("上次退文的理由和补正")

    def show_repairs(self, repairs: Sequence[Repair]) -> None:
        """Show each ground, how it stands, and what was changed for it."""
        self.setVisible(bool(repairs))
        kit.clear(self.list)
        for number, repair in enumerate(repairs, start=1):
            self.list.addWidget(self._entry(repair, number))

    def _entry(self, repair: Repair, number: int) -> QFrame:
        ground = repair.ground
        frame = QFrame()
        frame.setObjectName("finding-return" if repair.stands or not repair.changes else "finding-advice")
        go = kit.button("去看 ›", partial(self.asked_for.emit, ground.where), "link", f"repair-{number}")
        go.setAccessibleName(f"{ground.message}，去看")
        state = kit.label(repair.words, "section")
        state.setObjectName(f"repair-state-{number}")
        changes = QVBoxLayout()
        changes.setSpacing(2)
        for change in repair.changes:
            add_change(changes, change)
        said, remedy = kit.label(f"{number}. {ground.message}（{ground.citation}）"), kit.label(ground.remedy, "quiet")
        frame.setLayout(kit.column(said, remedy, kit.row(state, None, go), changes, margins=8, spacing=2))
        return frame


def add_change(layout: QVBoxLayout, change: Change) -> None:
    """Put a change at the end of a list, with the passages that changed below it."""
    layout.addWidget(kit.label(f"· {change.message}"))
    for detail in change.details:
        layout.addWidget(kit.label(detail, "quiet"))


def _first_words(since: SinceSeen) -> str:
    if not since.revision:
        return "您第一次看这个文件包。"
    seen = f"您上次看的是第 {since.revision} 版（{kit.moment_text(since.at)}）"
    return f"{seen}，此后：" if since.changes or since.reviews else f"{seen}，此后没有改动。"
