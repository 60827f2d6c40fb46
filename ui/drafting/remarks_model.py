"""The remarks of a review as a table that is sorted and narrowed: open ones first, the gravest of them first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSortFilterProxyModel, Qt

from zwgk_desk.model.document.remark import Gravity, Remark

from .reviewed import Reviewed

COLUMNS = ("文件", "段", "程度", "原文", "说明", "应为")
MENDED = "已改正"
GRAVITIES = tuple(Gravity)
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Row:
    """A line of the table.

    Attributes:
        of: the text.
        remark: the remark on it.
        mended: whether it has been corrected here, which can be taken back.
        file: the text's number among those that were reviewed.
    """

    of: Reviewed
    remark: Remark
    mended: bool
    file: int

    @property
    def state(self) -> str:
        """Its state in words."""
        return MENDED if self.mended else self.remark.gravity.label

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """Its place in the order in which remarks are worked off: open ones first, then by gravity, file and place."""
        weight = len(GRAVITIES) if self.mended else GRAVITIES.index(self.remark.gravity)
        return (weight, self.file, self.remark.place.paragraph, self.remark.place.start)

    @property
    def texts(self) -> tuple[str, ...]:
        """What its cells show."""
        remark = self.remark
        return (self.of.name, str(remark.place.paragraph + 1), self.state, remark.text, remark.message, remark.expected)

    def sorted_by(self, column: int) -> tuple[Any, ...]:
        """Return by what it is sorted in a column."""
        place = (self.file, self.remark.place.paragraph, self.remark.place.start)
        keys: tuple[tuple[Any, ...], ...] = (
            place,
            place[1:],
            self.rank,
            (self.remark.text,),
            (self.remark.rule, self.remark.message),
            (self.remark.expected,),
        )
        return (*keys[column], *self.rank)


def rows_of(found: Sequence[Reviewed], mended: Sequence[tuple[Reviewed, Remark]]) -> list[Row]:
    """Return the lines of what was reviewed and of what has been corrected, in the order in which they are worked off."""
    number = {of.place: place for place, of in enumerate(found)}
    rows = [Row(of, remark, False, number[of.place]) for of in found for remark in of.remarks]
    return sorted([*rows, *(Row(of, remark, True, number[of.place]) for of, remark in mended)], key=lambda row: row.rank)


class RemarksModel(QAbstractTableModel):
    """All remarks."""

    def __init__(self, parent: QObject) -> None:
        """Begin without any; `parent` ends with it, so that no view outlives its model."""
        super().__init__(parent)
        self.rows: list[Row] = []

    def replace(self, rows: Sequence[Row]) -> None:
        """Show these in place of all."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of remarks."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's name."""
        return COLUMNS[section] if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, and tells when the mouse rests on it."""
        shown = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole)
        return self.rows[index.row()].texts[index.column()] if shown else None


class RemarksFilter(QSortFilterProxyModel):
    """The remarks that are shown, in the order that was asked for."""

    def __init__(self, model: RemarksModel, parent: QObject) -> None:
        """Show those of a model; `parent` ends with it."""
        super().__init__(parent)
        self._remarks = model
        self._state = self._rule = ""
        self.setSourceModel(model)
        self.setDynamicSortFilter(True)

    def narrow(self, state: str, rule: str) -> None:
        """Show only the remarks of a state and of a rule; empty for all."""
        self._state, self._rule = state, rule
        self.invalidate()

    def row_at(self, place: int) -> Row | None:
        """Return the remark in a line of the table; None where there is none."""
        index = self.mapToSource(self.index(place, 0))
        return self._remarks.rows[index.row()] if index.isValid() else None

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        """Return whether a remark is shown."""
        row = self._remarks.rows[source_row]
        return self._state in ("", row.state) and self._rule in ("", row.remark.rule)

    def lessThan(self, left: Index, right: Index) -> bool:
        """Return whether a remark stands before another in the column by which they are sorted."""
        rows = self._remarks.rows
        return rows[left.row()].sorted_by(left.column()) < rows[right.row()].sorted_by(right.column())
