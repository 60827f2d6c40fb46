"""What a bundle states beside its files: title, units, and the disclosure declaration with grounds to choose and their text to read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration
from zwgk_desk.model.grounds import StatutoryGround
from zwgk_desk.model.naming.bundle_fields import FIELDS, units_fault
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority

from ..look import kit
from ..look.field_note import FieldNote
from .dispatch_form import DispatchForm

UNDECLARED = "未明确"


class StatementForm(QWidget):
    """Fields for what a bundle states: title, units, and the disclosure declaration (公开属性).

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, grounds: Sequence[StatutoryGround]) -> None:
        """Build the form; `grounds` are the statutory grounds against disclosure that are in force."""
        super().__init__()
        self._grounds = {ground.label: ground for ground in grounds}
        self.title = QLineEdit()
        self.authority = QComboBox()
        self.lead, self.joint, self.interpreter = QLineEdit(), QLineEdit(), QLineEdit()
        self.major = QCheckBox("重大决策事项（附意见收集和采纳情况说明）")
        self.attribute, self.ground = QComboBox(), QComboBox()
        self.explanation = kit.text_area()
        self.ground_text = kit.label("", "quiet")
        self.dispatch = DispatchForm()
        self._build()

    def _build(self) -> None:
        for term in IssuingAuthority:
            self.authority.addItem(term.label, term)
        self.attribute.addItem(UNDECLARED, None)
        for attribute in DisclosureAttribute:
            self.attribute.addItem(attribute.label, attribute)
        kit.make_editable(self.ground, "法定依据")
        self.ground.addItems(["", *self._grounds])
        self.joint.setPlaceholderText("多个部门用、隔开")
        self.explanation.setPlaceholderText("为什么建议这一公开属性")
        self.explanation.setFixedHeight(84)
        self._name_fields()
        self._notes = (
            FieldNote(self.title, FIELDS["title"].fault), FieldNote(self.lead, FIELDS["lead_unit"].fault),
            FieldNote(self.joint, lambda _: units_fault(self._joint_units())), FieldNote(self.interpreter, FIELDS["interpreting_unit"].fault),
        )  # fmt: skip
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow("标题", self.title)
        form.addRow("", self._notes[0])
        form.addRow("公开属性", self.attribute)
        form.addRow("法定依据", self.ground)
        form.addRow("", self.ground_text)
        form.addRow("理由说明", self.explanation)
        form.addRow("发文名义", self.authority)
        form.addRow("牵头部门", self.lead)
        form.addRow("", self._notes[1])
        form.addRow("联合部门", self.joint)
        form.addRow("", self._notes[2])
        form.addRow("解读单位", self.interpreter)
        form.addRow("", self._notes[3])
        form.addRow("", self.major)
        self.setLayout(kit.column(form, self.dispatch))
        self.dispatch.changed.connect(self.changed)
        for edit in (self.title, self.lead, self.joint, self.interpreter):
            edit.textEdited.connect(lambda _: self.changed.emit())
        for box in (self.authority, self.attribute):
            box.currentIndexChanged.connect(lambda _: self._chosen())
        self.ground.currentTextChanged.connect(lambda _: self._chosen())
        self.explanation.textChanged.connect(self.changed.emit)
        self.major.toggled.connect(lambda _: self.changed.emit())

    def _name_fields(self) -> None:
        """Give each field the name by which findings lead to it, and by which it is spoken."""
        fields = (
            ("title", "标题", self.title), ("attribute", "公开属性", self.attribute), ("ground", "法定依据", self.ground),
            ("explanation", "理由说明", self.explanation), ("authority", "发文名义", self.authority), ("lead_unit", "牵头部门", self.lead),
            ("joint_units", "联合部门", self.joint), ("interpreting_unit", "解读单位", self.interpreter),
            ("major_decision", "重大决策事项", self.major),
        )  # fmt: skip
        for name, text, widget in fields:
            widget.setObjectName(f"field-{name}")
            widget.setAccessibleName(text)

    def _chosen(self) -> None:
        self._explain_ground()
        self.changed.emit()

    def _explain_ground(self) -> None:
        ground = self._grounds.get(self.ground.currentText().strip())
        self.ground_text.setText(ground.summary if ground else "")
        self.ground_text.setVisible(ground is not None)

    def show_bundle(self, bundle: Bundle, editable: bool) -> None:
        """Show a bundle's statement."""
        blockers = [QSignalBlocker(w) for w in (self.title, self.authority, self.lead, self.joint, self.interpreter)]
        blockers += [QSignalBlocker(w) for w in (self.major, self.attribute, self.ground, self.explanation)]
        declared = bundle.declaration
        _put(self.title, bundle.title)
        self.authority.setCurrentIndex(self.authority.findText(bundle.issuing_authority.label))
        _put(self.lead, bundle.lead_unit)
        if self._joint_units() != bundle.joint_units:
            _put(self.joint, "、".join(bundle.joint_units))
        _put(self.interpreter, bundle.interpreting_unit)
        self.major.setChecked(bundle.major_decision)
        self.attribute.setCurrentIndex(self.attribute.findText(declared.attribute.label) if declared.attribute else 0)
        if self.ground.currentText().strip() != declared.ground:
            self.ground.setCurrentText(declared.ground)
        if self.explanation.toPlainText().strip() != declared.explanation:
            self.explanation.setPlainText(declared.explanation)
        for edit in (self.title, self.lead, self.joint, self.interpreter):
            edit.setReadOnly(not editable)
        self.explanation.setReadOnly(not editable)
        for widget in (self.authority, self.attribute, self.ground, self.major):
            widget.setEnabled(editable)
        self.dispatch.show_dispatch(bundle.dispatch, editable)
        self._explain_ground()
        del blockers
        for note in self._notes:
            note.tell()

    def edited(self, bundle: Bundle) -> Bundle:
        """Return the bundle with the values in the fields."""
        attribute = self.attribute.currentData()
        return replace(
            bundle,
            title=self.title.text().strip(),
            issuing_authority=IssuingAuthority(self.authority.currentData()),
            lead_unit=self.lead.text().strip(),
            joint_units=self._joint_units(),
            interpreting_unit=self.interpreter.text().strip(),
            major_decision=self.major.isChecked(),
            dispatch=self.dispatch.edited(),
            declaration=DisclosureDeclaration(
                DisclosureAttribute(attribute) if attribute else None, self.ground.currentText().strip(), self.explanation.toPlainText().strip()
            ),
        )

    def _joint_units(self) -> tuple[str, ...]:
        return tuple(unit.strip() for unit in re.split(r"[、,，;；\s]+", self.joint.text()) if unit.strip())

    def open_place(self, name: str) -> None:
        """Put the focus on a field by its name in a finding: attribute, ground, explanation, lead_unit."""
        widget = self.findChild(QWidget, f"field-{name}")
        if widget is not None:
            widget.setFocus()


def _put(edit: QLineEdit, text: str) -> None:
    """Put a text into a field, unless it holds it already: setting it again would move the cursor to the end."""
    if edit.text().strip() != text:
        edit.setText(text)
        edit.setCursorPosition(0)
