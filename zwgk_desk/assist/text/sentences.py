"""Splits a document into sentences with their places, and finds the sentence of one document that a sentence of another comes from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from operator import itemgetter

from .alignment import SKIPPED, Bigrams, bigrams, overlap
from .facts import Fact, FactKind, facts
from .scripts import plain

SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?")
CLAUSE_END = re.compile("[，。；：！？,;:!?]")
BLANK = "＃"
"""Placeholder for a fact where only the words around it are compared."""

FEWEST = 4
"""Characters below which a sentence gets no partner."""


@dataclass(frozen=True)
class Sentence:
    """A sentence.

    Attributes:
        text: its text in simplified characters and full-width marks, in which sentences are compared.
        paragraph, start: where it begins: the paragraph, counted over those that are not blank, and the character inside it.
        written: its text as it is written; of the same length.
    """

    text: str
    paragraph: int
    start: int
    written: str

    def as_written(self, start: int, end: int) -> str:
        """Return a range of it as it is written."""
        return self.written[start:end]

    @cached_property
    def facts(self) -> list[Fact]:
        """The facts that it states."""
        return facts(self.text)

    @cached_property
    def words(self) -> Bigrams:
        """The bigrams of its words without its facts, for comparing."""
        bare, place = [], 0
        for fact in self.facts:
            if fact.start >= place and fact.kind is not FactKind.QUOTE:
                bare += [self.text[place : fact.start], BLANK]
                place = fact.end
        return bigrams("".join([*bare, self.text[place:]]))


def sentences_of(paragraphs: Sequence[str]) -> list[Sentence]:
    """Return the sentences of a document.

    Args:
        paragraphs: its paragraphs that are not blank, in reading order.
    """
    return [sentence for number, text in enumerate(paragraphs) for sentence in _split(text, number)]


def _split(text: str, paragraph: int) -> Iterator[Sentence]:
    for match in SENTENCE.finditer(plain(text)):
        if match[0].strip():
            yield Sentence(match[0], paragraph, match.start(), text[match.start() : match.end()])


def clause_words(text: str, fact: Fact) -> Bigrams:
    """Return the words of the clause that a fact stands in, without the fact."""
    before, behind = CLAUSE_END.split(text[: fact.start])[-1], CLAUSE_END.split(text[fact.end :], maxsplit=1)[0]
    return bigrams(f"{before}{BLANK}{behind}")


class Sources:
    """An index of a policy's sentences, which finds the one that another sentence comes from."""

    def __init__(self, paragraphs: Sequence[str]) -> None:
        """Index these sentences."""
        self.sentences = sentences_of(paragraphs)
        self.text = SKIPPED.sub("", "".join(map(plain, paragraphs)))
        self._where: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for place, sentence in enumerate(self.sentences):
            for pair, count in sentence.words.counts.items():
                self._where[pair].append((place, count))
        self._of_kind: dict[FactKind, list[tuple[Fact, Sentence]]] = {}
        self._clauses: dict[FactKind, list[tuple[Bigrams, Fact, Sentence]]] = {}
        self.values: dict[FactKind, Counter[tuple[object, ...]]] = defaultdict(Counter)
        for sentence in self.sentences:
            for fact in sentence.facts:
                self.values[fact.kind][fact.value] += 1

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

    def clauses_of(self, kind: FactKind) -> list[tuple[Bigrams, Fact, Sentence]]:
        """Return the words of the clause around each fact of a kind, with the fact and its sentence."""
        if kind not in self._clauses:
            self._clauses[kind] = [(clause_words(sentence.text, fact), fact, sentence) for fact, sentence in self.of_kind(kind)]
        return self._clauses[kind]

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


CANDIDATES = 12
MOST_VISITS = 6_000
"""Places that are looked at for one sentence, at most; real policies of two hundred pages need fewer."""

MOST_FACTS = 400
LONG_ENOUGH = 10
