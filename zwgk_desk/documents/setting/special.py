"""The special forms of documents: letters, orders and minutes (GB/T 9704-2012, 10): their measures, for the pages and for Word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ...model.document.measures import MM, PageMeasures
from ...model.document.tree import Block, BlockKind, Item
from ...model.terms import LayoutForm
from .fonts import Font
from .page_builder import DESCENT, PageBuilder
from .page_ops import Ink, RuleOp, TextOp

LETTER_MARK_TOP, LETTER_RULE_BELOW, LETTER_RULE_FOOT, LETTER_RULE_LENGTH = 30 * MM, 4 * MM, 20 * MM, 170 * MM
"""Points: a letter's 发文机关标志 from the paper's upper edge, the rule below it, the second rule from the lower edge, and their length (10.1)."""

THICK, THIN, BETWEEN = 2.25, 0.75, 1.5
"""Points: the two lines of such a rule, and what is free between them."""

BELOW_RULE = 7 / 8
"""What is free below the first rule, as a share of the body's size."""

ORDER_MARK_TOP = 20 * MM
"""Points from the text area's upper edge to an order's 发文机关标志 (10.2)."""

ATTENDANCE = re.compile(r"(出席|请假|列席)[：:]\s*")
"""How a list of those at a meeting begins (10.3)."""

LEFT_KINDS = ((BlockKind.COPY_NUMBER, Font.FANG), (BlockKind.SECRECY, Font.HEI), (BlockKind.URGENCY, Font.HEI))


def is_attendance(item: Item, layout: LayoutForm) -> bool:
    """Return whether a paragraph of minutes is a list of those at the meeting."""
    if layout is not LayoutForm.MINUTES or not isinstance(item, Block) or item.kind not in (BlockKind.PARAGRAPH, BlockKind.ADDRESSEE):
        return False
    return ATTENDANCE.match(item.text) is not None


def letter_mark_size(text: str, m: PageMeasures) -> float:
    """Return the size of a letter's 发文机关标志, in points: no wider than the text area."""
    return min(m.mark, m.text_width / max(1, len(text)))


def set_letterhead(builder: PageBuilder, blocks: Sequence[Block]) -> None:
    """Set the head of a letter: its mark above the double rule, number at the right and the others at the left below it (10.1)."""
    m = builder.m
    by_kind = {block.kind: block for block in blocks}
    page = builder.pages[-1]
    page.numbered = False
    mark = by_kind.get(BlockKind.ISSUER_NAME_MARK)
    size = letter_mark_size(mark.text, m) if mark else 0.0
    if mark:
        width = builder.width_of(mark.text, Font.TITLE, size)
        y = m.height - LETTER_MARK_TOP - (1 - DESCENT) * size
        page.ops.append(TextOp((m.width - width) / 2, y, Font.TITLE, size, mark.text, 0, Ink.RED))
    rule = m.height - LETTER_MARK_TOP - size - LETTER_RULE_BELOW
    _double_rule(builder, rule, (THICK, THIN))
    _double_rule(builder, LETTER_RULE_FOOT + THICK + BETWEEN + THIN, (THIN, THICK))
    leading = (m.pitch - m.body) / 2
    builder.used = m.height - m.top - (rule - THICK - BETWEEN - THIN) + BELOW_RULE * m.body - leading
    _elements(builder, by_kind)
    builder.used += 2 * m.pitch


def _elements(builder: PageBuilder, by_kind: Mapping[BlockKind, Block]) -> None:
    """Set what stands below the rule: at the left 份号, 密级 and 紧急程度, at the right 发文字号 and 签发人, each on a line of its own."""
    m, top = builder.m, builder.used
    left = [(by_kind[kind], face) for kind, face in LEFT_KINDS if kind in by_kind]
    right = [by_kind[kind] for kind in (BlockKind.NUMBER, BlockKind.SIGNER) if kind in by_kind]
    for block, face in left:
        builder.plain_line(block.text, m.left, face, struck=block.struck)
    builder.used = top
    for block in right:
        builder.plain_line(block.text, m.left + m.text_width - builder.body_width(block.text), struck=block.struck)
    builder.used = top + max(len(left), len(right)) * m.pitch


def _double_rule(builder: PageBuilder, top: float, lines: tuple[float, float]) -> None:
    """Draw a red double rule, centred on the paper; `top` is its upper edge, `lines` the thickness of its upper and its lower line."""
    left, right = (builder.m.width - LETTER_RULE_LENGTH) / 2, (builder.m.width + LETTER_RULE_LENGTH) / 2
    upper, lower = lines
    for y, thickness in ((top - upper / 2, upper), (top - upper - BETWEEN - lower / 2, lower)):
        builder.put(RuleOp(left, y, right, y, thickness, Ink.RED))
