"""What the database tells of a bundle: its saved revisions, its course, its submissions and returns."""

from __future__ import annotations

from dataclasses import dataclass

from .bundle import Bundle
from .course import Course
from .finding import Finding
from .review import ContentState, Review
from .terms import Act, Role


@dataclass(frozen=True)
class Revision:
    """One saved state of a bundle. It is never changed afterwards.

    Attributes:
        number: 1 for the first.
        bundle: the bundle as it stood.
        state: its two digests.
        by: the account that saved it.
        at: the moment, ISO 8601, Beijing time.
    """

    number: int
    bundle: Bundle
    state: ContentState
    by: str
    at: str


@dataclass(frozen=True)
class Submission:
    """报送: one packet that left the department.

    Attributes:
        number: 1 for the first time the bundle was submitted, counted over returns.
        revision: the revision's number.
        packet: the SHA-256 of the packet as it left, kept with the files.
        by: the account that submitted it.
        at: the moment.
    """

    number: int
    revision: int
    packet: str
    by: str
    at: str


@dataclass(frozen=True)
class ReturnNotice:
    """退文通知单: the grounds on which the office returned a submission.

    Attributes:
        number: 1 for the bundle's first return.
        submission: the number of the submission returned.
        grounds: the findings it rests on, with their citations.
        remark: what the clerk added.
        by: the account of the clerk.
        at: the moment.
    """

    number: int
    submission: int
    grounds: tuple[Finding, ...]
    remark: str
    by: str
    at: str


@dataclass(frozen=True)
class Event:
    """One line of a bundle's record: who did what, as what, on which revision."""

    at: str
    act: Act
    by: str
    role: Role | None
    revision: int
    remark: str = ""


@dataclass(frozen=True)
class BundleRecord:
    """Everything about one bundle.

    Attributes:
        key: its identity in the database, never reused.
        course: how far it has come.
        revision: the current revision.
        reviews: every review so far, oldest first.
        submissions: likewise.
        returns: likewise.
        document_number: 文号, once it is issued.
        issued_on: the date of issue, ISO 8601; empty before.
    """

    key: int
    course: Course
    revision: Revision
    reviews: tuple[Review, ...] = ()
    submissions: tuple[Submission, ...] = ()
    returns: tuple[ReturnNotice, ...] = ()
    document_number: str = ""
    issued_on: str = ""

    @property
    def bundle(self) -> Bundle:
        """The bundle as it stands."""
        return self.revision.bundle


@dataclass(frozen=True)
class BundleLine:
    """One line in a list of bundles."""

    key: int
    title: str
    drafting_unit: str
    course: Course
    revision: int
    updated_at: str
    updated_by: str
