"""The grounds of a return, ready made from the findings and each to be edited, with grounds in the clerk's own words beside them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.model.finding import Finding, grounds_of
from zwgk_desk.model.place import WHOLE_BUNDLE, Area, BundlePlace
from zwgk_desk.model.terms import PartKind

from ..look import kit

PLACES = {
    "整个文件包": WHOLE_BUNDLE,
    "政策文稿": BundlePlace.of_part(PartKind.POLICY),
    "解读方案": BundlePlace.of_part(PartKind.PLAN),
    "解读材料": BundlePlace.of_part(PartKind.MATERIAL, 0),
    "公开属性": BundlePlace(Area.DECLARATION, field="attribute"),
}
"""What a ground in the clerk's own words can be about."""

CITATIONS = ("三(一)", "三(二)", "三(三)1", "二(一)")


class GroundEditor(QFrame):
    """One ground that the rules found; the clerk can untick it or reword it.

    Signals:
        changed: it was ticked, unticked or reworded.
    """

    changed = Signal()

    def __init__(self, finding: Finding, number: int) -> None:
        """Show a finding as a ground; `number` is its place in the list, for the names of its widgets."""
        super().__init__()
        self.setObjectName("finding-return")
        self._finding = finding
        self.box = QCheckBox(f"{number}. 列入通知单（{finding.citation}）")
        self.box.setObjectName(f"ground-{number}")
        self.box.setChecked(True)
        self.message: QPlainTextEdit = kit.text_area()
        self.message.setPlainText(finding.message)
        self.message.setFixedHeight(48)
        self.message.setObjectName(f"ground-message-{number}")
        self.message.setAccessibleName(f"第 {number} 条理由")
        self.remedy = QLineEdit(finding.remedy)
        self.remedy.setCursorPosition(0)
        self.remedy.setObjectName(f"ground-remedy-{number}")
        self.remedy.setAccessibleName(f"第 {number} 条的补正要求")
        self.setLayout(kit.column(self.box, self.message, self.remedy, margins=8, spacing=4))
        self.box.toggled.connect(self._toggled)
        self.message.textChanged.connect(self.changed)
        self.remedy.textEdited.connect(self.changed)

    def _toggled(self, yes: bool) -> None:
        self.message.setEnabled(yes)
        self.remedy.setEnabled(yes)
        self.changed.emit()

    @property
    def ground(self) -> Finding | None:
        """The ground as edited; None where it is left out or says nothing."""
        said = " ".join(self.message.toPlainText().split())
        return replace(self._finding, message=said, remedy=self.remedy.text().strip()) if self.box.isChecked() and said else None

    def typed(self) -> tuple[str, str, bool, str, str]:
        """Return the edits, with what identifies their finding: the list may have changed when they are put back."""
        return self._finding.rule, self._finding.where, self.box.isChecked(), self.message.toPlainText(), self.remedy.text()

    def type_again(self, typed: Sequence[tuple[str, str, bool, str, str]]) -> None:
        """Put back the last of the edits that belong to this finding."""
        for rule, where, checked, message, remedy in typed:
            if (rule, where) == (self._finding.rule, self._finding.where):
                self.message.setPlainText(message)
                self.remedy.setText(remedy)
                self.box.setChecked(checked)


class ReturnForm(QWidget):
    """The ticked grounds and the clerk's own; the page connects `return_button`.

    Signals:
        changed: the notice would say something else now.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout()
        self._editors: list[GroundEditor] = []
        self._kept: list[tuple[str, str, bool, str, str]] = []
        self.own = kit.text_area()
        self.own.setPlaceholderText("其他退文理由")
        self.own.setFixedHeight(48)
        self.own.setObjectName("own-ground")
        self.own.setAccessibleName("其他退文理由")
        self.citation = QComboBox()
        kit.make_editable(self.citation, "依据")
        self.citation.addItems(list(CITATIONS))
        self.citation.setObjectName("citation")
        self.place = QComboBox()
        self.place.addItems(list(PLACES))
        self.place.setObjectName("ground-place")
        self.place.setAccessibleName("理由所指")
        self.demand = self._line("补正要求", "demand")
        self.remark = self._line("附言（可不写）", "return-remark")
        own = kit.row("所指", self.place, "依据", self.citation)
        self.setLayout(kit.column(kit.label("退文理由", "section"), self._list, self.own, own, self.demand, self.remark))
        self.own.textChanged.connect(self.changed)
        self.citation.currentTextChanged.connect(lambda _: self.changed.emit())
        self.place.currentTextChanged.connect(lambda _: self.changed.emit())

    def _line(self, words: str, name: str) -> QLineEdit:
        made = QLineEdit()
        made.setPlaceholderText(words)
        made.setObjectName(name)
        made.setAccessibleName(words)
        made.textEdited.connect(lambda _: self.changed.emit())
        return made

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Offer the grounds that were found, each as it was edited before."""
        self._kept += [editor.typed() for editor in self._editors]
        kit.clear(self._list)
        self._editors = [GroundEditor(finding, number) for number, finding in enumerate(grounds_of(findings), start=1)]
        for editor in self._editors:
            editor.type_again(self._kept)
            editor.changed.connect(self.changed)
            self._list.addWidget(editor)
        if self._editors:
            self._kept = []
        self.changed.emit()

    def grounds(self) -> list[Finding]:
        """Return the ticked grounds, as edited, and the clerk's own.

        Raises:
            InputError: the ground in the clerk's own words rests on nothing.
        """
        found = [ground for editor in self._editors if (ground := editor.ground) is not None]
        if self.own.toPlainText().strip():
            found.append(
                office_ground(self.own.toPlainText(), self.citation.currentText(), self.demand.text(), str(PLACES[self.place.currentText()]))
            )
        return found

    def typed(self) -> tuple[str, ...]:
        """Return all edits, to be put back later by `type_again`."""
        edited = json.dumps([*self._kept, *(editor.typed() for editor in self._editors)])
        own = (self.own.toPlainText(), self.citation.currentText(), self.demand.text(), self.place.currentText())
        return (*own, self.remark.text(), edited)

    def type_again(self, texts: tuple[str, ...]) -> None:
        """Put back what `typed` returned; empty the fields where that was nothing."""
        own, citation, demand, place, remark, edited = texts or ("", CITATIONS[0], "", next(iter(PLACES)), "", "[]")
        kit.clear(self._list)
        self._editors, self._kept = [], [tuple(each) for each in json.loads(edited)]
        self.place.setCurrentText(place)
        self.own.setPlainText(own)
        self.citation.setCurrentText(citation)
        self.demand.setText(demand)
        self.remark.setText(remark)
