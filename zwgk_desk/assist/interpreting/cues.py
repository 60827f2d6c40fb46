"""The words by which each of the nine elements is found in a policy; they lie in resources/elements.toml, for an office to add to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from math import prod
from pathlib import Path
from typing import Any

from ...model.document.candidate import Element
from ..text.facts import FactKind
from ..text.resource import load_resource

FILE = "elements.toml"
GAP = "…"
STRENGTHS = {"strong": 0.6, "medium": 0.35, "weak": 0.12}
"""Weight (0 to 1) of a word of each list for a sentence."""

DOUBT = 0.35
"""Factor of a sentence's score where it holds a word against the element."""

FACT = 0.15
LEAST = 0.3
"""Score (0 to 1) below which a passage is not proposed, where an element does not say otherwise."""


def contains(text: str, words: str) -> bool:
    """Return whether words stand in a text, in their order where a gap is written between them."""
    place = 0
    for word in words.split(GAP):
        found = text.find(word, place)
        if found < 0:
            return False
        place = found + len(word)
    return True


@dataclass(frozen=True)
class ElementCues:
    """The cues of one element.

    Attributes:
        words: words for it in a sentence, with their weights.
        headings: words in a heading that assign the sentences below it to this element.
        against: words against it.
        opening, addressee: the weights of being the opening paragraph, or the addressee.
        facts: the kinds of facts that count for it.
        figure: the weight of a fact of these kinds that says the least or the most.
        passed_over: headings that are only the document's frame.
        spread: the factor for each passage already taken from the same part, where the parts of a policy take turns; 0 where they do not.
        rhetoric: whether what every policy says may be proposed, too.
        framed: whether what stands under the frame's headings counts as much as the rest.
        least: the score (0 to 1) below which a passage is not proposed.
        whole: whether items of a list are poor proposals, since they mean nothing without what stands above the list.
    """

    words: tuple[tuple[str, float], ...] = ()
    headings: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    opening: float = 0.0
    addressee: float = 0.0
    facts: frozenset[FactKind] = frozenset()
    figure: float = 0.0
    passed_over: tuple[str, ...] = ()
    spread: float = 0.0
    rhetoric: bool = False
    framed: bool = False
    whole: bool = False
    least: float = LEAST

    @cached_property
    def _doubts(self) -> dict[str, float]:
        return {words: 1.0 - weight for words, weight in self.words}

    def doubt(self, found: frozenset[str]) -> float:
        """Return the product of the doubt (1 minus its weight) of each word found in a sentence; 1 where it holds none."""
        return prod(self._doubts.get(words, 1.0) for words in found)

    def in_heading(self, heading: str) -> bool:
        """Return whether a heading names the element."""
        return any(contains(heading, words) for words in self.headings)

    def factor(self, found: frozenset[str]) -> float:
        """Return the factor of a sentence's score for the words found in it that are against the element."""
        return 1.0 if found.isdisjoint(self.against) else DOUBT


@dataclass(frozen=True)
class TermCues:
    """The words by which definitions and key words of a policy are found.

    Attributes:
        called: words before a defined word: 所称.
        means: words between a defined word and its meaning: 是指.
        short: words before a short name: 以下简称.
        plain_short: endings of short names that need no explaining: those of bodies and documents.
        quoted: words between quotation marks that everybody knows.
        bare: words that no name of a chapter is explained by.
    """

    called: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    plain_short: tuple[str, ...] = ()
    quoted: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()


@dataclass(frozen=True)
class PassageCues:
    """Words by which passages without substance are known, whatever the element.

    Attributes:
        rhetoric: words of what every policy says.
        narrative: words of what only tells how things are or were.
        chores: words of what concerns only the document and who does what for it.
    """

    rhetoric: tuple[str, ...] = ()
    narrative: tuple[str, ...] = ()
    chores: tuple[str, ...] = ()


@dataclass(frozen=True)
class CueBook:
    """All cues."""

    elements: Mapping[Element, ElementCues] = field(default_factory=dict)
    terms: TermCues = TermCues()
    passages: PassageCues = PassageCues()

    def found(self, text: str) -> frozenset[str]:
        """Return which of all words for a sentence stand in one."""
        begun = {text[place : place + 2] for place in range(len(text) - 1)} | set(text)
        return frozenset(words for start in begun for words in self._by_start.get(start, ()) if contains(text, words))

    @cached_property
    def _by_start(self) -> dict[str, list[str]]:
        """All words by their first two characters, or the one that they begin with before a gap or have."""
        every = {words for cues in self.elements.values() for words in (*cues.against, *(word for word, _ in cues.words))}
        every |= {*self.passages.rhetoric, *self.passages.narrative, *self.passages.chores}
        starts: dict[str, list[str]] = {}
        for words in every:
            starts.setdefault(words.split(GAP)[0][:2], []).append(words)
        return starts


def load_cues(folder: Path) -> CueBook:
    """Load the cues from elements.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or names an element or a fact that there is not.
    """
    return load_resource(folder / FILE, _cue_book)


def _cue_book(read: dict[str, Any]) -> CueBook:
    elements = {Element(entry["name"]): _element(entry) for entry in read["element"]}
    terms, passages = read["terms"], read["passages"]
    called, means, short, plain_short = (_words(terms[name]) for name in ("called", "means", "short", "plain_short"))
    quoted, bare = (frozenset(_words(terms[name])) for name in ("quoted", "bare"))
    words = TermCues(called, means, short, plain_short, quoted, bare)
    return CueBook(elements, words, PassageCues(*(_words(passages[name]) for name in ("rhetoric", "narrative", "chores"))))


def _words(entries: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(entry) for entry in entries)


def _element(entry: Mapping[str, Any]) -> ElementCues:
    words = tuple((word, weight) for strength, weight in STRENGTHS.items() for word in _words(entry.get(strength, ())))
    return ElementCues(
        words, _words(entry.get("headings", ())), _words(entry.get("against", ())), float(entry.get("opening", 0)), float(entry.get("addressee", 0)),
        frozenset(FactKind[kind.upper()] for kind in entry.get("facts", ())), float(entry.get("figure", 0)), _words(entry.get("passed_over", ())),
        float(entry.get("spread", 0)), bool(entry.get("rhetoric", False)), bool(entry.get("framed", False)), bool(entry.get("whole", False)),
        float(entry.get("least", LEAST)),
    )  # fmt: skip
