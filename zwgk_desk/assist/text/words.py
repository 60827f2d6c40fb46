"""Segments a text into words, with numbers and dates whole, and marks the words that changed between two texts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import Indel

from ...late import late
from ...model.document.comparison import Marking, Span
from .scripts import folded

if TYPE_CHECKING:
    import rjieba
else:
    rjieba = late("rjieba")  # imported late: its dictionary takes a tenth of a second to load, and most tasks segment no words

WHOLE = re.compile(
    r"\d[\d,，]{0,18}(?:\.\d{1,6})?(?:[%％‰]|万?元|亿元|年|月|日|天|个?工作日|个月|小时|分钟|周?岁|倍|次)?"
    r"|[零〇一二两三四五六七八九十百千万亿]{2,16}(?:个工作日|工作日|日|天|年|月|元|条|款|项)?"
    r"|第[零〇一二三四五六七八九十百千\d]{1,9}[条款项章节编]"
)
"""Pattern of what is never split: figures with their units, numbers of articles."""


MOST_WORDS = 20_000
"""Characters above which texts are marked as a whole: no article is so long, and the comparison's memory grows with the product of both."""


def words(text: str) -> list[str]:
    """Return a text's words in their order; joined they are the text."""
    found: list[str] = []
    end = 0
    for whole in WHOLE.finditer(text):
        if whole.start() > end:
            found += rjieba.cut(text[end : whole.start()])
        found.append(whole[0])
        end = whole.end()
    if end < len(text):
        found += rjieba.cut(text[end:])
    return found


def marked(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Return two texts with the removed words marked in the old one and the inserted words in the new one. A word that is only written otherwise,
    in traditional characters or in another width, is kept as it stands, and so are blanks."""
    one, other = _written(old), _written(new)
    if max(len(one), len(other)) > MOST_WORDS:
        return (Span(old, Marking.REMOVED),), (Span(new, Marking.INSERTED),)
    before: list[Span] = []
    after: list[Span] = []
    for step in Indel.opcodes([key for key, _ in one], [key for key, _ in other]):
        gone = "".join(written for _, written in one[step.src_start : step.src_end])
        come = "".join(written for _, written in other[step.dest_start : step.dest_end])
        kept = step.tag == "equal"
        before += [Span(gone, Marking.KEPT if kept else Marking.REMOVED)] if gone else []
        after += [Span(come, Marking.KEPT if kept else Marking.INSERTED)] if come else []
    return tuple(joined(before)), tuple(joined(after))


def _written(text: str) -> list[tuple[str, str]]:
    """Return a text's words, each folded and as it is written; blanks go with the word before them."""
    found: list[tuple[str, str]] = []
    place = 0
    for word in words(folded(text)):
        written, place = text[place : place + len(word)], place + len(word)
        key = word.strip()
        if key or not found:
            found.append((key, written))
        else:
            found[-1] = found[-1][0], found[-1][1] + written
    return found


def joined(spans: Sequence[Span]) -> Iterator[Span]:
    """Join neighbouring spans of the same marking."""
    last: Span | None = None
    for span in spans:
        if last is not None and last.marking is span.marking:
            last = Span(last.text + span.text, span.marking)
            continue
        if last is not None:
            yield last
        last = span
    if last is not None:
        yield last
