"""Writes a 新旧政策对照表 as PDF, on A4 landscape, with reportlab's own tables, which break over pages and repeat their head."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, Spacer, TableStyle

from ...model.document.comparison import ComparisonTable, Marking, Span
from ...model.document.measures import GB_T_9704, PageMeasures
from ..setting.fonts import Font, FontSet, fonts_for
from ..setting.linebreak import break_lines
from . import pdf_archive
from .comparison_docx import CHANGE_WIDTH, COLOURS, LEADING, MARGIN_POINTS, SIZE, TITLE_SIZE

RULE = 0.5
PADDING_POINTS = 3.0
NUMBER_GAP = 28.0
TAGS = {Marking.REMOVED: "strike", Marking.INSERTED: "u"}


def write_comparison_pdf(side_by_side: ComparisonTable, measures: PageMeasures = GB_T_9704) -> bytes:
    """Return the table as PDF (PDF/A-2b as far as its structure goes); the same table gives the same bytes."""
    faces = fonts_for(measures)
    buffer, own = io.BytesIO(), faces.font(Font.SONG).fontName
    size = (measures.height, measures.width)
    document = SimpleDocTemplate(
        buffer, pagesize=size, leftMargin=MARGIN_POINTS, rightMargin=MARGIN_POINTS, topMargin=MARGIN_POINTS, bottomMargin=MARGIN_POINTS,
        title=side_by_side.title, invariant=1, pageCompression=1, initialFontName=own,
    )  # fmt: skip

    def number(canvas: Any, made: Any) -> None:
        canvas.saveState()
        canvas.setFont(own, SIZE)
        canvas.drawCentredString(size[0] / 2, NUMBER_GAP, f"— {made.page} —")
        canvas.restoreState()

    def first(canvas: Any, made: Any) -> None:
        pdf_archive.describe(canvas._doc, side_by_side.title, "", "", "", None)
        number(canvas, made)

    document.build(
        list(_story(side_by_side, faces, measures)),
        onFirstPage=first,
        onLaterPages=number,
    )
    return buffer.getvalue()


def _story(side_by_side: ComparisonTable, faces: FontSet, measures: PageMeasures) -> Iterator[Any]:
    title = ParagraphStyle("title", fontName=faces.font(Font.TITLE).fontName, fontSize=TITLE_SIZE, leading=TITLE_SIZE * 1.4, alignment=TA_CENTER)
    yield Paragraph(_text(side_by_side.title, Font.TITLE, faces), title)
    body = _style(faces, Font.SONG)
    for line in side_by_side.lines:
        yield Paragraph(_text(line, Font.SONG, faces), body)
    yield Spacer(1, PADDING_POINTS * 2)
    head = _style(faces, Font.HEI)
    column = (measures.height - 2 * MARGIN_POINTS - CHANGE_WIDTH) / 2
    widths = (column, column, CHANGE_WIDTH)
    rows: list[list[Any]] = [[Paragraph(_text(name, Font.HEI, faces), head) for name in side_by_side.heads]]
    for row in side_by_side.rows:
        cells = (row.old, row.new, (Span(row.change),))
        rows.append([_cell(spans, width - 2 * PADDING_POINTS, faces, body) for spans, width in zip(cells, widths, strict=True)])
    lines = [("GRID", (0, 0), (-1, -1), RULE, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), PADDING_POINTS)]
    lines += [
        ("RIGHTPADDING", (0, 0), (-1, -1), PADDING_POINTS),
        ("TOPPADDING", (0, 0), (-1, -1), PADDING_POINTS),
        ("BOTTOMPADDING", (0, 0), (-1, -1), PADDING_POINTS),
    ]
    lines.append(("FONT", (0, 0), (-1, -1), body.fontName, SIZE, LEADING))  # the library's default font is not embedded
    yield LongTable(rows, colWidths=widths, repeatRows=1, style=TableStyle(lines), splitInRow=1)


def _style(faces: FontSet, face: Font) -> ParagraphStyle:
    return ParagraphStyle(face.name, fontName=faces.font(face).fontName, fontSize=SIZE, leading=LEADING, wordWrap=None)


def _cell(spans: Sequence[Span], width: float, faces: FontSet, style: ParagraphStyle) -> Any:
    """Return a cell's text, broken into lines by the rules of linebreak.py, which the library does not know."""

    def advance(character: str) -> float:
        return faces.advance(Font.SONG, character)[2] * SIZE

    text = "".join(span.text for span in spans)
    breaks: set[int] = set()
    begun = 0
    for part in text.split("\n"):
        breaks |= {begun + line.start for line in break_lines(part, advance, width, hang=False) if line.start}
        begun += len(part) + 1
    pieces, place = [], 0
    for span in spans:
        made, place = _broken(span.text, place, breaks, faces), place + len(span.text)
        tag = TAGS.get(span.marking)
        pieces.append(f'<{tag}><font color="#{COLOURS[span.marking]}">{made}</font></{tag}>' if tag else made)
    return Paragraph("".join(pieces), style)


def _broken(text: str, place: int, breaks: set[int], faces: FontSet) -> str:
    """Return a run's mark-up, with the line breaks that fall within it or before it."""
    cuts = sorted(at - place for at in breaks if place <= at < place + len(text))
    made = [_text(text[a:b], Font.SONG, faces) for a, b in pairwise([0, *cuts, len(text)])]
    return "<br/>".join(made)


def _text(text: str, face: Font, faces: FontSet) -> str:
    """Return a text as the library's mark-up; characters that the face lacks are set in the fallback."""
    own = faces.font(face).fontName
    made: list[str] = []
    for character in text:
        if character == "\n":
            made.append("<br/>")
            continue
        if ord(character) < ord(" "):
            continue
        name, shown, _ = faces.advance(face, character)
        made.append(escape(shown) if name == own else f'<font name="{name}">{escape(shown)}</font>')
    return "".join(made)
