"""The forms of numbers: of headings (GB/T 9704-2012, 7.3.3), of dates and shares (GB/T 15835-2011); and the order of levels, articles and points."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.document.remark import Gravity, Place, Remark
from ..text.numerals import NUMERALS, number

FORMS = (
    (re.compile(r"\s*(\d{1,2})、(?=[\u3400-\u9fff])"), "{}.", "三级标题的序号后面用下圆点，不用顿号"),
    (re.compile(rf"\s*([（(][{NUMERALS}]{{1,3}}[）)])[、，,.．]"), "{}", "带括号的序号后面不加标点"),
    (re.compile(rf"\s*([{NUMERALS}]{{1,3}})[.．,，](?=[\u3400-\u9fff])"), "{}、", "一级标题的序号后面用顿号"),
)
"""Wrong forms of a heading's number, the right one, and why."""

NOTE = re.compile(r"\s*(?:注|说明|备注)[：:]")
SHARE = re.compile(r"百分之(\d{1,3}(?:\.\d{1,4})?)")
DOTTED = re.compile(r"(?<![\d./A-Za-z])([12]\d{3})[./-](0?[1-9]|1[0-2])[./-](0?[1-9]|[12]\d|3[01])(?![\d./A-Za-z])")
ARTICLE = re.compile(rf"\s*第([{NUMERALS}]{{1,5}}|\d{{1,4}})条(?=[\s\u3000])")
POINT = re.compile(rf"\s*([{NUMERALS}]{{1,2}})(?:是|要)(?=[\u3400-\u9fff])")
SECOND, THIRD = re.compile(rf"\s*[（(]([{NUMERALS}]{{1,3}})[）)]"), re.compile(r"\s*\d{1,2}[.．、](?=[\u3400-\u9fff])")
FIRST = re.compile(rf"\s*[{NUMERALS}]{{1,3}}、")
SHORT = 60
"""Characters of a paragraph at most that counts as a heading whose form is looked at."""


def forms(paragraphs: Sequence[str]) -> Iterator[Remark]:
    """Yield the remarks on a document's numbers."""
    yield from _heading_forms(paragraphs)
    for place, text in enumerate(paragraphs):
        for match in SHARE.finditer(text):
            yield _at(place, match, "figure-form", f"{match[1]}%", "百分数写成“90%”或“百分之九十”，不混用（GB/T 15835-2011）")
        for match in DOTTED.finditer(text):
            yield _at(
                place, match, "figure-form", f"{match[1]}年{int(match[2])}月{int(match[3])}日", "公文里的日期写全年月日（GB/T 9704-2012，7.3.5.4）"
            )
    yield from _gaps(paragraphs, ARTICLE, "第{}条")
    yield from _gaps(paragraphs, POINT, "{}是")
    yield from _levels(paragraphs)


def noted_lines(paragraphs: Sequence[str]) -> frozenset[int]:
    """Return the places of the numbered lines of a note (注：1、…), which have an order and a form of their own."""
    found, noted = set(), False
    for place, text in enumerate(paragraphs):
        if NOTE.match(text):
            noted = True
        elif FIRST.match(text) or SECOND.match(text) or ARTICLE.match(text):
            noted = False
        if noted:
            found.add(place)
    return frozenset(found)


def _heading_forms(paragraphs: Sequence[str]) -> Iterator[Remark]:
    """Find headings whose number has another form."""
    noted = noted_lines(paragraphs)
    for place, text in enumerate(paragraphs):
        found = next(((match, right, why) for pattern, right, why in FORMS if (match := pattern.match(text))), None)
        if found is None or place in noted or len(text) > SHORT:
            continue
        match, right, why = found
        start = match.start(1)
        there = Place(place, start, match.end())
        yield Remark("heading-form", Gravity.ADVICE, there, text[start : match.end()], f"{why}（GB/T 9704-2012，7.3.3）", right.format(match[1]))


def _gaps(paragraphs: Sequence[str], pattern: re.Pattern[str], form: str) -> Iterator[Remark]:
    """Find numbers that one is missing before; a row begins anew with its first."""
    last = 0
    for place, text in enumerate(paragraphs):
        match = pattern.match(text)
        value = number(match[1]) if match else None
        if match is None or value is None:
            continue
        if value == last + 2 and last:
            message = f"序号不连续：前一个是{form.format(_named(match[1], last))}，这里是“{match[0].strip()}”"
            yield _at(place, match, "heading-order", "", message, Gravity.ERROR)
        last = int(value)


def _levels(paragraphs: Sequence[str]) -> Iterator[Remark]:
    """Find a second level that begins below a third: 1. and then （一）."""
    third = second = False
    for place, text in enumerate(paragraphs):
        if FIRST.match(text):
            third = second = False
        elif THIRD.match(text):
            third = True
        elif match := SECOND.match(text):
            if third and not second and number(match[1]) == 1:
                yield _at(place, match, "heading-order", "", "层次颠倒：“（一）”在“1.”之上（GB/T 9704-2012，7.3.3）")
            second, third = True, False


def _named(like: str, value: int) -> str:
    names = "零一二三四五六七八九十"
    return str(value) if like.isdigit() or value >= len(names) else names[value]


def _at(place: int, match: re.Match[str], rule: str, expected: str, message: str, gravity: Gravity = Gravity.ADVICE) -> Remark:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    return Remark(rule, gravity, Place(place, start, match.end()), match[0].lstrip(), message, expected)
