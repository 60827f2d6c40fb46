"""The names of files in a packet."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from ..model.bundle import Bundle
from ..model.part_document import typeset_name

BOUND = "报送包.pdf"
"""Name of the bound PDF: all parts and forms in one."""

FORBIDDEN = re.compile(r'[<>:"|?*\x00-\x1f\\]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
LONGEST_NAME = 120


def part_name(bundle: Bundle, place: int) -> str:
    """Return the name of a part, without ending: 政策文稿, 解读材料-1.

    Args:
        bundle: the bundle.
        place: the part's place among the ordered parts.
    """
    part = bundle.ordered_parts[place]
    return typeset_name(part.kind, sum(p.kind is part.kind for p in bundle.ordered_parts[:place]))


def original_names(bundle: Bundle) -> dict[int, str]:
    """Return the name under which each original travels, by its place among the ordered parts: its own, unless two are called alike."""
    names: dict[int, str] = {}
    taken: set[str] = set()
    for place, part in enumerate(bundle.ordered_parts):
        wanted = "/".join(safe_name(piece) for piece in part.name.split("/") if piece not in ("", ".", ".."))
        name, count = wanted, 1
        while name.casefold() in taken:
            count += 1
            path = PurePosixPath(wanted)
            name = str(path.with_name(f"{path.stem}（{count}）{path.suffix}"))
        taken.add(name.casefold())
        names[place] = name
    return names


def safe_name(name: str) -> str:
    """Return a file name that Windows allows too."""
    cleaned = FORBIDDEN.sub("_", name).rstrip(" .") or "_"
    if RESERVED.fullmatch(cleaned):
        cleaned = f"_{cleaned}"
    path = PurePosixPath(cleaned)
    return cleaned if len(cleaned) <= LONGEST_NAME else path.stem[: LONGEST_NAME - len(path.suffix)] + path.suffix
