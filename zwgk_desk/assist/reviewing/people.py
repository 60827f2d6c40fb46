"""Finds people's names where what stands beside them must not be published with the name: when somebody was born, that somebody is a minor, what
happened to a minor (未成年人保护法, 第一百零三条)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.document.remark import Gravity

AGE_OF_MAJORITY = 18
EDGE = r"(?:^|(?<=[，,。；;：:、（(\s“]))"
WHOSE = (
    "学生|小学生|中学生|初中生|高中生|幼儿|婴儿|男婴|女婴|儿童|男童|女童|男孩|女孩|男生|女生|少年|未成年人|患儿|"
    "之子|之女|儿子|女儿|孙子|孙女|其子|其女"
)
PERSON = "受害人|被害人|当事人|申请人|被申请人|原告|被告|被告人|嫌疑人|犯罪嫌疑人|死者|伤者|患者|村民|居民|职工|姓名"
HAPPENED = (
    "溺水|溺亡|受伤|死亡|身亡|遇害|遇难|遭|失踪|走失|坠楼|坠亡|自杀|自残|轻生|被害|被拐|被打|被殴|被欺|被侵|被性|被猥|猥亵|受欺|受虐|受害|烧伤|烫伤|患病|辍学|"
    "盗窃|抢劫|伤人|打人|涉嫌"
)
BESIDE = r"[（(，,、\s]{1,2}"
SEX = r"[男女]性?[，,、\s]{0,2}"
PEOPLE = r"(?:[一-鿿]{1,3}族[，,、\s]{0,2})?"
DAY = r"\d{4}(?:年\d{1,2}月(?:\d{1,2}日)?|[.\-/]\d{1,2}(?:[.\-/]\d{1,2})?)"
BORN = rf"(?:{SEX}{PEOPLE}{DAY}|{PEOPLE}{DAY}(?:出生|生)|(?:出生(?:日期|年月)?[：:]?|生于){DAY})"
WORDS = frozenset("安全 权益 权利 健康 成长 成绩 时间 关系 温暖 干预 平安 万一 常常 从未 单独 何时 何地 何种 何处 方能 方可".split())
"""Words that begin with a surname and stand behind 学生 and the like without naming anybody."""


@dataclass(frozen=True)
class Named:
    """A name that was found.

    Attributes:
        gravity: how certain it is.
        what: what makes it one that must not stand there, for people.
        start, end: its range in the text.
    """

    gravity: Gravity
    what: str
    start: int
    end: int


class PeopleFinder:
    """Finds such names by their surnames."""

    def __init__(self, surnames: str, cues: Sequence[str]) -> None:
        """Take the common surnames, a character each, and the words beside which a person's name stands."""
        person = "|".join((PERSON, *map(re.escape, cues)))
        name = rf"([{surnames}][一-鿿]{{1,2}})"
        self._born = re.compile(rf"(?:{EDGE}|{person}|{WHOSE}){name}{BESIDE}(?={BORN})")
        self._aged = re.compile(rf"(?:{EDGE}|{person}|{WHOSE}){name}{BESIDE}(?:{SEX})?{PEOPLE}(?:现年|今年|时年)?(?=(\d{{1,2}})\s?周?岁)")
        self._happened = re.compile(rf"(?:{WHOSE}){name[:-1]}?)(?=(?:.{{0,12}}?于.{{0,12}}?)?(?:{HAPPENED}))")

    def names(self, text: str) -> Iterator[Named]:
        """Yield such names in a paragraph, each place once."""
        taken: set[int] = set()
        for named in (*self._minors(text), *self._births(text)):
            if named.start not in taken:
                taken.add(named.start)
                yield named

    def _minors(self, text: str) -> Iterator[Named]:
        for match in self._aged.finditer(text):
            if int(match[2]) < AGE_OF_MAJORITY:
                yield Named(Gravity.ERROR, "未成年人的姓名", *match.span(1))
        for match in self._happened.finditer(text):
            if match[1] not in WORDS and match[1][:2] not in WORDS:
                yield Named(Gravity.QUESTION, "像是未成年人的姓名", *match.span(1))

    def _births(self, text: str) -> Iterator[Named]:
        for match in self._born.finditer(text):
            yield Named(Gravity.QUESTION, "与出生年月写在一起的姓名", *match.span(1))
