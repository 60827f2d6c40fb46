"""Places on the pages of a bound PDF."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PageBox:
    """A rectangle on a page, in points from its upper left corner; `page` is counted from 0."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class PagePlace:
    """A paragraph of a part that stands on a page.

    Attributes:
        page: counted from 0.
        where: the part, as findings name places.
        paragraph: counted as `DocumentTree.paragraphs` counts.
    """

    page: int
    where: str
    paragraph: int
