"""Holds a fact against the statement of the policy that it retells in other words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from ..text.bodies import holds, same_body
from ..text.fact_kinds import Fact, FactKind
from ..text.fact_names import short_for
from ..text.fact_values import VAGUE
from ..text.sentences import Sentence
from ..text.statements import Statement, Statements, clause_at, without

CERTAIN, LIKELY = 0.2, 0.06
"""By so much of the best fit must another value fit better than the stated one to be called an error, or to be asked about."""

WORD_CERTAIN, WORD_LIKELY = (0.4, 0.4), (0.2, 0.3)
"""The same for words that exclude one another, each with the share of the words' weight that the clause must have at least."""

FITS, COVERED = 0.7, 0.2
"""What the policy does not have at all is an error where another value stands in a clause that fits nearly as well as the best, and that has so much
of the weight of the words."""


BODY_CERTAIN, BODY_LIKELY = (0.4, 0.2), (0.2, 0.2)
"""The same for bodies."""

BODY_FITS, IN_SENTENCE = 0.8, 0.7
"""How well, beside the best, the clauses about a body must fit to say anything; and what share of how well its whole sentence fits counts for a body
that is named in it."""

NAYS = ("无需", "不得", "尚未")
"""Words that deny, by the first of those of their meaning."""

DENIES = re.compile("[不无未非免勿莫]|禁|严禁|取消|停止|废止|暂停|杜绝|避免|防止|限于")
DENIED_SHARE = 0.35
"""Share of the weight of what is denied that the clause must have."""

DENIED_LIKELY, DENIED_CERTAIN = 0.25, 0.4
"""Share of the words' weight that a clause must have which says what the sentence denies: to ask about it, and to call it an error."""


class Verdict(Enum):
    """What came of holding a fact against the policy."""

    RIGHT = auto()
    LIKELY_WRONG = auto()
    WRONG = auto()
    WRONG_WAY = auto()
    UNKNOWN = auto()


@dataclass(frozen=True)
class Judged:
    """A verdict, with the statement of the policy that it rests on."""

    verdict: Verdict
    statement: Statement | None = None


class Retold:
    """One sentence in other words, whose facts are held against the policy's statements."""

    def __init__(self, sentence: Sentence, before: str, policy: Statements) -> None:
        """Hold a sentence against a policy.

        Args:
            sentence: the sentence.
            before: what stands before it in its paragraph.
            policy: the policy's statements.
        """
        self._sentence, self._before, self._policy = sentence, before, policy

    def judge(self, fact: Fact) -> Judged:
        """Return what the policy says of a fact of the sentence."""
        fit, weight = self._fit(fact)
        near = self._policy.around(self._sentence.text, fact.start, fact.end)
        own: tuple[float, Statement] | None = None
        other: tuple[float, Statement] | None = None
        most = max(fit, default=0.0)
        for each in self._policy.of_kind(fact.kind):
            if not comparable(fact, each.fact):
                continue
            worth = fit[each.clause] + self._policy.nearness(near, each.around)
            if same(fact, each.fact):
                worth = max(worth, most) if each.alone else worth
                own = max(own or (worth, each), (worth, each), key=lambda pair: pair[0])
            elif not each.alone:
                other = max(other or (worth, each), (worth, each), key=lambda pair: pair[0])
        denied = self._denied(fact, fit, own[0] if own else 0.0, weight)
        if denied is not None:
            return denied
        if own is None:
            return self._unstated(fact, other, most, weight)
        if other is not None and most > 0:
            verdict = _verdict(fact.kind is FactKind.TERM, (other[0] - own[0]) / most, other[0] / max(weight, 1e-9))
            if verdict is not Verdict.RIGHT:
                return Judged(verdict, other[1])
        if fact.bound and own[1].fact.bound and fact.bound != own[1].fact.bound:
            return Judged(Verdict.WRONG_WAY, own[1])
        return Judged(Verdict.RIGHT, own[1])

    def _fit(self, fact: Fact) -> tuple[list[float], float]:
        """Return how well each clause of the policy fits what is said of a fact, and the weight of all words of it."""
        text = self._sentence.text
        start, end = clause_at(text, fact.start, fact.end)
        clause = without(text[start:end], fact.start - start, fact.end - start)
        fit = self._policy.fit(clause, without(text, fact.start, fact.end), self._before)
        return fit, min(self._weight, 2 * self._policy.most(clause))  # a long sentence may say other things besides

    def judge_body(self, fact: Fact) -> Judged:
        """Return what the policy says of a body that the sentence names: whether the statement that it retells names another."""
        fit, weight = self._fit(fact)
        most = max(fit, default=0.0)
        own, best, other = 0.0, 0.0, None
        for each, clauses in self._policy.doers:
            worth = max(fit[place] for place in clauses)
            if same_body(fact, each.fact) or holds(fact, each.fact):
                own = max(own, worth, IN_SENTENCE * max(fit[place] for place in self._policy.clauses_of(each)))
            elif not each.alone and worth > best:
                best, other = worth, each
        if other is None or best < BODY_FITS * most:
            return Judged(Verdict.RIGHT)
        margin, covered = (best - own) / most, best / max(weight, 1e-9)
        if margin > BODY_CERTAIN[0] and covered > BODY_CERTAIN[1]:
            return Judged(Verdict.WRONG, other)
        likely = margin > BODY_LIKELY[0] and covered > BODY_LIKELY[1]
        return Judged(Verdict.LIKELY_WRONG if likely else Verdict.RIGHT, other)

    def _denied(self, fact: Fact, fit: list[float], own: float, weight: float) -> Judged | None:
        """Return that the sentence denies what the policy says, where the clause that it retells denies nothing; None where that cannot be said."""
        if fact.kind is not FactKind.TERM or fact.value[0] not in NAYS or not fit:
            return None
        best = max(range(len(fit)), key=fit.__getitem__)
        covered = fit[best] / max(weight, 1e-9)
        if covered < DENIED_LIKELY or own >= FITS * fit[best] or DENIES.search(self._policy.clause_text(best)):
            return None
        start, end = clause_at(self._sentence.text, fact.start, fact.end)
        if self._policy.shared(self._sentence.text[start : fact.start] + self._sentence.text[fact.end : end], best) < DENIED_SHARE:
            return None  # what is denied is something else, of which the policy does not speak: 直接拨付，不用垫付
        return Judged(Verdict.WRONG if covered >= DENIED_CERTAIN else Verdict.LIKELY_WRONG, self._policy.whole_clause(best))

    def _unstated(self, fact: Fact, other: tuple[float, Statement] | None, most: float, weight: float) -> Judged:
        least = WORD_CERTAIN[1] if fact.kind is FactKind.TERM else COVERED
        if other is not None and other[0] >= FITS * most and other[0] >= least * weight:
            return Judged(Verdict.WRONG, other[1])
        vague = fact.kind is FactKind.REFERENCE or (fact.kind is FactKind.COUNT and fact.value[1] in VAGUE)
        if vague and (other is None or other[0] < FITS * most):
            return Judged(Verdict.RIGHT)
        return Judged(Verdict.UNKNOWN)

    @cached_property
    def _weight(self) -> float:
        return self._policy.most(self._sentence.text)


