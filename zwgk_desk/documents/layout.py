"""From a document tree to pages: where each line of text and each rule stands. Nothing is drawn here, so that page numbers and a table
of contents are known before the first page is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..model.tree import Block, BlockKind, DocumentTree, Table
from .fonts import Face, FaceSet
from .linebreak import Line, balanced_title, break_lines, units
from .measures import PageMeasures
from .recognise import heading_part

HEADING_FACES = {1: Face.HEI, 2: Face.KAI, 3: Face.FANG, 4: Face.FANG}
CELL_LEADING = 1.5
CELL_PADDING = 4.0
MOST_WANTED = 24
"""So many characters a column may ask for in one line."""

LONGEST_UNIT = 16
"""Longer words, such as digests, may be torn apart in a table."""

TITLE_LEADING = 1.4


@dataclass(frozen=True)
class TextOp:
    """A stretch of text in one face.

    Attributes:
        x, y: the start of its base line, from the lower left corner of the page.
        face: the face; `size` its size in points.
        text: the characters.
        spacing: what is added after each character, in points.
    """

    x: float
    y: float
    face: Face
    size: float
    text: str
    spacing: float = 0


@dataclass(frozen=True)
class RuleOp:
    """A thin line from one point to another."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass
class Page:
    """What stands on one page."""

    ops: list[TextOp | RuleOp] = field(default_factory=list)


