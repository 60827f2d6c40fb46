"""The sentences that drafts contain by themselves; they lie in resources/interpretation.toml, for an office to change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import Any

from ..text.resource import load_resource

FILE = "interpretation.toml"


class About(Enum):
    """What a question of 政策问答 asks after."""

    WHY = "why"
    SCOPE = "scope"
    AMOUNT = "amount"
    UNTIL = "until"
    HOW = "how"
    WHO = "who"
    BOTH = "both"
    FORBIDDEN = "forbidden"
    CONSEQUENCE = "consequence"
    TERM = "term"
    CHANGE = "change"
    FORCE = "force"


@dataclass(frozen=True)
class PlannedRow:
    """One interpretation in a plan.

    Attributes:
        when: `major` or `force` where it is for such policies alone; else empty.
        stage, time, form, channel, person: its cells.
    """

    when: str
    stage: str
    time: str
    form: str
    channel: str
    person: str


@dataclass(frozen=True)
class Risk:
    """What is easily asked or misunderstood: words of a policy, the question that they call forth, and whose it is."""

    words: tuple[str, ...]
    question: str
    audience: str


@dataclass(frozen=True)
class MaterialWording:
    """The sentences of a material; {who}, {day}, {name}, {number}, {unit}, {amount}, {percent} are filled in.

    Attributes:
        who, first, changed, force: its lead.
        seen: where something was told already.
        contact: whom to ask.
        month, share, each: frames for examples.
        unsaid, open: label and text of the row that names what the policy does not say, {left}.
        labels: the labels of a measure's rows, by what they hold.
    """

    who: str
    first: str
    changed: str
    force: str
    seen: str
    contact: str
    month: str
    share: str
    each: str
    unsaid: str
    open: str
    labels: Mapping[str, str]


@dataclass(frozen=True)
class DraftWording:
    """The texts that drafts contain by themselves.

    Attributes:
        forms: 解读形式.
        major: the further forms that a major decision needs.
        channels: 解读渠道, 三(三)2.
        times: before, at and after publication, 三(三)1.
        everybody: whom an interpretation is for where the policy names nobody.
        rows: the plan's rows.
        risks: what is easily asked or misunderstood.
        questions: the questions of 政策问答, by what they ask after.
        answers: how an answer is begun, by what is asked after, where it needs words of its own.
        named: how a question is put where the policy names whom it is about, and the measure has no short name.
        material: the sentences of a material.
        frames: how what the policy says of an element is begun, by the element's name, or `purpose` and `basis`.
        numbered: how each of several points of an element begins.
    """

    forms: tuple[str, ...]
    major: tuple[str, ...]
    channels: tuple[str, ...]
    times: tuple[str, ...]
    everybody: str
    rows: tuple[PlannedRow, ...]
    risks: tuple[Risk, ...]
    questions: Mapping[About, str]
    answers: Mapping[About, str]
    named: Mapping[About, str]
    material: MaterialWording
    frames: Mapping[str, str]
    numbered: tuple[str, ...]


def load_wording(folder: Path) -> DraftWording:
    """Load the wording from interpretation.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or lacks an entry.
    """
    return load_resource(folder / FILE, _wording)


def _wording(read: dict[str, Any]) -> DraftWording:
    plan, material = read["plan"], read["material"]
    forms, major, channels = (tuple(str(line) for line in plan[name]) for name in ("forms", "major", "channels"))
    times = (str(plan["before"]), str(plan["at"]), str(plan["after"]))
    cells = ("stage", "time", "form", "channel", "person")
    rows = tuple(PlannedRow(str(entry.get("when", "")), *(str(entry[name]) for name in cells)) for entry in read["row"])
    risks = tuple(Risk(tuple(map(str, entry["words"])), str(entry["question"]), str(entry["audience"])) for entry in read["risk"])
    questions = {About(entry["about"]): str(entry["text"]) for entry in read["question"]}
    answers = {About(entry["about"]): str(entry["answer"]) for entry in read["question"] if "answer" in entry}
    names = ("who", "first", "changed", "force", "seen", "contact", "month", "share", "each", "unsaid", "open")
    labels = {str(name): str(label) for name, label in material["labels"].items()}
    named = {About(entry["about"]): str(entry["named"]) for entry in read["question"] if "named" in entry}
    sentences = MaterialWording(**{name: str(material[name]) for name in names}, labels=labels)
    frames = {str(name): str(text) for name, text in read["frames"].items() if name != "numbered"}
    numbered = tuple(map(str, read["frames"]["numbered"]))
    return DraftWording(forms, major, channels, times, str(plan["everybody"]), rows, risks, questions, answers, named, sentences, frames, numbered)
