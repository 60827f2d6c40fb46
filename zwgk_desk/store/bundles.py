"""Bundles with their revisions, reviews, submissions, returns and events."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from peewee import Tuple

from ..model.bundle import Bundle
from ..model.course import Course
from ..model.digest import canonical_json, content_state
from ..model.errors import Conflict, NotFound
from ..model.finding import Finding, finding_from_json
from ..model.record import BundleLine, BundleRecord, Event, Pen, ReturnNotice, Revision, Standing, Submission
from ..model.review import ContentState, Review
from ..model.search import BundleFilter
from ..model.shape import ANYTHING, read_json
from ..model.terms import Act, ReviewKind, ReviewResult, Role, Stage
from . import snapshot
from .bound_tables import Tables
from .kept import as_kept, damaged
from .record import RecordBook
from .search import SearchStore

EVERYTHING = BundleFilter()
SENT = frozenset({Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED, Stage.ISSUED})
"""The stages that a bundle reaches by being submitted."""

CAME_BACK_BY = frozenset({Act.RETURN, Act.SEND_BACK})


class BundleStore:
    """The bundles of one database. Every method that writes is to be called inside the store's transaction."""

    def __init__(self, tables: Tables, book: RecordBook, search: SearchStore) -> None:
        self._t = tables
        self._book = book
        self._search = search

    def create(self, bundle: Bundle, by: str, at: str) -> int:
        """Add a bundle with its first revision; returns its key."""
        key = int(
            self._t.bundle.insert(
                title=bundle.title, drafting_unit=bundle.drafting_unit, stage=str(Stage.DRAFTING), return_count=0, current=1,
                document_number="", issued_on="", updated_at=at, updated_by=by,
            ).execute()
        )  # fmt: skip
        self._add_revision(key, 1, bundle, by, at)
        return key

    def save(self, key: int, seen: int, bundle: Bundle, by: str, at: str) -> int:
        """Add a revision over the one that the person saw; returns its number.

        Raises:
            Conflict: `seen` is no longer the current revision.
        """
        changed = (
            self._t.bundle.update(title=bundle.title, drafting_unit=bundle.drafting_unit, current=seen + 1, updated_at=at, updated_by=by)
            .where(self._t.bundle.id == key, self._t.bundle.current == seen, self._t.bundle.stage == str(Stage.DRAFTING))
            .execute()
        )
        if not changed:
            raise Conflict("这个文件包刚被别人改动或送出，您的改动没有保存到它上面", "请刷新查看新的内容，再做一次您的改动")
        self._add_revision(key, seen + 1, bundle, by, at)
        return seen + 1

    def _add_revision(self, key: int, number: int, bundle: Bundle, by: str, at: str) -> None:
        state = content_state(bundle)
        revision = self._t.revision.insert(
            bundle=key, number=number, snapshot=snapshot.to_text(bundle), content=state.content, statement=state.statement,
            saved_by=by, saved_at=at,
        ).execute()  # fmt: skip
        files = sorted({part.sha256 for part in bundle.parts if part.present})
        if files:
            self._t.revision_file.insert_many([{"revision": revision, "sha256": name} for name in files]).execute()
        self._t.involved_unit.delete().where(self._t.involved_unit.bundle == key).execute()
        units = sorted(bundle.units)
        if units:
            self._t.involved_unit.insert_many([{"bundle": key, "unit": unit} for unit in units]).execute()

    def move(self, key: int, seen: Course, to: Course, event: Event, pen: Pen | None = None, **columns: str) -> None:
        """Move a bundle along its course, and add the event to the record.

        Args:
            key: the bundle.
            seen: the course it must still be on, on the event's revision.
            to: the course afterwards.
            event: the act and its author.
            pen: signs the line of the record.
            columns: `document_number` and `issued_on`, when it is issued.

        Raises:
            Conflict: it has moved or been saved meanwhile.
        """
        reason = event.remark if event.act in CAME_BACK_BY else ""
        changed = (
            self._t.bundle.update(
                stage=str(to.stage), return_count=to.return_count, updated_at=event.at, updated_by=event.by, return_reason=reason, **columns
            )
            .where(
                self._t.bundle.id == key,
                self._t.bundle.stage == str(seen.stage),
                self._t.bundle.return_count == seen.return_count,
                self._t.bundle.current == event.revision,
            )
            .execute()
        )
        if not changed:
            raise Conflict("这个文件包刚被别人办理过，您这一步没有生效", "请刷新查看它现在的阶段")
        self.add_event(key, event, pen)

    def add_event(self, key: int, event: Event, pen: Pen | None = None) -> None:
        """Add a line to the record."""
        self._book.append(event, key, pen)

    def add_review(self, key: int, review: Review) -> None:
        """Add a review of the revision it names."""
        self._t.review.insert(
            bundle=key, revision=review.revision, kind=str(review.kind), unit=review.unit, given_by=review.by, account=review.account,
            role=str(review.role or ""), result=str(review.result), content=review.content, statement=review.statement,
            remark=review.remark, given_at=review.at,
        ).execute()  # fmt: skip

    def add_submission(self, key: int, submission: Submission) -> None:
        """Add a submission; its packet is kept among the files already."""
        self._t.submission.insert(
            bundle=key, number=submission.number, revision=submission.revision, packet=submission.packet,
            submitted_by=submission.by, submitted_at=submission.at,
        ).execute()  # fmt: skip

    def add_return(self, key: int, notice: ReturnNotice) -> None:
        """Add a return with its grounds."""
        self._t.return_notice.insert(
            bundle=key, number=notice.number, submission=notice.submission, remark=notice.remark, returned_by=notice.by,
            grounds=canonical_json([g.as_json() for g in notice.grounds]), returned_at=notice.at,
        ).execute()  # fmt: skip

    def record(self, key: int) -> BundleRecord:
        """Load everything about one bundle.

        Raises:
            NotFound: there is no such bundle.
            StoreError: what is kept of it does not fit together.
        """
        row = self._t.row(self._t.bundle, id=key)
        if row is None:
            raise NotFound("没有这个文件包", "请刷新列表")
        found = BundleRecord(
            key=key,
            course=_course(row),
            revision=self.revision(key, row["current"]),
            reviews=tuple(_review(r) for r in self._rows(self._t.review, key)),
            submissions=tuple(_submission(r) for r in self._rows(self._t.submission, key)),
            returns=tuple(_return(r) for r in self._rows(self._t.return_notice, key)),
            document_number=row["document_number"],
            issued_on=row["issued_on"],
            due_on=row["due_on"],
        )
        if not {notice.submission for notice in found.returns} <= {sent.number for sent in found.submissions}:
            raise damaged("报送")
        if found.course.stage in SENT and not found.submissions:
            raise damaged("报送")
        return found

    def revision(self, key: int, number: int) -> Revision:
        """Return one revision.

        Raises:
            NotFound: there is no such revision.
        """
        row = self._t.row(self._t.revision, bundle=key, number=number)
        if row is None:
            raise NotFound("没有这个版本", "请刷新列表")
        return _revision(row)

    def revisions(self, key: int) -> tuple[Revision, ...]:
        """Return all revisions of a bundle, oldest first."""
        return tuple(_revision(row) for row in self._rows(self._t.revision, key))

    def submitted_as(self, packet: str) -> int | None:
        """Return the bundle that was submitted as a packet, by the packet's SHA-256; None where none was."""
        table = self._t.submission
        row = table.select(table.bundle).where(table.packet == packet).dicts().first()
        return row["bundle"] if row else None

    def savers(self, key: int) -> tuple[tuple[int, str, str], ...]:
        """Return of every revision of a bundle its number, who saved it, and when, in the order of their numbers."""
        table = self._t.revision
        return tuple(table.select(table.number, table.saved_by, table.saved_at).where(table.bundle == key).order_by(table.number).tuples())

    def involved_units(self, key: int) -> frozenset[str]:
        """Return the departments under which a bundle is listed."""
        return frozenset(row["unit"] for row in self._rows(self._t.involved_unit, key))

    def line(self, key: int) -> BundleLine:
        """Return a bundle's line in lists.

        Raises:
            NotFound: there is no such bundle.
        """
        row = self._t.row(self._t.bundle, id=key)
        if row is None:
            raise NotFound("没有这个文件包", "请刷新列表")
        return _line(row)

    def authors(self, key: int) -> frozenset[str]:
        """Return the accounts that ever saved a revision of a bundle."""
        table = self._t.revision
        return frozenset(row[0] for row in table.select(table.saved_by).where(table.bundle == key).distinct().tuples())

    def mark_seen(self, key: int, account: str, revision: int, at: str) -> None:
        """Save which revision a person saw last."""
        table = self._t.seen
        table.delete().where(table.account == account, table.bundle == key).execute()
        table.insert(account=account, bundle=key, revision=revision, seen_at=at).execute()

    def last_seen(self, key: int, account: str) -> tuple[int, str]:
        """Return the revision that a person saw last, and when; 0 where there is none."""
        row = self._t.row(self._t.seen, account=account, bundle=key)
        return (row["revision"], row["seen_at"]) if row else (0, "")

    def keep_draft(self, key: int, account: str, revision: int, bundle: Bundle, at: str) -> None:
        """Save a person's unsaved edits of a revision as a draft, in place of an earlier one."""
        table = self._t.draft
        self.drop_draft(key, account)
        table.insert(account=account, bundle=key, revision=revision, snapshot=snapshot.to_text(bundle), typed_at=at).execute()

    def drop_draft(self, key: int, account: str) -> None:
        """Delete a person's draft."""
        table = self._t.draft
        table.delete().where(table.account == account, table.bundle == key).execute()

    def draft(self, key: int, account: str) -> tuple[int, Bundle] | None:
        """Return the revision that a person's draft edits, and the bundle with the edits; None where there is no draft."""
        row = self._t.row(self._t.draft, account=account, bundle=key)
        with as_kept("草稿"):
            return (row["revision"], snapshot.from_text(row["snapshot"])) if row else None

    def standing(self, key: int) -> Standing:
        """Return the change token of a bundle. It is polled by every open page, so it is the cheapest query about a bundle.

        Raises:
            NotFound: there is no such bundle.
        """
        t = self._t.bundle
        row = t.select(t.current, t.stage, t.updated_at).where(t.id == key).tuples().first()
        if row is None:
            raise NotFound("没有这个文件包", "请刷新列表")
        reviews = self._t.review.select().where(self._t.review.bundle == key).count()
        with as_kept("文件包"):
            return Standing(row[0], Stage(row[1]), row[2], int(reviews))

    def names_file(self, key: int, sha256: str) -> bool:
        """Return whether some revision of the bundle names a file."""
        revision, named = self._t.revision, self._t.revision_file
        query = named.select().join(revision, on=(named.revision == revision.id)).where(revision.bundle == key, named.sha256 == sha256)
        return bool(query.exists())

    def events(self, key: int) -> tuple[Event, ...]:
        """Return the record of a bundle, oldest first."""
        return tuple(_event(row) for row in self._rows(self._t.event, key))

    def keys(self) -> Iterator[int]:
        """Yield the keys of all bundles, oldest first."""
        yield from [row[0] for row in self._t.bundle.select(self._t.bundle.id).order_by(self._t.bundle.id).tuples()]

    def lines(
        self, units: Collection[str] | None = None, wanted: BundleFilter = EVERYTHING, after: BundleLine | None = None, limit: int = 200
    ) -> tuple[BundleLine, ...]:
        """Return a stretch of the list of bundles, last changed first.

        Args:
            units: only bundles that concern one of these departments; None for all.
            wanted: the conditions of the list; its words in the form of `Searchable.plain`.
            after: the line after which to begin; None for the first.
            limit: how many at most.
        """
        t = self._t.bundle
        query = self._narrowed(t.select(), units, wanted)
        if after is not None:
            query = query.where(Tuple(t.updated_at, t.id) < Tuple(after.updated_at, after.key))
        rows = query.order_by(t.updated_at.desc(), t.id.desc()).limit(limit).dicts()
        return tuple(_line(row) for row in rows)

    def count(self, units: Collection[str] | None = None, wanted: BundleFilter = EVERYTHING) -> int:
        """Return how many bundles such a list has in all."""
        return int(self._narrowed(self._t.bundle.select(), units, wanted).count())

    def _narrowed(self, query: Any, units: Collection[str] | None, wanted: BundleFilter) -> Any:
        t = self._t.bundle
        if units is not None:
            involved = self._t.involved_unit
            query = query.where(t.id.in_(involved.select(involved.bundle).where(involved.unit.in_(list(units)))))
        if wanted.stages is not None:
            query = query.where(t.stage.in_([str(stage) for stage in wanted.stages]))
        if wanted.came_back:
            query = query.where(t.return_reason != "")
        if wanted.due_by:
            query = query.where(t.due_on != "", t.due_on <= wanted.due_by, t.stage != str(Stage.ISSUED))
        if wanted.changed_since:
            query = query.where(t.updated_at >= wanted.changed_since)
        for word in wanted.wanted_words:
            query = query.where(t.id.in_(self._search.holding(word)))
        return query

    def set_due(self, key: int, due_on: str) -> None:
        """Save the day by which a bundle is to be sent, ISO 8601; empty for none."""
        self._t.bundle.update(due_on=due_on).where(self._t.bundle.id == key).execute()

    def _rows(self, table: Any, key: int) -> list[dict[str, Any]]:
        return self._t.rows(table, bundle=key)


