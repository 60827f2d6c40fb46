"""One's own key, on the settings page: where it stands, and making one."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QFormLayout, QFrame

from ..look import kit
from ..shared.page import Page
from .keys_page import secret_field


class OwnKey(QFrame):
    """Shows whether the person's key can sign, and makes one; hidden while the office has no certificate authority."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setObjectName("card")
        self._page = page
        self._keyring_known = False
        self.state = kit.label("")
        self.state.setObjectName("key-state")
        self.words, self.again = secret_field("key-passphrase", "签名口令"), secret_field("key-again", "再输一遍")
        self.here = QCheckBox("另一半存入这台电脑的系统凭据库（更安全，但只能在这台电脑上签名）")
        self.here.setObjectName("key-here")
        self.here_note = kit.label("", "quiet")
        self.here_note.setObjectName("key-here-note")
        form = QFormLayout()
        form.addRow("签名口令", self.words)
        form.addRow("再输一遍", self.again)
        self.request_button = kit.button("办理签名密钥", self.request, name="request-key")
        act = kit.row(self.request_button, None)
        layout = kit.column(kit.label("我的签名密钥", "section"), self.state, form, self.here, self.here_note, act)
        layout.setContentsMargins(12, 10, 12, 10)
        self.setLayout(layout)

    def refresh(self) -> None:
        """Fetch whether the person has a key and a certificate, and show it."""
        office, session = self._page.office, self._page.session
        self.setVisible(office.identity.authority() is not None)
        own = self._page.attempt(lambda: office.identity.own(session))
        self.state.setText(own.words if own is not None else "")
        self.here.setEnabled(False)
        self.request_button.setEnabled(self._keyring_known)
        self._page.read("看系统的凭据库", lambda progress: office.identity.keyring_fault(), self._show_keyring)

    def _show_keyring(self, fault: str) -> None:
        if fault or not self._keyring_known:
            self.here.setChecked(not fault)
        self._keyring_known = True
        self.here.setEnabled(not fault)
        self.request_button.setEnabled(True)
        self.here_note.setText(f"{fault}，密钥只由签名口令保护。" if fault else "")
        self.here_note.setVisible(bool(fault))

    def request(self) -> None:
        """Make a key under the passphrase that is typed, and request its certificate from the administrator."""
        page, words, here = self._page, self.words.text(), self.here.isChecked()
        if words != self.again.text():
            page.host.tell_refusal("两次输入的签名口令不一样，没有办理")
            return

        def done(_: object) -> None:
            self.words.clear()
            self.again.clear()
            page.host.tell_done("签名密钥已生成，等管理员签发证书后就能签名")
            self.refresh()

        page.work(lambda progress: page.office.identity.request_key(page.session, words, here), done, "正在生成签名密钥")
