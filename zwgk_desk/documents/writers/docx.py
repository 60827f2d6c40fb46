"""Word documents (.docx) with the measures of GB/T 9704-2012."""

from __future__ import annotations

import io
import math
from datetime import datetime
from typing import Any

import docx
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ...model.tree import Block, BlockKind, DocumentTree, Table
from ..fonts import Face
from ..measures import GB_T_9704, PageMeasures
from ..packed import stable_zip
from ..recognise import heading_part

WORD_FACES = {Face.FANG: "仿宋", Face.HEI: "黑体", Face.KAI: "楷体", Face.SONG: "宋体", Face.TITLE: "方正小标宋简体"}
HEADING_FACES = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}
MOMENT = datetime(2000, 1, 1)  # the same in every file, so that the same tree gives the same bytes
TWENTIETHS = 20  # of a point are what Word counts in
CELL_AIR = 3.0
"""Points above and below the text of a table's cell."""

RED = RGBColor(0xC8, 0x10, 0x1A)


def write_docx(tree: DocumentTree, title: str, mark: str = "", measures: PageMeasures = GB_T_9704) -> bytes:
    """A document as .docx.

    Args:
        tree: the document.
        title: the title in the file's own description.
        mark: a word at the head of every page, such as 送审稿; empty for none.
        measures: the page.
    """
    document = new_document(title, measures, mark)
    for block in tree.blocks:
        if isinstance(block, Table):
            add_table(document, block, measures)
        else:
            _add_block(document, block, measures)
    return save(document)


def save(document: Any) -> bytes:
    """The document's bytes, the same for the same content."""
    buffer = io.BytesIO()
    document.save(buffer)
    return stable_zip(buffer.getvalue())


def new_document(title: str, measures: PageMeasures = GB_T_9704, mark: str = "") -> Any:
    """An empty document with the page, the styles, the page number and, where given, the mark at its head."""
    document = docx.Document()
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by, properties.comments = title, "", "", ""
    properties.created = properties.modified = MOMENT
    section = document.sections[0]
    section.page_width, section.page_height = Pt(measures.width), Pt(measures.height)
    section.top_margin, section.bottom_margin = Pt(measures.top), Pt(measures.bottom)
    section.left_margin, section.right_margin = Pt(measures.left), Pt(measures.right)
    section.footer_distance = Pt(measures.bottom - measures.page_number_gap - measures.page_number)
    _styles(document, measures)
    _grid(document, section, measures)
    document.settings.odd_and_even_pages_header_footer = True
    for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        _page_number(footer.paragraphs[0], side, measures)
    if mark:
        _mark(section, mark, measures)
    return document


def _mark(section: Any, mark: str, measures: PageMeasures) -> None:
    for header in (section.header, section.even_page_header):
        head = header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        add_run(head, mark, Face.HEI, measures.page_number).font.color.rgb = RED


def mark_docx(content: bytes, mark: str, measures: PageMeasures = GB_T_9704) -> bytes:
    """A finished document with a mark at the head of every page; the same document where the mark is empty."""
    if not mark:
        return content
    document = docx.Document(io.BytesIO(content))
    for section in document.sections:
        _mark(section, mark, measures)
    return save(document)


def add_run(paragraph: Any, text: str, face: Face, size: float) -> Any:
    """A run in one face, for all scripts alike: quotation marks and dashes count as East Asian."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = WORD_FACES[face]
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), WORD_FACES[face])
    fonts.set(qn("w:hint"), "eastAsia")
    if size == GB_T_9704.body:
        _tighten(run._element.rPr, GB_T_9704.tightening)
    return run


def _tighten(properties: Any, points: float) -> None:
    """Set the space after each character (w:spacing), at its place in the schema's order."""
    spacing = properties.find(qn("w:spacing"))
    if spacing is None:
        spacing = OxmlElement("w:spacing")
        following = [properties.find(qn(f"w:{name}")) for name in ("w", "kern", "position", "sz", "szCs", "highlight", "u", "lang")]
        place = next((element for element in following if element is not None), None)
        if place is None:
            properties.append(spacing)
        else:
            place.addprevious(spacing)
    spacing.set(qn("w:val"), str(round(points * TWENTIETHS)))


