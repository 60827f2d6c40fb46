"""The banner above the pages: what went wrong, until it is closed; what was refused; what is done, for a few seconds, with a way to take it back."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame

from zwgk_desk.model.errors import DeskError

from ..look import kit

BANNER_SECONDS = 6
"""Milliseconds for which it says that something is done."""


class Banner(QFrame):
    """The banner; hidden while there is nothing to say."""

    def __init__(self) -> None:
        super().__init__()
        self._details = ""
        self._take_back: Callable[[], object] | None = None
        self.text = kit.label("")
        self.text.setObjectName("banner-text")
        self._copy = kit.button("复制详情", self._copy_details, "link", "copy-details")
        self._undo = kit.button("撤销", self._undo_it, "link", "undo-done")
        layout = kit.row(self.text, self._undo, self._copy, kit.button("关闭", self.hide, "link", "close-banner"))
        layout.setStretch(0, 1)
        layout.setContentsMargins(12, 6, 8, 6)
        self.setLayout(layout)
        self._over = QTimer(self, singleShot=True, interval=BANNER_SECONDS * 1000)
        self._over.timeout.connect(self.hide)
        self.hide()

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong, until it is closed; the details of an unforeseen error can be copied."""
        if isinstance(error, DeskError):
            text = str(error)
        else:
            text = f"程序遇到没有料到的问题（{error}），这一步没有完成，已保存的内容没有丢失。请重试；如再出现，请复制详情交管理员。"
        self._details = "".join(traceback.format_exception(error))
        self._say("banner-error", text)
        self._copy.setVisible(not isinstance(error, DeskError))

    def tell_refusal(self, text: str) -> None:
        """Say why something was not even tried, until it is closed."""
        self._say("banner-error", text)

    def tell_done(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something is done, and offer to take it back where that can be; it goes away by itself."""
        self._say("banner-done", text)
        self._take_back = undo
        self._undo.setVisible(undo is not None)
        self._over.start()

    def _say(self, name: str, text: str) -> None:
        self._over.stop()
        self.setObjectName(name)
        self.style().unpolish(self)
        self.style().polish(self)
        self.text.setText(text)
        self._undo.hide()
        self._copy.hide()
        self.show()

    def _undo_it(self) -> None:
        undo, self._take_back = self._take_back, None
        self.hide()
        if undo is not None:
            undo()

    def _copy_details(self) -> None:
        QGuiApplication.clipboard().setText(self._details)
