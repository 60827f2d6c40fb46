"""What a rule looks at: the bundle, its reviews, its documents as read, and what the office has decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ..model.bundle import Bundle, Part
from ..model.digest import content_state
from ..model.review import ContentState, Review, latest_by_unit, unit_key
from ..model.settings import OfficeSettings
from ..model.terms import DisclosureAttribute, PartKind, ReviewKind
from ..model.tree import DocumentTree
from .book import RuleBook

PLACES = {
    PartKind.POLICY: "policy",
    PartKind.PLAN: "plan",
    PartKind.MATERIAL: "materials[{}]",
    PartKind.ATTACHMENT: "attachments[{}]",
    PartKind.OPINIONS_ACCOUNT: "opinions_account",
}


@dataclass(frozen=True)
class PartDocument:
    """A part and what came of reading it.

    Attributes:
        part: the part.
        where: its place as findings name it.
        tree: what was read; None where the file is absent or cannot be read.
        fault: why it cannot be read, in Chinese; empty where it can.
        remedy: what to do about that.
    """

    part: Part
    where: str
    tree: DocumentTree | None = None
    fault: str = ""
    remedy: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the file is there and holds no bytes or no text."""
        if not self.part.present or self.fault:
            return False
        return self.part.size == 0 or self.tree is None or not self.tree.text.strip()

    @property
    def has_text(self) -> bool:
        """Whether there is text to look at."""
        return self.part.present and not self.fault and not self.is_empty


def place_of(part: Part, position: int) -> str:
    """The place of a part as findings name it: `policy`, `materials[0]`."""
    return PLACES[part.kind].format(position)


@dataclass(frozen=True)
class Case:
    """One bundle before the rules.

    Attributes:
        bundle: as it stands.
        reviews: all reviews, oldest first.
        documents: one for each part, in the contract's order.
        settings: what the office has decided.
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
        """The digests of the bundle as it stands."""
        return content_state(self.bundle)

    def of_kind(self, kind: PartKind) -> tuple[PartDocument, ...]:
        """The documents of one kind, absent ones too."""
        return tuple(d for d in self.documents if d.part.kind is kind)

    @property
    def attribute(self) -> DisclosureAttribute | None:
        """The declared attribute."""
        return self.bundle.declaration.attribute

    @property
    def is_withheld(self) -> bool:
        """Whether it counts as not disclosed: 不予公开, and 依申请公开 while the office's setting says so."""
        if self.attribute is DisclosureAttribute.ON_REQUEST:
            return self.settings.on_request_is_withheld
        return self.attribute is DisclosureAttribute.WITHHELD

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
        """Of several reviews of one kind by one department the latest, by department."""
        return latest_by_unit(r for r in self.reviews if r.kind is kind)
