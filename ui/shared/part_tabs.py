"""The parts of a bundle: one view a file, with what can be done to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QTabWidget, QWidget

from zwgk_desk.desk.drafting.bundles import TEMPLATES_OF
from zwgk_desk.desk.drafting.interpreting import POSTER_NAME
from zwgk_desk.model.bundle import Part
from zwgk_desk.model.document.corrections import placed
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.naming.file_names import safe_name
from zwgk_desk.model.part_document import PartDocument, typeset_name
from zwgk_desk.model.place import Slot
from zwgk_desk.model.terms import PartKind

from ..look import kit
from .document_view import DocumentView
from .element_switch import ElementSwitch
from .element_view import ElementView

SENT = "报送的正文是排版件“{}”；这份原件一字节不改，随附在报送包的“原件”里"
"""Note on which of the two versions is sent as the text: the typeset one, which is signed; the officer's own file travels beside it."""

ALWAYS_SHOWN = (PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL)


class PartView(QWidget):
    """One file, or the empty place for one.

    Signals:
        put: files were chosen or dropped; their paths.
        start: the part is to begin from a template; its name.
        copy: a copy of the original is wanted.
        edit: the file is to be opened in another program.
        remove: the file is to be removed from the bundle.
        chosen: the `ElementChoice` of what a paragraph is.
        drawn: the file is a picture, to be shown as one.
    """

    put = Signal(list)
    drawn = Signal()
    start = Signal(str)
    copy = Signal()
    edit = Signal()
    remove = Signal()
    chosen = Signal(object)

    def __init__(self, slot: Slot, choose: Callable[[], str], elements: ElementSwitch) -> None:
        """Build the view of a slot; `choose` asks the person for a file, `elements` says whether elements are shown beside the text."""
        super().__init__()
        self.slot = slot
        self._picture = ""
        self._elements, self._editable = elements, False
        name = f"{slot.kind.value}-{'new' if slot.position is None else slot.position}"
        self.setObjectName(f"part-{name}")
        self.view = ElementView(f"view-{name}")
        self.view.chosen.connect(self.chosen)
        self.view.setAccessibleName(f"{slot.kind.label}的内容")
        self.view.dropped.connect(self.put)
        self.edit_button = kit.button("打开修改", self.edit.emit, name=f"edit-{name}")
        self.put_button = kit.button("放入文件…", lambda: self._chosen(choose()), name=f"put-{name}")
        self.start_buttons = [self._start_button(n, template, name) for n, template in enumerate(TEMPLATES_OF.get(slot.kind, ()))]
        self.copy_button = kit.button("另存原件…", self.copy.emit, name=f"copy-{name}")
        self.remove_button = kit.button("移除", self.remove.emit, "danger", f"remove-{name}")
        self.elements_button = kit.button("要素", self._turn, "chip", f"elements-{name}")
        self.elements_button.setCheckable(True)
        self.elements_button.setAccessibleName("在文字旁边显示公文要素")
        self.elements_button.setToolTip("在文字旁边显示认出的标题、主送机关、层次等要素")
        elements.turned.connect(self._show_elements)
        self.remarks = kit.label("", "quiet")
        self.remarks.setObjectName(f"remarks-{name}")
        self.sent = kit.label("", "quiet")
        self.sent.setObjectName(f"sent-{name}")
        bar = kit.row(self.edit_button, self.put_button, *self.start_buttons, self.copy_button, None, self.elements_button, self.remove_button)
        self.setLayout(kit.column(bar, self.sent, self.remarks, self.view, margins=6))

    def _wait_for_picture(self, document: PartDocument) -> None:
        """Ask for the picture of a file; one that is shown already stays."""
        if document.part.sha256 != self._picture:
            self._picture = document.part.sha256
            self.elements_button.hide()
            self.view.show_message("正在画图", "")
            self.drawn.emit()

    def show_picture(self, sha256: str, png: bytes) -> None:
        """Show the picture of a file, where that is still the one that is there."""
        if sha256 == self._picture:
            self.view.show_picture(png, POSTER_NAME)

    def _start_button(self, number: int, template: str, name: str) -> QPushButton:
        text = f"新建“{template}”" if number or self.slot.kind is PartKind.ATTACHMENT else "用模板新建"
        return kit.button(text, lambda: self.start.emit(template), name=f"start-{name}" if number == 0 else f"start-{name}-{number}")

    def _turn(self) -> None:
        self._elements.turn(self._editable, self.elements_button.isChecked())

    def _show_elements(self) -> None:
        on = self._elements.on(self._editable)
        self.elements_button.setChecked(on)
        self.view.show_gutter(on)

    def _chosen(self, path: str) -> None:
        if path:
            self.put.emit([path])

    def show_document(self, document: PartDocument | None, editable: bool, marks: Sequence[Place] = (), pictured: bool = False) -> None:
        """Show a part's document with passages highlighted, or the empty place to drop a file on; `pictured`: 一图读懂 is shown as a picture."""
        present = document is not None and document.part.present
        self._editable = editable
        self._show_elements()
        self.elements_button.setVisible(document is not None and document.has_text)
        self.view.take_files(editable)
        self.put_button.setVisible(editable)
        self.put_button.setText("换文件…" if present else "放入文件…")
        for button in self.start_buttons:
            button.setVisible(editable and not present)
        self.edit_button.setVisible(editable and present)
        self.copy_button.setVisible(present)
        self.remove_button.setVisible(editable and present)
        name = document.part.name if document is not None and present else ""
        sent = SENT.format(typeset_name(self.slot.kind, self.slot.position or 0)) if document is not None and not document.fault else ""
        self.sent.setText(f"{name}　{sent}")
        self.sent.setVisible(bool(name))
        said = document.tree.remarks if document is not None and document.tree is not None else ()
        self.remarks.setText("；".join(said))
        self.remarks.setVisible(bool(said))
        if document is None or document.part.sha256 != self._picture:
            self._picture = ""
        if document is None or not present:
            self.view.show_message(f"还没有{self.slot.kind.label}", "把文件拖到这里，或点“放入文件”" if editable else "")
        elif document.fault:
            self.view.show_message(document.fault, document.remedy, red=True)
        elif document.is_empty or document.tree is None:
            self.view.show_message("这是空文件，没有文字", "请换成有内容的文件" if editable else "", red=True)
        elif pictured and document.part.name == POSTER_NAME:
            self._wait_for_picture(document)
        else:
            self.view.show_part(document.tree, marks, placed(document.tree, document.part.elements).keys(), editable)


