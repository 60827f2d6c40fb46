"""Breaking Chinese text into lines: no closing mark at a line's start, no opening mark at its end, no number or word torn apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

NOT_AT_START = frozenset("，。、；：！？”’）》〉】〕］｝…—～·％‰℃,.;:!?)]}%")
NOT_AT_END = frozenset("“‘（《〈【〔［｛([{￥＄")
HANGING = frozenset("，。、；：！？”’）》〉】〕］")
WORD = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日|[A-Za-z0-9][A-Za-z0-9.,:/@+\-]*[A-Za-z0-9%‰]|[A-Za-z0-9]")


@dataclass(frozen=True)
class Line:
    """One line.

    Attributes:
        text: its characters.
        width: their advance without a closing mark that hangs in the margin.
        wrapped: whether the paragraph goes on in the next line.
    """

    text: str
    width: float
    wrapped: bool


def units(text: str) -> list[str]:
    """The text in pieces that are not torn apart: a date, a word or number, or one character."""
    pieces: list[str] = []
    place = 0
    for word in WORD.finditer(text):
        pieces.extend(text[place : word.start()])
        pieces.append(word.group())
        place = word.end()
    pieces.extend(text[place:])
    return pieces


def break_lines(text: str, width_of: Callable[[str], float], width: float, first_indent: float = 0, hang: bool = True) -> list[Line]:
    """The paragraph's lines.

    Args:
        text: the paragraph.
        width_of: the advance of one character.
        width: the line's width.
        first_indent: how much narrower the first line is.
        hang: whether a closing mark may hang in the margin.
    """
    pieces = [(piece, sum(width_of(c) for c in piece)) for piece in _split_long(units(text), width_of, width)]
    lines: list[Line] = []
    start = 0
    while start < len(pieces):
        end, used, hanging = _fill(pieces, start, width - (first_indent if not lines else 0), hang)
        text_of_line = "".join(piece for piece, _ in pieces[start:end])
        wrapped = end < len(pieces)
        lines.append(Line(text_of_line.rstrip(" ") if wrapped else text_of_line, used - hanging, wrapped))
        start = end
        while start < len(pieces) and pieces[start][0] == " ":
            start += 1
    return lines or [Line("", 0, False)]


def _split_long(pieces: list[str], width_of: Callable[[str], float], width: float) -> list[str]:
    result: list[str] = []
    for piece in pieces:
        if len(piece) > 1 and sum(width_of(c) for c in piece) > width:
            result.extend(piece)
        else:
            result.append(piece)
    return result


def _fill(pieces: list[tuple[str, float]], start: int, width: float, hang: bool) -> tuple[int, float, float]:
    """Where the line that begins at `start` ends, its advance, and how much of that hangs in the margin."""
    used = 0.0
    end = start
    while end < len(pieces) and (used + pieces[end][1] <= width + 0.01 or end == start):
        used += pieces[end][1]
        end += 1
    if end == len(pieces):
        return end, used, 0
    if hang and pieces[end][0] in HANGING and pieces[end - 1][0] not in NOT_AT_END:
        following = pieces[end + 1][0] if end + 1 < len(pieces) else ""
        if following not in NOT_AT_START:
            return end + 1, used + pieces[end][1], pieces[end][1]
    floor = max(start + 1, end - 4)
    cut = end
    while cut > floor and (pieces[cut][0] in NOT_AT_START or pieces[cut - 1][0] in NOT_AT_END):
        cut -= 1
    if pieces[cut][0] in NOT_AT_START or pieces[cut - 1][0] in NOT_AT_END:
        cut = end
    return cut, sum(advance for _, advance in pieces[start:cut]), 0


def balanced_title(text: str, most: int) -> list[str]:
    """A title in lines of nearly the same length, at most `most` characters each, none beginning with a closing mark."""
    count = -(-len(text) // most)
    lines: list[str] = []
    rest = text
    for left in range(count, 0, -1):
        size = min(most, -(-len(rest) // left))
        while left > 1 and size > 1 and size < len(rest) and (rest[size] in NOT_AT_START or rest[size - 1] in NOT_AT_END):
            size -= 1
        lines.append(rest[:size])
        rest = rest[size:]
    if rest:
        lines.append(rest)
    return [line for line in lines if line]
