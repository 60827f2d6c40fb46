"""What is being typed on the bundle page: kept at each pause, saved as a revision when one moves on, put together with what others save."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from zwgk_desk.desk.drafting.writing import Disputed, MergeResult, Saved
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.record import BundleRecord, Standing

from ..background.draft_writer import DraftWriter
from ..background.jobs import Task
from ..look import kit
from ..look.ask_bar import AskBar
from .bundle_context import BundleContext
from .statement_form import StatementForm

KEEP_MS = 500
"""Milliseconds without a key after which what is typed is autosaved."""

LOOK_MS = 5000
"""Milliseconds between two looks whether somebody else has done something with the bundle."""


class StatementContext(BundleContext, Protocol):
    """What the editor needs of the bundle page, beside what every part needs."""

    def isVisible(self) -> bool:
        """Return whether the page is shown."""

    def show_key(self, key: int) -> None:
        """Fetch a bundle and show it."""


class StatementEditor(QObject):
    """The unsaved edits of the bundle page: autosaved at each pause, saved as a revision, merged with what others save.

    Attributes:
        dirty: whether something is typed that no revision has.
        bar: asks which is to stand where two people changed the same thing.
        kept: says that what is typed is kept.
        undo_button, redo_button: a step back, a step forward again.
    """

    def __init__(self, page: StatementContext, form: StatementForm) -> None:
        """Edit on `form`, for the bundle that `page` shows."""
        super().__init__(form)
        self._page, self._form = page, form
        self._base = 0
        self._looking = self._look_wanted = self._polling_stopped = False
        self.dirty = False
        self._draft_writer = DraftWriter(page.office.writing, page.session, page.host.write, page.host.tell_error)
        self.bar = AskBar("dispute")
        self.autosave_note = kit.label("", "quiet", wrap=False)
        self.autosave_note.setObjectName("typed-kept")
        self.undo_button = kit.button("撤销", self.undo, name="undo")
        self.redo_button = kit.button("重做", self.redo, name="redo")
        self._keep = QTimer(self, singleShot=True, interval=KEEP_MS)
        self._keep.timeout.connect(self._keep_typed)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self._look.start()

    def give_keys(self, page: QWidget) -> None:
        """Let the keys for a step back and a step forward act anywhere on the page; a text field that has the keyboard takes them for itself."""
        QShortcut(QKeySequence.StandardKey.Undo, page, self.undo)
        QShortcut(QKeySequence.StandardKey.Redo, page, self.redo)

    @property
    def typed(self) -> Bundle:
        """The bundle with the form's current values in place of the saved ones."""
        record = self._page.record
        assert record is not None, "nothing is typed where no bundle is shown"
        return self._form.edited(record.bundle)

    def changed(self) -> None:
        """React to a key in the form: mark the edits as unsaved, and start the autosave's timer anew."""
        self.dirty = True
        self._keep.start()

    def show_statement(self, record: BundleRecord, editable: bool, keep_typed: bool) -> None:
        """Fill the form from the bundle, with the unsaved edits over it: those of now, or a draft of an earlier day."""
        page, session = self._page, self._page.session
        self.bar.dismiss()
        self._polling_stopped = False
        if keep_typed and self.dirty:
            typed, base = self.typed, self._base
            merged = page.attempt(lambda: page.office.writing.merge_with_current(session, record.key, base, typed))
        else:
            self.dirty, self._base = False, record.revision.number
            gone = self._draft_writer.is_forgetting(record.key)
            merged = page.attempt(lambda: page.office.writing.unsaved(session, record)) if editable and not gone else None
            self.autosave_note.setText("接着显示上次没有存完的改动" if merged is not None else "")
        if merged is None:
            self._form.show_bundle(record.bundle, editable)
        else:
            self._show_met(merged)
        self.show_steps((0, 0), editable)

    def _show_met(self, merged: MergeResult) -> None:
        self._form.show_bundle(merged.bundle, True)
        self.dirty = merged.bundle != merged.record.bundle
        self._base = merged.seen if merged.disputed else merged.record.revision.number
        if merged.disputed:
            self.bar.ask(
                f"{merged.dispute}。用哪一个？没有用的那个也留在以前的版本里，不会丢。",
                ("用我的", "dispute-mine", lambda: self._settle(True, merged.record.revision.number)),
                (f"用{merged.who}的", "dispute-theirs", lambda: self._settle(False, merged.record.revision.number)),
            )

    def _settle(self, mine: bool, shown: int) -> None:
        page, typed, base = self._page, self.typed, self._base
        record = page.record
        if record is not None:
            saved = page.attempt(lambda: page.office.writing.settle(page.session, record.key, base, typed, mine, shown))
            if saved is not None:
                self._draft_writer.forget(record.key)
            page.show_record(saved.record if saved is not None else record, keep_typed=saved is None)

    def show_steps(self, steps: tuple[int, int], editable: bool) -> None:
        """Offer the steps back and forward.

        Args:
            steps: the revisions to which they lead; 0 for none, or while it is not known.
            editable: whether the person may change the bundle.
        """
        back, forward = steps
        for made, there in ((self.undo_button, back), (self.redo_button, forward)):
            made.setVisible(editable)
            made.setEnabled(bool(there) or (made is self.undo_button and self.dirty))
            made.setToolTip(f"{made.text()}，回到第 {there} 版的内容" if there else "")

    def _keep_typed(self) -> None:
        """Autosave the edits off the window's thread: writing to the disk may take its time."""
        page, record = self._page, self._page.record
        if record is None or not self.dirty:
            return
        key = record.key

        def kept() -> None:
            if self.dirty and page.record is not None and page.record.key == key:
                self.autosave_note.setText(f"{datetime.now():%H:%M} 已随手存好")

        self._draft_writer.keep(key, (self._base, self.typed), kept)

    def save(self) -> bool:
        """Save what is typed as a new revision; False where that did not work, or something has to be answered first."""
        page, record = self._page, self._page.record
        if record is None or not self.dirty:
            return True
        if self.bar.asking:
            page.host.tell_refusal("请先在上面选择用哪一个，再接着做；您写的都还在")
            return False
        try:
            saved = page.office.writing.save(page.session, record.key, self._base, self.typed)
        except Disputed as dispute:
            page.show_record(dispute.merged.record, keep_typed=True)
            return False
        except (DeskError, OSError) as error:
            page.host.tell_error(error)
            return False
        self._draft_writer.forget(record.key)
        page.show_record(saved.record)
        self._tell(saved)
        return True

    def _tell(self, saved: Saved) -> None:
        if saved.theirs:
            self._page.host.tell_done(f"已保存；{saved.theirs}，和您的改动合在一起了")

    def discard(self) -> None:
        """Drop what is typed. Where it can be saved it is, and then taken back, so that 重做 brings it again."""
        page, record = self._page, self._page.record
        if record is None:
            return
        key, base, typed = record.key, self._base, self.typed
        self.dirty = False
        self._draft_writer.forget(key)
        try:
            page.show_record(page.office.writing.discard(page.session, key, base, typed))
            page.host.tell_done("已放弃改动；点“重做”可以找回")
        except DeskError:
            page.attempt(lambda: page.office.writing.drop(page.session, key))
            page.show_key(key)
        self._form.setFocus()

    def undo(self) -> None:
        """Undo one step; unsaved edits are the first one."""
        self._step(lambda key, seen: self._page.office.writing.undo(self._page.session, key, seen), "撤销")

    def redo(self) -> None:
        """Redo the step that was undone last."""
        self._step(lambda key, seen: self._page.office.writing.redo(self._page.session, key, seen), "重做")

    def _step(self, act: Callable[[int, int], BundleRecord], told: str) -> None:
        page = self._page
        if not page.editable or not self.save() or page.record is None:
            return
        key, seen = page.record.key, page.record.revision.number
        record = page.attempt(lambda: act(key, seen))
        if record is not None:
            page.show_record(record)
            page.host.tell_done(f"已{told}，现在是第 {record.revision.number} 版；以前各版都留着")

    def _look_again(self) -> None:
        """Look whether somebody else has saved, moved or reviewed the bundle that is shown. Asked for while a look is under way, it is done once
        more after that one, which may have begun before what is to be found. After a failure nothing is looked at until the bundle is shown anew."""
        page, record = self._page, self._page.record
        if self._looking:
            self._look_wanted = True
        if record is None or not page.isVisible() or self._looking or self._polling_stopped:
            return
        self._looking, self._look_wanted = True, False

        def seen(standing: Standing) -> None:
            self._looking = False
            if page.record is record and standing != _standing(record, standing):
                self._catch_up(record)
            elif self._look_wanted:
                self._look_again()

        def failed(error: Exception) -> None:
            self._looking, self._polling_stopped = False, True
            page.host.tell_error(error)

        page.host.watch(Task("看有没有别人的改动", lambda progress: page.office.writing.standing(page.session, record), seen, failed, self._not_seen))

    def _not_seen(self) -> None:
        self._looking = False

    def _catch_up(self, record: BundleRecord) -> None:
        page, session = self._page, self._page.session
        typed, base = self.typed, self._base
        merged = page.attempt(lambda: page.office.writing.merge_with_current(session, record.key, base, typed))
        if merged is None:
            return
        stays = self.dirty and page.office.bundles.can_edit(session, merged.record)
        put_by = self.dirty and not stays
        if put_by:
            page.attempt(lambda: self._draft_writer.keep_now(record.key, (base, typed)))
        page.show_record(merged.record, keep_typed=stays)
        page.host.tell_done(_told(merged, record, put_by))


def _standing(record: BundleRecord, like: Standing) -> Standing:
    """Return the change token of the record that is shown. A record does not hold the moment of its last change, so `like`'s is taken."""
    return replace(like, revision=record.revision.number, stage=record.course.stage, reviews=len(record.reviews))


def _told(merged: MergeResult, before: BundleRecord, kept: bool) -> str:
    now = merged.record
    if now.course.stage is not before.course.stage:
        moved = f"文件包刚到了“{now.course.stage.label}”"
        return f"{moved}；您没有保存的改动留着，能修改时会接着显示" if kept else moved
    if merged.told and not merged.disputed:
        return f"{merged.told}，已显示"
    return "刚有新的审查意见，已显示" if len(now.reviews) > len(before.reviews) else f"{merged.who}刚存了第 {now.revision.number} 版，已显示"
