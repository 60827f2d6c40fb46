"""Proofreading of official documents: brackets of document numbers, the order of headings, punctuation and figures (GB/T 9704, GB/T 15834,
GB/T 15835), characters of the other script, words written twice, brackets left open, days that no month has."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from ...model.document.manner import Manner, is_quoted
from ...model.document.remark import Gravity, Place, Remark
from ..text.lexicon import Lexicon
from ..text.marks import marks
from ..text.numerals import chinese, number
from ..text.provisions import LEVELS
from ..text.scripts import simplified
from .doubled import is_doubled
from .numbering_forms import forms, noted_lines
from .proof_lists import NO_LISTS, ProofLists, day_of

HAN = "\u3400-\u9fff"
BRACKET = re.compile(rf"(?<=[{HAN}])[\[【（(［]([12]\d{{3}})[\]】）)］](?=\s?第?\d{{1,5}}\s?[号號])")
FULL_WIDTH = re.compile("[０-９Ａ-Ｚａ-ｚ％]+")
HALF_MARKS = {",": "，", ":": "：", ";": "；", "?": "？", "!": "！"}
HALF = re.compile(rf"(?<=[{HAN}”》）])[,:;?!]|[,:;?!](?=[{HAN}“《（])")
HALF_BRACKETS = re.compile(rf"\(([^()\n]{{0,60}}[{HAN}][^()\n]{{0,60}})\)")
DATE = re.compile(r"(?:([12]?\d{1,3})年)?(\d{1,2})月(\d{1,2})日")
PAIRS = {"“": "”", "‘": "’", "（": "）", "《": "》", "〈": "〉", "【": "】", "〔": "〕"}
CLOSERS = {closer: opener for opener, closer in PAIRS.items()}
ITEM = re.compile(r"[^（]*?(?:^|[\s；。，：])[\d一二三四五六七八九十]{1,3}")
"""Pattern of an item's number with only a closing bracket: 1）, 二）."""

LONGEST_ITEM = 4
LINES, LONGEST_LINE = 2, 40
"""Lines further on in which a bracket may still be closed, and the characters of such a line at most."""

LEAP_YEAR = 2000
ATTACHMENT = re.compile(r"附件\s?(\d{1,2})")
LISTED = re.compile(r"^\s*附件[:：]?\s*(?:(\d{1,2})[.．、])?|^\s*(\d{1,2})[.．]")


OF_RUNNING_TEXT = frozenset({"figure-form", "punctuation", "doubled-word", "full-width"})
"""Rules that hold in running text alone: cells of tables have short forms of their own."""


class Proofreader:
    """Proofreads a document's paragraphs."""

    def __init__(self, lexicon: Lexicon, lists: ProofLists = NO_LISTS) -> None:
        self._lists = lists
        self._doubled = re.compile(rf"(?<!目)([{lexicon.doubled}])\1")  # 目的的 is no doubled character

    def remarks(self, paragraphs: Sequence[str], manners: Sequence[Manner] = ()) -> Iterator[Remark]:
        """Yield the remarks on a document's paragraphs that are not blank, in their order. Of the cells of tables only what is wrong anywhere is
        remarked on, of old text nothing; what is quoted is only asked about.

        Args:
            paragraphs: the paragraphs.
            manners: how each is to be read; where there are none, all are running text.
        """
        read_as = manners or [Manner.RUNNING] * len(paragraphs)
        running = [text if how is Manner.RUNNING else "" for text, how in zip(paragraphs, read_as, strict=True)]
        found = [*_unclosed(running), *forms(running), *_headings(running), *_attachments(running)]
        dated = day_of(paragraphs)
        for place, (text, how) in enumerate(zip(paragraphs, read_as, strict=True)):
            if how is not Manner.OLD_TEXT:
                own = [*self._paragraph(place, text), *self._lists.remarks(place, text, dated), *_scripts(place, text)]
                found += own if how is Manner.RUNNING else [each for each in own if each.rule not in OF_RUNNING_TEXT]
        told = (_asked(each) if is_quoted(paragraphs[each.place.paragraph], each.place.start, each.place.end) else each for each in found)
        yield from sorted(told, key=lambda r: (r.place.paragraph, r.place.start, r.rule))

    def _paragraph(self, number: int, text: str) -> Iterator[Remark]:
        for match in BRACKET.finditer(text):
            yield _at(number, match, "bracket-form", Gravity.ERROR, "文号的年份用六角括号〔〕（GB/T 9704-2012，7.2.5）", f"〔{match[1]}〕")
        for match in FULL_WIDTH.finditer(text):
            yield _at(number, match, "full-width", Gravity.ADVICE, "数字和字母用半角", match[0].translate(_NARROW))
        for match in HALF.finditer(text):
            yield _at(number, match, "punctuation", Gravity.ADVICE, "汉字之间用全角标点（GB/T 15834-2011）", HALF_MARKS[match[0]])
        for match in HALF_BRACKETS.finditer(text):
            yield _at(number, match, "punctuation", Gravity.ADVICE, "括号里是汉字的用全角括号（GB/T 15834-2011）", f"（{match[1]}）")
        for match in DATE.finditer(text):
            if not _exists(match):
                yield _at(number, match, "date-impossible", Gravity.ERROR, "没有这一天")
        for match in self._doubled.finditer(text):
            if is_doubled(text, match.start(), match.start(1) + 1):
                yield _at(number, match, "doubled-word", Gravity.QUESTION, f"“{match[1]}”字写了两遍", match[1])
        for remark in marks(number, text):
            half = (remark.place.start + remark.place.end) // 2
            if remark.rule != "doubled-word" or is_doubled(text, remark.place.start, half):
                yield remark


