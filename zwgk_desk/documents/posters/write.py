"""Writes the one picture: one long page as high as its content, the same cut into pages for posting, and where each part lies on it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportlab.pdfgen.canvas import Canvas

from ...model.document.measures import GB_T_9704
from ...model.document.poster import Poster, PosterStyle
from ..page_image import page_png
from ..setting.fonts import Font, fonts_for
from ..writers import pdf_archive
from .look import LOOKS, MARGIN, PAGE, WIDTH
from .pen import Pen
from .pieces import Piece, pieces_of

TWICE = round(2 * WIDTH)
"""Pixels: the width of the picture as PNG, twice its units, as sharp screens show it."""

MAKER = "根据"
EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Region:
    """Where an entry of the poster lies on the long picture.

    Attributes:
        part, entry: the part and the number of the entry in it; `title` and what stands at the foot have one.
        left, top, width, height: its box, in units from the picture's upper left corner.
    """

    part: str
    entry: int
    left: float
    top: float
    width: float
    height: float


def write_poster_pdf(poster: Poster, style: PosterStyle) -> bytes:
    """Return the poster as PDF with text, one page 750 wide and as high as it needs; the same poster gives the same bytes."""
    return _pdf(poster, style, [_pieces(poster, style)])


def write_poster_png(poster: Poster, style: PosterStyle) -> bytes:
    """Return the poster as one long PNG, at twice its units."""
    return page_png(write_poster_pdf(poster, style), width=TWICE)


def write_poster_pages(poster: Poster, style: PosterStyle) -> bytes:
    """Return the poster cut into pages for posting, as a .zip of PNG files; no part is cut through."""
    pages = [page if not number else [Piece(MARGIN, lambda pen, top: None), *page] for number, page in enumerate(_pages(_pieces(poster, style)))]
    document = _pdf(poster, style, pages, PAGE)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for number in range(len(pages)):
            archive.writestr(zipfile.ZipInfo(f"一图读懂-{number + 1}.png", EPOCH), page_png(document, number, TWICE))
    return buffer.getvalue()


def regions(poster: Poster, style: PosterStyle) -> tuple[Region, ...]:
    """Return where each entry lies on the long picture."""
    found, top = [], 0.0
    for piece in _pieces(poster, style):
        if piece.part:
            found.append(Region(piece.part, piece.entry, piece.left, top, piece.width, piece.height))
        top += 0.0 if piece.beside else piece.height
    return tuple(found)


def _pieces(poster: Poster, style: PosterStyle) -> list[Piece]:
    return pieces_of(poster, LOOKS[style], Pen(fonts_for(GB_T_9704)))


def _height(pieces: Sequence[Piece]) -> float:
    return sum(piece.height for piece in pieces if not piece.beside)


def _pages(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield the pieces page by page: what leads on goes to the next page with what it leads to, pieces side by side stay together."""
    page: list[Piece] = []
    for group in _groups(pieces):
        if page and _height([*page, *group]) > PAGE - MARGIN:
            yield page
            page = []
        page += group
    if page:
        yield page


def _groups(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if not piece.leads and not piece.beside:
            yield group
            group = []
    if group:
        yield group


def _pdf(poster: Poster, style: PosterStyle, pages: Sequence[Sequence[Piece]], least: float = 0.0) -> bytes:
    faces = fonts_for(GB_T_9704)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(WIDTH, PAGE), invariant=1, pageCompression=1, initialFontName=faces.font(Font.SONG).fontName)
    maker = poster.source.partition(MAKER)[0] or poster.title  # whoever made it is its author, and never this program
    pdf_archive.describe(canvas._doc, poster.title, maker, "", "", None)
    canvas.setTitle(poster.title)
    pen = Pen(faces, canvas)
    for pieces in pages:
        height = max(_height(pieces), least)
        canvas.setPageSize((WIDTH, height))
        pen.box(0, height, WIDTH, height, LOOKS[style].page, 0)
        top = height
        for piece in pieces:
            piece.draw(pen, top)
            top -= 0.0 if piece.beside else piece.height
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
