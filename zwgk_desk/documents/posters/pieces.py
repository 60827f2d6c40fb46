"""The pieces of the picture from top to bottom: each knows how high it is, draws itself below a height, and says which line of the text it shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ...model.document.poster import BAR, HEADS, Poster
from ..setting.check_code import qr_modules
from ..setting.fonts import Font
from ..setting.titles import title_lines
from . import look as L
from .icons import draw_icon
from .look import Look
from .pen import Pen

LABEL = "一图读懂"
FIGURE = re.compile(r"^(?P<before>[^\d]*?)(?P<number>\d[\d.,/]*(?:[—–~\-～至到]\d[\d.,]*)?)(?P<unit>.*)$")
"""Pattern of a figure: words before it, the number or both ends of a range, and its unit with what stands behind."""


@dataclass(frozen=True)
class Piece:
    """A piece of the picture.

    Attributes:
        height: how high it is.
        draw: draws it below a height.
        part, entry: the part and the number of the entry it shows; an empty part for what shows none.
        left, width: where it lies across the picture.
        leads: whether it must not stand at the foot of a page, as a head does.
        beside: whether the next piece stands beside it, and not below.
    """

    height: float
    draw: Callable[[Pen, float], None]
    part: str = ""
    entry: int = 0
    left: float = 0.0
    width: float = L.WIDTH
    leads: bool = False
    beside: bool = False


def pieces_of(poster: Poster, look: Look, pen: Pen) -> list[Piece]:
    """Return the pieces of a poster from top to bottom.

    Args:
        poster: its content.
        look: the colours of its style.
        pen: measures its texts.
    """
    return list(_Setter(poster, look, pen).pieces())


class _Setter:
    def __init__(self, poster: Poster, look: Look, pen: Pen) -> None:
        self._poster, self._look, self._pen = poster, look, pen

    def pieces(self) -> Iterator[Piece]:
        yield self._title()
        parts: dict[str, Callable[[Any], Iterator[Piece]]] = {
            "aims": self._listed, "changes": self._changes, "figures": self._figures, "gains": self._gains, "measures": self._measures,
            "steps": self._steps, "scope": self._listed_scope, "dates": self._dates,
        }  # fmt: skip
        for name, head in HEADS.items():
            entries = getattr(self._poster, name)
            if entries:
                yield self._head(name, head)
                yield from parts[name](entries)
                yield _gap(L.SECTION_GAP)
        yield from self._foot()

    def _title(self) -> Piece:
        size = L.TITLE
        lines = title_lines(self._poster.title, int(L.INNER // size))
        while len(lines) > L.TITLE_LINES and size > L.SMALLEST_TITLE:
            size -= 2
            lines = title_lines(self._poster.title, int(L.INNER // size))
        about = self._pen.lines(self._poster.about, L.CAPTION, L.INNER) if self._poster.about else []
        below = len(about) * L.CAPTION_LEADING + (L.GAP if about else 0)
        height = 2 * L.MARGIN + 60 + len(lines) * size * 1.4 + below
        look = self._look

        def draw(pen: Pen, top: float) -> None:
            pen.box(0, top, L.WIDTH, height, look.band, 0)
            wide = pen.width(LABEL, 32) + 2 * L.PAD
            pen.canvas.setStrokeColor(look.band_text)
            pen.canvas.setLineWidth(2)
            pen.canvas.roundRect(L.WIDTH / 2 - wide / 2, top - L.MARGIN - 48, wide, 52, 26, stroke=1, fill=0)
            pen.centred(LABEL, L.WIDTH / 2, top - L.MARGIN - 33, 32, look.band_text)
            base = top - L.MARGIN - 60 - size
            for line in lines:
                pen.centred(line, L.WIDTH / 2, base, size, look.band_text, Font.TITLE)
                base -= size * 1.4
            base = top - height + L.MARGIN + below - L.GAP - L.CAPTION
            for line in about:
                pen.centred(line, L.WIDTH / 2, base, L.CAPTION, look.band_text)
                base -= L.CAPTION_LEADING

        return Piece(height + L.SECTION_GAP, draw, "title")

    def _head(self, name: str, text: str) -> Piece:
        look = self._look

        def draw(pen: Pen, top: float) -> None:
            middle = top - L.HEAD_HEIGHT / 2
            colour = L.WHITE if look.filled else look.accent
            if look.filled:
                pen.box(L.MARGIN, top, pen.width(text, L.HEAD) + L.ICON + 3 * L.PAD, L.HEAD_HEIGHT, look.accent, L.HEAD_HEIGHT / 2)
            else:
                pen.box(L.MARGIN, top - L.HEAD_HEIGHT + 4, L.INNER, 3, look.accent, 0)
            draw_icon(pen.canvas, name, L.MARGIN + L.PAD + L.ICON / 2, middle, L.ICON / 2 - 5, colour)
            pen.write(text, L.MARGIN + L.PAD + L.ICON + 12, middle - L.HEAD * 0.36, L.HEAD, colour)

        return Piece(L.HEAD_HEIGHT + L.GAP, draw, leads=True)

    def _text_card(self, text: str, mark: str, part: str, entry: int) -> Piece:
        """A box of text, with a number in a disc before it."""
        indent = 62.0 if mark else 0.0
        lines = self._pen.lines(text, L.BODY, L.INNER - 2 * L.PAD - indent)
        height = len(lines) * L.LEADING + L.PAD + 8
        look = self._look

        def draw(pen: Pen, top: float) -> None:
            pen.box(L.MARGIN, top, L.INNER, height, look.card)
            base = top - L.PAD / 2 - 4 - L.LEADING / 2
            if mark:
                pen.disc(L.MARGIN + L.PAD + 22, base, 22, look.accent)
                pen.centred(mark, L.MARGIN + L.PAD + 22, base - 10, 28, L.WHITE)
            for line in lines:
                pen.write(line, L.MARGIN + L.PAD + indent, base - L.BODY * 0.36, L.BODY, L.INK)
                base -= L.LEADING

        return Piece(height + L.GAP, draw, part, entry, L.MARGIN, L.INNER)

    def _listed(self, entries: Sequence[str]) -> Iterator[Piece]:
        return (self._text_card(text, "", "aims", number) for number, text in enumerate(entries))

    def _listed_scope(self, entries: Sequence[str]) -> Iterator[Piece]:
        return (self._text_card(text, "", "scope", number) for number, text in enumerate(entries))

    def _measures(self, entries: Sequence[str]) -> Iterator[Piece]:
        return (self._text_card(text, str(number + 1), "measures", number) for number, text in enumerate(entries))

    def _figures(self, entries: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        """Figures in rows that are filled to the end: of five, three and two."""
        columns = L.COLUMNS if max(len(caption) for _, caption in entries) <= L.LONG_CAPTION else L.COLUMNS - 1
        rows = -(-len(entries) // columns)
        begin = 0
        for row in range(rows):
            count = -(-(len(entries) - begin) // (rows - row))
            yield from self._figure_row(entries[begin : begin + count], begin)
            begin += count

    def _figure_row(self, row: Sequence[tuple[str, str]], begin: int) -> Iterator[Piece]:
        width = (L.INNER - (len(row) - 1) * L.GAP) / len(row)
        inner = width - L.PAD
        split = [FIGURE.match(value) for value, _ in row]
        captions = [self._pen.lines(caption, L.CAPTION, inner) for _, caption in row]
        height = L.FIGURE * 1.15 + 2 * L.PAD + max(map(len, captions)) * L.CAPTION_LEADING
        for place, (found, (value, _), caption) in enumerate(zip(split, row, captions, strict=True)):
            left = L.MARGIN + place * (width + L.GAP)
            texts = (found["before"], found["number"], found["unit"]) if found else ("", "", value)
            draw = _figure(self._look, texts, caption, (left, width, height))
            yield Piece(height + L.GAP, draw, "figures", begin + place, left, width, beside=place + 1 < len(row))

    def _changes(self, entries: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        half = (L.INNER - 60) / 2
        for number, (before, now) in enumerate(entries):
            sides = [self._pen.lines(text, L.BODY, half - 2 * L.PAD) for text in (before, now)]
            height = max(map(len, sides)) * L.LEADING + L.CAPTION_LEADING + L.PAD + 12
            yield Piece(height + L.GAP, _change(self._look, sides, half, height), "changes", number, L.MARGIN, L.INNER)

    def _gains(self, entries: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        left = L.INNER * 0.34
        for number, (who, what) in enumerate(entries):
            texts = (self._pen.lines(who, L.BODY, left - 1.5 * L.PAD), self._pen.lines(what, L.BODY, L.INNER - left - 1.5 * L.PAD))
            height = max(map(len, texts)) * L.LEADING + L.PAD
            yield Piece(height + 4, _row(self._look, texts, left, height), "gains", number, L.MARGIN, L.INNER)

    def _steps(self, entries: Sequence[str]) -> Iterator[Piece]:
        for number, entry in enumerate(entries):
            name, _, time = entry.partition(BAR)
            lines = self._pen.lines(name.strip(), L.BODY, L.INNER - 2 * L.PAD)
            last = number + 1 == len(entries)
            height = len(lines) * L.LEADING + L.PAD
            below = 12.0 if last else 64.0
            yield Piece(height + below, _step(self._look, lines, time.strip(), (height, last)), "steps", number, L.MARGIN, L.INNER, leads=not last)

    def _dates(self, entries: Sequence[tuple[str, str]]) -> Iterator[Piece]:
        left = L.INNER * 0.36
        for number, (when, what) in enumerate(entries):
            texts = (self._pen.lines(when, L.BODY, left - L.PAD), self._pen.lines(what, L.BODY, L.INNER - left - 2 * L.PAD))
            height = max(map(len, texts)) * L.LEADING + 16
            yield Piece(height, _date(self._look, texts, (left, height), number + 1 == len(entries)), "dates", number, L.MARGIN, L.INNER)

    def _foot(self) -> Iterator[Piece]:
        poster, look = self._poster, self._look
        modules = qr_modules(poster.link) if poster.link else ()
        told = [
            line
            for text in (poster.contact, poster.link)
            if text
            for line in self._pen.lines(text, L.CAPTION, L.INNER - (L.QR + L.PAD if modules else 0))
        ]
        small = self._pen.fitted(poster.source, L.SMALL, L.SMALLEST, L.INNER)
        made = self._pen.lines(poster.source, small, L.INNER) if poster.source else []
        upper = max(len(told) * L.CAPTION_LEADING, L.QR if modules else 0)
        height = upper + len(made) * L.SMALL_LEADING + 2 * L.PAD + L.GAP

        def draw(pen: Pen, top: float) -> None:
            pen.rule(L.MARGIN, top, L.WIDTH - L.MARGIN, top, L.LINE)
            base = top - L.PAD - L.CAPTION
            for line in told:
                pen.write(line, L.MARGIN, base, L.CAPTION, L.INK)
                base -= L.CAPTION_LEADING
            _code(pen, modules, L.WIDTH - L.MARGIN - L.QR, top - L.PAD)
            base = top - L.PAD - upper - L.GAP - L.SMALL
            for line in made:
                pen.centred(line, L.WIDTH / 2, base, small, L.QUIET)
                base -= L.SMALL_LEADING

        if told or made:
            yield Piece(height, draw, "contact" if poster.contact else "source")
        yield _gap(L.GAP if look.filled else 0)


def _gap(height: float) -> Piece:
    return Piece(height, lambda pen, top: None)


def _figure(look: Look, texts: tuple[str, str, str], caption: Sequence[str], box: tuple[float, float, float]) -> Callable[[Pen, float], None]:
    """A figure: its number large, the words before it and its unit small, its meaning below."""
    before, number, unit = texts
    left, width, height = box

    def draw(pen: Pen, top: float) -> None:
        pen.box(left, top, width, height, look.card)
        small = pen.width(before, L.UNIT) + pen.width(unit, L.UNIT)
        room = width - L.PAD
        scale = min(1.0, room / max(1.0, small + pen.width(number, L.FIGURE)))
        x = left + width / 2 - scale * (small + pen.width(number, L.FIGURE)) / 2
        base = top - L.PAD - L.FIGURE * 0.9
        x = pen.write(before, x, base, L.UNIT * scale, look.accent)
        x = pen.write(number, x, base, L.FIGURE * scale, look.accent)
        pen.write(unit, x, base, L.UNIT * scale, look.accent)
        base = top - L.PAD - L.FIGURE * 1.15 - L.CAPTION
        for line in caption:
            pen.centred(line, left + width / 2, base, L.CAPTION, L.INK)
            base -= L.CAPTION_LEADING

    return draw


def _change(look: Look, sides: Sequence[Sequence[str]], half: float, height: float) -> Callable[[Pen, float], None]:
    """Before and after, side by side, with an arrow between them."""

    def draw(pen: Pen, top: float) -> None:
        for place, (label, lines) in enumerate(zip(("以前", "现在"), sides, strict=True)):
            left = L.MARGIN + place * (half + 60)
            pen.box(left, top, half, height, look.accent if place else L.LINE)
            ink = L.WHITE if place else L.INK
            pen.write(label, left + L.PAD, top - L.PAD / 2 - L.CAPTION, L.CAPTION, ink)
            base = top - L.PAD / 2 - L.CAPTION_LEADING - L.BODY
            for line in lines:
                pen.write(line, left + L.PAD, base, L.BODY, ink)
                base -= L.LEADING
        middle, x = top - height / 2, L.MARGIN + half + 10
        pen.rule(x, middle, x + 34, middle, look.accent, 5)
        pen.rule(x + 36, middle, x + 22, middle + 12, look.accent, 5)
        pen.rule(x + 36, middle, x + 22, middle - 12, look.accent, 5)

    return draw


def _row(look: Look, texts: tuple[Sequence[str], Sequence[str]], left: float, height: float) -> Callable[[Pen, float], None]:
    """A row of the table of who gets what."""

    def draw(pen: Pen, top: float) -> None:
        pen.box(L.MARGIN, top, left, height, look.accent, 0)
        pen.box(L.MARGIN + left, top, L.INNER - left, height, look.card, 0)
        pen.rule(L.MARGIN, top - height, L.WIDTH - L.MARGIN, top - height, L.LINE)
        for lines, x, ink in ((texts[0], L.MARGIN + L.PAD * 0.75, L.WHITE), (texts[1], L.MARGIN + left + L.PAD * 0.75, L.INK)):
            base = top - L.PAD / 2 - L.LEADING / 2 - L.BODY * 0.36
            for line in lines:
                pen.write(line, x, base, L.BODY, ink)
                base -= L.LEADING

    return draw


def _step(look: Look, lines: Sequence[str], time: str, box: tuple[float, bool]) -> Callable[[Pen, float], None]:
    """A step of a procedure, and the arrow to the next one with its time beside it."""
    height, last = box

    def draw(pen: Pen, top: float) -> None:
        pen.box(L.MARGIN, top, L.INNER, height, look.card)
        pen.box(L.MARGIN, top, 8, height, look.accent, 0)
        base = top - L.PAD / 2 - L.LEADING / 2 - L.BODY * 0.36
        for line in lines:
            pen.write(line, L.MARGIN + L.PAD, base, L.BODY, L.INK)
            base -= L.LEADING
        if not last:
            pen.arrow(L.WIDTH / 2, top - height - 4, 54, look.accent)
        if time and not last:
            pen.write(time, L.WIDTH / 2 + 24, top - height - 40, L.CAPTION, look.accent)
        elif time:
            pen.write(time, L.WIDTH - L.MARGIN - L.PAD - pen.width(time, L.CAPTION), top - L.PAD / 2 - L.LEADING / 2 - 10, L.CAPTION, look.accent)

    return draw


def _date(look: Look, texts: tuple[Sequence[str], Sequence[str]], box: tuple[float, float], last: bool) -> Callable[[Pen, float], None]:
    """A time on a line of times, and what is then."""
    left, height = box

    def draw(pen: Pen, top: float) -> None:
        x = L.MARGIN + left
        pen.disc(x, top - L.LEADING / 2, 10, look.accent)
        if not last:
            pen.rule(x, top - L.LEADING / 2, x, top - height - L.LEADING / 2, look.accent, 3)
        for lines, at, ink in ((texts[0], L.MARGIN, look.accent), (texts[1], x + L.PAD, L.INK)):
            base = top - L.LEADING / 2 - L.BODY * 0.36
            for line in lines:
                pen.write(line, at, base, L.BODY, ink)
                base -= L.LEADING

    return draw


def _code(pen: Pen, modules: Sequence[Sequence[bool]], left: float, top: float) -> None:
    side = L.QR / len(modules) if modules else 0
    pen.canvas.setFillColor("#000000")
    for row, cells in enumerate(modules):
        for column, dark in enumerate(cells):
            if dark:
                pen.canvas.rect(left + column * side, top - (row + 1) * side, side, side, stroke=0, fill=1)
