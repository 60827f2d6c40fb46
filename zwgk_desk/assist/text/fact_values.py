"""The values of facts, in a form in which their writing no longer counts: 三十日 is 30 天, 百分之五 is 5%, 半年 is 六个月."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from .fact_kinds import FactKind
from .numerals import NUMERALS, number

Value = tuple[object, ...] | None

PERIODS: dict[str, tuple[int, str]] = {
    "个工作日": (1, "工作日"), "工作日": (1, "工作日"), "日": (1, "日"), "天": (1, "日"), "自然日": (1, "日"), "个月": (1, "月"), "月": (1, "月"),
    "年": (12, "月"), "周年": (12, "月"), "季度": (3, "月"), "个季度": (3, "月"), "周": (7, "日"), "星期": (7, "日"), "个星期": (7, "日"),
    "小时": (1, "小时"), "个小时": (1, "小时"), "分钟": (1, "分钟"),
}  # fmt: skip
"""The units of periods: how many of which common unit each is."""

COUNTS = (
    "平方米", "平方公里", "立方米", "公里", "千米", "公顷", "厘米", "毫米", "千克", "公斤", "周岁", "人次", "户次", "米", "吨", "岁", "名",
    "人", "户", "家", "台", "辆", "套", "栋", "幢", "层", "次", "倍", "番", "件", "份", "项", "条", "类", "种", "处", "所", "座", "批", "届", "级",
    "分", "期", "个", "亩", "千瓦时", "摄氏度", "℃",
)  # fmt: skip
SAME_UNITS = {"周岁": "岁", "公里": "千米", "公斤": "千克", "摄氏度": "℃", "名": "人", "幢": "栋"}
VAGUE = {"个", "种", "项", "次", "类", "件", "人", "级", "批", "家", "条", "份", "期", "分"}
"""Units with which 一 is often no count: 一个, 一次."""

MEASURED = frozenset(
    {"平方米", "平方公里", "立方米", "公里", "千米", "公顷", "厘米", "毫米", "千克", "公斤", "吨", "米", "倍", "番", "亩", "千瓦时", "周岁", "岁"}
)
"""Units of measure, with which 一 is a figure: 一倍; 一台 is only one of them."""

COUNTED = re.compile("(?:至少|不少于|不多于|至多|最多|每[年月日周天]|季度|只有?|仅|限|满)[^，。；]{0,3}$")
"""Words behind which 一次 is a count all the same."""

ROUGH = "余多几"
"""Behind a number: it is not exact."""

CURRENCIES = ("美元", "欧元", "港元", "元", "圆")
SMALL_CHANGE = re.compile(r"^(.+?)[元圆](?:(.+?)角)?(?:(.+?)分)?整?$")
CHANGE = (Decimal(1), Decimal("0.1"), Decimal("0.01"))
"""元, 角 and 分 in 元."""

MONTHS_IN_YEAR = 12
HALF = Decimal("0.5")
BARE = re.compile(r"\s+")
PUNCTUATION = re.compile(r"[\s，。；：、,.;:“”‘’\"'《》〈〉（）()]+")
AFTERNOON = ("下午", "晚上", "晚间", "傍晚")


def value_of(kind: FactKind, text: str, before: str = "") -> Value:
    """Return the value of a fact; None for what is none after all.

    Args:
        kind: its kind.
        text: the fact as it is written, in simplified characters and full-width marks.
        before: the words before it.
    """
    if kind is FactKind.COUNT:
        return _count(text, before)
    return _VALUES[kind](text)


def exact(text: str) -> Decimal | None:
    """Return a number's value, without the word that says that it is not exact."""
    return number("".join(character for character in BARE.sub("", text) if character not in ROUGH))


def _date(text: str) -> Value:
    bare = BARE.sub("", text)
    parts: list[int | None] = [None, None, None]
    for place, unit in enumerate("年月日"):
        head, found, rest = bare.partition(unit)
        if found:
            value = number(head)
            parts[place], bare = None if value is None else int(value), rest
    return tuple(parts) if any(part is not None for part in parts) else None


