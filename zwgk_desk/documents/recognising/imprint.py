"""版记 (GB/T 9704-2012, 7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.tree import BlockKind
from .raw import RawItem, bare

COPIES = re.compile(r"抄送[：:]")
PRINTED = re.compile(r"(.{2,40}?)[\s\u3000]+([12１２]\d{3}年\d{1,2}月\d{1,2}日印发)")


def imprint_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise the 版记: the last lines, with 抄送, 印发机关 and 印发日期."""
    found: dict[int, BlockKind] = {}
    for place in range(len(items) - 1, max(-1, len(items) - 4), -1):
        item = items[place]
        if not bare(item):
            break
        if COPIES.match(item.text):
            found[place] = BlockKind.CC
        elif PRINTED.fullmatch(item.text):
            found[place] = BlockKind.PRINTED
        else:
            break
    return found
