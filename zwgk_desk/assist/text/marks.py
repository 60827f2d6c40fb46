"""Marks and figures as far as rules decide them: GB/T 15834-2011 (punctuation) and GB/T 15835-2011 (figures), a pattern and a sentence each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ...model.document.remark import Gravity, Place, Remark

HAN = "\u3400-\u9fff"


@dataclass(frozen=True)
class Check:
    """One rule.

    Attributes:
        rule: its name.
        pattern: the pattern of the fault.
        gravity: the weight of the remark.
        message: the remark; {0} stands for the first group of the match.
        expected: returns the correct text for a match; None where it cannot be known.
    """

    rule: str
    pattern: re.Pattern[str]
    gravity: Gravity
    message: str
    expected: Callable[[re.Match[str]], str] | None = None


CHECKS = (
    Check(
        "punctuation", re.compile(r"(?<=[”》])、(?=[“《])"), Gravity.ADVICE, "并列的引号之间、书名号之间不用顿号（GB/T 15834-2011，4.5.3.5）"
    ),
    Check("punctuation", re.compile(r"([，、；：])\1+"), Gravity.ERROR, "标点写了两遍", lambda found: found[1]),
    Check("punctuation", re.compile(r"[，、；：][。！？]|[，；：][、；]|。[，、；]"), Gravity.ERROR, "两个标点不能连用"),
    Check(
        "punctuation", re.compile(r"。{3,}|(?<![.\d])\.{3,}|(?<!…)…(?!…)"), Gravity.ADVICE, "省略号占两格，写“……”（GB/T 15834-2011，4.11）",
        lambda _: "……",
    ),
    Check(
        "punctuation", re.compile(rf"(?<=[{HAN}”》])--+(?=[{HAN}“《])"), Gravity.ADVICE, "破折号占两格，写“——”（GB/T 15834-2011，4.10）",
        lambda _: "——",
    ),
    Check(
        "figure-form", re.compile(r"\d{4}年[一二三四五六七八九十]{1,3}月|[〇零一二三四五六七八九]{4}年\d{1,2}月"), Gravity.ADVICE,
        "同一个日期不混用汉字和阿拉伯数字（GB/T 15835-2011）",
    ),
    Check(
        "figure-form", re.compile(r"(?<![\d.])\d{1,4}[十百千](?![分克米瓦卡赫兆伏年万亿字])"), Gravity.ADVICE,
        "阿拉伯数字不与“十、百、千”连用（GB/T 15835-2011）",
    ),
    Check(
        "figure-form", re.compile(r"(?<![\d.%％-])(\d{1,3}(?:\.\d{1,2})?)\s?[-—~～至]\s?(\d{1,3}(?:\.\d{1,2})?[%％])"), Gravity.ADVICE,
        "范围的两头都写百分号（GB/T 15835-2011）", lambda found: f"{found[1]}%～{found[2]}",
    ),
    Check(
        "figure-form", re.compile(r"(?:大约|约)\s?\d[\d.]{0,9}[万亿]?[一-鿿]{0,2}(?:左右|上下)"), Gravity.ADVICE,
        "“约”和“左右”只用一个（GB/T 15835-2011）",
    ),
    Check("doubled-word", re.compile(rf"([{HAN}]{{2,6}})\1"), Gravity.QUESTION, "“{0}”写了两遍", lambda found: found[1]),
)  # fmt: skip


def marks(paragraph: int, text: str) -> Iterator[Remark]:
    """Yield the rules' remarks on a paragraph.

    Args:
        paragraph: the paragraph's number.
        text: its text.
    """
    for check in CHECKS:
        for found in check.pattern.finditer(text):
            wanted = check.expected(found) if check.expected is not None else ""
            message = check.message.format(found[1]) if found.re.groups else check.message
            yield Remark(check.rule, check.gravity, Place(paragraph, found.start(), found.end()), found[0], message, wanted)
