"""Makes paragraphs and runs of a Word document directly as XML: a run has its typeface for all scripts, its size and the space between its
characters, in the schema's order (ISO/IEC 29500-1, 17.3.2)."""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ...model.document.measures import PageMeasures
from ..setting.fonts import Font, wanted_names
from ..setting.linebreak import tightened

TWENTIETHS = 20  # Word measures spaces in twentieths of a point
HALVES = 2  # Word measures type in half points
ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
"""Pattern of control characters that XML cannot hold."""

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def element(name: str, **attributes: str | int) -> Any:
    """Return an element of the w: namespace with attributes of it."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


class RunMaker:
    """Makes runs by one preset's measures."""

    def __init__(self, measures: PageMeasures) -> None:
        self.m = measures
        self.names = wanted_names(measures)
        self._looks: dict[tuple[Font, float, float, str], Any] = {}

    def add(self, paragraph: Any, text: str, face: Font, size: float, colour: str = "") -> None:
        """Add a text to a paragraph's element; of two marks in a row the first loses half a square.

        Args:
            paragraph: the w:p element.
            text: the text; a line break in it becomes one in Word.
            face: the face, for all scripts alike: quotation marks and dashes count as East Asian.
            size: in points.
            colour: six hex digits; empty for black.
        """
        text = ILLEGAL.sub("", text)
        spacing = self.m.tightening if size == self.m.body else 0.0
        marks = tightened(text)
        begun = 0
        for place in sorted(marks):
            if place > begun:
                self._run(paragraph, text[begun:place], face, size, spacing, colour)
            self._run(paragraph, text[place], face, size, spacing - size / 2, colour)
            begun = place + 1
        if begun < len(text) or not text:
            self._run(paragraph, text[begun:], face, size, spacing, colour)

    def field(self, paragraph: Any, instruction: str, face: Font, size: float) -> None:
        """Add a field that Word computes, such as PAGE."""
        run = self._run(paragraph, "", face, size, 0, "")
        run.append(element("fldChar", fldCharType="begin"))
        asked = element("instrText")
        asked.text = instruction
        run.append(asked)
        run.append(element("fldChar", fldCharType="end"))

    def _run(self, paragraph: Any, text: str, face: Font, size: float, spacing: float, colour: str) -> Any:
        run = OxmlElement("w:r")
        run.append(deepcopy(self.look(face, size, spacing, colour)))
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

    def look(self, face: Font, size: float, spacing: float = 0, colour: str = "") -> Any:
        """Return the run properties (w:rPr) of a typeface at a size in points."""
        key = (face, size, spacing, colour)
        if key not in self._looks:
            name = self.names[face]
            properties = element("rPr")
            properties.append(element("rFonts", hint="eastAsia", ascii=name, hAnsi=name, eastAsia=name, cs=name))
            if colour:
                properties.append(element("color", val=colour))
            if round(spacing * TWENTIETHS):
                properties.append(element("spacing", val=round(spacing * TWENTIETHS)))
            properties.append(element("sz", val=round(size * HALVES)))
            properties.append(element("szCs", val=round(size * HALVES)))
            self._looks[key] = properties
        return self._looks[key]
