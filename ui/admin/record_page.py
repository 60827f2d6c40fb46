"""记录: who did what, when, each line verified; looked through by words, fetched as one goes back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from zwgk_desk.desk.admin.records import LineVerification, RecordLine

from ..look import kit, theme
from ..shared.host import Address, Host
from ..shared.page import Page

COLUMNS = ("时间", "经办人", "事项", "文件包或对象", "版", "说明", "核验")
TIME, WHO, WHAT, ABOUT, REVISION, REMARK, VERIFICATION = range(len(COLUMNS))
LINES_AT_A_TIME = 200
PAUSE_MS = 300
NOTE = "每一条都由经办人签名，并接着前一条；显示时逐条核对。要从头到尾核对，请管理员用“设置”里的“检查”。"
NOTHING = "还没有办理记录。新建、修改、审查、审签、报送、退文，都会一条一条记在这里。"
NOT_FOUND = "没有找到。可以只写一部分标题、说明、姓名或事项。"


class RecordPage(Page):
    """Lists the record, newest first, each line with whether its digest and signature hold."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._lines: list[RecordLine] = []
        self.words = QLineEdit()
        self.words.setPlaceholderText("找标题、说明、姓名、事项")
        self.words.setObjectName("record-words")
        self.words.setAccessibleName("找记录")
        self.words.setMinimumWidth(280)
        self.words.setClearButtonEnabled(True)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.refresh)
        self.words.textEdited.connect(lambda _: self._pause.start())
        self.words.textChanged.connect(lambda text: text or self._pause.start())
        self.table = self._make_table()
        self.empty = kit.label("", "quiet")
        self.empty.setObjectName("record-empty")
        self.more_button = kit.button("更早的记录", self.fetch_more, name="record-more")
        self.open_button = kit.button("打开文件包", self._open, name="record-open")
        bar = kit.row(kit.label("记录", "title", wrap=False), None, self.words)
        layout = kit.column(bar, kit.label(NOTE, "quiet"), self.empty, self.table, kit.row(self.more_button, None, self.open_button))
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, len(COLUMNS))
        table.setTabKeyNavigation(False)  # Tab leaves the table, the arrow keys move within it
        table.setObjectName("record")
        table.setAccessibleName("办理记录")
        table.setHorizontalHeaderLabels(list(COLUMNS))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in {TIME: 130, WHO: 130, WHAT: 90, ABOUT: 360, REVISION: 40, REMARK: 240}.items():
            table.setColumnWidth(column, width)
        header.setStretchLastSection(True)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        table.activated.connect(lambda _: self._open())
        table.currentCellChanged.connect(lambda *_: self._show_acts())
        return table

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh()

    def refresh(self) -> None:
        """Fetch anew what the page shows."""
        self._lines = []
        self.table.setRowCount(0)
        self.fetch_more()

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.words.setFocus()

    def fetch_more(self) -> None:
        """Fetch the lines before those that are shown, off the window's thread."""
        words, before = self.words.text(), self._lines[-1].entry.number if self._lines else 0

        def show(lines: Sequence[RecordLine]) -> None:
            if words == self.words.text() and before == (self._lines[-1].entry.number if self._lines else 0):
                self._append(lines)

        self.read("读取记录", lambda progress: self.office.records.lines(self.session, words, before, LINES_AT_A_TIME, progress), show)

    def _append(self, lines: Sequence[RecordLine]) -> None:
        first = self.table.rowCount()
        self.table.setRowCount(first + len(lines))
        for row, line in enumerate(lines, start=first):
            for column, text in enumerate(_texts(line)):
                self.table.setItem(row, column, _item(text, line, column))
        self._lines += lines
        self.more_button.setVisible(len(lines) == LINES_AT_A_TIME)
        self.empty.setVisible(not self._lines)
        self.empty.setText(NOT_FOUND if self.words.text() else NOTHING)
        if lines and not first:
            self.table.setCurrentCell(0, 0)
        self._show_acts()

    def _show_acts(self) -> None:
        line = self._chosen()
        self.open_button.setEnabled(line is not None and bool(line.entry.bundle) and self.host.has_page("bundle"))

    def _chosen(self) -> RecordLine | None:
        row = self.table.currentRow()
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def _open(self) -> None:
        line = self._chosen()
        if line is not None and line.entry.bundle and self.host.has_page("bundle"):
            self.host.go(Address("bundle", line.entry.bundle))


def _texts(line: RecordLine) -> tuple[str, ...]:
    entry = line.entry
    who = f"{line.who}（{line.role}）" if line.role else line.who
    remark = " ".join(entry.remark.split())
    return kit.moment_text(entry.at), who, line.what, line.about, str(entry.revision or ""), remark, line.fault or line.verification.label


def _item(text: str, line: RecordLine, column: int) -> QTableWidgetItem:
    made = QTableWidgetItem(text)
    made.setToolTip(text)
    if column == VERIFICATION:
        made.setText(line.verification.label)
        made.setToolTip(line.fault or line.verification.label)
        made.setData(Qt.ItemDataRole.AccessibleTextRole, line.fault or line.verification.label[2:])
        if line.verification is LineVerification.WRONG:
            made.setForeground(QColor(theme.now().red))
    return made
