"""What a file carries along and does not show, by its kind."""

from __future__ import annotations

from pathlib import PurePosixPath

from .word_traces import word_traces


def traces_of(name: str, content: bytes) -> tuple[tuple[str, str], ...]:
    """Kind and words of each trace of a .docx or .pdf, the kinds as `word_traces` has them; nothing for other files and damaged ones."""
    suffix = PurePosixPath(name).suffix.lower()
    if suffix == ".docx":
        return word_traces(content)
    if suffix == ".pdf":
        from .pdf_traces import pdf_traces

        return pdf_traces(content)
    return ()
