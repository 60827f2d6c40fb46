"""Finds hidden data in a file of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...late import late
from ..formats import WORD, ending

if TYPE_CHECKING:
    from . import pdf_traces
    from .word import traces as word_traces
else:
    pdf_traces = late("zwgk_desk.documents.readers.pdf_traces")
    word_traces = late("zwgk_desk.documents.readers.word.traces")


def traces_of(name: str, content: bytes) -> tuple[tuple[str, str], ...]:
    """Return kind and words of each trace of a .docx or .pdf, the kinds as in `word_traces`; nothing for other and damaged files."""
    suffix = ending(name)
    if suffix in WORD:
        return word_traces.word_traces(content)
    if suffix == ".pdf":
        return pdf_traces.pdf_traces(content)
    return ()
