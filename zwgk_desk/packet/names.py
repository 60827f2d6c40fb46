"""The names of files in a packet."""

from __future__ import annotations

from ..model.bundle import Bundle
from ..model.naming.file_names import distinct_names
from ..model.part_document import typeset_name

BOUND = "报送包.pdf"
"""Name of the bound PDF: all parts and forms in one."""


def part_name(bundle: Bundle, place: int) -> str:
    """Return the name of a part, without ending: 政策文稿, 解读材料-1.

    Args:
        bundle: the bundle.
        place: the part's place among the ordered parts.
    """
    part = bundle.ordered_parts[place]
    return typeset_name(part.kind, sum(p.kind is part.kind for p in bundle.ordered_parts[:place]))


def original_names(bundle: Bundle) -> dict[int, str]:
    """Return the path under which each original travels, by its place among the ordered parts: its own name where every system takes it, and no two
    are called alike."""
    return dict(enumerate(distinct_names(part.name for part in bundle.ordered_parts)))
