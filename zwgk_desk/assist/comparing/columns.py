"""What the two columns of a comparison are called: the documents' titles, told apart by their dates and numbers."""

from __future__ import annotations

import re
from itertools import takewhile

from ...model.document.tree import Block, BlockKind, DocumentTree
from ..text.closing import BLANKS, DATE, DAY, PRINTED, roles_of
from ..text.provisions import ARTICLE, LEVELS
from ..text.scripts import folded

PASSED = re.compile(r"通过|公布|发布|修订|修正|修改|印发|颁布|施行|制定")
"""Words of a line under the title that says of which day the version is."""

HEAD = 12
"""First paragraphs among which such a line is looked for."""

LONGEST_TITLE = 80


def names_of(old: DocumentTree, new: DocumentTree) -> tuple[str, str]:
    """Return what the two versions are called: title and date, and the document's number where these are the same; empty where no title is
    recognised."""
    titles = _title(old), _title(new)
    days = _day(old), _day(new)
    names = [_joined(title, day) for title, day in zip(titles, days, strict=True)]
    if names[0] == names[1]:
        names = [_joined(name, _number(tree)) for name, tree in zip(names, (old, new), strict=True)]
    return names[0], names[1]


def _joined(name: str, more: str) -> str:
    return f"{name}，{more}" if name and more else name


def _title(tree: DocumentTree) -> str:
    """Return the title, of which the lines stand one below the other."""
    blocks = [block for block in tree.blocks if isinstance(block, Block) and block.text.strip()]
    first = next((n for n, block in enumerate(blocks) if block.kind is BlockKind.TITLE), len(blocks))
    lines = [block.text for block in takewhile(lambda block: block.kind is BlockKind.TITLE, blocks[first:])]
    title = BLANKS.sub("", "".join(lines))
    return title if len(title) <= LONGEST_TITLE else f"{title[:LONGEST_TITLE]}…"


def _day(tree: DocumentTree) -> str:
    """Return the day of a version as it is written: 成文日期, else the last that a line under the title names, else 印发日期; empty for none."""
    blocks = [block for block in tree.blocks if isinstance(block, Block) and block.text.strip()]
    texts = [block.text for block in blocks]
    roles = roles_of(blocks)
    head = list(takewhile(lambda text: not ARTICLE.match(folded(text)) and not LEVELS[0].match(folded(text)), texts[:HEAD]))
    under = [text for text in head if PASSED.search(folded(text))]
    for lines in ([text for text, role in zip(texts, roles, strict=True) if role == DATE][:1], under, [
        text for text, role in zip(texts, roles, strict=True) if role == PRINTED
    ]):  # fmt: skip
        found = [day for text in lines for day in _days(text)]
        if found:
            return max(found, key=_order)
    return ""


def _days(text: str) -> list[str]:
    plain = folded(text)
    if len(BLANKS.sub("", plain)) != len(plain):
        plain = text = BLANKS.sub("", plain)
    return [text[found.start() : found.end()] for found in re.finditer(DAY, plain)]


def _order(day: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", folded(day)))


def _number(tree: DocumentTree) -> str:
    return next((block.text.strip() for block in tree.of_kind(BlockKind.NUMBER)), "")
