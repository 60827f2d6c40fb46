"""Reviews, countersignatures and sign-offs: who judged which content, in which role, with which result."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .terms import ReviewKind, ReviewResult, Role


@dataclass(frozen=True)
class Review:
    """One judgement of a bundle.

    Attributes:
        kind: secrecy review, disclosure office's review, countersignature or sign-off.
        unit: the department that the person judged for.
        by: the person's or the body's name.
        result: passed or failed.
        on: the day.
        role: for a sign-off, the role in which it was given; None where the record does not say.
        content: the content digest judged; empty means the content as it stands.
        statement: the statement digest judged (title, authority, units, declaration); empty where the record has none.
        remark: what the reviewer wrote.
        account: the account in the database that gave it; empty for a claim in a case folder.
        revision: the number of the revision judged; 0 for a claim in a case folder.
        at: the moment, ISO 8601, Beijing time; empty for a claim in a case folder.
    """

    kind: ReviewKind
    unit: str
    by: str
    result: ReviewResult
    on: date
    role: Role | None = None
    content: str = ""
    statement: str = ""
    remark: str = ""
    account: str = ""
    revision: int = 0
    at: str = ""

    @property
    def passed(self) -> bool:
        """Whether its result is that the bundle passed."""
        return self.result is ReviewResult.PASSED


@dataclass(frozen=True)
class ContentState:
    """The two digests that a review names: of the files, and of what is stated about them."""

    content: str
    statement: str

    def covered_by(self, review: Review) -> bool:
        """Return whether the review judged exactly this content. A review without a digest is a claim about the content as it stands."""
        return review.content in ("", self.content) and review.statement in ("", self.statement)


def unit_key(name: str) -> str:
    """Return a department's name in the form in which names are compared: without spaces, full-width characters as half-width."""
    return "".join(unicodedata.normalize("NFKC", name).split())


def latest_by_unit(reviews: Iterable[Review]) -> dict[str, Review]:
    """Return the latest review of each department: by moment where known, else by day, and of one day the later in the list."""
    latest: dict[str, Review] = {}
    for review in reviews:
        key = unit_key(review.unit)
        if key not in latest or (review.at or review.on.isoformat()) >= (latest[key].at or latest[key].on.isoformat()):
            latest[key] = review
    return latest
