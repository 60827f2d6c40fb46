"""What the pages of those who decide have in common: bundles to choose on the left, the whole of one to read, and what to do on the right."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Sequence
from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QSplitter, QTabWidget, QWidget

from zwgk_desk.desk.course.bundle_view import BundleView
from zwgk_desk.desk.course.changes import SinceSeen
from zwgk_desk.desk.course.page_remarks import ChangeOnPages, PageText, on_pages, read_pages
from zwgk_desk.model.bundle import PART_ORDER
from zwgk_desk.model.document.page_place import PageBox
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.part_document import PartDocument
from zwgk_desk.model.place import Area, BundlePlace, Slot
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.model.terms import ReviewKind, Stage

from ..background.jobs import nothing
from ..look import kit
from ..shared.changes_view import RepairsView, SinceView
from ..shared.choice_list import Choice, ChoiceList, choice_of
from ..shared.element_switch import ElementSwitch
from ..shared.findings_rail import BEFORE_SUBMISSION, FindingsRail
from ..shared.history_view import HistoryView
from ..shared.host import Address, Host
from ..shared.page import Page
from ..shared.part_tabs import PartTabs
from ..shared.pdf_view import NOTE, PagesView
from .versioned_parts import VersionedParts

FORMS = {
    Area.DECLARATION: "公开属性声明", Area.BUNDLE: "报送函", ReviewKind.SECRECY: "保密审查表",
    ReviewKind.DISCLOSURE_OFFICE: "政务公开工作机构审查意见", ReviewKind.COUNTERSIGN: "会签单", ReviewKind.SIGNOFF: "审签单",
}  # fmt: skip
"""The forms on which statements and reviews are printed, by what they are about."""


class DecisionPage(Page):
    """A list of the bundles in STAGES, the chosen one to read, and a panel with what can be done; subclasses fill in panel, list and reads."""

    HEADING = ""
    STAGES: Collection[Stage] = ()
    EMPTY = ""
    VERDICTS = BEFORE_SUBMISSION
    SIZES = (240, 590, 360)
    """Widths of list, pages and side in pixels, until the person moves the dividers."""
    NOTE = NOTE
    """The caption above the pages."""
    EARLIER = False
    """Whether earlier revisions can be read: those of the department can, the government office has what was submitted to it."""

    def __init__(self, host: Host) -> None:
        super().__init__(host)
        self.record: BundleRecord | None = None
        self.findings: Sequence[Finding] = ()
        self._shown: Hashable = None
        self._stood: tuple[object, ...] = ()
        self._drafts: dict[Hashable, tuple[str, ...]] = {}
        self._checked = self._paged = False
        self.documents: Sequence[PartDocument] = ()
        self._content = b""
        self._kept_since: dict[tuple[int, int], SinceSeen] = {}
        self._since: SinceSeen | None = None
        self.page_text: PageText | None = None
        self.choices = ChoiceList(self.HEADING)
        self.choices.chosen.connect(self.show_key)
        self.title = kit.label("", "title")
        self.state = kit.label("", "quiet")
        self.parts = PartTabs(PART_ORDER, lambda: "", ElementSwitch(host.window_state, self))
        self.parts.copy.connect(self._copy)
        self.pages = PagesView(self.NOTE)
        self.choices.turned.connect(self.pages.turn)
        self.choices.asked_on.connect(self.pages.next_change)
        self.readings = QTabWidget()
        self.readings.setObjectName("readings")
        self.readings.setAccessibleName("成册或分件")
        self.readings.addTab(self.pages, "成册（审签和报送的页面）")
        self.versions = VersionedParts(self, self.parts) if self.EARLIER else None
        self.readings.addTab(self.versions or self.parts, "分件文字")
        self.rail = FindingsRail(self.VERDICTS)
        self.rail.asked_for.connect(self.open_place)
        self.since, self.repairs = SinceView(), RepairsView()
        self.repairs.asked_for.connect(self.open_place)
        self.since.asked_for.connect(self._lead_on_pages)
        self.history = HistoryView()
        self.panel = self.make_panel()
        self.empty = kit.label(self.EMPTY, "quiet")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.split = QSplitter(Qt.Orientation.Horizontal)
        side = self.lay_side(self.since, self.repairs, kit.card(kit.column(self.rail)), kit.card(kit.column(self.history)))
        side.setMinimumWidth(330)
        middle = kit.column(self.title, self.state, self.readings)
        middle.setStretch(2, 1)
        for widget in (self.choices, kit.holder(middle), side):
            self.split.addWidget(widget)
        self.split.setSizes(list(self.SIZES))
        self.split.setChildrenCollapsible(False)
        layout = kit.column(kit.row(kit.label(self.HEADING, "title", wrap=False), None, *self.make_bar()), self.empty, self.split)
        layout.setStretch(1, 1)  # either `empty` or `split` is shown, so each may take all the height
        layout.setStretch(2, 1)
        self.setLayout(layout)

    def make_bar(self) -> Sequence[QWidget]:
        """Return the widgets that stand at the right of the heading."""
        return ()

    def lay_side(self, since: QWidget, repairs: QWidget, rail: QWidget, history: QWidget) -> QWidget:
        """Return the side at the right, with these widgets and the panel laid out on it."""
        return kit.scrolled(kit.holder(kit.column(since, repairs, rail, self.panel, history, None)))

    def make_panel(self) -> QWidget:
        """Return the panel with what can be done here. Called by __init__: the subclass sets what the panel needs before super().__init__()."""
        raise NotImplementedError

    def show_panel(self, record: BundleRecord, findings: Sequence[Finding]) -> None:
        """Enable on the panel what may be done with this bundle in its current state."""
        raise NotImplementedError

    def typed(self) -> tuple[str, ...]:
        """Return what is typed on the panel and not yet carried out, to be put back later by `type_again`."""
        raise NotImplementedError

    def type_again(self, texts: tuple[str, ...]) -> None:
        """Put back what `typed` returned; empty the fields where that was nothing."""
        raise NotImplementedError

    def open(self, to: Address) -> None:
        """Fetch what the page is about anew, and show it."""
        self.refresh(to.key)

    def refresh(self, key: Hashable | None = None) -> None:
        """Fetch the list anew, and show the bundle that is wanted, else the one that was chosen."""
        choices = self.attempt(self.list_choices) or ()
        self.empty.setVisible(not choices)
        self.split.setVisible(bool(choices))
        if not choices:
            self.put_aside()
            self.host.abort_signature()
        self.choices.show_choices(choices, key)

    def list_choices(self) -> Sequence[Choice]:
        """Return the entries of the list at the left."""
        return [choice_of(line) for line in self.office.searching.bundles(self.session, self.STAGES)]

    def fetch(self, key: Hashable) -> BundleRecord:
        """Load the bundle of an entry in the list."""
        assert isinstance(key, int), "a page whose list has other keys shows them itself"
        return self.office.bundles.open(self.session, key)

    def load_view(self, record: BundleRecord) -> BundleView:
        """Load documents, findings, changes and repairs of a bundle. Runs on a worker thread; must not touch widgets."""
        return self.office.views.load(self.session, record, with_since=True, with_remarks=False)

    def view_loaded(self, found: BundleView) -> None:
        """Show what `load_view` returned, called on the window's thread; subclasses override it for what only they show. Here: nothing more."""

    def pages_of(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        """Return a bundle's pages as PDF; `give` takes the first pages early. Runs on a worker thread; must not touch widgets."""
        return self.office.submissions.pages(self.session, record, progress, give)

    def take_focus(self) -> None:
        """Put the keyboard where work on this page begins."""
        self.choices.setFocus()

    def show_key(self, key: Hashable) -> None:
        """Fetch what was chosen and show it; the key is that of its entry in the list."""
        record = self.attempt(lambda: self.fetch(key))
        if record is not None:
            self.show_record(record)

    def show_record(self, record: BundleRecord) -> None:
        """Show a bundle as it stands; what was typed for another is kept for that one."""
        which = self.id_of(record)
        stands = which, *_stands(record)
        if self._stood != stands:
            self.host.abort_signature()  # what was to be signed is no longer what is shown
        self._stood = stands
        if self.record is None or self._shown != which:
            self.put_aside()
            self.type_again(self._drafts.pop(which, ()))
        self.record, self.findings, self._shown = record, (), which
        self._checked = self._paged = False
        self.documents, self._content, self.page_text = (), b"", None
        self.show_pages_known()
        self.since.show_since(None)
        self.repairs.show_repairs(())
        bundle = record.bundle
        self.title.setText(bundle.title)
        declared = bundle.declaration.attribute
        attribute = declared.label if declared else "未明确公开属性"
        self.state.setText(f"{bundle.issuing_authority.label}　{bundle.drafting_unit}　{attribute}　第 {record.revision.number} 版")
        self.history.show_record(record, (), self.office.accounts.names())
        if self.versions is not None:
            self.versions.show_record(record)
        self.show_panel(record, ())
        self.rail.waiting()
        self._check(record)
        self._set_pages(record)

    def id_of(self, record: BundleRecord) -> Hashable:
        """Return what identifies the bundle, for keeping what was typed about it; subclasses override it where keys alone are not unique."""
        return record.key

    def put_aside(self) -> None:
        """Stop showing the current bundle; what was typed for it is kept until it is shown again."""
        if self.record is not None:
            self._drafts[self._shown] = self.typed()
        self.record = None

    @property
    def ready(self) -> bool:
        """Whether the findings and the pages of the bundle are there to be read, so that one can decide on it."""
        return self._checked and self._paged

    def _shows(self, record: BundleRecord) -> bool:
        """Return whether this very record is still shown; a read that comes back for an earlier one is dropped."""
        return self.record is record

    def _check(self, record: BundleRecord) -> None:
        """Read and check the bundle off the window's thread, then show documents, findings and changes."""

        def show(found: BundleView) -> None:
            if self._shows(record):
                documents, self.findings = found.documents, found.findings
                self.history.show_record(record, found.events, self.office.accounts.names())
                self._checked, self.documents = True, documents
                self._since = self._kept(record, found.since)
                self.since.show_since(self._since)
                self._find_places(record)
                self.repairs.show_repairs(found.repairs)
                self._mark_seen(record)
                if self.versions is not None:
                    self.versions.show_documents(documents)
                else:
                    self.parts.show_documents(documents, editable=False)
                self.rail.show_findings(self.findings)
                self.view_loaded(found)
                self.show_panel(record, self.findings)

        self.read("检查", lambda progress: self.load_view(record), show)

    def _set_pages(self, record: BundleRecord) -> None:
        """Set the bundle's pages off the window's thread; the first ones are shown while the others are still being set."""
        self.pages.show_message("正在排版…")

        def show(content: bytes) -> None:
            if self._shows(record):
                self._paged, self._content = True, content
                self.pages.show_pdf(content)
                self._find_places(record)
                self._mark_seen(record)
                self.show_panel(record, self.findings)

        def failed(error: Exception) -> None:
            if self._shows(record):
                self.pages.show_message(str(error))

        def early(content: bytes) -> None:
            if self._shows(record) and not self._paged:
                self.pages.show_early(content)

        def work(progress: Progress, give: Callable[[bytes], None]) -> bytes:
            return self.pages_of(record, progress, give)

        self.read_growing("排版", work, early, show, failed)

    def _kept(self, record: BundleRecord, since: SinceSeen | None) -> SinceSeen | None:
        """Return the changes as first shown for this revision in this window: by then it counts as seen, and `since` alone would show none.

        So the marks are still there when one comes back after an interruption.
        """
        place = (record.key, record.revision.number)
        if since is None:
            return None
        before = self._kept_since.get(place)
        if before is not None and before.changes and since.revision == record.revision.number:
            return replace(before, reviews=(*before.reviews, *(r for r in since.reviews if r not in before.reviews)))
        self._kept_since[place] = since
        return since

    def _find_places(self, record: BundleRecord) -> None:
        """Find the paragraphs on the pages, off the window's thread, once both are there; then mark what changed."""
        if not self.ready:
            return
        content, documents, since = self._content, self.documents, self._since

        def find(progress: Progress) -> tuple[PageText, tuple[ChangeOnPages, ...]]:
            pages = read_pages(content, record.bundle, documents)
            return pages, on_pages(since.changes if since is not None else (), pages)

        def show(found: tuple[PageText, tuple[ChangeOnPages, ...]]) -> None:
            if self._shows(record):
                self.page_text, printed = found
                self.pages.show_changes([each.boxes for each in printed])
                self.since.show_since(since, printed)
                self.show_pages_known()

        self.read("找改动的位置", find, show)

    def show_pages_known(self) -> None:
        """React to a change of `page_text`, which is None while the places of paragraphs are unknown; subclasses override it. Here: nothing."""

    def _lead_on_pages(self, box: PageBox) -> None:
        self.readings.setCurrentWidget(self.pages)
        self.pages.view.lead_to(box)

    def _mark_seen(self, record: BundleRecord) -> None:
        """Remember that the person has this revision before the eyes, once all of it is there."""
        if self.ready:
            self.remember_seen(record)

    def open_place(self, where: str) -> None:
        """Bring the place that a finding names into view: a part, a form on the pages, or else the history."""
        place = BundlePlace.parse(where)
        slot = place.slot
        if slot is not None:
            self.readings.setCurrentWidget(self.versions or self.parts)
            if self.versions is not None:
                self.versions.show_now()
            self.parts.open_place(slot.kind, slot.position)
        elif not self._open_form(place):
            self.history.setFocus()

    def _open_form(self, place: BundlePlace) -> bool:
        """Scroll to the form on which a statement or a review is printed; return False where the pages have none."""
        text, name = self.page_text, FORMS.get(place.review or place.area, "")
        page = text.section(name) if text is not None else None
        if page is None:
            return False
        self.readings.setCurrentWidget(self.pages)
        self.pages.view.setFocus()
        self.pages.view.pageNavigator().jump(page, QPointF(), 0)
        return True

    def _copy(self, slot: Slot) -> None:
        """Save a copy of a part's file, always of the current revision: of earlier ones only the text is offered here."""
        if self.versions is not None:
            self.versions.show_now()
        self.save_original(self.record, slot)

    def act_signed(
        self, what: str, act: Callable[[BundleRecord, str], object], told: str, after: Callable[[], object], always: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Do something that is signed with the bundle that is shown, tell of it, and fetch the list anew; `always` follows success, and before it
        `after`, unless another bundle is shown by then: what is typed for that one stays."""
        record, which = self.record, self._shown
        if record is None:
            return

        def done(_: object) -> None:
            self.host.tell_done(told)
            if self._shown == which:
                after()
            self._drafts.pop(which, None)
            always()
            self.refresh()

        self.sign(what, record, lambda words, progress: act(record, words), done, self.refresh)

    def act(self, act: Callable[[BundleRecord], object], told: str) -> bool:
        """Call `act` with the shown bundle, show `told`, and fetch the list anew; return whether it succeeded."""
        record = self.record
        if record is None:
            return False
        done = self.attempt(lambda: act(record))
        if done is not None:
            self.host.tell_done(told)
        self.refresh()
        return done is not None


def _stands(record: BundleRecord) -> tuple[object, ...]:
    """Return a token that differs once the bundle was saved, reviewed or moved."""
    return record.revision.number, len(record.reviews), record.course
