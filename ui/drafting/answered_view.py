"""The remarks with which a bundle was sent back, for the drafter: each with its passage, and whether the passage was touched since."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from zwgk_desk.desk.course.page_remarks import Answered

from ..look import kit


class AnsweredView(kit.ListCard):
    """A card that lists the remarks of the last return; hidden where there were none.

    Signals:
        asked_for: the remark whose passage is to be shown.
    """

    asked_for = Signal(object)

    def __init__(self) -> None:
        super().__init__("")
        self.heading.setObjectName("answered-heading")

    def show_answered(self, answered: Sequence[Answered]) -> None:
        """List each remark, with whether its passage was changed, moved or left as it was."""
        self.setVisible(bool(answered))
        left = sum(not each.touched for each in answered)
        self.heading.setText(f"审签退回的批注：{len(answered)} 条，{f'还有 {left} 处没有改' if left else '各处都已改过'}")
        kit.clear(self.list)
        for number, each in enumerate(answered, start=1):
            self.list.addWidget(self._entry(number, each))

    def _entry(self, number: int, each: Answered) -> QFrame:
        frame = QFrame()
        frame.setObjectName("finding-advice" if each.touched else "finding-return")
        words = "这份文件已经移除" if each.place is None else "这一段已改，请再对照批注" if each.touched else "这一段还没有改"
        state = kit.label(words, "section")
        state.setObjectName(f"answered-state-{number}")
        go = kit.button("去看 ›", lambda: self.asked_for.emit(each), "link", f"answered-{number}")
        go.setAccessibleName(f"第 {number} 条批注，去看")
        go.setEnabled(each.place is not None)
        place = kit.label(f"{number}. 第 {each.remark.anchor.page} 页　{each.remark.short}", "quiet")
        frame.setLayout(kit.column(place, kit.label(each.remark.text), kit.row(state, None, go), margins=8, spacing=2))
        return frame
