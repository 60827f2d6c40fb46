"""The office's own record on the page of people and keys: what was done to accounts, keys and settings, by whom and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from zwgk_desk.model.record import RecordEntry
from zwgk_desk.model.terms import OfficeAct

from . import kit

if TYPE_CHECKING:
    from .keys_page import KeysPage

COLUMNS = ("序号", "时间", "经办人", "事项", "对象", "说明")
LABELS = {str(act): act.label for act in OfficeAct}


class OfficeRecord(QWidget):
    """The tab."""

    def __init__(self, page: KeysPage) -> None:
        super().__init__()
        self._page = page
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setTabKeyNavigation(False)  # the tabulator leaves it, the arrows move in it
        self.table.setObjectName("office-record")
        self.table.setAccessibleName("办公室办理记录")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        note = "每一条都由经办人签名，并接着前一条；被改动、删去或调换过的，在“设置”里的“检查”会指出来。文件包的办理记录在各文件包里看。"
        layout = kit.column(kit.label(note, "quiet"), self.table, margins=8)
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def arrive(self) -> None:
        """Fetch the last lines."""
        page = self._page
        entries = page.attempt(lambda: page.office.identity.record(page.session)) or ()
        names = page.office.accounts.names()
        self.table.setRowCount(len(entries))
        for row, entry in enumerate(entries):
            for column, text in enumerate(_texts(entry, names)):
                self.table.setItem(row, column, QTableWidgetItem(text))


def _texts(entry: RecordEntry, names: dict[str, str]) -> tuple[str, ...]:
    who, whom = names.get(entry.by, entry.by), names.get(entry.subject, entry.subject)
    return str(entry.number), kit.moment_text(entry.at), who, LABELS.get(entry.act, entry.act), whom, entry.remark
