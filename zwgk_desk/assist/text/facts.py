"""The facts that a text states: numbers with their units, dates, periods, ratios, telephones, document numbers, references, names, quotations.

Each has a value in which its form no longer counts: 三十日, 30日 and 30 天 are the same, and so are 百分之五 and 5%, 1.5万元 and 15,000元.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum

from .numerals import NUMERALS, number


class FactKind(Enum):
    """The kinds of facts; the value is the kind's name for people."""

    DATE = "日期"
    PERCENT = "百分比"
    RATIO = "比例"
    AMOUNT = "金额"
    PERIOD = "期限"
    TELEPHONE = "电话"
    DOCUMENT = "文号"
    REFERENCE = "条款"
    COUNT = "数量"
    NAME = "名称"
    QUOTE = "引文"


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes:
        kind: its kind.
        value: its value, in a form that can be compared.
        text: the fact as it is written.
        start, end: its range in its text.
    """

    kind: FactKind
    value: tuple[object, ...]
    text: str
    start: int
    end: int


ARABIC = r"(?:\d{1,3}(?:[,，]\d{3}){1,4}(?!\d)|\d{1,15})(?:\.\d{1,6})?"
CHINESE = rf"[{NUMERALS}]{{1,16}}(?:点[{NUMERALS}]{{1,8}})?"
NUMBER = rf"(?:{ARABIC}\s{{0,2}}[十百千万萬亿億]{{0,2}}|{CHINESE})"
SHORT = rf"(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})"
YEAR = r"(?:[12]\d{3}|[零〇一二三四五六七八九]{4})"
PERIODS = {
    "工作日": "工作日", "个工作日": "工作日", "日": "日", "天": "日", "自然日": "日", "个月": "月", "月": "月", "年": "年", "周": "周",
    "个星期": "周", "星期": "周", "小时": "小时", "个小时": "小时", "分钟": "分钟", "季度": "季度", "个季度": "季度", "周年": "年",
}  # fmt: skip
COUNTS = (
    "平方米", "平方公里", "立方米", "公里", "千米", "公顷", "厘米", "毫米", "千克", "公斤", "周岁", "人次", "户次", "米", "吨", "岁", "名",
    "人", "户", "家",
    "台", "辆", "套", "栋", "幢", "层", "次", "倍", "件", "份", "项", "条", "类", "种", "处", "所", "座", "批", "届", "级", "分", "期", "个",
)  # fmt: skip
VAGUE = {"个", "种", "项", "次", "类", "件", "人", "级", "批", "家", "条", "份", "期", "分"}
"""Units with which 一 is often no count: 一个, 一次."""

NAME_TAIL = (
    r"(?:人民政府办公[厅室]|人民代表大会常务委员会|人民代表大会|人民政府|人民法院|人民检察院|常务委员会|委员会|办公厅|办公室|管理局|监督局|行政主管部门|"
    r"行政部门|主管部门|监管部门|管理部门|机关|厅|局|部门|中心|研究院|学院|大学|协会|联合会|公司)"
)
NAME_HEAD = "[\u4e00-\u9fa5\ue000]{1,14}?"
BREAKS = "的由向经报送和与及或、并在对从按将给为是同交被请以把让称据等其各该本有"
"""Words that no name begins with or contains."""

PATTERN = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in {
            "document": r"[\u4e00-\u9fa5]{1,10}[〔\[【（(][12]\d{3}[〕\]】）)]\s?第?\d{1,5}[号號]",
            "date": rf"(?:{YEAR}\s?年\s?{SHORT}\s?月\s?{SHORT}\s?日|{YEAR}\s?年\s?{SHORT}\s?月(?!份?{SHORT})|{YEAR}\s?年(?!\s?以)|"
            rf"(?<![{NUMERALS}\d个])(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})\s?月\s?{SHORT}\s?日)",
            "percent": rf"{ARABIC}\s?[%％]|百分之{CHINESE}|百分之{ARABIC}",
            "ratio": rf"[{NUMERALS}]{{1,6}}分之[{NUMERALS}]{{1,6}}|(?<![\d:：])\d{{1,4}}[:：∶]\d{{1,4}}(?![\d:：])",
            "amount": rf"{NUMBER}\s?[余多]?(?:美元|欧元|元|圆)",
            "reference": rf"第\s?(?:\d{{1,4}}|[{NUMERALS}]{{1,9}})\s?[条款项章节編编条]",
            "period": rf"(?<![第{NUMERALS}\d.]){NUMBER}\s?(?:{'|'.join(sorted(PERIODS, key=len, reverse=True))})",
            "telephone": r"(?<!\d)(?:1[3-9]\d{9}|0\d{2,3}[-－—]?\d{7,8}|400[-－]?\d{3}[-－]?\d{4}|12[13]\d{2}|114|110|119|120|122)(?!\d)",
            "count": rf"(?<![第{NUMERALS}\d.]){NUMBER}\s?(?:{'|'.join(COUNTS)})",
            "quote": "“[^“”\n]{2,200}”|《[^《》\n]{2,80}》",
        }.items()
    )
)
ISSUER = re.compile("[^据照按依见]{1,10}[〔\\[【（(][12].*$")
"""Words before a document number that are not part of it: 根据, 按照, 依照."""

COMPOUNDS = re.compile("(住房|人力资源|工业|自然资源|规划|文化|广电|发展|国有资产监督|社会保障|城市管理|教育|科学技术|市场监督|退役军人|医疗)和")
JOINED = "\ue000"
"""Placeholder for 和 within a name while names are looked for: 住房和城乡建设局 is one name."""

NO_NAME = re.compile("[个哪谁几某这那]|什么")
"""Words in what is no name of one office: 哪个部门, 三个部门."""

NAMES = re.compile(rf"(?:(?<=^)|(?<=[{BREAKS}，。；：、“”（）()《》\s])){NAME_HEAD}{NAME_TAIL}(?![\u4e00-\u9fa5]{{0,1}}(?:长|负责人))")


def facts(text: str) -> list[Fact]:
    """Return the facts of a text, in their order."""
    found = [fact for match in PATTERN.finditer(text) if (fact := _fact(match)) is not None]
    inside = [(fact.start, fact.end) for fact in found if fact.kind is FactKind.QUOTE]
    found += [fact for fact in _names(text, found) if not any(start <= fact.start < end for start, end in inside)]
    return sorted(found, key=lambda fact: (fact.start, fact.end))


def _fact(match: re.Match[str]) -> Fact | None:
    kind, text, start = FactKind[(match.lastgroup or "").upper()], match[0], match.start()
    if kind is FactKind.DOCUMENT:
        issued = ISSUER.search(text)
        text = issued[0] if issued else text
        start = match.end() - len(text)
    value: Value = _VALUES[kind](text)
    return None if value is None else Fact(kind, value, text, start, match.end())


def _names(text: str, others: list[Fact]) -> Iterator[Fact]:
    """Find the names of offices; one that seems to begin with a figure begins after it: 三次常务委员会."""
    for match in NAMES.finditer(COMPOUNDS.sub(rf"\g<1>{JOINED}", text)):
        name = match[0]
        for place in range(len(name) - 1, 0, -1):
            if name[place - 1] in BREAKS:
                name = name[place:]
                break
        name = name.replace(JOINED, "和")
        if NO_NAME.search(name):
            continue
        start = match.end() - len(name)
        start = max((fact.end for fact in others if fact.start <= start < fact.end < match.end()), default=start)
        name = text[start : match.end()]
        yield Fact(FactKind.NAME, (name,), name, start, match.end())


Value = tuple[object, ...] | None
BARE = re.compile(r"\s+")
PUNCTUATION = re.compile(r"[\s，。；：、,.;:“”‘’\"'《》〈〉（）()]+")


def _date(text: str) -> Value:
    bare = BARE.sub("", text)
    parts: list[int | None] = [None, None, None]
    for place, unit in enumerate("年月日"):
        head, found, rest = bare.partition(unit)
        if found:
            value = number(head)
            parts[place], bare = None if value is None else int(value), rest
    return tuple(parts) if any(part is not None for part in parts) else None


def _percent(text: str) -> Value:
    value = number(text.replace("百分之", "").strip(" %％"))
    return None if value is None else (value.normalize(),)


def _ratio(text: str) -> Value:
    if "分之" in text:
        below, _, above = text.partition("分之")
        one, other = number(above), number(below)
    else:
        left, right = re.split("[:：∶]", text)
        one, other = number(left), number(right)
    return None if not one or not other else ((one / other).normalize(),)


def _amount(text: str) -> Value:
    unit = next(unit for unit in ("美元", "欧元", "元", "圆") if text.endswith(unit))
    value = number(BARE.sub("", text[: -len(unit)]).rstrip("余多"))
    return None if value is None else (value.normalize(), "元" if unit == "圆" else unit)


def _period(text: str) -> Value:
    bare = BARE.sub("", text)
    unit = next(unit for unit in sorted(PERIODS, key=len, reverse=True) if bare.endswith(unit))
    value = number(bare[: -len(unit)])
    if value is None or (unit == "月" and value <= 12) or (unit == "年" and value >= 1000):
        return (value.normalize(), "月份" if unit == "月" else "年份") if value is not None else None
    return value.normalize(), PERIODS[unit]


def _count(text: str) -> Value:
    bare = BARE.sub("", text)
    unit = next(unit for unit in COUNTS if bare.endswith(unit))
    written = bare[: -len(unit)]
    value = number(written)
    if value is None or (unit in VAGUE and written in ("一", "两", "万", "千", "百", "十")):
        return None
    return value.normalize(), unit


def _reference(text: str) -> Value:
    bare = BARE.sub("", text)
    value = number(bare[1:-1])
    return None if value is None else (int(value), bare[-1])


def _document(text: str) -> Value:
    figures = re.findall(r"\d+", text)
    letters = re.match("[\u4e00-\u9fa5]+", text)
    return (letters[0] if letters else "", *map(int, figures))


def _telephone(text: str) -> Value:
    return (re.sub(r"\D", "", text),)


def _quote(text: str) -> Value:
    return text[0], PUNCTUATION.sub("", text)


_VALUES: dict[FactKind, Callable[[str], Value]] = {
    FactKind.DATE: _date, FactKind.PERCENT: _percent, FactKind.RATIO: _ratio, FactKind.AMOUNT: _amount, FactKind.PERIOD: _period,
    FactKind.TELEPHONE: _telephone, FactKind.DOCUMENT: _document, FactKind.REFERENCE: _reference,
    FactKind.COUNT: _count, FactKind.QUOTE: _quote,
}  # fmt: skip
