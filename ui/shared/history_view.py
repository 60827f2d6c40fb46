"""What was done with a bundle: its reviews, returns and record, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zwgk_desk.model.record import BundleRecord, Event, ReturnNotice
from zwgk_desk.model.review import Review

from ..look import kit


class HistoryView(QWidget):
    """Lists a bundle's reviews, returns and recorded events, newest first."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("history")
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.setLayout(kit.column(self._list))

    def show_record(self, record: BundleRecord, events: Sequence[Event], names: Mapping[str, str]) -> None:
        """List everything that happened to a bundle; `names` maps accounts to people's names."""
        kit.clear(self._list)
        for notice in reversed(record.returns):
            self._list.addWidget(kit.label(_return_text(notice)))
        self._list.addWidget(kit.label("审查与审签", "section"))
        if not record.reviews:
            self._list.addWidget(kit.label("还没有", "quiet"))
        for review in reversed(record.reviews):
            self._list.addWidget(kit.label(_review_text(review, record)))
        self._list.addWidget(kit.label("办理记录", "section"))
        for event in reversed(events):
            self._list.addWidget(kit.label(_event_text(event, names), "quiet"))


def _event_text(event: Event, names: Mapping[str, str]) -> str:
    remark = f"：{event.remark}" if event.remark else ""
    who = names.get(event.by, event.by)
    return f"{kit.moment_text(event.at)}　{who}　{event.act.label}（第 {event.revision} 版）{remark}"


def _review_text(review: Review, record: BundleRecord) -> str:
    holds = "" if record.revision.state.covered_by(review) else "（其后内容有改动，已失效）"
    role = f"·{review.role.label}" if review.role else ""
    remark = f"：{review.remark}" if review.remark else ""
    return f"{review.kind.label}　{review.result.label}{holds}　{review.unit} {review.by}{role}　第 {review.revision} 版　{review.on}{remark}"


def _return_text(notice: ReturnNotice) -> str:
    grounds = "；".join(f"{g.message}（{g.citation}）" for g in notice.grounds)
    remark = f" {notice.remark}" if notice.remark else ""
    return f"第 {notice.number} 次退文　{kit.moment_text(notice.at)}：{grounds}{remark}"
