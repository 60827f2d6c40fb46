"""Breaks Chinese text into lines: no closing mark at a line's start, no opening mark at its end, no number, unit or word broken,
two marks of punctuation set closely (GB/T 15834-2011)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import accumulate, chain

NOT_AT_START = frozenset("，。、；：！？”’）》〉】〕］｝…—～·％‰℃,.;:!?)]}%")
NOT_AT_END = frozenset("“‘（《〈【〔［｛([{￥＄")
HANGING = frozenset("，。、；：！？,")
"""Marks that may hang in the margin, as in word processors: those that end a clause, and none that closes a pair."""

CLOSING = frozenset("，。、；：”’）》〉】〕］")
"""Full-width marks whose right half is blank."""

OPENING = frozenset("“‘（《〈【〔［")
"""Full-width marks whose left half is blank."""

MARKS = re.compile(f"[{''.join(map(re.escape, sorted(CLOSING | OPENING)))}]{{2,}}")
UNITS = (
    "个工作日|工作日|平方公里|平方米|立方米|公里|千米|厘米|毫米|公顷|万元|亿元|千元|万亩|万户|万人|万吨|千瓦|小时|分钟|个月|周岁"
    "|元|亩|米|吨|户|人|岁|年|月|日|天|号|件|项|条|款|倍|度|％|‰|℃"
)
NUMBER_TAIL = rf"(?:(?<=\d)[余多]?(?:{UNITS}))?"
WORD = re.compile(rf"\d{{4}}年\d{{1,2}}月\d{{1,2}}日|[A-Za-z0-9](?:[A-Za-z0-9.,:/@+\-]*[A-Za-z0-9%‰])?{NUMBER_TAIL}|[—…]{{2}}")


LINE_ROOM = 1.0
"""Points by which a line of the body may be longer than the text area before it is broken; it is then set that much closer. Word documents are
given the same: programs round the spaces between characters each in its own way, and a line that is exactly full would be broken by some."""


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        text: its characters.
        width: their advance in points, without a closing mark that hangs in the margin.
        wrapped: whether the paragraph goes on in the next line.
        start: the index of its first character in the paragraph.
    """

    text: str
    width: float
    wrapped: bool
    start: int = 0


@dataclass(frozen=True)
class Head:
    """The beginning of a paragraph that is set in a face of its own: how many characters, and what returns the advance of one."""

    length: int
    width_of: Callable[[str], float]


def units(text: str) -> list[str]:
    """Return the text in unbreakable pieces: a date, a number with its unit, a word, a dash, or one character."""
    pieces: list[str] = []
    place = 0
    for word in WORD.finditer(text):
        pieces.extend(text[place : word.start()])
        pieces.append(word.group())
        place = word.end()
    pieces.extend(text[place:])
    return pieces


def tightened(text: str) -> frozenset[int]:
    """Return the places of the marks that lose half a square, since another mark follows them directly."""
    return frozenset(
        place for run in MARKS.finditer(text) for place in range(run.start(), run.end() - 1) if text[place] in CLOSING or text[place + 1] in OPENING
    )


def break_lines(
    text: str, width_of: Callable[[str], float], width: float, first_indent: float = 0, hang: bool = True, head: Head | None = None
) -> list[Line]:
    """Return the paragraph's lines.

    Args:
        text: the paragraph.
        width_of: returns the advance of one character, in points.
        width: the line's width in points.
        first_indent: how much narrower the first line is, in points.
        hang: whether a closing mark may hang in the margin.
        head: the beginning that is set in another face; None where there is none.
    """
    widths = map(width_of, text) if head is None else chain(map(head.width_of, text[: head.length]), map(width_of, text[head.length :]))
    return _Breaker(text, widths, width, hang).lines(first_indent)


class _Breaker:
    """The pieces of one paragraph with the running sums of their advances."""

    def __init__(self, text: str, widths: Iterable[float], width: float, hang: bool) -> None:
        self._sums = [0.0, *accumulate(widths)]
        self._text, self._width, self._hang = text, width, hang
        self._pieces: list[str] = []
        self._starts: list[int] = []
        place, sums = 0, self._sums
        for piece in units(text):
            length = len(piece)
            if length > 1 and sums[place + length] - sums[place] > width:  # longer than a line: torn into its characters
                self._pieces.extend(piece)
                self._starts.extend(range(place, place + length))
            else:
                self._pieces.append(piece)
                self._starts.append(place)
            place += length
        self._starts.append(place)

    def _advance(self, start: int, end: int) -> float:
        """Return the advance of the pieces from `start` up to `end`."""
        return self._sums[self._starts[end]] - self._sums[self._starts[start]]

    def lines(self, first_indent: float) -> list[Line]:
        """Return the lines that the paragraph breaks into, the first of them indented by so many points."""
        lines: list[Line] = []
        start, count = 0, len(self._pieces)
        while start < count:
            end, used = self._fill(start, self._width - (0 if lines else first_indent))
            place = self._starts[start]
            text = self._text[place : self._starts[end]]
            wrapped = end < count
            lines.append(Line(text.rstrip(" ") if wrapped else text, used, wrapped, place))
            start = end
            while start < count and self._pieces[start] == " ":
                start += 1
        return lines or [Line("", 0, False)]

    def _fill(self, start: int, width: float) -> tuple[int, float]:
        """Return the end of the line that begins at `start`, and its advance without a mark that hangs in the margin."""
        pieces, count = self._pieces, len(self._pieces)
        end = self._first_over(start, width)
        if end == count:
            return end, self._advance(start, end)
        if self._hang and pieces[end] in HANGING and pieces[end - 1] not in NOT_AT_END:
            following = pieces[end + 1][0] if end + 1 < count else ""
            if following not in NOT_AT_START:
                return end + 1, self._advance(start, end)
        floor = max(start + 1, end - 4)
        cut = end
        while cut > floor and self._bad(cut):
            cut -= 1
        if self._bad(cut):
            cut = end
        return cut, self._advance(start, cut)

    def _first_over(self, start: int, width: float) -> int:
        """Return the first piece that no longer fits the line."""
        count = len(self._pieces)
        limit = self._sums[self._starts[start]] + width + 0.01
        end = start + 1
        while end < count and self._sums[self._starts[end + 1]] <= limit:
            end += 1
        return end

    def _bad(self, cut: int) -> bool:
        return self._pieces[cut][0] in NOT_AT_START or self._pieces[cut - 1][0] in NOT_AT_END
