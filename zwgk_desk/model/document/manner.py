"""How the paragraphs of a document are to be read: as running text, as cells of a table, as what another text said before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache

from .tree import Block, DocumentTree, Table

OLD = re.compile(r"\s*(?:原|旧|现行|修改前|修订前|废止前|调整前)")
"""Pattern of the heads of columns that show how a text was before, such as those of a 新旧政策对照表."""

QUOTED = re.compile(r"“([^“”]{12,})”")
"""Pattern of a passage that is taken from another text word for word; shorter ones are terms and names."""


class Manner(Enum):
    """How a paragraph is to be read."""

    RUNNING = "running"
    CELL = "cell"
    OLD_TEXT = "old-text"


def manners(tree: DocumentTree) -> tuple[Manner, ...]:
    """Return the manner of every paragraph and cell that is not blank, in the order of `DocumentTree.paragraphs`."""
    return tuple(_manners(tree))


def _manners(tree: DocumentTree) -> Iterator[Manner]:
    for block in tree.blocks:
        if isinstance(block, Table):
            before = {column for column, cell in enumerate(block.rows[0]) if OLD.match(cell)} if block.rows else set()
            for number, row in enumerate(block.rows):
                for column, cell in enumerate(row):
                    if cell.strip():
                        yield Manner.OLD_TEXT if number and column in before else Manner.CELL
        elif isinstance(block, Block) and block.text.strip():
            yield Manner.RUNNING


def is_quoted(text: str, start: int, end: int) -> bool:
    """Return whether a passage of a text lies in what is taken from another text word for word, which is left as it was there."""
    spans = _quoted(text)
    before = bisect_right(spans, (start, len(text)))
    return before > 0 and end <= spans[before - 1][1]


@lru_cache(maxsize=64)
def _quoted(text: str) -> tuple[tuple[int, int], ...]:
    """Return where a text quotes another; a paragraph is asked for each of its remarks, and may have thousands."""
    return tuple(match.span(1) for match in QUOTED.finditer(text))
