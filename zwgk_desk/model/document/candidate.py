"""The nine elements that an interpretation covers (三(二)), and the passages of a policy that are proposed for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..terms import Term
from .remark import Place


class Element(Term):
    """An element of an interpretation, in the order of 三(二)."""

    BACKGROUND = "background", "背景依据"
    GOALS = "goals", "目标任务"
    CONTENT = "content", "主要内容"
    SCOPE = "scope", "涉及范围"
    CRITERIA = "criteria", "执行口径"
    CAUTIONS = "cautions", "注意事项"
    TERMS = "terms", "关键词诠释"
    BENEFITS = "benefits", "惠民利民举措"
    DIFFERENCES = "differences", "新旧政策差异"


@dataclass(frozen=True)
class Candidate:
    """A passage proposed for an element.

    Attributes:
        text: the passage, as it stands in the policy.
        place: where.
        score: the confidence, from 0 to 1.
        term: the word that is explained; of 关键词诠释 only.
        heading: the heading that the passage stands under, with its number; empty where there is none.
    """

    text: str
    place: Place
    score: float
    term: str = ""
    heading: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the candidate with the keys of the command-line contract; `term` and `heading` only where there is one."""
        place = self.place
        found = {"text": self.text, "paragraph": place.paragraph, "start": place.start, "end": place.end, "score": round(self.score, 4)}
        return {**found, **({"term": self.term} if self.term else {}), **({"heading": self.heading} if self.heading else {})}


Candidates = Mapping[Element, tuple[Candidate, ...]]
"""The candidates of each element, the surest first."""