def _verdict(word: bool, margin: float, covered: float) -> Verdict:
    """Return what a margin says.

    Args:
        word: whether the fact is a word that excludes others, as there are many of in every text: it takes more to call one wrong.
        margin: by how much of the best fit another value fits better.
        covered: the share of the words' weight that its clause has.
    """
    certain, likely = (WORD_CERTAIN, WORD_LIKELY) if word else ((CERTAIN, 0.0), (LIKELY, 0.0))
    if margin > certain[0] and covered > certain[1]:
        return Verdict.WRONG
    return Verdict.LIKELY_WRONG if margin > likely[0] and covered > likely[1] else Verdict.RIGHT


def same(one: Fact, other: Fact) -> bool:
    """Return whether two facts are the same: dates as far as both are given, names in short or in full."""
    if one.kind is not other.kind:
        return False
    if one.kind is FactKind.DATE:
        return same_date(one.value, other.value)
    if one.kind is FactKind.NAME:
        return short_for(one.text, other.text) or short_for(other.text, one.text)
    if one.kind is FactKind.DOCUMENT:
        mine, theirs = str(one.value[0]), str(other.value[0])
        return one.value[1:] == other.value[1:] and (mine.endswith(theirs) or theirs.endswith(mine))
    return one.value == other.value


def same_date(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Return whether two dates agree as far as both are given: 5月31日 and 2017年5月31日."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a is not None and b is not None]
    return bool(pairs) and all(a == b for a, b in pairs)


def as_exact(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Return whether a date gives month and day wherever another does."""
    return all(theirs is None or mine is not None for mine, theirs in zip(one[1:], other[1:], strict=True))


def comparable(one: Fact, other: Fact) -> bool:
    """Return whether two facts of a kind could be said of the same thing: counts of one unit, articles and articles."""
    if one.kind is FactKind.DATE:
        return as_exact(other.value, one.value)
    if one.kind in (FactKind.COUNT, FactKind.REFERENCE, FactKind.TERM):
        return one.value[1] == other.value[1]
    if one.kind is FactKind.QUOTE:
        return one.text[0] == other.text[0]
    if one.kind is FactKind.NAME:
        return one.text[-1] == other.text[-1]
    return True


def other_unit(one: Fact, other: Fact) -> bool:
    """Return whether two facts have different units."""
    return len(one.value) > 1 and len(other.value) > 1 and one.value[-1] != other.value[-1]
