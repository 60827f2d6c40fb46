"""Finds hidden data in a file of any format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...late import late
from ..formats import PICTURES, WORD, ending

if TYPE_CHECKING:
    from . import pdf_traces
    from . import picture_traces as pictures
    from .word import traces as word_traces
else:
    pdf_traces = late("zwgk_desk.documents.readers.pdf_traces")
    pictures = late("zwgk_desk.documents.readers.picture_traces")
    word_traces = late("zwgk_desk.documents.readers.word.traces")


def traces_of(name: str, content: bytes) -> tuple[tuple[str, str], ...]:
    """Return kind and words of each trace of a .docx, a .pdf or a picture, the kinds as in `word_traces`; nothing for other and damaged files."""
    suffix = ending(name)
    if suffix in WORD:
        return word_traces.word_traces(content)
    if suffix == ".pdf":
        return pdf_traces.pdf_traces(content)
    if suffix in PICTURES:
        return pictures.picture_traces(content)
    return ()
