"""Finds hidden data in a PDF: its author, and annotations."""

from __future__ import annotations

import io
from collections.abc import Iterator

from pypdf import PdfReader

from .pdf import PDF_DAMAGE
from .word.traces import LONGEST

NOTES = frozenset({"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Popup", "/Stamp"})
"""The types of annotations that are people's remarks (ISO 32000-1, 12.5.6)."""


def pdf_traces(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return kind and words of each trace, the kinds as in `word_traces`; nothing for a damaged file."""
    try:
        return tuple(_traces(PdfReader(io.BytesIO(content))))
    except PDF_DAMAGE:
        return ()


def _traces(reader: PdfReader) -> Iterator[tuple[str, str]]:
    if reader.metadata is not None and reader.metadata.author:
        yield "author-name", str(reader.metadata.author)[:LONGEST]
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            words = str(note.get("/Contents") or "").strip()
            if note.get("/Subtype") in NOTES and words:
                yield "file-comment", words[:LONGEST]
