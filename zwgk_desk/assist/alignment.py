"""Which of the old provisions stands against which of the new: by what they say, not by their numbers.

How alike two texts are is Dice's coefficient over their pairs of neighbouring characters, counted (Dice 1945; over bigrams as Adamson and Boreham
1974). The overlaps of all pairs come from one pass over an index of the bigrams. Pairs are taken from the most alike down, and then improved as long
as an exchange of partners makes their sum greater; benchmarks/drafting.py sets the sum against the best possible.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

LEAST_ALIKE = 0.3
"""Below this two provisions are not the same one changed: unrelated articles of one law reach 0.25."""

NEARNESS = 0.02
"""How much standing at the same place in both documents counts, where texts are alike."""

ROUNDS = 4
SKIPPED = re.compile(r"[\s　，。；：、“”‘’（）()《》〈〉,.;:]+")


@dataclass(frozen=True)
class Bigrams:
    """A text as its pairs of neighbouring characters.

    Attributes:
        counts: each pair with how often it stands there.
        size: how many there are.
    """

    counts: Counter[str]
    size: int


def bigrams(text: str) -> Bigrams:
    """A text's pairs of neighbouring characters, punctuation left out; of a single character that one."""
    bare = SKIPPED.sub("", text)
    pairs = [bare[n : n + 2] for n in range(len(bare) - 1)] or [bare]
    return Bigrams(Counter(pairs), len(pairs))


def alike(one: Bigrams, other: Bigrams) -> float:
    """How alike two texts are, from 0 to 1."""
    return 2 * overlap(one, other) / (one.size + other.size)


def overlap(one: Bigrams, other: Bigrams) -> int:
    """How many pairs two texts have in common."""
    small, large = (one, other) if len(one.counts) <= len(other.counts) else (other, one)
    found = large.counts
    return sum(min(count, found[pair]) for pair, count in small.counts.items() if pair in found)


class Likeness:
    """How alike every old provision is to every new one; only pairs that are alike at all are kept.

    Attributes:
        pairs: likeness by the places of old and new.
        overlaps: how many bigrams they have in common, likewise.
    """

    def __init__(self, old: Sequence[Bigrams], new: Sequence[Bigrams]) -> None:
        """Compare all with all."""
        self.old, self.new = old, new
        where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for j, text in enumerate(new):
            for pair, count in text.counts.items():
                where[pair].append((j, count))
        self.pairs: dict[tuple[int, int], float] = {}
        self.overlaps: list[list[int]] = []
        for i, text in enumerate(old):
            common = [0] * len(new)
            for pair, count in text.counts.items():
                for j, other in where.get(pair, ()):
                    common[j] += count if count < other else other
            self.overlaps.append(common)
            for j, shared in enumerate(common):
                if shared and 2 * shared >= LEAST_ALIKE * (text.size + new[j].size):
                    self.pairs[i, j] = 2 * shared / (text.size + new[j].size)

    def of(self, i: int, j: int) -> float:
        """How alike an old and a new provision are; 0 where they are too little alike to be a pair."""
        return self.pairs.get((i, j), 0.0)


def assign(likeness: Likeness) -> dict[int, int]:
    """Each old provision's partner among the new ones, for those that have one."""
    before, after = max(1, len(likeness.old)), max(1, len(likeness.new))
    worth = {(i, j): value + NEARNESS * (1 - abs(i / before - j / after)) for (i, j), value in likeness.pairs.items()}
    partner: dict[int, int] = {}
    taken: dict[int, int] = {}
    for (i, j), _ in sorted(worth.items(), key=lambda item: (-item[1], item[0])):
        if i not in partner and j not in taken:
            partner[i], taken[j] = j, i
    for _ in range(ROUNDS):
        if not _exchange(worth, partner, taken):
            break
    return partner


def _exchange(worth: dict[tuple[int, int], float], partner: dict[int, int], taken: dict[int, int]) -> bool:
    """Let partners be exchanged where their sum grows; whether anything was."""
    changed = False
    for (i, j), value in worth.items():
        mine, holder = partner.get(i), taken.get(j)
        if mine == j:
            continue
        now = (worth[i, mine] if mine is not None else 0.0) + (worth[holder, j] if holder is not None else 0.0)
        other = worth.get((holder, mine), 0.0) if holder is not None and mine is not None else 0.0
        if value + other <= now + 1e-9:
            continue
        changed = True
        if mine is not None:
            del taken[mine]
        if holder is not None:
            del partner[holder]
            if mine is not None and other:
                partner[holder], taken[mine] = mine, holder
        partner[i], taken[j] = j, i
    return changed
