"""Finds hidden data in a PDF: its author and other properties, annotations, attached files, and what its pictures carry."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from pypdf import PageObject, PdfReader
from pypdf.generic import StreamObject

from .pdf import PDF_DAMAGE
from .picture_traces import picture_traces
from .word.traces import LONGEST

OF_PROGRAMS = frozenset({"/Producer", "/Creator", "/CreationDate", "/ModDate", "/Trapped"})
"""Properties that say with what and when the file was made, not by whom (ISO 32000-1, 14.3.3)."""

EMPTY = ("", "untitled", "unspecified", "anonymous")
"""What programs write that have nothing to say."""

PHOTOGRAPHS = ("/DCTDecode", ["/DCTDecode"])

NOTES = frozenset({"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/Ink", "/Popup", "/Stamp"})
"""The types of annotations that are people's remarks (ISO 32000-1, 12.5.6)."""


def pdf_traces(content: bytes) -> tuple[tuple[str, str], ...]:
    """Return kind and words of each trace, the kinds as in `word_traces`; nothing for a damaged file."""
    try:
        return tuple(_traces(PdfReader(io.BytesIO(content))))
    except PDF_DAMAGE:
        return ()


def _traces(reader: PdfReader) -> Iterator[tuple[str, str]]:
    told: Mapping[str, object] = reader.metadata or {}
    for name, value in told.items():
        words = str(value).strip()
        if words not in EMPTY and name not in OF_PROGRAMS and not (name == "/Title" and _shown(words, reader)):
            yield "author-name" if name == "/Author" else "file-property", words[:LONGEST]
    for name in reader.attachments:
        yield "file-property", f"附带的文件：{name}"[:LONGEST]
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            note = reference.get_object()
            words = str(note.get("/Contents") or "").strip()
            if note.get("/Subtype") in NOTES and words:
                yield "file-comment", words[:LONGEST]
    yield from _of_pictures(reader)


def _shown(title: str, reader: PdfReader) -> bool:
    """Return whether the document itself shows its title on its first page."""
    return "".join(title.split()) in "".join(reader.pages[0].extract_text().split())


def _of_pictures(reader: PdfReader) -> Iterator[tuple[str, str]]:
    for number, page in enumerate(reader.pages, start=1):
        for photograph in photographs(page):
            yield from picture_traces(photograph._data, f"第 {number} 页的图片")


def photographs(page: PageObject) -> Iterator[StreamObject]:
    """Yield the photographs of a page, which a PDF takes in byte for byte (DCTDecode, ISO 32000-1, 7.4.8)."""
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    for reference in (objects.get_object() if objects is not None else {}).values():
        content = reference.get_object()
        if content.get("/Filter") in PHOTOGRAPHS:
            yield content
