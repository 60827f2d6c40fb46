"""Finds hidden data in a Word document: its authors, comments, tracked changes, hidden text."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from ...model.errors import UnreadableFile
from .docx import DAMAGE, check_parts
from .word_remarks import root_of

LONGEST = 40
TRACKED = ("w:ins", "w:del", "w:moveTo", "w:moveFrom")


def word_traces(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return kind and words of each trace in the bytes of a .docx; nothing for other files.

    The kinds are `author-name`, `file-comment`, `tracked-change` and `hidden-text`.
    """
    try:
        check_parts(content)
        return tuple(_traces(docx.Document(io.BytesIO(content))))
    except (UnreadableFile, *DAMAGE):
        return ()


def is_hidden(run: Any) -> bool:
    """Return whether a run is hidden text (ISO/IEC 29500-1, 17.3.2.41); <w:vanish w:val="0"> says that it is not."""
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(qn("w:val"), "1") not in ("0", "false", "off")


def _traces(document: Document) -> Iterator[tuple[str, str]]:
    properties = document.core_properties
    names = dict.fromkeys(filter(None, (properties.author, properties.last_modified_by)))
    for name in names:
        yield "author-name", name[:LONGEST]
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
    for run in body.iter(qn("w:r")):
        if is_hidden(run):
            words = "".join(t.text or "" for t in run.iter(qn("w:t")))
            if words:
                yield "hidden-text", words[:LONGEST]
