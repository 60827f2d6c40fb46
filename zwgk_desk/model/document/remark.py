"""What `review` has to say of a text: one remark, its place, and what was expected there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..terms import Term


class Gravity(Term):
    """How much a remark weighs: what is wrong, what only a person can say, what could be better."""

    ERROR = "error", "有误"
    QUESTION = "question", "请核对"
    ADVICE = "advice", "建议"


@dataclass(frozen=True)
class Place:
    """A passage of a document.

    Attributes:
        paragraph: counted from 0 over the paragraphs that are not blank.
        start, end: characters inside it.
    """

    paragraph: int
    start: int
    end: int


@dataclass(frozen=True)
class Remark:
    """One remark.

    Attributes:
        rule: its name, as in the command-line contract.
        gravity: how much it weighs.
        place: where it is.
        text: the passage.
        message: what there is to say, in Chinese.
        expected: what should stand there; empty where nobody can say.
        source: the place in the policy that says otherwise; None where there is none.
    """

    rule: str
    gravity: Gravity
    place: Place
    text: str
    message: str
    expected: str = ""
    source: Place | None = None

    def as_json(self, file: str) -> dict[str, Any]:
        """The remark as the command-line contract has it, with the place in the policy beside it."""
        place, source = self.place, self.source
        found: dict[str, Any] = {
            "rule": self.rule, "severity": str(self.gravity), "file": file, "paragraph": place.paragraph, "start": place.start, "end": place.end,
            "text": self.text, "message": self.message, "expected": self.expected,
        }  # fmt: skip
        if source is not None:
            found["source"] = {"paragraph": source.paragraph, "start": source.start, "end": source.end}
        return found
