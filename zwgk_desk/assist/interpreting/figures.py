"""The figures of a policy for its picture: each whole (both ends of a range), the new value and not the one it replaces, with what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..text.facts import Fact, FactKind, facts
from ..text.numerals import number
from .questions import BOUND, OR_SO, REPLACED
from .turning import DOES

KINDS = (FactKind.AMOUNT, FactKind.PERCENT, FactKind.PERIOD, FactKind.COUNT)
CLAUSE = re.compile("[^，。；：！？,;:!?]+")
RANGE = re.compile(r"(?:\d[\d.,]*|[一二三四五六七八九十百]+)(?:[万亿]?元|%|％|日|天|年|个月|个?工作日)?\s?[—–~～\-至到]{1,2}\s?$")
CHANGE = re.compile(
    "(?P<what>[^，。；：由从]{0,16}?)(?:由|从)?(?P<old>[^，。；：由从]{0,12}?\\d[^，。；：]{0,14}?)(?:放宽|调整|提高|降低|缩短|压缩|扩大|延长|扩展|增加|减少|改|上调|下调)"
    "(?:至|到|为)(?P<new>[^，。；：]{0,6}?\\d[^，。；：]{0,16})"
)
DEFINES = re.compile("是指|系指|所称|以下简称|包括：")
CALENDAR = frozenset({"月份", "年份"})
FEWEST, LONGEST = 5, 48
"""Least value of a count on the picture, and characters of what a figure is of."""

NUMERAL = re.compile("[零〇一二两三四五六七八九十百千]+(?![一二三四五六七八九十]*(?:次性|般|律|定))")
PAST = re.compile("^(?:截至)?[12]\\d{3}年(?!底?前|起|底)")
"""Beginning of a sentence on how things were."""

OPEN = re.compile("^(?:不|按|原则上|其中|并|且|或|最|至少|超过|达|为|一般|均|都|分别|每)")
"""Beginnings of a clause that does not say by itself whose figure it holds."""


@dataclass(frozen=True)
class Shown:
    """A figure for the picture.

    Attributes:
        value: the figure, with the words that say whether it is the least or the most.
        caption: what it is of.
    """

    value: str
    caption: str


def shown_figures(sentences: Sequence[str], most: int) -> list[Shown]:
    """Return the figures of sentences, the more telling kinds first, no value and no caption twice.

    Args:
        sentences: the policy's, the best first.
        most: how many at most.
    """
    found: list[Shown] = []
    for kinds in (KINDS[:2], KINDS[2:]):
        for sentence in sentences:
            for fact in facts(sentence):
                one = _shown(sentence, fact) if fact.kind in kinds else None
                if one is not None and not any(one.value == other.value or one.caption == other.caption for other in found):
                    found.append(one)
                    break
    return found[:most]


def changes_of(sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what sentences say was before and is now, where both are figures."""
    seen: set[str] = set()
    for sentence in sentences:
        for match in CHANGE.finditer(sentence):
            what, old, new = (match[name].strip() for name in ("what", "old", "new"))
            if new not in seen and any(fact.kind in KINDS for fact in facts(old)) and any(fact.kind in KINDS for fact in facts(new)):
                seen.add(new)
                yield f"{what}{old}", new


def _shown(sentence: str, fact: Fact) -> Shown | None:
    value = fact.value[0]
    small = fact.kind is FactKind.COUNT and not (value and value >= FEWEST)  # type: ignore[operator]
    if small or (len(fact.value) > 1 and fact.value[1] in CALENDAR) or DEFINES.search(sentence) or REPLACED.match(sentence[fact.end :]):
        return None
    before, behind = BOUND.search(sentence[: fact.start]), OR_SO.match(sentence[fact.end :])
    start = before.start() if before else fact.start
    begun = RANGE.search(sentence[:start])
    start = begun.start() if begun else start
    end = fact.end + (behind.end() if behind else 0)
    if re.match(r"\s?[—–~～\-至到]{1,2}\s?[\d一二三四五六七八九十]|(?:及其?以[上下])?的(?=[^，。；]*[，。；])", sentence[end:]):
        return None  # the lower end of a range, which its upper end shows whole; or what only tells one thing from another: 500万元以上的业务
    caption = caption_of(sentence, start, end)
    says = DOES.search(caption.replace(sentence[start:end], "", 1)) and not PAST.match(caption)
    return Shown(in_figures(sentence[start:end]), caption) if says and len(caption) <= LONGEST else None


def in_figures(value: str) -> str:
    """Return a figure with Arabic numerals, as a picture shows it: 20万元 for 二十万元; shares stay in words: 三分之二."""
    if "分之" in value:
        return value
    return NUMERAL.sub(lambda match: str(number(match[0])) if number(match[0]) is not None else match[0], value)


def caption_of(sentence: str, start: int, end: int) -> str:
    """Return the clause of a figure, with those that say whose it is and what it means."""
    clauses = list(CLAUSE.finditer(sentence))
    place = next((n for n, clause in enumerate(clauses) if clause.start() <= start < clause.end()), None)
    if place is None:
        return ""
    first = last = place
    while first > 0 and (OPEN.match(clauses[first][0].strip()) or clauses[first].end() - clauses[first].start() - (end - start) < LONGEST // 6):
        if clauses[last].end() - clauses[first - 1].start() > LONGEST:
            break
        first -= 1
    if last + 1 < len(clauses) and clauses[last].end() - clauses[first].start() - (end - start) < LONGEST // 6:
        last += 1  # 到2022年，……
    while last + 1 < len(clauses) and (
        clauses[last][0].endswith(("时", "外", "的", "后", "前", "内", "起")) or (last > place and not DOES.search(clauses[last][0]))
    ):
        if clauses[last + 1].end() - clauses[first].start() > LONGEST:
            return ""  # its point would be cut off
        last += 1
    text = sentence[clauses[first].start() : clauses[last].end()].strip()
    return text if text.count("（") == text.count("）") and text.count("“") == text.count("”") else ""
