"""One bundle on one screen: the policy on the left, its interpretation in the middle, and on the right how far it is from being accepted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QSplitter

from zwgk_desk.desk.course.acts import OfferedAct, next_move, pick
from zwgk_desk.desk.course.bundle_view import BundleView
from zwgk_desk.desk.course.page_remarks import Answered
from zwgk_desk.model.bundle import SEVERAL
from zwgk_desk.model.finding import Finding, grounds_of
from zwgk_desk.model.place import Area, BundlePlace, Slot
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import Act, PartKind, Stage

from ..look import kit
from ..shared.changes_view import RepairsView, SinceView
from ..shared.element_switch import ElementSwitch
from ..shared.findings_rail import FindingsRail
from ..shared.history_view import HistoryView
from ..shared.host import Address, Host
from ..shared.page import Page
from ..shared.part_tabs import PartTabs
from .answered_view import AnsweredView
from .bundle_files import BundleFiles
from .bundle_middle import BundleMiddle
from .due_field import DueField
from .element_corrector import ElementCorrector
from .external_editing_bar import ExternalEditingBar
from .part_remarks_card import PartRemarksCard
from .review_panel import ReviewPanel
from .statement_editor import StatementEditor
from .statement_form import StatementForm

PAUSE_MS = 300
"""Milliseconds without a key after which the bundle is checked with what is typed so far."""


class BundlePage(Page):
    """Shows one bundle whole, lets it be written on, and sends it on its way; its parts stand in files of their own."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.record: BundleRecord | None = None
        self.editable = False
        self._lead = ""
        self.title = kit.label("", "title")
        self.state = kit.label("", "quiet", wrap=False)
        switch = ElementSwitch(host.window_state, self)
        self.policy = PartTabs((PartKind.POLICY,), self.choose_file, switch)
        self.middle, self.corrector = BundleMiddle(self, switch), ElementCorrector(self)
        self.others, self.elements = self.middle.parts, self.middle.elements
        self.rail = FindingsRail()
        self.form = StatementForm(host.office.settings.grounds())
        self.history, self.due = HistoryView(), DueField()
        self.repairs, self.since, self.leaks = RepairsView(), SinceView(), PartRemarksCard("leaks", "公开前请核对：{} 处")
        self.answered = AnsweredView()
        self.broken = PartRemarksCard("broken", "解读与政策文稿不一致：{} 处")
        self.review = ReviewPanel(self)
        self.editor, self.files, self.out = StatementEditor(self, self.form), BundleFiles(self), ExternalEditingBar(self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._check_typed)
        self.editor.give_keys(self)
        self._make_buttons()
        self._connect()
        self._lay_out()

    def _make_buttons(self) -> None:
        self.save_button = kit.button("保存", self.save, name="save")
        self.discard_button = kit.button("放弃改动", self.editor.discard, "danger", "discard")
        self.withdraw_button = kit.button("撤回修改", lambda: self._move(self.office.course.withdraw, "已撤回，可以修改"), name="withdraw")
        self.review_button = kit.button("审读", self._review, name="review")
        self.main_button: QPushButton = kit.button("送内审", self._main_act, "primary", "main-act")
        QShortcut(QKeySequence.StandardKey.Save, self, self.save)

    def _connect(self) -> None:
        for tabs in (self.policy, self.others):
            tabs.put.connect(self.put_files)
            tabs.start.connect(self._start)
            tabs.copy.connect(self._copy)
            tabs.edit.connect(self.out.open)
            tabs.remove.connect(self._remove)
            tabs.chosen.connect(self.corrector.correct)
        self.form.changed.connect(self._changed)
        self.due.chosen.connect(self._set_due)
        self.rail.asked_for.connect(self.open_place)
        self.repairs.asked_for.connect(self.open_place)
        self.answered.asked_for.connect(self._open_remark)
        self.leaks.all_asked_for.connect(self._review)
        self.broken.all_asked_for.connect(self._review)

    def _lay_out(self) -> None:
        bar = kit.row(
            kit.holder(kit.column(self.title, self.state, spacing=0)),
            self.review_button, self.files.notice_button, self.files.preview_button, self.files.export_button,
            self.withdraw_button, self.editor.undo_button, self.editor.redo_button, self.discard_button, self.save_button, self.main_button,
        )  # fmt: skip
        bar.setStretch(0, 1)
        policy = self.discard_button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # it keeps its room while hidden, so that nothing moves when one begins to type
        self.discard_button.setSizePolicy(policy)
        stated = kit.card(kit.column(kit.row(kit.label("声明与基本情况", "section"), None, self.editor.autosave_note), self.due, self.form))
        checked, history = kit.card(kit.column(self.rail)), kit.card(kit.column(self.history))
        side = kit.column(self.repairs, self.answered, checked, self.since, self.broken, self.leaks, self.review, stated, history, None)
        self.side = kit.scrolled(kit.holder(side))
        split = QSplitter(Qt.Orientation.Horizontal)
        for widget in (self.policy, self.middle, self.side):
            split.addWidget(widget)
        split.setSizes([400, 420, 370])
        split.setChildrenCollapsible(False)
        self.side.setMinimumWidth(330)
        layout = kit.column(bar, self.editor.bar, self.out, split)
        layout.setStretch(3, 1)
        self.setLayout(layout)

    def open(self, to: Address) -> None:
        """Show a bundle, and in it the place that the address names; without one, the bundle that was shown last."""
        self._lead = to.where
        if to.key is not None:
            self.show_key(to.key)
        else:
            self.refresh()

    def show_key(self, key: int) -> None:
        """Fetch a bundle and show it."""
        record = self.attempt(lambda: self.office.bundles.open(self.session, key))
        if record is not None:
            self.show_record(record)

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.policy.setFocus()

    def leave(self) -> bool:
        """Let the page be left once what is open is saved."""
        return self.save()

    def refresh(self) -> None:
        """Fetch the bundle anew, unless something is being typed."""
        if self.record is not None and not self.editor.dirty:
            self.show_key(self.record.key)

    def show_changed(self, record: BundleRecord) -> None:
        """Show a record that background work returned; not over another bundle that was opened, and not over what was typed meanwhile."""
        if self.record is not None and self.record.key == record.key:
            self.show_record(record, keep_typed=self.editor.dirty)

    def show_record(self, record: BundleRecord, keep_typed: bool = False) -> None:
        """Show a bundle as it stands; what is typed and not yet saved is dropped unless it is to be kept."""
        before = self.record
        other = before is None or before.key != record.key
        if before is None or _stands(before) != _stands(record):
            self.host.abort_signature()  # a passphrase typed now would sign something other than what is shown
        self.record = record
        self.editable = self.office.bundles.can_edit(self.session, record)
        self.title.setText(record.bundle.title)
        returned = f"　退文 {record.course.return_count} 次" if record.course.return_count else ""
        issued = f"　{record.document_number}" if record.document_number else ""
        self.state.setText(f"{record.course.stage.label}　第 {record.revision.number} 版{returned}{issued}")
        if other:
            self.middle.show_parts()
            self.history.show_record(record, (), self.office.accounts.names())
        self.editor.show_statement(record, self.editable, keep_typed)
        self.middle.show_record(record)
        self.out.show_record(record)
        acts = self.office.course.acts(self.session, record, None)
        self.review.show_acts(record, acts)
        self._show_acts(record, acts)
        self._check(record, judges=any(act.kind is not None and act.offered for act in acts))

    def _show_acts(self, record: BundleRecord, acts: Sequence[OfferedAct]) -> None:
        move = next_move(acts)
        self.main_button.setVisible(move is not None)
        self.main_button.setText(move.act.label if move is not None else "")
        self.main_button.setAccessibleName(self.main_button.text())
        self.main_button.setEnabled(move is not None and move.allowed)
        self.main_button.setToolTip(move.why_not if move is not None else "")
        self.due.show_due(record.due_on, pick(acts, Act.SET_DUE).allowed)
        self.withdraw_button.setVisible(pick(acts, Act.WITHDRAW).offered)
        self.save_button.setVisible(self.editable)
        self._show_dirty()
        self.files.show_record(record)

    def _check(self, record: BundleRecord, judges: bool) -> None:
        """Read and check off the window's thread; what comes back for another bundle or revision is dropped.

        Args:
            record: the bundle as it is shown.
            judges: whether the person is to review it, and is told what changed since the last look.
        """
        self.rail.waiting()

        def load(progress: Progress) -> BundleView:
            return self.office.views.load(self.session, record, judges)

        def show(found: BundleView) -> None:
            if self.record is not None and _stands(self.record) == _stands(record):
                self._show_checked(record, found)
                if judges:
                    self.remember_seen(record)

        self.read("检查", load, show)

    def _show_checked(self, record: BundleRecord, found: BundleView) -> None:
        documents, findings = found.documents, found.findings
        self.history.show_record(record, found.events, self.office.accounts.names())
        self.editor.show_steps(found.steps, self.editable)
        self.since.show_since(found.since)
        self.repairs.show_repairs(found.repairs)
        self.answered.show_answered(found.answered)
        self.leaks.show_leaks(found.leaks)
        self.broken.show_leaks(found.broken)
        self.policy.show_documents(documents, self.editable)
        self.others.show_documents(documents, self.editable, {part.where: [r.place for r in part.remarks] for part in found.broken})
        self.middle.use_policy(self.policy.view_of(PartKind.POLICY))
        self._lead, place = "", self._lead
        self.open_place(place)
        self.rail.show_findings(findings)
        untouched = sum(repair.is_untouched for repair in found.repairs)
        if untouched and not grounds_of(findings) and record.course.stage is Stage.DRAFTING:
            self.rail.tell(f"能否报送：上次退文的理由有 {untouched} 项还没有改动")
        self._show_acts(record, found.acts)
        if self.editor.dirty:
            self._pause.start()  # what is typed was perhaps checked before this came, which is of what is saved

    def open_place(self, where: str) -> None:
        """Bring the place that a finding names into view."""
        place = BundlePlace.parse(where)
        slot = place.slot
        if slot is not None:
            tabs = self.policy if slot.kind is PartKind.POLICY else self.others
            if tabs is self.others:
                self.middle.show_parts()
            tabs.open_place(slot.kind, slot.position)
        elif place.area is Area.REVIEW:
            self.side.ensureWidgetVisible(self.history)
            self.history.setFocus()
        elif place.field:
            self.form.open_place(place.field)

    def _open_remark(self, each: Answered) -> None:
        """Bring the passage that a remark is about into view, and highlight it."""
        where = each.remark.anchor.where
        self.open_place(where)
        slot = BundlePlace.parse(where).slot
        if slot is not None and each.place is not None:
            tabs = self.policy if slot.kind is PartKind.POLICY else self.others
            tabs.light(slot, each.place)

    def _changed(self) -> None:
        if self.editable:
            self.editor.changed()
            self._show_dirty()
            self._pause.start()

    def _set_due(self, due_on: date | None) -> None:
        """Save another due day at once; it is a note, so it makes no revision and touches nothing that is typed."""
        record = self.record
        if record is None:
            return
        noted = self.attempt(lambda: self.office.bundles.set_due(self.session, record.key, due_on))
        if noted is not None:
            self.record = replace(record, due_on=noted.due_on)
        else:
            self.due.show_due(record.due_on, True)

    def _show_dirty(self) -> None:
        dirty = self.editor.dirty
        self.save_button.setEnabled(dirty)
        self.discard_button.setVisible(dirty)
        if dirty:
            self.editor.undo_button.setEnabled(True)

    def _check_typed(self) -> None:
        """Check the bundle with what is being typed, as if it had been saved."""
        record = self.record
        if record is None or not self.editor.dirty:
            return
        typed = self.form.edited(record.bundle)

        def show(findings: tuple[Finding, ...]) -> None:
            if self.editor.dirty and self.record is record and self.form.edited(record.bundle) == typed:
                self.rail.show_findings(findings)

        self.read("检查", lambda progress: self.office.checking.check_draft(self.session, record.key, typed), show, slot="typed")

    def save(self) -> bool:
        """Save what is typed as a new revision; False where that did not work."""
        return self.editor.save()

    def put_files(self, slot: Slot, paths: list[str]) -> None:
        """Put files into a slot, each as a new revision; a slot for one file takes one."""
        if len(paths) > 1 and slot.kind not in SEVERAL:
            self.host.tell_refusal(f"{slot.kind.label}只能有一个文件，请一次放入一个；文件包没有改动")
            return
        if not self.save() or self.record is None:
            return
        key, shown = self.record.key, self.record.revision.number

        def put(progress: Progress) -> BundleRecord:
            record, seen = None, self.office.writing.seen_now(self.session, key, shown, slot.kind)
            for count, path in enumerate(paths):
                progress(count / len(paths), f"放入 {Path(path).name}")
                number, position = (record.revision.number, None) if record else (seen, slot.position)
                record = self.office.bundles.put_file(self.session, key, number, slot.kind, Path(path), position)
            return record or self.office.bundles.open(self.session, key)

        self.work(put, self.show_changed, "正在放入文件", self._catch_up)

    def _catch_up(self) -> None:
        """Fetch the bundle again after work that failed or was cancelled midway: part of it may have been saved."""
        record = self.record
        if record is not None:
            current = self.attempt(lambda: self.office.bundles.open(self.session, record.key))
            if current is not None and current.revision.number != record.revision.number:
                self.show_changed(current)

    def _start(self, slot: Slot, template: str) -> None:
        self._change(slot, lambda key, seen: self.office.bundles.start_from_template(self.session, key, seen, slot.kind, template))

    def _remove(self, slot: Slot) -> None:
        if slot.position is not None:
            position = slot.position
            if self._change(slot, lambda key, seen: self.office.bundles.remove_part(self.session, key, seen, slot.kind, position)):
                self.host.tell_done("已移除；以前的版本里仍然保留")

    def _change(self, slot: Slot, act: Callable[[int, int], BundleRecord]) -> bool:
        if not self.save() or self.record is None:
            return False
        key, seen = self.record.key, self.record.revision.number
        changed = self.attempt(lambda: act(key, self.office.writing.seen_now(self.session, key, seen, slot.kind)))
        if changed is not None:
            self.show_record(changed)
        return changed is not None

    def _copy(self, slot: Slot) -> None:
        self.save_original(self.record, slot)

    def _main_act(self) -> None:
        """Do the act of the page's one main button at this stage: send to review, send to sign-off, or submit."""
        if not self.save() or self.record is None:
            return
        stage = self.record.course.stage
        if stage is Stage.DRAFTING:
            self._move(self.office.course.send_to_review, "已送内审")
        elif stage is Stage.INTERNAL_REVIEW:
            self._move(self.office.course.send_to_sign_off, "已送审签")
        elif stage is Stage.SIGN_OFF:
            self.submit()

    def _move(self, act: Callable[..., BundleRecord], told: str) -> None:
        record = self.record
        if record is None:
            return
        moved = self.attempt(lambda: act(self.session, record.key, record.revision.number))
        if moved is not None:
            self.show_record(moved)
            self.host.tell_done(told)
        else:
            self.refresh()

    def submit(self) -> None:
        """Submit the bundle (报送); the packet is made off the window's thread."""
        record = self.record
        if record is None:
            return

        def done(moved: BundleRecord) -> None:
            self.show_changed(moved)
            self.host.tell_done(f"第 {len(moved.submissions)} 次报送完成，可以导出报送包")

        key, seen = record.key, record.revision.number
        self.sign("报送", record, lambda words, progress: self.office.submissions.submit(self.session, key, seen, progress, words), done)

    def _review(self) -> None:
        if self.record is not None:
            self.host.go(Address("review", self.record.key))


def _stands(record: BundleRecord) -> tuple[object, ...]:
    """Return a token that differs for another bundle, and once this one was saved, reviewed or moved."""
    return record.key, record.revision.number, len(record.reviews), record.course
