"""Computes the numbers that Word prints before paragraphs (ISO/IEC 29500-1, 17.9): they are not in the file's text, but readers see them."""

from __future__ import annotations

import re
from typing import Any

from docx.oxml.ns import qn

DIGITS = "〇一二三四五六七八九"
PLACEHOLDER = re.compile(r"%([1-9])")
LEVELS = 9


def chinese_number(value: int) -> str:
    """Return a number up to 99 999 in Chinese counting: 十二, 二十, 一百零五."""
    if value <= 0:
        return DIGITS[0]
    text, zero = "", False
    for unit, name in ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero else "") + DIGITS[digit] + name
            zero = False
        elif text and value:
            zero = True
    return text[1:] if text.startswith("一十") else text


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for size, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
                       (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        count, value = divmod(value, size)
        text += sign * count
    return text


def format_number(value: int, style: str) -> str:
    """Return a number in one of Word's number formats (ST_NumberFormat); in Arabic figures where the format is unknown."""
    if style in ("chineseCounting", "chineseCountingThousand", "japaneseCounting", "taiwaneseCountingThousand", "chineseLegalSimplified"):
        return chinese_number(value)
    if style in ("ideographDigital", "taiwaneseDigital"):
        return "".join(DIGITS[int(digit)] for digit in str(value))
    if style == "decimalEnclosedCircle" and 1 <= value <= 20:
        return chr(0x2460 + value - 1)
    if style == "decimalZero":
        return f"{value:02d}"
    if style in ("lowerLetter", "upperLetter"):
        return _letters(value) if style == "lowerLetter" else _letters(value).upper()
    if style in ("lowerRoman", "upperRoman"):
        return _roman(value) if style == "lowerRoman" else _roman(value).upper()
    return "" if style in ("none", "bullet") else str(value)


class Numbering:
    """The numbers of one document, counted on from paragraph to paragraph."""

    def __init__(self, element: Any, styles: Any) -> None:
        """Read the lists of numbering.xml and the styles that use them; either root may be None."""
        self._abstract: dict[str, Any] = {}
        self._lists: dict[str, str] = {}
        self._styles: dict[str, Any] = {}
        self._counts: dict[str, list[int]] = {}
        if element is not None:
            self._abstract = {a.get(qn("w:abstractNumId")): a for a in element.iterchildren(qn("w:abstractNum"))}
            for number in element.iterchildren(qn("w:num")):
                target = number.find(qn("w:abstractNumId"))
                if target is not None:
                    self._lists[number.get(qn("w:numId"))] = target.get(qn("w:val"))
        if styles is not None:
            self._styles = {s.get(qn("w:styleId")): s for s in styles.iterchildren(qn("w:style"))}

    def prefix(self, paragraph: Any) -> str:
        """Return the number that Word prints before a paragraph, and count on; empty where it is not numbered."""
        number, level = self._place(paragraph)
        abstract = self._abstract.get(self._lists.get(number, ""))
        if abstract is None or not 0 <= level < LEVELS:
            return ""
        levels = {int(entry.get(qn("w:ilvl"))): entry for entry in abstract.iterchildren(qn("w:lvl"))}
        counts = self._counts.setdefault(self._lists[number], [0] * LEVELS)
        counts[level] = counts[level] + 1 if counts[level] else self._start(levels.get(level))
        for deeper in range(level + 1, LEVELS):
            counts[deeper] = 0
        text = _value(levels.get(level), "lvlText")
        return PLACEHOLDER.sub(lambda match: self._one(levels, counts, int(match[1]) - 1), text)

    def _one(self, levels: dict[int, Any], counts: list[int], level: int) -> str:
        count = counts[level] or self._start(levels.get(level))
        return format_number(count, _value(levels.get(level), "numFmt"))

    def _start(self, level: Any) -> int:
        text = _value(level, "start")
        return int(text) if text.isdigit() else 1

    def _place(self, paragraph: Any) -> tuple[str, int]:
        """Return the list and the level of a paragraph, its own or its style's."""
        found = _num_pr(paragraph.find(qn("w:pPr")))
        style = _style_of(paragraph)
        for _ in range(10):
            if found is not None or style not in self._styles:
                break
            element = self._styles[style]
            found = _num_pr(element.find(qn("w:pPr")))
            based = element.find(qn("w:basedOn"))
            style = based.get(qn("w:val")) if based is not None else ""
        return found or ("0", 0)


def _style_of(paragraph: Any) -> str:
    properties = paragraph.find(qn("w:pPr"))
    style = properties.find(qn("w:pStyle")) if properties is not None else None
    return str(style.get(qn("w:val"))) if style is not None else ""


def _num_pr(properties: Any) -> tuple[str, int] | None:
    element = properties.find(qn("w:numPr")) if properties is not None else None
    if element is None:
        return None
    number = _value(element, "numId")
    level = _value(element, "ilvl")
    return (number or "0", int(level) if level.isdigit() else 0)


def _value(element: Any, name: str) -> str:
    child = element.find(qn(f"w:{name}")) if element is not None else None
    return str(child.get(qn("w:val")) or "") if child is not None else ""
