"""设置: the person's own password and this workstation's look, and for the administrator what the office has decided."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFormLayout, QFrame, QLineEdit, QSpinBox

from zwgk_desk.desk.admin.doctor import CheckUp
from zwgk_desk.model.naming.fields import OFFICE_NAME
from zwgk_desk.model.terms import Role

from ..look import kit
from ..look.field_note import FieldNote
from ..look.theme import look_of, wear
from ..look.window_state import LOOK, LOOKS, SYSTEM
from ..shared.host import Address, Host
from ..shared.page import Page
from .backup_card import BackupCard
from .own_key import OwnKey
from .trusted_list import TrustedList

MOST_MINUTES = 240
MOST_DAYS = 60


class SettingsPage(Page):
    """One's own password, look and key; for the administrator the office's decisions and a check-up."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        mine, ours = self._make_mine(), self._make_ours()
        self.health = kit.label("", "quiet")
        self.health.setObjectName("health")
        look = kit.button("检查程序文件和数据库", self.check_up, name="check-up")
        doctor = kit.card(kit.column(kit.label("检查", "section"), kit.row(look, None), self.health))
        self.backup = BackupCard(self)
        for card in (doctor, self.backup):
            kit.hide_unless(host.account.is_a(Role.ADMINISTRATOR), card)
        place = kit.label(f"数据保存在：{host.office.place}", "quiet")
        self.own_key = OwnKey(self)
        everything = kit.column(mine, self.own_key, ours, self.backup, doctor, place, None)
        layout = kit.column(kit.label("设置", "title"), kit.scrolled(kit.holder(everything)))
        layout.setStretch(1, 1)
        self.setLayout(layout)

    def _make_mine(self) -> QFrame:
        """Return the card for the person's own password and this workstation's look."""
        self.old, self.new, self.again = QLineEdit(), QLineEdit(), QLineEdit()
        form = QFormLayout()
        for text, edit, name in (("原密码", self.old, "old"), ("新密码", self.new, "new"), ("再输一遍", self.again, "again")):
            edit.setEchoMode(QLineEdit.EchoMode.Password)
            edit.setObjectName(f"password-{name}")
            edit.setAccessibleName(text)
            edit.setMaximumWidth(320)
            form.addRow(text, edit)
        change = kit.button("改密码", self.change_password, name="change-password")
        self.look = QComboBox()
        self.look.setObjectName("look")
        self.look.setAccessibleName("外观")
        self.look.setMaximumWidth(160)
        for name, text in LOOKS.items():
            self.look.addItem(text, name)
        self.look.setCurrentIndex(max(0, self.look.findData(self.host.window_state.text(LOOK, SYSTEM))))
        self.look.currentIndexChanged.connect(lambda _: self._wear())
        looks = kit.row("本机外观", self.look, None)
        return kit.card(kit.column(kit.label("我的密码", "section"), form, kit.row(change, None), looks))

    def _make_ours(self) -> QFrame:
        """Return the card for what the office has decided; only the administrator sees it."""
        self.office_name = QLineEdit()
        self.office_name.setMaximumWidth(420)
        self.office_name.setObjectName("office-name")
        self.office_name.setAccessibleName("政府办公厅名称")
        self.on_request = QCheckBox("“依申请公开”按不公开办理：须写明法定依据和理由，并经政务公开工作机构审查")
        self.on_request.setObjectName("on-request")
        self.exempt = QCheckBox("“不予公开”的文件不要求解读方案和解读材料")
        self.exempt.setObjectName("exempt")
        self.holds_secret = QCheckBox("本机可以存放标有密级的文件（不勾选时，标有密级的文件放入前即被拦下）")
        self.holds_secret.setObjectName("holds-secret")
        office = QFormLayout()
        office.addRow("政府办公厅名称", self.office_name)
        office.addRow("", FieldNote(self.office_name, OFFICE_NAME.fault))
        self.lock_minutes = QSpinBox()
        self.lock_minutes.setRange(0, MOST_MINUTES)
        self.lock_minutes.setSuffix(" 分钟")
        self.lock_minutes.setSpecialValueText("不锁定")
        self.lock_minutes.setMaximumWidth(160)
        self.lock_minutes.setObjectName("lock-minutes")
        self.lock_minutes.setAccessibleName("闲置多久后锁定窗口")
        office.addRow("闲置多久后锁定窗口", self.lock_minutes)
        self.due_soon = QSpinBox()
        self.due_soon.setRange(0, MOST_DAYS)
        self.due_soon.setSuffix(" 天")
        self.due_soon.setMaximumWidth(160)
        self.due_soon.setObjectName("due-soon")
        self.due_soon.setAccessibleName("提前多少天提醒到期")
        office.addRow("提前多少天提醒到期", self.due_soon)
        self.unit_names = kit.text_area()
        self.unit_names.setObjectName("unit-names")
        self.unit_names.setAccessibleName("单位名录")
        self.unit_names.setPlaceholderText("每行一个单位的规范名称，审读时用来核对文稿里的单位名称")
        self.unit_names.setMaximumSize(420, 110)
        office.addRow("单位名录", self.unit_names)
        self.trusted = TrustedList(self)
        office.addRow("信任的其他签发机构", self.trusted)
        save = kit.button("保存设置", self.save, "primary", "save-settings")
        ours = kit.card(kit.column(kit.label("本办公室", "section"), office, self.on_request, self.exempt, self.holds_secret, kit.row(save, None)))
        kit.hide_unless(self.host.account.is_a(Role.ADMINISTRATOR), ours)
        return ours

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh()

    def refresh(self) -> None:
        """Fetch anew what the page shows."""
        self.own_key.refresh()
        if self.host.account.is_a(Role.ADMINISTRATOR):
            self.backup.refresh()
        settings = self.attempt(self.office.settings.load)
        if settings is not None:
            self.office_name.setText(settings.office_name)
            self.on_request.setChecked(settings.on_request_is_withheld)
            self.exempt.setChecked(settings.withheld_exempt_from_interpretation)
            self.holds_secret.setChecked(settings.holds_secret)
            self.lock_minutes.setValue(settings.lock_minutes)
            self.due_soon.setValue(settings.due_soon_days)
            self.unit_names.setPlainText("\n".join(settings.unit_names))
            self.trusted.show_certificates(settings.trusted_authorities)

    def _wear(self) -> None:
        """Change the colours at once, and remember them for the next start."""
        self.host.window_state.keep_text(LOOK, self.look.currentData())
        app = QApplication.instance()
        if isinstance(app, QApplication):
            wear(app, look_of(self.host.window_state))

    def save(self) -> None:
        """Save what the office has decided."""

        def act() -> bool:
            changed = replace(
                self.office.settings.load(),
                office_name=self.office_name.text().strip(),
                on_request_is_withheld=self.on_request.isChecked(),
                withheld_exempt_from_interpretation=self.exempt.isChecked(),
                holds_secret=self.holds_secret.isChecked(),
                lock_minutes=self.lock_minutes.value(),
                due_soon_days=self.due_soon.value(),
                trusted_authorities=self.trusted.certificates,
                unit_names=tuple(filter(None, map(str.strip, self.unit_names.toPlainText().splitlines()))),
            )
            self.office.settings.save(self.session, changed)
            return True

        if self.attempt(act):
            self.host.tell_done("设置已保存")

    def check_up(self) -> None:
        """Check the office's data and this machine's equipment, off the window's thread."""

        def show(check_ups: tuple[CheckUp, ...]) -> None:
            lines = [f"{'正常' if c.ok else '有误'}　{c.name}{'：' if c.faults else ''}{'；'.join(c.faults)}" for c in check_ups]
            self.health.setText("\n".join(lines))

        self.work(lambda progress: self.office.check_up(self.session), show, "正在检查")

    def change_password(self) -> None:
        """Change the person's own password."""
        if self.new.text() != self.again.text():
            self.host.tell_refusal("两次输入的新密码不一样，密码没有改动")
            return

        old, new = self.old.text(), self.new.text()

        def done(_: object) -> None:
            for edit in (self.old, self.new, self.again):
                edit.clear()
            self.host.tell_done("密码已改")

        self.work(lambda progress: self.office.accounts.change_password(self.session, old, new), done, "正在改密码")
