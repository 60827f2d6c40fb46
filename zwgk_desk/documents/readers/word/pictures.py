"""Reads the pictures of a Word document (ISO/IEC 29500-1, 20.4 and 19.1): their places, sizes and contents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.oxml.ns import qn

from ....model.document.tree import Picture
from ....model.errors import UnreadableFile
from ...pictures import cropped, make_picture
from .names import CHOICE, FALLBACK

EMU_PER_POINT = 12_700
EXTENT, PROPERTIES = qn("wp:extent"), qn("wp:docPr")
BLIP, EMBED = qn("a:blip"), qn("r:embed")
CROP = qn("a:srcRect")
CROP_SIDES = ("l", "t", "r", "b")
WHOLE = 100_000  # a side's crop is stated in thousandths of a hundredth
VML = "{urn:schemas-microsoft-com:vml}"
IMAGE_DATA = f"{VML}imagedata"
LINES = re.compile(r"line|(straight|bent|curved)Connector\d")
"""Pattern of the shapes that are mere lines, such as the red one below the 版头."""

GEOMETRY = qn("a:prstGeom")
GRAPHIC = qn("a:graphicData")
GROUPS = (
    "{http://schemas.microsoft.com/office/word/2010/wordprocessingGroup}wgp", "{http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas}wpc",
    f"{VML}group",
)  # fmt: skip
SHAPES = frozenset(f"{VML}{name}" for name in ("shape", "rect", "roundrect", "oval", "arc", "curve", "polyline", "group"))
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
        found = False
        for blip in drawing.iter(BLIP):
            found = True
            yield from self._picture(blip.get(EMBED), size, description, _crop(blip))
        for data in drawing.iter(IMAGE_DATA):
            found = True
            yield from self._picture(data.get(RELATION), _vml_size(data.getparent()), "", ())
        if not found:
            yield from self._fallback(drawing)

    def _fallback(self, drawing: Any) -> Iterator[Picture]:
        """Yield the picture that a file has for programs that do not know a chart, a diagram or a shape (mc:Fallback)."""
        choice = drawing.getparent()
        while choice is not None and choice.tag != CHOICE:
            choice = choice.getparent()
        fallback = choice.getparent().find(FALLBACK) if choice is not None else None
        for data in fallback.iter(IMAGE_DATA) if fallback is not None else ():
            yield from self._picture(data.get(RELATION), _vml_size(data.getparent()), "", ())
        for blip in fallback.iter(BLIP) if fallback is not None else ():
            yield from self._picture(blip.get(EMBED), (0.0, 0.0), "", _crop(blip))

    def has_content(self, drawing: Any) -> bool:
        """Return whether a drawing shows something besides mere lines."""
        kinds = [str(shape.get("prst") or "") for shape in drawing.iter(GEOMETRY)]
        if kinds:
            return not all(map(LINES.fullmatch, kinds))
        return any(True for _ in drawing.iter(GRAPHIC, *SHAPES))

    def is_group(self, drawing: Any) -> bool:
        """Return whether a drawing is made of several shapes, such as a flow chart: of these the words alone can be read."""
        return any(True for _ in drawing.iter(*GROUPS))

    def _picture(self, relation: str | None, size: tuple[float, float], description: str, crop: tuple[float, ...]) -> Iterator[Picture]:
        found = self._part.rels.get(relation) if relation else None
        if found is None or found.is_external:
            self.missed += 1
            return
        try:
            content = found.target_part.blob
            yield make_picture(cropped(content, crop) if any(crop) else content, *size, description)
        except UnreadableFile:
            self.missed += 1

    def remarks(self) -> tuple[str, ...]:
        """Return the remark on pictures that could not be read and are therefore in the original alone."""
        if not self.missed:
            return ()
        return (f"有 {self.missed} 幅图片不能排版（不是 PNG、JPEG 一类，或已损坏），只在原件里有",)


def _crop(blip: Any) -> tuple[float, ...]:
    """Return what shares of a picture's left, upper, right and lower sides are cut off (20.1.8.55)."""
    frame = blip.getparent().find(CROP) if blip.getparent() is not None else None
    sides = [str(frame.get(side) or "0") for side in CROP_SIDES] if frame is not None else []
    return tuple(max(0.0, int(side) / WHOLE) if side.lstrip("-").isdecimal() else 0.0 for side in sides)


def _emu(text: str | None) -> float:
    points = int(text) / EMU_PER_POINT if text and text.lstrip("-").isdigit() else 0.0
    return points if 0 < points <= LARGEST else 0.0


def _vml_size(shape: Any) -> tuple[float, float]:
    found = {name: float(value) * POINTS[unit] for name, value, unit in LENGTH.findall(str(shape.get("style") or ""))}
    width, height = found.get("width", 0.0), found.get("height", 0.0)
    return (width, height) if 0 < width <= LARGEST and 0 < height <= LARGEST else (0.0, 0.0)