RATES = (("百分之", 100), ("千分之", 1000), ("万分之", 10_000))
SIGNS = {"%": 100, "％": 100, "‰": 1000, "成": 10}


def _percent(text: str) -> Value:
    bare = BARE.sub("", text)
    for words, whole in RATES:
        if bare.startswith(words):
            value = number(bare.removeprefix(words))
            return None if value is None else ((value / whole).normalize(),)
    half = bare.endswith("成半")
    bare = bare.removesuffix("半") if half else bare
    value = number(bare[:-1])
    return None if value is None else (((value + (HALF if half else 0)) / SIGNS[bare[-1]]).normalize(),)


def _ratio(text: str) -> Value:
    if "分之" in text:
        below, _, above = text.partition("分之")
        one, other = number(above), number(below)
    else:
        left, right = re.split("[:：∶]", text)
        one, other = number(left), number(right)
    return None if not one or not other else ((one / other).normalize(),)


def _amount(text: str) -> Value:
    bare = BARE.sub("", text).removesuffix("整")
    unit = next((unit for unit in CURRENCIES if unit in bare), "元")
    parts = SMALL_CHANGE.match(bare)
    if parts and (parts[2] or parts[3]):
        found = [exact(part or "0") for part in parts.groups()]
        total = sum((part * scale for part, scale in zip(found, CHANGE, strict=True) if part is not None), Decimal(0))
        return None if None in found else (total.normalize(), "元")
    value = exact(bare.removesuffix(unit))
    return None if value is None else (value.normalize(), "元" if unit == "圆" else unit)


def _period(text: str) -> Value:
    bare = BARE.sub("", text)
    half = bare.startswith("半")
    unit = next(unit for unit in sorted(PERIODS, key=len, reverse=True) if bare.removesuffix("半").endswith(unit))
    scale, common = PERIODS[unit]
    if half:
        return ((HALF * scale).normalize(), common)
    more = bare.endswith("半")
    value = exact(bare.removesuffix("半")[: -len(unit)])
    if value is None:
        return None
    if (unit == "月" and value <= MONTHS_IN_YEAR) or (unit == "年" and value >= 1000):
        return (value.normalize(), "月份" if unit == "月" else "年份")
    return (((value + (HALF if more else 0)) * scale).normalize(), common)


def _count(text: str, before: str) -> Value:
    bare = BARE.sub("", text)
    unit = next(unit for unit in COUNTS if bare.endswith(unit))
    written = bare[: -len(unit)]
    value = exact(written)
    if value is None or (unit in VAGUE and written in ("两", "万", "千", "百", "十") and not COUNTED.search(before)):
        return None
    if unit not in MEASURED and written == "一" and not COUNTED.search(before):
        return None
    return value.normalize(), SAME_UNITS.get(unit, unit)


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


CLOCK = re.compile(rf"(\d{{1,2}}|[{NUMERALS}]{{1,3}})(?:[:：]|时|点)(\d{{1,2}}|半|[{NUMERALS}]{{1,3}})?")


def _time(text: str) -> Value:
    """Minutes since midnight."""
    bare = BARE.sub("", text)
    found = CLOCK.search(bare)
    hour = number(found[1]) if found else None
    if found is None or hour is None:
        return None
    minute = Decimal(30) if found[2] == "半" else number(found[2]) if found[2] else Decimal(0)
    late = bare.startswith(AFTERNOON) and hour < MONTHS_IN_YEAR
    return None if minute is None else (int(hour + (12 if late else 0)) * 60 + int(minute),)


def _quote(text: str) -> Value:
    return text[0], PUNCTUATION.sub("", text)


_VALUES: dict[FactKind, Callable[[str], Value]] = {
    FactKind.DATE: _date, FactKind.PERCENT: _percent, FactKind.RATIO: _ratio, FactKind.AMOUNT: _amount, FactKind.PERIOD: _period,
    FactKind.TELEPHONE: _telephone, FactKind.DOCUMENT: _document, FactKind.REFERENCE: _reference, FactKind.TIME: _time,
    FactKind.QUOTE: _quote,
}  # fmt: skip
