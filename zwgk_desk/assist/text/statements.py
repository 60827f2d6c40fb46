"""Finds the statement of a policy that a sentence in other words retells: by the words round it, weighed by how rare they are in the policy.

Each clause of the policy is scored by BM25 (Robertson and Zaragoza 2009) over pairs of neighbouring characters, and single ones at less weight: for
the clause itself, for its sentence and for its paragraph, against the clause and the sentence that are held against it, and what stands before.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log

from ...model.document.likeness import SKIPPED
from .bodies import bodies
from .facts import Fact, FactKind
from .retelling import DEPARTMENT, NOTHING, Retelling
from .sentences import Sentence

CLAUSE = re.compile("[^，。；：！？,;:!?]+")
SINGLE = 0.35
"""Weight of a single character beside that of a pair."""

SATURATION, LENGTH = 1.2, 0.75
"""The two parameters of BM25, at their usual values."""

OF_CLAUSE, OF_SENTENCE, OF_PARAGRAPH = (1.0, 0.3, 0.1), (0.0, 1.0, 0.4), (0.0, 0.15, 0.15)
"""Weights of a policy's clause, sentence and paragraph for the clause that is held against it, for its sentence, and for what stands before."""

BEFORE = 60
"""Characters before a sentence that tell what it is about."""

WINDOW, NEAR = 7, 0.6
"""Characters on each side of a fact by which facts of one clause are told apart, and the weight of what they have in common."""


BARELY = 2
"""Characters beside a fact with which its sentence still says nothing else."""


def grams(text: str) -> Counter[str]:
    """Return a text's characters and pairs of neighbouring ones, without punctuation."""
    bare = SKIPPED.sub("", text)
    return Counter([*bare, *(bare[place : place + 2] for place in range(len(bare) - 1))])


@dataclass(frozen=True)
class Statement:
    """A fact of the policy, where it is stated.

    Attributes:
        fact: the fact.
        sentence: its sentence.
        clause: the number of its clause.
        around: the characters and pairs of them next to it.
        alone: whether its sentence says nothing else, as the lines of a number or a date do.
    """

    fact: Fact
    sentence: Sentence
    clause: int
    around: Counter[str]
    alone: bool


class _Scored:
    """Texts of one size, found by their words."""

    def __init__(self, counted: Sequence[Counter[str]], rarity: dict[str, float]) -> None:
        self._where: dict[str, list[tuple[int, float]]] = defaultdict(list)
        usual = sum(map(Counter.total, counted)) / max(1, len(counted))
        for place, words in enumerate(counted):
            penalty = SATURATION * (1 - LENGTH + LENGTH * words.total() / max(1.0, usual))
            for word, count in words.items():
                weight = rarity.get(word, 0.0)
                if weight > 0:
                    self._where[word].append((place, weight * count * (SATURATION + 1) / (count + penalty)))
        self._size = len(counted)

    def scores(self, words: Counter[str]) -> list[float]:
        """Return how well each text fits these words."""
        found = [0.0] * self._size
        for word in words:
            for place, weight in self._where.get(word, ()):
                found[place] += weight
        return found


