"""Candidates for the nine elements of an interpretation (三(二)): passages of the policy, by structure and by cues, the surest first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import prod

from ...model.document.candidate import Candidate, Candidates, Element
from ...model.document.likeness import Bigrams, bigrams
from ...model.document.remark import Place
from ...model.document.tree import DocumentTree
from ..text.facts import Fact, facts
from .cues import FACT, LEAST, CueBook, ElementCues
from .glossary import Glossary
from .outline import Outline, Passage, outline_of

MOST_CANDIDATES = 12
"""Candidates of an element that are proposed at most."""

OWN_HEADING, ABOVE = 0.6, 0.2
"""Weights of a heading that names the element: the one right above a passage, and one farther up."""

FRAME, RHETORIC, NARRATIVE, CHORES, BARE, ITEM = 0.5, 0.45, 0.45, 0.3, 0.5, 0.6
"""Factors of a passage that stands under a heading of the document's frame or before the first, says what every policy says or only how things are,
concerns only the document, is no sentence, or is an item that means nothing without what stands above the list: ……的；"""

LISTED = re.compile("^[^，。；]{0,12}[\u3000 ]{2,}[^。；]*$|^\\d{1,2}(?:\\.\\d{1,2})*[\u3000\\s]+[^，。；]{2,20}$")
"""Pattern of a line of a list of people, or of a table of contents: 张　三　　教授, 1.3　适用范围."""

SURE, OFFERED, HALF_AS_SURE = 2, 5, 0.5
"""Sure proposals of an element from which on less sure ones are proposed behind them, up to how many in all, and how sure those must be beside the
sure ones."""

BY_HAND = 1.0
"""Score of what a person has taken."""

AGAIN = 0.72
"""Factor for each passage already taken from the same paragraph or lowest heading, where the parts of a policy take turns."""

SHORT, LONG, LONGEST_WITH_FACTS = 14, 180, 2_000
TOO_LONG = 0.85
"""Factor of a passage that is longer than a reader takes in."""

GOVERNMENT = re.compile("(?:[省市县区盟州部委局厅办院署行会]|军区|政府|自治区|机构|部门|（市）|（区、市）|等)$")
"""Ending of each name of an addressee that only says by which way a document goes."""

FEWEST_MEASURES = 3
"""Passages of 主要内容 below which what the whole text is about is proposed, too."""

SENTENCE_MARKS = re.compile("[，。；：（(]")


@dataclass(frozen=True)
class _Read:
    """A passage with its facts and the words found in it, which every element asks for."""

    passage: Passage
    facts: tuple[Fact, ...]
    found: frozenset[str]


@dataclass(frozen=True)
class Finder:
    """Finds the candidates for the nine elements in a policy.

    Attributes:
        cues: the words they are found by.
    """

    cues: CueBook

    @cached_property
    def glossary(self) -> Glossary:
        """The finder of terms to explain, made when first used."""
        return Glossary(self.cues.terms)

    def candidates(self, tree: DocumentTree) -> Candidates:
        """Return the candidates of each element in a policy.

        Args:
            tree: the policy.
        """
        outline = outline_of(tree)
        read = [_read(passage, self.cues) for passage in outline.passages]
        frames = self._frames(outline)
        found: dict[Element, tuple[Candidate, ...]] = {}
        for element in Element:
            if element is Element.TERMS:
                found[element] = tuple(_once(self.glossary.candidates(outline.passages)))
                continue
            cues = self.cues.elements.get(element, ElementCues())
            named = frozenset(heading.place for heading in outline.headings if cues.in_heading(heading.text))
            scored = [(one, self._score(one, cues, named) * self._weakness(one, cues, frames)) for one in read]
            listed = sorted(((one, score) for one, score in scored if score >= cues.least), key=_surest)
            if SURE <= len(listed) < OFFERED:
                less = [(one, score) for one, score in scored if HALF_AS_SURE * cues.least <= score < cues.least]
                listed += sorted(less, key=_surest)[: OFFERED - len(listed)]
            if element is Element.CONTENT and len(listed) < FEWEST_MEASURES:
                listed += _central([one for one, score in scored if score < cues.least and self._weakness(one, cues, frames) == 1])
            ordered = _in_turn(listed, cues.spread) if cues.spread else [(one.passage, score) for one, score in listed]
            found[element] = tuple(_once(_candidate(passage, score) for passage, score in ordered))
        return found

    def passage_at(self, tree: DocumentTree, place: Place) -> Candidate | None:
        """Return the sentence of a policy that a place lies in, to be taken for an element by hand; None where there is no text.

        Args:
            tree: the policy.
            place: the place; its first character counts.
        """
        here = [one for one in outline_of(tree).passages if one.place.paragraph == place.paragraph]
        found = next((one for one in here if one.place.start <= place.start < one.place.end), here[0] if here else None)
        return _candidate(found, BY_HAND) if found is not None else None

    def _score(self, read: _Read, cues: ElementCues, named: frozenset[Place]) -> float:
        """Return the score of a passage for an element: 1 minus the product of the doubts that its cues leave.

        Args:
            read: the passage.
            cues: the element's.
            named: the places of the headings that name the element.
        """
        passage, plain = read.passage, read.passage.plain
        doubt = cues.doubt(read.found)
        doubt *= 1 - cues.opening * passage.opening
        doubt *= 1 - (cues.addressee if passage.addressee and not _only_governments(plain) else 0.0)
        above = [heading.place in named for heading in passage.headings]
        if any(above):
            doubt *= (1 - OWN_HEADING if above[-1] else 1.0) * (1 - ABOVE if any(above[:-1]) else 1.0)
        counting = [fact for fact in read.facts if fact.kind in cues.facts]
        if counting and doubt < 1:
            doubt *= 1 - FACT
        if any(fact.bound for fact in counting):
            doubt *= 1 - cues.figure
        return (1 - doubt) * cues.factor(read.found)

    def _weakness(self, read: _Read, cues: ElementCues, frames: frozenset[Place]) -> float:
        """Return the factor for what makes a passage a poor proposal for any element; `frames` are the headings of the document's frame."""
        passage, words, found = read.passage, self.cues.passages, read.found
        if passage.addressee:
            return 1.0
        faults = (
            (RHETORIC, not cues.rhetoric and not found.isdisjoint(words.rhetoric)),
            (NARRATIVE, not cues.opening and not found.isdisjoint(words.narrative)),
            (CHORES, not found.isdisjoint(words.chores)),
            (CHORES, LISTED.search(passage.plain) is not None),
            (BARE, not read.facts and (not SENTENCE_MARKS.search(passage.plain) or len(passage.plain) < SHORT)),
            (TOO_LONG, not cues.rhetoric and len(passage.plain) > LONG),
            (FRAME, not cues.framed and (passage.opening > 0 or any(heading.place in frames for heading in passage.headings))),
            (ITEM, cues.whole and passage.item),
            (ITEM, passage.plain.rstrip("；。;").endswith("的")),
        )
        return prod(factor for factor, present in faults if present)

    def _frames(self, outline: Outline) -> frozenset[Place]:
        content = self.cues.elements.get(Element.CONTENT, ElementCues())
        return frozenset(heading.place for heading in outline.headings if any(words in heading.text for words in content.passed_over))


