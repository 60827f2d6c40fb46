"""审签: what is to be signed, whole, on one page; sign it with one act, or send it back with a reason."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from zwgk_desk.desk.course.acts import STILL_CHECKING, pick
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Act, Stage

from ..look import kit
from .decision_page import DecisionPage
from .page_remark_card import PageRemarkCard


class SignPage(DecisionPage):
    """Lists what waits for this person's signature, with the very pages that are signed, and signs or sends back."""

    HEADING = "审签"
    STAGES = (Stage.SIGN_OFF,)
    EMPTY = "现在没有等您审签的文件包。"
    EARLIER = True
    NOTE = "要审签和报送的就是这些页面，原件随附。点一段话可就地批注，退回时送达。"

    def make_panel(self) -> QWidget:
        """Return the panel to sign, or to send back with a reason."""
        self.note = kit.label("", "quiet")
        self.remark = kit.text_area()
        self.remark.setPlaceholderText("意见；退回修改的必须写明理由")
        self.remark.setFixedHeight(56)
        self.remark.setObjectName("remark")
        self.remark.setAccessibleName("审签意见")
        self.sign_button = kit.button("审签三件", self.sign_all, "primary", "sign")
        self.back_button = kit.button("退回修改", self.send_back, "danger", "send-back")
        self.choices.entered.connect(self._entered)
        self.pins = PageRemarkCard(self)
        self.pages.view.pressed.connect(self.pins.press)
        self.pages.view.stepped.connect(self.pins.step)
        self.pages.view.entered.connect(self.pins.enter)
        keys = kit.label("↑↓ 选件　空格翻页　→ 下一处改动　回车审签", "quiet")
        keys.setToolTip("键盘在左边的列表里时；签完自动到下一件")
        acts = kit.row(self.sign_button, None, self.back_button)
        return kit.card(kit.column(self.note, self.pins.entry, self.remark, acts, keys, spacing=6))

    def lay_side(self, since: QWidget, repairs: QWidget, rail: QWidget, history: QWidget) -> QWidget:
        """Return the side at the right: what is to be done stays in sight, what is to be read scrolls above it."""
        read = kit.scrolled(kit.holder(kit.column(self.pins, since, repairs, rail, history, None)))
        layout = kit.column(read, self.panel)
        layout.setStretch(0, 1)
        return kit.holder(layout)

    def _entered(self) -> None:
        """On Enter in the list, sign where the button would."""
        if self.sign_button.isEnabled():
            self.sign_all()
        elif self.record is not None:
            self.host.tell_refusal(self.note.text())

    def _decided(self) -> None:
        """Go on to the next bundle, with the keyboard where it was."""
        self.remark.clear()
        if self.record is not None:
            self.choices.go_on(self.record.key)
        self.choices.setFocus()

    def show_panel(self, record: BundleRecord, findings: Sequence[Finding]) -> None:
        """Enable signing where the desk offers it to this person; otherwise show why not."""
        acts = self.office.course.acts(self.session, record, findings if self.ready else None)
        sign = pick(acts, Act.SIGN)
        if sign.offered and self.pins.pinned:
            self.note.setText(f"有 {len(self.pins.pinned)} 条批注：退回修改，批注随之送达；要审签，先删去批注。")
        elif sign.in_the_way:
            self.note.setText(f"还有 {len(sign.in_the_way)} 项审签不能补正，请退回修改。")
        elif sign.offered and not self.ready and sign.why_not == STILL_CHECKING:
            self.note.setText("正在检查和排版，看到页面后再审签…")
        elif not sign.allowed:
            self.note.setText(f"{sign.why_not}。")
        else:
            self.note.setText(
                f"政策文稿、解读方案、解读材料和公开属性声明一并审签，共 {len(record.bundle.parts)} 个文件，第 {record.revision.number} 版。"
            )
        self.sign_button.setEnabled(sign.allowed)
        self.back_button.setEnabled(pick(acts, Act.SEND_BACK).allowed)

    def show_record(self, record: BundleRecord) -> None:
        """Show a bundle in its current state."""
        if self.record is not None and self.record.key != record.key:
            self.pins.leave_record(self.record)
        super().show_record(record)
        self.pins.show_record(record, pick(self.office.course.acts(self.session, record, None), Act.SEND_BACK).allowed)

    def show_pages(self) -> None:
        """Switch to the view of the pages."""
        self.readings.setCurrentWidget(self.pages)

    def show_pages_known(self) -> None:
        """Hand the pages' places on to the card of remarks."""
        self.pins.pages_known()

    def pins_changed(self) -> None:
        """Update the buttons after remarks were added or dropped: a bundle with remarks can go back, but cannot be signed."""
        if self.record is not None:
            self.show_panel(self.record, self.findings)

    def typed(self) -> tuple[str, ...]:
        """Return what is typed on the panel and not yet carried out, to be put back later by `type_again`."""
        return (self.remark.toPlainText(),)

    def type_again(self, texts: tuple[str, ...]) -> None:
        """Put back what `typed` returned."""
        self.remark.setPlainText(texts[0] if texts else "")

    def sign_all(self) -> None:
        """Sign policy, plan and materials with one act."""
        remark = self.remark.toPlainText().strip()
        self.act_signed(
            "审签三件",
            lambda r, words: self.office.course.sign(self.session, r.key, r.revision.number, remark, words),
            "已审签，拟稿人可以报送",
            self._decided,
        )

    def send_back(self) -> None:
        """Send back, with the reason."""
        reason = self.remark.toPlainText()
        self.act_signed(
            "退回修改",
            lambda r, words: self.office.course.send_back(self.session, r.key, r.revision.number, reason, words),
            "已退回修改",
            self._decided,
        )
