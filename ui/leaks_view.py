"""What of a bundle must not get out, beside its declaration and its secrecy review."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from zwgk_desk.desk.bundle_review import PartRemarks

from . import kit

MOST = 6


class LeaksView(QFrame):
    """The card; hidden while there is nothing to say.

    Signals:
        all_asked_for: the whole review is wanted.
    """

    all_asked_for = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self.head = kit.label("", "section")
        self.head.setObjectName("leaks")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        more = kit.button("全部审读意见 ›", self.all_asked_for.emit, "link", "all-remarks")
        layout = kit.column(self.head, self._list, kit.row(None, more))
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)
        self.hide()

    def show_leaks(self, parts: Sequence[PartRemarks]) -> None:
        """Show the first of what was found."""
        lines = [f"{part.name}第 {r.place.paragraph + 1} 段：{r.message}（{r.text}）" for part in parts for r in part.remarks]
        self.setVisible(bool(lines))
        kit.clear(self._list)
        self.head.setText(f"公开前请核对：{len(lines)} 处")
        for line in lines[:MOST]:
            self._list.addWidget(kit.label(line))
        if len(lines) > MOST:
            self._list.addWidget(kit.label(f"……另有 {len(lines) - MOST} 处", "quiet"))