_NARROW = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def _at(paragraph: int, match: re.Match[str], rule: str, gravity: Gravity, message: str, expected: str = "") -> Remark:
    return Remark(rule, gravity, Place(paragraph, match.start(), match.end()), match[0], message, expected)


def _exists(match: re.Match[str]) -> bool:
    year, month, day = int(match[1] or LEAP_YEAR), int(match[2]), int(match[3])
    return bool(1 <= month <= 12 and 1 <= year <= 9999 and 1 <= day <= calendar.monthrange(year, month)[1])


def _asked(remark: Remark) -> Remark:
    """Return a remark on quoted text: what the other text says stays, so nothing is put in its place."""
    gravity = Gravity.QUESTION if remark.gravity is Gravity.ERROR else remark.gravity
    return replace(remark, gravity=gravity, expected="", message=f"{remark.message}；这是引文，请核对原文")


def _unclosed(paragraphs: Sequence[str]) -> Iterator[Remark]:
    """Find brackets and quotation marks that are never closed, or were never opened; a title of several lines may close them in a later one."""
    waiting: list[tuple[str, int, int]] = []
    for here, text in enumerate(paragraphs):
        late = [each for each in waiting if here - each[1] > LINES]
        yield from (_lonely(line, place, character, PAIRS[character], "后面") for character, line, place in late)
        waiting = [each for each in waiting if each not in late]
        for place, character in enumerate(text):
            if character in PAIRS:
                waiting.append((character, here, place))
            elif character in CLOSERS:
                if waiting and waiting[-1][0] == CLOSERS[character]:
                    waiting.pop()
                elif not (character == "）" and ITEM.fullmatch(text, max(0, place - LONGEST_ITEM), place)):
                    yield _lonely(here, place, character, CLOSERS[character], "前面")
        if len(text) > LONGEST_LINE:  # running text closes its own
            yield from (_lonely(line, place, character, PAIRS[character], "后面") for character, line, place in waiting)
            waiting = []
    yield from (_lonely(line, place, character, PAIRS[character], "后面") for character, line, place in waiting)


def _lonely(paragraph: int, place: int, character: str, other: str, side: str) -> Remark:
    message = f"“{character}”{side}没有与它配对的“{other}”"
    return Remark("unclosed", Gravity.ERROR, Place(paragraph, place, place + 1), character, message)


def _headings(paragraphs: Sequence[str]) -> Iterator[Remark]:
    """Find headings whose numbers do not follow one another in their level, or do not begin anew below the next heading of the level above."""
    last: list[int] = [0] * len(LEVELS)
    noted = noted_lines(paragraphs)
    for place, text in enumerate(paragraphs):
        if place in noted:
            continue
        indent = len(text) - len(text.lstrip())
        for level, pattern in enumerate(LEVELS):
            found = pattern.match(text, indent)
            if found is None:
                continue
            value = number(found[0].strip("（）().．、"))
            if value is not None and value != 1 and value != last[level] + 1 and last[level]:
                wanted = _like(found[0], last[level] + 1)
                message = f"序号不连续：前一个是第 {last[level]} 个，这里是“{found[0]}”"
                yield Remark("heading-order", Gravity.ERROR, Place(place, found.start(), found.end()), found[0], message, wanted)
            last[level] = int(value or 0)
            last[level + 1 :] = [0] * (len(LEVELS) - level - 1)
            break


def _like(written: str, value: int) -> str:
    """Return a number in the form in which another is written."""
    digits = re.compile(r"\d+|[零〇一二三四五六七八九十百千]+")
    return digits.sub(lambda m: str(value) if m[0].isdigit() else chinese(value), written, count=1)


def _scripts(place: int, text: str) -> Iterator[Remark]:
    """Find runs of traditional characters in a document otherwise in simplified ones; not the reverse, since offices write simplified ones."""
    simple = simplified(text)
    if simple == text or len(simple) != len(text):
        return
    differs = [n for n, (a, b) in enumerate(zip(text, simple, strict=True)) if a != b]
    for _, run in groupby(enumerate(differs), key=lambda pair: pair[1] - pair[0]):
        spots = [spot for _, spot in run]
        start, end = spots[0], spots[-1] + 1
        message = f"繁体字“{text[start:end]}”，公文用规范汉字"
        yield Remark("mixed-script", Gravity.ADVICE, Place(place, start, end), text[start:end], message, simple[start:end])


def _attachments(paragraphs: Sequence[str]) -> Iterator[Remark]:
    """Find 附件 that the text refers to by number, and that 附件说明 does not list."""
    start = next((n for n, text in enumerate(paragraphs) if re.match(r"\s*附件[:：]", text)), None)
    if start is None:
        return
    listed = {int(n) for text in paragraphs[start : start + 20] for n in re.findall(r"(?:^|附件[:：]?)\s*(\d{1,2})[.．、]", text)} or {1}
    for place, text in enumerate(paragraphs[:start]):
        for match in ATTACHMENT.finditer(text):
            if int(match[1]) not in listed:
                yield _at(place, match, "attachment-missing", Gravity.QUESTION, f"文中提到“{match[0]}”，附件说明里没有")
