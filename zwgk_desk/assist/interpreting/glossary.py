"""Words that an interpretation should explain: those that the policy itself defines, then those that stand out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ...late import late
from ...model.document.candidate import Candidate
from ...model.document.remark import Place
from .cues import TermCues
from .outline import Passage

if TYPE_CHECKING:
    import rjieba
else:
    rjieba = late("rjieba")  # imported late: its dictionary takes a tenth of a second to load, and most tasks segment no words

DEFINED, SHORT, SAID, STANDS_OUT = 0.95, 0.85, 0.75, 0.5
HAN = "\u3400-\u9fff"
LONGEST_TERM = 30
FEWEST_TIMES = 4
NOUNS = frozenset({"n", "nz", "nt", "vn", "an", "j", "l", "i", "b"})
INSIDE = NOUNS | {"v", "a", "ad", "d", "m"}
LEAST_OF_MOST = 0.2
MOST_WORDS, FEWEST_CHARACTERS, MOST_CHARACTERS = 4, 4, 10
MOST_TEXT = 200_000
"""Characters of a text in which frequent words are looked for; in a longer text they are frequent in its beginning, too."""


class Glossary:
    """Finds the words of a policy that its interpretation should explain."""

    def __init__(self, cues: TermCues) -> None:
        """Find terms by these cues."""
        called = "|".join(map(re.escape, cues.called)) or "(?!)"
        means = "|".join(map(re.escape, cues.means)) or "(?!)"
        short = "|".join(map(re.escape, cues.short)) or "(?!)"
        word = rf"[^，。；：、！？\n]{{1,{LONGEST_TERM}}}?"
        self._called = re.compile(rf"(?:{called})({word})，?(?:{means})")
        self._said = re.compile(rf"(?:^|[，。；：“])([{HAN}“”]{{2,{LONGEST_TERM}}}?)，?(?:是指|系指|指的是)")
        self._short = re.compile(rf"(?:{short})[为：]?[“”‘《]?([^（），。；“”’《》\n]{{2,{LONGEST_TERM}}})[”’》]?")
        self._bare, self._common = cues.bare, cues.common

    def candidates(self, passages: Sequence[Passage]) -> list[Candidate]:
        """Return each term once, with the passage that explains it, highest score first."""
        found: dict[str, Candidate] = {}
        for candidate in sorted(
            (*self._defined(passages), *self._standing_out(passages)), key=lambda c: (-c.score, c.place.paragraph, c.place.start)
        ):
            found.setdefault(candidate.term, candidate)
        return list(found.values())

    def _defined(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        for passage in passages:
            taken = False
            for pattern, score in ((self._called, DEFINED), (self._said, SAID)):
                for match in pattern.finditer(passage.plain) if not taken else ():
                    taken = True
                    yield Candidate(passage.text, passage.place, score, _bare(match[1]))
            for match in self._short.finditer(passage.plain):
                start, end = _clause(passage.plain, match.start(), match.end())
                yield _cut(passage, start, end, SHORT, _bare(match[1]))

    def _standing_out(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        """Yield compounds of several words that are frequent, without those that are only part of a longer one (after the C-value;
        Frantzi and Ananiadou 1996)."""
        first: dict[str, tuple[Passage, int]] = {}
        times: Counter[str] = Counter()
        read = 0
        for passage in passages:
            read += len(passage.plain)
            if read > MOST_TEXT:
                break
            for word, start in _compounds(passage.plain, self._bare):
                times[word] += 1
                first.setdefault(word, (passage, start))
        often = {word: count for word, count in times.items() if count >= FEWEST_TIMES and word not in self._common}
        weights = _c_values(often)
        most = max(weights.values(), default=0.0)
        for word, weight in weights.items():
            if weight >= LEAST_OF_MOST * most:
                passage, start = first[word]
                yield replace(_cut(passage, *_clause(passage.plain, start, start + len(word)), 0.0, word), score=STANDS_OUT * weight / most)


def _compounds(text: str, bare: frozenset[str]) -> Iterator[tuple[str, int]]:
    """Yield the words and runs of words of a text that could name something, with the place where each begins."""
    tagged: list[tuple[str, str, int]] = []
    place = 0
    for word, tag in rjieba.tag(text):
        tagged.append((word, tag, place))
        place += len(word)
    for begin, (opening, tag, start) in enumerate(tagged):
        if tag not in INSIDE or tag in ("d", "m") or opening in bare:
            continue
        whole = ""
        for word, last, _ in tagged[begin : begin + MOST_WORDS]:
            if last not in INSIDE or len(whole) + len(word) > MOST_CHARACTERS:
                break
            whole += word
            if len(whole) >= FEWEST_CHARACTERS and word not in bare and (last in NOUNS or last == "ad") and re.fullmatch(rf"[{HAN}]+", whole):
                yield whole, start


def _c_values(often: dict[str, int]) -> dict[str, float]:
    within: dict[str, int] = defaultdict(int)
    for longer, count in often.items():
        for shorter in {longer[a:b] for a in range(len(longer)) for b in range(a + FEWEST_CHARACTERS, len(longer) + 1)} - {longer}:
            if shorter in often:
                within[shorter] = max(within[shorter], count)
    return {word: (len(word) - 1) * float(count - within[word]) for word, count in often.items()}


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a passage: from the mark before it to the one after it."""
    before = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    behind = [place for mark in "，。；" if (place := text.find(mark, end)) >= 0]
    return before, min(behind, default=len(text))


def _cut(passage: Passage, start: int, end: int, score: float, term: str) -> Candidate:
    place = passage.place
    return Candidate(passage.text[start:end], Place(place.paragraph, place.start + start, place.start + end), score, term)


def _bare(word: str) -> str:
    return word.strip("“”‘’《》的 \u3000")
