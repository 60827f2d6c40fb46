"""Splits a document into the units that are compared: articles of a law, numbered items of a notice, or paragraphs where nothing is numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.document.comparison import Provision
from ...model.document.tree import Block, DocumentTree, Table
from .closing import ATTACHMENT, BLANKS, CLOSING, CONTACT, FORMULA, roles_of
from .scripts import folded

NUMERALS = "零〇一二三四五六七八九十百千"
ARTICLE = re.compile(rf"第[{NUMERALS}0-9]{{1,9}}条(?:之[{NUMERALS}]{{1,3}})?(?![、，的规第款项和至之])")
DIVISION = re.compile(rf"(?:#{{1,6}}\s*)?第[{NUMERALS}0-9]{{1,7}}[编分章节](?:[\s　]|$)")
DIVISION_NUMBER = re.compile(r"第[^编分章节]{1,7}[编分章节][\s\u3000]+")
LEVELS = (
    re.compile(rf"[{NUMERALS}]{{1,5}}、"),
    re.compile(rf"[（(][{NUMERALS}]{{1,5}}[）)]"),
    re.compile(r"\d{1,3}[.．、](?!\d(?!\d{0,3}[年月日]))"),
    re.compile(r"[（(]\d{1,3}[）)]"),
)
"""The four levels of a notice (GB/T 9704-2012, 7.3.3)."""

DECIMAL = re.compile(r"\d{1,2}(?:\.\d{1,2}){0,3}(?=[\s\u3000]+[^\s\d])|\d{1,2}(?:\.\d{1,2}){1,3}(?=[\u3400-\u9fff《“])")
"""The numbers of a contingency plan: 1, 1.1, 1.1.1, each whole."""

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff \t\u3000"
"""Invisible characters at the ends of paragraphs."""

LONGEST_DIVISION = 60
FEWEST_ARTICLES = 3
FEWEST_DECIMALS = 3


@dataclass(frozen=True)
class _Piece:
    """A paragraph or a table, with its place among the paragraphs that are not blank.

    Attributes:
        text: its text as it is written; of a table, a row a line.
        plain: the same folded, in which numbers are looked for.
        paragraph: its first paragraph.
        role: what it is besides 正文.
        table: the table.
    """

    text: str
    plain: str
    paragraph: int
    role: str = ""
    table: Table | None = None


def provisions_of(tree: DocumentTree) -> tuple[Provision, ...]:
    """Return a document's provisions in reading order. What follows the last article, and every table, are provisions by themselves; the numbering of
    an attachment begins anew."""
    found: list[Provision] = []
    part: list[_Piece] = []
    for piece in _pieces(tree):
        if piece.role == ATTACHMENT and part:
            found += _part(part)
            part = []
        part.append(piece)
    return (*found, *_part(part))


def _pieces(tree: DocumentTree) -> Iterator[_Piece]:
    blocks = [block for block in tree.blocks if isinstance(block, Block) and block.text.strip()]
    roles = iter(roles_of(blocks))
    paragraph = 0
    for block in tree.blocks:
        if isinstance(block, Table):
            cells = sum(bool(cell.strip()) for row in block.rows for cell in row)
            if cells:
                yield _Piece(table_text(block), "", paragraph, table=block)
            paragraph += cells
        elif isinstance(block, Block) and block.text.strip():
            text, role = block.text.strip(INVISIBLE), next(roles)
            plain = folded(text)
            if text:
                yield _Piece(text, plain, paragraph, "" if role not in CLOSING and _numbered(plain) else role)
            paragraph += 1


def _numbered(plain: str) -> bool:
    return any(pattern.match(plain) for pattern in (ARTICLE, *LEVELS))


def table_text(table: Table) -> str:
    """Return a table's text, a row a line."""
    return "\n".join(row_text(row) for row in table.rows)


def row_text(cells: Sequence[str]) -> str:
    """Return the text of a table's row."""
    return "　".join(BLANKS.sub(" ", cell.strip()) for cell in cells if cell.strip())


