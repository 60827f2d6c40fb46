"""The input of a rule: the bundle, its reviews, its documents as read, and the office's settings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..model.bundle import Bundle
from ..model.digest import content_state
from ..model.part_document import PartDocument
from ..model.review import ContentState, Review, latest_by_unit, unit_key
from ..model.settings import OfficeSettings
from ..model.terms import DisclosureAttribute, PartKind, ReviewKind
from .book import RuleBook


@dataclass(frozen=True)
class Case:
    """One bundle with everything that rules look at.

    Attributes:
        bundle: the bundle.
        reviews: all reviews, oldest first.
        documents: one for each part, in the contract's order.
        settings: the office's settings.
        book: the data of the rules.
        on: the day of the check; statutory grounds are those in force on it.
    """

    bundle: Bundle
    reviews: tuple[Review, ...]
    documents: tuple[PartDocument, ...]
    settings: OfficeSettings
    book: RuleBook
    on: date

    @cached_property
    def state(self) -> ContentState:
        """The digests of the bundle: reviews of other digests are stale."""
        return content_state(self.bundle)

    def of_kind(self, kind: PartKind) -> tuple[PartDocument, ...]:
        """Return the documents of one kind, absent ones too."""
        return tuple(d for d in self.documents if d.part.kind is kind)

    @property
    def attribute(self) -> DisclosureAttribute | None:
        """The declared attribute."""
        return self.bundle.declaration.attribute

    @property
    def is_withheld(self) -> bool:
        """Whether it counts as not disclosed: 不予公开, and 依申请公开 while the office's setting says so."""
        return self.attribute is not None and self.settings.is_withheld(self.attribute)

    @property
    def is_disclosed(self) -> bool:
        """Whether it is to be disclosed. A bundle without an attribute is neither."""
        return self.attribute is not None and not self.is_withheld

    @property
    def interpretation_due(self) -> bool:
        """Whether plan and materials are due: always, unless the office exempts what is 不予公开."""
        return not (self.attribute is DisclosureAttribute.WITHHELD and self.settings.withheld_exempt_from_interpretation)

    @property
    def responsible_units(self) -> frozenset[str]:
        """The departments whose own bodies review: the drafting and the lead one."""
        return frozenset(unit_key(u) for u in (self.bundle.drafting_unit, self.bundle.lead_unit) if u)

    def latest(self, kind: ReviewKind) -> dict[str, Review]:
        """Return the latest review of a kind by each department, by department."""
        return latest_by_unit(r for r in self.reviews if r.kind is kind)