class Statements:
    """The statements of one policy."""

    def __init__(self, sentences: Sequence[Sentence], retelling: Retelling = NOTHING) -> None:
        """Index the policy's sentences, with one word for all of one meaning."""
        self.sentences = sentences
        self._retelling = retelling
        self._rarity = _rarity([self._grams(sentence.text) for sentence in sentences])
        self._rarest = log((len(sentences) + 1) / 0.5)
        self.clauses = [(number, match.start(), match.end()) for number, each in enumerate(sentences) for match in CLAUSE.finditer(each.text)]
        paragraphs: dict[int, list[str]] = defaultdict(list)
        for sentence in sentences:
            paragraphs[sentence.paragraph].append(sentence.text)
        self._paragraph_of = {number: place for place, number in enumerate(paragraphs)}
        self._clauses = _Scored([self._grams(sentences[number].text[start:end]) for number, start, end in self.clauses], self._rarity)
        self._sentences = _Scored([self._grams(sentence.text) for sentence in sentences], self._rarity)
        self._paragraphs = _Scored([self._grams("".join(lines)) for lines in paragraphs.values()], self._rarity)

    def of_kind(self, kind: FactKind) -> list[Statement]:
        """Return the policy's facts of a kind, each where it is stated."""
        return self._stated.get(kind, [])

    def whole_clause(self, place: int) -> Statement:
        """Return a clause of the policy as a statement of its own."""
        number, start, end = self.clauses[place]
        fact = Fact(FactKind.TERM, (), self.clause_text(place), start, end)
        return Statement(fact, self.sentences[number], place, Counter(), False)

    def clause_text(self, place: int) -> str:
        """Return the words of a clause of the policy."""
        number, start, end = self.clauses[place]
        return self.sentences[number].text[start:end]

    def clauses_of(self, statement: Statement) -> range:
        """Return the numbers of the clauses of a statement's sentence."""
        number = self.clauses[statement.clause][0]
        return range(self._first_clause[number], self._first_clause[number + 1])

    @cached_property
    def _first_clause(self) -> list[int]:
        """The number of each sentence's first clause, and behind the last one the number of all."""
        numbers = [number for number, _, _ in self.clauses]
        return [bisect_left(numbers, number) for number in range(len(self.sentences) + 1)]

    @cached_property
    def doers(self) -> list[tuple[Statement, range]]:
        """The policy's bodies, each with the clauses that are about it: its own and those behind it in which its sentence names no other."""
        found = []
        stated = sorted(self.of_kind(FactKind.BODY), key=lambda each: (each.clause, each.fact.start))
        begins = sorted({each.clause for each in stated})
        for each in stated:
            following = begins[bisect_right(begins, each.clause) :][:1]
            end = min(self.clauses_of(each).stop, following[0] if following else len(self.clauses))
            found.append((each, range(each.clause, end)))
        return found

    @cached_property
    def _stated(self) -> dict[FactKind, list[Statement]]:
        found: dict[FactKind, list[Statement]] = defaultdict(list)
        for place, (number, start, end) in enumerate(self.clauses):
            sentence = self.sentences[number]
            for fact in (*sentence.facts, *self._retelling.terms(sentence.text), *self.bodies(sentence)):
                if start <= fact.start < end:
                    near = self.around(sentence.text, fact.start, fact.end)
                    found[fact.kind].append(Statement(fact, sentence, place, near, len(sentence.text) <= len(fact.text) + BARELY))
        return found

    def bodies(self, sentence: Sentence) -> list[Fact]:
        """Return the bodies that a sentence names, of the policy or of another text."""
        departments = [fact for fact in self._retelling.departments(sentence.text) if fact.value[1] == DEPARTMENT]
        return list(bodies(sentence.text, sentence.facts, departments))

    def fit(self, clause: str, sentence: str, before: str) -> list[float]:
        """Return how well each clause of the policy fits a clause of another text.

        Args:
            clause: the clause, without the fact that is held against the policy.
            sentence: its sentence, without that fact.
            before: what stands before that sentence.
        """
        found = [0.0] * len(self.clauses)
        for text, weights in ((clause, OF_CLAUSE), (sentence, OF_SENTENCE), (before[-BEFORE:], OF_PARAGRAPH)):
            words = self._grams(text)
            if not words:
                continue
            of_clause = self._clauses.scores(words) if weights[0] else None
            of_sentence, of_paragraph = self._sentences.scores(words), self._paragraphs.scores(words)
            for place, (number, _, _) in enumerate(self.clauses):
                found[place] += (
                    (weights[0] * of_clause[place] if of_clause else 0.0)
                    + weights[1] * of_sentence[number]
                    + weights[2] * of_paragraph[self._paragraph_of[self.sentences[number].paragraph]]
                )
        return found

    def around(self, text: str, start: int, end: int) -> Counter[str]:
        """Return the characters and pairs next to a range, within its sentence."""
        return self._grams(text[max(0, start - WINDOW) : start]) + self._grams(text[end : end + WINDOW])

    def _grams(self, text: str) -> Counter[str]:
        return grams(self._retelling.folded(text))

    def most(self, text: str) -> float:
        """Return the weight of all words of a text; those that the policy has not weigh as much as its rarest."""
        return sum(self._rarity.get(word, self._rarest * (1.0 if len(word) > 1 else SINGLE)) for word in self._grams(text))

    def shared(self, text: str, place: int) -> float:
        """Return the share of the weight of a text's words, 0 to 1, that a clause of the policy has."""
        theirs = self._grams(self.clause_text(place))
        weights = {word: self._rarity.get(word, self._rarest * (1.0 if len(word) > 1 else SINGLE)) for word in self._grams(text)}
        return sum(weight for word, weight in weights.items() if word in theirs) / max(1e-9, sum(weights.values()))

    def nearness(self, one: Counter[str], other: Counter[str]) -> float:
        """Return the weight of what stands next to two facts alike."""
        return NEAR * sum(self._rarity.get(word, 0.0) for word in one if word in other)


def without(text: str, start: int, end: int) -> str:
    """Return a text without a range."""
    return f"{text[:start]}，{text[end:]}"


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range of the clause that a range stands in."""
    begins = max((match.end() for match in re.finditer("[，。；：！？,;:!?]", text[:start])), default=0)
    ended = re.search("[，。；：！？,;:!?]", text[end:])
    return begins, end + ended.start() if ended else len(text)


def _rarity(sentences: Sequence[Counter[str]]) -> dict[str, float]:
    """Return the weight of each character and pair: the rarer among the sentences, the greater."""
    held: Counter[str] = Counter()
    for words in sentences:
        held.update(words.keys())
    return {word: max(0.0, log((len(sentences) + 1) / (count + 0.5))) * (1.0 if len(word) > 1 else SINGLE) for word, count in held.items()}
