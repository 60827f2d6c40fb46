"""What stays together over the end of a page: the rules that the setting into pages and the Word document both go by, so that their pages agree.

A heading goes on with what it heads, a caption with its table or picture, the last lines of the text with the signature (GB/T 9704-2012,
7.3.5.5); and no paragraph leaves a single line behind, or carries one over, as Word's own control of such lines has it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model.document.tree import Block, BlockKind, Item, Picture, Table
from ..recognise import heading_part

FEWEST = 2
"""Lines of a paragraph that stand on a page at least where it is broken."""

CAPTION = re.compile(r"附?[表图圖]\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-—–.．]\d{1,3})*(?:[\s：:.．、][^。；]{0,40}|[^。；，\d]{0,30})")
"""Pattern of a paragraph that is a caption and nothing else: 表1 补贴标准."""

PLAIN_KINDS = (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.NOTE, BlockKind.ADDRESSEE)


def is_whole_heading(block: Item) -> bool:
    """Return whether a paragraph is a heading from its first to its last character."""
    return isinstance(block, Block) and block.kind is BlockKind.HEADING and heading_part(block.text) == block.text


def is_caption(item: Item) -> bool:
    """Return whether a paragraph is the caption of a table or a picture."""
    return isinstance(item, Block) and item.kind is BlockKind.PARAGRAPH and CAPTION.fullmatch(item.text.strip()) is not None


def goes_on_with_next(item: Item, following: Item | None) -> bool:
    """Return whether a page must not end between a paragraph, or a picture, and the item that follows.

    A heading is kept with what it heads; a row of headings of one level heads nothing and may be broken. A caption is kept with what stands
    below it, or, where it stands below a picture, the picture with it. The text is kept with its signature.
    """
    if following is None:
        return False
    if isinstance(following, Block) and following.kind in (BlockKind.SIGNATURE, BlockKind.DATE):
        return not isinstance(item, Block) or item.kind in (*PLAIN_KINDS, BlockKind.ENCLOSURE)
    if isinstance(item, Picture):
        return is_caption(following)
    if is_caption(item):
        return isinstance(following, Table | Picture)
    if isinstance(item, Block) and is_whole_heading(item):
        return not (isinstance(following, Block) and following.kind is BlockKind.HEADING and following.level <= item.level)
    return False


@dataclass(frozen=True)
class Room:
    """The room for a paragraph, in lines.

    Attributes:
        here: lines that are still free on the page.
        at_top: whether nothing stands on the page yet.
    """

    here: int
    at_top: bool


def lines_here(rest: int, room: Room, tail: int = 0) -> int:
    """Return how many of a paragraph's remaining lines go on this page; none where it is to begin on the next one.

    Args:
        rest: the lines that are not yet set.
        room: the room on this page.
        tail: lines that must stand on the page of the paragraph's last line, below it.
    """
    if rest + tail <= room.here:
        return rest
    if rest <= room.here:  # it would fit, but what belongs to its end would not
        wanted = rest - FEWEST
        fallback = rest
    else:
        wanted = min(room.here, rest - FEWEST)
        fallback = room.here
    if wanted >= FEWEST:
        return wanted
    return max(1, fallback) if room.at_top else 0


def first_lines(count: int) -> int:
    """Return how many lines of a paragraph the page must take for it to begin there."""
    return count if count < 2 * FEWEST else FEWEST
