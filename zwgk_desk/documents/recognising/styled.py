"""What the heading styles of a Word document or of Markdown say, where they are not used as the standard's four levels are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .raw import RawItem, RawParagraph, bare
from .titles import HEAD, could_be_title


def styled_levels(items: Sequence[RawItem]) -> Sequence[RawItem]:
    """Return the items with a heading of the first level that stands alone above all others as the title, and the others a level up.

    Whoever has no style for titles uses the first heading's. Where any paragraph's style tells its element, the styles are this house's, and
    mean what they say.
    """
    headings = [(place, item) for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.level is not None]
    if len(headings) < 2 or any(isinstance(item, RawParagraph) and item.kind is not None for item in items):
        return items
    (first, title), *others = headings
    alone = title.level == 1 and all(item.level is not None and item.level > 1 for _, item in others)
    if not alone or first >= HEAD or not could_be_title(title.text) or not any(bare(item) for item in items):
        return items
    return [replace(item, level=item.level - 1) if isinstance(item, RawParagraph) and item.level is not None else item for item in items]
