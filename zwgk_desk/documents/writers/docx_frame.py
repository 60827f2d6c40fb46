"""Writes the 版头 and the 版记 of a Word document (GB/T 9704-2012, 7.2 and 7.4)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Pt

from ...model.document.measures import MM
from ...model.document.tree import Block, BlockKind
from ...model.terms import LayoutForm
from ..recognise import BETWEEN_NAMES, PRINTED
from ..setting.fonts import Font
from ..setting.layout_frame import COPIES_HEAD, DOCUMENT, MARK_LEADING
from ..setting.special import ORDER_MARK_TOP
from ..setting.strike import within
from ..word_styles import STYLE_NAMES
from .docx_body import DocxBody
from .docx_page import KIND_FACES, RED
from .docx_runs import EIGHTHS, TWENTIETHS, element, put_borders

MOST_BORDER_SPACE = 31  # points: the most that Word leaves between text and border


def write_masthead(writer: DocxBody, blocks: Sequence[Block], layout: LayoutForm = LayoutForm.ORDINARY) -> None:
    """Write the 版头; that of an order has no rule (10.2)."""
    order = layout is LayoutForm.ORDER
    by_kind = {block.kind: block for block in blocks}
    above = 0
    for kind in (BlockKind.COPY_NUMBER, BlockKind.SECRECY, BlockKind.URGENCY):
        if kind in by_kind:
            writer.paragraph(STYLE_NAMES[kind], by_kind[kind].text, KIND_FACES.get(kind, Font.FANG), struck=by_kind[kind].struck)
            above += 1
    marked = BlockKind.ISSUER_NAME_MARK in by_kind
    if marked:
        _mark(writer, by_kind[BlockKind.ISSUER_NAME_MARK].text, above, ORDER_MARK_TOP if order else writer.m.mark_top_mm * MM)
        _blank(writer, 2)
    number = _number(writer, by_kind.get(BlockKind.NUMBER), by_kind.get(BlockKind.SIGNER))
    if order:
        _blank(writer, 2)
    elif marked:
        if number is None:
            number = writer.paragraph("Normal")
        _red_rule(writer, number)
        _blank(writer, 2)


def _blank(writer: DocxBody, count: int) -> None:
    for _ in range(count):
        writer.paragraph("Normal")


def _mark(writer: DocxBody, text: str, above: int, top: float) -> None:
    """Write the 发文机关标志, `top` points below the text area's upper edge; several departments one below the other, all as wide as the widest."""
    m = writer.m
    names = [name for name in BETWEEN_NAMES.split(text) if name]
    if len(names) > 1 and names[-1] == DOCUMENT:
        names[-2:] = [names[-2] + DOCUMENT]
    size = min(m.mark, m.text_width / max(map(len, names)), m.mark * 2 / max(2, len(names)))
    paragraph = writer.paragraph(STYLE_NAMES[BlockKind.ISSUER_NAME_MARK], "\n".join(names), Font.TITLE, round(size * 2) / 2 - 0.5, RED)
    layout = paragraph.paragraph_format
    layout.space_before = Pt(max(0.0, top - above * m.pitch - (MARK_LEADING - 1) * size / 2))
    layout.line_spacing = Pt(size * MARK_LEADING)


def _number(writer: DocxBody, number: Block | None, signer: Block | None) -> Any:
    """Write the paragraph of 发文字号, with the signer at its right where there is one, and return it; None where there is neither."""
    m = writer.m
    if signer is None:
        return writer.paragraph(STYLE_NAMES[BlockKind.NUMBER], number.text, struck=number.struck) if number else None
    paragraph = writer.paragraph(STYLE_NAMES[BlockKind.NUMBER if number else BlockKind.SIGNER])
    if number:
        writer.runs.add(paragraph._p, f"{number.text}\t", Font.FANG, m.body, struck=number.struck)
    writer.runs.add(paragraph._p, signer.text, Font.FANG, m.body, struck=signer.struck)
    layout = paragraph.paragraph_format
    paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
    layout.first_line_indent = Pt(m.character_pitch)
    layout.tab_stops.add_tab_stop(Pt(m.text_width - m.character_pitch), WD_TAB_ALIGNMENT.RIGHT)
    return paragraph


def _red_rule(writer: DocxBody, paragraph: Any) -> None:
    """Draw the red rule below the number, as the paragraph's lower border (7.2.7)."""
    m = writer.m
    line_foot = (m.pitch - m.body) / 2
    space = min(MOST_BORDER_SPACE, max(0, round(m.red_rule_gap_mm * MM - line_foot)))
    put_borders(paragraph, bottom={"val": "single", "sz": round(m.red_rule_mm * MM * EIGHTHS), "space": space, "color": RED})


def write_imprint(writer: DocxBody, blocks: Sequence[Block], ruled: bool = True) -> None:
    """Write the 版记 as a table at the lower edge of the text area, with rules of the standard's weights (7.4.1), in a letter without any (10.1)."""
    m = writer.m
    width = round(m.text_width * TWENTIETHS)
    table = writer.document.add_table(rows=len(blocks), cols=1)
    writer.end.addprevious(table._tbl)
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    left = round(m.left * TWENTIETHS)
    # placed from the page's edge: LibreOffice positions tables as wide as the text only so
    properties.append(element("tblpPr", leftFromText=0, rightFromText=0, vertAnchor="margin", horzAnchor="page", tblpX=left, tblpYSpec="bottom"))
    properties.append(element("tblOverlap", val="never"))
    properties.append(element("tblW", w=width, type="dxa"))
    if ruled:
        properties.append(_borders(writer))
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=0, type="dxa"))
    properties.append(margins)
    table._tbl.tblGrid.find(qn("w:gridCol")).set(qn("w:w"), str(width))
    for row, block in zip(table.rows, blocks, strict=True):
        cell = row.cells[0]
        cell.width = Pt(m.text_width)
        row._tr.get_or_add_trPr().append(element("cantSplit"))
        cell.paragraphs[0].style = writer.document.styles[STYLE_NAMES[block.kind]]
        cell.paragraphs[0].paragraph_format.keep_with_next = True
        _imprint_text(writer, cell.paragraphs[0], block)
    writer.paragraph("Normal")


def _borders(writer: DocxBody) -> Any:
    borders = element("tblBorders")
    for side, weight in (("top", writer.m.imprint_thick_mm), ("bottom", writer.m.imprint_thick_mm), ("insideH", writer.m.imprint_thin_mm)):
        borders.append(element(side, val="single", sz=round(weight * MM * EIGHTHS), space=0, color="000000"))
    return borders


def _imprint_text(writer: DocxBody, paragraph: Any, block: Block) -> None:
    m = writer.m
    layout = paragraph.paragraph_format
    printed = PRINTED.fullmatch(block.text) if block.kind is BlockKind.PRINTED else None
    text, struck = block.text, block.struck
    if printed:  # the tab takes the place of the blanks between the two
        text, at = f"{printed[1]}\t{printed[2]}", len(printed[1]) + 1
        right = within(block.struck, printed.start(2), len(printed[2]))
        struck = (*within(block.struck, 0, len(printed[1])), *((first + at, end + at) for first, end in right))
        layout.tab_stops.add_tab_stop(Pt(m.text_width - m.imprint), WD_TAB_ALIGNMENT.RIGHT)
    head = COPIES_HEAD.match(block.text)
    if head:
        hanging = len(head.group()) * m.imprint
        layout.left_indent, layout.first_line_indent = Pt(m.imprint + hanging), Pt(-hanging)
    writer.runs.add(paragraph._p, text, Font.FANG, m.imprint, struck=struck)
