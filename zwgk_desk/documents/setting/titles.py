"""Breaks titles into lines without splitting words, in the shape of a trapezium or a rhombus (GB/T 9704-2012, 7.3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, islice, pairwise
from typing import TYPE_CHECKING

from ...late import late
from ...model.document.measures import PageMeasures
from .linebreak import NOT_AT_END, NOT_AT_START, WORD

if TYPE_CHECKING:
    import rjieba
else:
    rjieba = late("rjieba")  # imported late: its dictionary takes a tenth of a second to load, and most tasks segment no words

MOST_TRIED = 5_000
"""Ways to break a title that are tried at most, those with long first lines first."""

BAD_SHAPE, RECTANGLE, WEAK_START, TORN_NAME = 60.0, 3.0, 40.0, 8.0
GOOD_START, GOOD_END = -2.0, -6.0
TORN_AUTHORITY, EXTRA_LINE = 40.0, 15.0
AUTHORITY_TAILS = frozenset({"办公厅", "辦公廳", "办公室", "辦公室", "委员会", "委員會", "人民政府", "管理局", "市委", "省委", "县委", "区委"})
"""Words that end an authority's name, which must not be broken before them."""

WEAK_STARTS = frozenset("的和与及等为之")
"""Words that belong to the word before them, and begin no line."""

GOOD_STARTS = frozenset({"关于", "關於"})
GOOD_ENDS = frozenset({"印发", "印發", "转发", "轉發", "批转", "批轉", "报送", "報送"})
"""Words before and after which a title is preferably broken."""

NAME = re.compile(r"《[^《》]{1,18}》|（[^（）]{1,12}）")


LEAST_LEADING, WIDE_LEADING = 1.25, 1.4
"""Pitch of a title's lines in ems of its type: the least that keeps them apart, and the one that is taken where the page's own is less."""


def title_pitch(m: PageMeasures) -> float:
    """Return the distance between a title's lines in points: the page's own wherever that is enough, so that what follows stays on its 22 lines."""
    return m.pitch if m.pitch >= LEAST_LEADING * m.title else m.title * WIDE_LEADING


@lru_cache(maxsize=4096)
def title_lines(text: str, most: float) -> tuple[str, ...]:
    """Return a title in as few lines as hold it, or in one more where fewer would break an authority's name.

    Args:
        text: the title.
        most: the number of full-width characters that a line holds.

    Returns:
        The lines; joined they are the title. Only a word longer than a line is broken.
    """
    if _width(text) <= most:
        return (text,) if text else ()
    pieces = _pieces(text, most)
    fewest = max(2, -int(-_width(text) // most))
    found: list[tuple[float, tuple[str, ...]]] = []
    for extra, count in enumerate(range(fewest, min(len(pieces), fewest + 3) + 1)):
        best = _best(pieces, count, most)
        if best:
            found.append((best[0] + extra * EXTRA_LINE, best[1]))
        if len(found) == 2:  # one line more than necessary is considered, two are not
            break
    return min(found)[1] if found else tuple(_evenly(pieces, most))


def _width(text: str) -> float:
    return sum(0.5 if character < "\u2000" else 1.0 for character in text)


def _pieces(text: str, most: float) -> list[str]:
    """Return the words, each with the punctuation that belongs to it."""
    words: list[str] = []
    for word in _words(text):
        if words and (word[0] in NOT_AT_START or words[-1][-1] in NOT_AT_END):
            words[-1] += word
        else:
            words.append(word)
    pieces: list[str] = []
    for word in words:
        pieces.extend(word if _width(word) > most else [word])
    return pieces


def _words(text: str) -> list[str]:
    """Return the words of a text; numbers with their units stay whole."""
    found: list[str] = []
    place = 0
    for word in WORD.finditer(text):
        found.extend(rjieba.cut(text[place : word.start()], True))
        found.append(word.group())
        place = word.end()
    found.extend(rjieba.cut(text[place:], True))
    return [word for word in found if word]


def _best(pieces: Sequence[str], count: int, most: float) -> tuple[float, tuple[str, ...]] | None:
    """Return the best way to set the pieces in a number of lines, with its cost; None where there is none."""
    text = "".join(pieces)
    starts = [0, *accumulate(map(len, pieces))]
    widths = [0.0, *accumulate(map(_width, pieces))]
    inside = {place for name in NAME.finditer(text) for place in range(name.start() + 1, name.end())}
    best: tuple[float, tuple[int, ...]] | None = None
    for places in islice(_ways(widths, count, most), MOST_TRIED):
        cost = _cost([widths[b] - widths[a] for a, b in pairwise(places)])
        cost += sum(_cut_cost(pieces[cut - 1], pieces[cut], starts[cut] in inside) for cut in places[1:-1])
        if best is None or cost < best[0] - 1e-9:
            best = cost, places
    return (best[0], tuple("".join(pieces[a:b]) for a, b in pairwise(best[1]))) if best else None


def _ways(widths: Sequence[float], count: int, most: float, begun: tuple[int, ...] = (0,)) -> Iterator[tuple[int, ...]]:
    """Yield every way to cut the pieces into a number of lines that none of them is too long: the places of the cuts, first and last included."""
    last, end = begun[-1], len(widths) - 1
    if count == 1:
        if widths[end] - widths[last] <= most:
            yield (*begun, end)
        return
    for cut in range(end - count + 1, last, -1):
        if widths[cut] - widths[last] <= most and widths[end] - widths[cut] <= most * (count - 1):
            yield from _ways(widths, count - 1, most, (*begun, cut))


def _cost(lengths: Sequence[float]) -> float:
    """Return the cost of lines as a title: it grows with their unevenness, and where they are no trapezium or rhombus."""
    mean = sum(lengths) / len(lengths)
    uneven = sum((length - mean) ** 2 for length in lengths) / len(lengths)
    steps = [b - a for a, b in pairwise(lengths)]
    if all(step == 0 for step in steps):
        return uneven + RECTANGLE
    falls = False
    for step in steps:
        if step < 0:
            falls = True
        elif step > 0 and falls:
            return uneven + BAD_SHAPE  # an hourglass: neither trapezium nor rhombus
    return uneven


def _cut_cost(before: str, after: str, torn_name: bool) -> float:
    cost = TORN_NAME if torn_name else 0.0
    if after in AUTHORITY_TAILS:
        cost += TORN_AUTHORITY
    if after[0] in WEAK_STARTS:
        cost += WEAK_START
    return cost + (GOOD_START if after in GOOD_STARTS else 0.0) + (GOOD_END if before in GOOD_ENDS else 0.0)


def _evenly(pieces: Sequence[str], most: float) -> list[str]:
    lines = [""]
    for piece in pieces:
        if lines[-1] and _width(lines[-1]) + _width(piece) > most:
            lines.append("")
        lines[-1] += piece
    return lines
