"""Sets the frame of a document: the 版头 above it (GB/T 9704-2012, 7.2) and the 版记 at its end (7.4)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.measures import MM
from ...model.document.tree import Block, BlockKind
from ..recognise import BETWEEN_NAMES, PRINTED
from .fonts import Font
from .linebreak import break_lines
from .page_builder import DESCENT, Advance, PageBuilder
from .page_ops import Ink, RuleOp, TextOp

MARK_LEADING = 1.2
DOCUMENT = "文件"
SIGNER_HEAD = re.compile(r"签发人[：:]\s*")
COPIES_HEAD = re.compile(r"(抄送|主送|分送)[：:]\s*")


def set_masthead(sheet: PageBuilder, blocks: Sequence[Block]) -> None:
    """Set the 版头. Without a 发文机关标志 its elements are plain lines, the number centred, as published documents have it."""
    m = sheet.m
    by_kind = {block.kind: block.text for block in blocks}
    for kind, face in ((BlockKind.COPY_NUMBER, Font.FANG), (BlockKind.SECRECY, Font.HEI), (BlockKind.URGENCY, Font.HEI)):
        if kind in by_kind:
            sheet.room(m.pitch)
            sheet.plain_line(by_kind[kind], m.left, face)
    number, signer = by_kind.get(BlockKind.NUMBER, ""), by_kind.get(BlockKind.SIGNER, "")
    if BlockKind.ISSUER_NAME_MARK in by_kind and sheet.used > m.mark_top_mm * MM:
        sheet.new_page()
    if BlockKind.ISSUER_NAME_MARK in by_kind:
        sheet.used = max(sheet.used, m.mark_top_mm * MM)
        _mark(sheet, by_kind[BlockKind.ISSUER_NAME_MARK])
        sheet.used += 2 * m.pitch
    if number or signer:
        sheet.room(m.pitch)
        _number_line(sheet, number, signer)
    if BlockKind.ISSUER_NAME_MARK in by_kind:
        _red_rule(sheet)


def _mark(sheet: PageBuilder, text: str) -> None:
    """Set the 发文机关标志 in red 小标宋, centred; several departments one below the other, with 文件 at their right (7.2.4)."""
    m = sheet.m
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
    sheet.used -= (pitch - size) / 2  # the standard measures to the upper edge of the type, not of its line
    top = sheet.used
    for name in names:
        _spread(sheet, name, left, block, size, pitch)
    if tail:
        middle = top + (len(names) - 1) * pitch / 2
        bottom, sheet.used = sheet.used, middle
        sheet.plain_line(tail, left + block + 0.5 * size, Font.TITLE, size, pitch, Ink.RED)
        sheet.used = bottom


def _spread(sheet: PageBuilder, name: str, left: float, width: float, size: float, pitch: float) -> None:
    """Set a department's name, spread over a width."""
    room = width - sheet.width_of(name, Font.TITLE, size)
    spacing = room / (len(name) - 1) if len(name) > 1 else 0.0
    x = left if len(name) > 1 else left + room / 2
    top = sheet.m.height - sheet.m.top - sheet.used
    y = top - (1 - DESCENT) * size - (pitch - size) / 2
    sheet.put(TextOp(x, y, Font.TITLE, size, name, spacing, Ink.RED), pitch)


def _number_line(sheet: PageBuilder, number: str, signer: str) -> None:
    """Set the 发文字号, centred; with a signer the number at the left, the signer at the right, one character left free (7.2.5, 7.2.6)."""
    m = sheet.m
    if not signer:
        sheet.plain_line(number, m.left + max(0.0, (m.text_width - sheet.body_width(number)) / 2))
        return
    used = sheet.used
    sheet.plain_line(number, m.left + m.character_pitch)
    sheet.used = used
    head = SIGNER_HEAD.match(signer)
    label = "签发人："
    name = signer[head.end() :] if head else signer
    x = m.left + m.text_width - m.character_pitch - sheet.body_width(label + name)
    sheet.plain_line(label, x)
    sheet.used = used
    sheet.plain_line(name, x + sheet.body_width(label), Font.KAI)


def _red_rule(sheet: PageBuilder) -> None:
    """Draw the red rule, as wide as the text area, below the number (7.2.7); two lines are left free below it (7.3.1)."""
    m = sheet.m
    glyph_foot = sheet.used - (m.pitch - m.body) / 2
    sheet.used = glyph_foot + m.red_rule_gap_mm * MM
    y = m.height - m.top - sheet.used
    sheet.put(RuleOp(m.left, y, m.left + m.text_width, y, m.red_rule_mm * MM, Ink.RED))
    sheet.used += 2 * m.pitch


def set_imprint(sheet: PageBuilder, blocks: Sequence[Block]) -> None:
    """Set the 版记: its last rule on the lower edge of the last page's text area, the first and last rules thick, the others thin (7.4.1)."""
    m = sheet.m
    rows = [_imprint_lines(sheet, block) for block in blocks]
    height = sum(map(len, rows)) * m.pitch
    if height > sheet.left_over + 0.01:
        sheet.new_page()
    sheet.used = m.text_height - height
    for place, row in enumerate(rows):
        _imprint_rule(sheet, m.imprint_thin_mm if place else m.imprint_thick_mm)
        for pieces in row:
            used = sheet.used
            for x, text in pieces:
                sheet.used = used
                sheet.plain_line(text, x, Font.FANG, m.imprint)
    sheet.used = m.text_height
    _imprint_rule(sheet, m.imprint_thick_mm)


def _imprint_rule(sheet: PageBuilder, thickness_mm: float) -> None:
    m = sheet.m
    y = m.height - m.top - sheet.used
    sheet.put(RuleOp(m.left, y, m.left + m.text_width, y, thickness_mm * MM))


def _imprint_lines(sheet: PageBuilder, block: Block) -> list[list[tuple[float, str]]]:
    """Return the lines of one element, each as texts with their left edges; one character is left free on both sides (7.4.2, 7.4.3)."""
    m = sheet.m
    left, right = m.left + m.imprint, m.left + m.text_width - m.imprint
    printed = PRINTED.fullmatch(block.text) if block.kind is BlockKind.PRINTED else None
    if printed:
        return [[(left, printed[1]), (right - sheet.width_of(printed[2], Font.FANG, m.imprint), printed[2])]]
    head = COPIES_HEAD.match(block.text)
    label = head.group() if head else ""
    hanging = left + sheet.width_of(label, Font.FANG, m.imprint)
    advance = Advance(sheet.faces, Font.FANG, m.imprint, 0)
    lines = break_lines(block.text[len(label) :], advance, right - hanging, hang=False)
    pieces = [[(hanging, line.text)] for line in lines]
    return [[(left, label), *pieces[0]], *pieces[1:]] if label else pieces
