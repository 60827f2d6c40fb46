"""The first start, and signing in."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QGridLayout, QLabel, QLineEdit, QMainWindow, QWidget

from zwgk_desk.desk.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample import ACCOUNTS, PASSPHRASE, PASSWORD
from zwgk_desk.model.errors import DeskError

from . import kit


class StartWindow(QMainWindow):
    """Sign in; or, where there is nobody yet, make the first administrator or look at the sample office."""

    def __init__(self, office: Office, sample: bool, signed_in: Callable[[Session], None], switch: Callable[[], None]) -> None:
        """Take the office, whether it is the sample, what happens after signing in, and how to go to the other office."""
        super().__init__()
        self._office, self._sample = office, sample
        self._signed_in, self._switch = signed_in, switch
        self.setWindowTitle("政务公开工作台")
        self.resize(900, 620)
        self.message = kit.label("")
        self.message.setObjectName("message")
        kit.set_kind(self.message, "refused")
        new = not office.accounts.any_exist()
        body = self._set_up_form() if new else self._sign_in_form()
        title = QLabel("政务公开工作台")
        title.setProperty("kind", "title")
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        subtitle = kit.label("政策文稿、解读方案、解读材料同步组织、同步审签、同步部署", "quiet")
        subtitle.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box = kit.card(body)
        box.setFixedWidth(520)
        self._box = box
        layout = kit.column(None, title, subtitle, kit.row(None, box, None), kit.row(None, self.message, None), None, margins=24, spacing=14)
        page = kit.holder(layout)
        page.setObjectName("page")
        self.setCentralWidget(page)

    def _field(self, form: QFormLayout, text: str, name: str, secret: bool = False) -> QLineEdit:
        edit = QLineEdit()
        edit.setObjectName(name)
        edit.setAccessibleName(text)
        if secret:
            edit.setEchoMode(QLineEdit.EchoMode.Password)
        form.addRow(text, edit)
        return edit

    def _sign_in_form(self) -> QGridLayout:
        form = QFormLayout()
        self.name = self._field(form, "账号", "sign-in-name")
        self.password = self._field(form, "密码", "sign-in-password", secret=True)
        enter = kit.button("登录", self.sign_in, "primary", "sign-in")
        for edit in (self.name, self.password):
            edit.returnPressed.connect(self.sign_in)
        other = kit.button("回到本办公室" if self._sample else "打开示例办公室", self._switch, "link", "switch-office")
        grid = QGridLayout()
        grid.addLayout(form, 0, 0)
        grid.addLayout(kit.row(other, None, enter), 1, 0)
        if self._sample:
            grid.addWidget(kit.label(f"示例办公室的账号，密码都是 {PASSWORD}，签名口令都是 {PASSPHRASE}，点一下即填入：", "quiet"), 2, 0)
            grid.addWidget(self._sample_accounts(), 3, 0)
        return grid

    def _sample_accounts(self) -> QWidget:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        for place, account in enumerate(ACCOUNTS):
            text = f"{account.roles[0].label}　{account.display_name}（{account.name}）"
            made = kit.button(text, lambda name=account.name: self._take(name), "link", f"take-{account.name}")
            grid.addWidget(made, place // 2, place % 2)
        return kit.holder(grid)

    def _take(self, name: str) -> None:
        self.name.setText(name)
        self.password.setText(PASSWORD)
        self.password.setFocus()

    def _set_up_form(self) -> QGridLayout:
        form = QFormLayout()
        self.name = self._field(form, "管理员账号", "set-up-name")
        self.display_name = self._field(form, "姓名", "set-up-display-name")
        self.unit = self._field(form, "单位", "set-up-unit")
        self.password = self._field(form, "密码", "set-up-password", secret=True)
        self.again = self._field(form, "再输一遍", "set-up-again", secret=True)
        self.passphrase = self._field(form, "签发口令", "set-up-passphrase", secret=True)
        self.passphrase_again = self._field(form, "再输一遍", "set-up-passphrase-again", secret=True)
        make = kit.button("建立办公室", self.set_up, name="set-up")
        look = kit.button("打开示例办公室", self._switch, "primary", "switch-office")
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
        """Sign in with what is typed."""
        self._try(lambda: self._office.accounts.sign_in(self.name.text(), self.password.text()))

    def set_up(self) -> None:
        """Make the first administrator with what is typed, and sign in."""
        if self.password.text() != self.again.text():
            self.message.setText("两次输入的密码不一样，请重输。")
            return
        if self.passphrase.text() != self.passphrase_again.text():
            self.message.setText("两次输入的签发口令不一样，请重输。")
            return
        fields = (self.name.text(), self.display_name.text(), self.unit.text(), self.password.text(), self.passphrase.text())
        self._try(lambda: self._office.accounts.set_up(*fields))

    def wait(self, text: str) -> None:
        """Say what is under way, and take no more input meanwhile."""
        self.message.setText(text)
        self._box.setEnabled(False)

    def stop_waiting(self, text: str) -> None:
        """Say what came of it."""
        self.message.setText(text)
        self._box.setEnabled(True)

    def _try(self, enter: Callable[[], Session]) -> None:
        try:
            session = enter()
        except DeskError as error:
            self.message.setText(str(error))
            self.password.clear()
            self.password.setFocus()
            return
        self._signed_in(session)
