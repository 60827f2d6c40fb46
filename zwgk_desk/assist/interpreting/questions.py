"""政策问答: what people ask of a policy, each question with its answer in one or two plain sentences, the figure first, and the place it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.document.candidate import Candidate, Candidates, Element
from ..text.facts import Fact, FactKind, facts
from ..text.scripts import plain
from .measures import Measure, measure_of, source_of
from .telling import Teller
from .wording import About

MOST_OF_A_KIND, MOST_QUESTIONS = 3, 14
FIGURES = (FactKind.AMOUNT, FactKind.PERCENT)
SPANS = (FactKind.PERIOD, FactKind.DATE)
BOTH = re.compile("不能同时|不得同时|只能选择|择一|不得重复|不重复|不结转|不得结转|不能结转|不得累计")
CONSEQUENCE = re.compile("责令|罚款|处分|追究|吊销|不予受理|视为|退文|约谈|通报批评|不予")
FORBIDDEN = re.compile("不得|严禁|禁止|不能|不许")
FORCE = re.compile("自(?P<day>[^，。；]{4,16}日)起(?:施行|执行|实施)")
LONGEST_NAME = 14
REPLACED = re.compile("^(?:[^，。；\\d]{0,6})(?:放宽|调整|提高|降低|缩短|压缩|扩大|延长|扩展|增加|减少|改|上调|下调)(?:至|到|为|成)")
"""What stands behind a value that is no longer the valid one: 3年以上放宽至1年以上."""

BOUND = re.compile("(?:原则上|一般)?(?:不少于|不低于|不得少于|不得低于|不超过|不得超过|不高于|最高|最低|最长|最多|至少)$")
OR_SO = re.compile("^(?:及以上|及以下|以上|以下|以内|内)")


@dataclass(frozen=True)
class Question:
    """A question with its answer.

    Attributes:
        about: what it asks after.
        text: the question.
        answers: the answer, in plain sentences.
        source: where the policy says so.
    """

    about: About
    text: str
    answers: tuple[str, ...]
    source: str


class Questioner:
    """Asks what people ask of one policy."""

    def __init__(self, paragraphs: Sequence[str], teller: Teller) -> None:
        """Ask of the policy with these paragraphs that are not blank; `teller` tells the answers."""
        self._paragraphs, self._teller = paragraphs, teller
        self._wording, self._turning = teller.wording, teller.turning

    def questions(self, accepted: Candidates) -> list[Question]:
        """Return the questions that accepted passages answer, in the order in which people ask."""
        found: dict[str, Question] = {}
        for about in self._wording.questions:
            of_kind = 0
            for question in self._about(about, accepted):
                if (
                    question.text not in found
                    and of_kind < MOST_OF_A_KIND
                    and not any(set(question.answers) <= set(each.answers) for each in found.values())
                ):
                    found[question.text] = question
                    of_kind += 1
        return list(found.values())[:MOST_QUESTIONS]

    def _about(self, about: About, accepted: Candidates) -> Iterator[Question]:
        if about in (About.AMOUNT, About.UNTIL, About.HOW, About.WHO):
            yield from self._of_measures(about, accepted)
        elif about is About.TERM:
            for one in accepted.get(Element.TERMS, ()):
                yield self._asked(about, one, (self._teller.meaning(one),), term=one.term)
        elif about is About.FORCE:
            for one in self._everywhere(accepted):
                if found := FORCE.search(plain(one.text)):
                    yield self._asked(about, one, (f"{found['day']}。",))
        else:
            for one in self._listed(about, accepted):
                yield self._asked(about, one, (self._answer(about, one),))

    def _of_measures(self, about: About, accepted: Candidates) -> Iterator[Question]:
        for one in (*accepted.get(Element.BENEFITS, ()), *accepted.get(Element.CONTENT, ()), *accepted.get(Element.CRITERIA, ())):
            measure = measure_of(one, self._paragraphs, self._turning)
            answers = self._answers(about, one, measure)
            if answers:
                yield self._asked(about, one, answers, name=measure.name, who=measure.who)

    def _answers(self, about: About, one: Candidate, measure: Measure) -> tuple[str, ...]:
        if about is About.AMOUNT:
            return self._led(one, measure, FIGURES)
        if about is About.UNTIL:
            return self._led(one, measure, SPANS) if measure.until and not FORCE.search(plain(one.text)) else ()
        if about is About.WHO:
            return (f"{measure.responsible}。",) if measure.responsible else ()
        told = [f"要交{measure.papers}。" if measure.papers else "", f"到{measure.where}办。" if measure.where else ""]
        return tuple(text for text in told if text)

    def _led(self, one: Candidate, measure: Measure, kinds: Sequence[FactKind]) -> tuple[str, ...]:
        """Return an answer with its figure first."""
        text = plain(one.text)
        found = [fact for fact in facts(text) if fact.kind in kinds and not REPLACED.match(text[fact.end :])]
        if not found:
            return ()
        first = figure_phrase(text, found[-1] if len(found) > 1 and kinds == FIGURES else found[0])
        element = Element.BENEFITS if kinds == FIGURES else Element.CRITERIA
        told = self._teller.gist(one, element)
        return (f"{first}。" if told == first else f"{first}，{told}。",)

    def _listed(self, about: About, accepted: Candidates) -> Iterator[Candidate]:
        if about is About.WHY:
            yield from accepted.get(Element.BACKGROUND, ())[:1]
        elif about is About.SCOPE:
            yield from accepted.get(Element.SCOPE, ())[:2]
        elif about is About.CHANGE:
            yield from accepted.get(Element.DIFFERENCES, ())
        else:
            pattern = {About.BOTH: BOTH, About.FORBIDDEN: FORBIDDEN, About.CONSEQUENCE: CONSEQUENCE}[about]
            for one in (*accepted.get(Element.CAUTIONS, ()), *(accepted.get(Element.CRITERIA, ()) if about is About.BOTH else ())):
                if pattern.search(plain(one.text)) and (about is not About.FORBIDDEN or not CONSEQUENCE.search(plain(one.text))):
                    yield one

    def _everywhere(self, accepted: Candidates) -> Iterator[Candidate]:
        for candidates in accepted.values():
            yield from candidates

    def _answer(self, about: About, one: Candidate) -> str:
        """Return an answer in one sentence."""
        if about is About.WHY:
            return self._teller.reason(one)
        element = {About.SCOPE: Element.SCOPE, About.CHANGE: Element.DIFFERENCES}.get(about, Element.CAUTIONS)
        return self._wording.answers.get(about, "{text}。").replace("{text}", self._teller.gist(one, element))

    def _asked(self, about: About, one: Candidate, answers: tuple[str, ...], **names: str) -> Question:
        text = self._wording.questions[about]
        if len(names.get("name", "")) > LONGEST_NAME and names.get("who"):
            text = self._wording.named.get(about, text)
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
        return Question(about, text, answers, source_of(one, self._paragraphs))


def figure_phrase(text: str, fact: Fact) -> str:
    """Return a figure of a text with the words that say whether it is the least or the most: 原则上不超过1%, 15日内."""
    before, behind = BOUND.search(text[: fact.start]), OR_SO.match(text[fact.end :])
    return f"{before[0] if before else ''}{fact.text}{behind[0] if behind else ''}"