def _styles(document: Any, m: PageMeasures) -> None:
    _style(document.styles["Normal"], Face.FANG, m.body, m)
    for level, face in HEADING_FACES.items():
        style = document.styles[f"Heading {level}"]
        _style(style, face, m.body, m)
        style.paragraph_format.first_line_indent = Pt(2 * m.character_pitch)
    title = document.styles["Title"]
    _style(title, Face.TITLE, m.title, m)
    title.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.paragraph_format.line_spacing = Pt(m.title * 1.4)
    border = title.element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)


def _style(style: Any, face: Face, size: float, m: PageMeasures) -> None:
    style.font.name, style.font.size, style.font.bold, style.font.italic = WORD_FACES[face], Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), WORD_FACES[face])
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.line_spacing = Pt(math.floor(m.pitch * TWENTIETHS) / TWENTIETHS)  # rounded up, the last line would fall to the next page
    paragraph.widow_control = False
    paragraph.keep_with_next = paragraph.keep_together = False  # else a long run-in heading leaves half a page empty


def _grid(document: Any, section: Any, m: PageMeasures) -> None:
    """The document grid (w:docGrid), which agrees with the exact pitches, and no squeezing of punctuation beside it."""
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = OxmlElement("w:docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(math.floor(m.pitch * TWENTIETHS)))
    control = document.settings.element.find(qn("w:characterSpacingControl"))
    if control is not None:
        control.set(qn("w:val"), "doNotCompress")


def _page_number(paragraph: Any, side: Any, m: PageMeasures) -> None:
    """The page number, 4号 宋体 between dashes, on the outer side with one character left free (GB/T 9704-2012, 7.5)."""
    paragraph.alignment = side
    indent = Pt(m.page_number)
    paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = indent, indent
    add_run(paragraph, "— ", Face.SONG, m.page_number)
    run = add_run(paragraph, "", Face.SONG, m.page_number)
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        if kind:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        else:
            element = OxmlElement("w:instrText")
            element.text = text
        run._element.append(element)
    add_run(paragraph, " —", Face.SONG, m.page_number)


def _add_block(document: Any, block: Block, m: PageMeasures) -> None:
    if block.kind is BlockKind.TITLE:
        add_run(document.add_paragraph(style="Title"), block.text, Face.TITLE, m.title)
    elif block.kind is BlockKind.HEADING:
        paragraph = document.add_paragraph(style=f"Heading {block.level}")
        head = heading_part(block.text)
        add_run(paragraph, head, HEADING_FACES[block.level], m.body)
        if len(head) < len(block.text):
            add_run(paragraph, block.text[len(head) :], Face.FANG, m.body)
    else:
        paragraph = document.add_paragraph()
        add_run(paragraph, block.text, Face.FANG, m.body)
        _place(paragraph, block.kind, m)


def _place(paragraph: Any, kind: BlockKind, m: PageMeasures) -> None:
    if kind is BlockKind.SIGNATURE:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(2 * m.character_pitch)
    elif kind is BlockKind.NUMBER:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif kind is not BlockKind.ADDRESSEE:
        paragraph.paragraph_format.first_line_indent = Pt(2 * m.character_pitch)


def add_table(document: Any, table: Table, m: PageMeasures) -> Any:
    """A table with rules; its lines are as high as their type needs, since exact pitch would cut them."""
    rows = table.rows
    grid = document.add_table(rows=len(rows), cols=len(rows[0]) if rows else 1, style="Table Grid")
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            fill_cell(cell, text, m)
    return grid


def fill_cell(cell: Any, text: str, m: PageMeasures) -> None:
    """Put a text, with its line breaks, into a cell."""
    paragraph = cell.paragraphs[0]
    cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(CELL_AIR)
    for place, line in enumerate(text.split("\n")):
        run = add_run(paragraph, line, Face.FANG, m.cell)
        if place < text.count("\n"):
            run.add_break()
