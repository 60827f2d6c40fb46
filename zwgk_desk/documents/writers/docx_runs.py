"""Makes paragraphs and runs of a Word document directly as XML: a run has its typeface for all scripts, its size and the space between its
characters, in the schema's order (ISO/IEC 29500-1, 17.3.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from html import escape
from itertools import pairwise
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from lxml import etree

from ...model.document.measures import PageMeasures
from ...model.document.scripts import LOWERED, RAISED
from ...model.document.tree import Span
from ..setting.fonts import Font, wanted_names
from ..setting.linebreak import tightened

TWENTIETHS = 20  # Word measures spaces in twentieths of a point
EIGHTHS = 8  # Word measures rules in eighths of a point
HALVES = 2  # Word measures type in half points
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Pattern of control characters that XML cannot hold."""

SCRIPTS = re.compile(f"[{re.escape(''.join(RAISED))}]+|[{re.escape(''.join(LOWERED))}]+")
"""Pattern of raised figures, or lowered ones, in a row."""

DECLARED = re.compile(r' xmlns:\w+="[^"]*"')
"""Pattern of the declarations of namespaces, which the document's own element makes for all."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, **attributes: str | int) -> Any:
    """Return an element of the w: namespace with attributes of it."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def put_borders(paragraph: Any, **sides: Mapping[str, str | int]) -> None:
    """Give a paragraph borders: the attributes of each side, by its name (ISO/IEC 29500-1, 17.3.1.24)."""
    border = element("pBdr")
    for side, look in sides.items():
        border.append(element(side, **look))
    paragraph._p.get_or_add_pPr().insert_element_before(
        border, "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE",
        "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
        "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
        "w:rPr", "w:sectPr", "w:pPrChange",
    )  # fmt: skip


@dataclass(frozen=True)
class Box:
    """A place on a page: its upper left corner from that of the paper, and its size, in points."""

    left: float
    top: float
    width: float
    height: float


def put_frame(paragraph: Any, box: Box, rule: str, below: float = 0) -> None:
    """Put a paragraph into a frame at a place of its page (ISO/IEC 29500-1, 17.3.1.11).

    Args:
        paragraph: the paragraph, of python-docx.
        box: the place.
        rule: whether its height is exact or atLeast.
        below: points left free between the frame and the text below it.
    """
    sides = {"w": box.width, "h": box.height, "x": box.left, "y": box.top, "vSpace": max(0.0, below)}
    frame = element("framePr", hRule=rule, wrap="around", hAnchor="page", vAnchor="page", **{key: round(v * TWENTIETHS) for key, v in sides.items()})
    properties = paragraph._p.get_or_add_pPr()
    style = properties.find(qn("w:pStyle"))
    if style is None:
        properties.insert(0, frame)
    else:
        style.addnext(frame)


@dataclass(frozen=True)
class Look:
    """How a run looks.

    Attributes:
        face: the typeface; `size` and `spacing`, between characters, in points.
        colour: six hex digits; empty for black.
        struck: whether it is struck through.
        script: superscript, subscript, or empty.
    """

    face: Font
    size: float
    spacing: float = 0
    colour: str = ""
    struck: bool = False
    script: str = ""


