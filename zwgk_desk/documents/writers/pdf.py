"""PDF: one document, or several bound into one with a cover, contents and bookmarks. Every font is embedded and cut down to what is used."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from ...model.progress import Progress, silent
from ...model.tree import DocumentTree
from ..fonts import Face, FaceSet, office_faces
from ..layout import Page, RuleOp, Setter, TextOp
from ..linebreak import balanced_title
from ..measures import GB_T_9704, PageMeasures

RED = Color(0.78, 0.06, 0.10)
PALE = Color(0.93, 0.93, 0.93)
BLACK = Color(0, 0, 0)
RULE_WIDTH = 0.5
DRAFT_MARK = "送审稿"
CONTENTS_PER_PAGE = 18


@dataclass(frozen=True)
class Section:
    """One part of a bound PDF: its name in the contents, and its document."""

    name: str
    tree: DocumentTree


@dataclass(frozen=True)
class Cover:
    """The first page of a bound PDF: what it is, the policy's title, and a few lines of facts."""

    kind: str
    title: str
    facts: tuple[str, ...] = ()


def write_pdf(tree: DocumentTree, title: str, mark: str = "", measures: PageMeasures = GB_T_9704) -> bytes:
    """One document as a PDF.

    Args:
        tree: the document.
        title: the title in the file's own description.
        mark: a word printed on every page, such as 送审稿; empty for none.
        measures: the page.
    """
    faces = office_faces()
    pen = _Pen(title, measures, faces, mark)
    for number, page in enumerate(Setter(measures, faces).set(tree), start=1):
        pen.page(page, number)
    return pen.finish()


