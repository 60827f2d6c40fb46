"""Word documents (.docx, .docm, .dotx): everything that Word shows of their text, and a sentence for what cannot be set as it stands there. Links,
macros and embedded objects are never followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from ...late import late
from ...model.document.tree import DocumentTree
from ...model.errors import UnreadableFile
from ..limits import MAX_CHARACTERS, MAX_PARAGRAPHS
from ..recognise import RawItem, RawParagraph, recognise
from .text import too_long
from .word.asides import header_texts
from .word.body import BodyWalk, without_captions
from .word.numbering import Numbering
from .word.opening import AGAIN, BROKEN, DAMAGE, open_word, root_of
from .word.pictures import WordPictures
from .word.remarks import remarks
from .word.runs import RunReader
from .word.styles import StyleSheet
from .word.told import Notes, Told

if TYPE_CHECKING:
    from .word import chunks
else:
    chunks = late("zwgk_desk.documents.readers.word.chunks")  # imported late: few documents take in other formats

MOST_CHUNKS = 3
"""Documents inside one another, at most."""


def read(content: bytes) -> DocumentTree:
    """Read a Word document.

    Raises:
        UnreadableFile: it is no Word document, is cut off, or is protected by a password.
    """
    return read_opened(open_word(content))


def read_opened(document: Document) -> DocumentTree:
    """Read a document that python-docx has opened or made.

    Raises:
        UnreadableFile: it is damaged.
    """
    try:
        notes = Notes()
        pictures = WordPictures(document.part)
        items = list(_bounded(without_captions(_items(document, pictures, notes, 0), notes)))
        for text in header_texts(document):
            notes.add(Told.HEADER, text)
        said = (*remarks(document), *notes.sentences(), *pictures.remarks())
    except DAMAGE as error:
        raise UnreadableFile(BROKEN, AGAIN) from error
    return replace(recognise(items), remarks=said)


def _bounded(items: Iterable[RawItem]) -> Iterator[RawItem]:
    characters = 0
    for count, item in enumerate(items):
        if count > MAX_PARAGRAPHS:
            raise UnreadableFile(f"段落超过 {MAX_PARAGRAPHS} 个", "请确认是否选错了文件")
        characters += len(item.text) if isinstance(item, RawParagraph) else 0
        if characters > MAX_CHARACTERS:
            raise too_long()
        yield item


def _items(document: Document, pictures: WordPictures, notes: Notes, depth: int) -> Iterator[RawItem]:
    """Yield the content of a document, then of its notes."""
    styles = document.part.styles.element
    numbering = Numbering(_numbering(document), styles)
    runs = RunReader(StyleSheet(styles), notes)
    walk = BodyWalk(numbering, runs, pictures, notes, lambda relation: _chunk(document, relation, notes, depth))
    yield from walk.story(document.element.body)
    for kind in (RT.FOOTNOTES, RT.ENDNOTES):
        for note in runs.marks.shown(_notes(document, kind)):
            yield from walk.story(note)
    for style, text in numbering.unknown.items():
        notes.add(Told.NUMBER_FORMAT, f"{text}（{style}）")


def _chunk(document: Document, name: str, notes: Notes, depth: int) -> Iterable[RawItem] | None:
    """Return the content of a part in another format, None where it cannot be read."""
    relation = document.part.rels.get(name)
    if relation is None or relation.is_external:
        return None
    part = relation.target_part
    if not part.blob.startswith(chunks.ZIP_MARK):
        return chunks.read_chunk(part.blob, part.content_type)
    if depth >= MOST_CHUNKS:
        return None
    try:
        inner = open_word(part.blob)
    except UnreadableFile:
        return None
    return _items(inner, WordPictures(inner.part), notes, depth + 1)


def _numbering(document: Document) -> Any:
    """Return the root of numbering.xml, or None: python-docx itself would add the part where it is missing."""
    related = [r for r in document.part.rels.values() if r.reltype == RT.NUMBERING and not r.is_external]
    return root_of(related[0].target_part) if related else None


def _notes(document: Document, kind: str) -> Iterator[Any]:
    """Yield the footnotes or endnotes, without the separators, which are notes of other types."""
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            root = root_of(relation.target_part)
            yield from (note for note in root if note.get(qn("w:type")) in (None, "normal"))
