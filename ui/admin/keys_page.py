"""人员与密钥: the office's authority, and everybody's certificate: who waits for one, who has one, whose no longer counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFormLayout, QHeaderView, QLineEdit, QTableWidget, QTableWidgetItem, QTabWidget

from zwgk_desk.desk.people.keys import KeyState

from ..look import kit
from ..shared.host import Address, Host, SignRequest
from ..shared.page import Page
from .delegation_tab import DelegationTab

COLUMNS = ("姓名", "单位", "角色", "证书")
WIDEST_FIELD = 320


def secret_field(name: str, text: str) -> QLineEdit:
    """Return a field for a passphrase, which shows dots in place of what is typed."""
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setObjectName(name)
    field.setAccessibleName(text)
    field.setMaximumWidth(WIDEST_FIELD)
    return field


class KeysPage(Page):
    """Makes the office's authority, and certifies, revokes and delegates with its passphrase."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._states: tuple[KeyState, ...] = ()
        self.authority = kit.label("")
        self.authority.setObjectName("authority")
        self.new_words, self.again = secret_field("authority-passphrase", "签发口令"), secret_field("authority-again", "再输一遍")
        form = QFormLayout()
        form.addRow("签发口令", self.new_words)
        form.addRow("再输一遍", self.again)
        self.make_box = kit.holder(
            kit.column(
                kit.label(
                    "审查、审签、报送、退文和受理都要签名，各人的证书由签发机构签发。签发口令请封存保管，忘了不能恢复。",
                    "quiet",
                ),
                form,
                kit.row(kit.button("建立签发机构", self.make_authority, "primary", "make-authority"), None),
            )
        )
        self.export_button = kit.button("导出签发机构证书…", self._choose_export, name="export-authority")
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setTabKeyNavigation(False)  # Tab leaves the table, the arrow keys move within it
        self.table.setObjectName("keys")
        self.table.setAccessibleName("人员与密钥")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        self.table.verticalHeader().hide()
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.table.currentCellChanged.connect(lambda *_: self._show_acts())
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("吊销原因，如 调离、口令遗失")
        self.reason.setMinimumWidth(WIDEST_FIELD)
        self.reason.setObjectName("revoke-reason")
        self.reason.setAccessibleName("吊销原因")
        self.certify_button = kit.button("签发证书", self.certify, "primary", "certify")
        self.revoke_button = kit.button("吊销证书", self.revoke, "danger", "revoke")
        acts = kit.row(self.certify_button, None, self.reason, self.revoke_button)
        top = kit.card(kit.column(kit.label("签发机构", "section"), self.authority, self.make_box, kit.row(self.export_button, None)))
        note = kit.label("各人的签名密钥由本人在“设置”里办理，办理后在这里签发证书。", "quiet")
        self.delegations = DelegationTab(self)
        self.people = QTabWidget()
        self.people.setObjectName("keys-tabs")
        self.people.setAccessibleName("人员与授权")
        self.people.addTab(kit.holder(kit.column(note, self.table, acts, margins=8)), "人员与证书")
        self.people.addTab(self.delegations, "授权代签")
        layout = kit.column(kit.label("人员与密钥", "title"), top, self.people)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh()

    def refresh(self) -> None:
        """Fetch authority, people and delegations anew."""
        authority = self.attempt(lambda: (self.office.identity.authority(),))
        if authority is None:
            return
        facts = authority[0]
        self.make_box.setVisible(facts is None)
        self.export_button.setVisible(facts is not None)
        self.people.setVisible(facts is not None)
        if facts is None:
            self.authority.setText("本办公室还没有签发机构，现在不能审查、审签和报送。请先建立。")
            return
        self.authority.setText(f"{facts.name}，有效至 {facts.until.astimezone():%Y-%m-%d}\n证书指纹（SHA-256）：{facts.fingerprint}")
        self._states = self.attempt(lambda: self.office.identity.all(self.session)) or ()
        self.table.setRowCount(len(self._states))
        for row, state in enumerate(self._states):
            account = state.account
            texts = (account.display_name, account.unit, "、".join(role.label for role in account.roles), state.words)
            for column, text in enumerate(texts):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self._show_acts()
        self.delegations.refresh()

    @property
    def chosen(self) -> KeyState | None:
        """The account of the chosen row; None where no row is chosen."""
        row = self.table.currentRow()
        return self._states[row] if 0 <= row < len(self._states) else None

    def _show_acts(self) -> None:
        state = self.chosen
        self.certify_button.setEnabled(state is not None and state.waits)
        self.revoke_button.setEnabled(state is not None and state.signs)

    def make_authority(self) -> None:
        """Make the office's certificate authority, which vouches for everybody's key, under the passphrase that is typed."""
        words = self.new_words.text()
        if words != self.again.text():
            self.host.tell_refusal("两次输入的签发口令不一样，没有建立")
            return

        def done(_: object) -> None:
            self.new_words.clear()
            self.again.clear()
            self.host.tell_done("签发机构已建立；请各人在“设置”里办理签名密钥")
            self.refresh()

        self.work(lambda progress: self.office.identity.make_authority(self.session, words), done, "正在建立签发机构")

    def certify(self) -> None:
        """Issue the certificate that the chosen person has requested."""
        self._with_chosen("签发证书", "证书已签发", lambda name, words: self.office.identity.certify(self.session, name, words))

    def revoke(self) -> None:
        """Revoke the chosen person's certificate."""
        reason = self.reason.text()
        self._with_chosen("吊销证书", "证书已吊销", lambda name, words: self.office.identity.revoke(self.session, name, reason, words))

    def _with_chosen(self, what: str, told: str, act: Callable[[str, str], None]) -> None:
        state = self.chosen
        if state is not None:
            name = state.account.name
            self.with_authority(f"给 {state.account.display_name} {what}", told, lambda words: act(name, words))

    def with_authority(self, what: str, told: str, act: Callable[[str], object]) -> None:
        """Ask for the authority's passphrase, run `act` with it, show `told` in the banner, and fetch the page's contents anew."""

        def done(_: object) -> None:
            self.reason.clear()
            self.host.tell_done(told)
            self.refresh()

        self.host.ask_signature(SignRequest(what, lambda words, progress: act(words), done, secret="签发口令"))

    def _choose_export(self) -> None:
        target = self.choose_target(str(Path.home() / "签发机构.pem"), "证书 (*.pem)")
        if target and self.succeeds(lambda: self.office.identity.export_authority(Path(target))):
            self.host.tell_done(f"已导出到 {target}，可以交给要核验报送包的单位")
