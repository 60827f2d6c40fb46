"""收文: packets are dropped in or come from the departments by themselves; each has its verdict in the list, is received, returned with an
edited notice, or accepted, and has its number registered."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QDate, QTimer
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QLineEdit, QWidget

from zwgk_desk.desk.course.acts import pick
from zwgk_desk.desk.course.bundle_view import BundleView
from zwgk_desk.desk.course.matter import Matter
from zwgk_desk.desk.course.packet_reading import DAMAGED
from zwgk_desk.desk.course.packet_register import PacketRegistered
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.place import Slot
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.registered_packet import Judged, MatterId, Origin, PacketState
from zwgk_desk.model.terms import Act, Stage

from ..background.jobs import Task
from ..look import kit
from ..shared.choice_list import Choice
from ..shared.findings_rail import AT_INTAKE
from ..shared.host import Address, Host
from ..shared.page import NOTICE_FORMS
from ..shared.part_tabs import part_of, suggested_path
from ..shared.pdf_view import PagesView
from ..shared.signatures_view import SignaturesView
from .decision_page import DecisionPage
from .packet_rows import matter_choice
from .return_form import ReturnForm

PAUSE_MS = 600
"""Milliseconds without a key after which the preview of the notice is set anew."""

UNSURE = "不明：这个报送包不能采用，请报送单位重新报送"
NOTICE_NOTE = "签名退文后，发出的就是这份通知单；在右边改理由，这里跟着变。"


class IntakePage(DecisionPage):
    """Lists the submissions that the government office decides on, and offers what can be done with the chosen one."""

    HEADING = "收文"
    STAGES = (Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED)
    EMPTY = "现在没有报送来的文件包。把报送包（.zip）拖到这里，可以一次拖多个；在本系统里报送的会自己出现。"
    VERDICTS = AT_INTAKE
    SIZES = (300, 540, 360)

    def __init__(self, host: Host) -> None:
        self._matters: dict[Hashable, Matter] = {}
        self.matter: Matter | None = None
        self._round = 0
        self._to_offer: list[Matter] = []
        self._known: dict[tuple[MatterId, str], Judged] = {}
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
        """Return the widgets that stand at the right of the heading."""
        return (kit.button("登记报送包…", self._choose_packets, name="take-packets"),)

    def make_panel(self) -> QWidget:
        """Return the panel to receive, accept, return and issue; `show_panel` shows those that the stage allows."""
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
        """Return the side at the right: what is to be read scrolls, what is to be done stays in sight."""
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
        """Return an entry for each packet that came as a file and each submitted bundle; their verdicts follow off the window's thread."""
        self._matters = {matter.id: matter for matter in self.office.packet_intake.matters(self.session)}
        return tuple(map(matter_choice, self._matters.values()))

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh(MatterId(Origin.HERE, to.key) if to.key is not None else None)

    def refresh(self, key: Hashable | None = None) -> None:
        """Fetch the list anew."""
        super().refresh(key)
        self._judge_all()

    def _judge_all(self) -> None:
        """Judge every row, off the window's thread; each says its verdict as soon as it is known."""
        self._round += 1
        now = self._round
        matters = tuple(self._matters.values())

        def work(progress: Progress, give: Callable[[tuple[Matter, Judged]], None]) -> None:
            for count, matter in enumerate(matters):
                progress(count / len(matters), "核对")
                if now != self._round:
                    return  # the list was fetched anew meanwhile
                try:
                    stamp = (matter.id, matter.stamp)
                    judged = self._known.get(stamp) or matter.judge()
                    self._known[stamp] = judged
                except DeskError as error:
                    judged = Judged((), (error.what,), "")
                give((matter, judged))

        def early(found: tuple[Matter, Judged]) -> None:
            if now == self._round:
                self.choices.say(matter_choice(*found))

        if matters:
            self.read_growing("核对各件", work, early, lambda _: None)

    def show_key(self, key: Hashable) -> None:
        """Show what was chosen. What has to be read for that first is read off the window's thread, and nothing can be decided meanwhile."""
        matter = self._matters[key]
        if matter.loads_at_once:
            record = self.attempt(matter.record)
            if record is not None:
                self._show_matter(matter, record)
            return
        if self._shown != key:
            self.host.abort_signature()  # what was to be signed is no longer what is shown
        self.put_aside()
        self.panel.setEnabled(False)
        self.title.setText(matter.title)
        self.state.setText("正在打开…")

        def show(record: BundleRecord) -> None:
            if self.choices.current_key == key:
                self._show_matter(matter, record)

        self.read("打开", lambda progress: matter.record(), show)

    def _show_matter(self, matter: Matter, record: BundleRecord) -> None:
        self.matter = matter
        self.show_record(record)

    def id_of(self, record: BundleRecord) -> Hashable:
        """Return the matter's identity: a packet that came as a file has a number of its own, which a bundle here can have as its key."""
        return self.matter.id if self.matter is not None else None

    def load_view(self, record: BundleRecord) -> BundleView:
        """Load everything that is shown of the chosen matter. Runs on a worker thread; must not touch widgets."""
        assert self.matter is not None, "a record is shown with what it belongs to"
        return self.matter.load_view(record)

    def view_loaded(self, found: BundleView) -> None:
        """Show the signatures that `load_view` verified."""
        self.signatures.show_lines(found.lines)

    def pages_of(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        """Return the matter's pages as PDF. Runs on a worker thread; must not touch widgets."""
        assert self.matter is not None, "a record is shown with what it belongs to"
        return self.matter.pages(record, progress, give)

    def remember_seen(self, record: BundleRecord) -> None:
        """Remember, off the window's thread, that the person has it before the eyes, whether it lies here or came as a file."""
        matter = self.matter
        if matter is not None:
            self.host.write(Task("记下看过的版本", lambda progress: matter.mark_seen(record)))

    def show_record(self, record: BundleRecord) -> None:
        """Show a bundle in its current state."""
        self.panel.setEnabled(True)
        super().show_record(record)
        if not record.bundle.drafting_unit:
            self.state.setText("里面的内容读不出来")

    def show_panel(self, record: BundleRecord, findings: Sequence[Finding]) -> None:
        """Show the buttons that the stage allows, and the grounds for a return."""
        if self.matter is None:
            return
        acts = self.matter.acts(record, findings)
        returns = pick(acts, Act.RETURN).allowed
        self.receive_button.setVisible(pick(acts, Act.RECEIVE).allowed)
        self.accept_button.setVisible(pick(acts, Act.ACCEPT).allowed)
        self.return_box.setVisible(returns)
        self.issue_box.setVisible(pick(acts, Act.ISSUE).allowed)
        self.export_button.setVisible(bool(self.matter.export_name(record)))
        self.away_button.setVisible(self.matter.removable)
        self.readings.setTabVisible(self.notice_tab, returns)
        self.form.show_findings(findings if returns else ())
        if any(finding.rule == DAMAGED for finding in findings):
            self.rail.tell(UNSURE)

    def typed(self) -> tuple[str, ...]:
        """Return what is typed on the panel and not yet carried out, to be put back later by `type_again`."""
        return (self.number.text(), *self.form.typed())

    def type_again(self, texts: tuple[str, ...]) -> None:
        """Put back what `typed` returned."""
        self.number.setText(texts[0] if texts else "")
        self.form.type_again(texts[1:])

    def _set_notice(self) -> None:
        """Set the preview of the notice of return off the window's thread, only while its tab is in sight."""
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
        """On Enter in the list, receive what waits for it; accepting and returning are not on that key, since the grounds must be read first."""
        if self.record is not None and self.record.course.allows(Act.RECEIVE):
            self.receive()

    def receive(self) -> None:
        """Receive the chosen submission (签收)."""
        self._do(lambda matter: matter.receive(), "已签收，请审核")

    def _do(self, act: Callable[[Matter], object], told: str) -> bool:
        matter = self.matter
        return matter is not None and self.act(lambda _: act(matter), told)

    def accept(self) -> None:
        """Accept the chosen submission (受理)."""
        matter = self.matter
        if matter is not None:
            self.act_signed("受理", lambda _, words: matter.accept(words), "已受理", lambda: None)

    def return_bundle(self) -> None:
        """Return the chosen submission (退文) on the ticked grounds, as edited, and the clerk's own."""
        matter, grounds = self.matter, self.attempt(self.form.grounds)
        if grounds is None or matter is None:
            return
        remark = self.form.remark.text()

        def after() -> None:
            self.form.type_again(())
            self.readings.setCurrentIndex(0)

        self.act_signed("退文", lambda _, words: matter.return_(grounds, remark, words), "已退文", after, lambda: self.offer_notice(matter))

    def offer_notice(self, matter: Matter) -> None:
        """Ask where the 退文通知单 is to be saved: now, or once the page is seen again, as behind a locked window nothing is asked."""
        self._to_offer.append(matter)
        self._offer_notices()

    def _offer_notices(self) -> None:
        while self._to_offer and self.isVisible():
            matter = self._to_offer.pop(0)
            target = self.choose_target(str(Path.home() / "退文通知单.docx"), NOTICE_FORMS)
            if target:
                self.attempt(partial(matter.write_notice, Path(target)))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask what waited while the page was hidden, once it is there."""
        super().showEvent(event)
        if self._to_offer:
            QTimer.singleShot(0, self, self._offer_notices)

    def issue(self) -> None:
        """Register that the document was issued (印发), with its number and date."""
        on = kit.picked_day(self.day)
        if self._do(lambda matter: matter.issue(self.number.text(), on), "已登记印发"):
            self.number.clear()

    def put_away(self) -> None:
        """Take a packet out of the list; it can be put back at once, and by handing it in again."""
        matter = self.matter
        if matter is not None and self.succeeds(matter.put_away):
            self.host.tell_done("已移出收文列表，登记里仍然保留", lambda: self._bring_back(matter))
            self.refresh()

    def _bring_back(self, matter: Matter) -> None:
        self.attempt(matter.bring_back)
        self.refresh()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a drag that carries files which can be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
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
                self.choices.select(taken[0].matter)
            if refused:
                self.host.tell_refusal("　".join(refused))
            else:
                self.host.tell_done(_taken_words(taken))

        self.work(work, done, "正在登记报送包", self.refresh)

    def save_original(self, record: BundleRecord | None, slot: Slot) -> None:
        """Ask where, and write a copy of the original in a slot, byte for byte."""
        matter, part = self.matter, part_of(slot, record.bundle.parts) if record is not None else None
        target = self.choose_target(suggested_path(part), "所有文件 (*)") if part is not None else ""
        if part is not None and matter is not None and target:
            self.attempt(lambda: matter.save_original(part.sha256, Path(target)))

    def _choose_export(self) -> None:
        record, matter = self.record, self.matter
        if record is None or matter is None:
            return
        target = self.choose_target(str(Path.home() / matter.export_name(record)), "报送包 (*.zip)")
        if target:
            self.work(lambda progress: matter.export(Path(target)), lambda _: self.host.tell_done(f"已导出到 {target}"), "正在导出报送包")


def _taken_words(taken: Sequence[PacketRegistered]) -> str:
    """Return in words which packets were taken in."""
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
