"""Tells placeholders from documents: a title alone, 待补充, 略, 同上, XXX, the template's own untouched text."""

from __future__ import annotations

import re
import unicodedata

from ..model.document.tree import Block, BlockKind, DocumentTree, Item, Table
from .book import RuleBook

NUMBERING = re.compile(r"^(?:[一二三四五六七八九十]+、|[(（][一二三四五六七八九十\d]+[)）]|\d+[.．、]|第[一二三四五六七八九十百]+[章节条])\s*")
LABEL = re.compile(r"^[^：:，。；]{1,12}[：:]\s*")
CROSSES = re.compile(r"[xX×✕＊*□_]{2,}|[.．。…]{3,}")
FIELD = re.compile(r"\{[{%].*[}%]\}")
"""Pattern of a template's field that was not filled in."""

STOPS = re.compile(r"[，。；！？、：,;!?:]")
PUNCTUATION = re.compile(r"[\W_]+")
LONGEST_TITLE = 30
FEW = 12
"""Characters beside a placeholder's mark, up to which a paragraph with such a mark has no content."""


def is_placeholder(tree: DocumentTree, book: RuleBook) -> bool:
    """Return whether a document that has text is a placeholder without content."""
    return not any(_says_something(block, place, book) for place, block in enumerate(tree.blocks))


def leftover_lines(tree: DocumentTree, book: RuleBook) -> list[str]:
    """Return the placeholders that are left in a document with content."""
    lines = [block.text.strip() for block in tree.blocks if isinstance(block, Block)]
    return [line for line in lines if (line in book.template_lines and line.startswith("（")) or _is_filler(line, book)]


def _says_something(block: Item, place: int, book: RuleBook) -> bool:
    if isinstance(block, Table):
        return any(_row_says_something(row, book) for row in block.rows)
    if not isinstance(block, Block):
        return False
    text = block.text.strip()
    if text in book.template_lines or _is_filler(text, book):
        return False
    if block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
        return False
    if STOPS.search(NUMBERING.sub("", text)):
        return True
    return place > 0 and block.kind is BlockKind.PARAGRAPH and len(text) > LONGEST_TITLE


def _row_says_something(row: tuple[str, ...], book: RuleBook) -> bool:
    """Return whether a table's row has content beside its label, or is one sentence."""
    cells = [cell.strip() for cell in row if cell.strip()]
    if len(cells) == 1:
        return bool(STOPS.search(LABEL.sub("", cells[0]))) and not _is_filler(cells[0], book)
    return len(cells) > 1 and any(len(c) > 1 and c not in book.template_lines and not _is_filler(c, book) for c in cells[1:])


def _is_filler(text: str, book: RuleBook) -> bool:
    if FIELD.search(text):
        return True
    core = LABEL.sub("", NUMBERING.sub("", unicodedata.normalize("NFKC", text).strip()))
    bare = PUNCTUATION.sub("", CROSSES.sub("", core)).lower()
    if not bare:
        return bool(CROSSES.search(core)) or not PUNCTUATION.sub("", text)
    if bare in book.placeholder_wholes:
        return True
    for mark in book.placeholder_marks:
        if mark in bare and len(bare.replace(mark, "")) <= FEW:
            return True
    return bool(CROSSES.search(core)) and len(bare) <= FEW
