"""Lines of bundles as a table that fetches as it is scrolled, off the window's thread."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from zwgk_desk.model.record import BundleLine
from zwgk_desk.model.search import FoundLine
from zwgk_desk.model.terms import Stage

from ..look import kit

COLUMNS = ("状态", "标题", "事项", "期限", "起草单位", "更新")
STATE, TITLE, MATTER, DUE, UNIT, UPDATED = range(len(COLUMNS))
LINES_AT_A_TIME = 200
FOUND = Qt.ItemDataRole.UserRole
"""Role under which every cell gives the `FoundLine` of its row."""

ALARM = FOUND + 1
"""Role under which a cell gives whether it is drawn in red; its text says so in words too."""

Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[BundleLine | None, int], None]
"""Fetches a number of lines after a line, None for the first ones; they come back by `append`."""


def state_of(line: BundleLine) -> str:
    """Return the word for a bundle's state; 退文 or 退回 for a draft that came back."""
    if line.course.stage is Stage.DRAFTING and (line.return_reason or line.course.return_count):
        return "退文" if line.course.return_count else "退回"
    return line.course.stage.label


def due_words(line: BundleLine, today: date) -> str:
    """Return by when a bundle is due and how many days that is off; empty where no day is set or it is issued."""
    if not line.due_on or line.course.stage is Stage.ISSUED:
        return ""
    days = (date.fromisoformat(line.due_on) - today).days
    off = f"还有 {days} 天" if days > 0 else "今天到期" if days == 0 else f"已超 {-days} 天"
    return f"{line.due_on[5:]}　{off}"


class LinesModel(QAbstractTableModel):
    """The table's rows: as many as were fetched so far; a view that is scrolled to the end asks for more.

    Signals:
        grown: lines came, at the end or all anew.
    """

    grown = Signal()

    def __init__(self, fetch: Fetch, today: Callable[[], date]) -> None:
        """Begin without lines; `fetch` asks for more, `today` returns the day from which due days are counted."""
        super().__init__()
        self._fetch, self._today = fetch, today
        self.lines: list[FoundLine] = []
        self._standing: dict[tuple[int, int, str], str] = {}
        self._more = self._asked = False

    def replace(self, lines: Sequence[FoundLine], more: bool) -> None:
        """Show these lines in place of all; `more` says whether others follow."""
        self.beginResetModel()
        self.lines, self._more, self._asked = list(lines), more, False
        self.endResetModel()
        self.grown.emit()

    def append(self, lines: Sequence[FoundLine], more: bool) -> None:
        """Show these lines behind the others."""
        self._more, self._asked = more, False
        if lines:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(lines) - 1)
            self.lines.extend(lines)
            self.endInsertRows()
            self.grown.emit()

    def tell_standing(self, standing: Mapping[tuple[int, int, str], str]) -> None:
        """Take in how far bundles are from being accepted, by `standing_key`."""
        self._standing.update(standing)
        if self.lines:
            self.dataChanged.emit(self.index(0, MATTER), self.index(len(self.lines) - 1, MATTER))

    def lacks_standing(self, line: BundleLine) -> bool:
        """Return whether it is not yet known how far a bundle is from being accepted."""
        return line.course.stage in (Stage.DRAFTING, Stage.INTERNAL_REVIEW) and not line.return_reason and standing_key(line) not in self._standing

    def row_of(self, key: int) -> int:
        """Return the row of a bundle; -1 where it is not among those fetched."""
        return next((row for row, found in enumerate(self.lines) if found.line.key == key), -1)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return how many lines were fetched so far."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        """Return the number of columns."""
        return len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        """Return whether further lines can be fetched: there are some, and none are on their way."""
        return self._more and not self._asked and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        """Ask for the lines after the last one."""
        if self.canFetchMore(parent) and self.lines:
            self._asked = True
            self._fetch(self.lines[-1].line, LINES_AT_A_TIME)

    def not_fetched(self) -> None:
        """Take note that the lines that were asked for did not come, so that scrolling asks for them again."""
        self._asked = False

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return a column's heading."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows, is drawn with, or says to a screen reader, by the role."""
        found = self.lines[index.row()]
        if role == FOUND:
            return found
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._cell(found.line, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(found, index.column())
        if role == ALARM:
            return self._alarms(found.line, index.column())
        return None

    def _cell(self, line: BundleLine, column: int) -> str:
        if column == MATTER:
            return self._standing.get(standing_key(line)) or line.stands
        cells = (state_of(line), line.title, "", due_words(line, self._today()), line.drafting_unit, kit.moment_text(line.updated_at))
        return cells[column]

    def _spoken(self, found: FoundLine, column: int) -> str:
        """Return what a screen reader says of a cell; for the title, the whole row, so that one stop is enough."""
        if column != TITLE:
            return self._cell(found.line, column)
        cells = [self._cell(found.line, place) for place in range(len(COLUMNS))]
        hits = [f"{hit.before}{hit.words}{hit.after}" for hit in found.hits]
        return "，".join(filter(None, [cells[TITLE], cells[STATE], cells[MATTER], cells[DUE], *hits]))

    def _alarms(self, line: BundleLine, column: int) -> bool:
        if column == DUE:
            return bool(line.due_on) and date.fromisoformat(line.due_on) < self._today()
        return column in (STATE, MATTER) and line.course.stage is Stage.DRAFTING and bool(line.return_reason or line.course.return_count)


def standing_key(line: BundleLine) -> tuple[int, int, str]:
    """Return a key that differs once the bundle was saved or moved; a verdict known under it holds until then."""
    return line.key, line.revision, line.updated_at
