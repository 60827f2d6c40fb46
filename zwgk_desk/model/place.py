"""Places in a bundle that a finding, a change, a remark or a hit of the search is about. Findings and files hold a place as text, as in the
command-line contract (`policy`, `materials[1]`, `reviews.secrecy`, `disclosure.attribute`, `bundle.lead_unit`, `bundle`); this module alone writes
and reads that text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from .bundle import SEVERAL
from .terms import PartKind, ReviewKind

PART_WORDS = {
    PartKind.POLICY: "policy",
    PartKind.PLAN: "plan",
    PartKind.MATERIAL: "materials",
    PartKind.ATTACHMENT: "attachments",
    PartKind.OPINIONS_ACCOUNT: "opinions_account",
}
KINDS_BY_WORD = {word: kind for kind, word in PART_WORDS.items()}
REVIEWS_BY_WORD = {kind.value: kind for kind in ReviewKind}
GRAMMAR = re.compile(r"(\w+)(?:\[(0|[1-9]\d*)\])?(?:\.(\w+))?", re.ASCII)


class Area(Enum):
    """The kinds of places; the values of the last three are the prefixes of their texts."""

    PART = "part"
    REVIEW = "reviews"
    DECLARATION = "disclosure"
    BUNDLE = "bundle"


@dataclass(frozen=True)
class Slot:
    """A place for a file: its kind, and its position among those of its kind (None: a new one)."""

    kind: PartKind
    position: int | None


@dataclass(frozen=True)
class BundlePlace:
    """A place in a bundle.

    Attributes:
        area: what kind of thing it is.
        slot: for a part, its kind and its position; no position for a kind of which there is one, or for all parts of a kind.
        review: for a review, which; None for reviews of any kind.
        field: for the declaration and for what else is stated, which field; empty for the whole of it.
    """

    area: Area = Area.BUNDLE
    slot: Slot | None = None
    review: ReviewKind | None = None
    field: str = ""

    @classmethod
    def of_part(cls, kind: PartKind, position: int | None = None) -> BundlePlace:
        """Name the part of a kind, or the one at a position, from 0, among several; without a position all parts of that kind."""
        return cls(Area.PART, Slot(kind, position if kind in SEVERAL else None))

    @classmethod
    def of_review(cls, kind: ReviewKind) -> BundlePlace:
        """Name the reviews of a kind."""
        return cls(Area.REVIEW, review=kind)

    @classmethod
    def parse(cls, text: str) -> BundlePlace:
        """Read a place as findings hold it. A text that is no place is about the bundle as a whole, so that every finding leads somewhere."""
        match = GRAMMAR.fullmatch(text)
        if match is None:
            return WHOLE_BUNDLE
        word, position, field = match[1], match[2], match[3] or ""
        kind = KINDS_BY_WORD.get(word)
        if kind is not None:
            return cls.of_part(kind, int(position) if position else None)
        if word == Area.REVIEW.value:
            return cls(Area.REVIEW, review=REVIEWS_BY_WORD.get(field))
        return cls(Area(word), field=field) if word in (Area.DECLARATION.value, Area.BUNDLE.value) else WHOLE_BUNDLE

    def __str__(self) -> str:
        """Write the place as findings hold it."""
        if self.slot is not None:
            position = "" if self.slot.position is None else f"[{self.slot.position}]"
            return f"{PART_WORDS[self.slot.kind]}{position}"
        field = self.review.value if self.review is not None else self.field
        return f"{self.area.value}.{field}" if field else self.area.value

    @property
    def is_whole_bundle(self) -> bool:
        """Whether it is the bundle as a whole, and nothing in it."""
        return self == WHOLE_BUNDLE

    def meets(self, other: BundlePlace) -> bool:
        """Tell whether a change at one of the two places is about the other: the same kind of file, the same kind of review, or both in the
        declaration, or both in what else is stated; the bundle as a whole meets everything but the reviews, which do not change it."""
        if self.is_whole_bundle or other.is_whole_bundle:
            return Area.REVIEW not in (self.area, other.area)
        kinds = tuple(place.slot.kind if place.slot is not None else place.review for place in (self, other))
        return self.area is other.area and kinds[0] == kinds[1]


WHOLE_BUNDLE = BundlePlace()
"""The bundle as a whole."""
