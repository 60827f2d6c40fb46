"""收文: packets are dropped in or come from the departments by themselves; each has its verdict in the list, is received, returned with an
edited notice, or accepted, and has its number registered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from zwgk_desk.desk.course.file_intake import DAMAGED, PacketRegistered
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleLine, BundleRecord, Event
from zwgk_desk.model.registered_packet import Judged, PacketState, RegisteredPacket
from zwgk_desk.model.terms import Act, Stage

from ..look import kit
from ..shared.changes_view import BundleView
from ..shared.choice_list import Choice
from ..shared.findings_rail import AT_INTAKE
from ..shared.host import Host
from ..shared.page import NOTICE_FORMS
from ..shared.part_tabs import Slot, part_of, suggested_path
from ..shared.pdf_view import PagesView
from ..shared.signatures_view import SignaturesView
from .decision_page import DecisionPage
from .packet_rows import line_choice, packet_choice
from .return_form import ReturnForm

PAUSE_MS = 600
"""After so long without a key the notice is set anew."""

UNSURE = "不明：这个报送包不能采用，请报送单位重新报送"
NOTICE_NOTE = "签名退文后，发出的就是这份通知单；在右边改理由，这里跟着变。"


class IntakePage(DecisionPage):
    """The page. A packet that came as a file has its number in the register, below zero, for its key."""

    HEADING = "收文"
    STAGES = (Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED)
    EMPTY = "现在没有报送来的文件包。把报送包（.zip）拖到这里，可以一次拖多个；在本系统里报送的会自己出现。"
    VERDICTS = AT_INTAKE
    SIZES = (300, 540, 360)

    def __init__(self, host: Host) -> None:
        self._lines: dict[int, BundleLine] = {}
        self._arrived: dict[int, RegisteredPacket] = {}
        self._round = 0
        self._known: dict[tuple[int, str], Judged] = {}
        super().__init__(host)
        self.setAcceptDrops(True)
        self.notice = PagesView(NOTICE_NOTE)
        self.notice.setObjectName("notice-pages")
        self.notice_tab = self.readings.addTab(self.notice, "退文通知单")
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._set_notice)
        self.form.changed.connect(self._pause.start)
        self.readings.currentChanged.connect(lambda place: self._set_notice() if place == self.notice_tab else None)

    def make_bar(self) -> Sequence[QWidget]:
        return (kit.button("登记报送包…", self._choose_packets, name="take-packets"),)

    def make_panel(self) -> QWidget:
        """Receive, accept, return, issue: whichever the stage has."""
        self.receive_button = kit.button("签收", self.receive, "primary", "receive")
        self.accept_button = kit.button("受理", self.accept, "primary", "accept")
        self.export_button = kit.button("导出报送包…", self._choose_export, name="export")
        self.away_button = kit.button("移出", self.put_away, name="put-away")
        self.choices.entered.connect(self._entered)
        acts = kit.row(self.receive_button, self.accept_button, None, self.away_button, self.export_button)
        self.form = ReturnForm()
        self.return_button = kit.button("退文", self.return_bundle, "danger", "return")
        look = kit.button("看通知单 ›", lambda: self.readings.setCurrentIndex(self.notice_tab), "link", "look-at-notice")
        self.return_box = kit.holder(kit.column(self.form, kit.row(look, None, self.return_button)))
        self.issue_box = self._make_issue()
        return kit.card(kit.column(kit.label("办理", "section"), acts, self.return_box, self.issue_box))

    def lay_side(self, since: QWidget, repairs: QWidget, rail: QWidget, history: QWidget) -> QWidget:
        self.signatures = SignaturesView()
        return kit.scrolled(kit.holder(kit.column(rail, repairs, self.signatures, self.panel, since, history, None)))

    def _make_issue(self) -> QWidget:
        self.number = QLineEdit()
        self.number.setPlaceholderText("文号，如 东政发〔2026〕1号")
        self.number.setObjectName("document-number")
        self.number.setAccessibleName("文号")
        self.day = kit.day_field("issue-day", "印发日期", QDate.currentDate())
        self.issue_button = kit.button("印发", self.issue, "primary", "issue")
        return kit.holder(kit.column(kit.label("印发", "section"), self.number, kit.row("印发日期", self.day, None, self.issue_button)))

    def list_choices(self) -> Sequence[Choice]:
        """The packets that came as files, and the bundles of this office that were submitted; each is judged behind the window."""
        arrived = self.office.packet_intake.waiting(self.session)
        lines = self.office.searching.bundles(self.session, self.STAGES)
        self._arrived = {-registered.number: registered for registered in arrived}
        self._lines = {line.key: line for line in lines}
        return (*map(packet_choice, arrived), *map(line_choice, lines))

    def refresh(self, key: int | None = None) -> None:
        super().refresh(key)
        self._judge_all()

    def _judge_all(self) -> None:
        """Judge every row, off the window's thread; each says its verdict as soon as it is known."""
        self._round += 1
        now = self._round
        keys = [(key, self._stamp(key)) for key in (*self._arrived, *self._lines)]

        def work(progress: Progress, give: Callable[[tuple[int, Judged]], None]) -> None:
            for count, (key, stamp) in enumerate(keys):
                progress(count / len(keys), "核对")
                if now != self._round:
                    return  # the list was fetched anew meanwhile
                try:
                    judged = self._known.get(stamp) or self._judged(key)
                    self._known[stamp] = judged
                except DeskError as error:
                    judged = Judged((), (error.what,), "")
                give((key, judged))

        def early(found: tuple[int, Judged]) -> None:
            key, judged = found
            if now == self._round:
                self.choices.say(self._row(key, judged))

        if keys:
            self.read_growing("核对各件", work, early, lambda _: None)

    def _stamp(self, key: int) -> tuple[int, str]:
        """What tells whether a row has to be judged anew."""
        return key, str(self._arrived[key].state) if key in self._arrived else self._lines[key].updated_at

    def _judged(self, key: int) -> Judged:
        packet_intake = self.office.packet_intake
        return packet_intake.judge_packet(self.session, -key) if key < 0 else packet_intake.judge(self.session, key)

    def _row(self, key: int, judged: Judged) -> Choice:
        return packet_choice(self._arrived[key], judged) if key in self._arrived else line_choice(self._lines[key], judged)

    def show_key(self, key: int) -> None:
        """Show a bundle; a packet is read and verified for that, off the window's thread, and nothing can be decided meanwhile."""
        if key > 0:
            super().show_key(key)
            return
        self.put_aside()
        self.panel.setEnabled(False)
        self.title.setText(self._arrived[key].title if key in self._arrived else "")
        self.state.setText("正在打开…")

        def show(record: BundleRecord) -> None:
            if self.choices.current_key == key:
                self.show_record(record)

        self.read("打开", lambda progress: self.fetch(key), show)

    def fetch(self, key: int) -> BundleRecord:
        return self.office.packet_intake.record(self.session, -key) if key < 0 else super().fetch(key)

    def events_of(self, record: BundleRecord) -> Sequence[Event]:
        return () if record.key < 0 else super().events_of(record)

    def load_view(self, record: BundleRecord) -> BundleView:
        office, session, key = self.office, self.session, record.key
        if key < 0:
            opened = office.packet_intake.open(session, -key)
            return BundleView(opened.documents, opened.findings, None, opened.repairs, lines=opened.lines)
        found = super().load_view(record)
        return BundleView(
            found.documents, found.findings, found.since, found.repairs, lines=tuple(office.packet_intake.verified(session, key).lines())
        )

    def view_loaded(self, found: BundleView) -> None:
        self.signatures.show_lines(found.lines)

    def pages_of(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        return self.office.packet_intake.pages(self.session, -record.key) if record.key < 0 else super().pages_of(record, progress, give)

    def show_record(self, record: BundleRecord) -> None:
        self.panel.setEnabled(True)
        super().show_record(record)
        if record.key < 0 and not record.bundle.drafting_unit:
            self.state.setText("里面的内容读不出来")

    def show_panel(self, record: BundleRecord, findings: Sequence[Finding]) -> None:
        """Offer what the stage has."""
        course, elsewhere, damaged = record.course, record.key < 0, any(finding.rule == DAMAGED for finding in findings)
        self.receive_button.setVisible(course.allows(Act.RECEIVE))
        self.accept_button.setVisible(course.allows(Act.ACCEPT) and not damaged)
        self.return_box.setVisible(course.allows(Act.RETURN) and not damaged)
        self.issue_box.setVisible(course.allows(Act.ISSUE) and not elsewhere)
        self.export_button.setVisible(not elsewhere)
        self.away_button.setVisible(elsewhere and course.stage is Stage.INTAKE)
        self.readings.setTabVisible(self.notice_tab, course.allows(Act.RETURN) and not damaged)
        self.form.show_findings(findings if course.allows(Act.RETURN) and not damaged else ())
        if damaged:
            self.rail.tell(UNSURE)

    def typed(self) -> tuple[str, ...]:
        return (self.number.text(), *self.form.typed())

    def type_again(self, texts: tuple[str, ...]) -> None:
        self.number.setText(texts[0] if texts else "")
        self.form.type_again(texts[1:])

    def _set_notice(self) -> None:
        """Set the notice as it would be, off the window's thread, while it is looked at."""
        record = self.record
        if record is None or self.readings.currentIndex() != self.notice_tab or not record.course.allows(Act.RETURN):
            return
        try:
            grounds, remark = self.form.grounds(), self.form.remark.text()
        except DeskError as error:
            self.notice.show_message(str(error))
            return
        if not grounds:
            self.notice.show_message("勾选或写明退文理由以后，通知单就排在这里。")
            return

        def show(content: bytes) -> None:
            if self.record is record:
                self.notice.show_pdf(content)

        draft, session = self.office.intake.draft_notice, self.session
        self.read("排通知单", lambda progress: draft(session, record, grounds, remark), show)

    def _entered(self) -> None:
        """Enter in the list receives what waits for it; accepting and returning want a look at the grounds first."""
        if self.record is not None and self.record.course.allows(Act.RECEIVE):
            self.receive()

    def receive(self) -> None:
        """签收."""
        self.act(lambda r: self.office.intake.receive(self.session, r.key), "已签收，请审核")

    def accept(self) -> None:
        """受理."""

        def act(record: BundleRecord, words: str) -> object:
            if record.key < 0:
                return self.office.packet_intake.accept(self.session, -record.key, passphrase=words)
            return self.office.intake.accept(self.session, record.key, passphrase=words)

        self.act_signed("受理", act, "已受理", lambda: None)

    def return_bundle(self) -> None:
        """退文, with the grounds ticked, as they are edited, and the clerk's own."""
        grounds = self.attempt(self.form.grounds)
        if grounds is None:
            return
        remark, key = self.form.remark.text(), self.record.key if self.record else 0

        def act(record: BundleRecord, words: str) -> object:
            if record.key < 0:
                return self.office.packet_intake.return_packet(self.session, -record.key, grounds, remark, words)
            return self.office.intake.return_bundle(self.session, record.key, grounds, remark, words)

        def after() -> None:
            self.form.type_again(())
            self.readings.setCurrentIndex(0)
            self.offer_notice(key)

        self.act_signed("退文", act, "已退文", after)

    def offer_notice(self, key: int) -> None:
        """Ask where the 退文通知单 is to be saved."""
        target = self.choose_target(str(Path.home() / "退文通知单.docx"), NOTICE_FORMS)
        if target and key < 0:
            self.attempt(lambda: self.office.packet_intake.write_notice(self.session, -key, Path(target)))
        elif target:
            self.attempt(lambda: self.office.intake.write_notice(self.session, key, Path(target)))

    def issue(self) -> None:
        """印发, with number and date."""
        on = kit.picked_day(self.day)
        if self.act(lambda r: self.office.intake.issue(self.session, r.key, self.number.text(), on), "已登记印发"):
            self.number.clear()

    def put_away(self) -> None:
        """Take a packet out of the list; it can be put back at once, and by handing it in again."""
        number = -self.record.key if self.record is not None else 0
        if number > 0 and self.succeeds(lambda: self.office.packet_intake.put_away(self.session, number)):
            self.host.tell_done("已移出收文列表，登记里仍然保留", lambda: self._bring_back(number))
            self.refresh()

    def _bring_back(self, number: int) -> None:
        self.attempt(lambda: self.office.packet_intake.bring_back(self.session, number))
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.take(paths)

    def _choose_packets(self) -> None:
        paths = QFileDialog.getOpenFileNames(self, "选择报送包", "", "报送包 (*.zip)")[0]
        if paths:
            self.take(paths)

    def take(self, paths: Sequence[str]) -> None:
        """Hand packets in, one after another, off the window's thread; what cannot be taken is named, and the others are taken all the same."""

        def work(progress: Progress) -> tuple[list[PacketRegistered], list[str]]:
            taken, refused = [], []
            for count, path in enumerate(paths):
                progress(count / len(paths), f"登记 {Path(path).name}")
                try:
                    taken.append(self.office.packet_intake.take(self.session, Path(path)))
                except DeskError as error:
                    refused.append(str(error))
            return taken, refused

        def done(found: tuple[list[PacketRegistered], list[str]]) -> None:
            taken, refused = found
            self.refresh()
            if taken:
                self.choices.select(_key_of(taken[0]))
            if refused:
                self.host.tell_refusal("　".join(refused))
            else:
                self.host.tell_done(_taken_words(taken))

        self.work(work, done, "正在登记报送包", self.refresh)

    def save_original(self, record: BundleRecord | None, slot: Slot) -> None:
        """Ask where, and write a copy of the original in a slot, byte for byte."""
        if record is None or record.key > 0:
            super().save_original(record, slot)
            return
        part = part_of(slot, record.bundle.parts)
        target = self.choose_target(suggested_path(part), "所有文件 (*)") if part is not None else ""
        if part is not None and target:
            self.attempt(lambda: self.office.packet_intake.save_original(self.session, -record.key, part.sha256, Path(target)))

    def _choose_export(self) -> None:
        record = self.record
        if record is None:
            return
        target = self.choose_target(str(Path.home() / self.office.submissions.packet_name(record)), "报送包 (*.zip)")
        if target:
            self.work(
                lambda progress: self.office.submissions.export(self.session, record.key, Path(target)),
                lambda _: self.host.tell_done(f"已导出到 {target}"),
                "正在导出报送包",
            )


def _key_of(taken: PacketRegistered) -> int:
    return -taken.registered.number if taken.registered is not None else taken.key


def _taken_words(taken: Sequence[PacketRegistered]) -> str:
    """What was taken in, in words."""
    fresh = sum(each.registered is not None and not each.known for each in taken)
    here = sum(each.registered is None for each in taken)
    decided = [each.registered for each in taken if each.known and each.registered is not None and each.registered.state is not PacketState.WAITING]
    known = sum(each.known for each in taken) - len(decided)
    said = [
        f"登记了 {fresh} 个报送包" if fresh else "",
        f"{here} 个是在本系统里报送的，已在列表里" if here else "",
        f"{known} 个以前登记过，没有重复登记" if known else "",
        *(
            f"《{registered.title}》这一份{registered.state.label}（{kit.moment_text(registered.decided_at)}），没有重复登记"
            for registered in decided
        ),
    ]
    return "；".join(filter(None, said))
