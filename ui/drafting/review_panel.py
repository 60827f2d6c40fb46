"""A reviewer's own part of the bundle page: passed or not, with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPlainTextEdit, QVBoxLayout

from zwgk_desk.desk.course.acts import OfferedAct
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import ReviewKind, ReviewResult

from ..look import kit
from .bundle_context import BundleContext

WORDS = {ReviewKind.COUNTERSIGN: ("同意", "不同意")}


class ReviewPanel(QFrame):
    """Buttons and a reason for each review that the person may give; empty where there is none."""

    def __init__(self, page: BundleContext) -> None:
        """Build the panel; `page` signs and shows the record that follows."""
        super().__init__()
        self.setObjectName("card")
        self._page = page
        self._record: BundleRecord | None = None
        self._remarks: dict[ReviewKind, QPlainTextEdit] = {}
        self._typed: dict[tuple[int, ReviewKind], str] = {}
        self._body = QVBoxLayout()
        self._body.setContentsMargins(12, 10, 12, 10)
        self.setLayout(self._body)
        self.hide()

    def show_acts(self, record: BundleRecord, acts: Sequence[OfferedAct]) -> None:
        """Offer the reviews that this person may give now; what was typed for them and not yet given stays."""
        self._keep_typed()
        self._record = record
        kit.clear(self._body)
        due = [act for act in acts if act.kind is not None and act.offered]
        self.setVisible(bool(due))
        for act in due:
            self._offer(act)

    def _keep_typed(self) -> None:
        if self._record is not None:
            self._typed |= {(self._record.key, kind): remark.toPlainText() for kind, remark in self._remarks.items()}
        self._remarks = {}

    def _offer(self, act: OfferedAct) -> None:
        assert act.kind is not None, "a review is of some kind"
        kind = act.kind
        remark = self._remarks[kind] = kit.text_area()
        if self._record is not None:
            remark.setPlainText(self._typed.get((self._record.key, kind), ""))
        remark.setPlaceholderText("意见；不通过的必须写明理由")
        remark.setFixedHeight(64)
        remark.setObjectName(f"remark-{kind.value}")
        remark.setAccessibleName(f"{kind.label}意见")
        passed, failed = WORDS.get(kind, ("通过", "不通过"))
        buttons = kit.holder(
            kit.row(
                kit.button(passed, lambda: self._give(kind, ReviewResult.PASSED, remark), "primary", f"pass-{kind.value}"),
                kit.button(failed, lambda: self._give(kind, ReviewResult.FAILED, remark), "danger", f"fail-{kind.value}"),
                None,
            )
        )
        buttons.setEnabled(act.allowed)
        buttons.setToolTip(act.why_not)
        for widget in (kit.label(f"我的{kind.label}", "section"), remark, buttons):
            self._body.addWidget(widget)

    def _give(self, kind: ReviewKind, result: ReviewResult, remark: QPlainTextEdit) -> None:
        record, page = self._record, self._page
        if record is None:
            return
        judgement = Judgement(result, remark.toPlainText())
        key, seen = record.key, record.revision.number

        def done(given: BundleRecord) -> None:
            self._keep_typed()
            self._typed.pop((key, kind), None)
            page.show_changed(given)
            page.host.tell_done(f"已记入{kind.label}：{result.label}")

        review = page.office.course.review
        page.sign(f"{kind.label}{result.label}", record, lambda words, progress: review(page.session, key, seen, kind, judgement, words), done)
