"""A first draft of 一图读懂 from the candidates of a policy; the officer edits it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model.document.candidate import Candidate, Element
from ...model.document.poster import Poster
from ..reviewing.proof import HALF, HALF_BRACKETS, HALF_MARKS
from ..text.facts import Fact, FactKind, facts
from ..text.scripts import simplified
from .drafting import Accepted, passage_text

AIMS, FIGURES, MEASURES, SCOPE, DATES = 2, 6, 7, 2, 5
NEAR = 0.1
"""Difference in score from the best candidate, up to which one counts as a main measure."""

GIST = 64
"""Characters of a text on the picture; of a longer sentence as many of its first clauses are taken as fit."""

FOUNDED = re.compile("[，,](?=根据|依据|依照|根據|依據|结合|結合|制定)")
CAPTION = 34
DANGLING = ("时", "外", "的", "后", "前")
"""Endings of a clause that means nothing without the next one."""

CLAUSE = re.compile(r"[^，。；：！？,;:!?]+")
FIGURE_KINDS = (FactKind.AMOUNT, FactKind.PERCENT, FactKind.PERIOD, FactKind.COUNT)
FIGURE_ELEMENTS = (Element.CRITERIA, Element.BENEFITS, Element.GOALS)
SOURCE = "{unit}根据政策文稿编制，以正式印发的文件为准"
CALENDAR = frozenset({"月份", "年份"})
FEWEST = 2
"""Least value of a figure on the picture: smaller ones, such as 一项 or 一次, are rarely what a reader looks for."""


def poster_from(title: str, unit: str, candidates: Accepted) -> Poster:
    """Draft a poster.

    Args:
        title: the policy's.
        unit: the department that interprets it.
        candidates: the passages to draw on, for each element the best first.
    """
    content = candidates.get(Element.CONTENT, ())
    measures = [one for one in content if one.score >= content[0].score - NEAR]
    sentences = [_tidy(one.text) for element in FIGURE_ELEMENTS for one in candidates.get(element, ())]
    everywhere = [_tidy(one.text) for element in Element for one in candidates.get(element, ())]
    figures, dates = tuple(_figures(sentences))[:FIGURES], tuple(_dates(everywhere))[:DATES]
    return Poster(
        _tidy(title), _gists(_aims(candidates.get(Element.GOALS, ())), AIMS), figures, _gists(measures, MEASURES),
        _gists(candidates.get(Element.SCOPE, ()), SCOPE), dates, SOURCE.format(unit=unit),
    )  # fmt: skip


def _aims(candidates: Sequence[Candidate]) -> Sequence[Candidate]:
    """Return passages of aims without the clauses on their legal basis: 为了……，根据……，制定本办法."""
    return [replace(one, text=FOUNDED.split(one.text, maxsplit=1)[0]) for one in candidates]


def _gists(candidates: Sequence[Candidate], most: int) -> tuple[str, ...]:
    return tuple(gist(_tidy(passage_text(one))) for one in candidates[:most])


def _tidy(text: str) -> str:
    """Return a text as offices write it: simplified characters, full-width marks between them (GB/T 15834-2011)."""
    text = HALF.sub(lambda match: HALF_MARKS[match[0]], simplified(text))
    return HALF_BRACKETS.sub(r"（\1）", text)


def gist(text: str, longest: int = GIST) -> str:
    """Return a sentence's first clauses, as many as fit a length; never less than one."""
    end = 0
    for clause in CLAUSE.finditer(text):
        if end and clause.end() > longest and not text[:end].endswith(DANGLING):
            break
        end = clause.end()
    return text[:end].strip() if end else text.strip()


def _figures(sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the figures that a policy sets, each with its clause, each clause once."""
    seen: set[str] = set()
    for kind in (None, *FIGURE_KINDS):
        for sentence in sentences:
            for fact in facts(sentence):
                caption = _clause(sentence, fact)
                wanted = fact.kind is kind or (kind is None and fact.kind in FIGURE_KINDS[:3])
                if wanted and caption not in seen and _tells(fact):
                    seen.add(caption)
                    yield fact.text, caption
                    break


def _tells(fact: Fact) -> bool:
    value = fact.value[0]
    return not (len(fact.value) > 1 and fact.value[1] in CALENDAR) and (fact.kind is not FactKind.COUNT or bool(value and value >= FEWEST))  # type: ignore[operator]


def _dates(sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for sentence in sentences:
        for fact in facts(sentence):
            if fact.kind is FactKind.DATE and fact.value[0] is not None:
                value = tuple(part if isinstance(part, int) else 99 for part in fact.value)
                found.setdefault(fact.text, (value, _clause(sentence, fact)))
    for text, (_, caption) in sorted(found.items(), key=lambda entry: entry[1][0]):
        yield text, caption


def _clause(sentence: str, fact: Fact) -> str:
    """Return the clause that holds a fact, with the next one where it means nothing by itself: 到2020年，……"""
    clauses = list(CLAUSE.finditer(sentence))
    for place, clause in enumerate(clauses):
        if clause.start() <= fact.start < clause.end():
            end = clause.end()
            bare = len(clause[0].strip()) - len(fact.text)
            if bare < CAPTION // 6 and place + 1 < len(clauses) and clauses[place + 1].end() - clause.start() <= 2 * CAPTION:
                end = clauses[place + 1].end()
            return sentence[clause.start() : end].strip()
    return sentence.strip()
