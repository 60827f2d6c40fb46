"""账号: the administrator makes accounts, changes and closes them, and sets new passwords."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QCheckBox, QFormLayout, QGridLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem

from zwgk_desk.model.naming.account_names import account_name_fault
from zwgk_desk.model.naming.fields import PERSON, UNIT
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import Role

from ..look import kit
from ..look.field_note import FieldNote
from ..shared.host import Address, Host
from ..shared.page import Page

COLUMNS = ("账号", "姓名", "单位", "角色", "状态")
WIDE = (2, 3)
"""Columns that stretch: 单位 and 角色 share what is left of the width."""


class AccountsPage(Page):
    """Lists the accounts; adds one, changes or closes it, sets a new password."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._accounts: tuple[Account, ...] = ()
        self._chosen: Account | None = None
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setObjectName("accounts")
        self.table.setAccessibleName("账号列表")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        for column in WIDE:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.table.itemSelectionChanged.connect(self._select)
        self.name, self.display_name, self.unit, self.password = QLineEdit(), QLineEdit(), QLineEdit(), QLineEdit()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.active = QCheckBox("在用")
        self.roles = {role: QCheckBox(role.label) for role in Role}
        self.save_button = kit.button("保存", self.save, "primary", "save-account")
        self.new_button = kit.button("新增账号", self.start_new, name="new-account")
        layout = kit.column(kit.row(kit.label("账号", "title", wrap=False), None, self.new_button), self._body())
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _body(self) -> QGridLayout:
        form = QFormLayout()
        faults = {"name": self._name_fault, "display-name": PERSON.fault, "unit": UNIT.fault}
        for text, edit, name in (("账号", self.name, "name"), ("姓名", self.display_name, "display-name"), ("单位", self.unit, "unit")):
            edit.setObjectName(f"account-{name}")
            edit.setAccessibleName(text)
            form.addRow(text, edit)
            form.addRow("", FieldNote(edit, faults[name]))
        self.password.setObjectName("account-password")
        self.password.setAccessibleName("密码")
        form.addRow("密码", self.password)
        form.addRow("", self.active)
        grid = QGridLayout()
        for place, (role, box) in enumerate(self.roles.items()):
            box.setObjectName(f"role-{role.value}")
            grid.addWidget(box, place // 2, place % 2)
        form.addRow("角色", grid)
        self.hint = kit.label("", "quiet")
        body = QGridLayout()
        body.addWidget(self.table, 0, 0)
        body.addWidget(kit.card(kit.column(form, self.hint, kit.row(None, self.save_button), None)), 0, 1)
        body.setColumnStretch(0, 3)
        body.setColumnStretch(1, 2)
        return body

    def _name_fault(self, name: str) -> str:
        """Return why no new account can be called so; one that there is keeps its name, whatever it is."""
        return account_name_fault(name, (account.name for account in self._accounts)) if self._chosen is None else ""

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh()

    def refresh(self) -> None:
        """Fetch anew what the page shows."""
        self._accounts = self.attempt(lambda: self.office.accounts.all(self.session)) or ()
        self.table.blockSignals(True)
        self.table.setRowCount(len(self._accounts))
        for row, account in enumerate(self._accounts):
            cells = (
                account.name,
                account.display_name,
                account.unit,
                "、".join(r.label for r in account.roles),
                "在用" if account.active else "停用",
            )
            for place, text in enumerate(cells):
                self.table.setItem(row, place, QTableWidgetItem(text))
        self.table.blockSignals(False)
        self.start_new()

    def start_new(self) -> None:
        """Empty the form, so that saving it adds an account instead of changing the chosen one."""
        self._chosen = None
        self.table.clearSelection()
        self._fill(Account("", "", self.host.account.unit, (Role.DRAFTER,)))

    def _select(self) -> None:
        rows = {index.row() for index in self.table.selectedIndexes()}
        if len(rows) == 1:
            self._chosen = self._accounts[rows.pop()]
            self._fill(self._chosen)

    def _fill(self, account: Account) -> None:
        self.name.setText(account.name)
        self.name.setReadOnly(self._chosen is not None)
        self.display_name.setText(account.display_name)
        self.unit.setText(account.unit)
        self.password.clear()
        self.active.setChecked(account.active)
        for role, box in self.roles.items():
            box.setChecked(role in account.roles)
        self.hint.setText("密码留空则不改；填写则重设，并解除锁定。" if self._chosen else "初始密码至少 8 个字符，请本人登录后改掉。")

    def save(self) -> None:
        """Add the account, or change the chosen one."""
        roles = tuple(role for role, box in self.roles.items() if box.checkState() == Qt.CheckState.Checked)
        name = self.name.text().strip()
        account = Account(name, self.display_name.text().strip(), self.unit.text().strip(), roles, self.active.isChecked())
        password, chosen, accounts = self.password.text(), self._chosen, self.office.accounts

        def act() -> None:
            if chosen is None:
                accounts.add(self.session, account, password)
            else:
                accounts.update(self.session, account)
                if password:
                    accounts.reset_password(self.session, name, password)

        def done(_: object) -> None:
            self.host.tell_done(f"账号“{name}”已保存")
            self.refresh()

        self.work(lambda progress: act(), done, "正在保存账号")
