"""A page of a PDF as a picture."""

from __future__ import annotations

import io

from .pdfium import opened

WIDE = 1240
"""Width in pixels: A4 at 150 dots per inch."""


def page_png(content: bytes, page: int = 0, width: int = WIDE) -> bytes:
    """Draw one page as PNG.

    Args:
        content: the PDF.
        page: the page's number, from 0.
        width: the picture's width in pixels.

    Raises:
        InputError: it is no PDF that can be read.
    """
    with opened(content) as document:
        shown = document[page]
        image = shown.render(scale=width / shown.get_width()).to_pil()
        buffer = io.BytesIO()
        image.save(buffer, "PNG", optimize=True)
        return buffer.getvalue()
