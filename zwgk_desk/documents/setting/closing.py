"""Where 署名 and 成文日期 stand, and what is left free for seals (GB/T 9704-2012, 7.3.5): the same for the pages and for Word."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ...model.document.issuers import unit_names
from ...model.document.measures import MM, PageMeasures
from ...model.document.tree import Block, BlockKind, DocumentTree, Item
from ...model.terms import ClosingForm
from ..recognise import duty_of

CLOSING_KINDS = (BlockKind.SIGNATURE, BlockKind.DATE)
SEAL, SEAL_GAP = 42 * MM, 2 * MM
"""Points: the width of an office's seal, and what is left free between two."""

MOST_SEALS = 3
"""Seals side by side, at most (7.3.5.1)."""

ABOVE_SEAL = 2
"""Lines left free above a 署名 with a seal: the seal's upper edge is then within one line of the text, its middle a little above the 署名's foot."""

SEAL_ROW = 5
"""Lines from one row of seals to the next, so that they do not touch."""

NAME_SEAL_WIDTH, NAME_SEAL_LINES = 5, 2
"""The place of a 签名章: characters wide, lines high."""

Measured = Callable[[str], float]


@dataclass(frozen=True)
class ClosingLine:
    """One line of the closing.

    Attributes:
        above: the lines left free above it; may be a fraction.
        pieces: what stands in it, with the left edge of each in points from the left margin.
    """

    above: float
    pieces: tuple[tuple[float, Block], ...]


def closing_lines(blocks: Sequence[Block], width: Measured, m: PageMeasures, form: ClosingForm) -> list[ClosingLine]:
    """Return the lines of 署名 and 成文日期, from above.

    Args:
        blocks: the names and dates, in their order.
        width: returns the width of a text in points.
        m: the measures.
        form: with seals, without, or with 签名章.
    """
    if form is ClosingForm.SEALED:
        return _sealed(blocks, width, m)
    if form is ClosingForm.SIGNATURE_SEAL:
        return _name_sealed(blocks, width, m)
    starts = closing_starts([block.kind for block in blocks], [width(block.text) for block in blocks], m)
    return [ClosingLine(0 if place else 1, ((start, block),)) for place, (block, start) in enumerate(zip(blocks, starts, strict=True))]


def lines_high(lines: Sequence[ClosingLine]) -> int:
    """Return how many lines a closing takes, with what is left free above and within it."""
    return round(sum(line.above + 1 for line in lines))


def form_of(tree: DocumentTree, parts: Sequence[Sequence[Item]], place: int) -> ClosingForm:
    """Return the form of the closing in one group of a document: seals belong to the document's own, not to those of what is attached to it."""
    for group in parts[:place]:
        kind = group[0].kind if isinstance(group[0], Block) else None
        if kind in CLOSING_KINDS or kind is BlockKind.ATTACHMENT:
            return ClosingForm.UNSEALED
    return tree.closing


def closing_starts(kinds: Sequence[BlockKind], widths: Sequence[float], m: PageMeasures) -> list[float]:
    """Return where signatures and dates begin, in points from the left margin: two characters are left free at the right; a date begins
    two characters after its signature, or where it is the longer one the signature two characters before the date (7.3.5.2)."""
    two = 2 * m.character_pitch
    starts: list[float] = []
    for place, (kind, width) in enumerate(zip(kinds, widths, strict=True)):
        start = m.text_width - two - width
        if kind is BlockKind.DATE and place and width <= widths[place - 1]:
            start = m.text_width - widths[place - 1]
        elif kind is BlockKind.SIGNATURE and kinds[place + 1 : place + 2] == [BlockKind.DATE] and widths[place + 1] > width:
            start = m.text_width - two - widths[place + 1] - two
        starts.append(max(0.0, start))
    return starts


def _sealed(blocks: Sequence[Block], width: Measured, m: PageMeasures) -> list[ClosingLine]:
    """The date has four characters left free at the right; the last 署名 stands above its middle, the others in rows before it (7.3.5.1)."""
    lines: list[ClosingLine] = []
    names: list[Block] = []
    for block in blocks:
        if block.kind is BlockKind.SIGNATURE:
            names += [block] if block.struck else [replace(block, text=name) for name in unit_names(block.text)]
            continue
        made = _with_date(names, block, width, m)
        lines += [replace(made[0], above=made[0].above + 1), *made[1:]] if lines else made
        names = []
    return [*lines, *_rows(names, width, m, _middle(names, None, width, m))] if names else lines


def _with_date(names: Sequence[Block], date: Block, width: Measured, m: PageMeasures) -> list[ClosingLine]:
    middle = _middle(names, date, width, m)
    start = max(0.0, middle - width(date.text) / 2)
    return [*_rows(names, width, m, middle), ClosingLine(0 if names else ABOVE_SEAL + 1, ((start, date),))]


def _middle(names: Sequence[Block], date: Block | None, width: Measured, m: PageMeasures) -> float:
    """Return the middle of the last seal, in points from the left margin: that of the date, unless the name above it is so long that it would end
    beyond the right margin."""
    last = width(names[-1].text) if names else 0.0
    shown = width(date.text) if date is not None else last
    return min(m.text_width - 4 * m.character_pitch - shown / 2, m.text_width - last / 2)


def _rows(names: Sequence[Block], width: Measured, m: PageMeasures, middle: float) -> list[ClosingLine]:
    """Return the rows of names; as many stand side by side as have room, the last row ends below the others' last."""
    if not names:
        return []
    widest = max(width(block.text) for block in names)
    step = max(widest + m.character_pitch, SEAL + SEAL_GAP)
    beside = int((middle - max(widest, SEAL) / 2) // step) + 1
    count = max(1, min(MOST_SEALS, beside, len(names)))
    lines = []
    for first in range(0, len(names), count):
        row = names[first : first + count]
        centres = [middle - step * (len(row) - 1 - place) for place in range(len(row))]
        pieces = tuple((_start(centre, width(block.text), m), block) for centre, block in zip(centres, row, strict=True))
        lines.append(ClosingLine(SEAL_ROW - 1 if first else ABOVE_SEAL, pieces))
    return lines


def _start(centre: float, width: float, m: PageMeasures) -> float:
    """Return the left edge of a name below a seal's middle, or where both margins still hold it."""
    return max(0.0, min(centre - width / 2, m.text_width - width))


def _name_sealed(blocks: Sequence[Block], width: Measured, m: PageMeasures) -> list[ClosingLine]:
    """The 签名章 has two lines left free above and four characters at the right; the office of who signs stands two characters before it, at its
    mid-height; the date a line below (7.3.5.3). The name is not printed: the 签名章 is the name."""
    lines: list[ClosingLine] = []
    half = (NAME_SEAL_LINES - 1) / 2
    four = 4 * m.character_pitch
    for place, block in enumerate(blocks):
        before = blocks[place - 1].kind if place else None
        if block.kind is BlockKind.SIGNATURE:
            duty = replace(block, text=duty_of(block.text), struck=())
            start = m.text_width - four - (NAME_SEAL_WIDTH + 2) * m.character_pitch - width(duty.text)
            above = 2 + half if before is None else 2 * half + 1 if before is BlockKind.SIGNATURE else 1 + half
            lines.append(ClosingLine(above, ((max(0.0, start), duty),)))
        else:
            above = half + 1 if before is BlockKind.SIGNATURE else 2 if before is None else 0
            lines.append(ClosingLine(above, ((max(0.0, m.text_width - four - width(block.text)), block),)))
    return lines