class PartTabs(QTabWidget):
    """All parts of some kinds, a tab each, and empty places to add to.

    Attributes:
        pictured: whether 一图读懂 is shown as a picture, which whoever sets this draws when `drawn` asks for it.
    """

    put = Signal(object, list)
    start = Signal(object, str)
    copy = Signal(object)
    edit = Signal(object)
    remove = Signal(object)
    chosen = Signal(object, object)
    drawn = Signal(object)

    def __init__(self, kinds: Sequence[PartKind], choose: Callable[[], str], elements: ElementSwitch) -> None:
        """Build tabs for these kinds, in their order; `choose` asks the person for a file, `elements` says whether elements are shown."""
        super().__init__()
        self._kinds = kinds
        self._choose, self._elements = choose, elements
        self.pictured = False
        self.setDocumentMode(False)
        self.setAccessibleName("、".join(kind.label for kind in kinds[:3]))
        self._views: dict[Slot, PartView] = {}

    def show_documents(self, documents: Sequence[PartDocument], editable: bool, marks: Mapping[str, Sequence[Place]] | None = None) -> None:
        """Show the parts; the tab that was open stays open.

        Args:
            documents: the parts as read.
            editable: whether the person may change them.
            marks: the passages to highlight, by the places of the parts.
        """
        wanted: list[tuple[Slot, PartDocument | None, str]] = []
        for kind in self._kinds:
            same = [d for d in documents if d.part.kind is kind]
            many = kind in (PartKind.MATERIAL, PartKind.ATTACHMENT)
            for position, document in enumerate(same):
                wanted.append((Slot(kind, position), document, f"{kind.label}{position + 1}" if many else kind.label))
            if not same and (kind in ALWAYS_SHOWN or editable):
                wanted.append((Slot(kind, None), None, _short(kind) if kind is PartKind.OPINIONS_ACCOUNT else kind.label))
            elif many and editable:
                wanted.append((Slot(kind, None), None, f"＋{_short(kind)}"))
        self._rebuild([(slot, text) for slot, _, text in wanted])
        for slot, shown, _ in wanted:
            self._views[slot].show_document(shown, editable, (marks or {}).get(shown.where, ()) if shown is not None else (), self.pictured)

    def _rebuild(self, wanted: list[tuple[Slot, str]]) -> None:
        current = self.currentWidget()
        keep = current.slot if isinstance(current, PartView) else None
        if [view.slot for view in self._tabs()] != [slot for slot, _ in wanted]:
            before = self._filled(keep)
            for view in self._views.values():
                view.deleteLater()
            self.clear()
            self._views = {}
            for slot, text in wanted:
                self._add(slot, text)
            self._open_like(keep, grown=self._filled(keep) > before)
        for place, (_, text) in enumerate(wanted):
            self.setTabText(place, text)

    def _add(self, slot: Slot, text: str) -> None:
        view = PartView(slot, self._choose, self._elements)
        view.put.connect(lambda paths, s=slot: self.put.emit(s, paths))
        view.start.connect(lambda template, s=slot: self.start.emit(s, template))
        view.copy.connect(lambda s=slot: self.copy.emit(s))
        view.edit.connect(lambda s=slot: self.edit.emit(s))
        view.remove.connect(lambda s=slot: self.remove.emit(s))
        view.chosen.connect(lambda choice, s=slot: self.chosen.emit(s, choice))
        view.drawn.connect(lambda s=slot: self.drawn.emit(s))
        self._views[slot] = view
        self.addTab(view, text)

    def _tabs(self) -> list[PartView]:
        """Return the views, in the order of their tabs."""
        return [view for n in range(self.count()) if isinstance(view := self.widget(n), PartView)]

    def _filled(self, slot: Slot | None) -> int:
        """Return how many files of a slot's kind there are."""
        return sum(s.kind is slot.kind and s.position is not None for s in self._views) if slot is not None else 0

    def _open_like(self, slot: Slot | None, grown: bool) -> None:
        """Open the tab of a slot, or the last of its kind where that has gone or a file was put into its empty place."""
        if slot is None:
            return
        tabs = self._tabs()
        for place, view in enumerate(tabs):
            if view.slot == slot and not (grown and slot.position is None):
                self.setCurrentIndex(place)
                return
        same = [n for n, view in enumerate(tabs) if view.slot.kind is slot.kind and view.slot.position is not None]
        if same:
            self.setCurrentIndex(same[-1])

    def show_picture(self, slot: Slot, sha256: str, png: bytes) -> None:
        """Show the picture of the file in a slot."""
        if slot in self._views:
            self._views[slot].show_picture(sha256, png)

    def view_of(self, kind: PartKind) -> DocumentView | None:
        """Return the view of the first part of a kind; None where there is no such tab."""
        return next((view.view for slot, view in self._views.items() if slot.kind is kind), None)

    def light(self, slot: Slot, place: Place) -> None:
        """Highlight a passage of a part, and scroll to it."""
        view = self._views.get(Slot(slot.kind, slot.position or 0))
        if view is not None:
            view.view.light((), place)

    def open_place(self, kind: PartKind, position: int | None) -> bool:
        """Open the tab of a part and put the focus on it; return False where there is no such tab."""
        for place, view in enumerate(self._tabs()):
            if view.slot.kind is kind and (position is None or view.slot.position in (position, None)):
                self.setCurrentIndex(place)
                view.view.setFocus()
                return True
        return False


def part_of(slot: Slot, parts: Sequence[Part]) -> Part | None:
    """Return the part in a slot; None where it is empty."""
    same = [part for part in parts if part.kind is slot.kind]
    return same[slot.position] if slot.position is not None and slot.position < len(same) else None


def suggested_path(part: Part) -> str:
    """Return the path that is suggested for a copy of an original."""
    return str(Path.home() / safe_name(PurePosixPath(part.name).name))


def _short(kind: PartKind) -> str:
    return {PartKind.OPINIONS_ACCOUNT: "意见说明", PartKind.MATERIAL: "材料"}.get(kind, kind.label)
