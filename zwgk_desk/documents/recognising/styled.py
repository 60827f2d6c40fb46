"""What the heading styles of a Word document or of Markdown say, where they are not used as the standard's four levels are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .raw import RawItem, RawParagraph, bare
from .titles import ABOUT, HEAD, TITLE_END, could_be_title


def styled_levels(items: Sequence[RawItem]) -> Sequence[RawItem]:
    """Return the items with a heading of the first level that stands alone above all others, or says what a document is about, as the title; those
    below one that stands alone are a level up.

    Whoever has no style for titles uses the first heading's. Where any paragraph's style tells its element, the styles are this house's, and
    mean what they say.
    """
    headings = [(place, item) for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.level is not None]
    if len(headings) < 2 or any(isinstance(item, RawParagraph) and item.kind is not None for item in items):
        return items
    (first, title), *others = headings
    if title.level != 1 or first >= HEAD or not could_be_title(title.text) or not any(bare(item) for item in items):
        return items
    if all(item.level is not None and item.level > 1 for _, item in others):
        return [replace(item, level=item.level - 1) if isinstance(item, RawParagraph) and item.level is not None else item for item in items]
    if ABOUT.search(title.text) and TITLE_END.search(title.text):  # the first heading's style for the title and for the headings below it alike
        return [replace(item, level=0) if place == first and isinstance(item, RawParagraph) else item for place, item in enumerate(items)]
    return items
