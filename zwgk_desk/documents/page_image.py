"""A page of a PDF as a picture."""

from __future__ import annotations

import io

from .pdfium import opened

WIDE = 1240
"""Pixels; A4 at 150 to the inch."""


def page_png(content: bytes, page: int = 0, width: int = WIDE) -> bytes:
    """One page as PNG.

    Args:
        content: the PDF.
        page: which page, from 0.
        width: how many pixels wide.

    Raises:
        InputError: it is no PDF that can be read.
    """
    with opened(content) as document:
        shown = document[page]
        image = shown.render(scale=width / shown.get_width()).to_pil()
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()
