"""Checks whether the facts that an interpretation states are those of the policy, in whatever form they are written.

A sentence's facts are first set against those of the policy's sentence that says the same: what that one states otherwise is an error, with both
places. What no sentence of the policy states is a question, since the policy need not say everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import itemgetter

from ...model.document.remark import Gravity, Place, Remark
from ..text.alignment import SKIPPED, alike, bigrams, overlap
from ..text.facts import Fact, FactKind
from ..text.sentences import Sentence, Sources, clause_words, sentences_of
from .verbatim import replaced

SAME_SENTENCE = 0.55
"""Share of a sentence's words (0 to 1) that one of the policy must have for their facts to be compared."""

GENERAL = ("部门", "机关", "中心", "公司", "协会")
"""Endings of names that are often no names; that the policy lacks one is therefore no remark."""

SAME_CLAUSE = 0.7
"""Share of a clause's words (0 to 1) that another must have for both to be about the same thing."""

SHORTEST_CLAUSE = 4
MEASURES = frozenset({FactKind.AMOUNT, FactKind.PERCENT, FactKind.PERIOD, FactKind.RATIO})
SAME_NAME = 0.7
NEAR_QUOTE = 0.5
RULES = {FactKind.DATE: "date-mismatch", FactKind.NAME: "name-mismatch", FactKind.QUOTE: "quote-mismatch"}
NUMBER_RULE = "number-mismatch"


def inconsistencies(material: Sequence[str], policy: Sources) -> Iterator[Remark]:
    """Yield remarks on facts that contradict the policy (errors), and on those that the policy does not state (questions).

    Args:
        material: the interpretation's paragraphs that are not blank.
        policy: the policy's sentences.
    """
    for sentence in sentences_of(material):
        yield from _Held(sentence, policy).remarks()