@as_kept("文件包")
def _course(row: dict[str, Any]) -> Course:
    return Course(Stage(row["stage"]), row["return_count"])


@as_kept("文件包")
def _line(row: dict[str, Any]) -> BundleLine:
    return BundleLine(
        row["id"], row["title"], row["drafting_unit"], _course(row), row["current"], row["updated_at"], row["updated_by"],
        row["due_on"], row["return_reason"], row["document_number"],
    )  # fmt: skip


@as_kept("版本")
def _revision(row: dict[str, Any]) -> Revision:
    state = ContentState(row["content"], row["statement"])
    return Revision(row["number"], snapshot.from_text(row["snapshot"]), state, row["saved_by"], row["saved_at"])


@as_kept("审查")
def _review(row: dict[str, Any]) -> Review:
    review = Review(
        kind=ReviewKind(row["kind"]), unit=row["unit"], by=row["given_by"], result=ReviewResult(row["result"]),
        on=date.fromisoformat(row["given_at"][:10]), content=row["content"], statement=row["statement"], remark=row["remark"],
        account=row["account"], revision=row["revision"], at=row["given_at"],
    )  # fmt: skip
    return replace(review, role=Role(row["role"])) if row["role"] else review


def _submission(row: dict[str, Any]) -> Submission:
    return Submission(row["number"], row["revision"], row["packet"], row["submitted_by"], row["submitted_at"])


@as_kept("退文")
def _return(row: dict[str, Any]) -> ReturnNotice:
    grounds: tuple[Finding, ...] = tuple(finding_from_json(g) for g in read_json(row["grounds"], [ANYTHING]))
    return ReturnNotice(row["number"], row["submission"], grounds, row["remark"], row["returned_by"], row["returned_at"])


@as_kept("办理记录")
def _event(row: dict[str, Any]) -> Event:
    role = Role(row["role"]) if row["role"] else None
    return Event(row["done_at"], Act(row["act"]), row["done_by"], role, row["revision"], row["remark"])
