"""The page of a Word document: paper, styles, document grid, page numbers, and the mark at the head of unsigned papers."""

from __future__ import annotations

import io
import math
from datetime import date, datetime
from functools import lru_cache
from typing import Any

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from ...model.document.measures import OUTER, PageMeasures
from ...model.document.tree import BlockKind
from ..setting.check_code import CODE_SIZE
from ..setting.fonts import Font, wanted_names
from ..setting.linebreak import LINE_ROOM
from ..setting.titles import title_pitch
from ..word_package import pack_document
from ..word_styles import LABEL_STYLE, STYLE_NAMES
from .docx_runs import TWENTIETHS, RunMaker, element

HEADING_FACES = {1: Font.HEI, 2: Font.KAI, 3: Font.FANG, 4: Font.FANG}
MOMENT = datetime(2000, 1, 1)  # used where no day is given, so that the same tree gives the same bytes
LONGEST_PROPERTY = 255
"""Characters that python-docx takes for a property of a file."""

KEPT_TABLE_STYLES = ("Normal Table", "Table Grid")
STYLES_WITH_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"
FOOTER_LEADING = 1.2
RED = "C8101A"
KIND_FACES = {BlockKind.SECRECY: Font.HEI, BlockKind.URGENCY: Font.HEI, BlockKind.ATTACHMENT: Font.HEI, BlockKind.ATTACHMENT_TITLE: Font.TITLE}
INDENTED = (BlockKind.PARAGRAPH, BlockKind.NOTE)
THEMES = ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme")


def new_document(title: str, measures: PageMeasures, mark: str = "", author: str = "", on: date | None = None) -> Any:
    """Return an empty document with the page, the styles, the page number and, where given, the mark at its head."""
    document = docx.Document(io.BytesIO(_empty(measures)))
    properties = document.core_properties
    properties.title, properties.author = title[:LONGEST_PROPERTY], author[:LONGEST_PROPERTY]
    properties.last_modified_by, properties.comments = "", ""
    properties.created = properties.modified = datetime.combine(on, datetime.min.time()) if on else MOMENT
    if mark:
        put_mark(document, mark, measures)
    return document


@lru_cache(maxsize=8)
def _empty(measures: PageMeasures) -> bytes:
    """Return the bytes of an empty document of a preset; made once for each."""
    document = docx.Document()
    _drop_table_styles(document)
    section = document.sections[0]
    section.page_width, section.page_height = Pt(measures.width), Pt(measures.height)
    section.top_margin, section.bottom_margin = Pt(measures.top), Pt(measures.bottom)
    section.left_margin, section.right_margin = Pt(measures.left), Pt(measures.right - _excess(measures))
    section.footer_distance = Pt(max(0.0, measures.bottom - measures.page_number_gap - measures.page_number * FOOTER_LEADING / 2))
    _language(document)
    _styles(document, measures)
    _grid(document, section, measures)
    _page_numbers(document, section, measures)
    _slim(document)
    return pack_document(document)


def _excess(m: PageMeasures) -> float:
    """Return by how much a line of the grid's characters is longer than the text area, in points: Word measures the space between them in
    twentieths and asks for the whole last character, so that without a little more room it would fall to the next line."""
    spaces = (m.characters - 1) * round(m.tightening * TWENTIETHS) / TWENTIETHS
    return max(0.0, math.ceil((m.characters * m.body + spaces - m.text_width) * TWENTIETHS) / TWENTIETHS) + LINE_ROOM


def _slim(document: Any) -> None:
    """Remove what the library's template holds and no document needs: a thumbnail, and styles for old programs."""
    for rels, kind in ((document.part.package.rels, RELATIONSHIP_TYPE.THUMBNAIL), (document.part.rels, STYLES_WITH_EFFECTS)):
        for key in [key for key, relation in rels.items() if relation.reltype == kind]:
            del rels[key]


def _drop_table_styles(document: Any) -> None:
    """Remove a hundred styles of tables, which took nine tenths of the file and of the time to read it and to find a style in it."""
    for style in list(document.styles):
        if style.type == WD_STYLE_TYPE.TABLE and style.name not in KEPT_TABLE_STYLES:
            style.delete()


def put_mark(document: Any, mark: str, measures: PageMeasures) -> None:
    """Put a red word at the head of every page of a python-docx document."""
    runs = RunMaker(measures)
    for section in document.sections:
        for header in (section.header, section.even_page_header):
            head = header.paragraphs[0]
            head.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            runs.add(head._p, mark, Font.HEI, measures.page_number, RED)


def exact(points: float) -> Any:
    """Return a line pitch in twentieths of a point, rounded down: rounded up, the last line would fall to the next page."""
    return Pt(math.floor(points * TWENTIETHS) / TWENTIETHS)


