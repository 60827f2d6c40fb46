"""The structure of a policy: its passages, a sentence each, with the headings above them; its opening; its addressee."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...documents.recognise import heading_level, heading_part
from ...model.document.remark import Place
from ...model.document.tree import Block, BlockKind, DocumentTree, Table
from ..text.provisions import ARTICLE, DIVISION, FEWEST_ARTICLES, INVISIBLE, LEVELS, LONGEST_DIVISION, unnumbered
from ..text.scripts import plain
from ..text.sentences import SENTENCE

LONGEST_PASSAGE = 400
"""Characters above which a sentence is cut at its last comma before."""

SHORTEST_PASSAGE = 8
SHORTEST_OPENING = 20
LONGEST_RUN_IN = 40
"""Characters of a heading that has text behind it on its line, at most."""

STEP = " › "
"""What stands between the headings of a path."""

ITEM = re.compile(r"^\s*[（(][一二三四五六七八九十]{1,3}[）)]")
RUN_IN_SENTENCE = re.compile("[，：].*[。；]$")
"""Pattern of a numbered line that is a sentence, not a heading: 二、春节：2月4日至10日放假调休，共7天。"""

NOT_BODY = frozenset({BlockKind.SIGNATURE, BlockKind.DATE, BlockKind.CC, BlockKind.PRINTED, BlockKind.ENCLOSURE, BlockKind.NUMBER})
SPOKEN = re.compile("[，。,]")
"""Marks that no title has, for one that its file does not mark as a title."""

LEADS_ON = re.compile("如下[：:]?$")
COMMENT = re.compile(r"#\s*[a-z]+\s*:|<!--")
"""Pattern of lines that collections of texts add to say where one is from."""


@dataclass(frozen=True)
class Heading:
    """A heading.

    Attributes:
        text: its text without its number, in simplified characters.
        level: 0 for a chapter or 一、, then rising.
        place: where it stands.
        written: its text with its number, as the policy has it.
    """

    text: str
    level: int
    place: Place
    written: str


@dataclass(frozen=True)
class Passage:
    """A sentence of a policy.

    Attributes:
        text: its text as written, without the number in front.
        plain: its text in simplified characters and full-width marks, of the same length.
        place: where it stands.
        headings: those it stands under, the outermost first.
        opening: whether it belongs to what stands before the first heading, or to the first article: 1 for the nearest to it, less before.
        addressee: whether it is the addressee.
        item: whether it is an item of a list under a sentence, as laws have them.
    """

    text: str
    plain: str
    place: Place
    headings: tuple[Heading, ...] = ()
    opening: float = 0.0
    addressee: bool = False
    item: bool = False

    @property
    def path(self) -> str:
        """The headings it stands under as the policy has them, the outermost first; empty where there are none."""
        return STEP.join(heading.written for heading in self.headings)


@dataclass(frozen=True)
class Outline:
    """A policy's headings and passages, in reading order."""

    headings: tuple[Heading, ...]
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class _Line:
    text: str
    kind: BlockKind


def outline_of(tree: DocumentTree) -> Outline:
    """Return a document's outline; places count its paragraphs that are not blank, as everywhere."""
    lines = list(_lines(tree))
    is_law = sum(ARTICLE.match(line.text.strip(INVISIBLE)) is not None for line in lines) >= FEWEST_ARTICLES
    headings: list[Heading] = []
    passages: list[Passage] = []
    path: tuple[Heading, ...] = ()
    headed = any(heading_level(line.text.strip(INVISIBLE)) for line in lines)
    openings = _openings(lines, is_law, headed)
    for number, line in enumerate(lines):
        if COMMENT.match(line.text) or line.kind in NOT_BODY or line.kind is BlockKind.TITLE:
            continue
        heading, behind = _heading(number, line, is_law)
        if heading is not None:
            headings.append(heading)
            path = (*(above for above in path if above.level < heading.level), heading)
        addressee = _is_addressee(line)
        own = () if addressee else path
        item = is_law and ITEM.match(line.text) is not None
        for start, end in _spans(line.text, behind):
            text = line.text[start:end]
            opening = openings.get(number, 0.0) if headed or is_law or start == behind else 0.0
            passages.append(Passage(text, plain(text), Place(number, start, end), own, opening, addressee, item))
    return Outline(tuple(headings), tuple(passages))


