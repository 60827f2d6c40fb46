"""Everything that a page shows of one bundle, loaded from one record of it, so that findings, passages and buttons are of one revision."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.finding import Finding
from ...model.part_document import PartDocument
from ...model.record import BundleRecord, Event
from ..common.core import DeskCore, Session
from ..drafting.bundle_review import BundleReview, PartRemarks
from ..drafting.bundles import Bundles
from ..drafting.writing import Writing
from .acts import OfferedAct
from .changes import Changes, Repair, SinceSeen
from .examiner import Examiner
from .page_remarks import Answered, PageRemarks
from .review_and_signoff import CourseDesk


@dataclass(frozen=True)
class BundleView:
    """One revision of a bundle as one person sees it.

    Attributes:
        documents: its parts as read.
        findings: the rules' findings.
        since: the changes since the person last saw it; None where they were not asked for.
        repairs: the state of each ground of the last return.
        leaks: the passages of its parts that must not be published.
        broken: the passages of the interpretation that contradict the policy.
        answered: the remarks of the last sending back, each with whether its passage was changed.
        lines: the result of verifying its packet, in words.
        events: its record up to this revision, oldest first.
        steps: the revisions to which 撤销 and 重做 lead; 0 for none.
        acts: every act, with whether it may be done now and why not.
    """

    documents: tuple[PartDocument, ...]
    findings: tuple[Finding, ...]
    since: SinceSeen | None
    repairs: tuple[Repair, ...]
    leaks: tuple[PartRemarks, ...] = ()
    broken: tuple[PartRemarks, ...] = ()
    answered: tuple[Answered, ...] = ()
    lines: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    steps: tuple[int, int] = (0, 0)
    acts: tuple[OfferedAct, ...] = ()


@dataclass(frozen=True)
class ViewSources:
    """The use cases that a view is loaded from.

    Attributes:
        bundles, examiner, course, changes, review, page_remarks, writing: those of the office, by what they are about.
    """

    bundles: Bundles
    examiner: Examiner
    course: CourseDesk
    changes: Changes
    review: BundleReview
    page_remarks: PageRemarks
    writing: Writing


class BundleViews:
    """Makes views of bundles. May be used from several threads."""

    def __init__(self, core: DeskCore, sources: ViewSources) -> None:
        self._core = core
        self._sources = sources

    def load(self, session: Session, record: BundleRecord, with_since: bool, with_remarks: bool = True) -> BundleView:
        """Read and check a bundle as it stood when its record was loaded; what somebody saves meanwhile is not mixed in.

        Args:
            session: the session of the person who looks.
            record: the bundle, as `Bundles.open` gave it.
            with_since: whether to load the changes since the person last saw it.
            with_remarks: whether to search the texts for what must not be published, contradictions of the policy, and the passages of remarks.

        Raises:
            NotFound: the bundle is not for this person.
        """
        account, given = self._core.account(session), self._sources
        self._core.require_sight(account, record)
        checked = given.examiner.check(record)
        documents, findings = checked.documents, checked.findings
        return BundleView(
            documents,
            findings,
            given.changes.since_seen(account.name, record) if with_since else None,
            given.changes.repairs(record, findings),
            given.review.leaking(documents) if with_remarks else (),
            given.review.contradicted(documents) if with_remarks else (),
            given.page_remarks.answered(record, documents) if with_remarks else (),
            events=given.bundles.events(session, record),
            steps=given.writing.steps(session, record),
            acts=given.course.acts(session, record, findings),
        )
