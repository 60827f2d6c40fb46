"""What a fact is: its kind, and its value in a form in which its writing no longer counts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FactKind(Enum):
    """The kinds of facts; the value is the kind's name for people."""

    DATE = "日期"
    PERCENT = "百分比"
    RATIO = "比例"
    AMOUNT = "金额"
    PERIOD = "期限"
    TIME = "时刻"
    TELEPHONE = "电话"
    DOCUMENT = "文号"
    REFERENCE = "条款"
    COUNT = "数量"
    NAME = "名称"
    QUOTE = "引文"
    BODY = "单位"
    TERM = "说法"


@dataclass(frozen=True)
class Fact:
    """One fact.

    Attributes:
        kind: its kind.
        value: its value, in a form that can be compared.
        text: the fact as it is written.
        start, end: its range in its text.
        bound: `UP` where it is the least (至少, 以上), `DOWN` where it is the most (不超过, 以内); empty where neither is said.
    """

    kind: FactKind
    value: tuple[object, ...]
    text: str
    start: int
    end: int
    bound: str = ""


UP, DOWN = "up", "down"
