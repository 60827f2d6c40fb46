"""A first draft of 一图读懂 from the candidates of a policy; the officer edits it.

Nothing on it may be false: what cannot be shown whole is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.document.candidate import Candidate, Element
from ...model.document.poster import LONGEST, Poster
from ...model.document.tree import Block, BlockKind, DocumentTree
from ..reviewing.proof import HALF, HALF_BRACKETS, HALF_MARKS
from ..text.facts import FactKind, facts
from ..text.scripts import simplified
from .drafting import Accepted
from .figures import DEFINES, caption_of, changes_of, shown_figures
from .measures import measure_of
from .procedure import steps_of
from .questions import FORCE
from .telling import Teller

AIMS, FIGURES, MEASURES, GAINS, SCOPE, DATES, CHANGES = 2, 6, 7, 4, 2, 5, 3
SOURCE = "{unit}根据政策文稿编制，以正式印发的文件为准"
HOTLINE = re.compile("(?:咨询|服务|举报|监督)电话[：:]?\\s*(?P<number>[\\d\\-—]{5,16})")
BEHIND = re.compile("^(?:年?底?[之以]?前|年?底|起|末|止|（星期|放假|上班|[至到]\\d)")
BEFORE = re.compile("(?:^|[，。；：])(?:力争|争取)?[到至]$|至$")
"""Words beside a date by which it is one that is set, and not one on which something was."""

FIGURE_ELEMENTS = (Element.BENEFITS, Element.CRITERIA, Element.GOALS, Element.CONTENT)
REFUSED = re.compile("不能|不得|禁止|严禁")
LONGEST_NAME = 14
MEASURED = 70
"""Characters of a measure on the picture, at most; a longer one is told by its gist."""


@dataclass(frozen=True)
class PosterDrafter:
    """Drafts the picture of one policy.

    Attributes:
        policy: the policy.
        unit: the department that interprets it.
        teller: tells passages in plainer words.
    """

    policy: DocumentTree
    unit: str
    teller: Teller

    def draft(self, title: str, candidates: Accepted) -> Poster:
        """Draft a poster.

        Args:
            title: the policy's.
            candidates: the passages to draw on, for each element the best first.
        """
        sentences = [tidy(one.text) for element in FIGURE_ELEMENTS for one in candidates.get(element, ())]
        differing = [tidy(one.text) for one in (*candidates.get(Element.DIFFERENCES, ()), *candidates.get(Element.CRITERIA, ()))]
        everywhere = [tidy(one.text) for element in Element for one in candidates.get(element, ())]
        paragraphs = list(self.policy.paragraphs())
        figures = tuple((one.value, one.caption) for one in shown_figures(sentences, FIGURES))
        told = {caption for _, caption in figures}
        scope = [one for one in candidates.get(Element.SCOPE, ()) if not DEFINES.search(one.text)]
        return Poster(
            tidy(title), self._gists(candidates.get(Element.GOALS, ()), Element.GOALS, AIMS), figures,
            tuple(self._measures(candidates.get(Element.CONTENT, ()), paragraphs, told)), self._gists(scope, Element.SCOPE, SCOPE),
            tuple(_dates(everywhere))[:DATES], SOURCE.format(unit=self.unit), changes=tuple(changes_of(differing))[:CHANGES],
            gains=tuple(self._gains(candidates.get(Element.BENEFITS, ()), paragraphs))[:GAINS], steps=steps_of(paragraphs),
            about=self._about(paragraphs), contact=_hotline(paragraphs),
        )  # fmt: skip

    def _gists(self, candidates: Sequence[Candidate], element: Element, most: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(text for one in candidates if (text := tidy(self.teller.gist(one, element)))))[:most]

    def _measures(self, content: Sequence[Candidate], paragraphs: Sequence[str], told: set[str]) -> Iterator[str]:
        """Yield the measures in the policy's order, each with its name before what is done."""
        best = sorted(content[:MEASURES], key=lambda one: (one.place.paragraph, one.place.start))
        for one in best:
            name = measure_of(one, paragraphs, self.teller.turning).name
            action = "".join(self.teller.turning.action(one.text)).rstrip("。")
            said = tidy(action if len(action) <= MEASURED else self.teller.gist(one, Element.CONTENT))
            if said in told:
                continue
            yield (f"{tidy(name)}：{said}" if len(name) <= LONGEST_NAME and name not in said else said)[:LONGEST]

    def _gains(self, benefits: Sequence[Candidate], paragraphs: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield who gets something, and what, where the policy says both."""
        seen: set[str] = set()
        for one in benefits:
            measure = measure_of(one, paragraphs, self.teller.turning)
            who = tidy(measure.who)
            said = tidy(self.teller.gist(one, Element.BENEFITS))
            what = said.removeprefix(who).lstrip("，要可") if said.startswith(who) else said
            if who and what and not REFUSED.search(what) and who not in seen and len(who) <= 2 * LONGEST_NAME:
                seen.add(who)
                yield who, what

    def _about(self, paragraphs: Sequence[str]) -> str:
        """Return number and day of force, as far as the policy says them."""
        numbers = [block.text for block in self.policy.blocks if isinstance(block, Block) and block.kind is BlockKind.NUMBER]
        told = FORCE.search(tidy("\n".join(paragraphs)))
        return "　".join([*numbers[:1], *([f"自{told['day']}起施行"] if told else [])])


def tidy(text: str) -> str:
    """Return a text as offices write it: simplified characters, full-width marks between them (GB/T 15834-2011)."""
    text = HALF.sub(lambda match: HALF_MARKS[match[0]], simplified(text))
    return HALF_BRACKETS.sub(r"（\1）", text)


def _dates(sentences: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the times that sentences set, in their order, each with what is then; a time without its point is left out."""
    found: dict[str, tuple[tuple[int, ...], str]] = {}
    for sentence in sentences:
        for fact in facts(sentence):
            ahead = BEHIND.match(sentence[fact.end :]) or BEFORE.search(sentence[: fact.start])
            if fact.kind is FactKind.DATE and fact.value[0] is not None and ahead:
                value = tuple(part if isinstance(part, int) else 99 for part in fact.value)
                caption = caption_of(sentence, fact.start, fact.end)
                if (
                    caption
                    and len(fact.text) + 3 < len(caption) <= MEASURED
                    and not sentence.startswith("（")
                    and caption not in {told for _, told in found.values()}
                ):
                    found.setdefault(fact.text, (value, caption))
    for text, (_, caption) in sorted(found.items(), key=lambda entry: entry[1][0]):
        yield text, caption


def _hotline(paragraphs: Sequence[str]) -> str:
    found = HOTLINE.search("\n".join(paragraphs))
    return f"咨询电话：{found['number']}" if found else ""
