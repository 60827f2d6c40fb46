"""核验: is a packet or a 退文通知单 whole, unchanged, and signed by whom? Drop it in, and read the answer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from ..look import kit
from ..shared.document_view import DocumentView
from ..shared.host import Address, Host
from ..shared.page import Page


class VerifyPage(Page):
    """Verifies a file that is dropped or chosen, and shows the result line by line."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.trusted: list[Path] = []
        self.verdict = kit.OptionalLabel("title", "verify-verdict")
        self.view = DocumentView("verify-view")
        self.view.setAccessibleName("核验结果")
        self.view.take_files(True)
        self.view.dropped.connect(lambda paths: self.verify(str(paths[0])))
        self.view.show_message("把报送包或退文通知单（.zip）拖到这里，或点“选择文件”", "核验不用联网，也不改动文件")
        self._bundle: int | None = None
        self.open_button = kit.button("打开所退的文件包", self._open, name="open-returned")
        self.open_button.hide()
        self.trust_note = kit.label("", "quiet")
        self.trust_note.setObjectName("trusted")
        choose = kit.button("选择文件…", self._choose, "primary", "choose-packet")
        trust = kit.button("添加信任的签发机构证书…", self._choose_trust, name="add-trust")
        layout = kit.column(kit.label("核验", "title"), kit.row(choose, trust, None, self.open_button), self.trust_note, self.verdict, self.view)
        layout.setStretch(4, 1)
        self.setLayout(layout)

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self._tell_trust()

    def _tell_trust(self) -> None:
        facts = self.office.identity.authority()
        settings = self.office.settings
        listed_here = [settings.authority(text.encode()).name for text in settings.load().trusted_authorities]
        names = [facts.name if facts else "", *listed_here, *(path.name for path in self.trusted)]
        listed = "、".join(filter(None, names))
        self.trust_note.setText(f"信任的签发机构：{listed}" if listed else "还没有信任的签发机构：可以核对签名与内容是否相符，不能确认签名人的身份")

    def _choose(self) -> None:
        path = QFileDialog.getOpenFileName(self, "选择报送包或退文通知单", "", "报送包、退文通知单 (*.zip)")[0]
        if path:
            self.verify(path)

    def _choose_trust(self) -> None:
        path = QFileDialog.getOpenFileName(self, "选择证书", "", "证书 (*.pem *.cer *.crt)")[0]
        if path:
            self.trusted.append(Path(path))
            self._tell_trust()

    def verify(self, path: str) -> None:
        """Verify a packet or a notice, off the window's thread; a notice leads on to the bundle that it returns."""

        def look(progress: object) -> tuple[tuple[str, ...], int | None]:
            found = self.office.checking.verify(self.session, Path(path), self.trusted)
            returned = self.office.intake.find_returned(self.session, found.notice.packet) if found.ok and found.notice else None
            return tuple(found.lines()), returned

        def show(found: tuple[tuple[str, ...], int | None]) -> None:
            lines, self._bundle = found
            self.open_button.setVisible(self._bundle is not None)
            kit.set_kind(self.verdict, "verdict-accept" if lines[0] == "完整，没有改动" else "verdict-return")
            self.verdict.setText(f"{Path(path).name}：{lines[0]}")
            self.view.show_lines(lines[1:])

        self.work(look, show, "正在核验")

    def _open(self) -> None:
        if self._bundle is not None:
            self.host.go(Address("bundle", self._bundle))
