"""解读要素: the nine elements beside the policy, what it offers for each, and whether the materials treat of it; from what is accepted, first
drafts are made. A proposal and its passage are highlighted together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QTreeWidget, QTreeWidgetItem, QTreeWidgetItemIterator, QWidget

from zwgk_desk.desk.drafting.bundles import TEMPLATES_OF
from zwgk_desk.desk.drafting.interpreting import Proposals
from zwgk_desk.model.document.candidate import Candidate, Element
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import PartKind

from ..look import kit
from ..look.wrapped import WrappedRows
from ..shared.host import Address
from .bundle_context import BundleContext

ROLE = Qt.ItemDataRole.UserRole
COMPARED = ROLE + 1
QUESTIONS = TEMPLATES_OF[PartKind.MATERIAL][1]


class ElementsPanel(QWidget):
    """Lists the nine elements with the passages that the policy offers for each, to be ticked.

    Signals:
        pointed: a proposal was chosen; its passage.
        offered: what the policy offers is known; the passages of all proposals.
        counted: how many elements the materials treat of.
    """

    pointed = Signal(Place)
    offered = Signal(list)
    counted = Signal(int)

    def __init__(self, page: BundleContext) -> None:
        """Build the panel; `page` holds the bundle."""
        super().__init__()
        self._page = page
        self._record: BundleRecord | None = None
        self._found: Proposals | None = None
        self.tree = QTreeWidget()
        self.tree.setObjectName("assist-tree")
        self.tree.setAccessibleName("解读九要素和政策文稿里的出处")
        self.tree.setHeaderHidden(True)
        self.tree.setWordWrap(True)
        self.tree.setIndentation(16)
        self.tree.setItemDelegate(WrappedRows(self.tree))
        self.tree.currentItemChanged.connect(lambda *_: self._point())
        self.tree.itemChanged.connect(lambda *_: self._show_count())
        self.count = kit.label("", "quiet", wrap=False)
        self.count.setObjectName("assist-count")
        self._pressed: Place | None = None
        self.take = kit.button("采用点中的句子", lambda: None, name="assist-take")
        self.take.setToolTip("在政策文稿里点一句话，再选它归哪个要素；没有提到的句子也可以采用")
        self.take.setMenu(self._take_menu())
        self.first = kit.button("每项采用第一条", self.accept_first, name="assist-first")
        self.plan = kit.button("拟解读方案", self._draft_plan, name="assist-plan")
        self.questions = kit.button("生成政策问答", lambda: self._draft(PartKind.MATERIAL, QUESTIONS), name="assist-questions")
        self.compare = kit.button("与旧政策对照…", lambda: self._go("compare"), name="assist-compare")
        self.picture = kit.button("一图读懂…", self._picture, name="assist-poster")
        self.material = kit.button("生成解读材料", lambda: self._draft(PartKind.MATERIAL), name="assist-material")
        made = kit.column(
            kit.row(self.count, None, self.first),
            self.tree,
            kit.row(self.material, self.questions, self.plan, None),
            kit.row(self.take, self.compare, self.picture, None),
            margins=6,
        )
        made.setStretch(1, 1)
        self.setLayout(made)
        self._allow(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay out anew what depends on the width, after Qt's own handling."""
        super().resizeEvent(event)
        self.tree.doItemsLayout()

    def show_record(self, record: BundleRecord) -> None:
        """Show what a bundle's policy offers; what was ticked for it stays ticked as far as it is still offered."""
        same = self._record is not None and self._record.key == record.key
        kept = [*self._ticked(ROLE), *self._ticked(COMPARED)] if same else []
        self._pressed = self._pressed if same else None
        self._record, self._found = record, None
        self._allow(False)

        def show(found: Proposals) -> None:
            if self._record is record:
                self._show(found)
                self._tick(kept)

        def failed(error: Exception) -> None:
            if self._record is record:
                self.tree.clear()
                self.count.setText("没有可供参考的政策文稿：请先放入")
                self.offered.emit([])

        page = self._page
        page.read("找九要素", lambda progress: page.office.interpreting.propose(page.session, record.key), show, failed)

    def _tick(self, kept: Sequence[Any]) -> None:
        """Tick what was ticked; what was taken by hand is put back where the policy still has it."""
        offered = [item.data(0, ROLE) or item.data(0, COMPARED) for item in self._items()]
        for data in kept:
            if data not in offered and isinstance(data, tuple) and self._found is not None:
                paragraphs, place = self._found.paragraphs, data[1].place
                if place.paragraph < len(paragraphs) and paragraphs[place.paragraph][place.start : place.end] == data[1].text:
                    self._add(Element(data[0]), data[1])
        for item in self._items():
            if (item.data(0, ROLE) or item.data(0, COMPARED)) in kept:
                item.setCheckState(0, Qt.CheckState.Checked)

    def _take_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("assist-take-menu")
        for element in Element:
            menu.addAction(element.label).triggered.connect(lambda _, element=element: self._take(element))
        return menu

    def point_at(self, place: Place) -> None:
        """Take note of the sentence that was pressed in the policy, and go to the proposals it belongs to."""
        self._pressed = place
        self.take.setEnabled(self._page.editable and self._found is not None)
        self.go_to(place)

    def _take(self, element: Element) -> None:
        """Accept the sentence that was pressed, for an element."""
        page, place = self._page, self._pressed
        if self._record is None or place is None:
            return
        key = self._record.key

        def taken(candidate: Candidate | None) -> None:
            if candidate is None or self._record is None or self._record.key != key:
                return
            item = self._offered(element, candidate) or self._add(element, candidate)
            item.setCheckState(0, Qt.CheckState.Checked)
            self.tree.setCurrentItem(item)
            self.tree.scrollToItem(item)

        page.read("取句子", lambda progress: page.office.interpreting.passage(page.session, key, place), taken)

    def _offered(self, element: Element, candidate: Candidate) -> QTreeWidgetItem | None:
        """Return the row that offers a passage for an element already."""
        return next((item for item in self._items() if (data := item.data(0, ROLE)) and data[0] == element and data[1].text == candidate.text), None)

    def _add(self, element: Element, candidate: Candidate) -> QTreeWidgetItem:
        """Add a row for a passage, and return it."""
        top = self.tree.topLevelItem(list(Element).index(element))
        assert top is not None, "each element has its row"
        item = QTreeWidgetItem([f"{candidate.term}：{candidate.text}" if candidate.term else candidate.text])
        item.setData(0, ROLE, (str(element), candidate))
        item.setCheckState(0, Qt.CheckState.Unchecked)
        item.setToolTip(0, f"取自政策文稿第 {candidate.place.paragraph + 1} 段{f'，{candidate.heading}' if candidate.heading else ''}")
        top.addChild(item)
        return item

    def _show(self, found: Proposals) -> None:
        here = _text(self.tree.currentItem())
        self._found = found
        self.tree.clear()
        for element, candidates in found.candidates.items():
            top = QTreeWidgetItem([_heading(element, element in found.covered, bool(candidates))])
            self.tree.addTopLevelItem(top)
            for one in candidates:
                self._add(element, one)
            if element is Element.DIFFERENCES:
                self._add_differences(top, element in found.covered)
            top.setExpanded(True)
        self._allow(self._page.editable)
        self.take.setEnabled(self._page.editable and self._pressed is not None)
        self._show_count()
        self.counted.emit(len(found.covered))
        self.offered.emit([one.place for candidates in found.candidates.values() for one in candidates])
        self._come_back(here)

    def _come_back(self, words: str) -> None:
        """Scroll the list back to where the person was, after it was filled anew."""
        for item in self._items():
            if words and item.text(0) == words:
                self.tree.setCurrentItem(item)
                return

    def _add_differences(self, top: QTreeWidgetItem, covered: bool) -> None:
        """Offer what a comparison with an old policy found, as 新旧政策差异."""
        for sentence in self._page.host.handover.differences.get(self._record.key, ()) if self._record is not None else ():
            item = QTreeWidgetItem([sentence])
            item.setData(0, COMPARED, sentence)
            item.setCheckState(0, Qt.CheckState.Unchecked)
            item.setToolTip(0, "与旧政策对照得出")
            top.setText(0, _heading(Element.DIFFERENCES, covered, True))
            top.addChild(item)

    def _allow(self, yes: bool) -> None:
        for made in (self.first, self.plan, self.questions, self.material):
            made.setEnabled(yes)
        for made in (self.compare, self.picture):
            made.setEnabled(self._found is not None)
        self.take.setEnabled(False)
        self.plan.setText("拟解读方案")

    def accept_first(self) -> None:
        """Accept the surest candidate of each element."""
        for place in range(self.tree.topLevelItemCount()):
            top = self.tree.topLevelItem(place)
            first = top.child(0) if top is not None else None
            if first is not None:
                first.setCheckState(0, Qt.CheckState.Checked)

    def accepted(self) -> dict[Element, list[Candidate]]:
        """Return the accepted passages of each element, in the order shown."""
        found: dict[Element, list[Candidate]] = {}
        for element, candidate in self._ticked(ROLE):
            found.setdefault(Element(element), []).append(candidate)
        return found

    def _ticked(self, role: int) -> list[Any]:
        """Return the data of the ticked rows under a role."""
        return [data for item in self._items() if (data := item.data(0, role)) and item.checkState(0) is Qt.CheckState.Checked]

    def _items(self) -> Iterator[QTreeWidgetItem]:
        walk = QTreeWidgetItemIterator(self.tree)
        while (item := walk.value()) is not None:
            yield item
            walk += 1  # PySide6's QTreeWidgetItemIterator is moved on by +=

    def _show_count(self) -> None:
        accepted, told = self.accepted(), self._ticked(COMPARED)
        count = len(accepted) + bool(told and Element.DIFFERENCES not in accepted)
        self.count.setText(f"已采用 {sum(map(len, accepted.values())) + len(told)} 处，涉及 {count} 个要素")

    def _point(self) -> None:
        item = self.tree.currentItem()
        data = item.data(0, ROLE) if item is not None else None
        if data:
            self.pointed.emit(data[1].place)

    def go_to(self, place: Place) -> None:
        """Go to the proposal that a place of the policy belongs to; where there are several, to the next one at each press."""
        here = [item for item in self._items() if (data := item.data(0, ROLE)) and _holds(data[1].place, place)]
        if here:
            current = self.tree.currentItem()
            following = here.index(current) + 1 if current in here else 0
            self.tree.setCurrentItem(here[following % len(here)])

    def _draft_plan(self) -> None:
        """Draft the plan. An existing one is replaced only at the second press, in case it was hit by mistake; the old one stays in the history."""
        planned = self._record is not None and any(part.present for part in self._record.bundle.of_kind(PartKind.PLAN))
        if planned and "替换" not in self.plan.text():
            self.plan.setText("再点一次替换现有方案")
            return
        self._draft(PartKind.PLAN)

    def _draft(self, kind: PartKind, template: str = "") -> None:
        accepted, told, page = self.accepted(), self._ticked(COMPARED), self._page
        if not accepted and not told and kind is PartKind.MATERIAL:
            page.host.tell_refusal("还没有采用任何一处：请先在上面勾选，或点“每项采用第一条”；文件包没有改动")
            return
        if not page.save() or page.record is None:
            return
        key, seen = page.record.key, page.record.revision.number
        draft = page.office.interpreting.draft

        def done(made: BundleRecord) -> None:
            place = "plan" if kind is PartKind.PLAN else f"materials[{len(made.bundle.of_kind(kind)) - 1}]"
            page.host.go(Address("bundle", key, place))
            page.host.tell_done(f"已放入{template or kind.label}的初稿，请打开接着写，存盘后自动收回来")

        page.work(lambda progress: draft(page.session, key, seen, kind, accepted, template, told), done, "正在拟初稿")

    def _picture(self) -> None:
        if self._record is not None:
            self._page.host.handover.accepted[self._record.key] = self.accepted()
            self._go("poster")

    def _go(self, name: str) -> None:
        if self._record is not None:
            self._page.host.go(Address(name, self._record.key))


def _heading(element: Element, covered: bool, offered: bool) -> str:
    written = "✓ 已写到" if covered else "○ 还没写到"
    return f"{element.label}　{written}{'' if offered else '　政策文稿里没有找到，请自己写'}"


def _holds(passage: Place, place: Place) -> bool:
    return passage.paragraph == place.paragraph and passage.start <= place.start < max(passage.end, passage.start + 1)


def _text(item: QTreeWidgetItem | None) -> str:
    return item.text(0) if item is not None else ""
