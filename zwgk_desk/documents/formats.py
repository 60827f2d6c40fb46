"""The endings of the files that are read, in the groups that are treated alike."""

from __future__ import annotations

from pathlib import PurePosixPath

WORD = (".docx", ".docm", ".dotx", ".dotm")
"""Word documents of today: ordinary ones, with macros, templates."""

PICTURES = (".png", ".jpg", ".jpeg")
"""Pictures, which are attachments of one page."""


def ending(name: str) -> str:
    """Return a file name's ending, in lower case."""
    return PurePosixPath(name).suffix.lower()
