"""The workbench (what waits for me) and the list of all bundles: one line a bundle, fetched as one scrolls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QLineEdit, QTableView

from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.record import BundleLine
from zwgk_desk.model.terms import IssuingAuthority, Role, Stage

from . import kit, theme
from .page import Page

if TYPE_CHECKING:
    from .shell import Shell

COLUMNS = ("状态", "标题", "事项", "起草单位", "更新")
CHUNK = 200
MATTERS = {
    Stage.DRAFTING: "正在起草",
    Stage.INTERNAL_REVIEW: "等待审查",
    Stage.SIGN_OFF: "等待审签或报送",
    Stage.SUBMITTED: "等待政府办公厅签收",
    Stage.INTAKE: "政府办公厅审核中",
    Stage.ACCEPTED: "已受理，等待印发",
    Stage.ISSUED: "已印发",
}
Index = QModelIndex | QPersistentModelIndex


def matter_of(line: BundleLine) -> str:
    """The one sentence about a bundle that matters now."""
    if line.course.stage is Stage.DRAFTING and line.course.return_count:
        return f"第 {line.course.return_count} 次退回，请补正后重新报送"
    return MATTERS[line.course.stage]


def state_of(line: BundleLine) -> str:
    """The word for a bundle's state."""
    returned = line.course.stage is Stage.DRAFTING and line.course.return_count
    return "退文" if returned else line.course.stage.label


class LinesModel(QAbstractTableModel):
    """Lines of bundles, fetched in chunks."""

    def __init__(self, page: ListPage) -> None:
        super().__init__()
        self._page = page
        self.lines: list[BundleLine] = []
        self._more = False

    def reload(self) -> None:
        """Fetch anew, as many as were there."""
        self.beginResetModel()
        wanted = max(CHUNK, len(self.lines))
        self.lines = list(self._page.fetch(0, wanted))
        self._more = len(self.lines) == wanted
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def canFetchMore(self, parent: Index) -> bool:
        return self._more and not parent.isValid()

    def fetchMore(self, parent: Index) -> None:
        more = self._page.fetch(len(self.lines), CHUNK)
        self._more = len(more) == CHUNK
        if more:
            self.beginInsertRows(QModelIndex(), len(self.lines), len(self.lines) + len(more) - 1)
            self.lines.extend(more)
            self.endInsertRows()

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line = self.lines[index.row()]
        cells = (state_of(line), line.title, matter_of(line), line.drafting_unit, kit.moment_text(line.updated_at))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cells[index.column()]
        returned = cells[0] == "退文"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() in (0, 2):
            return QBrush(QColor(theme.RED if returned else theme.QUIET))
        if role == Qt.ItemDataRole.FontRole and (index.column() == 1 or returned):
            font = QFont(self._page.font())
            font.setBold(returned or index.column() == 1)
            return font
        return None


class ListPage(Page):
    """The page."""

    def __init__(self, shell: Shell, waiting: bool) -> None:
        """Show what waits for the person, or everything the person may see."""
        super().__init__(shell)
        self._waiting = waiting
        self.search = QLineEdit()
        self.search.setPlaceholderText("搜索标题")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(220)
        self.search.setObjectName("search")
        self.search.textChanged.connect(lambda _: self.arrive())
        self.search.setVisible(not waiting)
        self.new_button = kit.button("新建文件包", self.create, "primary", "new-bundle")
        self.import_button = kit.button("从文件夹导入…", self._choose_case, name="import-case")
        drafter = shell.account.is_a(Role.DRAFTER)
        self.new_button.setVisible(drafter)
        self.import_button.setVisible(drafter)
        self.count = kit.label("", "quiet", wrap=False)
        self.empty = kit.label("", "quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.model = LinesModel(self)
        self.table = self._make_table()
        title = kit.label("工作台" if waiting else "文件包", "title", wrap=False)
        bar = kit.row(title, self.count, None, self.search, self.import_button, self.new_button)
        self.setLayout(kit.column(bar, self.table, self.empty))

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("bundles")
        table.setAccessibleName("文件包列表")
        table.setModel(self.model)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(36)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((90, 0, 250, 190, 140)):
            if width:
                table.setColumnWidth(place, width)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(lambda index: self.open_row(index.row()))
        table.doubleClicked.connect(lambda index: self.open_row(index.row()))
        return table

    def fetch(self, offset: int, limit: int) -> tuple[BundleLine, ...]:
        """A stretch of the list, from the desk."""
        office = self.office.bundles
        if self._waiting:
            return self.attempt(lambda: office.waiting(self.session, offset, limit)) or ()
        return self.attempt(lambda: office.lines(self.session, words=self.search.text().strip(), offset=offset, limit=limit)) or ()

    def arrive(self) -> None:
        place = self.table.verticalScrollBar().value()
        row = self.table.currentIndex().row()
        self.model.reload()
        count = len(self.model.lines)
        self.count.setText(f"待我办理 {count}" if self._waiting else "")
        self.table.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        self.empty.setText(self._empty_text())
        if count:
            self.table.selectRow(max(0, min(row, count - 1)))
            self.table.verticalScrollBar().setValue(place)

    def take_focus(self) -> None:
        self.table.setFocus()

    def _empty_text(self) -> str:
        if self.search.text().strip():
            return "没有标题里带这几个字的文件包"
        if self.shell.account.is_a(Role.DRAFTER):
            return "还没有文件包。点右上角“新建文件包”，放入政策文稿，从这里开始。"
        return "现在没有等您办理的文件包。" if self._waiting else "还没有您能看到的文件包。"

    def open_row(self, row: int) -> None:
        """Open a bundle where this person works on it."""
        if not 0 <= row < len(self.model.lines):
            return
        line = self.model.lines[row]
        for name, stages in (("sign", {Stage.SIGN_OFF}), ("intake", {Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED})):
            if name in self.shell.pages and line.course.stage in stages:
                self.shell.go(name, line.key)
                return
        self.shell.go("bundle", line.key)

    def create(self) -> None:
        """A new bundle of the person's own department, opened at once."""
        unit = self.shell.account.unit
        bundle = Bundle("未命名的政策文件", IssuingAuthority.GOVERNMENT, unit, interpreting_unit=unit)
        record = self.attempt(lambda: self.office.bundles.create(self.session, bundle))
        if record is not None:
            self.shell.go("bundle", record.key)

    def _choose_case(self) -> None:
        folder = self.choose_folder()
        if folder:
            self.import_case(folder)

    def import_case(self, folder: str) -> None:
        """A new bundle from a case folder."""
        self.work(
            lambda progress: self.office.bundles.import_case(self.session, Path(folder)),
            lambda record: self.shell.go("bundle", record.key),
            "正在导入",
        )
