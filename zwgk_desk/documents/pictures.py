"""Checks pictures against the bounds before they are decoded, and converts them to PNG or JPEG."""

from __future__ import annotations

import io
import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..late import late
from ..model.document.tree import Picture
from ..model.errors import UnreadableFile
from .limits import MAX_PICTURE_PIXELS
from .picture_metadata import without_metadata

if TYPE_CHECKING:
    from PIL import Image
else:
    Image = late("PIL.Image")  # imported late: most documents hold no pictures

KEPT = frozenset({"PNG", "JPEG"})
TURNED = frozenset({"GIF", "BMP", "TIFF", "WEBP"})
POINTS_PER_INCH = 72
USUAL_DENSITY = 96
"""Pixels per inch, where a picture does not state them."""


def cropped(content: bytes, sides: Sequence[float]) -> bytes:
    """Return a picture without the parts that are cut off, as PNG; the bytes themselves where they are no picture or nothing would be left.

    Args:
        content: the picture's bytes.
        sides: the shares of its width and height that are cut off at left, top, right and bottom.
    """
    left, top, right, bottom = sides
    if left + right >= 1 or top + bottom >= 1:
        return content
    try:
        image = Image.open(io.BytesIO(content))
        if image.width * image.height > MAX_PICTURE_PIXELS:
            return content  # refused with words where it is made
        across, down = image.size
        buffer = io.BytesIO()
        image.crop((round(across * left), round(down * top), round(across * (1 - right)), round(down * (1 - bottom)))).save(buffer, "PNG")
    except Exception:  # the library's decoders raise errors of many types; the picture is refused with words where it is made
        return content
    return buffer.getvalue()


def make_picture(content: bytes, width: float = 0, height: float = 0, description: str = "") -> Picture:
    """Make a picture from a file's bytes.

    Args:
        content: the bytes.
        width, height: the shown size in points; 0 for the picture's own.
        description: the description of what it shows.

    Raises:
        UnreadableFile: it is in no format that can be set, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the library would print a warning on sizes that are refused below
            image = Image.open(io.BytesIO(content))
            kind = str(image.format)
            if image.width * image.height > MAX_PICTURE_PIXELS:
                raise UnreadableFile("图片的像素过多，没有打开", "请缩小图片后重新放入")
            if kind not in KEPT | TURNED:
                raise UnreadableFile(f"图片是 {kind} 格式，不能排版", "请另存为 PNG 或 JPEG")
            image.load()
    except UnreadableFile:
        raise
    except Exception as error:  # the library's decoders raise errors of many types
        raise UnreadableFile("图片已损坏，或不是能排版的格式", "请另存为 PNG 或 JPEG 后重新放入") from error
    if kind in KEPT:
        content = without_metadata(content)  # what is set is published, and must not tell where it was taken
    else:
        buffer = io.BytesIO()
        image.convert("RGBA" if "transparency" in image.info or image.mode in ("RGBA", "LA", "PA") else "RGB").save(buffer, "PNG")
        content = buffer.getvalue()
    if not width or not height:
        density = image.info.get("dpi", (USUAL_DENSITY, USUAL_DENSITY))
        across, down = (float(d) if d and float(d) > 1 else USUAL_DENSITY for d in density)
        width, height = image.width * POINTS_PER_INCH / across, image.height * POINTS_PER_INCH / down
    return Picture(content, round(width, 2), round(height, 2), description)