def _part(pieces: Sequence[_Piece]) -> Iterator[Provision]:
    """Yield the provisions of the document itself, or of one attachment: by articles where it has them, else by its numbered paragraphs."""
    articles = sum(ARTICLE.match(piece.plain) is not None for piece in pieces)
    headed = any(LEVELS[0].match(piece.plain) for piece in pieces if not piece.role)
    if articles >= FEWEST_ARTICLES or (articles > 0 and not headed):
        yield from _Reading((ARTICLE,)).read(pieces)
        return
    decimals = sum("." in found[0] for found in (DECIMAL.match(piece.plain) for piece in pieces if not piece.role) if found)
    yield from _Reading((DECIMAL, *LEVELS) if decimals >= FEWEST_DECIMALS else LEVELS).read(pieces)


class _Reading:
    """Reads the provisions of one part, paragraph by paragraph, by the numbers of these levels."""

    def __init__(self, levels: tuple[re.Pattern[str], ...]) -> None:
        self._levels = levels
        self._path: dict[int, str] = {}
        self._chapter = ""
        self._open: tuple[_Piece, str, list[str]] | None = None
        self._tables: list[Provision] = []

    def read(self, pieces: Sequence[_Piece]) -> Iterator[Provision]:
        """Yield the provisions; those that have a number take the unnumbered paragraphs behind them along."""
        numbered = [place for place, piece in enumerate(pieces) if not piece.role and self._marker(piece)]
        for place, piece in enumerate(pieces):
            if piece.table is not None:
                self._tables.append(Provision("", piece.text, piece.paragraph, self._chapter, "表", piece.table))
                if self._open is None:
                    yield from self._closed()
                continue
            marker = "" if piece.role else self._marker(piece)
            if not marker and self._open is not None and not self._ends(piece, not numbered or place > numbered[-1]):
                self._open[2].append(piece.text)
                continue
            yield from self._closed()
            if marker:
                self._open = (piece, self._label(piece, marker), [piece.text[len(marker) :].strip()])
            else:
                self._path = {} if piece.role in CLOSING else self._path
                self._chapter = piece.text if not piece.role and _is_division(piece.plain) else self._chapter
                yield Provision("", piece.text, piece.paragraph, self._chapter, piece.role)
        yield from self._closed()

    def _closed(self) -> Iterator[Provision]:
        if self._open is not None:
            piece, label, lines = self._open
            yield Provision(label, "\n".join(lines), piece.paragraph, self._chapter)
        yield from self._tables
        self._open, self._tables = None, []

    def _ends(self, piece: _Piece, last: bool) -> bool:
        """Return whether an unnumbered paragraph is no part of the provision before it; behind the last number also by what ends a document."""
        if piece.role or _is_division(piece.plain):
            return True
        text = BLANKS.sub("", piece.plain)
        return last and (CONTACT.fullmatch(text) is not None or (self._levels != (ARTICLE,) and FORMULA.fullmatch(text) is not None))

    def _marker(self, piece: _Piece) -> str:
        """Return the number at which a paragraph begins a provision, as it is written; empty for none."""
        found = next(filter(None, (pattern.match(piece.plain) for pattern in self._levels)), None)
        return piece.text[: found.end()] if found else ""

    def _label(self, piece: _Piece, marker: str) -> str:
        """Return the number with those that it stands under."""
        level = next(level for level, pattern in enumerate(self._levels) if pattern.match(piece.plain))
        self._path = {higher: number for higher, number in self._path.items() if higher < level} | {level: marker}
        self._chapter = piece.text if level == 0 and self._levels != (ARTICLE,) else self._chapter
        return "".join(self._path.values())


def is_division(text: str) -> bool:
    """Return whether a paragraph is the heading of a part, chapter or section."""
    return _is_division(folded(text.strip(INVISIBLE)))


def _is_division(plain: str) -> bool:
    return len(plain) <= LONGEST_DIVISION and DIVISION.match(plain) is not None


def unnumbered(text: str) -> str:
    """Return a heading or paragraph without its number: that of an article, a chapter, or a level of a notice."""
    for pattern in (ARTICLE, DIVISION_NUMBER, *LEVELS):
        found = pattern.match(text)
        if found:
            return text[found.end() :]
    return text
