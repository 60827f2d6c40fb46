"""The facts that a text states: numbers with their units, dates, periods, ratios, times, telephones, document numbers, references, names,
quotations; the two ends of a range, and whether a figure is the least or the most.

Each has a value in which its form no longer counts: 三十日, 30日 and 30 天 are the same, and so are 百分之五 and 5%, 1.5万元 and 15,000元.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .fact_kinds import DOWN, UP, Fact, FactKind
from .fact_names import names
from .fact_values import COUNTS, PERIODS, value_of
from .numerals import NUMERALS

__all__ = ["Fact", "FactKind", "facts"]

ARABIC = r"(?:\d{1,3}(?:[,，]\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
CHINESE = rf"[{NUMERALS}]{{1,16}}(?:点[{NUMERALS}]{{1,8}})?"
MIXED = r"(?:\d{1,15}(?:\.\d{1,6})?[十百千万亿]{1,2}){2,3}"
NUMBER = rf"(?:{MIXED}|{ARABIC}\s{{0,2}}[余多几]?[十百千万萬亿億]{{0,2}}|{CHINESE}[余多几]?[万亿]?)"
SHORT = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
YEAR = r"(?:[12]\d{3}|[零〇一二三四五六七八九]{4})"
NOT_BEFORE = {"周": "周(?!岁)", "年": "年(?!代)"}
"""Units that are none before some characters: 周岁, 70年代."""

UNITS = "|".join(NOT_BEFORE.get(unit, unit) for unit in sorted(PERIODS, key=len, reverse=True))
NO_TENTHS = "立为果本员功就长熟效绩交分套片型品都因语像见行千上"
"""What follows 成 where it is no tenth: 三成立."""

A_YEAR = "一年(?:[里中一]|至少|最多|两次)"
"""Every year, and no period: 一年里至少三次."""

PATTERN = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "document": r"[\u4e00-\u9fa5]{1,10}[〔\[【（(][12]\d{3}[〕\]】）)]\s?第?\d{1,5}[号號]",
            "time": rf"(?:(?:上午|下午|中午|晚上|晚间|傍晚|凌晨|早上)\s?)(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:[:：]\d{{2}}|[点时](?:\d{{1,2}}分|半)?)"
            r"|(?<![\d:：])(?:[01]?\d|2[0-4])[:：][0-5]\d(?![\d:：])|(?<!\d)(?:[01]?\d|2[0-4])[点时](?:\d{1,2}分|半)"
            r"|(?<!\d)(?:[01]?\d|2[0-4])时(?=[至到—\-前后起止，。；、]|$)|(?<=[至到—\-])(?:[01]?\d|2[0-4])时(?![限间段候期])",
            "date": rf"(?:{YEAR}\s?年\s?{SHORT}\s?月\s?{SHORT}\s?日|{YEAR}\s?年\s?{SHORT}\s?月(?!份?{SHORT})|{YEAR}\s?年(?!\s?以)|"
            rf"(?<![{NUMERALS}\d个])(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})\s?月\s?{SHORT}\s?日)",
            "percent": rf"{ARABIC}\s?[%％‰]|[百千万]分之(?:{CHINESE}|{ARABIC})|(?<![{NUMERALS}])(?:[一二两三四五六七八九]|\d)成半?(?![{NO_TENTHS}])",
            "ratio": rf"[{NUMERALS}]{{1,6}}分之[{NUMERALS}]{{1,6}}|(?<![\d:：])\d{{1,4}}[:：∶]\d{{1,4}}(?![\d:：])",
            "amount": rf"{NUMBER}\s?[余多]?(?:美元|欧元|港元|元|圆)(?:{SHORT}角(?:{SHORT}分)?)?整?",
            "reference": rf"第\s?(?:\d{{1,4}}|[{NUMERALS}]{{1,9}})\s?[条款项章节編编条]",
            "period": rf"(?<![第{NUMERALS}\d.])(?:(?!{A_YEAR}){NUMBER}\s?(?:{UNITS})(?:半(?!数))?|半(?:个月|年|小时|天|个小时))",
            "telephone": r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-－—]?\d{7,8}|400[-－]?\d{3}[-－]?\d{4}|12[13]\d{2}|114|110|119|120|122)(?!\d)"
            r"|(?<=[电热专线话真打询号码拨])\d{5,8}(?!\d)|(?<=[话线真打][：:])\d{5,8}(?!\d)",
            "count": rf"(?<![第{NUMERALS}\d.]){NUMBER}\s?(?:{'|'.join(COUNTS)})",
            "quote": "“[^“”\n]{2,200}”|《[^《》\n]{2,80}》",
        }.items()
    )
)
ISSUER = re.compile("[^据照按依见是为]{1,10}[〔\\[【（(][12].*$")
"""Words before a document number that are not part of it: 根据, 按照, 依照, 文号是."""

TO = r"\s?(?:[—–\-~～至到]{1,2})\s?"
FIRST_END = re.compile(rf"(?<![\d{NUMERALS}.第])({NUMBER})\s?({UNITS}|%|％|元|{'|'.join(COUNTS)})?{TO}$")
"""The lower end of a range whose upper end follows: 10— before 30万元."""

MULTIPLE = re.compile(r"[十百千万亿]+")
LAST_END = re.compile(rf"{TO}(?:({SHORT})\s?月\s?)?({SHORT})\s?日")
"""The upper end of a range of days, behind the lower one: 至15日 behind 2026年3月1日."""

RANGED = (FactKind.AMOUNT, FactKind.COUNT, FactKind.PERIOD, FactKind.PERCENT)
BOUND = re.compile(
    "(?:(?P<up>不少于|不低于|不得少于|不得低于|不能少于|不能低于|不应低于|不小于|至少|最少|最低|超过|高于|年满|已满|多于|大于|起码)|"
    "(?P<down>不超过|不得超过|不能超过|不应超过|不高于|不得高于|不能高于|不多于|不得多于|不大于|最多|最长|最高|至多|顶多|未满|不满|不足|低于|少于|小于|"
    "未超过|没满|不到))[\u4e00-\u9fa5]{0,3}$"
)
"""Words before a figure that is the least or the most; the longest of them counts: 不得低于, not 低于."""

OR_MORE = re.compile("^(?:及|或者?)?(?:以上|之上|起步|打底)")
OR_LESS = re.compile("^(?:及|或者?)?(?:以下|以内|之内|之下|内(?!容|部))")
AROUND = 8
"""Characters before a figure among which the word stands that says whether it is the least or the most."""


def facts(text: str) -> list[Fact]:
    """Return the facts of a text, in their order."""
    found = [fact for match in PATTERN.finditer(text) if (fact := _fact(match)) is not None]
    found = _with_ends(text, found)
    inside = [(fact.start, fact.end) for fact in found if fact.kind is FactKind.QUOTE]
    found = [replace(fact, bound=_bound(text, fact)) if fact.kind in RANGED else fact for fact in found]
    found += [fact for fact in names(text, found) if not any(start <= fact.start < end for start, end in inside)]
    return sorted(found, key=lambda fact: (fact.start, fact.end))


def _fact(match: re.Match[str]) -> Fact | None:
    kind, text, start = FactKind[(match.lastgroup or "").upper()], match[0], match.start()
    if kind is FactKind.DOCUMENT:
        issued = ISSUER.search(text)
        text = issued[0] if issued else text
        start = match.end() - len(text)
    value = value_of(kind, text, match.string[max(0, start - AROUND) : start])
    return None if value is None else Fact(kind, value, text, start, match.end())


def _with_ends(text: str, found: list[Fact]) -> list[Fact]:
    """Return the facts with the other ends of ranges, which borrow their unit, their month or their year."""
    ends = [end for fact in found for end in _other_ends(text, fact)]
    kept = [fact for fact in found if not any(end.start <= fact.start and fact.end <= end.end for end in ends)]
    return [*kept, *ends]


def _other_ends(text: str, fact: Fact) -> Iterator[Fact]:
    if fact.kind in RANGED:
        begun = FIRST_END.search(text, max(0, fact.start - 2 * AROUND), fact.start)
        if begun and begun[2] is None:
            figures = begun[1]
            multiple = MULTIPLE.search(fact.text) if figures.isascii() else None
            unit = re.search(rf"(?:{UNITS}|%|％|美元|元|{'|'.join(COUNTS)})$", fact.text)
            value = value_of(fact.kind, f"{figures}{multiple[0] if multiple else ''}{unit[0]}") if unit else None
            if value is not None:
                yield Fact(fact.kind, value, text[begun.start(1) : begun.end(1)], begun.start(1), begun.end(1))
    elif fact.kind is FactKind.DATE and fact.value[2] is not None:
        ended = LAST_END.match(text, fact.end)
        day = value_of(FactKind.DATE, f"{ended[2]}日") if ended else None
        if ended and day:
            month = value_of(FactKind.DATE, f"{ended[1]}月") if ended[1] else None
            start = ended.start(1) if ended[1] else ended.start(2)
            yield Fact(FactKind.DATE, (fact.value[0], month[1] if month else fact.value[1], day[2]), text[start : ended.end()], start, ended.end())


def _bound(text: str, fact: Fact) -> str:
    before, behind = text[max(0, fact.start - AROUND) : fact.start], text[fact.end : fact.end + AROUND]
    found = BOUND.search(before)
    if found:
        return UP if found["up"] else DOWN
    return UP if OR_MORE.match(behind) else DOWN if OR_LESS.match(behind) else ""
