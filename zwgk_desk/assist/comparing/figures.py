"""Finds the figures of a text, and those that changed between two texts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

NUMERAL = "零〇一二两三四五六七八九十百千万亿"
FIGURE = re.compile(
    rf"百分之[{NUMERAL}点0-9.]{{1,12}}"
    rf"|(?:\d[\d,，]{{0,18}}(?:\.\d{{1,6}})?|[{NUMERAL}]{{1,12}})(?:个工作日|工作日|个月|日|天|年|月|周|小时|分钟|万元|亿元|元|名|人|户|家|次|倍|岁|周岁|层|台|平方米|公里|米|吨|%|％|‰|分之[{NUMERAL}]{{1,6}})"
)
"""Pattern of amounts, periods, counts, percentages and fractions, with their units."""


def figures(text: str) -> list[str]:
    """Return the figures of a text, as they are written."""
    return [found[0] for found in FIGURE.finditer(text)]


def figures_changed(old: str, new: str) -> Iterator[tuple[str, str]]:
    """Yield the figures that only one of the two texts has, paired by their units and in their order."""
    before, after = Counter(figures(old)), Counter(figures(new))
    gone, come = _rest(old, before - after), _rest(new, after - before)
    for was in gone:
        now = next((figure for figure in come if _unit(figure) == _unit(was)), None)
        if now is not None:
            come.remove(now)
            yield was, now


def _rest(text: str, left: Counter[str]) -> list[str]:
    rest, found = Counter(left), []
    for figure in figures(text):
        if rest[figure] > 0:
            rest[figure] -= 1
            found.append(figure)
    return found


UNIT = re.compile(rf"^[\d,，.{NUMERAL}]+")


def _unit(figure: str) -> str:
    return "%" if figure.startswith("百分之") else UNIT.sub("", figure).replace("％", "%").replace("天", "日")
