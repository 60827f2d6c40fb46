"""授权代签 on the page of people and keys: who signs off for which leader, from when until when."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QComboBox, QListWidget, QListWidgetItem, QWidget

from zwgk_desk.desk.people.delegation import LEADERS, Delegation
from zwgk_desk.model.people import Account

from ..look import kit
from ..shared.page_context import PageContext

T = TypeVar("T")
USUAL_DAYS = 7


class AuthorityContext(PageContext, Protocol):
    """What the tab needs of the page of people and keys."""

    def with_authority(self, what: str, told: str, act: Callable[[str], object]) -> None:
        """Ask for the authority's passphrase, run `act` with it, show `told` in the banner, and fetch the page's contents anew."""


class DelegationTab(QWidget):
    """Lists the delegations of signing, and makes or ends one with the authority's passphrase."""

    def __init__(self, page: AuthorityContext) -> None:
        """Build the tab; `page` asks for the authority's passphrase."""
        super().__init__()
        self._page = page
        self._delegations: tuple[Delegation, ...] = ()
        self._accounts: list[Account] = []
        self.delegator, self.deputy = _box("lender", "授权人"), _box("borrower", "代签人")
        self.delegator.currentIndexChanged.connect(lambda _: self._offer_deputies())
        today = QDate.currentDate()
        self.since = kit.day_field("lend-since", "起始日期", today)
        self.until = kit.day_field("lend-until", "截止日期", today.addDays(USUAL_DAYS))
        delegate = kit.button("授权代签", self.delegate, "primary", "lend")
        self.end_button = kit.button("撤销代签", self.end, "danger", "end-lending")
        self.list = QListWidget()
        self.list.setObjectName("lendings")
        self.list.setAccessibleName("授权代签")
        self.list.currentRowChanged.connect(lambda _: self._show_acts())
        note = "代签人用本人的签名密钥，以“某某（代某某）”的名义审签；只在授权的日期内有效，只能授权给本单位的人，起草的人仍然不能签。"
        form = kit.row("授权人", self.delegator, "代签人", self.deputy, "自", self.since, "至", self.until, delegate, None)
        layout = kit.column(kit.label(note, "quiet"), form, self.list, kit.row(None, self.end_button), margins=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Fetch the active accounts and all delegations anew."""
        page = self._page
        self._accounts = [a for a in page.attempt(lambda: page.office.accounts.all(page.session)) or () if a.active]
        _fill(self.delegator, [a for a in self._accounts if a.is_a(*LEADERS)])
        self._offer_deputies()
        self._delegations = page.attempt(lambda: page.office.delegations.all(page.session)) or ()
        self.list.clear()
        for delegation in reversed(self._delegations):
            self.list.addItem(QListWidgetItem(delegation.words))
        self._show_acts()

    def _offer_deputies(self) -> None:
        """Offer as deputies only the people of the delegator's own department: nobody else may sign for it."""
        delegator = next((a for a in self._accounts if a.name == self.delegator.currentData()), None)
        _fill(self.deputy, [a for a in self._accounts if delegator is not None and a.unit == delegator.unit and a is not delegator])

    @property
    def chosen(self) -> Delegation | None:
        """The delegation of the chosen row; None where no row is chosen. The newest stands in the first row."""
        row = self.list.currentRow()
        return self._delegations[len(self._delegations) - 1 - row] if 0 <= row < len(self._delegations) else None

    def _show_acts(self) -> None:
        self.end_button.setEnabled(self.chosen is not None and not self.chosen.revoked_at)

    def delegate(self) -> None:
        """Delegate signing from the chosen leader to the chosen deputy for the days in the fields."""
        delegator, deputy = str(self.delegator.currentData()), str(self.deputy.currentData())
        since, until = kit.picked_day(self.since), kit.picked_day(self.until)
        delegation, session = self._page.office.delegations, self._page.session
        self._page.with_authority("授权代签", "已授权代签", lambda words: delegation.delegate(session, delegator, deputy, since, until, words))

    def end(self) -> None:
        """End the chosen delegation from now on; what was signed under it stays valid."""
        chosen = self.chosen
        if chosen is not None:
            delegation, session = self._page.office.delegations, self._page.session
            self._page.with_authority("撤销代签", "已撤销代签", lambda words: delegation.end(session, chosen.serial, words))


def _fill(box: QComboBox, accounts: Sequence[Account]) -> None:
    """Offer these people in a box; whoever was chosen in it before stays chosen where still offered."""
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
