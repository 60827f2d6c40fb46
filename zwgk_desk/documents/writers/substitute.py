"""Replaces single characters in an officer's own file, and leaves everything else as it is, byte for byte where possible."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

from ...model.errors import InputError, UnreadableFile
from ..formats import WORD, ending
from ..packed import open_zip, write_zip
from ..readers.text import decode
from ..readers.word.opening import AGAIN, BROKEN, DAMAGE, PARSER, transitional
from ..readers.word.runs import RunReader, characters
from ..readers.word.styles import StyleSheet
from ..readers.word.told import Notes

BODY, STYLES = "word/document.xml", "word/styles.xml"
SPACES = str.maketrans({"\u00a0": " ", "\t": " "})
AHEAD = 400
"""Lines of the file that are searched for a paragraph before it counts as not found."""

TEXTS = (".txt", ".md")
Changes = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class _Found:
    """The place of a piece of a paragraph in the file's own lines."""

    paragraph: int
    offset: int
    length: int
    line: int
    start: int


def substitute(name: str, content: bytes, paragraphs: Sequence[str], changes: Changes) -> tuple[bytes, frozenset[tuple[int, int]]]:
    """Return a file with characters replaced.

    Args:
        name: its name, whose ending tells its format.
        content: its bytes.
        paragraphs: its paragraphs that are not blank, as read.
        changes: the new characters, by paragraph and place in it.

    Returns:
        The new bytes, and the paragraphs and places that were replaced; text that is not in the file's body (a number that Word makes, a
        footnote) is left.

    Raises:
        InputError: files of this kind are not written to.
        UnreadableFile: it is not what its name says.
    """
    suffix = ending(name)
    if suffix in TEXTS:
        return _in_text(content, paragraphs, changes)
    if suffix in WORD:
        try:
            return _in_word(content, paragraphs, changes)
        except DAMAGE as error:
            raise UnreadableFile(BROKEN, AGAIN) from error
    raise InputError(f"“{name}”的格式不能直接改字，没有改动", "请另存为 .docx 再放入，或在原来的软件里照审读意见改")


def _in_text(content: bytes, paragraphs: Sequence[str], changes: Changes) -> tuple[bytes, frozenset[tuple[int, int]]]:
    text = decode(content)
    lines = text.splitlines(keepends=True)
    made = [list(line) for line in lines]
    done = set()
    for paragraph, place, line, at in _spots([line.translate(SPACES) for line in lines], paragraphs, changes):
        made[line][at] = changes[paragraph][place]
        done.add((paragraph, place))
    return _encoded("".join(map("".join, made)), content), frozenset(done)


def _encoded(text: str, like: bytes) -> bytes:
    """Encode a text in the file's old encoding, or in UTF-8 where that lacks a character."""
    for encoding in ("utf-8-sig", "utf-8", "gb18030", "big5", "utf-16"):
        try:
            if like.decode(encoding).encode(encoding) == like and decode(like) == like.decode(encoding):
                return text.encode(encoding)
        except UnicodeError:
            continue
    return text.encode("utf-8")


def _in_word(content: bytes, paragraphs: Sequence[str], changes: Changes) -> tuple[bytes, frozenset[tuple[int, int]]]:
    with open_zip(transitional(content)) as archive:
        entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    parts = dict(entries)
    root = etree.fromstring(parts[BODY], PARSER)
    reader = RunReader(StyleSheet(etree.fromstring(parts[STYLES], PARSER) if STYLES in parts else None), Notes())
    reader.begin(root)
    lines = [[(character.translate(SPACES), *place) for character, *place in characters(paragraph, reader)] for paragraph in root.iter(qn("w:p"))]
    texts = ["".join(character for character, _, _ in line) for line in lines]
    done = set()
    for paragraph, place, line, at in _spots(texts, paragraphs, changes):
        _, node, inside = lines[line][at]
        if node is not None:
            node.text = node.text[:inside] + changes[paragraph][place] + node.text[inside + 1 :]
            done.add((paragraph, place))
    body = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return write_zip((name, body if name == BODY else part) for name, part in entries), frozenset(done)


def _spots(lines: Sequence[str], paragraphs: Sequence[str], changes: Changes) -> Iterator[tuple[int, int, int, int]]:
    """Yield paragraph and place, line and place, for every change that the file's own lines hold."""
    for found in _located(lines, paragraphs):
        for place in changes.get(found.paragraph, {}):
            if found.offset <= place < found.offset + found.length:
                yield found.paragraph, place, found.line, found.start + place - found.offset


def _located(lines: Sequence[str], paragraphs: Sequence[str]) -> Iterator[_Found]:
    line, at = 0, 0
    for number, text in enumerate(paragraphs):
        offset = 0
        for piece in text.split("\n"):
            found = _find(lines, line, at, piece)
            if found is not None:
                line, start, length = found
                at = start + length
                yield _Found(number, offset + len(piece) - length, length, line, start)
            offset += len(piece) + 1


def _find(lines: Sequence[str], begin: int, at: int, piece: str) -> tuple[int, int, int] | None:
    """Return the line that holds a piece, the place in it, and how much of it; of a paragraph that Word numbers, all but the number."""
    for line in range(begin, min(len(lines), begin + AHEAD)):
        start = lines[line].find(piece, at if line == begin else 0)
        if piece and start >= 0:
            return line, start, len(piece)
        bare = lines[line].strip()
        if bare and piece.endswith(bare) and (line > begin or at == 0):
            return line, lines[line].index(bare), len(bare)
    return None
