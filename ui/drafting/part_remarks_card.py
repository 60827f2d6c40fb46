"""A card of the review's most urgent remarks: what must not be published, or what no longer agrees with the policy."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from zwgk_desk.desk.drafting.bundle_review import PartRemarks
from zwgk_desk.model.document.remark import Remark

from ..look import kit

MOST_REMARKS_SHOWN = 6


class PartRemarksCard(QFrame):
    """Shows the first remarks of one sort under a heading; hidden while there are none.

    Signals:
        all_asked_for: the whole review is wanted.
    """

    all_asked_for = Signal()

    def __init__(self, name: str, head: str) -> None:
        """Build the card; `name` is the heading's object name, `head` its text with {} for the number of remarks."""
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
        """Return all remarks, one line each, those beyond the visible ones too."""
        return list(self._lines)

    def show_leaks(self, parts: Sequence[PartRemarks]) -> None:
        """Show the first remarks of these parts, and how many more there are."""
        self._lines = lines = [_line(part.name, remark) for part in parts for remark in part.remarks]
        self.setVisible(bool(lines))
        kit.clear(self._list)
        self.head.setText(self._head.format(len(lines)))
        for line in lines[:MOST_REMARKS_SHOWN]:
            self._list.addWidget(kit.label(line))
        if len(lines) > MOST_REMARKS_SHOWN:
            self._list.addWidget(kit.label(f"……另有 {len(lines) - MOST_REMARKS_SHOWN} 处", "quiet"))


def _line(name: str, remark: Remark) -> str:
    """Return a remark in one line, with its passage where the message does not quote it already."""
    passage = "" if remark.text in remark.message else f"（{remark.text}）"
    return f"{name}第 {remark.place.paragraph + 1} 段：{remark.message}{passage}"
