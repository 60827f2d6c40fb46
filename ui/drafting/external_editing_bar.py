"""On the bundle page: which of its files are open in other programs, and the question where two people changed one of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from zwgk_desk.desk.drafting.external_edit_watch import News
from zwgk_desk.desk.drafting.external_editing import CopyImported
from zwgk_desk.desk.drafting.working_copy import WorkingCopy
from zwgk_desk.model.errors import DeskError, StageError
from zwgk_desk.model.place import Slot
from zwgk_desk.model.record import BundleRecord

from ..look import kit
from ..look.ask_bar import AskBar
from .bundle_context import BundleContext


class ExternalEditingBar(QWidget):
    """Shows a line for each file that is open in another program, and the question where two people changed one; hidden without any."""

    def __init__(self, page: BundleContext) -> None:
        """Build the bar; `page` holds the bundle."""
        super().__init__()
        self._page = page
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.question = AskBar("outside-question")
        self.setLayout(kit.column(self.question, self._lines))
        self._parts = page.host.external_edits
        self._parts.news.connect(self._heard)
        self.hide()

    def open(self, slot: Slot) -> None:
        """Open the part in a slot in another program."""
        page = self._page
        if page.save() and page.record is not None and slot.position is not None:
            record, position = page.record, slot.position
            page.attempt(lambda: self._parts.open(record.key, slot.kind, position))
            self.show_record(record)

    def show_record(self, record: BundleRecord) -> None:
        """Show which of a bundle's files are open in other programs."""
        out = self._parts.copies(record.key)
        kit.clear(self._lines)
        for number, copy in enumerate(out):
            self._lines.addWidget(self._line(copy, number))
        if not out:
            self.question.dismiss()
        self.setVisible(bool(out) or self.question.asking)

    def _line(self, copy: WorkingCopy, number: int) -> QWidget:
        text = kit.label(f"“{copy.name}”正在外面修改：每次存盘都自动收回来，成为新的一版", "quiet")
        text.setObjectName(f"outside-{number}")
        again = kit.button("再打开", lambda: self.open(Slot(copy.kind, copy.position)), "link", f"outside-open-{number}")
        end = kit.button("结束修改", lambda: self._end(copy), "link", f"outside-end-{number}")
        line = kit.row(text, again, end)
        line.setStretch(0, 1)
        return kit.holder(line)

    def _heard(self, news: News) -> None:
        """Show what was imported from another program; where it belongs to a bundle that is not shown, tell of it in the banner."""
        page, name = self._page, news.copy.name
        here = page.record is not None and page.record.key == news.copy.key
        if news.record is not None:
            if here:
                page.show_changed(news.record)
            page.host.tell_done(f"“{name}”存的已收回来，是第 {news.record.revision.number} 版")
        elif news.is_conflict and here:
            self._ask(news.copy, str(news.error))
        elif isinstance(news.error, StageError):
            page.host.tell_refusal(f"{news.error}“{name}”里存的留在本机，文件包能修改时再点“再打开”，会接着收")
        elif news.error is not None:
            page.host.tell_error(news.error)
        if here and page.record is not None:
            self.show_record(page.record)

    def _ask(self, copy: WorkingCopy, words: str) -> None:
        self.question.ask(
            f"{words}没有用的那个也留在以前的版本里，不会丢。",
            (f"用外面改的“{copy.name}”", "outside-mine", lambda: self._settle(copy, True)),
            ("用文件包里的", "outside-theirs", lambda: self._settle(copy, False)),
        )
        self.show()

    def _settle(self, copy: WorkingCopy, outside: bool) -> None:
        page = self._page
        settled: CopyImported | None = page.attempt(lambda: page.office.external_editing.settle(page.session, copy, outside))
        if settled is not None:
            page.show_changed(settled.record)

    def _end(self, copy: WorkingCopy) -> None:
        """End editing a copy: import what was saved last, then remove the copy; ask first where the import is impossible and work would be lost."""
        page = self._page
        if copy.open_elsewhere and not self.question.asking:
            words = f"“{copy.name}”好像还在别的程序里开着。请先在那里存盘、关闭；如果已经关了，就点“结束”。"
            self.question.ask(words, ("结束", "outside-end-anyway", lambda: self._finish(copy, False)), _never_mind())
            self.show()
            return
        self._finish(copy, False)
        if page.record is not None:
            self.show_record(page.record)

    def _finish(self, copy: WorkingCopy, anyway: bool) -> None:
        page, editing = self._page, self._page.office.external_editing
        try:
            taken = editing.take(page.session, copy) if not anyway and copy.stamp is not None else None
            if taken is not None:
                page.show_changed(taken.record)
            editing.end(page.session, taken.copy if taken is not None else copy, anyway)
        except DeskError as error:
            self._ask_to_drop(copy, error)
            return
        page.host.tell_done(f"“{copy.name}”已结束修改")
        if page.record is not None:
            self.show_record(page.record)

    def _ask_to_drop(self, copy: WorkingCopy, error: DeskError) -> None:
        words = f"{error}要丢掉外面这一份里没有收进来的改动吗？"
        self.question.ask(words, ("丢掉", "outside-drop", lambda: self._finish(copy, True)), _never_mind())
        self.show()


def _never_mind() -> tuple[str, str, Callable[[], object]]:
    return "先不", "outside-keep", lambda: None
