"""Aligns old and new provisions by their content, not by their numbers.

How alike two texts are is Dice's coefficient over their pairs of neighbouring characters, counted (Dice 1945; over bigrams as Adamson and Boreham
1974). The overlaps of all pairs come from one pass over an index of the bigrams. Pairs are taken from the most alike down, and then improved as long
as an exchange of partners makes their sum greater; benchmarks/drafting.py sets the sum against the best possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from ...model.document.likeness import Bigrams, overlap

LEAST_ALIKE = 0.3
"""Likeness (0 to 1) below which two provisions are not the same one changed: unrelated articles of one law reach 0.25."""

NEARNESS = 0.02
"""Weight of standing at the same place in both documents, among texts that are alike."""

ROUNDS = 4
MOST_PAIRS = 250_000
"""Number of pairs above which not all are compared: a law has some hundred articles, a list of households in an annex many thousands."""

LONG, FEW_SHARED = 20, 3
"""A text of LONG bigrams is no partner of one with which it shares fewer than FEW_SHARED: their likeness would be below `LEAST_ALIKE`."""

MOST_VISITS, LIKELY, NEAR = 1_000, 16, 4


class Likeness:
    """The likeness of every old provision to every new one; only pairs that are alike at all are stored.

    Attributes:
        pairs: likeness by the places of old and new.
    """

    def __init__(self, old: Sequence[Bigrams], new: Sequence[Bigrams]) -> None:
        """Compare all with all; where that would take too long, each with those that share its rarest bigrams, and those near it."""
        self.old, self.new = old, new
        self.pairs: dict[tuple[int, int], float] = {}
        self._rows: list[Mapping[int, int]] = []
        where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for j, text in enumerate(new):
            for pair, count in text.counts.items():
                where[pair].append((j, count))
        few = len(old) * len(new) <= MOST_PAIRS
        for i, text in enumerate(old):
            row = self._all(text, where) if few else self._likely(i, where)
            self._rows.append(row)
            for j, shared in row.items():
                size = text.size + new[j].size
                if 2 * shared >= LEAST_ALIKE * size:
                    self.pairs[i, j] = 2 * shared / size

    def _all(self, text: Bigrams, where: Mapping[str, list[tuple[int, int]]]) -> dict[int, int]:
        common = [0] * len(self.new)
        for pair, count in text.counts.items():
            for j, other in where.get(pair, ()):
                common[j] += count if count < other else other
        least = FEW_SHARED if text.size >= LONG else 1
        return {j: shared for j, shared in enumerate(common) if shared >= least}

    def _likely(self, i: int, where: Mapping[str, list[tuple[int, int]]]) -> dict[int, int]:
        text = self.old[i]
        common: Counter[int] = Counter()
        visits = 0
        for pair in sorted((pair for pair in text.counts if pair in where), key=lambda pair: len(where[pair])):
            visits += len(where[pair])
            if visits > MOST_VISITS:
                break
            common.update(j for j, _ in where[pair])
        place = i * len(self.new) // len(self.old)
        near = range(max(0, place - NEAR), min(len(self.new), place + NEAR + 1))
        likely = {*(j for j, _ in common.most_common(LIKELY)), *near}
        return {j: shared for j in sorted(likely) if (shared := overlap(text, self.new[j]))}

    def with_old(self, i: int) -> Mapping[int, int]:
        """Return how many bigrams an old provision has in common with each new one that has any."""
        return self._rows[i]

    def with_new(self, j: int) -> Mapping[int, int]:
        """Return how many bigrams a new provision has in common with each old one that has any."""
        return {i: row[j] for i, row in enumerate(self._rows) if j in row}

    def of(self, i: int, j: int) -> float:
        """Return how alike an old and a new provision are; 0 where they are too little alike to be a pair."""
        return self.pairs.get((i, j), 0.0)


def assign(likeness: Likeness) -> dict[int, int]:
    """Return each old provision's partner among the new ones, for those that have one."""
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
    """Exchange partners where that makes the sum of likeness greater; return whether any were."""
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
