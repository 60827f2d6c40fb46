"""Writes the head of a letter in a Word document (GB/T 9704-2012, 10.1): its first page begins higher, has two red double rules and no number."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Pt

from ...model.document.measures import PageMeasures
from ...model.document.tree import Block, BlockKind
from ..setting.fonts import Font
from ..setting.layout_frame import MARK_LEADING
from ..setting.special import (
    BELOW_RULE,
    BETWEEN,
    LEFT_KINDS,
    LETTER_MARK_TOP,
    LETTER_RULE_BELOW,
    LETTER_RULE_FOOT,
    LETTER_RULE_LENGTH,
    THICK,
    THIN,
    letter_mark_size,
)
from ..word_styles import STYLE_NAMES
from .docx_body import DocxBody
from .docx_page import RED
from .docx_runs import EIGHTHS, Box, put_borders, put_frame

RULE = THICK + BETWEEN + THIN
BORDER: dict[str, str | int] = {"sz": round(RULE * EIGHTHS), "color": RED}


def write_letterhead(writer: DocxBody, blocks: Sequence[Block]) -> None:
    """Write the head of a letter."""
    m = writer.m
    by_kind = {block.kind: block for block in blocks}
    mark = by_kind.get(BlockKind.ISSUER_NAME_MARK)
    size = round(letter_mark_size(mark.text, m) * 2) / 2 - 0.5 if mark else 0.0
    _second_rule(writer.document, m)
    paragraph = writer.paragraph(STYLE_NAMES[BlockKind.ISSUER_NAME_MARK], mark.text if mark else "", Font.TITLE, size, RED)
    over = (MARK_LEADING - 1) / 2 * size
    paragraph.paragraph_format.line_spacing = Pt(max(1.0, size * MARK_LEADING))
    put_borders(paragraph, bottom={**BORDER, "val": "thickThinSmallGap", "space": max(0, round(LETTER_RULE_BELOW - over))})
    high = size + LETTER_RULE_BELOW + over + RULE
    put_frame(paragraph, Box(_left(m), LETTER_MARK_TOP - over, LETTER_RULE_LENGTH, high), "atLeast", BELOW_RULE * m.body - (m.pitch - m.body) / 2)
    _elements(writer, by_kind)
    for _ in range(2):
        writer.paragraph("Normal")


def _elements(writer: DocxBody, by_kind: Mapping[BlockKind, Block]) -> None:
    """Write what stands below the rule, at the left and at the right of the same lines."""
    m = writer.m
    left = [(by_kind[kind], face) for kind, face in LEFT_KINDS if kind in by_kind]
    right = [by_kind[kind] for kind in (BlockKind.NUMBER, BlockKind.SIGNER) if kind in by_kind]
    for place in range(max(len(left), len(right))):
        other = right[place] if place < len(right) else None
        if place >= len(left):
            assert other is not None
            writer.paragraph(STYLE_NAMES[other.kind], other.text, struck=other.struck).alignment = WD_ALIGN_PARAGRAPH.RIGHT
            continue
        block, face = left[place]
        paragraph = writer.paragraph(STYLE_NAMES[block.kind], block.text, face, struck=block.struck)
        if other is not None:
            paragraph.paragraph_format.tab_stops.add_tab_stop(Pt(m.text_width), WD_TAB_ALIGNMENT.RIGHT)
            writer.runs.add(paragraph._p, f"\t{other.text}", Font.FANG, m.body, struck=[(begin + 1, end + 1) for begin, end in other.struck])


def _left(m: PageMeasures) -> float:
    return (m.width - LETTER_RULE_LENGTH) / 2


def _second_rule(document: Any, m: PageMeasures) -> None:
    """Put the second rule at the foot of the first page, in place of its number; the mark of an unsigned paper stays at its head."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    marked, first = section.header.paragraphs[0], section.first_page_header.paragraphs[0]
    first.alignment = marked.alignment
    first._p.extend(deepcopy(run._r) for run in marked.runs)
    footer = section.first_page_footer
    rule = footer.paragraphs[0]
    rule.paragraph_format.line_spacing = Pt(1)
    put_borders(rule, top={**BORDER, "val": "thinThickSmallGap", "space": 0})
    put_frame(rule, Box(_left(m), m.height - LETTER_RULE_FOOT - RULE, LETTER_RULE_LENGTH, RULE + 1), "atLeast", 0)
    footer.add_paragraph()  # what the frame hangs on
