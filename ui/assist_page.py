"""解读: the nine elements with what the policy offers for each, the passage lit up beside it; from what is accepted, first drafts are made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QSplitter, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator

from zwgk_desk.desk.bundles import TEMPLATES_OF
from zwgk_desk.desk.interpreting import Proposals
from zwgk_desk.model.candidate import Candidate, Element
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind

from . import kit, theme
from .document_view import DocumentView
from .page import Page
from .wrapped import WrappedRows

if TYPE_CHECKING:
    from .shell import Shell

ROLE = Qt.ItemDataRole.UserRole
COMPARED = ROLE + 1
ANCHOR = "passage"
QUESTIONS = TEMPLATES_OF[PartKind.MATERIAL][1]


class AssistPage(Page):
    """The page."""

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.record: BundleRecord | None = None
        self._found: Proposals | None = None
        self._differences: tuple[int, tuple[str, ...]] = (0, ())
        self.what = kit.label("请在文件包页面点“解读助手”", "quiet", wrap=False)
        self.what.setObjectName("assist-what")
        self.tree = QTreeWidget()
        self.tree.setObjectName("assist-tree")
        self.tree.setAccessibleName("解读九要素和政策文稿里的出处")
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setIndentation(16)
        self.tree.setItemDelegate(WrappedRows(self.tree))
        self.tree.currentItemChanged.connect(lambda *_: self._show_passage())
        self.tree.itemChanged.connect(lambda *_: self._show_count())
        self.view = DocumentView("assist-policy")
        self.count = kit.label("", "quiet", wrap=False)
        self.count.setObjectName("assist-count")
        self.back = kit.button("回到文件包", self._back, name="assist-back")
        self.first = kit.button("每项采用第一条", self.accept_first, name="assist-first")
        self.plan = kit.button("拟解读方案", self._draft_plan, name="assist-plan")
        self.questions = kit.button("生成政策问答", lambda: self._draft(PartKind.MATERIAL, QUESTIONS), name="assist-questions")
        self.compare = kit.button("与旧政策对照…", self._compare, name="assist-compare")
        self.picture = kit.button("一图读懂…", self._picture, name="assist-poster")
        self.material = kit.button("生成解读材料", lambda: self._draft(PartKind.MATERIAL), "primary", "assist-material")
        split = QSplitter(Qt.Orientation.Horizontal)
        split.splitterMoved.connect(lambda *_: self.tree.doItemsLayout())
        split.addWidget(self.tree)
        split.addWidget(self.view)
        split.setSizes([560, 600])
        split.setChildrenCollapsible(False)
        bar = kit.row(kit.label("解读助手", "title", wrap=False), self.what, None, self.back)
        acts = kit.row(self.count, self.first, None, self.compare, self.picture, self.plan, self.questions, self.material)
        layout = kit.column(bar, acts, split)
        layout.setStretch(2, 1)
        self.setLayout(layout)
        self._allow(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.tree.doItemsLayout()

    def take_focus(self) -> None:
        self.tree.setFocus()

    def show_bundle(self, key: int) -> None:
        """Show what a bundle's policy offers."""
        record = self.attempt(lambda: self.office.bundles.open(self.session, key))
        if record is None:
            return
        kept = [*self._ticked(ROLE), *self._ticked(COMPARED)] if self.record is not None and self.record.key == key else []
        self.record, self._found = record, None
        self.what.setText(f"{record.bundle.title}（第 {record.revision.number} 版）")
        self.tree.clear()
        self._allow(False)
        self.view.show_message("正在查找…")

        def show(found: Proposals) -> None:
            if self.record is record:
                self._show(found)
                self._tick(kept)

        def failed(error: Exception) -> None:
            if self.record is record:
                self._failed(error)

        self.shell.workshop.start(lambda progress: self.office.interpreting.propose(self.session, key), show, failed)

    def _tick(self, kept: Sequence[Any]) -> None:
        """Tick again what was ticked, as far as it is still offered: going to the picture and back costs nobody the choice."""
        for item in self._items():
            if (item.data(0, ROLE) or item.data(0, COMPARED)) in kept:
                item.setCheckState(0, Qt.CheckState.Checked)

    def take_differences(self, key: int, told: Sequence[str]) -> None:
        """Offer what a comparison of a bundle's policy with an old one tells, as 新旧政策差异."""
        self._differences = (key, tuple(told))

    def _failed(self, error: Exception) -> None:
        self.view.show_message("没有可供参考的政策文稿", "请先在文件包里放入政策文稿")
        self.shell.tell_error(error)

    def _show(self, found: Proposals) -> None:
        self._found = found
        for element, candidates in found.candidates.items():
            top = QTreeWidgetItem([element.label if candidates else f"{element.label}　（政策文稿里没有找到，请自己写）"])
            self.tree.addTopLevelItem(top)
            for one in candidates:
                item = QTreeWidgetItem([f"{one.term}：{one.text}" if one.term else one.text])
                item.setData(0, ROLE, (str(element), one))
                item.setCheckState(0, Qt.CheckState.Unchecked)
                item.setToolTip(0, f"第 {one.place.paragraph + 1} 段")
                top.addChild(item)
            if element is Element.DIFFERENCES:
                self._add_differences(top)
            top.setExpanded(True)
        self._allow(self.record is not None and self.office.bundles.can_edit(self.session, self.record))
        self.view.show_lines(found.paragraphs)
        self._show_count()

    def _add_differences(self, top: QTreeWidgetItem) -> None:
        key, told = self._differences
        for sentence in told if self.record is not None and key == self.record.key else ():
            item = QTreeWidgetItem([sentence])
            item.setData(0, COMPARED, sentence)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(0, "与旧政策对照得出")
            top.setText(0, Element.DIFFERENCES.label)
            top.addChild(item)

    def _allow(self, yes: bool) -> None:
        for made in (self.first, self.plan, self.questions, self.material):
            made.setEnabled(yes)
        for made in (self.compare, self.picture):
            made.setEnabled(self._found is not None)
        self.plan.setText("拟解读方案")

    def accept_first(self) -> None:
        """Accept the surest candidate of each element."""
        for place in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(place)
            if top is not None and top.childCount():
                top.child(0).setCheckState(0, Qt.CheckState.Checked)

    def accepted(self) -> dict[Element, list[Candidate]]:
        """What is accepted, for each element in the order shown."""
        found: dict[Element, list[Candidate]] = {}
        for element, candidate in self._ticked(ROLE):
            found.setdefault(Element(element), []).append(candidate)
        return found

    def differences(self) -> list[str]:
        """What is accepted of a comparison with an old policy."""
        return self._ticked(COMPARED)

    def _ticked(self, role: int) -> list[Any]:
        """What the ticked rows hold under a role."""
        return [data for item in self._items() if (data := item.data(0, role)) and item.checkState(0) is Qt.CheckState.Checked]

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self.tree)
        while (item := walk.value()) is not None:
            yield item
            walk += 1  # the library's iterator is moved on so

    def _show_count(self) -> None:
        accepted, told = self.accepted(), self.differences()
        count = len(accepted) + bool(told and Element.DIFFERENCES not in accepted)
        self.count.setText(f"已采用 {sum(map(len, accepted.values())) + len(told)} 处，涉及 {count} 个要素")

    def _show_passage(self) -> None:
        item = self.tree.currentItem()
        data = item.data(0, ROLE) if item is not None else None
        if not data or self._found is None:
            return
        place = data[1].place
        lines = []
        for number, text in enumerate(self._found.paragraphs):
            if number == place.paragraph:
                inside = escape(text[place.start : place.end])
                lit = f'<a name="{ANCHOR}"></a><span style="background:{theme.now().amber_pale}; font-weight:600;">{inside}</span>'
                lines.append(f"{escape(text[: place.start])}{lit}{escape(text[place.end :])}")
            else:
                lines.append(escape(text))
        self.view.setHtml("".join(f'<p style="margin:3px 0; line-height:150%;">{line}</p>' for line in lines))
        self.view.moveCursor(QTextCursor.MoveOperation.End)
        self.view.scrollToAnchor(ANCHOR)

    def _draft_plan(self) -> None:
        """A plan that is there is replaced only at the second press; the old one stays in the earlier revisions."""
        if self._found is not None and self._found.has_plan and "替换" not in self.plan.text():
            self.plan.setText("再点一次替换现有方案")
            return
        self._draft(PartKind.PLAN)

    def _draft(self, kind: PartKind, template: str = "") -> None:
        record, accepted, told = self.record, self.accepted(), self.differences()
        if record is None:
            return
        if not accepted and not told and kind is PartKind.MATERIAL:
            self.shell.tell_refusal("还没有采用任何一处：请先在左边勾选，或点“每项采用第一条”；文件包没有改动")
            return
        draft = self.office.interpreting.draft

        def done(made: BundleRecord) -> None:
            place = "plan" if kind is PartKind.PLAN else f"materials[{len(made.bundle.of_kind(kind)) - 1}]"
            self.shell.show_part(record.key, place)
            self.shell.tell_done(f"已放入{template or kind.label}的初稿，请另存原件、在 Word 里接着写，再换上来")

        key, seen = record.key, record.revision.number
        self.work(lambda progress: draft(self.session, key, seen, kind, accepted, template, told), done, "正在拟初稿")

    def _picture(self) -> None:
        if self.record is not None:
            poster = self.shell.pages["poster"]
            poster.use(self.accepted())  # type: ignore[attr-defined]
            self.shell.go("poster", self.record.key)

    def _compare(self) -> None:
        if self.record is not None:
            self.shell.go("compare", self.record.key)

    def _back(self) -> None:
        if self.record is not None:
            self.shell.go("bundle", self.record.key)
        else:
            self.shell.go("bundles")
