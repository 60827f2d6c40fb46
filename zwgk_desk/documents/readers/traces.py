"""What a file carries along and does not show, by its kind."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...late import late

if TYPE_CHECKING:
    from . import pdf_traces, word_traces
else:
    pdf_traces = late("zwgk_desk.documents.readers.pdf_traces")
    word_traces = late("zwgk_desk.documents.readers.word_traces")


def traces_of(name: str, content: bytes) -> tuple[tuple[str, str], ...]:
    """Kind and words of each trace of a .docx or .pdf, the kinds as `word_traces` has them; nothing for other files and damaged ones."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".docx":
        return word_traces.word_traces(content)
    if suffix == ".pdf":
        return pdf_traces.pdf_traces(content)
    return ()
