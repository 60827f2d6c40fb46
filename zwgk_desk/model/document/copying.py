"""What of an interpretation is the policy's own text: the one measure by which `check` and `review` judge copying (照搬).

A sentence of at least SHORTEST characters is copied where it stands in the policy word for word, marks and blanks aside, or where a sentence of the
policy is at least REPEATED like it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from .likeness import SKIPPED, alike, bigrams

SENTENCE = re.compile(r"[^。；！？;!?\n]+")
SHORTEST = 12
"""Characters below which a sentence is passed over: short ones, such as headings, are alike without being copied."""

REPEATED = 0.9
TOO_MUCH = 0.5
"""Share of an interpretation (0 to 1) that is copied, from which on it explains too little."""

PROBE, APART, PLACES = 5, 8, 3
"""Characters of a stretch by which the policy's sentences are looked up, how far apart such stretches begin, and at how many places each is looked
at."""


class Originals:
    """A policy's sentences, by which copied ones are found."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        """Take a policy's paragraphs."""
        self._sentences = [bare for text in paragraphs for sentence in SENTENCE.findall(text) if (bare := SKIPPED.sub("", sentence))]
        self._whole = "".join(self._sentences)
        self._begins = [0, *accumulate(map(len, self._sentences))]

    def copied(self, sentence: str) -> bool:
        """Return whether a sentence is the policy's own; one that is too short to tell is not."""
        bare = SKIPPED.sub("", sentence)
        if len(bare) < SHORTEST:
            return False
        return bare in self._whole or self._repeats(bare)

    def _repeats(self, bare: str) -> bool:
        one = bigrams(bare)
        return any(alike(one, bigrams(self._sentences[number])) >= REPEATED for number in self._near(bare))

    def _near(self, bare: str) -> set[int]:
        """Return the numbers of the policy's sentences that have a stretch of a sentence: one that is so much like it has at least one of them."""
        found: set[int] = set()
        for start in range(0, len(bare) - PROBE + 1, APART):
            place = -1
            for _ in range(PLACES):
                place = self._whole.find(bare[start : start + PROBE], place + 1)
                if place < 0:
                    break
                found.add(bisect_right(self._begins, place) - 1)
        return found

    def share(self, paragraphs: Sequence[str]) -> float:
        """Return how much of an interpretation is copied, from 0 to 1, by characters; sentences that are too short to tell count neither way."""
        long = [sentence for text in paragraphs for sentence in SENTENCE.findall(text) if len(SKIPPED.sub("", sentence)) >= SHORTEST]
        whole = sum(map(len, long))
        return sum(len(sentence) for sentence in long if self.copied(sentence)) / whole if whole else 0.0
