"""Words that an interpretation should explain: those that the policy itself defines, then those that it puts between quotation marks and says
more of. Where it does neither, there is nothing to explain."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.document.candidate import Candidate
from .cues import TermCues
from .outline import Passage

DEFINED, SAID, SHORT, QUOTED, TREATED = 0.95, 0.8, 0.7, 0.45, 0.4
HAN = "\u3400-\u9fff"
LONGEST_TERM = 30
LONGEST_QUOTED = 12
LEAST_SAID = 14
"""Characters that a passage must have besides a short name or a quoted word to say anything of it."""

LONGEST_EXPLAINING = 160
NUMBERED = re.compile("^[十一二三四五六七八九\\d]+$")
CHAPTER = re.compile("^第[^节]{1,7}[编分章]")
PARTS = re.compile("[、，和与及的]")
SHORTEST_TREATED, FEWEST_TIMES = 4, 4
EXPLAINED = re.compile("^[，,]?(?:就是|即|以|实现|是|，)")
QUOTE = re.compile(f"“([^“”\n]{{2,{LONGEST_QUOTED}}})”")


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
        self._cues = cues

    def candidates(self, passages: Sequence[Passage]) -> list[Candidate]:
        """Return each term once, with the passage that explains it, highest score first."""
        found: dict[str, Candidate] = {}
        for candidate in sorted(
            (*self._defined(passages), *self._quoted(passages), *self._treated(passages)), key=lambda c: (-c.score, c.place.paragraph, c.place.start)
        ):
            found.setdefault(candidate.term, candidate)
        return list(found.values())

    def _defined(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        for passage in passages:
            taken = False
            for pattern, score in ((self._called, DEFINED), (self._said, SAID)):
                for match in pattern.finditer(passage.plain) if not taken else ():
                    taken = True
                    yield _candidate(passage, score, _bare(match[1]))
            for match in self._short.finditer(passage.plain):
                if self._says_more(passage, match):
                    yield _candidate(passage, SHORT, _bare(match[1]))

    def _says_more(self, passage: Passage, match: re.Match[str]) -> bool:
        """Return whether a short name stands behind words that explain it, and is not only the short name of a body or a document."""
        name, before = _bare(match[1]), passage.plain[: match.start()]
        if name.endswith(self._cues.plain_short) or before.rstrip("（(").endswith(("》", "”", *self._cues.plain_short)) or "《" in match[0]:
            return False
        return match.start() >= LEAST_SAID

    def _quoted(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        """Yield the words between quotation marks, each with the passage that says most of it beside them."""
        best: dict[str, tuple[int, Passage]] = {}
        for passage in passages:
            for match in QUOTE.finditer(passage.plain):
                word = match[1]
                if word in self._cues.quoted or NUMBERED.match(word) or len(passage.plain) > LONGEST_EXPLAINING or not passage.headings:
                    continue
                start, end = _clause(passage.plain, match.start(), match.end())
                says = end - start - len(match[0])
                explains = 100 * bool(EXPLAINED.match(passage.plain[match.end() :]))
                if says >= LEAST_SAID or explains:
                    best[word] = max(best.get(word, (0, passage)), (says + explains, passage), key=lambda pair: pair[0])
        for word, (says, passage) in best.items():
            yield _candidate(passage, QUOTED + (0.1 if says >= 100 else 0.0), word)

    def _treated(self, passages: Sequence[Passage]) -> Iterator[Candidate]:
        """Yield what the chapters of a law are about by their names, each with the first passage that says something of it."""
        names = {
            word: heading
            for passage in passages
            for heading in passage.headings[:1]
            if CHAPTER.match(heading.written)
            for word in PARTS.split(heading.text)
            if SHORTEST_TREATED <= len(word) <= LONGEST_QUOTED and not any(part in word for part in self._cues.bare)
        }
        for word, heading in names.items():
            about = [passage for passage in passages if word in passage.plain and passage.headings[:1] == (heading,)]
            if len(about) >= FEWEST_TIMES:
                yield _candidate(about[0], TREATED, word)


def _candidate(passage: Passage, score: float, term: str) -> Candidate:
    return Candidate(passage.text, passage.place, score, term, passage.path)


def _clause(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the clause around a passage: from the mark before it to the one after it."""
    before = max(text.rfind(mark, 0, start) for mark in "，。；：") + 1
    behind = [place for mark in "，。；" if (place := text.find(mark, end)) >= 0]
    return before, min(behind, default=len(text))


def _bare(word: str) -> str:
    return word.strip("“”‘’《》的 \u3000")
