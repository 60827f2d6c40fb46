"""The authorities of other offices whose signatures count here, for the administrator: added from a certificate, removed with one press; saved
with the settings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from ..look import kit
from ..shared.page import Page

CERTIFICATES = "证书 (*.pem *.cer *.crt)"
FINGERPRINT = 16
"""Number of a fingerprint's characters that are shown: few enough to be compared over the telephone."""


class TrustedList(QWidget):
    """Lists certificates, to be added from a file and removed; what stands in it is saved by the page."""

    def __init__(self, page: Page) -> None:
        """Build the list; `page` asks for files and tells of failures."""
        super().__init__()
        self._page = page
        self.certificates: tuple[str, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        add = kit.button("添加证书…", self._choose, name="add-authority")
        self.setLayout(kit.column(self._list, kit.row(add, None), spacing=4))

    def show_certificates(self, certificates: Sequence[str]) -> None:
        """Show these, as the settings keep them."""
        self.certificates = tuple(certificates)
        kit.clear(self._list)
        if not certificates:
            self._list.addWidget(kit.label("只信任本办公室自己的签发机构", "quiet"))
        for number, text in enumerate(certificates, start=1):
            self._list.addWidget(self._entry(number, text))

    def _entry(self, number: int, text: str) -> QWidget:
        facts = self._page.attempt(lambda: self._page.office.settings.authority(text.encode()))
        name = f"{facts.name}　有效期至 {facts.until:%Y-%m-%d}　指纹 {facts.fingerprint[:FINGERPRINT]}" if facts is not None else "不能读取的证书"
        away = kit.button("移除", lambda: self._remove(text), "link", f"remove-authority-{number}")
        away.setAccessibleName(f"移除 {name}")
        return kit.holder(kit.row(kit.label(name, wrap=False), away, None))

    def _choose(self) -> None:
        path = QFileDialog.getOpenFileName(self, "选择签发机构的证书", "", CERTIFICATES)[0]
        if not path:
            return
        text = self._page.attempt(lambda: self._page.office.settings.read_authority(Path(path)))
        if text is not None and text not in self.certificates:
            self.show_certificates((*self.certificates, text))

    def _remove(self, text: str) -> None:
        before = self.certificates
        self.show_certificates([each for each in before if each != text])
        self._page.host.tell_done("已从名单里移除，保存设置后生效", lambda: self.show_certificates(before))
