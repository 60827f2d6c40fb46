"""Splits a document into sentences with their places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ...model.document.likeness import Bigrams, bigrams
from .facts import Fact, FactKind, facts
from .scripts import plain

SENTENCE = re.compile(r"[^。；！？;!?\n]+[。；！？;!?]?")
BLANK = "＃"
"""Placeholder for a fact where only the words around it are compared."""


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
