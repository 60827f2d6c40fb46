"""A bundle's history as values: its revisions, course, submissions and returns, and the lines of the office's record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Protocol

from .bundle import Bundle
from .course import Course
from .digest import canonical_json, sha256_of
from .finding import Finding
from .review import ContentState, Review
from .terms import Act, OfficeAct, Role, Stage

STANDS = {
    Stage.DRAFTING: "正在起草",
    Stage.INTERNAL_REVIEW: "等待审查",
    Stage.SIGN_OFF: "等待审签或报送",
    Stage.SUBMITTED: "等待政府办公厅签收",
    Stage.INTAKE: "政府办公厅审核中",
    Stage.ACCEPTED: "已受理，等待印发",
    Stage.ISSUED: "已印发",
}


@dataclass(frozen=True)
class Revision:
    """One saved state of a bundle. It is never changed afterwards.

    Attributes:
        number: 1 for the first.
        bundle: the bundle in that state.
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
class Standing:
    """A change token that an open page polls: a different value means that the bundle was saved, moved or reviewed.

    Attributes:
        revision: the number of the current revision.
        stage: its stage.
        updated_at: the moment it was last saved or moved.
        reviews: how many reviews have been given.
    """

    revision: int
    stage: Stage
    updated_at: str
    reviews: int


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
class RecordEntry:
    """A line of the record as the chain holds it: all of it, as plain values.

    Attributes:
        number: its place in the office's record.
        bundle: the bundle; 0 for what concerns the office itself.
        act, by, role, revision, remark, at: as in `Event`.
        subject: whom or what it is done to, where that is no bundle.
        state: what the act left behind in the tables, by which they are held against the record; lines of former versions have none.
    """

    number: int
    bundle: int
    act: str
    by: str
    role: str
    revision: int
    remark: str
    at: str
    subject: str = ""
    state: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the line as it is signed and as packets carry it."""
        value = asdict(self)
        return value if self.state else {name: each for name, each in value.items() if name != "state"}

    def digest_after(self, previous: str) -> str:
        """Return the line's digest: over the digest before it and the line's canonical JSON, so that no earlier line can be changed unnoticed."""
        return sha256_of(f"{previous}\n{canonical_json(self.as_json())}".encode())


@dataclass(frozen=True)
class Link:
    """A line of the record with its place in the chain and its signature.

    Attributes:
        entry: the line.
        previous, digest: the digest of the line before, and its own.
        key: the number of the key that signed it; 0 for none.
        signature: over the digest, by that key.
    """

    entry: RecordEntry
    previous: str
    digest: str
    key: int = 0
    signature: bytes = b""

    @property
    def fits(self) -> bool:
        """Whether its digest is the one computed from the line and the digest before it."""
        return self.digest == self.entry.digest_after(self.previous)


class Pen(Protocol):
    """The open key that signs a person's lines of the record while the person is signed in."""

    @property
    def key(self) -> int:
        """The number of the key."""

    def sign(self, digest: str) -> bytes:
        """Return the signature over a line's digest."""


@dataclass(frozen=True)
class OfficeEvent:
    """One line of the record that is about the office itself: who did what to whom; of a packet, with its number in the register."""

    at: str
    act: OfficeAct
    by: str
    subject: str = ""
    remark: str = ""
    packet: int = 0


@dataclass(frozen=True)
class Sight:
    """The part of the record that a person may see.

    Attributes:
        units: the departments whose bundles may be seen; None for all, empty for none.
        stages: only bundles at these stages; None for all.
        office: whether the lines about the office itself may be seen, too.
    """

    units: tuple[str, ...] | None
    stages: frozenset[Stage] | None
    office: bool


@dataclass(frozen=True)
class RecordWords:
    """The words of a search in the record.

    Attributes:
        text: the words as typed, for titles, remarks and subjects; empty for everything.
        accounts: the accounts of people whose names contain them.
        acts: the acts whose labels contain them.
    """

    text: str = ""
    accounts: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()


@dataclass(frozen=True)
class BundleRecord:
    """Everything about one bundle.

    Attributes:
        key: its identity in the database, never reused.
        course: the stage it has reached.
        revision: the current revision.
        reviews: every review so far, oldest first.
        submissions: likewise.
        returns: likewise.
        document_number: 文号, once it is issued.
        issued_on: the date of issue, ISO 8601; empty before.
        due_on: the day by which it is to be sent, ISO 8601; empty for none. A note for those who work on it, not part of what is signed.
    """

    key: int
    course: Course
    revision: Revision
    reviews: tuple[Review, ...] = ()
    submissions: tuple[Submission, ...] = ()
    returns: tuple[ReturnNotice, ...] = ()
    document_number: str = ""
    issued_on: str = ""
    due_on: str = ""

    @property
    def bundle(self) -> Bundle:
        """The bundle in its current revision."""
        return self.revision.bundle


@dataclass(frozen=True)
class BundleLine:
    """One line in a list of bundles.

    Attributes:
        key, title, drafting_unit, course, revision: as in `BundleRecord`.
        updated_at, updated_by: when it was saved or moved last, and by which account.
        due_on: the day by which it is to be sent, ISO 8601; empty for none.
        return_reason: why it came back, while it has not been sent on since; empty where it did not.
        document_number: 文号, once it is issued.
    """

    key: int
    title: str
    drafting_unit: str
    course: Course
    revision: int
    updated_at: str
    updated_by: str
    due_on: str = ""
    return_reason: str = ""
    document_number: str = ""

    @property
    def stands(self) -> str:
        """The one fact about the bundle that matters most now, in words: for a single column of a list."""
        if self.return_reason:
            return self.return_reason
        if self.course.stage is Stage.DRAFTING and self.course.return_count:
            return f"第 {self.course.return_count} 次退回，请补正后重新报送"
        if self.course.stage is Stage.ISSUED and self.document_number:
            return f"已印发，{self.document_number}"
        return STANDS[self.course.stage]