class RunMaker:
    """Makes runs by one preset's measures."""

    def __init__(self, measures: PageMeasures) -> None:
        self.m = measures
        self.names = wanted_names(measures)
        self._looks: dict[Look, Any] = {}
        self._written: dict[Look, str] = {}

    def add(self, paragraph: Any, text: str, face: Font, size: float, colour: str = "", struck: Sequence[Span] = ()) -> None:
        """Add a text to a paragraph's element; of two marks in a row the first loses half a square, and raised and lowered figures become plain
        ones with Word's mark for them, so that they are set in the text's own face.

        Args:
            paragraph: the w:p element.
            text: the text; a line break in it becomes one in Word.
            face: the face, for all scripts alike: quotation marks and dashes count as East Asian.
            size: in points.
            colour: six hex digits; empty for black.
            struck: the stretches of it that are struck through.
        """
        for piece, look in self._pieces(text, face, size, colour, struck):
            self._run(paragraph, piece, look)

    def written(self, text: str, face: Font, size: float, struck: Sequence[Span] = ()) -> str:
        """Return the same runs as XML, for tables, of whose cells there may be very many; the arguments are those of `add`."""
        return "".join(
            f"<w:r>{self._written_properties(look)}{_written_text(piece)}</w:r>" for piece, look in self._pieces(text, face, size, "", struck)
        )

    def _pieces(self, text: str, face: Font, size: float, colour: str, struck: Sequence[Span]) -> Iterator[tuple[str, Look]]:
        """Yield the runs that a text needs: what each holds, and how it looks."""
        plain = Look(face, size, self.m.tightening if size == self.m.body else 0.0, colour)
        marks = tightened(text)
        scripts = [place for found in SCRIPTS.finditer(text) for place in found.span()]
        ends = {0, len(text), *scripts, *marks, *(place + 1 for place in marks), *(place for span in struck for place in span)}
        for start, end in pairwise(sorted(ends)) if text else [(0, 0)]:
            look = plain if start not in marks else replace(plain, spacing=plain.spacing - size / 2)
            if any(first <= start < last for first, last in struck):
                look = replace(look, struck=True)
            piece = text[start:end]
            if piece[:1] in RAISED or piece[:1] in LOWERED:
                raised = piece[0] in RAISED
                look = replace(look, script="superscript" if raised else "subscript")
                piece = "".join((RAISED if raised else LOWERED)[character] for character in piece)
            piece = ILLEGAL.sub("", piece)
            if piece or not text:
                yield piece, look

    def field(self, paragraph: Any, instruction: str, face: Font, size: float) -> None:
        """Add a field that Word computes, such as PAGE."""
        run = self._run(paragraph, "", Look(face, size))
        run.append(element("fldChar", fldCharType="begin"))
        asked = element("instrText")
        asked.text = instruction
        run.append(asked)
        run.append(element("fldChar", fldCharType="end"))

    def _run(self, paragraph: Any, text: str, look: Look) -> Any:
        run = OxmlElement("w:r")
        run.append(deepcopy(self._properties(look)))
        for place, line in enumerate(text.split("\n")):
            if place:
                run.append(element("br"))
            for part_place, part in enumerate(line.split("\t")):
                if part_place:
                    run.append(element("tab"))
                if part:
                    held = OxmlElement("w:t")
                    held.text = part
                    held.set(SPACE, "preserve")
                    run.append(held)
        paragraph.append(run)
        return run

    def _written_properties(self, look: Look) -> str:
        if look not in self._written:
            self._written[look] = DECLARED.sub("", etree.tostring(self._properties(look), encoding="unicode"))
        return self._written[look]

    def _properties(self, look: Look) -> Any:
        if look not in self._looks:
            name = self.names[look.face]
            properties = element("rPr")
            properties.append(element("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name))
            if look.struck:
                properties.append(element("strike"))
            if look.colour:
                properties.append(element("color", val=look.colour))
            if round(look.spacing * TWENTIETHS):
                properties.append(element("spacing", val=round(look.spacing * TWENTIETHS)))
            properties.append(element("sz", val=round(look.size * HALVES)))
            properties.append(element("szCs", val=round(look.size * HALVES)))
            if look.script:
                properties.append(element("vertAlign", val=look.script))
            self._looks[look] = properties
        return self._looks[look]


def _written_text(text: str) -> str:
    """Return the content of a run as XML, with its line breaks and tabs."""
    lines = text.split("\n") if "\n" in text else [text]
    parts = [[f'<w:t xml:space="preserve">{escape(part, quote=False)}</w:t>' if part else "" for part in line.split("\t")] for line in lines]
    return "<w:br/>".join("<w:tab/>".join(line) for line in parts)
