"""授权代签 on the page of people and keys: who signs off for which leader, from when until when."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from zwgk_desk.desk.lending import LEADERS, Lending
from zwgk_desk.model.people import Account

from . import kit

if TYPE_CHECKING:
    from .keys_page import KeysPage

USUAL_DAYS = 7


class LendingTab(QWidget):
    """The tab."""

    def __init__(self, page: KeysPage) -> None:
        super().__init__()
        self._page = page
        self._lendings: tuple[Lending, ...] = ()
        self._accounts: list[Account] = []
        self.lender, self.borrower = _box("lender", "授权人"), _box("borrower", "代签人")
        self.lender.currentIndexChanged.connect(lambda _: self._offer_borrowers())
        today = QDate.currentDate()
        self.since = kit.day_field("lend-since", "起始日期", today)
        self.until = kit.day_field("lend-until", "截止日期", today.addDays(USUAL_DAYS))
        lend = kit.button("授权代签", self.lend, "primary", "lend")
        self.end_button = kit.button("撤销代签", self.end, "danger", "end-lending")
        self.list = QListWidget()
        self.list.setObjectName("lendings")
        self.list.setAccessibleName("授权代签")
        self.list.currentRowChanged.connect(lambda _: self._show_acts())
        note = "代签人用本人的签名密钥，以“某某（代某某）”的名义审签；只在授权的日期内有效，只能授权给本单位的人，起草的人仍然不能签。"
        form = kit.row("授权人", self.lender, "代签人", self.borrower, "自", self.since, "至", self.until, lend, None)
        layout = kit.column(kit.label(note, "quiet"), form, self.list, kit.row(None, self.end_button), margins=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def arrive(self) -> None:
        """Fetch who there is, and what is lent."""
        page = self._page
        self._accounts = [a for a in page.attempt(lambda: page.office.accounts.all(page.session)) or () if a.active]
        _fill(self.lender, [a for a in self._accounts if a.is_a(*LEADERS)])
        self._offer_borrowers()
        self._lendings = page.attempt(lambda: page.office.lending.lendings(page.session)) or ()
        self.list.clear()
        for lending in reversed(self._lendings):
            self.list.addItem(QListWidgetItem(lending.words))
        self._show_acts()

    def _offer_borrowers(self) -> None:
        """Only people of the lender's own department can sign for the lender."""
        lender = next((a for a in self._accounts if a.name == self.lender.currentData()), None)
        _fill(self.borrower, [a for a in self._accounts if lender is not None and a.unit == lender.unit and a is not lender])

    @property
    def chosen(self) -> Lending | None:
        """The lending that is chosen; the newest stands first."""
        row = self.list.currentRow()
        return self._lendings[len(self._lendings) - 1 - row] if 0 <= row < len(self._lendings) else None

    def _show_acts(self) -> None:
        self.end_button.setEnabled(self.chosen is not None and not self.chosen.revoked_at)

    def lend(self) -> None:
        """Lend what is typed."""
        lender, borrower = str(self.lender.currentData()), str(self.borrower.currentData())
        since, until = self.since.date().toPython(), self.until.date().toPython()
        lending, session = self._page.office.lending, self._page.session
        self._page.with_authority("授权代签", "已授权代签", lambda words: lending.lend(session, lender, borrower, since, until, words))

    def end(self) -> None:
        """Take back the lending that is chosen."""
        chosen = self.chosen
        if chosen is not None:
            lending, session = self._page.office.lending, self._page.session
            self._page.with_authority("撤销代签", "已撤销代签", lambda words: lending.end_lending(session, chosen.serial, words))


def _fill(box: QComboBox, accounts: Sequence[Account]) -> None:
    """Offer people, and keep the one that was chosen."""
    chosen = box.currentData()
    box.clear()
    for account in accounts:
        box.addItem(f"{account.display_name}（{account.unit}）", account.name)
    box.setCurrentIndex(max(0, box.findData(chosen)))


def _box(name: str, text: str) -> QComboBox:
    box = QComboBox()
    box.setObjectName(name)
    box.setAccessibleName(text)
    box.setMinimumWidth(180)
    return box