def bind_pdf(sections: Sequence[Section], cover: Cover, mark: str = "", measures: PageMeasures = GB_T_9704, progress: Progress = silent) -> bytes:
    """Several documents as one PDF: cover, contents, then each in its order, numbered through.

    Args:
        sections: the parts, in order.
        cover: what the first page says.
        mark: a word printed on every page; empty for none.
        measures: the page.
        progress: told of each part.

    Raises:
        Cancelled: by `progress`.
    """
    faces = office_faces()
    setter = Setter(measures, faces)
    laid: list[list[Page]] = []
    for place, section in enumerate(sections):
        progress(place / max(1, len(sections)) / 2, f"排版：{section.name}")
        laid.append(setter.set(section.tree))
    contents_pages = -(-max(1, len(sections)) // CONTENTS_PER_PAGE)
    pen = _Pen(cover.title, measures, faces, mark)
    pen.cover(cover)
    first = 1
    starts = []
    for pages in laid:
        starts.append(first)
        first += len(pages)
    pen.contents([(section.name, start) for section, start in zip(sections, starts, strict=True)], contents_pages)
    for place, (section, pages, start) in enumerate(zip(sections, laid, starts, strict=True)):
        progress(0.5 + place / max(1, len(sections)) / 2, f"装订：{section.name}")
        for number, page in enumerate(pages, start=start):
            pen.page(page, number, bookmark=section.name if number == start else "")
    return pen.finish()


class _Pen:
    """Draws pages on a canvas."""

    def __init__(self, title: str, measures: PageMeasures, faces: FaceSet, mark: str) -> None:
        self._m = measures
        self._faces = faces
        self._mark = mark
        self._buffer = io.BytesIO()
        size = (measures.width, measures.height)
        first = faces.font(Face.FANG).fontName  # else the library names a font of its own, which nobody embeds
        self._canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=first)
        self._canvas.setTitle(title)
        self._canvas.setCreator("政务公开工作台")
        self._canvas.setProducer("政务公开工作台")
        self._canvas.setAuthor("")
        self._canvas.setSubject("")

    def page(self, page: Page, number: int, bookmark: str = "") -> None:
        """One page of a document, with its number on the outer side and a bookmark where a part begins."""
        self._marks()
        if bookmark:
            self._canvas.bookmarkPage(f"page-{number}")
            self._canvas.addOutlineEntry(bookmark, f"page-{number}", 0)
        text = self._canvas.beginText()
        for op in page.ops:
            if isinstance(op, TextOp):
                self._text(text, op)
        self._canvas.drawText(text)
        self._canvas.setLineWidth(RULE_WIDTH)
        rules = [(op.x1, op.y1, op.x2, op.y2) for op in page.ops if isinstance(op, RuleOp)]
        if rules:
            self._canvas.lines(rules)
        self._number(number)
        self._canvas.showPage()

    def cover(self, cover: Cover) -> None:
        """The first page."""
        m = self._m
        self._marks()
        self._canvas.bookmarkPage("cover")
        self._canvas.addOutlineEntry("封面", "cover", 0)
        self._centre(cover.kind, m.height - 70 * 72 / 25.4, Face.TITLE, 36, RED)
        y = m.height - 80 * 72 / 25.4
        self._canvas.setStrokeColor(RED)
        self._canvas.setLineWidth(2)
        self._canvas.line(m.left, y, m.left + m.text_width, y)
        self._canvas.setStrokeColor(BLACK)
        y -= 60
        for line in balanced_title(cover.title, int(m.text_width // m.title)):
            self._centre(line, y, Face.TITLE, m.title)
            y -= m.title * 1.5
        y = 70 * 72 / 25.4
        for fact in reversed(cover.facts):
            self._centre(fact, y, Face.FANG, m.body)
            y += m.pitch
        self._canvas.showPage()

    def contents(self, entries: Sequence[tuple[str, int]], pages: int) -> None:
        """The contents, with the page on which each part begins; each line leads there."""
        m = self._m
        for page in range(pages):
            self._marks()
            if page == 0:
                self._canvas.bookmarkPage("contents")
                self._canvas.addOutlineEntry("目录", "contents", 0)
            self._centre("目　录", m.height - m.top - m.title, Face.TITLE, m.title)
            y = m.height - m.top - 3 * m.pitch
            for name, number in entries[page * CONTENTS_PER_PAGE : (page + 1) * CONTENTS_PER_PAGE]:
                self._contents_line(name, number, y)
                y -= m.pitch
            self._canvas.showPage()

    def _contents_line(self, name: str, number: int, y: float) -> None:
        m = self._m
        page = str(number)
        page_width = self._width(page, Face.FANG, m.body)
        room = m.text_width - page_width - 3 * m.body
        shown = name
        while self._width(shown, Face.FANG, m.body) > room:
            shown = shown[:-2] + "…"
        name_width = self._width(shown, Face.FANG, m.body)
        dot = self._width(".", Face.FANG, m.body)
        dots = "." * max(3, int((m.text_width - name_width - page_width - m.body) / dot))
        text = self._canvas.beginText()
        self._text(text, TextOp(m.left, y, Face.FANG, m.body, shown))
        self._text(text, TextOp(m.left + m.text_width - page_width - m.body / 2 - len(dots) * dot, y, Face.FANG, m.body, dots))
        self._text(text, TextOp(m.left + m.text_width - page_width, y, Face.FANG, m.body, page))
        self._canvas.drawText(text)
        self._canvas.linkRect("", f"page-{number}", (m.left, y - 4, m.left + m.text_width, y + m.body), thickness=0)

    def finish(self) -> bytes:
        """The bytes of the whole file."""
        self._canvas.save()
        return self._buffer.getvalue()

    def _text(self, text: Any, op: TextOp) -> None:
        text.setTextOrigin(op.x, op.y)
        text.setCharSpace(op.spacing)
        for segment in self._faces.segments(op.face, op.text):
            text.setFont(segment.font, op.size)
            text.textOut(segment.text)

    def _width(self, text: str, face: Face, size: float) -> float:
        return sum(self._faces.advance(face, c)[2] for c in text) * size

    def _centre(self, text: str, y: float, face: Face, size: float, colour: Color = BLACK) -> None:
        self._at((self._m.width - self._width(text, face, size)) / 2, y, text, face, size, colour)

    def _at(self, x: float, y: float, text: str, face: Face, size: float, colour: Color = BLACK) -> None:
        self._canvas.setFillColor(colour)
        drawn = self._canvas.beginText()
        self._text(drawn, TextOp(x, y, face, size, text))
        self._canvas.drawText(drawn)
        self._canvas.setFillColor(BLACK)

    def _number(self, number: int) -> None:
        """The page number, 4号 宋体 between dashes, on the outer side with one character left free (GB/T 9704-2012, 7.5)."""
        m = self._m
        text = f"— {number} —"
        width = self._width(text, Face.SONG, m.page_number)
        x = m.left + m.text_width - m.page_number - width if number % 2 else m.left + m.page_number
        self._at(x, m.bottom - m.page_number_gap - m.page_number * 0.88, text, Face.SONG, m.page_number)

    def _marks(self) -> None:
        """The mark of an unsigned paper: pale across the page, and red at its head."""
        if not self._mark:
            return
        m = self._m
        size = 96
        self._canvas.saveState()
        self._canvas.translate(m.width / 2, m.height / 2)
        self._canvas.rotate(50)
        self._at(-self._width(self._mark, Face.HEI, size) / 2, -size * 0.4, self._mark, Face.HEI, size, PALE)
        self._canvas.restoreState()
        width = self._width(self._mark, Face.HEI, m.page_number)
        self._at(m.left + m.text_width - width, m.height - m.top / 2, self._mark, Face.HEI, m.page_number, RED)
