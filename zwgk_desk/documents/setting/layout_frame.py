"""Sets the frame of a document: the 版头 above it (GB/T 9704-2012, 7.2) and the 版记 at its end (7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.measures import MM
from ...model.document.tree import Block, BlockKind, Span
from ...model.terms import LayoutForm
from ..recognise import BETWEEN_NAMES, PRINTED
from .fonts import Font
from .linebreak import break_lines
from .page_builder import DESCENT, Advance, PageBuilder
from .page_ops import Ink, RuleOp, TextOp
from .special import ORDER_MARK_TOP
from .strike import within

MARK_LEADING = 1.2
DOCUMENT = "文件"
SIGNER_HEAD = re.compile(r"签发人[：:]\s*")
Piece = tuple[float, str, tuple[Span, ...]]
"""A text of a line with its left edge in points, and its stretches that are struck through."""

COPIES_HEAD = re.compile(r"(抄送|主送|分送)[：:]\s*")


def set_masthead(builder: PageBuilder, blocks: Sequence[Block], layout: LayoutForm = LayoutForm.ORDINARY) -> None:
    """Set the 版头. Without a 发文机关标志 its elements are plain lines, the number centred, as in published documents; an order has no rule."""
    m, order = builder.m, layout is LayoutForm.ORDER
    mark_top = ORDER_MARK_TOP if order else m.mark_top_mm * MM
    by_kind = {block.kind: block for block in blocks}
    for kind, face in ((BlockKind.COPY_NUMBER, Font.FANG), (BlockKind.SECRECY, Font.HEI), (BlockKind.URGENCY, Font.HEI)):
        if kind in by_kind:
            builder.room(m.pitch)
            builder.plain_line(by_kind[kind].text, m.left, face, struck=by_kind[kind].struck)
    number, signer = by_kind.get(BlockKind.NUMBER), by_kind.get(BlockKind.SIGNER)
    if BlockKind.ISSUER_NAME_MARK in by_kind and builder.used > mark_top:
        builder.new_page()
    if BlockKind.ISSUER_NAME_MARK in by_kind:
        builder.used = max(builder.used, mark_top)
        _mark(builder, by_kind[BlockKind.ISSUER_NAME_MARK].text)
        builder.used += 2 * m.pitch
    if number or signer:
        builder.room(m.pitch)
        _number_line(builder, number, signer)
    if order:
        builder.skip(2 * m.pitch)
    elif BlockKind.ISSUER_NAME_MARK in by_kind:
        _red_rule(builder)


def _mark(builder: PageBuilder, text: str) -> None:
    """Set the 发文机关标志 in red 小标宋, centred; several departments one below the other, with 文件 at their right (7.2.4)."""
    m = builder.m
    names = [name for name in BETWEEN_NAMES.split(text) if name]
    tail = ""
    if len(names) > 1 and names[-1] != DOCUMENT and names[-1].endswith(DOCUMENT):
        names[-1], tail = names[-1].removesuffix(DOCUMENT), DOCUMENT
    elif len(names) > 1 and names[-1] == DOCUMENT:
        tail = names.pop()
    longest = max(map(len, names))
    size = min(m.mark, m.text_width / (longest + (2.5 if tail else 0)), m.mark * 2 / max(2, len(names)))
    block = longest * size
    left = m.left + (m.text_width - block - (2.5 * size if tail else 0)) / 2
    pitch = size * MARK_LEADING
    builder.used -= (pitch - size) / 2  # the standard measures to the upper edge of the type, not of its line
    top = builder.used
    for name in names:
        _spread(builder, name, left, block, size, pitch)
    if tail:
        middle = top + (len(names) - 1) * pitch / 2
        bottom, builder.used = builder.used, middle
        builder.plain_line(tail, left + block + 0.5 * size, Font.TITLE, size, pitch, Ink.RED)
        builder.used = bottom


def _spread(builder: PageBuilder, name: str, left: float, width: float, size: float, pitch: float) -> None:
    """Set a department's name, spread over a width."""
    room = width - builder.width_of(name, Font.TITLE, size)
    spacing = room / (len(name) - 1) if len(name) > 1 else 0.0
    x = left if len(name) > 1 else left + room / 2
    top = builder.m.height - builder.m.top - builder.used
    y = top - (1 - DESCENT) * size - (pitch - size) / 2
    builder.put(TextOp(x, y, Font.TITLE, size, name, spacing, Ink.RED), pitch)


