"""The remarks of `review` on a text: each with its place, and what was expected there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ..terms import Term


class Gravity(Term):
    """The weight of a remark: an error, something only a person can decide, or something that could be better."""

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
        message: the remark itself, in Chinese.
        expected: the text that should stand there; empty where it cannot be known.
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
        """Return the remark with the keys of the command-line contract, the place in the policy included."""
        place, source = self.place, self.source
        found: dict[str, Any] = {
            "rule": self.rule, "severity": str(self.gravity), "file": file, "paragraph": place.paragraph, "start": place.start, "end": place.end,
            "text": self.text, "message": self.message, "expected": self.expected,
        }  # fmt: skip
        if source is not None:
            found["source"] = {"paragraph": source.paragraph, "start": source.start, "end": source.end}
        return found
