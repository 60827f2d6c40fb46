"""Writes a 新旧政策对照表 as .docx, on A4 landscape: removed text struck through, inserted text underlined, so that colour is not needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Pt

from ...model.document.comparison import ComparisonTable, Marking, Span
from ...model.document.measures import GB_T_9704, PageMeasures
from ..setting.fonts import Font
from ..word_package import pack_document
from .docx import shape_table
from .docx_page import new_document
from .docx_runs import RunMaker, element

MARGIN_POINTS = 56.7
"""Margin on each side of the page, in points: 20 mm."""

SIZE, HEAD_SIZE, TITLE_SIZE = 10.5, 10.5, 18.0
LEADING = 16.0
CHANGE_WIDTH = 64.0
COLOURS = {Marking.REMOVED: "B3202A", Marking.INSERTED: "1F5A96"}


def write_comparison_docx(side_by_side: ComparisonTable, measures: PageMeasures = GB_T_9704) -> bytes:
    """Return the table as .docx; the same table gives the same bytes."""
    document = new_document(side_by_side.title, measures)
    _across(document, measures)
    runs = RunMaker(measures)
    for line, face, size, align in _head(side_by_side):
        paragraph = document.add_paragraph()
        paragraph.alignment = align
        _tight(paragraph, size * 1.4)
        runs.add(paragraph._p, line, face, size)
    table = document.add_table(rows=1 + len(side_by_side.rows), cols=len(side_by_side.heads))
    table.style = "Table Grid"
    cells = [row.cells for row in table.rows]
    for place, text in enumerate(side_by_side.heads):
        _fill(cells[0][place], (Span(text),), runs, Font.HEI, HEAD_SIZE)
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))
    for row, found in zip(cells[1:], side_by_side.rows, strict=True):
        _fill(row[0], found.old, runs, Font.SONG, SIZE)
        _fill(row[1], found.new, runs, Font.SONG, SIZE)
        _fill(row[2], (Span(found.change),), runs, Font.SONG, SIZE)
    column = (measures.height - 2 * MARGIN_POINTS - CHANGE_WIDTH) / 2
    shape_table(table, (column, column, CHANGE_WIDTH))
    return pack_document(document)


def _across(document: Any, measures: PageMeasures) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Pt(measures.height), Pt(measures.width)
    section.top_margin = section.bottom_margin = section.left_margin = section.right_margin = Pt(MARGIN_POINTS)
    grid = section._sectPr.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}docGrid")
    if grid is not None:
        section._sectPr.remove(grid)


def _head(side_by_side: ComparisonTable) -> list[tuple[str, Font, float, Any]]:
    title = (side_by_side.title, Font.TITLE, TITLE_SIZE, WD_ALIGN_PARAGRAPH.CENTER)
    return [title, *((line, Font.SONG, SIZE, WD_ALIGN_PARAGRAPH.LEFT) for line in side_by_side.lines)]


def _tight(paragraph: Any, leading: float) -> None:
    form = paragraph.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.first_line_indent = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.AT_LEAST, Pt(leading)


def _fill(cell: Any, spans: Sequence[Span], runs: RunMaker, face: Font, size: float) -> None:
    paragraph = cell.paragraphs[0]
    _tight(paragraph, LEADING)
    for span in spans:
        before = len(paragraph._p)
        runs.add(paragraph._p, span.text, face, size, COLOURS.get(span.marking, ""))
        for run in list(paragraph._p)[before:]:
            _mark(run, span.marking)


def _mark(run: Any, marking: Marking) -> None:
    """Strike a run through, or underline it; in the order of the schema (ISO/IEC 29500-1, 17.3.2.28)."""
    properties = run.rPr
    if properties is None or marking is Marking.KEPT:
        return
    colour = properties.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}color")
    if marking is Marking.REMOVED:
        colour.addprevious(element("strike"))
    else:
        last = properties.find("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}szCs")
        last.addnext(element("u", val="single"))
