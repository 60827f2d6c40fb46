"""What of an interpretation is the policy's own text: the one measure by which `check` and `review` judge copying (照搬).

A sentence of at least SHORTEST characters is copied where it stands in the policy word for word, marks and blanks aside, or where a sentence of the
policy is at least REPEATED like it.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from .likeness import SKIPPED, Bigrams, alike, bigrams

SENTENCE = re.compile(r"[^。；！？;!?\n]+")
SHORTEST = 12
"""Characters below which a sentence is passed over: short ones, such as headings, are alike without being copied."""

REPEATED = 0.9
TOO_MUCH = 0.5
"""Share of an interpretation (0 to 1) that is copied, from which on it explains too little."""

RAREST, NEAREST = 8, 6
"""Of how many of a sentence's rarest pairs the policy's sentences are looked up, and how many of those are compared."""


class Originals:
    """A policy's sentences, by which copied ones are found."""

    def __init__(self, paragraphs: Iterable[str]) -> None:
        """Index a policy's paragraphs."""
        texts = list(paragraphs)
        self._whole = SKIPPED.sub("", "\n".join(texts))
        self._sentences = [bigrams(sentence) for text in texts for sentence in SENTENCE.findall(text)]
        self._where: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self._sentences):
            for pair in one.counts:
                self._where[pair].append(place)

    def copied(self, sentence: str) -> bool:
        """Return whether a sentence is the policy's own; one that is too short to tell is not."""
        bare = SKIPPED.sub("", sentence)
        if len(bare) < SHORTEST:
            return False
        return bare in self._whole or self._repeats(bigrams(sentence))

    def _repeats(self, one: Bigrams) -> bool:
        rare = sorted((pair for pair in one.counts if pair in self._where), key=lambda pair: len(self._where[pair]))[:RAREST]
        near = Counter(place for pair in rare for place in self._where[pair])
        return any(alike(one, self._sentences[place]) >= REPEATED for place, _ in near.most_common(NEAREST))

    def share(self, paragraphs: Sequence[str]) -> float:
        """Return how much of an interpretation is copied, from 0 to 1, by characters; sentences that are too short to tell count neither way."""
        long = [sentence for text in paragraphs for sentence in SENTENCE.findall(text) if len(SKIPPED.sub("", sentence)) >= SHORTEST]
        whole = sum(map(len, long))
        return sum(len(sentence) for sentence in long if self.copied(sentence)) / whole if whole else 0.0
