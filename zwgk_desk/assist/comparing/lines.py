"""Reads a table as lines of text where the other version has it so: a PDF's page tells nothing of its tables."""

from __future__ import annotations

from dataclasses import replace

from ...model.document.tree import Block, BlockKind, DocumentTree, Item, Table
from ..text.closing import bare
from ..text.provisions import row_text
from .figures import masked

MOSTLY = 0.5
"""Share of a table's rows (0 to 1) that must stand in the other version as lines."""


def read_alike(old: DocumentTree, new: DocumentTree) -> tuple[DocumentTree, DocumentTree]:
    """Return two versions, with those tables as lines that the other one has as lines."""
    return _like(old, new), _like(new, old)


def _like(tree: DocumentTree, other: DocumentTree) -> DocumentTree:
    tables = any(isinstance(block, Table) for block in tree.blocks)
    if not tables or any(isinstance(block, Table) for block in other.blocks):
        return tree
    lines = {_words(text) for text in other.paragraphs()}
    blocks: list[Item] = []
    for block in tree.blocks:
        rows = [text for cells in block.rows if (text := row_text(cells))] if isinstance(block, Table) else []
        if rows and sum(_words(text) in lines for text in rows) >= MOSTLY * len(rows):
            blocks += [Block(BlockKind.PARAGRAPH, text) for text in rows]
        else:
            blocks.append(block)
    return replace(tree, blocks=tuple(blocks))


def _words(text: str) -> str:
    return masked(bare(text))
