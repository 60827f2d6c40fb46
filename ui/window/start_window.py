"""The first start, and signing in. It must not import the office: it is shown before the database is opened."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QLineEdit, QMainWindow, QWidget

from zwgk_desk.model.naming.account_names import account_name_fault
from zwgk_desk.model.naming.fields import PERSON, UNIT

from ..look import kit
from ..look.field_note import FieldNote


class Doorkeeper(Protocol):
    """What the window needs of the program: each call ends in another window, or in `refuse`."""

    def sign_in(self, name: str, password: str) -> None:
        """Sign in under an account's name."""

    def set_up(self, name: str, display_name: str, unit: str, password: str, passphrase: str) -> None:
        """Create the first administrator, with the passphrase of the key."""

    def switch(self) -> None:
        """Switch to the sample office, or back."""

    def open(self) -> None:
        """Try again to open the office."""


class StartWindow(QMainWindow):
    """The window to sign in; where there is no account yet, to create the first administrator or look at the sample office.

    Attributes:
        new: whether the office has no account yet.
    """

    def __init__(self, new: bool, sample: bool, keeper: Doorkeeper) -> None:
        """Build the window: `new` where the office has no account yet, `sample` for the sample office; `keeper` carries out what is asked for."""
        super().__init__()
        self.new, self._sample, self._keeper = new, sample, keeper
        self.setWindowTitle("政务公开工作台")
        self.resize(900, 620)
        self.message = kit.label("")
        self.message.setObjectName("message")
        self.message.setProperty("kind", "refused")
        self.message.setMinimumWidth(420)
        self.message.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.again_button = kit.button("重试", self._retry, name="open-again")
        self.again_button.hide()
        body = self._set_up_form() if new else self._sign_in_form()
        title = QLabel("政务公开工作台")
        title.setProperty("kind", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        subtitle = kit.label("政策文稿、解读方案、解读材料同步组织、同步审签、同步部署", "quiet")
        subtitle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = kit.card(body)
        box.setFixedWidth(520)
        self._box = box
        said = kit.row(None, self.message, self.again_button, None)
        layout = kit.column(None, title, subtitle, kit.row(None, box, None), said, None, margins=24, spacing=14)
        page = kit.holder(layout)
        page.setObjectName("page")
        self.setCentralWidget(page)

    def _field(
        self, form: QFormLayout, text: str, name: str, secret: bool = False, fault: Callable[[str], str] | None = None
    ) -> QLineEdit:  # fmt: skip
        edit = QLineEdit()
        edit.setObjectName(name)
        edit.setAccessibleName(text)
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(text, edit)
        if fault is not None:
            form.addRow("", FieldNote(edit, fault))
        return edit

    def _sign_in_form(self) -> QGridLayout:
        form = QFormLayout()
        self.name = self._field(form, "账号", "sign-in-name")
        self.password = self._field(form, "密码", "sign-in-password", secret=True)
        enter = kit.button("登录", self.sign_in, "primary", "sign-in")
        for edit in (self.name, self.password):
            edit.returnPressed.connect(self.sign_in)
        other = kit.button("回到本办公室" if self._sample else "打开示例办公室", self._keeper.switch, "link", "switch-office")
        grid = QGridLayout()
        grid.addLayout(form, 0, 0)
        grid.addLayout(kit.row(other, None, enter), 1, 0)
        if self._sample:
            from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD  # only the sample office needs it, and loads it anyway

            grid.addWidget(kit.label(f"示例办公室的账号，密码都是 {PASSWORD}，签名口令都是 {PASSPHRASE}，点一下即填入：", "quiet"), 2, 0)
            grid.addWidget(self._sample_accounts(), 3, 0)
        return grid

    def _sample_accounts(self) -> QWidget:
        from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSWORD

        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for place, account in enumerate(ACCOUNTS):
            text = f"{account.roles[0].label}　{account.display_name}（{account.name}）"
            made = kit.button(text, partial(self._take, account.name, PASSWORD), "link", f"take-{account.name}")
            grid.addWidget(made, place // 2, place % 2)
        return kit.holder(grid)

    def _take(self, name: str, password: str) -> None:
        self.name.setText(name)
        self.password.setText(password)
        self.password.setFocus()

    def _set_up_form(self) -> QGridLayout:
        form = QFormLayout()
        self.name = self._field(form, "管理员账号", "set-up-name", fault=account_name_fault)
        self.display_name = self._field(form, "姓名", "set-up-display-name", fault=PERSON.fault)
        self.unit = self._field(form, "单位", "set-up-unit", fault=UNIT.fault)
        self.password = self._field(form, "密码", "set-up-password", secret=True)
        self.again = self._field(form, "再输一遍", "set-up-again", secret=True)
        self.passphrase = self._field(form, "签发口令", "set-up-passphrase", secret=True)
        self.passphrase_again = self._field(form, "再输一遍", "set-up-passphrase-again", secret=True)
        make = kit.button("建立办公室", self.set_up, name="set-up")
        look = kit.button("打开示例办公室", self._keeper.switch, "primary", "switch-office")
        grid = QGridLayout()
        grid.addWidget(kit.label("第一次使用。可以先打开示例办公室，看一遍从起草到报送的全过程；它与本办公室的数据互不相干。"), 0, 0)
        grid.addLayout(kit.row(look, None), 1, 0)
        grid.addWidget(kit.label("或者建立本办公室的第一个管理员，再由管理员添加其他人：", "quiet"), 2, 0)
        grid.addLayout(form, 3, 0)
        note = "同时建立本办公室的签发机构：各人的签名证书由它签发。签发口令每次签发时要用，请封存保管，忘了不能恢复。"
        grid.addWidget(kit.label(note, "quiet"), 4, 0)
        grid.addLayout(kit.row(None, make), 5, 0)
        return grid

    def sign_in(self) -> None:
        """Sign in with the name and password in the fields."""
        self._keeper.sign_in(self.name.text(), self.password.text())

    def set_up(self) -> None:
        """Create the first administrator from the fields, and sign in."""
        if self.password.text() != self.again.text():
            self.message.setText("两次输入的密码不一样，请重输。")
            return
        if self.passphrase.text() != self.passphrase_again.text():
            self.message.setText("两次输入的签发口令不一样，请重输。")
            return
        self._keeper.set_up(self.name.text(), self.display_name.text(), self.unit.text(), self.password.text(), self.passphrase.text())

    def _retry(self) -> None:
        self.wait("正在打开办公室…")
        self._keeper.open()

    def wait(self, text: str) -> None:
        """Show what is under way, and disable input meanwhile."""
        self._say(text, "quiet")
        self._box.setEnabled(False)
        self.again_button.hide()

    def stop_waiting(self, text: str) -> None:
        """Enable input again, and show a message in place of what was under way."""
        self._say(text, "refused")
        self._box.setEnabled(True)

    def refuse(self, text: str) -> None:
        """Show why signing in failed, and empty the password for another try."""
        self.stop_waiting(text)
        self.password.clear()
        self.password.setFocus()

    def show_failure(self, text: str) -> None:
        """Show why the office cannot be opened, with a button to try again."""
        self._say(text, "refused")
        self._box.setEnabled(False)
        self.again_button.show()
        self.again_button.setFocus()

    def _say(self, text: str, kind: str) -> None:
        kit.set_kind(self.message, kind)
        self.message.setText(text)