def _lines(tree: DocumentTree) -> Iterator[_Line]:
    """Yield every paragraph and cell that is not blank, counted as `DocumentTree.paragraphs` counts them."""
    for block in tree.blocks:
        if isinstance(block, Table):
            yield from (_Line(cell, BlockKind.PARAGRAPH) for row in block.rows for cell in row if cell.strip())
        elif isinstance(block, Block) and block.text.strip():
            yield _Line(block.text, block.kind)


def _is_addressee(line: _Line) -> bool:
    """Return whether a line is the addressee; 现将有关事项通知如下： only ends like one."""
    return line.kind is BlockKind.ADDRESSEE and not LEADS_ON.search(line.text)


def _openings(lines: Sequence[_Line], is_law: bool, headed: bool) -> dict[int, float]:
    """Return the paragraphs in which a policy says why it is made; of one without headings it is only the first sentence."""
    if is_law:
        first = next((n for n, line in enumerate(lines) if ARTICLE.match(line.text.strip(INVISIBLE))), None)
        return {} if first is None else {first: 1.0}
    before: list[int] = []
    for number, line in enumerate(lines):
        if heading_level(line.text.strip(INVISIBLE)) or (before and not headed):
            break
        spoken = len(line.text) >= SHORTEST_OPENING and SPOKEN.search(line.text) and not COMMENT.match(line.text)
        if spoken and (line.kind is BlockKind.PARAGRAPH or LEADS_ON.search(line.text)):
            before.append(number)
    return {number: 1.0 if number == before[-1] else 0.5 for number in before}


def _heading(number: int, line: _Line, is_law: bool) -> tuple[Heading | None, int]:
    """Return the heading that a paragraph is or begins with, and the place where the text behind it begins."""
    indent = len(line.text) - len(line.text.lstrip(INVISIBLE + "#"))
    text = line.text[indent:]
    if len(text) <= LONGEST_DIVISION and DIVISION.match(text):
        name = unnumbered(text)
        level = 0 if re.match(r"第[^节]{1,7}[编分章]", text) else 1
        return Heading(_closed(plain(name)), level, Place(number, indent, len(line.text)), text), len(line.text)
    article = ARTICLE.match(text)
    if article is not None:
        return None, indent + article.end()
    for level, pattern in enumerate(LEVELS):
        marker = pattern.match(text)
        if marker is None:
            continue
        part = heading_part(text)
        if RUN_IN_SENTENCE.search(part):
            return None, indent + marker.end()
        whole = len(part) == len(text)
        if is_law or len(part) > LONGEST_RUN_IN or (whole and text.endswith(("。", "；", "，", ";"))):
            return None, indent + marker.end()
        name = _closed(plain(part[marker.end() :])).rstrip("。")
        written = part.rstrip("。")
        return Heading(name, level, Place(number, indent, indent + len(written)), written), indent + len(part)
    return None, indent


def _closed(name: str) -> str:
    """Return a heading without the blanks that spread it over its line: 总　　则."""
    return "".join(name.split())


def _spans(text: str, begin: int) -> Iterator[tuple[int, int]]:
    """Yield the sentences of a paragraph from a place on, as places in it."""
    for match in SENTENCE.finditer(text, begin):
        start = match.start() + len(match[0]) - len(match[0].lstrip(INVISIBLE))
        end = match.end()
        if end - start > LONGEST_PASSAGE:
            comma = max(text.rfind(mark, start, start + LONGEST_PASSAGE) for mark in "，,、")
            end = comma if comma > start + SHORTEST_PASSAGE else start + LONGEST_PASSAGE
        if end - start >= SHORTEST_PASSAGE:
            yield start, end
