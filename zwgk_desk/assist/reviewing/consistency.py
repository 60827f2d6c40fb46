"""Checks whether the facts that an interpretation states are those of the policy, in whatever form they are written.

A sentence that repeats one of the policy is held against that one: what it states otherwise is an error, with both places. Of a sentence in other
words each fact is held against the statement that it retells, found by the words round it: one that another value fits much better than its own is an
error, one that it fits somewhat better a question, and so is what no statement of the policy gives, since the policy need not say everything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model.document.likeness import SKIPPED, alike, bigrams
from ...model.document.remark import Gravity, Place, Remark
from ..text.fact_kinds import DOWN, UP, Fact, FactKind
from ..text.retelling import DEPARTMENT
from ..text.scripts import plain
from ..text.sentences import Sentence, sentences_of
from ..text.shape_counts import counted
from ..text.sources import Sources
from .retold import Judged, Retold, Verdict, as_exact, comparable, other_unit, same, same_date
from .verbatim import replaced

SAME_SENTENCE = 0.55
"""Share of a sentence's words (0 to 1) that one of the policy must have for their facts to be compared."""

GENERAL = ("部门", "机关", "机构", "中心", "公司", "协会")
"""Endings of names that are often no names; that the policy lacks one is therefore no remark."""

NOT_HELD = re.compile(
    "请填写|请补充|请算出|（　　）|（写明|根据政策文稿编制|以(?:政府|部门)名义[^，]{2,4}，由[^。]{2,60}负责解读|由部门联合发文，由牵头部门"
)
"""Pattern of lines that are still to be written, and of the one on who interprets, of which the policy says nothing; `interpreter-mismatch` holds
it."""

BESIDE_FACT = 5
BOUNDS = {UP: "最低限", DOWN: "最高限"}
SAME_NAME = 0.7
SHORTEST_QUOTE = 5
"""Characters in quotation marks below which they are emphasis, and no quotation."""

NEAR_QUOTE = 0.5
RULES = {FactKind.DATE: "date-mismatch", FactKind.NAME: "name-mismatch", FactKind.BODY: "name-mismatch", FactKind.QUOTE: "quote-mismatch"}
NUMBER_RULE = "number-mismatch"


def inconsistencies(material: Sequence[str], policy: Sources) -> Iterator[Remark]:
    """Yield remarks on facts that contradict the policy (errors), and on those that the policy does not state (questions).

    Args:
        material: the interpretation's paragraphs that are not blank.
        policy: the policy's sentences.
    """
    for sentence in sentences_of(material):
        if NOT_HELD.search(sentence.text):
            continue
        yield from _Held(sentence, plain(material[sentence.paragraph][: sentence.start]), policy).remarks()


