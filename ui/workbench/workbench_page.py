"""工作台 and 文件包: lists of bundles, one line each, searched and narrowed, fetched as one scrolls."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.finding import Finding, grounds_of
from zwgk_desk.model.naming.bundle_fields import UNTITLED
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleLine, BundleRecord
from zwgk_desk.model.search import FoundLine, ListView
from zwgk_desk.model.terms import IssuingAuthority, PartKind, Role, Stage

from ..background.jobs import Task
from ..look import kit, tokens
from ..shared.bundle_list_model import LINES_AT_A_TIME, TITLE, LinesModel, standing_key
from ..shared.host import Address, Host
from ..shared.page import Page
from .filter_bar import FilterBar
from .line_delegate import LineDelegate, has_hits

MOST_AGAIN = 2_000
"""Lines that are fetched again at most, to keep the person's place, when a list is shown again."""

WIDTHS = {0: 64, 2: 290, 3: 122, 4: 150, 5: 132}
EMPTY = {
    ListView.WAITING: "现在没有等您办理的文件包。",
    ListView.CAME_BACK: "没有退回来的文件包。",
    ListView.DUE: "没有快到期的文件包。期限在文件包页面的右边定。",
    ListView.CHANGED: "昨天以来没有变化。",
    ListView.ALL: "还没有您能看到的文件包。",
}
FIRST = "还没有文件包。把政策文稿拖到这里，或点右上角“新建文件包”，从这里开始。"


