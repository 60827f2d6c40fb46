"""The table of a review's remarks: sorted by a click on a column's head, narrowed to what is as grave as this, or to one rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QHeaderView, QTableView, QWidget

from zwgk_desk.model.document.remark import Gravity
from zwgk_desk.model.document.remark_names import rule_name

from ..look import kit, tokens
from .remarks_model import MENDED, RemarksFilter, RemarksModel, Row

WIDTHS = (110, 44, 64, 170, 430, 150)
SAID = 4
"""The column that takes the room that is left."""

STATES = (*(gravity.label for gravity in Gravity), MENDED)


class RemarksTable(QWidget):
    """The remarks, the open and grave ones first.

    Signals:
        chosen_changed: another line is chosen.
    """

    chosen_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._model = RemarksModel(self)
        self._shown = RemarksFilter(self._model, self)
        self.state = _box("review-state", "程度")
        self.rule = _box("review-rule", "种类")
        self._wanted = {self.state: "", self.rule: ""}
        for box in (self.state, self.rule):
            box.currentIndexChanged.connect(partial(self._choose, box))
        self.order = kit.button("按轻重排列", self._by_weight, "link", "review-order")
        self.table = self._make_table()
        self.left = kit.label("", "quiet", wrap=False)
        self.left.setObjectName("review-left")
        layout = kit.column(kit.row(self.state, self.rule, self.left, None, self.order), self.table)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(self._shown)
        table.setTabKeyNavigation(False)  # Tab leaves the table, the arrow keys move within it
        table.setObjectName("review-table")
        table.setAccessibleName("审读意见")
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(tokens.ROW)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            table.setColumnWidth(column, width)
        header.setSectionResizeMode(SAID, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        table.setSortingEnabled(True)
        header.sortIndicatorChanged.connect(lambda *_: self._tell_order())
        table.selectionModel().currentRowChanged.connect(lambda *_: self.chosen_changed.emit())
        return table

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these remarks; what the list was narrowed to stays where there still is any of it, also after a time in which nothing was shown."""
        self._model.replace(rows)
        self._fill(self.state, "全部程度", [(state, state) for state in STATES], Counter(row.state for row in rows))
        rules = Counter(row.remark.rule for row in rows)
        self._fill(self.rule, "全部种类", [(rule, rule_name(rule)) for rule in sorted(rules, key=lambda rule: (-rules[rule], rule))], rules)
        for box in (self.state, self.rule):
            box.setVisible(bool(rows))
        self._narrow()
        self._tell_order()

    def chosen(self) -> Row | None:
        """Return the chosen remark; None where none is chosen."""
        return self._shown.row_at(self.table.currentIndex().row())

    def forget(self) -> None:
        """Show all of what comes next: it is another text."""
        self._wanted = dict.fromkeys(self._wanted, "")

    def _fill(self, box: QComboBox, everything: str, choices: Sequence[tuple[str, str]], counts: Counter[str]) -> None:
        """Offer what there is any of, with its number, and keep what was chosen."""
        with QSignalBlocker(box):
            box.clear()
            box.addItem(everything, "")
            for value, words in choices:
                if counts[value]:
                    box.addItem(f"{words} {counts[value]}", value)
            box.setCurrentIndex(max(0, box.findData(self._wanted[box])))

    def _choose(self, box: QComboBox, _: int) -> None:
        self._wanted[box] = str(box.currentData() or "")
        self._narrow()

    def _narrow(self) -> None:
        self._shown.narrow(str(self.state.currentData() or ""), str(self.rule.currentData() or ""))
        count, there = self._shown.rowCount(), self._model.rowCount()
        self.left.setText(f"显示 {count} 处，共 {there} 处" if count < there else "")
        if count and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self._shown.index(0, 0))
        self.chosen_changed.emit()

    def _by_weight(self) -> None:
        self.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)

    def _tell_order(self) -> None:
        self.order.setVisible(self.table.horizontalHeader().sortIndicatorSection() >= 0 and self._model.rowCount() > 0)


def _box(name: str, words: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(words)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.hide()
    return box
