"""Reads the pictures of a Word document (ISO/IEC 29500-1, 20.4 and 19.1): their places, sizes and contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from ...model.document.tree import Picture
from ...model.errors import UnreadableFile
from ..pictures import make_picture

DRAWINGS = frozenset({qn("w:drawing"), qn("w:pict"), qn("w:object")})
EMU_PER_POINT = 12_700
EXTENT, PROPERTIES = qn("wp:extent"), qn("wp:docPr")
BLIP, EMBED = qn("a:blip"), qn("r:embed")
IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
RELATION = qn("r:id")
LENGTH = re.compile(r"(width|height):\s*([\d.]+)(pt|in|cm|mm|px)?")
POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "": 0.75}
LARGEST = 20_000.0
"""Points above which a stated size is a mistake, and the picture's own size is taken."""


class WordPictures:
    """The pictures of one document.

    Attributes:
        missed: the number of pictures that could not be read.
    """

    def __init__(self, part: Any) -> None:
        """Read pictures by the relationships of the document's main part."""
        self._part = part
        self.missed = 0

    def of(self, drawing: Any) -> Iterator[Picture]:
        """Yield the pictures in a drawing."""
        extent = next(drawing.iter(EXTENT), None)
        size = (0.0, 0.0)
        if extent is not None:
            size = (_emu(extent.get("cx")), _emu(extent.get("cy")))
        properties = next(drawing.iter(PROPERTIES), None)
        description = str(properties.get("descr") or "") if properties is not None else ""
        for blip in drawing.iter(BLIP):
            yield from self._picture(blip.get(EMBED), size, description)
        for data in drawing.iter(IMAGE_DATA):
            yield from self._picture(data.get(RELATION), _vml_size(data.getparent()), "")

    def _picture(self, relation: str | None, size: tuple[float, float], description: str) -> Iterator[Picture]:
        found = self._part.rels.get(relation) if relation else None
        if found is None or found.is_external:
            self.missed += 1
            return
        try:
            yield make_picture(found.target_part.blob, *size, description)
        except UnreadableFile:
            self.missed += 1

    def remarks(self) -> tuple[str, ...]:
        """Return the remark on pictures that could not be read and are therefore in the original alone."""
        if not self.missed:
            return ()
        return (f"有 {self.missed} 幅图片不能排版（不是 PNG、JPEG 一类，或已损坏），只在原件里有",)


def _emu(text: str | None) -> float:
    points = int(text) / EMU_PER_POINT if text and text.lstrip("-").isdigit() else 0.0
    return points if 0 < points <= LARGEST else 0.0


def _vml_size(shape: Any) -> tuple[float, float]:
    found = {name: float(value) * POINTS[unit] for name, value, unit in LENGTH.findall(str(shape.get("style") or ""))}
    width, height = found.get("width", 0.0), found.get("height", 0.0)
    return (width, height) if 0 < width <= LARGEST and 0 < height <= LARGEST else (0.0, 0.0)