def _number_line(builder: PageBuilder, number: Block | None, signer: Block | None) -> None:
    """Set the 发文字号, centred; with a signer the number at the left, the signer at the right, one character left free (7.2.5, 7.2.6)."""
    m = builder.m
    text, struck = (number.text, number.struck) if number else ("", ())
    if not signer:
        builder.plain_line(text, m.left + max(0.0, (m.text_width - builder.body_width(text)) / 2), struck=struck)
        return
    used = builder.used
    builder.plain_line(text, m.left + m.character_pitch, struck=struck)
    builder.used = used
    head = SIGNER_HEAD.match(signer.text)
    start = head.end() if head else 0
    label, name = "签发人：", signer.text[start:]
    x = m.left + m.text_width - m.character_pitch - builder.body_width(label + name)
    builder.plain_line(label, x)
    builder.used = used
    builder.plain_line(name, x + builder.body_width(label), Font.KAI, struck=within(signer.struck, start, len(name)))


def _red_rule(builder: PageBuilder) -> None:
    """Draw the red rule, as wide as the text area, below the number (7.2.7); two lines are left free below it (7.3.1)."""
    m = builder.m
    glyph_foot = builder.used - (m.pitch - m.body) / 2
    builder.used = glyph_foot + m.red_rule_gap_mm * MM
    y = m.height - m.top - builder.used
    builder.put(RuleOp(m.left, y, m.left + m.text_width, y, m.red_rule_mm * MM, Ink.RED))
    builder.used += 2 * m.pitch


def set_imprint(builder: PageBuilder, blocks: Sequence[Block], ruled: bool = True) -> None:
    """Set the 版记: its last rule on the lower edge of the last page's text area, the first and last rules thick, the others thin (7.4.1); that of a
    letter has none (10.1)."""
    m = builder.m
    rows = [_imprint_lines(builder, block) for block in blocks]
    height = sum(map(len, rows)) * m.pitch
    if height > builder.left_over + 0.01:
        builder.new_page()
    builder.used = m.text_height - height
    for place, row in enumerate(rows):
        if ruled:
            _imprint_rule(builder, m.imprint_thin_mm if place else m.imprint_thick_mm)
        for pieces in row:
            used = builder.used
            for x, text, struck in pieces:
                builder.used = used
                builder.plain_line(text, x, Font.FANG, m.imprint, struck=struck)
    builder.used = m.text_height
    if ruled:
        _imprint_rule(builder, m.imprint_thick_mm)


def _imprint_rule(builder: PageBuilder, thickness_mm: float) -> None:
    m = builder.m
    y = m.height - m.top - builder.used
    builder.put(RuleOp(m.left, y, m.left + m.text_width, y, thickness_mm * MM))


def _imprint_lines(builder: PageBuilder, block: Block) -> list[list[Piece]]:
    """Return the lines of one element; one character is left free on both sides (7.4.2, 7.4.3)."""
    m = builder.m
    left, right = m.left + m.imprint, m.left + m.text_width - m.imprint
    printed = PRINTED.fullmatch(block.text) if block.kind is BlockKind.PRINTED else None
    if printed:
        lefts = (left, right - builder.width_of(printed[2], Font.FANG, m.imprint))
        return [[(x, printed[n], within(block.struck, printed.start(n), len(printed[n]))) for n, x in enumerate(lefts, start=1)]]
    head = COPIES_HEAD.match(block.text)
    label = head.group() if head else ""
    hanging = left + builder.width_of(label, Font.FANG, m.imprint)
    advance = Advance(builder.faces, Font.FANG, m.imprint, 0).__getitem__
    lines = break_lines(block.text[len(label) :], advance, right - hanging, hang=False)
    pieces: list[list[Piece]] = [[(hanging, line.text, within(block.struck, len(label) + line.start, len(line.text)))] for line in lines]
    return [[(left, label, within(block.struck, 0, len(label))), *pieces[0]], *pieces[1:]] if label else pieces
