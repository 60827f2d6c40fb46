"""Finds the figures of a text, and those that changed between two texts: a figure is set against the one that stands where it stood."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from rapidfuzz.distance import Indel

from ..text.numerals import number
from ..text.scripts import folded
from ..text.words import words

NUMERAL = "零〇一二两三四五六七八九十百千万亿"
UNITS = (
    "个工作日|工作日|个自然日|自然日|个月|个季度|季度|个小时|小时|个学时|学时|课时|分钟|秒|周岁|周年|周|日|天|年|月|时|"
    "万元|亿元|元|角|名|人次|人|户|家|次|倍|岁|层|台|座|辆|件|份|册|套|所|处|张|盏|株|棵|头|只|亩|公顷|平方公里|平方米|立方米|公里|千米|厘米|毫米|米|"
    "公斤|千克|克|吨|度|千瓦时|千瓦|分贝|分|个百分点|个|支|条|项|万|亿|%|‰|℃"
)
DATE = (
    rf"\d{{4}}年(?:\d{{1,2}}月(?:\d{{1,2}}日)?)?|\d{{1,2}}月\d{{1,2}}日|[{NUMERAL}]{{4}}年(?:[{NUMERAL}]{{1,2}}月(?:[{NUMERAL}]{{1,3}}日)?)?"
    rf"|[{NUMERAL}]{{1,2}}月[{NUMERAL}]{{1,3}}日"
)
AMOUNT = rf"(?:\d[\d，]{{0,18}}(?:\.\d{{1,6}})?[十百千万亿]{{0,2}}|[{NUMERAL}]{{1,12}})"
FIGURE = re.compile(
    rf"{DATE}|百分之[{NUMERAL}点0-9.]{{1,12}}|(?<![\d：])\d{{1,4}}：\d{{1,4}}(?![\d：])"
    rf"|(?<![第\d.{NUMERAL}]){AMOUNT}(?:分之[{NUMERAL}]{{1,6}}|(?:(?:{UNITS})?(?:至|到|～|-{{1,2}}){AMOUNT})?(?:{UNITS}))"
)
"""Pattern of dates, amounts, periods, counts, ratios, percentages and fractions, with their units, in a folded text."""

NUMBERS = re.compile(rf"\d[\d，]{{0,18}}(?:\.\d{{1,6}})?[十百千万亿]{{0,2}}|[{NUMERAL}点]{{1,12}}")
FAMILIES = {unit: name for name, units in {
    "元": "元 角", "期": "个工作日 工作日 日 天 年 个月 月 周 个小时 小时 分钟 时 季度 个季度 自然日 个自然日",
}.items() for unit in units.split()}  # fmt: skip
"""Units that take each other's place: 30日 becomes 2个月."""

BLANK = "＃"
"""Placeholder for a figure where only the words around it are compared."""

COUNT = "数"
LOOSE = re.compile(r"(?<=\d)[ \u3000]+(?=[\u3400-\u9fff%％])|(?<=[\u3400-\u9fff])[ \u3000]+(?=\d)")
"""Blanks beside a number: a PDF's text has them where letters of two widths meet."""

DATE_UNIT = re.compile("[年月]＃[月日]")
MOST_TOKENS = 20_000


@dataclass(frozen=True)
class _Token:
    """A word, or a figure.

    Attributes:
        text: as it is written.
        key: what is the same in both texts where nothing changed: a word folded, a figure's value with its unit.
        unit: a figure's unit; empty for a word.
    """

    text: str
    key: str
    unit: str = ""


def figures(text: str) -> list[str]:
    """Return the figures of a text, as they are written."""
    return [text[found.start() : found.end()] for found in FIGURE.finditer(folded(text))]


def masked(text: str) -> str:
    """Return a folded text with a placeholder for each figure."""
    return FIGURE.sub(BLANK, text)


def figures_changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the figures that changed, as they were and as they are written: those that stand between the same words in both texts, and have another
    value. One that stands alone in either text is no change of another."""
    one, other = (_tokens(LOOSE.sub("", text)) for text in (old, new))
    if max(len(one), len(other)) > MOST_TOKENS or not all(any(token.unit for token in tokens) for tokens in (one, other)):
        return
    for before, after, same in _aligned(one, other, lambda token: token.key):
        if not same:
            yield from _within(before, after)


def _within(old: Sequence[_Token], new: Sequence[_Token]) -> Iterator[tuple[str, str]]:
    """Yield the figures that changed where the words changed too: by the words that are left and their units, then by their units alone."""
    gone: list[_Token] = []
    come: list[_Token] = []
    for before, after, same in _aligned(old, new, lambda token: token.unit or token.key):
        if same:
            yield from ((was.text, now.text) for was, now in zip(before, after, strict=True) if was.unit)
        else:
            gone += [token for token in before if token.unit]
            come += [token for token in after if token.unit]
    for like in (lambda unit: unit, _family):
        for was in list(gone):
            now = next((token for token in come if like(token.unit) == like(was.unit)), None)
            if now is not None:
                gone.remove(was)
                come.remove(now)
                yield was.text, now.text


Tokens = Sequence[_Token]


def _aligned(old: Tokens, new: Tokens, key: Callable[[_Token], str]) -> Iterator[tuple[Tokens, Tokens, bool]]:
    """Yield the runs that both have, and between them what one has in place of the other's."""
    steps = Indel.opcodes([key(token) for token in old], [key(token) for token in new])
    for same, run in groupby(steps, lambda step: step.tag == "equal"):
        found = list(run)
        yield old[found[0].src_start : found[-1].src_end], new[found[0].dest_start : found[-1].dest_end], same


def _tokens(text: str) -> list[_Token]:
    plain, made, place = folded(text), list[_Token](), 0
    for found in FIGURE.finditer(plain):
        made += _words(text, plain, place, found.start())
        made.append(_Token(text[found.start() : found.end()], *_value(found[0])))
        place = found.end()
    return [*made, *_words(text, plain, place, len(text))]


def _words(text: str, plain: str, start: int, end: int) -> Iterator[_Token]:
    for word in words(plain[start:end]):
        if word.strip():
            yield _Token(text[start : start + len(word)], word.strip())
        start += len(word)


def _value(figure: str) -> tuple[str, str]:
    """Return a figure's value with its unit, and its unit: 三十日 and 30天 have the same value."""
    values = [number(found) for found in NUMBERS.findall(figure.removeprefix("百分之"))]
    unit = NUMBERS.sub(BLANK, figure.removeprefix("百分之"))
    unit = "%" if figure.startswith("百分之") else unit.replace("天", "日").removeprefix(BLANK)
    return f"{' '.join(_shown(value) for value in values)}{unit}", unit or COUNT


def _family(unit: str) -> str:
    """Return what a unit measures."""
    return "日期" if DATE_UNIT.search(unit) else FAMILIES.get(unit, unit)


def _shown(value: Decimal | None) -> str:
    return "" if value is None else format(value.normalize(), "f")
