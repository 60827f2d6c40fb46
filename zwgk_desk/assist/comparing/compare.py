"""Compares two versions of a document: provisions are aligned by their content, and classified by how they changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from ...model.document.comparison import ChangeKind, Comparison, Provision, Row
from ...model.document.tree import DocumentTree
from ..text.closing import BLANKS, bare
from ..text.provisions import provisions_of
from .cells import cells_of
from .columns import names_of
from .lines import read_alike
from .pairing import rows_of
from .told import figures_of, sentences

SAME_DOCUMENT = 0.1
"""Share of both texts (0 to 1) that must have a partner for them to count as versions of one document."""

IDENTICAL = "两份文件的文字完全相同"
SAME_WORDS = "两份文件的文字相同，只有写法不同"
UNRELATED = "两份文件没有可以对应的内容，看不出是同一份文件的新旧版本；没有强行对应"
EMPTY = "有一份文件没有文字，没有可以对照的内容"
WRITING = "有 {} 处只是繁体简体、全角半角或标点写法不同，照原样列出，不算修改"
ON_TEXT = re.compile("修订|隐藏|旧格式|没有读|读不|未能")
SIDES = ("旧文件", "新文件")


def compare(old: DocumentTree, new: DocumentTree) -> Comparison:
    """Compare two versions of a document. What a file holds that is not compared, such as tracked changes, is told in the notes."""
    before, after = map(provisions_of, read_alike(old, new))
    rows = _with_cells(before, after)
    remarks = [f"{side}：{remark}" for side, tree in zip(SIDES, (old, new), strict=True) for remark in _on_text(tree.remarks)]
    names = names_of(old, new)
    if not before or not after:
        return Comparison(tuple(rows), notes=(EMPTY, *remarks), names=names)
    if _share_with_partner(rows) < SAME_DOCUMENT:
        alone = [*(Row(ChangeKind.DELETED, (p,), (), 0.0) for p in before), *(Row(ChangeKind.ADDED, (), (p,), 0.0) for p in after)]
        return Comparison(tuple(alone), (), (UNRELATED, *remarks), sentences(alone, [()] * len(alone)), names)
    notes = (*_notes(rows), *remarks)
    figures = [tuple(figures_of(row)) for row in rows]
    return Comparison(tuple(rows), tuple(chain.from_iterable(figures)), notes, sentences(rows, figures), names)


def _on_text(remarks: Sequence[str]) -> Iterator[str]:
    """Yield the remarks on what of a file's text was compared, without what they quote: the table leaves the house, comments do not."""
    yield from (head for head in (remark.split("：", 1)[0] for remark in remarks) if ON_TEXT.search(head))


def _with_cells(before: Sequence[Provision], after: Sequence[Provision]) -> list[Row]:
    """Return the rows, with those of tables in place of the tables."""
    numbers = [{p.paragraph: n for n, p in enumerate((p for p in side if p.table), start=1)} for side in (before, after)]
    return [found for row in rows_of(before, after) for found in cells_of(row, *numbers)]


def _notes(rows: Sequence[Row]) -> Iterator[str]:
    """Yield a note where the two are the same, and one on what differs in writing alone."""
    same = all(row.kind is ChangeKind.SAME and not row.renumbered for row in rows)
    written = sum(row.kind is ChangeKind.SAME and _written_otherwise(row) for row in rows)
    if same:
        yield SAME_WORDS if written else IDENTICAL
    if written:
        yield WRITING.format(written)


def _written_otherwise(row: Row) -> bool:
    one, other = (BLANKS.sub("", f"{label}{text}") for label, text in ((row.old_label, row.old_text), (row.new_label, row.new_text)))
    return one != other and bare(one) == bare(other)


def _share_with_partner(rows: Sequence[Row]) -> float:
    """Return the share of both texts, 0 to 1, that has a partner."""
    sizes = [(len(row.old_text) + len(row.new_text), bool(row.old and row.new)) for row in rows]
    whole = sum(size for size, _ in sizes)
    return sum(size for size, paired in sizes if paired) / whole if whole else 0.0
