"""Collects what of a Word document cannot be set as it stands there, or is not shown, with its places, and tells it in Chinese sentences."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

FIRST = 3
"""Places that are quoted at most."""

LONGEST = 24
"""Characters of a quotation, at most."""


class Told(Enum):
    """What is told of, each with its sentence: how often it occurs, and where."""

    HIDDEN = "有隐藏的文字 {count} 处，没有排入：{places}"
    PALE = "有与底色相同、看不出来的文字（如白色文字、涂黑）{count} 处，已照样排入：{places}"
    TINY = "有小得看不清的文字 {count} 处，已照样排入：{places}"
    STRUCK = "有加了删除线的文字 {count} 处，已连同删除线排入：{places}"
    FORMULA = "有公式 {count} 处，已改成一行文字，请核对：{places}"
    MATRIX = "有矩阵或多行公式 {count} 处，只能写成一行，请改用图片：{places}"
    CONTENTS = "有目录 {count} 行，没有排入：{places}"
    SYMBOL = "有不认识的符号 {count} 处，没有排入：{places}"
    RAISED = "有不能照样排的上下标 {count} 处，已排成平常文字：{places}"
    FIELD = "有不能照样排的域 {count} 处，没有排入：{places}"
    NUMBER_FORMAT = "有不认识的编号格式 {count} 种，已用阿拉伯数字：{places}"
    DRAWING = "有 {count} 个图表、图形或嵌入的对象不能排入，只在原件里有：{places}"
    CHUNK = "有嵌入的其他格式的内容 {count} 处，不能读取，只在原件里有：{places}"
    HEADER = "页眉页脚有文字 {count} 处，没有排入：{places}"


class Notes:
    """What was met so far."""

    def __init__(self) -> None:
        self._places: dict[Told, list[str]] = {}

    def add(self, told: Told, place: str) -> None:
        """Note something, with the words that it is or that stand beside it."""
        self._places.setdefault(told, []).append(" ".join(place.split()))

    def count(self, told: Told) -> int:
        """Return how often something was met."""
        return len(self._places.get(told, ()))

    def sentences(self) -> Iterator[str]:
        """Yield a sentence for each kind of thing that was met."""
        for told, places in self._places.items():
            named = [place for place in dict.fromkeys(places) if place]
            quoted = "、".join(f"“{_short(place)}”" for place in named[:FIRST]) + ("等" if len(named) > FIRST else "")
            yield told.value.format(count=len(places), places=quoted or "文首")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
