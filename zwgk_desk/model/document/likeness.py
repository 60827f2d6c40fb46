"""How alike two texts are: Dice's coefficient over their pairs of neighbouring characters, counted (Dice 1945; over bigrams as Adamson and Boreham
1974)."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

SKIPPED = re.compile(r"[\s　，。；：、“”‘’（）()《》〈〉,.;:]+")
"""What is left out of the comparison: blanks and marks."""


@dataclass(frozen=True)
class Bigrams:
    """A text as its pairs of neighbouring characters.

    Attributes:
        counts: each pair with its frequency.
        size: the number of all pairs.
    """

    counts: Counter[str]
    size: int


def bigrams(text: str) -> Bigrams:
    """Return a text's pairs of neighbouring characters, without punctuation; for a single character, that one."""
    bare = SKIPPED.sub("", text)
    pairs = [bare[n : n + 2] for n in range(len(bare) - 1)] or [bare]
    return Bigrams(Counter(pairs), len(pairs))


def alike(one: Bigrams, other: Bigrams) -> float:
    """Return how alike two texts are, from 0 to 1."""
    return 2 * overlap(one, other) / (one.size + other.size)


def overlap(one: Bigrams, other: Bigrams) -> int:
    """Return how many pairs two texts have in common."""
    small, large = (one, other) if len(one.counts) <= len(other.counts) else (other, one)
    found = large.counts
    return sum(min(count, found[pair]) for pair, count in small.counts.items() if pair in found)
