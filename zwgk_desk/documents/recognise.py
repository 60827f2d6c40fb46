"""Recognises the elements of an official document in bare paragraphs (GB/T 9704-2012, 7.3): title, number, addressee, headings of four
levels, signature, note. The readers give what the file says of a paragraph (a style); where it says nothing, the text decides: a module of
`recognising/` for each element."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..model.document.tree import Block, BlockKind, DocumentTree, Item
from .recognising.attachments import enclosure_kinds
from .recognising.closing import duty_of, note_kinds, parted_closing
from .recognising.head import find_heads
from .recognising.headings import heading_levels
from .recognising.imprint import PRINTED, imprint_kinds
from .recognising.masthead import BETWEEN_NAMES, DOCUMENT, masthead_kinds
from .recognising.numbering import HEADINGS, heading_level, heading_part
from .recognising.raw import RawItem, RawParagraph, cleaned
from .recognising.styled import styled_levels

__all__ = [
    "BETWEEN_NAMES", "HEADINGS", "PRINTED", "RawItem", "RawParagraph", "duty_of", "guessed_head", "heading_level", "heading_part", "misread",
    "recognise",
]  # fmt: skip

LONGEST_HEAD_CELL = 15
"""Characters of a cell of a table's head, at most."""


def recognise(items: Sequence[RawItem]) -> DocumentTree:
    """Return the document tree of these paragraphs, tables and pictures. Blank paragraphs are dropped, and nothing else is. Each line of a title
    stays a paragraph of its own, as it stands in the file; `DocumentTree.title` joins them."""
    return DocumentTree(tuple(_one_mark(_blocks(_lines(items)))))


def _lines(items: Sequence[RawItem]) -> list[RawItem]:
    """Return the items without blanks around their texts, each element of the document in a line of its own."""
    return parted_closing([item for raw in items for item in cleaned(raw)], _frame)


def _frame(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Return the places of 版记, 附件 and 附注."""
    return {**imprint_kinds(items), **enclosure_kinds(items), **note_kinds(items)}


def _one_mark(blocks: list[Item]) -> list[Item]:
    """Return the blocks with a 发文机关标志 over several lines, as joint orders have it, as one."""
    marks = [block for block in blocks if isinstance(block, Block) and block.kind is BlockKind.ISSUER_NAME_MARK]
    first = blocks.index(marks[0]) if marks else 0
    if len(marks) < 2 or blocks[first : first + len(marks)] != marks:
        return blocks
    names = sorted((block.text for block in marks), key=lambda name: name == DOCUMENT)  # 文件 stands beside the names, and is read last
    mark = Block(BlockKind.ISSUER_NAME_MARK, "\u3000".join(names))
    return [*blocks[:first], mark, *blocks[first + len(marks) :]]


def misread(tree: DocumentTree) -> frozenset[int]:
    """Return the places of the paragraphs of 正文 that would be recognised as something else by their text alone; writers mark these by a style."""
    plain = frozenset(n for n, block in enumerate(tree.blocks) if isinstance(block, Block) and block.kind is BlockKind.PARAGRAPH)
    found: frozenset[int] = frozenset()
    for _ in range(2):
        told = [_raw(block, told=n not in plain or n in found) for n, block in enumerate(tree.blocks)]
        read = _blocks(_lines(told))
        if len(read) != len(tree.blocks):
            return plain
        wrong = frozenset(n for n, (one, other) in enumerate(zip(read, tree.blocks, strict=True)) if one != other)
        if not wrong:
            return found
        found |= wrong & plain
    return plain


def _raw(item: Item, told: bool) -> RawItem:
    if not isinstance(item, Block):
        return item
    if item.kind is BlockKind.HEADING or item.kind is BlockKind.TITLE:
        return RawParagraph(item.text, item.level, None, item.struck)
    return RawParagraph(item.text, None, item.kind if told else None, item.struck)


def _blocks(items: Sequence[RawItem]) -> list[Item]:
    """Return a block for each item."""
    items = styled_levels(items)
    kinds = _kinds(items)
    levels = heading_levels(items, kinds)
    return [_struck(_block(item, kinds.get(place), levels.get(place, 0)), item) for place, item in enumerate(items)]


def _struck(made: Item, item: RawItem) -> Item:
    """Return a block with the stretches that are struck through in its paragraph."""
    return replace(made, struck=item.struck) if isinstance(made, Block) and isinstance(item, RawParagraph) and item.struck else made


def _kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Return the element of each item that has one: by its style, or by its text and its place among the others."""
    told = {place: item.kind for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.kind is not None}
    masthead = masthead_kinds(items)
    known: dict[int, BlockKind] = {}
    for found in (imprint_kinds(items), enclosure_kinds(items), masthead, note_kinds(items), told):
        known.update(found)
    return find_heads(items, known, len(masthead))


def _block(item: RawItem, kind: BlockKind | None, level: int) -> Item:
    if not isinstance(item, RawParagraph):
        return item
    if kind is None:
        return _by_level(item, level if item.level is None else item.level)
    if kind is BlockKind.ISSUER_NAME_MARK:
        return Block(kind, BETWEEN_NAMES.sub("\u3000", item.text))
    printed = PRINTED.fullmatch(item.text) if kind is BlockKind.PRINTED else None
    return Block(kind, f"{printed[1]}\u3000{printed[2]}" if printed else item.text)


def _by_level(item: RawParagraph, level: int) -> Block:
    if item.level == 0:
        return Block(BlockKind.TITLE, item.text)
    return Block(BlockKind.HEADING, item.text, min(level, 4)) if level else Block(BlockKind.PARAGRAPH, item.text)


def guessed_head(rows: Sequence[Sequence[str]]) -> int:
    """Guess how many first rows of a table are its head where the file does not say: the first, if all its cells are filled in, short and no
    figures."""
    if len(rows) < 3 or len(rows[0]) < 2:
        return 0
    return int(all(cell.strip() and len(cell) <= LONGEST_HEAD_CELL and not re.search(r"\d", cell) for cell in rows[0]))
