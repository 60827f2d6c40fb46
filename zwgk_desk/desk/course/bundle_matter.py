"""A submitted bundle of this office as a matter for the government office's clerk."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ...model.errors import Conflict, InputError, NotFound
from ...model.finding import Finding, grounds_of
from ...model.progress import Progress
from ...model.record import BundleLine, BundleRecord
from ...model.registered_packet import Judged, MatterId, Origin
from ...packet.verification import Verification
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from ..drafting.bundles import Bundles
from .acts import OfferedAct
from .bundle_view import BundleView, BundleViews
from .changes import Changes, mended_words
from .examiner import Examiner
from .intake import Intake
from .packet_reading import signature_words
from .review_and_signoff import CourseDesk
from .submission import Submissions


@dataclass(frozen=True)
class BundleServices:
    """The use cases of bundles that lie in this office.

    Attributes:
        bundles, examiner, changes, views, submissions, intake, course: those of the office, by what they are about.
    """

    bundles: Bundles
    examiner: Examiner
    changes: Changes
    views: BundleViews
    submissions: Submissions
    intake: Intake
    course: CourseDesk


class BundleMatter:
    """A bundle that was submitted in this office; implements `Matter`."""

    known: Judged | None = None
    removable = False
    loads_at_once = True
    at_word = ""

    def __init__(self, core: DeskCore, services: BundleServices, session: Session, line: BundleLine) -> None:
        self._core, self._services, self._session, self._key = core, services, session, line.key
        self.id = MatterId(Origin.HERE, line.key)
        self.title, self.unit = line.title, line.drafting_unit
        self.submission = line.course.return_count + 1
        self.stands, self.at, self.stamp = line.stands, line.updated_at, line.updated_at

    def export_name(self, record: BundleRecord) -> str:
        """Propose the packet's file name."""
        return self._services.submissions.packet_name(record)

    def record(self) -> BundleRecord:
        """Load the bundle."""
        return self._services.bundles.open(self._session, self._key)

    def load_view(self, record: BundleRecord) -> BundleView:
        """Check the bundle, and verify the packet that left, just as one that came as a file."""
        view = self._services.views.load(self._session, record, with_since=True, with_remarks=False)
        return replace(view, lines=tuple(self._verified(record).lines()))

    def pages(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        """Fetch the bound PDF that left."""
        return self._services.submissions.pages(self._session, record, progress, give)

    def judge(self) -> Judged:
        """Judge the packet that left, and what was repaired since the last return."""
        record = self.record()
        found, findings = self._verified(record), self._services.examiner.check(record).findings
        repairs = self._services.changes.repairs(record, findings)
        return Judged(grounds_of(findings), found.problems, signature_words(found), mended_words(repairs))

    def _verified(self, record: BundleRecord) -> Verification:
        self._core.allow(self._session, UseCase.TAKE_IN)
        if not record.submissions:
            raise NotFound("这个文件包还没有报送过", "请刷新")
        return self._services.examiner.verify_content(self._core.store.files.get(record.submissions[-1].packet), "报送包.zip")

    def acts(self, record: BundleRecord, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List what may be done with the bundle."""
        return self._services.course.acts(self._session, record, findings)

    def mark_seen(self, record: BundleRecord) -> None:
        """Remember that the clerk has seen this revision."""
        self._services.changes.mark_seen(self._session, record.key, record.revision.number)

    def receive(self) -> BundleRecord:
        """Receive it (签收): 报送 → 收文审核."""
        self._require_same()
        return self._services.intake.receive(self._session, self._key)

    def accept(self, passphrase: str, remark: str = "") -> BundleRecord:
        """Accept and sign it: 收文审核 → 受理."""
        self._require_same()
        return self._services.intake.accept(self._session, self._key, remark, passphrase)

    def return_(self, grounds: Sequence[Finding], remark: str, passphrase: str) -> BundleRecord:
        """Return it with its grounds, signed (退文): 收文审核 → 拟稿."""
        self._require_same()
        return self._services.intake.return_bundle(self._session, self._key, grounds, remark, passphrase)

    def issue(self, document_number: str, on: date) -> BundleRecord:
        """Register its issue: 受理 → 印发."""
        self._require_same()
        return self._services.intake.issue(self._session, self._key, document_number, on)

    def _require_same(self) -> None:
        """Refuse to decide on a submission that the clerk has not seen: returned by somebody else meanwhile, and submitted again.

        Raises:
            Conflict: it is another one by now.
        """
        if self.record().course.return_count + 1 != self.submission:
            raise Conflict("文件包刚被退过文，又重新报送了，您这一步没有生效", "请刷新，看过新的内容后再办理")

    def put_away(self) -> None:
        """Refuse: what was submitted here leaves the list when it is decided."""
        raise InputError("在本系统里报送的不能移出列表", "请受理或退文")

    def bring_back(self) -> None:
        """Refuse: it was never taken out."""
        self.put_away()

    def save_original(self, sha256: str, target: Path) -> None:
        """Write one of the bundle's files to the disk."""
        self._services.bundles.save_copy(self._session, self._key, sha256, target)

    def write_notice(self, target: Path) -> None:
        """Write the notice of the last return to the disk."""
        self._services.intake.write_notice(self._session, self._key, target)

    def export(self, target: Path) -> None:
        """Write the packet of the last submission to the disk."""
        self._services.submissions.export(self._session, self._key, target)