class WorkbenchPage(Page):
    """工作台: the lists of what waits, came back, is due or changed, and of everything.

    Attributes:
        TITLE: what the page is called.
        NAME: under which its columns are remembered.
        VIEWS: its lists.
    """

    TITLE, NAME = "工作台", "workbench"
    VIEWS: Sequence[ListView] = tuple(ListView)

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self._name, self._views = self.NAME, tuple(self.VIEWS)
        views, title = self._views, self.TITLE
        self._turn = 0
        self._standing_asked = False
        self.bar = FilterBar(views)
        self.bar.changed.connect(self.reload)
        self.bar.keep.connect(self._keep_filter)
        self.bar.drop.connect(self._drop_filter)
        self.new_button = kit.button("新建文件包", self.start_bundle, "primary", "new-bundle")
        self.import_button = kit.button("从文件夹导入…", self._choose_case, name="import-case")
        self._drafts = host.account.is_a(Role.DRAFTER)
        kit.hide_unless(self._drafts, self.new_button, self.import_button)
        self.setAcceptDrops(self._drafts)
        self.empty = kit.label("", "quiet")
        self.empty.setObjectName("list-empty")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.model = LinesModel(self._fetch_more, date.today)
        self.model.setParent(self)  # it ends with the page, in the window's thread
        self.model.grown.connect(self._look_at_visible)
        self.table = self._make_table()
        head = kit.row(kit.label(title, "title", wrap=False), None, self.import_button, self.new_button)
        layout = kit.column(head, self.bar, self.table, self.empty)
        layout.setStretch(2, 1)
        layout.setStretch(3, 1)
        self.setLayout(layout)
        self.setWindowTitle(title)
        QShortcut(QKeySequence.StandardKey.Find, self, self.bar.search.setFocus)
        QShortcut(QKeySequence.StandardKey.New, self, lambda: self.start_bundle() if self._drafts else None)

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setObjectName("bundles")
        table.setAccessibleName("文件包列表")
        table.setModel(self.model)
        table.setItemDelegate(LineDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(tokens.ROW)
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = table.horizontalHeader()
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in WIDTHS.items():
            table.setColumnWidth(place, width)
        header.restoreState(self.host.window_state.state(f"columns/{self._name}"))
        header.setSectionResizeMode(TITLE, QHeaderView.ResizeMode.Stretch)
        table.activated.connect(lambda index: self.open_row(index.row()))
        table.verticalScrollBar().valueChanged.connect(lambda _: self._look_at_visible())
        return table

    def leave(self) -> bool:
        """Let the page be left once what is open is saved."""
        self.host.window_state.keep_state(f"columns/{self._name}", self.table.horizontalHeader().saveState())
        return True

    def open(self, to: Address) -> None:
        """Fetch the list, the filters that are kept, and how many bundles each list has."""
        self.reload()
        saved = self.attempt(lambda: self.office.searching.filters(self.session)) or ()
        self.bar.show_saved(saved)
        if len(self._views) > 1:
            views = [view for view in self._views if view is not ListView.ALL]
            searching, session = self.office.searching, self.session

            def count(progress: Progress) -> dict[ListView, int]:
                return {view: searching.count(session, view) for view in views}

            self.read("数各个列表", count, self.bar.show_counts)

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.table.setFocus()

    def reload(self) -> None:
        """Fetch the list anew, off the window's thread; what stands there stays until it comes."""
        self._turn += 1
        turn, view, wanted = self._turn, self.bar.view, self.bar.wanted
        again = min(max(LINES_AT_A_TIME, len(self.model.lines)), MOST_AGAIN)
        current = self.model.lines[self.table.currentIndex().row()].line.key if self.table.currentIndex().isValid() else 0
        place = self.table.verticalScrollBar().value()
        self.bar.show_chosen()

        def show(lines: tuple[FoundLine, ...]) -> None:
            if turn == self._turn:
                self._show(lines, more=len(lines) == again, current=current, place=place)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._show_empty(False, str(error))
                self.host.tell_error(error)

        searching, session = self.office.searching, self.session
        self.read("查找", lambda progress: searching.lines(session, view, wanted, limit=again), show, failed, "lines")

    def _show(self, lines: Sequence[FoundLine], more: bool, current: int, place: int) -> None:
        self.table.verticalHeader().setDefaultSectionSize(tokens.TALL_ROW if has_hits(lines) else tokens.ROW)
        self.model.replace(lines, more)
        self._show_empty(bool(lines))
        if lines:
            self.table.selectRow(max(0, self.model.row_of(current)))
            self.table.verticalScrollBar().setValue(place)

    def _show_empty(self, filled: bool, text: str = "") -> None:
        self.table.setVisible(filled)
        self.empty.setVisible(not filled)
        self.empty.setText(text or self._empty_text())

    def _empty_text(self) -> str:
        if self.bar.wanted.words:
            return f"没有找到“{self.bar.wanted.words}”。可以少写几个字，或换个说法；多个词用空格隔开，各处都有才算。"
        if self.bar.wanted.stages is not None:
            return "没有处于这个阶段的文件包。"
        if self._drafts and self.bar.view in (ListView.WAITING, ListView.ALL):
            return FIRST
        return EMPTY[self.bar.view]

    def _fetch_more(self, after: BundleLine | None, limit: int) -> None:
        turn, view, wanted = self._turn, self.bar.view, self.bar.wanted

        def show(lines: tuple[FoundLine, ...]) -> None:
            if turn == self._turn:
                self.model.append(lines, more=len(lines) == limit)

        def failed(error: Exception) -> None:
            self.model.not_fetched()
            self.host.tell_error(error)

        searching, session = self.office.searching, self.session
        self.read("查找", lambda progress: searching.lines(session, view, wanted, after, limit), show, failed, "more")

    def _look_at_visible(self) -> None:
        """Check the bundles in sight for how far they are from being accepted; only for drafters, who can do something about it."""
        if not self._drafts or self._standing_asked or not self.model.lines:
            return
        first = max(0, self.table.rowAt(0))
        last = self.table.rowAt(self.table.viewport().height() - 1)
        rows = range(first, (last if last >= 0 else min(first + 20, len(self.model.lines) - 1)) + 1)
        wanted = [self.model.lines[row].line for row in rows if self.model.lacks_standing(self.model.lines[row].line)]
        own = [line for line in wanted if line.drafting_unit == self.host.account.unit]
        if not own:
            return
        session, office = self.session, self.office

        def look(progress: Progress) -> dict[tuple[int, int, str], str]:
            found = {}
            for line in own:
                progress(0.0, "检查")
                found[standing_key(line)] = _standing(partial(office.checking.check, session, line.key))
            return found

        def show(found: dict[tuple[int, int, str], str]) -> None:
            self._standing_asked = False
            self.model.tell_standing(found)
            self._look_at_visible()

        def failed(_: Exception | None) -> None:
            self._standing_asked = False

        self._standing_asked = True
        self.host.watch(Task("看各件还差几项", look, show, failed, lambda: failed(None)))

    def open_row(self, row: int) -> None:
        """Open a bundle where this person works on it; from a hit, at the part that holds it."""
        if not 0 <= row < len(self.model.lines):
            return
        found = self.model.lines[row]
        stage, key = found.line.course.stage, found.line.key
        for name, stages in (("sign", {Stage.SIGN_OFF}), ("intake", {Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED})):
            if self.host.has_page(name) and stage in stages:
                self.host.go(Address(name, key))
                return
        if found.hits and found.hits[0].place != "bundle.title":
            self.host.go(Address("bundle", key, found.hits[0].place))
        else:
            self.host.go(Address("bundle", key))

    def start_bundle(self) -> None:
        """Create a bundle of the person's own department, and open it."""
        record = self.attempt(lambda: self.office.bundles.create(self.session, self._new_bundle(UNTITLED)))
        if record is not None:
            self.host.go(Address("bundle", record.key))

    def _new_bundle(self, title: str) -> Bundle:
        unit = self.host.account.unit
        return Bundle(title, IssuingAuthority.GOVERNMENT, unit, interpreting_unit=unit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a drag that carries files which can be dropped here."""
        if self._drafts and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.create_from(Path(paths[0]))

    def create_from(self, path: Path) -> None:
        """Create a bundle from a policy's file or a case folder, and open it; its title is the document's own."""
        if path.is_dir():
            self.import_case(str(path))
            return
        office, session, bundle = self.office, self.session, self._new_bundle(path.stem)

        def make(progress: Progress) -> BundleRecord:
            return office.bundles.create_from(session, bundle, PartKind.POLICY, path)

        self.work(make, lambda record: self.host.go(Address("bundle", record.key)), f"放入 {path.name}")

    def _choose_case(self) -> None:
        folder = self.choose_folder()
        if folder:
            self.import_case(folder)

    def import_case(self, folder: str) -> None:
        """Create a bundle from a case folder."""
        self.work(
            lambda progress: self.office.bundles.import_case(self.session, Path(folder)),
            lambda record: self.host.go(Address("bundle", record.key)),
            "正在导入",
        )

    def _keep_filter(self, name: str) -> None:
        if self._filtering(lambda: self.office.searching.keep_filter(self.session, self.bar.current_filter(name))):
            self.bar.stop_naming()

    def _drop_filter(self, name: str) -> None:
        dropped = self.bar.current_filter(name)
        if self._filtering(lambda: self.office.searching.drop_filter(self.session, name)):
            put_back = self.office.searching.keep_filter
            self.host.tell_done(f"筛选“{name}”已删除，文件包没有改动", lambda: self._filtering(lambda: put_back(self.session, dropped)))

    def _filtering(self, act: Callable[[], object]) -> bool:
        done = self.attempt(lambda: (act(), True)[1]) or False
        if done:
            self.bar.show_saved(self.attempt(lambda: self.office.searching.filters(self.session)) or ())
        return done


class BundlesPage(WorkbenchPage):
    """文件包: the page with the list of all bundles, without the lists of what waits."""

    TITLE, NAME = "文件包", "bundles"
    VIEWS = (ListView.ALL,)


def _standing(check: Callable[[], Sequence[Finding]]) -> str:
    """Return in one sentence how far a bundle is from being accepted; empty where that cannot be told."""
    try:
        left = [finding.message for finding in grounds_of(check())]
    except DeskError:
        return ""
    if not left:
        return "齐全，可以往下送"
    return f"还差 {len(left)} 项：{'；'.join(left)}"
