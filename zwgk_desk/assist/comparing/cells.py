"""Sets two tables against one another: row by row, column by column, so that a changed cell is one change with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from ...model.document.comparison import ChangeKind, Provision, Row
from ...model.document.likeness import Bigrams, alike, bigrams
from ...model.document.tree import Table
from ..text.alignment import Likeness, assign
from ..text.closing import BLANKS, bare
from ..text.provisions import row_text
from .figures import masked
from .pairing import TABLE, rows_of, same_words

SERIAL_HEADS = frozenset({"序号", "编号", "号", "序"})
KEY_WEIGHT = 2
"""The first cell of a row weighs as much as a KEY_WEIGHT-th of its words."""

LONGEST_HEAD = 20
DIGIT = re.compile(r"\d")


@dataclass(frozen=True)
class _Side:
    """One of the two tables.

    Attributes:
        number: which table of its document it is, from 1.
        provision: the provision that it is.
        table: the table.
    """

    number: int
    provision: Provision
    table: Table

    @cached_property
    def heads(self) -> list[str]:
        """The head of each column: the cells of the table's head above it."""
        first = self.table.rows[0] if len(self.table.rows) > 1 else ()
        likely = bool(first) and all(cell.strip() and len(cell) <= LONGEST_HEAD and not DIGIT.search(cell) for cell in first)
        rows = self.table.rows[: self.table.head or int(likely)]
        return ["".join(dict.fromkeys(BLANKS.sub("", row[n]) for row in rows)) for n in range(self.width)]

    @property
    def width(self) -> int:
        """The number of its columns."""
        return len(self.table.rows[0]) if self.table.rows else 0

    def rows(self, columns: Sequence[int]) -> list[Provision]:
        """Return its rows as provisions of these columns."""
        chapter, paragraph = self.provision.chapter, self.provision.paragraph
        cut = [tuple(cells[n] for n in columns) for cells in self.table.rows]
        label = f"{TABLE}{self.number}第"
        return [Provision(f"{label}{n}行", row_text(cells), paragraph, chapter, TABLE, Table((cells,))) for n, cells in enumerate(cut, start=1)]

    def column(self, n: int) -> Provision:
        """Return a column as a provision."""
        text = "\n".join(row[n].strip() for row in self.table.rows)
        return Provision(self.named(f"{TABLE}{self.number}第{n + 1}列", n), text, self.provision.paragraph, self.provision.chapter, TABLE)

    def named(self, place: str, column: int) -> str:
        """Return a place with the head of its column, where that is short enough to be one."""
        head = self.heads[column]
        return f"{place}（{head}）" if head and len(head) <= LONGEST_HEAD else place


def cells_of(row: Row, numbers: dict[int, int], new_numbers: dict[int, int]) -> Iterator[Row]:
    """Yield the rows of a pair of tables; every other row as it is.

    Args:
        row: the row.
        numbers, new_numbers: which table of its document a table is, from 1, by its first paragraph.
    """
    if not any(p.table for p in (*row.old, *row.new)):
        yield row
        return
    olds = [_Side(numbers[p.paragraph], p, p.table) for p in row.old if p.table]
    news = [_Side(new_numbers[p.paragraph], p, p.table) for p in row.new if p.table]
    if not olds or not news or same_words(row):
        yield Row(row.kind, tuple(map(_whole, olds)), tuple(map(_whole, news)), row.similarity)
        return
    yield from _compared(olds[0], news[0])


def _whole(side: _Side) -> Provision:
    p = side.provision
    return Provision(f"{TABLE}{side.number}", p.text, p.paragraph, p.chapter, TABLE, p.table)


def _compared(old: _Side, new: _Side) -> Iterator[Row]:
    columns = _columns(old, new)
    places = [i for i, _ in columns], [j for _, j in columns]
    serial = {n for n, (i, _) in enumerate(columns) if bare(old.heads[i]) in SERIAL_HEADS}

    def features(p: Provision) -> Bigrams:
        return _features([cell for n, cell in enumerate(_cells(p)) if n not in serial])

    for row in rows_of(old.rows(places[0]), new.rows(places[1]), features):
        changed = [n for n, a, b in _both(row) if n not in serial and bare(a) != bare(b)] if row.old and row.new else []
        if changed:
            yield from _kept(row, set(changed))
            yield from (_cell(row, n, old, new, columns[n]) for n in changed)
        else:
            paired = bool(row.old and row.new)
            kind = ChangeKind.SAME if paired and row.kind is ChangeKind.MODIFIED else row.kind
            yield Row(kind, row.old, row.new, 1.0 if paired else 0.0)
    yield from (Row(ChangeKind.DELETED, (old.column(i),), (), 0.0) for i in range(old.width) if i not in places[0])
    yield from (Row(ChangeKind.ADDED, (), (new.column(j),), 0.0) for j in range(new.width) if j not in places[1])


def _both(row: Row) -> list[tuple[int, str, str]]:
    return [(n, a, b) for n, (a, b) in enumerate(zip(_cells(row.old[0]), _cells(row.new[0]), strict=True))]


def _cells(p: Provision) -> tuple[str, ...]:
    return p.table.rows[0] if p.table else ()


def _kept(row: Row, changed: set[int]) -> Iterator[Row]:
    """Yield what a row keeps beside its changed cells, as one row; nothing where all of it changed."""
    kept = [replace(p, text=row_text([cell for n, cell in enumerate(_cells(p)) if n not in changed])) for p in (row.old[0], row.new[0])]
    if any(p.text for p in kept):
        yield Row(ChangeKind.SAME, (kept[0],), (kept[1],), 1.0)


def _cell(row: Row, n: int, old: _Side, new: _Side, columns: tuple[int, int]) -> Row:
    """Return the row of a changed cell."""
    made = [
        Provision(side.named(f"{p.label}第{column + 1}列", column), _cells(p)[n].strip(), p.paragraph, p.chapter, TABLE)
        for side, p, column in zip((old, new), (row.old[0], row.new[0]), columns, strict=True)
    ]
    return Row(ChangeKind.MODIFIED, (made[0],), (made[1],), alike(bigrams(bare(made[0].text)), bigrams(bare(made[1].text))))


def _columns(old: _Side, new: _Side) -> list[tuple[int, int]]:
    """Return the columns that correspond: by the same head, by a head that is alike, and what is left on both by its order."""
    left, right, found = list(range(old.width)), list(range(new.width)), list[tuple[int, int]]()

    def take(pairs: Sequence[tuple[int, int]]) -> None:
        for i, j in pairs:
            if i in left and j in right:
                left.remove(i)
                right.remove(j)
                found.append((i, j))

    heads, new_heads = [bare(head) for head in old.heads], [bare(head) for head in new.heads]
    for i, head in enumerate(heads):
        take([(i, j) for j in right if head and new_heads[j] == head][:1])
    likely = assign(Likeness([bigrams(heads[i]) for i in left], [bigrams(new_heads[j]) for j in right])) if left and right else {}
    take([(left[i], right[j]) for i, j in dict(likely).items()])
    if len(left) == len(right):
        take(list(zip(left, right, strict=True)))
    return sorted(found, key=lambda pair: pair[1])


def _features(cells: Sequence[str]) -> Bigrams:
    """Return a row's words without figures, with its first cell as a word of more weight."""
    plain = [bare(cell) for cell in cells if cell.strip()]
    found = bigrams(masked("".join(plain)))
    if not plain:
        return found
    counts, weight = found.counts.copy(), 1 + found.size // KEY_WEIGHT
    counts[f"\0{plain[0]}"] += weight
    return Bigrams(counts, found.size + weight)
