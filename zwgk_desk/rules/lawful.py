"""Judges whether a stated ground names an article of law that is in force. Articles are data (resources/grounds.toml), not code."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from .book import RuleBook

CITED = re.compile(r"(?:《([^《》]{2,40})》|([\u4e00-\u9fff]{0,20}?(?:条例|法)))?[^《》第]{0,20}?第\s*([一二三四五六七八九十百零〇\d]{1,6})\s*条")
DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class GroundJudgement:
    """The judgement of a stated ground.

    Attributes:
        lawful: whether it names a ground in law in force on the day, or one in a law that is not listed.
        unlisted: whether it rests on a law that is not listed alone.
        message: what is wrong with it, in Chinese; empty where nothing is.
    """

    lawful: bool
    unlisted: bool = False
    message: str = ""


def judge_ground(text: str, book: RuleBook, on: date) -> GroundJudgement:
    """Judge a ground as the officer wrote it, on a given day.

    Args:
        text: e.g. 条例第十五条, 《政府信息公开条例》第16条.
        book: the data of the rules.
        on: the day.
    """
    if not text.strip():
        return GroundJudgement(False, message="没有写明法定依据")
    cited = [(_law(match), _chinese_article(match[3])) for match in CITED.finditer(text)]
    if not cited:
        return GroundJudgement(False, message=f"所写依据“{text.strip()}”没有具体法律条款")
    unlisted = False
    for law, article in cited:
        known = [g for g in book.grounds if not law or law == g.law or law in g.short_names]
        if not known:
            unlisted = True
        if any(g.article == article and g.in_force(on) for g in known):
            return GroundJudgement(True)
    if unlisted:
        return GroundJudgement(True, unlisted=True)
    article = cited[0][1]
    former = [g for g in book.grounds if g.article == article and not g.in_force(on)]
    if former:
        return GroundJudgement(False, message=f"所写依据{former[0].label}是{former[0].since.year}年施行的旧文本，现已不是不公开的依据")
    return GroundJudgement(False, message=f"所写依据“{text.strip()}”不是现行有效的不公开依据")


def _law(match: re.Match[str]) -> str:
    name = (match[1] or match[2] or "").strip()
    return re.sub(r"^(?:根据|依据|按照|按|依照|属于|符合)", "", name)


def _chinese_article(number: str) -> str:
    """Return an article's number in Chinese figures: 第15条 as 第十五条."""
    if not number.isdigit():
        return f"第{number}条"
    value = int(number)
    tens, ones = divmod(value, 10)
    if value < 10:
        return f"第{DIGITS[value]}条"
    if value < 100:
        return f"第{'' if tens == 1 else DIGITS[tens]}十{DIGITS[ones] if ones else ''}条"
    return f"第{number}条"
