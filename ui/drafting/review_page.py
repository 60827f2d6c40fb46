"""审读: the remarks on a bundle's parts, or on files dropped here, each with its passage, and the policy's beside it."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from zwgk_desk.model.document.remark import Gravity, Place, Remark

from ..look import kit, theme
from ..shared.document_view import DocumentView
from ..shared.host import Address, Host
from ..shared.page import Page
from .quick_fix_bar import QuickFixBar
from .remarks_model import rows_of
from .remarks_table import RemarksTable
from .reviewed import Reviewed


class ReviewPage(Page):
    """Reviews a bundle or files on the disk, remark by remark, each with its passage."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._known = False
        self._policy: Reviewed | None = None
        self._key: int | None = None
        self._round = 0
        self.what = kit.label("", "quiet", wrap=False)
        self.what.setObjectName("review-what")
        self.summary = kit.label("", "section")
        self.summary.setObjectName("review-summary")
        self.back = kit.button("回到文件包", self._back, name="review-back")
        self.back.hide()
        self.remarks = RemarksTable()
        self.remarks.chosen_changed.connect(self._show_passage)
        self.passage = DocumentView("review-passage")
        self.passage.setAccessibleName("所指的段落")
        self.passage.take_files(True)
        self.passage.dropped.connect(self._dropped)
        hint = "先拖的是政策文稿，其余的按它核对；文件包里的文件，在文件包页面点“审读”"
        self.passage.show_message("把政策文稿拖到这里；要核对解读材料的，和它一起拖进来", hint)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.remarks)
        split.addWidget(self.passage)
        split.setSizes([380, 240])
        split.setChildrenCollapsible(False)
        self.acts = QuickFixBar(self)
        layout = kit.column(kit.label("审读", "title"), kit.row(self.what, None, self.back), self.acts, self.summary, split)
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.remarks.table.setFocus()

    def open(self, to: Address) -> None:
        """Review the bundle that is named; without one, what was shown last stays."""
        if to.key is not None:
            self._review(to.key)
        elif self._key is not None and not self._known:
            self._review(self._key)

    def _review(self, key: int) -> None:
        """Review a bundle's parts."""
        record = self.attempt(lambda: self.office.bundles.open(self.session, key))
        if record is None:
            return
        if key != self._key:
            self.acts.forget()
            self.remarks.forget()
        self._key = key
        self.back.show()
        self.acts.use(record)
        self.what.setText(f"文件包：{record.bundle.title}（第 {record.revision.number} 版）")
        self._start()

        def look(progress: object) -> list[Reviewed]:
            return [
                Reviewed(part.name, part.remarks, part.paragraphs, part.where, part.file) for part in self.office.review.review(self.session, key)
            ]

        def show(found: list[Reviewed]) -> None:
            if self._key == key:
                self._show(found)

        self.read("审读", look, show)

    def _dropped(self, paths: list[str]) -> None:
        """Review dropped files: the first is the policy, the others are compared with it."""
        policy, *against = (Path(path) for path in paths)
        self._key = None
        self.back.hide()
        self.acts.forget()
        self.remarks.forget()
        self.acts.use(None)
        self.what.setText("文件：" + "、".join(path.name for path in (policy, *against)))

        def look(progress: object) -> list[Reviewed]:
            found = self.office.drafting.review(self.session, policy, against)
            return [Reviewed(of.file.name, of.remarks, of.paragraphs, str(of.file), of.file.name) for of in found]

        self._start()
        asked = self._round

        def show(found: list[Reviewed]) -> None:
            if self._round == asked:
                self._show(found)

        def undone() -> None:
            if self._round == asked:
                self.summary.setText("没有审读")

        self.work(look, show, "正在审读", undone)

    def _start(self) -> None:
        self._round += 1
        self._known = False
        self.remarks.show_rows(())
        self.summary.setText("正在审读…")

    def _show(self, found: list[Reviewed]) -> None:
        self._policy, self._known = (found[0] if found else None), True
        fixed = self.acts.fixed(found)
        told = _counted([remark for of in found for remark in of.remarks])
        self.summary.setText(f"{told}；已改正 {len(fixed)} 处" if fixed else told)
        self.acts.show_found(found)
        rows = rows_of(found, fixed)
        self.remarks.show_rows(rows)
        if not rows:
            self.passage.show_message("没有发现问题")

    def _show_passage(self) -> None:
        row = self.remarks.chosen()
        self.acts.show_chosen()
        if row is None:
            return
        of, remark = row.of, row.remark
        parts = [f"<p><b>{escape(of.name)}，第 {remark.place.paragraph + 1} 段</b></p>", _passage(of.paragraphs, remark.place)]
        if remark.source is not None and self._policy is not None:
            head = f"<p><b>{escape(self._policy.name)}，第 {remark.source.paragraph + 1} 段</b></p>"
            parts += [head, _passage(self._policy.paragraphs, remark.source)]
        self.passage.setHtml("".join(parts))

    def chosen(self) -> tuple[Reviewed, Remark] | None:
        """Return the chosen row's text and remark; None where no row is chosen."""
        row = self.remarks.chosen()
        return (row.of, row.remark) if row is not None else None

    def again(self) -> None:
        """Review the bundle anew."""
        if self._key is not None:
            self._review(self._key)

    def _back(self) -> None:
        if self._key is not None:
            self.host.go(Address("bundle", self._key))


def _passage(paragraphs: Sequence[str], place: Place) -> str:
    text = paragraphs[place.paragraph] if place.paragraph < len(paragraphs) else ""
    inside = f'<span style="background:{theme.now().amber_pale}; font-weight:600;">{escape(text[place.start : place.end])}</span>'
    return f'<p style="line-height:150%;">{escape(text[: place.start])}{inside}{escape(text[place.end :])}</p>'


def _counted(remarks: Sequence[Remark]) -> str:
    counts = [f"{gravity.label} {sum(r.gravity is gravity for r in remarks)} 处" for gravity in Gravity if any(r.gravity is gravity for r in remarks)]
    return "，".join(counts) or "没有发现问题"