def _language(document: Any) -> None:
    """Say that the text is Chinese: by that a program chooses what may begin and end a line, and what hangs in the margin."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    defaults.find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}/{qn('w:lang')}").set(qn("w:eastAsia"), "zh-CN")


def _styles(document: Any, m: PageMeasures) -> None:
    _style(document.styles["Normal"], Font.FANG, m.body, m)
    for level, face in HEADING_FACES.items():
        style = document.styles[f"Heading {level}"]
        _style(style, face, m.body, m)
        style.paragraph_format.first_line_indent = Pt(2 * m.character_pitch)
    title = document.styles["Title"]
    _style(title, Font.TITLE, m.title, m)
    _title_format(title, m)
    border = title.element.find(qn("w:pPr")).find(qn("w:pBdr"))
    if border is not None:
        border.getparent().remove(border)
    label = document.styles.add_style(LABEL_STYLE, WD_STYLE_TYPE.PARAGRAPH)
    label.base_style = document.styles["Normal"]
    _style(label, Font.HEI, m.cell, m)
    label.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, name in STYLE_NAMES.items():
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        size = {BlockKind.ATTACHMENT_TITLE: m.title, BlockKind.CC: m.imprint, BlockKind.PRINTED: m.imprint, BlockKind.CHECK_CODE: CODE_SIZE}.get(
            kind, m.body
        )
        _style(style, KIND_FACES.get(kind, Font.FANG), size, m)
        style.quick_style = True
        _kind_format(style, kind, m)


def _kind_format(style: Any, kind: BlockKind, m: PageMeasures) -> None:
    layout = style.paragraph_format
    if kind in INDENTED:
        layout.first_line_indent = Pt(2 * m.character_pitch)
    elif kind in (BlockKind.SIGNATURE, BlockKind.DATE):
        layout.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        layout.right_indent = Pt(2 * m.character_pitch)
    elif kind in (BlockKind.NUMBER, BlockKind.ISSUER_NAME_MARK):
        layout.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif kind is BlockKind.ATTACHMENT_TITLE:
        _title_format(style, m)
    elif kind in (BlockKind.CC, BlockKind.PRINTED):
        layout.left_indent = layout.right_indent = Pt(m.imprint)


def _title_format(style: Any, m: PageMeasures) -> None:
    style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    style.paragraph_format.line_spacing = exact(title_pitch(m))


def _style(style: Any, face: Font, size: float, m: PageMeasures) -> None:
    name = wanted_names(m)[face]
    style.font.name, style.font.size, style.font.bold, style.font.italic = name, Pt(size), False, False
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for attribute in THEMES:  # the theme's typeface would override the named one
        fonts.attrib.pop(qn(attribute), None)
    fonts.set(qn("w:eastAsia"), name)
    paragraph = style.paragraph_format
    paragraph.space_before = paragraph.space_after = Pt(0)
    paragraph.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    paragraph.line_spacing = exact(m.pitch)
    spacing = style.element.pPr.find(qn("w:spacing"))
    for other in ("autoSpaceDE", "autoSpaceDN"):  # no space between Chinese and figures or letters, as in the PDF
        spacing.addprevious(element(other, val=0))
    paragraph.widow_control = True
    paragraph.keep_with_next = paragraph.keep_together = False  # said of each paragraph: a run-in heading is broken as any text is


def _grid(document: Any, section: Any, m: PageMeasures) -> None:
    """Set the document grid (w:docGrid) to the exact pitches, and switch off Word's own compression of punctuation."""
    grid = section._sectPr.find(qn("w:docGrid"))
    if grid is None:
        grid = element("docGrid")
        section._sectPr.append(grid)
    grid.set(qn("w:type"), "lines")
    grid.set(qn("w:linePitch"), str(math.floor(m.pitch * TWENTIETHS)))
    control = document.settings.element.find(qn("w:characterSpacingControl"))
    if control is not None:
        control.set(qn("w:val"), "doNotCompress")


def _page_numbers(document: Any, section: Any, m: PageMeasures) -> None:
    """Write the page number, 4号 宋体 between dashes, on the outer side with one character left free (GB/T 9704-2012, 7.5)."""
    document.settings.odd_and_even_pages_header_footer = True
    outer = m.page_number_place == OUTER
    for footer, side in ((section.footer, WD_ALIGN_PARAGRAPH.RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)):
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side if outer else WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing = Pt(m.page_number * FOOTER_LEADING)  # the dashes are at its mid-height
        indent = Pt(m.page_number if outer else 0)
        paragraph.paragraph_format.left_indent, paragraph.paragraph_format.right_indent = indent, indent
        runs = RunMaker(m)
        runs.add(paragraph._p, "— ", Font.SONG, m.page_number)
        runs.field(paragraph._p, "PAGE", Font.SONG, m.page_number)
        runs.add(paragraph._p, " —", Font.SONG, m.page_number)
