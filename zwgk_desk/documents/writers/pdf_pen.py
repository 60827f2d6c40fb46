"""Draws laid-out pages into a PDF. Every font is embedded, as a subset of the glyphs that are used."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PIL import Image
from reportlab import rl_config
from reportlab.lib.colors import Color
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFPageLabel
from reportlab.pdfgen.canvas import Canvas

from ...model.document.measures import OUTER, SIGNING_PLACE, PageMeasures
from ...model.document.tree import Picture
from ..setting.fonts import Font, FontSet
from ..setting.front import Entry
from ..setting.page_builder import DESCENT
from ..setting.page_ops import Ink, Page, PictureOp, RuleOp, TextOp
from . import pdf_archive

rl_config.useA85 = 0  # streams as plain bytes: smaller, and made in less time than as text

COLOURS = {ink: Color(*ink.value) for ink in Ink}
PLAIN_MODES = frozenset({"1", "L", "LA", "P", "RGB", "RGBA"})
THICKENED = 0.02
"""Width in ems of the line that is drawn round characters of the fallback in a title: they are as bold as 小标宋 then."""

MARK_SIZE = 96
MARK_ANGLE = 50
PRINT_FLAG = 4  # annotations are printed too, as PDF/A asks (ISO 19005-2, 6.3.2)


@dataclass(frozen=True)
class Description:
    """The metadata of a PDF.

    Attributes:
        title: its title.
        author: its author; empty for none.
        subject: its subject; empty for the title.
        keywords: words to find it by; empty for the title.
        on: the day of its creation; None for a fixed one.
    """

    title: str
    author: str = ""
    subject: str = ""
    keywords: str = ""
    on: date | None = None


class Pen:
    """Draws pages on a canvas."""

    def __init__(self, description: Description, measures: PageMeasures, faces: FontSet, mark: str) -> None:
        self._m = measures
        self._faces = faces
        self._mark = mark
        self._buffer = io.BytesIO()
        self._drawn = 0
        self._glyphs: dict[Font, dict[str, tuple[str, str, float]]] = {face: {} for face in Font}
        self._lent: set[str] = set()  # the names in this file of the fonts from which characters are taken that a face lacks
        size = (measures.width, measures.height)
        first = faces.font(Font.FANG).fontName  # otherwise the library would name a font of its own that is not embedded, against PDF/A
        self._canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=1, initialFontName=first, pdfVersion=pdf_archive.VERSION)
        d = description
        pdf_archive.describe(self._canvas._doc, d.title, d.author, d.subject, d.keywords, d.on)

    def label_pages(self, prefix: str = "", numbered: bool = False) -> None:
        """Label the pages from the next one on with this prefix in viewers, or number them from 1 (ISO 32000-1, 12.4.2)."""
        self._canvas.addPageLabel(self._drawn, PDFPageLabel.ARABIC if numbered else None, 1 if numbered else None, prefix or None)

    def page(self, page: Page, number: int, bookmark: str = "") -> None:
        """Draw one page of a document, with its number, and a bookmark where a part begins."""
        self._marks()
        if bookmark:
            self._bookmark(bookmark, f"page-{number}")
        if page.signing is not None:
            left, bottom, right, top = page.signing
            place = self._canvas.bookmarkPage(SIGNING_PLACE, fit="FitR", left=left, bottom=bottom, right=right, top=top)
            self._canvas._doc.Catalog.Dests = PDFDictionary({SIGNING_PLACE: place})  # the library itself names no destination in the file
        for op in page.ops:
            if isinstance(op, PictureOp):
                self._canvas.drawImage(_reader(op.picture), op.x, op.y, op.width, op.height, mask="auto")
        self._texts([op for op in page.ops if isinstance(op, TextOp)])
        self._rules([op for op in page.ops if isinstance(op, RuleOp)])
        if page.numbered:
            self._number(number)
        self._show()

    def only(self, page: Page, size: tuple[float, float]) -> bytes:
        """Return a file of this page alone, of a size of its own, without number or mark."""
        self._canvas.setPageSize(size)
        self._texts([op for op in page.ops if isinstance(op, TextOp)])
        self._rules([op for op in page.ops if isinstance(op, RuleOp)])
        self._show()
        return self.finish()

    def front(self, page: Page, bookmark: str = "", key: str = "", links: Sequence[tuple[Entry, tuple[float, float, float, float]]] = ()) -> None:
        """Draw a page before the documents, without a number.

        Args:
            page: the page.
            bookmark, key: the bookmark that begins here, and its name in the file; empty for none.
            links: the places that lead to the page on which a part begins.
        """
        self._marks()
        if bookmark:
            self._bookmark(bookmark, key)
        self._texts([op for op in page.ops if isinstance(op, TextOp)])
        self._rules([op for op in page.ops if isinstance(op, RuleOp)])
        for entry, place in links:
            if entry.page is not None:
                self._canvas.linkRect(entry.name, f"page-{entry.page}", place, thickness=0, F=PRINT_FLAG)
        self._show()

    def finish(self) -> bytes:
        """Return the bytes of the whole file."""
        self._canvas.save()
        return pdf_archive.with_line_ends(self._buffer.getvalue())

    def _show(self) -> None:
        self._canvas.showPage()
        self._drawn += 1

    def _bookmark(self, name: str, key: str) -> None:
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(name, key, 0)

    def _texts(self, ops: Sequence[TextOp]) -> None:
        """Draw texts by writing the operators directly (ISO 32000-1, 9.4), which takes half the time of the library's text objects.
        Every stretch of one font has its place said, so that no reader has to add up spaces to find it."""
        ink, spacing, set_in, thick = Ink.BLACK, 0.0, "", False
        code = ["BT"]
        for op in ops:
            if op.ink is not ink:
                ink = op.ink
                code.append("{:.2f} {:.2f} {:.2f} rg".format(*ink.value))
            if op.spacing != spacing:
                spacing = op.spacing
                code.append(f"{spacing:.4f} Tc")
            for x, font, text in self._stretches(op):
                wanted = f"{font} {op.size:g} Tf"
                if wanted != set_in:
                    set_in = wanted
                    code.append(wanted)
                if (op.face is Font.TITLE and font in self._lent) is not thick:
                    thick = not thick
                    code.append("{:.2f} {:.2f} {:.2f} RG {:.3f} w 2 Tr".format(*ink.value, op.size * THICKENED) if thick else "0 Tr")
                code.append(f"1 0 0 1 {x:.3f} {op.y:.3f} Tm ({text}) Tj")
        if thick:
            code.append("0 Tr")
        if ink is not Ink.BLACK:
            code.append("0 0 0 rg")
        if spacing:
            code.append("0 Tc")
        code.append("ET")
        self._canvas.addLiteral("\n".join(code))

    def _stretches(self, op: TextOp) -> Iterator[tuple[float, str, str]]:
        """Yield the stretches of a text in one font: their beginnings, the font's name in this file, and the codes of the characters."""
        known = self._glyphs[op.face]
        x, begun, font, codes = op.x, op.x, "", ""
        for character in op.text:
            glyph = known.get(character)
            if glyph is None:
                glyph = known[character] = self._glyph(op.face, character)
            name, code, em = glyph
            if not code:
                continue
            if name != font:
                if codes:
                    yield begun, font, codes
                begun, font, codes = x, name, ""
            codes += code
            x += em * op.size + op.spacing
        if codes:
            yield begun, font, codes

    def _glyph(self, face: Font, character: str) -> tuple[str, str, float]:
        """Return a character's font name in this file, its code as it is written, and its advance in ems."""
        name, printed, em = self._faces.advance(face, character)
        font, document = pdfmetrics.getFont(name), self._canvas._doc
        if not printed:  # a mark that is nothing to print
            return "", "", 0.0
        ((subset, code),) = font.splitString(printed, document)
        written = font.getSubsetInternalName(subset, document)
        if name != self._faces.font(face).fontName:
            self._lent.add(written)
        return written, self._canvas._escape(code), em

    def _rules(self, ops: Sequence[RuleOp]) -> None:
        by_kind: dict[tuple[float, Ink], list[tuple[float, float, float, float]]] = {}
        for op in ops:
            by_kind.setdefault((op.thickness, op.ink), []).append((op.x1, op.y1, op.x2, op.y2))
        for (thickness, ink), rules in by_kind.items():
            self._canvas.setStrokeColor(COLOURS[ink])
            self._canvas.setLineWidth(thickness)
            self._canvas.lines(rules)

    def _width(self, text: str, face: Font, size: float) -> float:
        return sum(self._faces.advance(face, c)[2] for c in text) * size

    def _number(self, number: int) -> None:
        """Draw the page number, 4号 宋体 between dashes whose top lies 7 mm below the text area, on the outer side with one character left
        free (GB/T 9704-2012, 7.5)."""
        m = self._m
        text = f"— {number} —"
        width = self._width(text, Font.SONG, m.page_number)
        if m.page_number_place != OUTER:
            x = m.left + (m.text_width - width) / 2
        elif number % 2:
            x = m.left + m.text_width - m.page_number - width
        else:
            x = m.left + m.page_number
        dash = (0.5 - DESCENT) * m.page_number  # from the base line up to the dashes
        self._texts([TextOp(x, m.bottom - m.page_number_gap - dash, Font.SONG, m.page_number, text)])

    def _marks(self) -> None:
        """Draw the mark of an unsigned paper: pale across the page, and red at its head."""
        if not self._mark:
            return
        m = self._m
        self._canvas.saveState()
        self._canvas.translate(m.width / 2, m.height / 2)
        self._canvas.rotate(MARK_ANGLE)
        x = -self._width(self._mark, Font.HEI, MARK_SIZE) / 2
        self._texts([TextOp(x, -MARK_SIZE * 0.4, Font.HEI, MARK_SIZE, self._mark, 0, Ink.PALE)])
        self._canvas.restoreState()
        width = self._width(self._mark, Font.HEI, m.page_number)
        self._texts([TextOp(m.left + m.text_width - width, m.height - m.top / 2, Font.HEI, m.page_number, self._mark, 0, Ink.RED)])


def _reader(picture: Picture) -> Any:
    """Return a picture for the PDF library; CMYK colours are converted to RGB, since the output intent of the file is RGB."""
    image = Image.open(io.BytesIO(picture.content))
    return ImageReader(io.BytesIO(picture.content) if image.mode in PLAIN_MODES else image.convert("RGB"))
