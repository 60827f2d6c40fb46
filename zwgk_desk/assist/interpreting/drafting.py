"""First drafts of a plan and of materials, from a bundle and the passages that the officer has accepted; the officer edits them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ...model.bundle import Bundle
from ...model.document.candidate import Candidate, Element
from ...model.document.copying import Originals
from ...model.document.remark import Place
from ...model.terms import IssuingAuthority
from ..text.facts import FactKind, facts
from ..text.numerals import chinese
from ..text.scripts import plain
from .cues import CueBook
from .measures import Measure, measure_of
from .planning import expected_questions, planned_rows
from .questions import FORCE, Questioner
from .telling import Teller
from .turning import Turning
from .wording import DraftWording, MaterialWording

MOST_WHO, MOST_EXAMPLES = 2, 3
SHORTER = 18
"""Characters of a gist, more or less, where a longer one says no more than the policy does."""

SHORTEST_WHO = 2
MONTHLY = re.compile("每人?每?月(?:[^，。；]{0,8}?)$")
EACH = re.compile("每(?P<of>[台户人亩头套栋个件])[^，。；]{0,6}$")

Accepted = Mapping[Element, Sequence[Candidate]]


@dataclass(frozen=True)
class Drafter:
    """Drafts from one policy.

    Attributes:
        bundle: the bundle.
        paragraphs: the policy's paragraphs that are not blank.
        wording: the texts that drafts contain by themselves.
        turning: what is put in plainer words.
        cues: the words by which the elements are found, and the gist of a passage.
    """

    bundle: Bundle
    paragraphs: Sequence[str]
    wording: DraftWording
    turning: Turning
    cues: CueBook

    @property
    def teller(self) -> Teller:
        """What tells passages in sentences of its own."""
        return Teller(self.wording, self.turning, self.cues)

    @property
    def unit(self) -> str:
        """The department that interprets."""
        return self.bundle.interpreting_unit or self.bundle.drafting_unit

    def values(self, accepted: Accepted, differences: Sequence[str] = ()) -> dict[str, Any]:
        """Return the values for the templates of plan and material.

        Args:
            accepted: the passages that the officer has accepted.
            differences: the accepted 新旧政策差异 from a comparison with an old policy.
        """
        taken = {element: tuple(accepted.get(element, ())) for element in Element}
        measures = self._measures(taken[Element.CONTENT])
        asked = Questioner(self.paragraphs, self.teller).questions(taken)
        passages = self._passages(taken, differences)
        forms = [*self.wording.forms, *(self.wording.major if self.bundle.major_decision else ())]
        return {
            "passages": passages, "drafted": True, "responsible": _responsible(self.bundle, self.unit), "forms": forms,
            "channels": list(self.wording.channels), "times": list(self.wording.times),
            "rows": planned_rows(self.bundle, self.paragraphs, self.unit, self.wording),
            "questions": expected_questions(taken, self.paragraphs, self.unit, self.wording, self.turning),
            "asked": [{"question": each.text, "answers": list(each.answers), "source": each.source} for each in asked],
            "lead": self._lead(taken, measures, differences),
            "measures": [self._rows(number, measure) for number, measure in enumerate(measures, start=1)],
            "examples": list(self._examples(taken)), "contact": self.wording.material.contact.replace("{unit}", self.unit),
        }  # fmt: skip

    def _measures(self, content: Sequence[Candidate]) -> list[Measure]:
        """Return the accepted measures in the policy's order."""
        in_order = sorted(content, key=lambda one: (one.place.paragraph, one.place.start))
        return [measure_of(one, self.paragraphs, self.turning) for one in in_order]

    def _passages(self, taken: Accepted, differences: Sequence[str]) -> dict[str, list[str]]:
        """Return what is told of each element in plainer words; what the measures' tables tell already is named there, and not told again."""
        above = {one.place: measure_of(one, self.paragraphs, self.turning).name for one in taken[Element.CONTENT]}
        passages = {str(element): list(dict.fromkeys(self._lines(element, taken, above))) for element in Element}
        passages[str(Element.DIFFERENCES)] += differences
        return passages

    def _lines(self, element: Element, taken: Accepted, above: dict[Place, str]) -> Iterator[str]:
        """Yield the lines of an element; what stands further up already is named and not told again.

        Args:
            element: the element.
            taken: the accepted passages.
            above: the passages told so far, each with what it is called (nothing, where nobody needs to be sent there); those of this element
                are added.
        """
        if element in (Element.BACKGROUND, Element.CONTENT, Element.TERMS):
            above.update({one.place: "" for one in taken[element] if element is Element.BACKGROUND})
            told = {Element.BACKGROUND: self.teller.reason, Element.CONTENT: self._measure, Element.TERMS: self.teller.meaning}[element]
            yield from (told(one) for one in taken[element])
            return
        fresh = [one for one in taken[element] if one.place not in above]
        gists = list(dict.fromkeys(filter(None, (self._point(one, element) for one in fresh))))
        for number, gist in enumerate(gists):
            point = f"{self.wording.numbered[min(number, len(self.wording.numbered) - 1)]}{gist}" if len(gists) > 1 else gist
            yield self.wording.frames[str(element)].replace("{text}", point) if number == 0 else f"{point}。"
        seen = [above[one.place] for one in taken[element] if above.get(one.place)]
        if seen:
            yield self.wording.material.seen.replace("{name}", "”“".join(dict.fromkeys(seen)))
        above.update({one.place: measure_of(one, self.paragraphs, self.turning).name for one in fresh})

    def _point(self, one: Candidate, element: Element) -> str:
        """Return the gist of a passage; a shorter one, where it would be the policy's own sentence again."""
        told = self.teller.gist(one, element)
        return self.teller.gist(one, element, SHORTER) if self._originals.copied(told) else told

    @cached_property
    def _originals(self) -> Originals:
        return Originals(map(plain, self.paragraphs))

    def _measure(self, one: Candidate) -> str:
        return "".join(self.turning.action(one.text))

    def _rows(self, number: int, measure: Measure) -> dict[str, Any]:
        """Return a measure as a small table: a row for each question of a reader; what the policy does not say stays open, and says so."""
        wording: MaterialWording = self.wording.material
        answers = {
            "who": measure.who, "what": "".join(measure.what), "until": measure.until, "papers": measure.papers, "where": measure.where,
            "responsible": measure.responsible, "source": measure.source,
        }  # fmt: skip
        rows = [{"label": label, "text": answers[name]} for name, label in wording.labels.items() if answers[name]]
        left = [label for name, label in wording.labels.items() if not answers[name]]
        if left:
            rows.append({"label": wording.unsaid, "text": wording.open.replace("{left}", "、".join(left))})
        return {"name": measure.name, "group": measure.group, "rows": rows, "number": chinese(number)}

    def _lead(self, taken: Accepted, measures: Sequence[Measure], differences: Sequence[str]) -> list[str]:
        """Return the first two sentences: whom it concerns, and what changes for them."""
        wording = self.wording.material
        named = dict.fromkeys(measure.who for measure in measures if len(measure.who) >= SHORTEST_WHO)
        who = "、".join(list(named)[:MOST_WHO])
        changes = list(taken[Element.DIFFERENCES])
        first = (changes or list(taken[Element.BENEFITS]) or list(taken[Element.CONTENT]))[:1]
        lines = [wording.who.replace("{who}", who)] if who else []
        if first:
            lines.append(f"{wording.changed if changes else wording.first}{self.turning.gist(first[0].text)}。")
        elif differences:
            lines.append(f"{wording.changed}{differences[0]}")
        told = FORCE.search(plain("\n".join(self.paragraphs)))
        if told and lines:
            lines.append(wording.force.replace("{day}", told["day"]))
        return ["".join(lines)] if lines else []

    def _examples(self, taken: Accepted) -> Iterator[str]:
        """Yield frames of examples, the policy's figures set in, for the officer to complete."""
        wording, seen = self.wording.material, set[str]()
        for one in (*taken[Element.BENEFITS], *taken[Element.CRITERIA], *taken[Element.CONTENT]):
            text = plain(one.text)
            for fact in facts(text):
                before = text[: fact.start]
                if fact.kind is FactKind.AMOUNT and MONTHLY.search(before):
                    frame = wording.month.replace("{amount}", fact.text)
                elif fact.kind is FactKind.AMOUNT and (each := EACH.search(before)):
                    frame = wording.each.replace("{amount}", fact.text).replace("{unit_of}", each["of"])
                elif fact.kind is FactKind.PERCENT and "%" in fact.text:
                    frame = wording.share.replace("{percent}", fact.text)
                else:
                    continue
                if frame not in seen and len(seen) < MOST_EXAMPLES:
                    seen.add(frame)
                    yield frame


def _responsible(bundle: Bundle, unit: str) -> str:
    """Return the sentence on who interprets, and why (三(二), 谁起草、谁解读)."""
    helpers = [name for name in dict.fromkeys((bundle.drafting_unit, *bundle.joint_units)) if name and name != unit]
    because = {
        IssuingAuthority.DEPARTMENT: "以部门名义制定，由制发部门",
        IssuingAuthority.JOINT: "由部门联合发文，由牵头部门",
        IssuingAuthority.GOVERNMENT: "以政府名义印发，由起草部门",
    }[bundle.issuing_authority]
    told = f"《{bundle.title}》{because}{unit}负责解读"
    return f"{told}，{'、'.join(helpers)}配合。" if helpers else f"{told}。"