class Setter:
    """Sets one document after another into pages."""

    def __init__(self, measures: PageMeasures, faces: FaceSet) -> None:
        self._m = measures
        self._faces = faces
        self._pages: list[Page] = []
        self._used = 0.0

    def set(self, tree: DocumentTree) -> list[Page]:
        """The pages of a document; one empty page where it has no text."""
        self._pages = [Page()]
        self._used = 0.0
        blocks = tree.blocks
        for place, block in enumerate(blocks):
            if isinstance(block, Table):
                self._table(block)
            elif block.kind is BlockKind.TITLE:
                self._title(block.text, last=place + 1 == len(blocks) or not _is_title(blocks[place + 1]))
            else:
                self._block(block)
        return self._pages

    def _advance(self, face: Face, size: float, tighten: float) -> _Advance:
        return _Advance(self._faces, face, size, tighten)

    def _room(self, height: float) -> None:
        if self._used + height > self._m.text_height + 0.01 and self._used > 0:
            self._pages.append(Page())
            self._used = 0.0

    def _baseline(self, size: float, pitch: float) -> float:
        """The base line of the next line of text: centred in its pitch, with the descent of a Chinese face (0.12 em)."""
        top = self._m.height - self._m.top - self._used
        return top - (pitch + size) / 2 + 0.12 * size

    def _title(self, text: str, last: bool) -> None:
        size, pitch = self._m.title, self._m.title * TITLE_LEADING
        most = int(self._m.text_width // size)
        for line in balanced_title(text, most):
            self._room(pitch)
            width = sum(self._faces.advance(Face.TITLE, c)[2] for c in line) * size
            x = self._m.left + (self._m.text_width - width) / 2
            self._put(TextOp(x, self._baseline(size, pitch), Face.TITLE, size, line), pitch)
        if last:
            self._used += self._m.pitch

    def _block(self, block: Block) -> None:
        if block.kind is BlockKind.SIGNATURE:
            self._right(block.text)
        elif block.kind is BlockKind.NUMBER:
            self._centred(block.text)
        elif block.kind is BlockKind.ADDRESSEE:
            self._paragraph(block.text, Face.FANG, 0, 0)
        elif block.kind is BlockKind.HEADING:
            self._paragraph(block.text, HEADING_FACES[block.level], len(heading_part(block.text)), 2)
        else:
            self._paragraph(block.text, Face.FANG, 0, 2)

    def _paragraph(self, text: str, face: Face, head: int, indent: int) -> None:
        """A paragraph whose first `head` characters stand in `face`, the rest in 仿宋."""
        m = self._m
        advance = self._advance(Face.FANG, m.body, m.tightening)
        shift = indent * m.character_pitch
        set_so_far = 0
        for place, line in enumerate(break_lines(text, advance, m.text_width, shift)):
            x = m.left + (shift if place == 0 else 0)
            self._room(m.pitch)
            in_head = max(0, min(len(line.text), head - set_so_far))
            self._line(line, x, face, in_head, advance)
            set_so_far = text.find(line.text, set_so_far) + len(line.text)

    def _line(self, line: Line, x: float, face: Face, in_head: int, advance: _Advance) -> None:
        m = self._m
        y = self._baseline(m.body, m.pitch)
        slack = m.left + m.text_width - x - line.width
        gaps = max(1, len(line.text) - 1)
        stretch = slack / gaps if line.wrapped and 0 < slack < 1.6 * m.body else 0.0
        for text, part_face in ((line.text[:in_head], face), (line.text[in_head:], Face.FANG)):
            for stretch_text, spacing in _by_width(text, m.tightening):
                self._put(TextOp(x, y, part_face, m.body, stretch_text, spacing + stretch))
                x += sum(advance(c) + stretch for c in stretch_text)
        self._used += m.pitch

    def _right(self, text: str) -> None:
        m = self._m
        width = sum(map(self._advance(Face.FANG, m.body, m.tightening), text))
        x = max(m.left, m.left + m.text_width - width - 2 * m.character_pitch)
        self._room(m.pitch)
        self._pieces(text, x, m.pitch)

    def _centred(self, text: str) -> None:
        m = self._m
        width = sum(map(self._advance(Face.FANG, m.body, m.tightening), text))
        self._room(m.pitch)
        self._pieces(text, m.left + max(0.0, (m.text_width - width) / 2), m.pitch)

    def _pieces(self, text: str, x: float, pitch: float) -> None:
        m = self._m
        advance = self._advance(Face.FANG, m.body, m.tightening)
        y = self._baseline(m.body, pitch)
        for piece, spacing in _by_width(text, m.tightening):
            self._put(TextOp(x, y, Face.FANG, m.body, piece, spacing))
            x += sum(map(advance, piece))
        self._used += pitch

    def _put(self, op: TextOp | RuleOp, height: float = 0) -> None:
        self._pages[-1].ops.append(op)
        self._used += height

    def _table(self, table: Table) -> None:
        widths = self._column_widths(table)
        for row in table.rows:
            self._row(row, widths)
        self._used += self._m.pitch / 2

    def _column_widths(self, table: Table) -> list[float]:
        """Each column as wide as what is not to be torn apart in it; the rest by how much more would stand in one line."""
        m = self._m
        advance = self._advance(Face.FANG, m.cell, 0)
        columns = [[line for cell in column for line in cell.split("\n")] for column in zip(*table.rows, strict=True)]
        least = [max((_least(line, advance, m.cell) for line in lines), default=0) + 2 * CELL_PADDING for lines in columns]
        most = sum(least)
        if most > m.text_width:
            return [m.text_width * width / most for width in least]
        wanted = [min(max((sum(map(advance, line)) for line in lines), default=0), MOST_WANTED * m.cell) for lines in columns]
        weights = [max(want + 2 * CELL_PADDING - width, 0) + m.cell / 2 for want, width in zip(wanted, least, strict=True)]
        total = sum(weights) or 1
        return [width + (m.text_width - most) * weight / total for width, weight in zip(least, weights, strict=True)]

    def _row(self, row: tuple[str, ...], widths: list[float]) -> None:
        m = self._m
        advance = self._advance(Face.FANG, m.cell, 0)
        cells = [
            [line.text for part in text.split("\n") for line in break_lines(part, advance, width - 2 * CELL_PADDING, hang=False)]
            for text, width in zip(row, widths, strict=True)
        ]
        pitch = m.cell * CELL_LEADING
        most = int((m.text_height - 2 * CELL_PADDING) // pitch)
        tallest = max((len(cell) for cell in cells), default=1)
        for start in range(0, tallest, most):
            self._row_piece([cell[start : start + most] for cell in cells], widths, pitch)

    def _row_piece(self, cells: list[list[str]], widths: list[float], pitch: float) -> None:
        m = self._m
        height = max((len(cell) for cell in cells), default=1) * pitch + 2 * CELL_PADDING
        self._room(height)
        top = m.height - m.top - self._used
        x = m.left
        for cell, width in zip(cells, widths, strict=True):
            inner = top - (height - len(cell) * pitch) / 2
            for place, text in enumerate(cell):
                y = inner - place * pitch - (pitch + m.cell) / 2 + 0.12 * m.cell
                self._put(TextOp(x + CELL_PADDING, y, Face.FANG, m.cell, text))
            self._frame(x, top, width, height)
            x += width
        self._used += height

    def _frame(self, x: float, top: float, width: float, height: float) -> None:
        for rule in (
            RuleOp(x, top, x + width, top),
            RuleOp(x, top - height, x + width, top - height),
            RuleOp(x, top, x, top - height),
            RuleOp(x + width, top, x + width, top - height),
        ):
            self._put(rule)


class _Advance:
    """The advance of a character at one size, remembered; full-width ones are tightened to the grid."""

    def __init__(self, faces: FaceSet, face: Face, size: float, tighten: float) -> None:
        self._faces = faces
        self._face = face
        self._size = size
        self._tighten = tighten
        self._known: dict[str, float] = {}

    def __call__(self, character: str) -> float:
        width = self._known.get(character)
        if width is None:
            em = self._faces.advance(self._face, character)[2]
            width = self._known[character] = em * self._size + (self._tighten if is_full_width(character) else 0)
        return width


def _least(line: str, advance: _Advance, size: float) -> float:
    """The width that a line of a cell must have: for what is not to be torn apart in it, and for three characters of it."""
    longest = max((sum(map(advance, unit)) for unit in units(line) if len(unit) <= LONGEST_UNIT), default=0)
    return max(longest, min(sum(map(advance, line)), 3 * size))


def is_full_width(character: str) -> bool:
    """Whether a character takes a whole square of the grid."""
    return character >= "\u2e80" or character in "“”‘’…—·"


def _by_width(text: str, tighten: float) -> list[tuple[str, float]]:
    """The text in stretches of full-width and of narrow characters, with the spacing of each."""
    stretches: list[tuple[str, float]] = []
    for character in text:
        spacing = tighten if is_full_width(character) else 0.0
        if stretches and stretches[-1][1] == spacing:
            stretches[-1] = (stretches[-1][0] + character, spacing)
        else:
            stretches.append((character, spacing))
    return stretches


def _is_title(block: Block | Table) -> bool:
    return isinstance(block, Block) and block.kind is BlockKind.TITLE
