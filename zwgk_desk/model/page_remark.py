"""批注: a signer's remarks on places of a page."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_QUOTE = 24


@dataclass(frozen=True)
class RemarkAnchor:
    """The place on a page that a remark is about, with the paragraph that stands there.

    Attributes:
        page: the page of the bound PDF, from 1, as the pages are counted on the screen.
        where: the part, as findings name places.
        paragraph: counted as `DocumentTree.paragraphs` counts.
        quote: the paragraph's text as it was.
    """

    page: int
    where: str
    paragraph: int
    quote: str


@dataclass(frozen=True)
class PageRemark:
    """One remark.

    Attributes:
        number: the remark's key in the database.
        revision: the revision that it is about.
        account: its author.
        anchor: the place.
        text: the remark itself.
        sent_at: when the bundle was sent back with it, ISO 8601; empty before.
    """

    number: int
    revision: int
    account: str
    anchor: RemarkAnchor
    text: str
    sent_at: str = ""

    @property
    def words(self) -> str:
        """The remark with its place, as it stands in the reason for sending back."""
        return f"第{self.anchor.page}页“{self.short}”：{self.text}"

    @property
    def short(self) -> str:
        """The beginning of the quoted paragraph."""
        quote = self.anchor.quote
        return quote if len(quote) <= LONGEST_QUOTE else f"{quote[:LONGEST_QUOTE]}…"


def reason_with(reason: str, pinned: tuple[PageRemark, ...]) -> str:
    """Return the reason for sending back: first the one about the whole, then each remark with its place."""
    listed = "；".join(f"{number}. {each.words}" for number, each in enumerate(pinned, start=1))
    return "。".join(piece for piece in (reason.strip().rstrip("。"), f"批注：{listed}" if listed else "") if piece)
