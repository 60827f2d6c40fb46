"""Asking for the passphrase, in a bar of the window and not in a dialogue over it: what is signed stays in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLineEdit

from ..look import kit


class SignBar(QFrame):
    """A field for the passphrase, with what it signs; hidden until something is to be signed."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("card")
        self._confirm: Callable[[str], None] | None = None
        self._asked: object = None
        self.what = kit.label("", "section", wrap=False)
        self.what.setObjectName("sign-what")
        self.over = kit.label("", "quiet", wrap=True)
        self.over.setObjectName("sign-over")
        self.field = QLineEdit()
        self.field.setObjectName("passphrase")
        self.field.setAccessibleName("签名口令")
        self.field.setPlaceholderText("签名口令")
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.setMaximumWidth(280)
        self.field.returnPressed.connect(self._sign)
        self.sign_button = kit.button("签名", self._sign, "primary", "confirm-signature")
        said = kit.column(self.what, self.over, spacing=2)
        layout = kit.row(kit.holder(said), self.field, self.sign_button, kit.button("不签了", self.dismiss, name="cancel-signature"))
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 8, 12, 8)
        self.setLayout(layout)
        self.hide()

    def ask(self, what: str, confirm: Callable[[str], None], words: str = "签名口令", over: str = "") -> object:
        """Ask for the passphrase; `confirm` is given it, and the bar stays until it is dismissed, so that a mistyped one can be corrected.

        Args:
            what: what is done.
            confirm: takes the passphrase.
            words: what is asked for.
            over: what the signature is over; empty for nothing that has a title.

        Returns:
            A token of this question, so that an answer that comes late dismisses this one only, and not a newer one.
        """
        self._confirm, self._asked = confirm, object()
        self.what.setText(f"{what}：请输入{words}")
        self.over.setText(over)
        self.over.setVisible(bool(over))
        self.field.setPlaceholderText(words)
        self.field.setAccessibleName(words)
        self.field.clear()
        self.show()
        self.field.setFocus()
        return self._asked

    def dismiss(self, asked: object = None) -> None:
        """Put the bar away, and forget what was typed; where a question is named, only if it is the one that stands."""
        if asked is not None and asked is not self._asked:
            return
        self._confirm = None
        self.field.clear()
        self.hide()

    def _sign(self) -> None:
        confirm, passphrase = self._confirm, self.field.text()
        self.field.clear()
        if confirm is not None:
            confirm(passphrase)
