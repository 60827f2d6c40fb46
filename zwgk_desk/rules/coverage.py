"""Which of the nine elements the materials of a bundle treat of (三(二)): those whose words stand in what is written, and those whose heading has
something written below it. A heading by itself and the guidance of a template are nothing written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..model.document.tree import Block, BlockKind, DocumentTree, Table
from ..model.part_document import PartDocument
from ..model.terms import PartKind
from .book import RuleBook
from .placeholder import is_placeholder

GUIDANCE = re.compile(r"^(?:答[：:])?[（(](?:写明|解释|请|用群众|与原政策|先写|逐条).*[）)]$|：请补充，用不着的删去）$")
"""Pattern of the lines by which templates say what is to be written."""

QUESTION = re.compile(r"^(?:\d{1,2}[.．、]|[一二三四五六七八九十]{1,3}、)?\s*问[：:]")
SHORTEST = 4
"""Characters of a line that says something, at least."""


def covered_elements(documents: Sequence[PartDocument], book: RuleBook) -> frozenset[str]:
    """Return the names of the elements that a bundle's materials treat of.

    Args:
        documents: the bundle's documents; those without text and placeholders are left out.
        book: the words of each element, and the templates' own lines.
    """
    trees = [d.tree for d in documents if d.part.kind is PartKind.MATERIAL and d.has_text and d.tree is not None]
    sections = [section for tree in trees if not is_placeholder(tree, book) for section in _sections(tree, book)]
    return frozenset(
        cues.name
        for cues in book.elements
        if any(lines and (cues.found_in(heading) or cues.found_in("\n".join(lines))) for heading, lines in sections)
    )


def _sections(tree: DocumentTree, book: RuleBook) -> Iterator[tuple[str, list[str]]]:
    """Yield each heading with what is written below it, before the next one."""
    heading, lines = "", list[str]()
    for block in tree.blocks:
        if isinstance(block, Block) and _is_heading(block):
            yield heading, lines
            heading, lines = block.text, []
        elif isinstance(block, Block) and block.kind is not BlockKind.SIGNATURE:
            lines += [block.text] if _says_something(block.text, book) else []
        elif isinstance(block, Table):
            lines += [cell for row in block.rows for cell in row[1:] if _says_something(cell, book)]
    yield heading, lines


def _is_heading(block: Block) -> bool:
    return block.kind in (BlockKind.HEADING, BlockKind.TITLE) or QUESTION.match(block.text) is not None


def _says_something(text: str, book: RuleBook) -> bool:
    bare = text.strip()
    return len(bare) >= SHORTEST and bare not in book.template_lines and not GUIDANCE.match(bare)
