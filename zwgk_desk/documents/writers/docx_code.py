"""核验码 in a Word document: short at the foot of its page, whole in the QR code beside it and in that picture's description."""

from __future__ import annotations

import io
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from PIL import Image

from ...model.document.measures import MM, PageMeasures
from ...model.document.tree import BlockKind
from ..setting.check_code import CODE_LEADING, CODE_SIZE, QR_FOOT, QR_GAP, QR_SIDE, qr_modules, short_code, whole_code
from ..setting.fonts import Font
from ..word_styles import STYLE_NAMES
from .docx_runs import Box, RunMaker, element, put_frame

PIXELS = 6
"""Pixels of the picture for each module of the code."""

GREY = "737373"
TEXT_WIDTH = 80 * MM
"""Points: the room of the printed code, also in a wider typeface."""


def put_codes(document: Any, measures: PageMeasures) -> None:
    """Bring the paragraphs of a python-docx document that are 核验码 to the foot of its page, shortened, with their QR code."""
    name = STYLE_NAMES[BlockKind.CHECK_CODE]
    found = [paragraph for paragraph in document.paragraphs if paragraph.style.name == name and paragraph.text.strip()]
    if not found:
        return
    whole, lines = whole_code([paragraph.text for paragraph in found]), [short_code(paragraph.text) for paragraph in found]
    widest = max(sum(CODE_SIZE if character >= "\u2000" else CODE_SIZE / 2 for character in line) for line in lines)
    left = (measures.width - QR_SIDE - QR_GAP - widest) / 2
    top = measures.height - QR_FOOT - QR_SIDE
    runs, high = RunMaker(measures), CODE_LEADING * len(lines)
    for paragraph, line in zip(found, lines, strict=True):
        for child in list(paragraph._p):
            if child.tag != qn("w:pPr"):
                paragraph._p.remove(child)
        runs.add(paragraph._p, line, Font.FANG, CODE_SIZE, GREY)
        put_frame(paragraph, Box(left + QR_SIDE + QR_GAP, top + (QR_SIDE - high) / 2, TEXT_WIDTH, high), "exact")
        paragraph.paragraph_format.line_spacing = Pt(CODE_LEADING)
    host = Paragraph(element("p"), found[-1]._parent)
    found[-1]._p.addnext(host._p)
    host.paragraph_format.line_spacing = Pt(1)
    shape = host.add_run().add_picture(io.BytesIO(_png(whole)), Pt(QR_SIDE), Pt(QR_SIDE))
    shape._inline.docPr.set("descr", whole)
    _float(shape._inline, left, top)


def _float(inline: Any, left: float, top: float) -> None:
    """Take a picture out of its line and put it at a place of its page, in points from the upper left corner of the paper (17.3.3.9, 20.4.2.3)."""
    anchor = OxmlElement("wp:anchor")
    look = {"simplePos": 0, "relativeHeight": 1, "behindDoc": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": 1}
    for name, value in {**dict.fromkeys(("distT", "distB", "distL", "distR"), 0), **look}.items():
        anchor.set(name, str(value))
    corner = OxmlElement("wp:simplePos")
    corner.set("x", "0")
    corner.set("y", "0")
    anchor.append(corner)
    for name, offset in (("wp:positionH", left), ("wp:positionV", top)):
        position, said = OxmlElement(name), OxmlElement("wp:posOffset")
        position.set("relativeFrom", "page")
        said.text = str(Pt(offset))
        position.append(said)
        anchor.append(position)
    children = list(inline)
    anchor.append(children[0])  # its size
    anchor.append(OxmlElement("wp:wrapNone"))
    anchor.extend(children[1:])
    inline.getparent().replace(inline, anchor)


def _png(text: str) -> bytes:
    modules = qr_modules(text)
    image = Image.new("1", (len(modules), len(modules)), 1)
    image.putdata([0 if dark else 255 for row in modules for dark in row])
    buffer = io.BytesIO()
    image.resize((len(modules) * PIXELS, len(modules) * PIXELS), Image.Resampling.NEAREST).save(buffer, "PNG")
    return buffer.getvalue()