def _read(passage: Passage, cues: CueBook) -> _Read:
    return _Read(passage, tuple(facts(passage.plain)) if len(passage.plain) <= LONGEST_WITH_FACTS else (), cues.found(passage.plain))


def _candidate(passage: Passage, score: float) -> Candidate:
    return Candidate(passage.text, passage.place, score, heading=passage.path)


def _only_governments(addressee: str) -> bool:
    return all(GOVERNMENT.search(name) for name in re.split("[、，,]", addressee.rstrip("：: 。")) if name.strip())


def _central(passages: Sequence[_Read]) -> list[tuple[_Read, float]]:
    """Return the sentences that say most of what the whole text says: by the cosine of their bigrams with those of the text."""
    spoken = [one for one in passages if not one.passage.addressee]
    each = [bigrams(one.passage.plain) for one in spoken]
    whole: Counter[str] = Counter()
    for one in each:
        whole.update(one.counts)
    ranked = sorted(zip(spoken, each, strict=True), key=lambda pair: -_cosine(pair[1], whole))
    return [(one, LEAST) for one, _ in ranked[:FEWEST_MEASURES]]


def _cosine(one: Bigrams, whole: Counter[str]) -> float:
    length = sum(count * count for count in one.counts.values()) ** 0.5
    return sum(count * whole[pair] for pair, count in one.counts.items()) / length if length else 0.0


def _surest(pair: tuple[_Read, float]) -> tuple[float, int, int]:
    place = pair[0].passage.place
    return -round(pair[1], 6), place.paragraph, place.start


def _in_turn(listed: Sequence[tuple[_Read, float]], same_part: float) -> list[tuple[Passage, float]]:
    """Return passages in an order in which the parts of a policy take turns: what was taken makes its neighbours wait, and their scores less."""
    taken: Counter[object] = Counter()
    left = [(one.passage, score) for one, score in listed]
    found: list[tuple[Passage, float]] = []
    while left and len(found) < MOST_CANDIDATES:
        worths = [score * AGAIN ** taken[_nearest(passage)] * same_part ** taken[_part(passage)] for passage, score in left]
        best = max(range(len(left)), key=lambda place: worths[place])
        passage, _ = left.pop(best)
        found.append((passage, worths[best]))
        taken.update((_nearest(passage), _part(passage)))
    return found


def _nearest(passage: Passage) -> object:
    return ("under", passage.headings[-1].place) if passage.headings and passage.headings[-1].level else ("in", passage.place.paragraph)


def _part(passage: Passage) -> object:
    return ("part", passage.headings[0].place if passage.headings else passage.place.paragraph)


def _once(candidates: Sequence[Candidate] | Iterator[Candidate]) -> Iterator[Candidate]:
    """Yield the first candidates, without repeated texts: of those the one with the highest score."""
    seen: set[str] = set()
    for candidate in candidates:
        words = candidate.term or candidate.text.rstrip("。；;")
        if words not in seen:
            seen.add(words)
            yield candidate
        if len(seen) >= MOST_CANDIDATES:
            return
