"""The form for 版头 and 版记 (GB/T 9704-2012, 7.2 and 7.4): filled in where the document's text does not say it yet."""

from __future__ import annotations

from dataclasses import fields

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLineEdit, QWidget

from zwgk_desk.model.bundle import CHOSEN, Dispatch
from zwgk_desk.model.naming.bundle_fields import FIELDS
from zwgk_desk.model.terms import ClosingForm, LayoutForm

from ..look import kit
from ..look.field_note import FieldNote

LABELS = {
    "mark": ("发文机关标志", "如 东江市人民政府文件"),
    "number": ("发文字号", "如 东政发〔2026〕3号；印发时给定的可以不填"),
    "signer": ("签发人", "上行文填写"),
    "copy_number": ("份号", "六位数字，如 000001"),
    "secrecy": ("密级和保密期限", "公开的文件不填"),
    "urgency": ("紧急程度", "特急或加急"),
    "copies_to": ("抄送机关", "如 市委各部门，市人大常委会办公厅"),
    "printed_by": ("印发机关", "如 东江市人民政府办公厅"),
    "printed_on": ("印发日期", "如 2026年11月2日"),
}

CHOICES = {
    "layout": ("格式", "信函、命令（令）、纪要各有自己的版头，其他都是公文；信函不排印发机关和印发日期"),
    "closing": ("落款", "自动：有发文机关标志的留出盖章的位置；命令（令）留出签名章的位置，签发人姓名不印"),
}


class DispatchForm(QWidget):
    """Fields for the masthead and imprint; folded until they are wanted.

    Signals:
        changed: something was typed.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.edits = {field.name: QLineEdit() for field in fields(Dispatch) if field.name not in CHOSEN}
        self.boxes = {name: _box(name, terms) for name, terms in CHOSEN.items()}
        self._notes: dict[str, FieldNote] = {}
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for name, box in self.boxes.items():
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
            form.addRow(CHOICES[name][0], box)
        for name, edit in self.edits.items():
            label, hint = LABELS[name]
            edit.setObjectName(f"field-dispatch-{name}")
            edit.setAccessibleName(label)
            edit.setPlaceholderText(hint)
            edit.textEdited.connect(lambda _: self.changed.emit())
            form.addRow(label, edit)
            self._notes[name] = FieldNote(edit, FIELDS[f"dispatch.{name}"].fault)
            form.addRow("", self._notes[name])
        self.fold = kit.button("", self._turn, "link", "fold-dispatch")
        self.body = kit.holder(kit.column(kit.label("可以都不填；正文里已写明的不必再填。填了的，以这里为准排在排版件上。", "quiet"), form))
        self.setLayout(kit.column(self.fold, self.body))
        self._show_body(False)

    def _turn(self) -> None:
        self._show_body(not self.body.isVisible())

    def _show_body(self, yes: bool) -> None:
        self.body.setVisible(yes)
        text = "版头和版记"
        self.fold.setText(f"{'▾' if yes else '▸'} {text}")
        self.fold.setAccessibleName(f"{'收起' if yes else '展开'}{text}")

    def show_dispatch(self, dispatch: Dispatch, editable: bool) -> None:
        """Show the values; unfold the form where any is filled in."""
        for name, box in self.boxes.items():
            blocker = QSignalBlocker(box)
            box.setCurrentIndex(box.findData(str(getattr(dispatch, name))))
            box.setEnabled(editable)
            del blocker
        for name, edit in self.edits.items():
            said = getattr(dispatch, name)
            if edit.text().strip() != said:
                edit.setText(said)
                edit.setCursorPosition(0)
            edit.setReadOnly(not editable)
            self._notes[name].tell()
        if dispatch.said:
            self._show_body(True)

    def edited(self) -> Dispatch:
        """Return the values in the fields."""
        texts = {name: edit.text().strip() for name, edit in self.edits.items()}
        return Dispatch.from_texts({**texts, **{name: str(box.currentData()) for name, box in self.boxes.items()}})


def _box(name: str, terms: type[LayoutForm] | type[ClosingForm]) -> QComboBox:
    """Return the box for a field that is chosen from a list."""
    box = QComboBox()
    for term in terms:
        box.addItem(term.label, str(term))
    label, hint = CHOICES[name]
    box.setObjectName(f"field-dispatch-{name}")
    box.setAccessibleName(label)
    box.setToolTip(hint)
    return box
