"""Rules through text that is struck through (GB/T 9704-2012 knows none; drafts and comparisons do)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.document.tree import Span, Table
from .fonts import FontSet
from .page_ops import RuleOp, TextOp

HEIGHT, THICKNESS = 0.3, 0.05
"""Height of the rule above the base line, and its thickness, in ems."""


def within(spans: Sequence[Span], start: int, length: int) -> tuple[Span, ...]:
    """Return the parts of spans that lie in a stretch of a text, counted from its beginning."""
    cut = ((max(0, first - start), min(length, end - start)) for first, end in spans)
    return tuple((first, end) for first, end in cut if first < end)


def struck_by_cell(table: Table) -> dict[tuple[int, int], list[Span]]:
    """Return the struck stretches of a table's cells, by row and column."""
    found: dict[tuple[int, int], list[Span]] = {}
    for row, column, span in table.struck:
        found.setdefault((row, column), []).append(span)
    return found


def strikes(ops: Sequence[TextOp], spans: Sequence[Span], faces: FontSet) -> Iterator[RuleOp]:
    """Yield the rules through stretches of a line.

    Args:
        ops: the line's texts, one after the other.
        spans: the stretches, counted over all these texts.
        faces: the typefaces.
    """
    for first, end in spans:
        place = 0
        for op in ops:
            part = within([(first, end)], place, len(op.text))
            for begun, ended in part:
                widths = [faces.advance(op.face, character)[2] * op.size + op.spacing for character in op.text[:ended]]
                y = op.y + HEIGHT * op.size
                yield RuleOp(op.x + sum(widths[:begun]), y, op.x + sum(widths), y, THICKNESS * op.size, op.ink)
            place += len(op.text)
