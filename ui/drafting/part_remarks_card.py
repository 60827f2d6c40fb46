"""What there is to say of a bundle's parts at a glance: what must not get out, what no longer agrees with the policy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from zwgk_desk.desk.drafting.bundle_review import PartRemarks
from zwgk_desk.model.document.remark import Remark

from ..look import kit

MOST_REMARKS_SHOWN = 6


class PartRemarksCard(QFrame):
    """The card; hidden while there is nothing to say.

    Signals:
        all_asked_for: the whole review is wanted.
    """

    all_asked_for = Signal()

    def __init__(self, name: str, head: str) -> None:
        """Take what the heading is called, and what it says, with {} for how many there are."""
        super().__init__()
        self.setObjectName("card")
        self._head = head
        self._lines: list[str] = []
        self.head = kit.label("", "section")
        self.head.setObjectName(name)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        more = kit.button("全部审读意见 ›", self.all_asked_for.emit, "link", f"{name}-all")
        layout = kit.column(self.head, self._list, kit.row(None, more))
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        self.hide()

    def lines(self) -> list[str]:
        """What is said, a line each."""
        return list(self._lines)

    def show_leaks(self, parts: Sequence[PartRemarks]) -> None:
        """Show the first of what was found."""
        self._lines = lines = [_line(part.name, remark) for part in parts for remark in part.remarks]
        self.setVisible(bool(lines))
        kit.clear(self._list)
        self.head.setText(self._head.format(len(lines)))
        for line in lines[:MOST_REMARKS_SHOWN]:
            self._list.addWidget(kit.label(line))
        if len(lines) > MOST_REMARKS_SHOWN:
            self._list.addWidget(kit.label(f"……另有 {len(lines) - MOST_REMARKS_SHOWN} 处", "quiet"))


def _line(name: str, remark: Remark) -> str:
    """A remark in one line, with the passage where the message does not name it already."""
    passage = "" if remark.text in remark.message else f"（{remark.text}）"
    return f"{name}第 {remark.place.paragraph + 1} 段：{remark.message}{passage}"
