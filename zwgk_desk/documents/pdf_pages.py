"""The pages of a PDF as pictures: an attachment is bound with its own pages, as they look, and with nothing in them that could act or change."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..late import late
from ..model.document.tree import DocumentTree, Picture
from ..model.errors import InputError, UnreadableFile
from .pdfium import opened

if TYPE_CHECKING:
    from PIL import Image, ImageChops
else:
    Image, ImageChops = late("PIL.Image"), late("PIL.ImageChops")  # imported late: most documents hold no pictures

DENSITY = 150
"""Dots per inch of a page's picture."""

POINTS_PER_INCH = 72
LARGEST = 4000
"""Pixels of a picture's longer side, at most: pages of drawings are larger than A4."""

QUALITY = 85
COLOURLESS = 12
"""Difference of the colours' values up to which a page counts as black and white."""

MOST_PAGES = 1000


def tree_of_pages(content: bytes) -> DocumentTree:
    """Return a PDF as a document of its pages' pictures.

    Raises:
        UnreadableFile: it is no PDF that can be opened, or has too many pages.
    """
    try:
        return DocumentTree(tuple(_pictures(content)))
    except InputError as error:
        raise UnreadableFile("不能按原样装入（PDF 打不开）", error.remedy) from error


def _pictures(content: bytes) -> Iterator[Picture]:
    with opened(content) as document:
        if len(document) > MOST_PAGES:
            raise UnreadableFile(f"超过 {MOST_PAGES} 页，不能装订", "请拆分，或把附件改为目录另送")
        for page in document:
            width, height = page.get_size()
            scale = min(DENSITY / POINTS_PER_INCH, LARGEST / max(width, height, 1))
            yield Picture(_jpeg(page.render(scale=scale).to_pil().convert("RGB")), round(width, 2), round(height, 2), whole_page=True)


def _jpeg(image: Image.Image) -> bytes:
    """Return a page's picture as JPEG, without colours where it shows none."""
    red, green, blue = image.resize((max(1, image.width // 4), max(1, image.height // 4))).split()
    differences = (ImageChops.difference(one, other).histogram() for one, other in ((red, green), (green, blue)))
    coloured = any(any(histogram[COLOURLESS:]) for histogram in differences)
    buffer = io.BytesIO()
    (image if coloured else image.convert("L")).save(buffer, "JPEG", quality=QUALITY)
    return buffer.getvalue()
