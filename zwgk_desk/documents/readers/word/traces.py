"""Finds hidden data in a Word document: its authors and other properties, comments, tracked changes, hidden text, text in headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from ....model.errors import UnreadableFile
from ..picture_traces import picture_traces
from .asides import header_texts
from .opening import DAMAGE, open_word, root_of
from .styles import StyleSheet

LONGEST = 2_000
"""Characters of one trace that are handed on, at most."""

TRACKED = ("w:ins", "w:del", "w:moveTo", "w:moveFrom")
CORE = ("creator", "lastModifiedBy", "title", "subject", "keywords", "category", "description", "contentStatus", "manager")
"""Core properties that say more than the document itself does (ISO/IEC 29500-2, 11)."""

AUTHORS = frozenset({"creator", "lastModifiedBy"})
EXTENDED = ("Company", "Manager")
CUSTOM = f"{RT.EXTENDED_PROPERTIES.rpartition('/')[0]}/custom-properties"
CUSTOM_XML = f"{RT.EXTENDED_PROPERTIES.rpartition('/')[0]}/customXml"


def word_traces(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return kind and words of each trace in the bytes of a .docx; nothing for other files.

    The kinds are `author-name`, `file-property`, `file-comment`, `tracked-change`, `hidden-text`, `header-text`, `picture-place` and
    `picture-property`.
    """
    try:
        return tuple(_traces(open_word(content)))
    except (UnreadableFile, *DAMAGE):
        return ()


def _traces(document: Document) -> Iterator[tuple[str, str]]:
    yield from _properties(document)
    yield from _template(document)
    for relation in document.part.rels.values():
        if relation.reltype == RT.COMMENTS and not relation.is_external:
            for comment in root_of(relation.target_part).iterchildren(qn("w:comment")):
                yield "file-comment", "".join(t.text or "" for t in comment.iter(qn("w:t")))[:LONGEST]
    body = document.element.body
    for tag in TRACKED:
        for change in body.iter(qn(tag)):
            words = "".join(t.text or "" for t in change.iter(qn("w:t"), qn("w:delText")))
            if words:
                yield "tracked-change", words[:LONGEST]
    styles = StyleSheet(document.part.styles.element)
    for root in (body, *_notes(document)):
        yield from (("hidden-text", words[:LONGEST]) for words in hidden_words(root, styles))
    for text in header_texts(document):
        yield "header-text", text[:LONGEST]
    yield from _of_pictures(document)


def _of_pictures(document: Document) -> Iterator[tuple[str, str]]:
    package = document.part.package
    for part in package.iter_parts() if package is not None else ():
        if part.content_type.startswith("image/"):
            yield from picture_traces(part.blob, str(part.partname).rpartition("/")[2])


def hidden_words(root: Any, styles: StyleSheet) -> Iterator[str]:
    """Yield the words of each hidden run: hidden by itself, its style or its paragraph's (ISO/IEC 29500-1, 17.3.2.41)."""
    for run in root.iter(qn("w:r")):
        words = "".join(t.text or "" for t in run.iter(qn("w:t")))
        if words.strip() and is_hidden(run, styles):
            yield words


def is_hidden(run: Any, styles: StyleSheet) -> bool:
    """Return whether a run is hidden text."""
    paragraph = next((above for above in run.iterancestors(qn("w:p"))), None)
    style = styles.paragraph_style(paragraph.find(qn("w:pPr"))) if paragraph is not None else ""
    return styles.look(run.find(qn("w:rPr")), style).hidden


def _notes(document: Document) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if relation.reltype in (RT.FOOTNOTES, RT.ENDNOTES, RT.HEADER, RT.FOOTER) and not relation.is_external:
            yield root_of(relation.target_part)


def _template(document: Document) -> Iterator[tuple[str, str]]:
    """Yield where the template or the list of addresses lies that the file was made with: a path often names a person or a server."""
    for relation in document.part.rels.values():
        if relation.reltype == RT.SETTINGS and not relation.is_external:
            for other in relation.target_part.rels.values():
                if other.is_external:
                    yield "file-property", other.target_ref[-LONGEST:]


def _properties(document: Document) -> Iterator[tuple[str, str]]:
    """Yield authors and other properties that the file itself states."""
    package = document.part.package
    shown = "".join(t.text or "" for t in document.element.body.iter(qn("w:t")))
    for relation in package.rels.values() if package is not None else ():
        if relation.is_external:
            continue
        if relation.reltype in (RT.CORE_PROPERTIES, RT.EXTENDED_PROPERTIES):
            yield from _stated(root_of(relation.target_part), shown)
        elif relation.reltype == CUSTOM:
            for each in root_of(relation.target_part):
                yield "author-name", f"{each.get('name') or ''}：{''.join(each.itertext())}"[:LONGEST]
        elif relation.reltype == RT.THUMBNAIL:
            yield "file-property", "缩略图"
    for relation in document.part.rels.values():
        data = "".join(root_of(relation.target_part).itertext()).strip() if relation.reltype == CUSTOM_XML and not relation.is_external else ""
        if data:
            yield "file-property", data[:LONGEST]


def _stated(root: Any, shown: str) -> Iterator[tuple[str, str]]:
    """Yield what a part of properties states, but a title and the like that the document itself shows."""
    said = {str(each.tag).rpartition("}")[2]: (each.text or "").strip() for each in root}
    authors = [said.get(name, "") for name in CORE if name in AUTHORS] + [said.get(name, "") for name in EXTENDED]
    for name in dict.fromkeys(filter(None, authors)):
        yield "author-name", name[:LONGEST]
    for name in CORE:
        if name not in AUTHORS and said.get(name) and said[name] not in shown:
            yield "file-property", said[name][:LONGEST]
