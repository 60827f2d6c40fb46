"""A document in sentences, each with its place; and which sentence of one document says what a sentence of another says."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from .alignment import SKIPPED, Bigrams, bigrams
from .facts import Fact, FactKind, facts

SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?")
BLANK = "＃"
"""Stands for a fact where only the words round it are compared."""

FEWEST = 4
"""Characters; shorter sentences have no partner of their own."""


@dataclass(frozen=True)
class Sentence:
    """A sentence.

    Attributes:
        text: it.
        paragraph, start: where it begins: the paragraph, counted over those that are not blank, and the character inside it.
    """

    text: str
    paragraph: int
    start: int

    @cached_property
    def facts(self) -> list[Fact]:
        """What it states."""
        return facts(self.text)

    @cached_property
    def words(self) -> Bigrams:
        """Its words without its facts, for comparing."""
        bare, place = [], 0
        for fact in self.facts:
            if fact.start >= place and fact.kind is not FactKind.QUOTE:
                bare += [self.text[place : fact.start], BLANK]
                place = fact.end
        return bigrams("".join([*bare, self.text[place:]]))


def sentences_of(paragraphs: Sequence[str]) -> list[Sentence]:
    """The sentences of a document.

    Args:
        paragraphs: its paragraphs that are not blank, in reading order.
    """
    return [sentence for number, text in enumerate(paragraphs) for sentence in _split(text, number)]


def _split(text: str, paragraph: int) -> Iterator[Sentence]:
    for match in SENTENCE.finditer(text):
        if match[0].strip():
            yield Sentence(match[0], paragraph, match.start())


class Sources:
    """The sentences of a policy, to be asked which of them another sentence comes from."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        """Index them."""
        self.sentences = sentences_of(paragraphs)
        self.text = SKIPPED.sub("", "".join(paragraphs))
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for pair, count in sentence.words.counts.items():
                self._where[pair].append((place, count))
        self._weight = {pair: 1.0 / len(places) for pair, places in self._where.items()}
        self.values: dict[FactKind, Counter[tuple[object, ...]]] = defaultdict(Counter)
        for sentence in self.sentences:
            for fact in sentence.facts:
                self.values[fact.kind][fact.value] += 1

    def nearest(self, sentence: Sentence) -> tuple[Sentence | None, float]:
        """The sentence that says most of what another says, and how much of that one's words it has, from 0 to 1."""
        words = sentence.words
        if words.size < FEWEST:
            return None, 0.0
        common: Counter[int] = Counter()
        for pair, count in words.counts.items():
            for place, other in self._where.get(pair, ()):
                common[place] += min(count, other)
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


CANDIDATES = 12
LONG_ENOUGH = 10
