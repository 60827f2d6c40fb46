"""Pictures as documents: a scan or a drawing that is attached has one page and no text."""

from __future__ import annotations

from dataclasses import replace

from ...model.document.tree import DocumentTree
from ..pictures import make_picture


def read(content: bytes) -> DocumentTree:
    """Read a picture.

    Raises:
        UnreadableFile: it is none that can be set, or too large.
    """
    return DocumentTree((replace(make_picture(content), whole_page=True),), scanned=1) if content else DocumentTree()