class _Held:
    """One sentence of the interpretation, compared with the policy."""

    def __init__(self, sentence: Sentence, policy: Sources) -> None:
        self._sentence, self._policy = sentence, policy
        self._source, self._near = policy.nearest(sentence)
        self._theirs = list(self._source.facts) if self._source is not None else []
        self._mine = {(fact.kind, fact.value) for fact in sentence.facts}

    def remarks(self) -> Iterator[Remark]:
        """Yield what there is to say of this sentence, each passage once."""
        told: list[tuple[int, int]] = []
        if self._source is not None:
            for start, end, other in replaced(self._sentence.text, self._source.text):
                if not any(low < end and start < high for low, high in told):
                    told.append((start, end))
                    start, end = self._narrowed(start, end, other.kind)
                    yield self._error(Fact(other.kind, (), self._sentence.text[start:end], start, end), other)
        for fact in self._sentence.facts:
            if any(low < fact.end and fact.start < high for low, high in told):
                continue
            found = self._quote(fact) if fact.kind is FactKind.QUOTE else self._plain(fact)
            if found is not None:
                yield found

    def _narrowed(self, start: int, end: int, kind: FactKind) -> tuple[int, int]:
        """Return the one fact of its kind in a stretch that replaces a fact of the policy, where there is exactly one."""
        inside = [fact for fact in self._sentence.facts if fact.kind is kind and fact.start < end and start < fact.end]
        return (inside[0].start, inside[0].end) if len(inside) == 1 else (start, end)

    def _plain(self, fact: Fact) -> Remark | None:
        if any(_same(fact, other) for other in self._theirs):
            return None
        near = SAME_NAME if fact.kind is FactKind.NAME else SAME_SENTENCE
        other = self._other(fact) if self._near >= near else None
        if other is not None:
            return self._error(fact, other)
        if self._stated(fact):
            return None
        if fact.kind is FactKind.NAME and fact.text.endswith(GENERAL):
            return None
        elsewhere = self._misprinted(fact) or self._said_of_the_same(fact)
        return self._error(fact, *elsewhere) if elsewhere is not None else self._question(fact)

    def _said_of_the_same(self, fact: Fact) -> tuple[Fact, Sentence] | None:
        """Return the policy's fact in the one clause that shares most words with this fact's clause: 每台补贴30万元, 每台电梯补贴二十万元."""
        mine = clause_words(self._sentence.text, fact)
        if fact.kind not in MEASURES or mine.size < SHORTEST_CLAUSE:
            return None
        found = [(overlap(mine, words), other, sentence) for words, other, sentence in self._policy.clauses_of(fact.kind) if _comparable(fact, other)]
        best = max(found, key=itemgetter(0), default=None)
        if best is None or best[0] < SAME_CLAUSE * mine.size or any(n == best[0] and other.value != best[1].value for n, other, _ in found):
            return None
        return best[1], best[2]

    def _misprinted(self, fact: Fact) -> tuple[Fact, Sentence] | None:
        """Return a document number in the policy, of the same issuer, that differs from this one in one of its figures."""
        if fact.kind is not FactKind.DOCUMENT:
            return None
        for other, sentence in self._policy.of_kind(fact.kind):
            if sum(a == b for a, b in zip(fact.value, other.value, strict=False)) == len(fact.value) - 1:
                return other, sentence
        return None

    def _other(self, fact: Fact) -> Fact | None:
        """Return a fact of the same kind that the policy's sentence states and this sentence does not."""
        left = [o for o in self._theirs if o.kind is fact.kind and (o.kind, o.value) not in self._mine and _comparable(fact, o)]
        if not left:
            return None
        place = fact.start / max(1, len(self._sentence.text))
        length = max(1, len(self._source.text)) if self._source else 1
        return min(left, key=lambda o: (_other_unit(fact, o), abs(o.start / length - place)))

    def _stated(self, fact: Fact) -> bool:
        """Return whether the policy states a fact anywhere: its value, or the beginning or end of a name or date."""
        values = self._policy.values[fact.kind]
        if fact.value in values:
            return True
        if fact.kind is FactKind.DATE:
            return any(_same_date(fact.value, value) for value in values)
        if fact.kind is FactKind.NAME:
            return SKIPPED.sub("", fact.text) in self._policy.text
        return False

    def _quote(self, fact: Fact) -> Remark | None:
        said = str(fact.value[1])
        if said in self._policy.text:
            return None
        mine = bigrams(said)
        quotes = [(o, s) for o, s in self._policy.of_kind(FactKind.QUOTE) if o.text[0] == fact.text[0]]
        best = max(quotes, key=lambda pair: alike(mine, bigrams(str(pair[0].value[1]))), default=None)
        if best is not None and alike(mine, bigrams(str(best[0].value[1]))) >= NEAR_QUOTE:
            return self._error(fact, best[0], best[1])
        other = next((o for o in self._theirs if o.kind is FactKind.QUOTE and (o.kind, o.value) not in self._mine), None)
        if other is not None and self._near >= SAME_SENTENCE:
            return self._error(fact, other)
        return self._question(fact)

    def _error(self, fact: Fact, other: Fact, source: Sentence | None = None) -> Remark:
        where = source or self._source
        place = Place(where.paragraph, where.start + other.start, where.start + other.end) if where is not None else None
        here = self._sentence.as_written(fact.start, fact.end)
        there = where.as_written(other.start, other.end) if where is not None else other.text
        message = f"{fact.kind.value}与政策文稿不一致：这里是{_said(here)}，政策文稿是{_said(there)}"
        return Remark(RULES.get(fact.kind, NUMBER_RULE), Gravity.ERROR, self._place(fact), here, message, there, place)

    def _question(self, fact: Fact) -> Remark:
        here = self._sentence.as_written(fact.start, fact.end)
        message = f"政策文稿里没有这个{fact.kind.value}：{_said(here)}"
        return Remark(RULES.get(fact.kind, NUMBER_RULE), Gravity.QUESTION, self._place(fact), here, message)

    def _place(self, fact: Fact) -> Place:
        start = self._sentence.start
        return Place(self._sentence.paragraph, start + fact.start, start + fact.end)


def _said(text: str) -> str:
    """Return a passage in quotation marks, where it has none of its own."""
    return text if text[:1] in "“《" else f"“{text}”"


def _same(one: Fact, other: Fact) -> bool:
    if one.kind is not other.kind:
        return False
    if one.kind is FactKind.DATE:
        return _same_date(one.value, other.value)
    if one.kind is FactKind.NAME:
        return _short_for(one.text, other.text) or _short_for(other.text, one.text)
    return one.value == other.value


def _same_date(one: tuple[object, ...], other: tuple[object, ...]) -> bool:
    """Return whether two dates agree as far as both are given: 5月31日 and 2017年5月31日."""
    pairs = [(a, b) for a, b in zip(one, other, strict=False) if a is not None and b is not None]
    return bool(pairs) and all(a == b for a, b in pairs)


def _short_for(short: str, long: str) -> bool:
    """Return whether a name can be short for another: its characters in their order, with the same end: 市住建局, 市住房和城乡建设局."""
    if short == long:
        return True
    rest = iter(long)
    return len(short) >= 3 and short[-1] == long[-1] and all(character in rest for character in short)


def _comparable(one: Fact, other: Fact) -> bool:
    if one.kind is FactKind.COUNT:
        return one.value[1] == other.value[1]
    if one.kind is FactKind.QUOTE:
        return one.text[0] == other.text[0]
    if one.kind is FactKind.REFERENCE:
        return one.value[1] == other.value[1]
    return True


def _other_unit(one: Fact, other: Fact) -> bool:
    return len(one.value) > 1 and len(other.value) > 1 and one.value[-1] != other.value[-1]
