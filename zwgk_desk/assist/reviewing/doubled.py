"""Whether characters that stand twice are written twice by mistake, or end one word and begin the next: 供应应急."""

from __future__ import annotations

from ..text.words import words

AROUND = 12
"""Characters on each side of a place in which words are told apart."""


def is_doubled(text: str, start: int, middle: int) -> bool:
    """Return whether a repetition is one of words: no word holds a part of it together with what stands beside.

    Args:
        text: the paragraph.
        start: where the first of the two begins.
        middle: where the second begins.
    """
    low = max(0, start - AROUND)
    place, length = low, middle - start
    cuts = {low}
    for word in words(text[low : middle + length + AROUND]):
        place += len(word)
        cuts.add(place)
    return {start, middle, middle + length} <= cuts  # not 供应|应急, nor within 实实在在
