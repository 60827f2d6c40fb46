"""Builds the pages of a document: knows how much of the last one is used, and sets lines of type on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...model.document.measures import PageMeasures
from ...model.document.tree import Span
from .fonts import Font, FontSet
from .linebreak import Line, tightened
from .page_ops import Ink, Op, Page, TextOp
from .strike import strikes

DESCENT = 0.12
"""Descent of a Chinese typeface below its base line, in ems."""


class PageBuilder:
    """The pages of one document so far.

    Attributes:
        m: the measures.
        faces: the typefaces.
        pages: the pages; the last one is being filled.
        used: how much of its text area is used, in points from above.
        advances: return the advance of a character of the body's size on the grid, by face; `advance` that of the body's own face.
        signed: whether the pages name the place where they are signed.
    """

    def __init__(self, measures: PageMeasures, faces: FontSet) -> None:
        self.m = measures
        self.faces = faces
        self.pages: list[Page] = [Page()]
        self.used = 0.0
        self.signed = False
        self.advances = {face: Advance(faces, face, measures.body, measures.tightening).__getitem__ for face in Font}
        self.advance = self.advances[Font.FANG]

    @property
    def left_over(self) -> float:
        """The height in points that is still free on the page."""
        return self.m.text_height - self.used

    def new_page(self) -> None:
        """Begin a new page."""
        self.pages.append(Page())
        self.used = 0.0

    def take_full(self) -> Iterator[Page]:
        """Yield the pages that are full, and keep only the one that is being filled."""
        full, self.pages = self.pages[:-1], self.pages[-1:]
        yield from full

    def room(self, height: float) -> None:
        """Begin a new page where a height in points no longer fits on this one."""
        if height > self.left_over + 0.01 and self.used > 0:
            self.new_page()

    def skip(self, height: float) -> None:
        """Leave a height in points free; nothing at the top of a page, and no more than there is."""
        if self.used > 0:
            self.used = min(self.used + height, self.m.text_height)

    def put(self, op: Op, height: float = 0) -> None:
        """Put something on the page, and use up a height in points of it."""
        self.pages[-1].ops.append(op)
        self.used += height

    def baseline(self, size: float, pitch: float) -> float:
        """Return the y of the next line's base line, in points from the page's foot: the type is centred in its pitch."""
        top = self.m.height - self.m.top - self.used
        return top - (pitch + size) / 2 + DESCENT * size

    def width_of(self, text: str, face: Font, size: float) -> float:
        """Return the advance of a text in points, without tightening."""
        return sum(self.faces.advance(face, character)[2] for character in text) * size

    def body_width(self, text: str) -> float:
        """Return the advance of a text of the body's size on the grid, in points."""
        return sum(map(self.advance, text))

    @property
    def lines_left(self) -> int:
        """The whole lines of the body that are still free on the page."""
        return int((self.left_over + 0.01) // self.m.pitch)

    def body_line(self, line: Line, x: float, face: Font = Font.FANG, in_head: int = 0, struck: Sequence[Span] = ()) -> None:
        """Set a line of a paragraph from `x` to the right margin, its first `in_head` characters in `face`; it uses up one pitch.

        Args:
            line: the line.
            x: its left edge, in points.
            face: the face of its beginning; all else is in 仿宋.
            in_head: how many characters that beginning has.
            struck: the stretches of the line that are struck through.
        """
        m = self.m
        close = m.body / 2
        marks = tightened(line.text)
        slack = m.left + m.text_width - x - line.width + close * len(marks)
        gaps = max(1, len(line.text) - 1)
        stretch = slack / gaps if slack < 0 or (line.wrapped and slack < 1.6 * m.body + close * len(marks)) else 0.0
        y, ops = self.baseline(m.body, m.pitch), []
        for part_face, start, end in ((face, 0, in_head), (Font.FANG, in_head, len(line.text))):
            for text, spacing in _by_spacing(line.text, start, end, m.tightening, marks, close):
                ops.append(TextOp(x, y, part_face, m.body, text, spacing + stretch))
                x += (
                    sum(map(self.advances[part_face], text))
                    + (spacing - m.tightening if spacing < m.tightening else 0) * len(text)
                    + stretch * len(text)
                )
        self._put_line(ops, struck, m.pitch)

    def _put_line(self, ops: list[TextOp], struck: Sequence[Span], pitch: float) -> None:
        """Put the texts of a line on the page, with the rules through what is struck, and use up its pitch."""
        self.pages[-1].ops.extend(ops)
        if struck:
            self.pages[-1].ops.extend(strikes(ops, struck, self.faces))
        self.used += pitch

    def plain_line(
        self, text: str, x: float, face: Font = Font.FANG, size: float = 0, pitch: float = 0, ink: Ink = Ink.BLACK, struck: Sequence[Span] = ()
    ) -> None:
        """Set a single line from `x`; in the body's size on the grid, in another size with the type's own widths. It uses up one pitch."""
        m = self.m
        size, pitch = size or m.body, pitch or m.pitch
        y, ops = self.baseline(size, pitch), []
        tighten = m.tightening if size == m.body else 0.0
        if text:
            ops.append(TextOp(x, y, face, size, text, tighten, ink))
        self._put_line(ops, struck, pitch)


class Advance(dict[str, float]):
    """Advances of characters at one size in points, each looked up once, tightened to the grid: all alike, figures too, as Word spaces them."""

    def __init__(self, faces: FontSet, face: Font, size: float, tighten: float) -> None:
        super().__init__()
        self._faces = faces
        self._face = face
        self._size = size
        self._tighten = tighten

    def __missing__(self, character: str) -> float:
        em = self._faces.advance(self._face, character)[2]
        width = self[character] = em * self._size + self._tighten if em else 0.0
        return width


def is_full_width(character: str) -> bool:
    """Return whether a character takes a whole square of the grid."""
    return character >= "\u2e80" or character in "“”‘’…—·"


def _by_spacing(text: str, start: int, end: int, tighten: float, marks: frozenset[int], close: float) -> list[tuple[str, float]]:
    """Return the text from `start` to `end` in stretches of one spacing: all of it, but for the marks that are tightened."""
    if not marks:
        return [(text[start:end], tighten)] if start < end else []
    stretches: list[tuple[str, float]] = []
    begun = start
    for place in sorted(place for place in marks if start <= place < end):
        if begun < place:
            stretches.append((text[begun:place], tighten))
        stretches.append((text[place], tighten - close))
        begun = place + 1
    if begun < end:
        stretches.append((text[begun:end], tighten))
    return stretches
