"""What a file carries along and does not show, by its kind."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import PurePosixPath

from pypdf import PdfReader

from .pdf import PDF_DAMAGE
from .word_traces import LONGEST, word_traces

NOTES = frozenset({"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Popup", "/Stamp"})
"""The kinds of annotations that are somebody's remarks (ISO 32000-1, 12.5.6)."""


def traces_of(name: str, content: bytes) -> tuple[tuple[str, str], ...]:
    """Kind and words of each trace of a .docx or .pdf, the kinds as `word_traces` has them; nothing for other files and damaged ones."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".docx":
        return word_traces(content)
    if suffix == ".pdf":
        try:
            return tuple(_pdf_traces(PdfReader(io.BytesIO(content))))
        except PDF_DAMAGE:
            return ()
    return ()


def _pdf_traces(reader: PdfReader) -> Iterator[tuple[str, str]]:
    if reader.metadata is not None and reader.metadata.author:
        yield "author-name", str(reader.metadata.author)[:LONGEST]
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            words = str(note.get("/Contents") or "").strip()
            if note.get("/Subtype") in NOTES and words:
                yield "file-comment", words[:LONGEST]
