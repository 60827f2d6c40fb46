"""Finds facts of the policy that were replaced in a sentence that otherwise repeats it word for word."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rapidfuzz.distance import Indel

from ..text.facts import Fact, FactKind, facts
from ..text.numerals import number
from ..text.words import words

WORD = re.compile(r"\w")
NEARLY = 0.75
"""Likeness (0 to 1) from which on one sentence counts as the other with something changed."""

LONGER = 10
"""Characters by which the replacement may be longer than the fact."""


def replaced(sentence: str, source: str) -> Iterator[tuple[int, int, Fact]]:
    """Yield the ranges of a sentence that replace a fact of its source by another value, each with that fact.

    Args:
        sentence: the interpretation's.
        source: the policy's.
    """
    if Indel.normalized_similarity(sentence, source) < NEARLY:
        return
    for start, end, begun, ended in _exchanged(words(sentence), words(source)):
        for fact in facts(source):
            if fact.end <= begun or fact.start >= ended or (fact.kind is FactKind.REFERENCE and fact.start == 0):  # the article's own number
                continue
            low, high = _widened(start, end, fact, begun, ended)
            said = sentence[low:high]
            if (
                not WORD.search(said)
                or (low == 0 and fact.kind is FactKind.NAME and not _names_one(said, fact))
                or len(said) > len(fact.text) + LONGER
                or _holds(said, fact)
            ):
                continue
            yield low, high, fact


def _exchanged(mine: list[str], theirs: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the runs of words that replace others, as ranges of characters in both texts."""
    at, by = _starts(mine), _starts(theirs)
    run: list[int] = []
    for step in (*Indel.opcodes(mine, theirs), None):
        if step is not None and step.tag != "equal":
            run = [run[0] if run else step.src_start, step.src_end, run[2] if run else step.dest_start, step.dest_end]
            continue
        if run and run[1] > run[0] and run[3] > run[2]:
            yield at[run[0]], at[run[1]], by[run[2]], by[run[3]]
        run = []


def _starts(pieces: list[str]) -> list[int]:
    found = [0]
    for piece in pieces:
        found.append(found[-1] + len(piece))
    return found


def _widened(start: int, end: int, fact: Fact, begun: int, ended: int) -> tuple[int, int]:
    """Return the range that replaces the whole fact, where only a part of it was exchanged."""
    return max(0, start - max(0, begun - fact.start)), end + max(0, fact.end - ended)


def _names_one(said: str, fact: Fact) -> bool:
    """Return whether a range names an office in place of another: where a sentence only leaves its subject out, what remains there is no name."""
    return said.strip("，。；：、 ").endswith(fact.text[-1]) or any(other.kind is FactKind.NAME for other in facts(said))


def _holds(said: str, fact: Fact) -> bool:
    """Return whether a range states the same fact all the same, in another form."""
    bare = said.strip("，。；：、 ")
    if fact.kind is FactKind.AMOUNT and bare and number(bare) == fact.value[0]:
        return True  # 两千五 for 二千五百元
    if fact.kind is FactKind.NAME:
        return fact.text in said or all(character in iter(fact.text) for character in said.strip())
    return any(other.kind is fact.kind and other.value == fact.value for other in facts(said))
