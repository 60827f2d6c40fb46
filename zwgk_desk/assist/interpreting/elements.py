"""Candidates for the nine elements of an interpretation (三(二)): passages of the policy, by structure and by cues, the surest first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from ...model.document.candidate import Candidate, Candidates, Element
from ...model.document.tree import DocumentTree
from ..text.alignment import Bigrams, bigrams
from ..text.facts import facts
from .cues import FACT, CueBook, ElementCues
from .glossary import Glossary
from .outline import Outline, Passage, outline_of

MOST_CANDIDATES = 12
"""Candidates of an element that are proposed at most."""

LEAST = 0.3
"""Score (0 to 1) below which a passage is not proposed."""

OWN_HEADING, ABOVE = 0.7, 0.4
"""Weights of a heading that names the element: the one right above a passage, and one farther up."""

MAIN, BELOW, FRAME = 0.9, 0.55, 0.3
"""Weights as 主要内容 of a main heading, of one below it, and of one that is only the document's frame."""

CENTRAL = 0.5
FEWEST_HEADINGS = 2
LONGEST_WITH_FACTS = 2_000


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
        found: dict[Element, tuple[Candidate, ...]] = {}
        for element in Element:
            cues = self.cues.elements.get(element, ElementCues())
            listed = list(self._of(element, cues, outline))
            listed.sort(key=lambda c: (-round(c.score, 6), c.place.paragraph, c.place.start))
            found[element] = tuple(_once(listed))
        return found

    def _of(self, element: Element, cues: ElementCues, outline: Outline) -> Iterator[Candidate]:
        if element is Element.TERMS:
            yield from self.glossary.candidates(outline.passages)
            return
        main = list(_main_headings(cues, outline)) if element is Element.CONTENT else []
        yield from main
        central = _central(outline) if element is Element.CONTENT and len(main) < FEWEST_HEADINGS else None
        for place, passage in enumerate(outline.passages):
            score = _score(passage, cues)
            if central is not None:
                score = (1 - (1 - score) * (1 - CENTRAL * central[place])) * cues.factor(passage.plain)
            elif main:
                score *= FRAME
            if score >= LEAST:
                yield Candidate(passage.text, passage.place, score)


def _score(passage: Passage, cues: ElementCues) -> float:
    """Return the score of a passage for an element: 1 minus the product of the doubts that its cues leave."""
    doubt = cues.doubt(passage.plain)
    doubt *= 1 - cues.opening * passage.opening
    doubt *= 1 - (cues.addressee if passage.addressee else 0.0)
    above = [cues.in_heading(heading.text) for heading in passage.headings]
    if any(above):
        doubt *= (1 - OWN_HEADING if above[-1] else 1.0) * (1 - ABOVE if any(above[:-1]) else 1.0)
    if cues.facts and doubt < 1 and len(passage.plain) <= LONGEST_WITH_FACTS and any(fact.kind in cues.facts for fact in facts(passage.plain)):
        doubt *= 1 - FACT
    return (1 - doubt) * cues.factor(passage.plain)


def _main_headings(cues: ElementCues, outline: Outline) -> Iterator[Candidate]:
    top = min((heading.level for heading in outline.headings), default=0)
    for heading in outline.headings:
        if heading.level > top + 1:
            continue
        frame = any(words in heading.text for words in cues.passed_over)
        score = FRAME if frame else MAIN if heading.level == top else BELOW
        yield Candidate(heading.written, heading.place, score)


def _central(outline: Outline) -> list[float]:
    """Return how central each passage is to the whole document, 0 to 1: the cosine of its bigrams with those of the document."""
    each = [bigrams(passage.plain) for passage in outline.passages]
    whole: Counter[str] = Counter()
    for one in each:
        whole.update(one.counts)
    found = [_cosine(one, whole) for one in each]
    most = max(found, default=0.0)
    return [value / most if most else 0.0 for value in found]


def _cosine(one: Bigrams, whole: Counter[str]) -> float:
    length = sum(count * count for count in one.counts.values()) ** 0.5
    return sum(count * whole[pair] for pair, count in one.counts.items()) / length if length else 0.0


def _once(candidates: list[Candidate]) -> Iterator[Candidate]:
    """Yield the first candidates, without repeated texts: of those the one with the highest score."""
    seen: set[str] = set()
    for candidate in candidates:
        words = candidate.term or candidate.text
        if words not in seen:
            seen.add(words)
            yield candidate
        if len(seen) >= MOST_CANDIDATES:
            return
