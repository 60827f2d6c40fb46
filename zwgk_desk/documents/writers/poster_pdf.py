"""Draws 一图读懂 as one long page: as high as its content, so that no text is ever cut off; every text is fitted to its box."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from ...model.document.measures import GB_T_9704
from ...model.document.poster import HEADS, Poster, PosterStyle
from ..setting.fonts import Font, FontSet, fonts_for
from ..setting.linebreak import break_lines
from ..setting.titles import title_lines
from . import pdf_archive

WIDTH_POINTS = GB_T_9704.width
MARGIN_POINTS = 36.0
INNER = WIDTH_POINTS - 2 * MARGIN_POINTS
PAD = 12.0
GAP_POINTS = 14.0
COLUMNS = 3
BODY, LEADING = 12.0, 19.0
CAPTION, CAPTION_LEADING = 10.0, 14.0
HEAD, HEAD_HEIGHT = 15.0, 30.0
FIGURE, SMALLEST_FIGURE = 26.0, 11.0
UNDER = 4.0
TITLE, SMALLEST_TITLE, TITLE_LINES = 30.0, 20.0, 3
LABEL = "一图读懂"
DATE_WIDTH = 118.0
RADIUS = 6.0


@dataclass(frozen=True)
class _Look:
    """The colours of a style, and the form of its heads.

    Attributes:
        band, band_text: the head's ground and writing.
        accent: heads, figures, numbers.
        card: the ground of boxes.
        filled: whether heads are filled bars, else a rule stands before them.
    """

    band: str
    band_text: str
    accent: str
    card: str
    filled: bool


LOOKS = {
    PosterStyle.RED: _Look("#B3261E", "#FFFFFF", "#B3261E", "#FBF1EF", filled=True),
    PosterStyle.BLUE: _Look("#EAF1FA", "#12396B", "#1B5AA8", "#F3F7FC", filled=False),
}
INK, QUIET, WHITE = "#222222", "#666666", "#FFFFFF"

Draw = Callable[[Any, float], None]


@dataclass(frozen=True)
class _Block:
    """A piece of the page: how high it is, and what draws it below a height."""

    height: float
    draw: Draw


def write_poster_pdf(poster: Poster, style: PosterStyle) -> bytes:
    """Return the poster as PDF, one page as wide as A4 and as high as it needs; the same poster gives the same bytes."""
    blocks = list(_Setter(poster, LOOKS[style], fonts_for(GB_T_9704)).blocks())
    height = sum(block.height for block in blocks)
    buffer = io.BytesIO()
    canvas = Canvas(
        buffer, pagesize=(WIDTH_POINTS, height), invariant=1, pageCompression=1, initialFontName=fonts_for(GB_T_9704).font(Font.SONG).fontName
    )
    pdf_archive.describe(canvas._doc, poster.title, "", "", "", None)
    canvas.setTitle(poster.title)
    top = height
    for block in blocks:
        block.draw(canvas, top)
        top -= block.height
    canvas.showPage()
    canvas.save()
    return buffer.getvalue()


class _Setter:
    """Lays out one poster."""

    def __init__(self, poster: Poster, look: _Look, faces: FontSet) -> None:
        self._poster, self._look, self._faces = poster, look, faces

    def blocks(self) -> Iterator[_Block]:
        """Yield all pieces from top to bottom."""
        yield self._title()
        for name, head in HEADS.items():
            entries = getattr(self._poster, name)
            if entries:
                yield self._head(head)
                yield from self._part(name, entries)
                yield _Block(GAP_POINTS, _nothing)
        yield self._foot()

    def _part(self, name: str, entries: Any) -> Iterator[_Block]:
        if name == "figures":
            return self._figures(entries)
        if name == "dates":
            return self._dates(entries)
        return self._measures(entries) if name == "measures" else self._listed(entries)

    def _lines(self, text: str, face: Font, size: float, width: float) -> list[str]:
        return [line.text for line in break_lines(text, lambda c: self._faces.advance(face, c)[2] * size, width, hang=False)]

    def _width(self, text: str, face: Font, size: float) -> float:
        return sum(self._faces.advance(face, character)[2] for character in text) * size

    def _write(self, canvas: Any, text: str, place: tuple[float, float], face: Font, size: float, colour: str) -> None:
        canvas.setFillColor(colour)
        writing = canvas.beginText(*place)
        for character in text:
            name, shown, _ = self._faces.advance(face, character)
            writing.setFont(name, size)
            writing.textOut(shown)
        canvas.drawText(writing)

    def _fitted(self, text: str, face: Font, size: float, smallest: float, width: float) -> float:
        """Return the size in points at which a text fits one line, but not below the smallest."""
        wide = self._width(text, face, 1)
        return max(smallest, min(size, width / wide)) if wide else size

    def _title(self) -> _Block:
        size = TITLE
        lines = title_lines(self._poster.title, int(INNER // size))
        while len(lines) > TITLE_LINES and size > SMALLEST_TITLE:
            size -= 1
            lines = title_lines(self._poster.title, int(INNER // size))
        height = 2 * MARGIN_POINTS + 26 + len(lines) * size * 1.4
        look = self._look

        def draw(canvas: Any, top: float) -> None:
            canvas.setFillColor(look.band)
            canvas.rect(0, top - height + GAP_POINTS, WIDTH_POINTS, height - GAP_POINTS, stroke=0, fill=1)
            if not look.filled:
                canvas.setFillColor(look.accent)
                canvas.rect(0, top - height + GAP_POINTS, WIDTH_POINTS, 4, stroke=0, fill=1)
            self._write(canvas, LABEL, (WIDTH_POINTS / 2 - self._width(LABEL, Font.HEI, 14) / 2, top - MARGIN_POINTS), Font.HEI, 14, look.band_text)
            base = top - MARGIN_POINTS - 26 - size
            for line in lines:
                self._write(canvas, line, (WIDTH_POINTS / 2 - self._width(line, Font.TITLE, size) / 2, base), Font.TITLE, size, look.band_text)
                base -= size * 1.4

        return _Block(height + GAP_POINTS / 2, draw)

    def _head(self, text: str) -> _Block:
        look, wide = self._look, self._width(text, Font.HEI, HEAD)

        def draw(canvas: Any, top: float) -> None:
            canvas.setFillColor(look.accent)
            if look.filled:
                canvas.roundRect(MARGIN_POINTS, top - HEAD_HEIGHT + 6, wide + 2 * PAD, HEAD_HEIGHT - 6, RADIUS, stroke=0, fill=1)
                self._write(canvas, text, (MARGIN_POINTS + PAD, top - HEAD - 2), Font.HEI, HEAD, WHITE)
            else:
                canvas.rect(MARGIN_POINTS, top - HEAD_HEIGHT + 8, 5, HEAD_HEIGHT - 10, stroke=0, fill=1)
                self._write(canvas, text, (MARGIN_POINTS + PAD, top - HEAD - 2), Font.HEI, HEAD, look.accent)

        return _Block(HEAD_HEIGHT + 4, draw)

    def _card(self, canvas: Any, left: float, top: float, width: float, height: float) -> None:
        canvas.setFillColor(self._look.card)
        canvas.roundRect(left, top - height, width, height, RADIUS, stroke=0, fill=1)

    def _text_card(self, text: str, mark: str) -> _Block:
        """Return a box of text, with a mark or a number in a disc before it."""
        indent = 2 * PAD + 8 if mark else 0
        lines = self._lines(text, Font.SONG, BODY, INNER - 2 * PAD - indent)
        height = len(lines) * LEADING + PAD

        def draw(canvas: Any, top: float) -> None:
            self._card(canvas, MARGIN_POINTS, top, INNER, height)
            if mark:
                canvas.setFillColor(self._look.accent)
                canvas.circle(MARGIN_POINTS + PAD + 9, top - PAD / 2 - LEADING / 2, 9, stroke=0, fill=1)
                wide = self._width(mark, Font.HEI, 11)
                self._write(canvas, mark, (MARGIN_POINTS + PAD + 9 - wide / 2, top - PAD / 2 - LEADING / 2 - 4), Font.HEI, 11, WHITE)
            base = top - PAD / 2 - BODY - 2
            for line in lines:
                self._write(canvas, line, (MARGIN_POINTS + PAD + indent, base), Font.SONG, BODY, INK)
                base -= LEADING

        return _Block(height + 6, draw)

    def _listed(self, entries: Sequence[str]) -> Iterator[_Block]:
        return (self._text_card(text, "") for text in entries)

    def _measures(self, entries: Sequence[str]) -> Iterator[_Block]:
        return (self._text_card(text, str(number)) for number, text in enumerate(entries, start=1))

    def _figures(self, entries: Sequence[tuple[str, str]]) -> Iterator[_Block]:
        columns = min(COLUMNS, len(entries))
        for begin in range(0, len(entries), columns):
            yield self._figure_row(entries[begin : begin + columns], (INNER - (columns - 1) * 8) / columns)

    def _figure_row(self, row: Sequence[tuple[str, str]], width: float) -> _Block:
        inner = width - 2 * PAD
        sizes = [self._fitted(value, Font.HEI, FIGURE, SMALLEST_FIGURE, inner) for value, _ in row]
        values = [self._lines(value, Font.HEI, size, inner) for (value, _), size in zip(row, sizes, strict=True)]
        captions = [self._lines(caption, Font.SONG, CAPTION, inner) for _, caption in row]
        upper = max(len(lines) * size * 1.25 for lines, size in zip(values, sizes, strict=True))
        height = upper + max(map(len, captions)) * CAPTION_LEADING + 2 * PAD + UNDER

        def draw(canvas: Any, top: float) -> None:
            for place, (size, value, caption) in enumerate(zip(sizes, values, captions, strict=True)):
                left = MARGIN_POINTS + place * (width + 8)
                self._card(canvas, left, top, width, height)
                base = top - PAD - size
                for line in value:
                    self._write(canvas, line, (left + width / 2 - self._width(line, Font.HEI, size) / 2, base), Font.HEI, size, self._look.accent)
                    base -= size * 1.25
                base = top - PAD - upper - UNDER - CAPTION
                for line in caption:
                    self._write(canvas, line, (left + width / 2 - self._width(line, Font.SONG, CAPTION) / 2, base), Font.SONG, CAPTION, INK)
                    base -= CAPTION_LEADING

        return _Block(height + 8, draw)

    def _dates(self, entries: Sequence[tuple[str, str]]) -> Iterator[_Block]:
        return (self._date(when, what, place == len(entries) - 1) for place, (when, what) in enumerate(entries))

    def _date(self, when: str, what: str, last: bool) -> _Block:
        left = self._lines(when, Font.HEI, BODY, DATE_WIDTH)
        right = self._lines(what, Font.SONG, BODY, INNER - DATE_WIDTH - 3 * PAD)
        height = max(len(left), len(right)) * LEADING + 8

        def draw(canvas: Any, top: float) -> None:
            line = MARGIN_POINTS + DATE_WIDTH + PAD
            canvas.setFillColor(self._look.accent)
            canvas.setStrokeColor(self._look.accent)
            canvas.circle(line, top - LEADING / 2, 4, stroke=0, fill=1)
            if not last:
                canvas.setLineWidth(1)
                canvas.line(line, top - LEADING / 2, line, top - height - LEADING / 2)
            for texts, face, colour, at in ((left, Font.HEI, self._look.accent, MARGIN_POINTS), (right, Font.SONG, INK, line + PAD)):
                for place, text in enumerate(texts):
                    self._write(canvas, text, (at, top - BODY - 1 - place * LEADING), face, BODY, colour)

        return _Block(height, draw)

    def _foot(self) -> _Block:
        lines = self._lines(self._poster.source, Font.SONG, CAPTION, INNER) if self._poster.source else []

        def draw(canvas: Any, top: float) -> None:
            base = top - GAP_POINTS - CAPTION
            for line in lines:
                self._write(canvas, line, (WIDTH_POINTS / 2 - self._width(line, Font.SONG, CAPTION) / 2, base), Font.SONG, CAPTION, QUIET)
                base -= CAPTION_LEADING

        return _Block(len(lines) * CAPTION_LEADING + 2 * GAP_POINTS + 6, draw)


def _nothing(canvas: Any, top: float) -> None:
    """Draw nothing: for a piece that is only a gap."""
