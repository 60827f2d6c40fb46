"""Follows Word's fields (ISO/IEC 29500-1, 17.16): of their codes nothing is shown but what has no result of its own."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

from .names import number, switch
from .number_formats import CIRCLES
from .symbols import symbol

CHAR, TYPE = qn("w:fldChar"), qn("w:fldCharType")
TABLE_OF_CONTENTS = re.compile(r"\s*TOC\b", re.IGNORECASE)
SYMBOL = re.compile(r"\s*SYMBOL\s+(\d+|0x[0-9A-F]+)(?:.*?\\f\s*\"?([\w ]+?)\"?(?:\s|$))?", re.IGNORECASE)
EQUATION = re.compile(r"\s*EQ\s+(.*)", re.IGNORECASE | re.DOTALL)
CIRCLED = re.compile(r"\\o(?:\\a[clr])?\(\s*[○〇◯O]\s*[,，;；]\s*(?:\\s\\up\s*\d*\()?(\d{1,2})\)?\s*\)")
FRACTION = re.compile(r"\\f\(([^(),]*)[,，;；]([^(),]*)\)")
ROOT = re.compile(r"\\r\((?:([^(),]*)[,，;；])?([^(),]*)\)")
SWITCHES = re.compile(r"\\[a-zA-Z]+\d*\s*")
BOXES = {True: "☑", False: "□"}


class _Field:
    """One field that has begun."""

    def __init__(self, shown: str) -> None:
        self.code = ""
        self.in_code = True
        self.shown = shown


class Fields:
    """The fields that are open at a place of a story.

    Attributes:
        ended: the code of the field that ended last.
    """

    def __init__(self, story: Any) -> None:
        """Follow the fields of a body or a note; a field that nothing ends is none."""
        self.ended = ""
        self._open: list[_Field] = []
        self._marks: list[Any] = list(story.iter(CHAR)) if story != () else []  # kept, so that each stays one object and can be told from the others
        ended, begun = set(), []
        for mark in self._marks:
            kind = mark.get(TYPE)
            if kind == "begin":
                begun.append(mark)
            elif kind == "end" and begun:
                ended |= {id(begun.pop()), id(mark)}
        self._whole = ended

    @property
    def any_open(self) -> bool:
        """Whether any field is open here."""
        return bool(self._open)

    @property
    def in_code(self) -> bool:
        """Whether what stands here is a field's code, and not shown."""
        return any(field.in_code for field in self._open)

    @property
    def in_contents(self) -> bool:
        """Whether what stands here is the result of a table of contents."""
        return any(TABLE_OF_CONTENTS.match(field.code) for field in self._open)

    def code(self, text: str) -> None:
        """Take a piece of the innermost field's code."""
        if self._open and self._open[-1].in_code:
            self._open[-1].code += text

    def mark(self, mark: Any) -> str:
        """Take a w:fldChar; return what is shown in place of a field that ends without a result."""
        kind = mark.get(TYPE)
        if kind == "separate" and self._open:
            field = self._open[-1]
            field.in_code = False
            return ""
        if id(mark) not in self._whole:
            return ""
        if kind == "begin":
            self._open.append(_Field(_form_field(mark)))
        elif self._open:
            field = self._open.pop()
            self.ended = field.code
            if not self.in_code and (field.in_code or field.shown):
                return field.shown or computed(field.code)
        return ""


def computed(code: str) -> str:
    """Return what Word shows of a field without a result, as far as it can be told from its code: a symbol, a simple equation."""
    found = SYMBOL.match(code)
    if found:
        place = int(found[1], 0)
        return symbol(found[2] or "Symbol", place) or (chr(place) if place > 0xFF else "")
    equation = EQUATION.match(code)
    if not equation:
        return ""
    text = CIRCLED.sub(lambda match: CIRCLES[int(match[1]) - 1] if 1 <= int(match[1]) <= len(CIRCLES) else f"({match[1]})", equation[1])
    for _ in range(4):
        text = ROOT.sub(lambda match: f"√({match[2]})", FRACTION.sub(r"\1/\2", text))
    return SWITCHES.sub("", text).strip()


def is_equation(code: str) -> bool:
    """Return whether a field's code is that of an equation."""
    return bool(EQUATION.match(code))


def _form_field(mark: Any) -> str:
    """Return what a form field shows that has no text of its own: a tick box, the entry chosen from a list (17.16.17)."""
    data = mark.find(qn("w:ffData"))
    if data is None:
        return ""
    box, choice = data.find(qn("w:checkBox")), data.find(qn("w:ddList"))
    if box is not None:
        said = switch(box, "checked")
        return BOXES[bool(switch(box, "default") if said is None else said)]
    if choice is not None:
        entries = [str(entry.get(qn("w:val")) or "") for entry in choice.iterchildren(qn("w:listEntry"))]
        chosen = choice.find(qn("w:result"))
        place = number(chosen.get(qn("w:val"))) if chosen is not None else 0
        return entries[place] if place is not None and 0 <= place < len(entries) else ""
    return ""