class _Held:
    """One sentence of the interpretation, compared with the policy."""

    def __init__(self, sentence: Sentence, before: str, policy: Sources) -> None:
        self._sentence, self._policy = sentence, policy
        self._source, self._near = policy.nearest(sentence)
        self._theirs = list(self._source.facts) if self._source is not None else []
        self._mine = {(fact.kind, fact.value) for fact in sentence.facts}
        self._retold = Retold(sentence, before, policy.statements)

    def remarks(self) -> Iterator[Remark]:
        """Yield what there is to say of this sentence, each passage once."""
        told: list[tuple[int, int]] = []
        if self._source is not None:
            for start, end, other in replaced(self._sentence.text, self._source.text):
                if not any(low < end and start < high for low, high in told):
                    told.append((start, end))
                    start, end = self._narrowed(start, end, other.kind)
                    yield self._error(Fact(other.kind, (), self._sentence.text[start:end], start, end), other)
        for fact in (*self._sentence.facts, *self._terms()):
            if self._only(fact) or any(low < fact.end and fact.start < high for low, high in told):
                continue
            found = self._quote(fact) if fact.kind is FactKind.QUOTE else self._plain(fact)
            if found is not None:
                told.append((fact.start, fact.end))
                yield found
        for body in self._policy.statements.bodies(self._sentence):
            if self._in_title(body) or self._only(body) or any(low < body.end and body.start < high for low, high in told):
                continue
            found = self._by(body, self._retold.judge_body(body))
            if found is not None:
                yield found

    def _only(self, fact: Fact) -> bool:
        """Return whether a sentence is no more than a reference, or a figure that the policy gives, and states nothing of it: （依据：第三条）."""
        alone = len(SKIPPED.sub("", self._sentence.text)) <= len(fact.text) + BESIDE_FACT
        named = fact.kind is FactKind.TERM and fact.value[1] == DEPARTMENT
        return alone and (
            named or fact.kind in (FactKind.REFERENCE, FactKind.NAME, FactKind.BODY) or (fact.kind is not FactKind.TERM and self._stated(fact))
        )

    def _in_title(self, fact: Fact) -> bool:
        """Return whether a body is named in a title, or the sentence is one that the policy has word for word, as its own title."""
        text = self._sentence.text
        inside = text.rfind("《", 0, fact.start) > text.rfind("》", 0, fact.start)
        return inside or SKIPPED.sub("", text) in self._policy.text

    def _terms(self) -> list[Fact]:
        """Return the words of the sentence that exclude others, outside its other facts."""
        taken = [(fact.start, fact.end) for fact in self._sentence.facts if fact.kind is not FactKind.NAME]
        found = self._policy.retelling.terms(self._sentence.text)
        return [fact for fact in found if not any(start < fact.end and fact.start < end for start, end in taken)]

    def _narrowed(self, start: int, end: int, kind: FactKind) -> tuple[int, int]:
        """Return the one fact of its kind in a stretch that replaces a fact of the policy, where there is exactly one."""
        inside = [fact for fact in self._sentence.facts if fact.kind is kind and fact.start < end and start < fact.end]
        return (inside[0].start, inside[0].end) if len(inside) == 1 else (start, end)

    def _plain(self, fact: Fact) -> Remark | None:
        if fact.kind is FactKind.NAME:
            return self._name(fact)
        if fact.kind is FactKind.COUNT:
            count = counted(self._sentence.text[: fact.start], fact.text, self._sentence.text[fact.end :], self._policy.counts)
            if count is not None:
                return None if fact.value[0] == count else self._miscounted(fact, count)
        found = self._retold.judge(fact)
        if found.verdict is Verdict.RIGHT:
            return None
        if found.verdict is Verdict.UNKNOWN and (fact.kind is FactKind.TERM or self._stated(fact)):
            return None
        if found.verdict is Verdict.UNKNOWN:
            elsewhere = self._misprinted(fact)
            return self._error(fact, *elsewhere) if elsewhere is not None else self._question(fact)
        return self._by(fact, found)

    def _by(self, fact: Fact, found: Judged) -> Remark | None:
        """Return the remark for a verdict that rests on a statement of the policy."""
        if found.statement is None or found.verdict in (Verdict.RIGHT, Verdict.UNKNOWN):
            return None
        other, source = found.statement.fact, found.statement.sentence
        if found.verdict is Verdict.WRONG_WAY:
            return self._wrong_way(fact, other, source)
        if found.verdict is not Verdict.WRONG:
            return self._question(fact, other, source)
        remark = self._error(fact, other, source)
        return remark if other.value else replace(remark, expected="")  # a whole clause does not stand in a word's place

    def _name(self, fact: Fact) -> Remark | None:
        if any(same(fact, other) for other in self._theirs):
            return self._elsewhere(fact) if self._near < SAME_NAME else None
        other = self._other(fact) if self._near >= SAME_NAME else None
        if other is not None:
            return self._error(fact, other)
        if self._stated(fact):
            return self._elsewhere(fact)
        return None if fact.text.endswith(GENERAL) or self._has_department(fact) else self._question(fact)

    def _has_department(self, fact: Fact) -> bool:
        """Return whether a name is that of a department whose field the policy names, in whatever form."""
        fields = {each.fact.value for each in self._policy.statements.of_kind(FactKind.TERM)}
        return any(term.value in fields for term in self._policy.retelling.departments(fact.text))

    def _elsewhere(self, fact: Fact) -> Remark | None:
        """Return a remark on what the policy says of something else."""
        return None if fact.text.endswith(GENERAL) else self._by(fact, self._retold.judge(fact))  # departments are terms, by their field

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
        left = [o for o in self._theirs if o.kind is fact.kind and (o.kind, o.value) not in self._mine and comparable(fact, o)]
        if not left:
            return None
        place = fact.start / max(1, len(self._sentence.text))
        length = max(1, len(self._source.text)) if self._source else 1
        return min(left, key=lambda o: (other_unit(fact, o), abs(o.start / length - place)))

    def _stated(self, fact: Fact) -> bool:
        """Return whether the policy states a fact anywhere: its value, or the beginning or end of a name or date."""
        values = self._policy.values[fact.kind]
        if fact.value in values:
            return True
        if fact.kind is FactKind.DATE:
            return any(same_date(fact.value, value) and as_exact(value, fact.value) for value in values)
        if fact.kind is FactKind.NAME:
            return SKIPPED.sub("", fact.text) in self._policy.text
        return False

    def _quote(self, fact: Fact) -> Remark | None:
        said = str(fact.value[1])
        if fact.text[0] == "“" and len(said) < SHORTEST_QUOTE:
            return None
        if SKIPPED.sub("", said) in self._policy.text:
            found = self._retold.judge(fact)
            if found.statement is None or found.verdict is not Verdict.WRONG:
                return None
            return self._question(fact, found.statement.fact, found.statement.sentence)
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

    def _miscounted(self, fact: Fact, count: int) -> Remark:
        """Return the remark on a number of parts or articles that is not the policy's."""
        here = self._sentence.as_written(fact.start, fact.end)
        return Remark(NUMBER_RULE, Gravity.ERROR, self._place(fact), here, f"这里写的是{_said(here)}，政策文稿实际有{count}个")

    def _wrong_way(self, fact: Fact, other: Fact, where: Sentence) -> Remark:
        """Return the remark on a figure that is the most here and the least in the policy, or the other way round."""
        place = Place(where.paragraph, where.start + other.start, where.start + other.end)
        here, there = self._sentence.as_written(fact.start, fact.end), where.as_written(other.start, other.end)
        message = f"{_said(here)}在政策文稿里是{BOUNDS[other.bound]}，这里写成了{BOUNDS[fact.bound]}"
        return Remark(NUMBER_RULE, Gravity.ERROR, self._place(fact), here, message, there, place)

    def _question(self, fact: Fact, other: Fact | None = None, where: Sentence | None = None) -> Remark:
        here = self._sentence.as_written(fact.start, fact.end)
        rule = RULES.get(fact.kind, NUMBER_RULE)
        if other is None or where is None:
            return Remark(rule, Gravity.QUESTION, self._place(fact), here, f"政策文稿里没有这个{fact.kind.value}：{_said(here)}")
        there = where.as_written(other.start, other.end)
        place = Place(where.paragraph, where.start + other.start, where.start + other.end)
        message = f"请核对{fact.kind.value}：这里是{_said(here)}，政策文稿里最像的一处是{_said(there)}"
        return Remark(rule, Gravity.QUESTION, self._place(fact), here, message, source=place)

    def _place(self, fact: Fact) -> Place:
        start = self._sentence.start
        return Place(self._sentence.paragraph, start + fact.start, start + fact.end)


def _said(text: str) -> str:
    """Return a passage in quotation marks, where it has none of its own."""
    return text if text[:1] in "“《" else f"“{text}”"
