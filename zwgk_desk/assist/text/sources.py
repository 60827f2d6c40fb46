"""Finds the sentence of a policy that a sentence of another document comes from."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from operator import itemgetter

from ...model.document.copying import Originals
from ...model.document.likeness import SKIPPED, Bigrams, overlap
from .facts import Fact, FactKind
from .retelling import NOTHING, Retelling
from .scripts import plain
from .sentences import Sentence, sentences_of
from .shape_counts import counts_of
from .statements import Statements

FEWEST = 4
"""Characters below which a sentence gets no partner."""

CANDIDATES = 12
MOST_VISITS = 6_000
"""Places that are looked at for one sentence, at most; real policies of two hundred pages need fewer."""

MOST_FACTS = 400
LONG_ENOUGH = 10


class Sources:
    """An index of a policy's sentences, which finds the one that another sentence comes from."""

    def __init__(self, paragraphs: Sequence[str], retelling: Retelling = NOTHING) -> None:
        """Index these sentences; `retelling` has the words in which they are told again."""
        self.retelling = retelling
        self.sentences = sentences_of(paragraphs)
        self._paragraphs = list(map(plain, paragraphs))
        self.text = SKIPPED.sub("", "".join(self._paragraphs))
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for pair, count in sentence.words.counts.items():
                self._where[pair].append((place, count))
        self._of_kind: dict[FactKind, list[tuple[Fact, Sentence]]] = {}
        self.values: dict[FactKind, Counter[tuple[object, ...]]] = defaultdict(Counter)
        for sentence in self.sentences:
            for fact in sentence.facts:
                self.values[fact.kind][fact.value] += 1

    @cached_property
    def originals(self) -> Originals:
        """Its sentences, by which copied ones are found."""
        return Originals(self._paragraphs)

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many parts, chapters, articles and items it has."""
        return counts_of(self.sentences)

    @cached_property
    def statements(self) -> Statements:
        """What it states, to be found by other words."""
        return Statements(self.sentences, self.retelling)

    def _common(self, words: Bigrams) -> Counter[int]:
        """Return how many bigrams each sentence has in common with these: of all, or in a long text full of the same words of those that the rarest
        bigrams lead to."""
        found = sorted(((len(where), pair) for pair in words.counts if (where := self._where.get(pair))), key=itemgetter(0))
        common: Counter[int] = Counter()
        visits, whole = 0, True
        for size, pair in found:
            if visits + size > MOST_VISITS:
                whole = False
                if visits:
                    break
            count = words.counts[pair]
            for place, other in self._where[pair][: MOST_VISITS - visits]:
                common[place] += min(count, other)
            visits += size
        if not whole:
            return Counter({place: overlap(words, self.sentences[place].words) for place, _ in common.most_common(CANDIDATES)})
        return common

    def of_kind(self, kind: FactKind) -> list[tuple[Fact, Sentence]]:
        """Return the facts of a kind, each with its sentence; of a great many only the first."""
        if kind not in self._of_kind:
            stated = ((fact, sentence) for sentence in self.sentences for fact in sentence.facts if fact.kind is kind)
            self._of_kind[kind] = list(islice(stated, MOST_FACTS))
        return self._of_kind[kind]

    def nearest(self, sentence: Sentence) -> tuple[Sentence | None, float]:
        """Return the sentence that shares most words with another, and the share of that one's words, from 0 to 1."""
        words = sentence.words
        if words.size < FEWEST:
            return None, 0.0
        common = self._common(words)
        if not common:
            return None, 0.0
        mine = {(fact.kind, fact.value) for fact in sentence.facts}

        def worth(place: int) -> tuple[float, int]:
            other = self.sentences[place]
            like = 2 * common[place] / (words.size + other.words.size)
            return like, sum((fact.kind, fact.value) in mine for fact in other.facts)

        best = max((place for place, _ in common.most_common(CANDIDATES)), key=worth)
        within = common[best] / words.size
        return self.sentences[best], max(worth(best)[0], within if words.size >= LONG_ENOUGH else 0.0)
