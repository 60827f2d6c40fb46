"""First drafts of a plan and of materials, from a bundle and the passages that the officer has accepted; the officer edits them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ...model.bundle import Bundle
from ...model.document.candidate import Candidate, Element
from ...model.terms import IssuingAuthority
from ..text.provisions import unnumbered
from ..text.resource import load_resource

FILE = "interpretation.toml"
OPEN_ENDS = "；;，,：:、"

Accepted = Mapping[Element, Sequence[Candidate]]


@dataclass(frozen=True)
class DraftWording:
    """The texts that drafts of plans and questions contain by themselves.

    Attributes:
        forms: 解读形式.
        major: the further forms that a major decision needs.
        channels: 解读渠道, 三(三)2.
        times: before, at and after publication, 三(三)1.
        questions: a question for each element.
    """

    forms: tuple[str, ...]
    major: tuple[str, ...]
    channels: tuple[str, ...]
    times: tuple[str, ...]
    questions: Mapping[Element, str]


def load_wording(folder: Path) -> DraftWording:
    """Load the wording from interpretation.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or lacks an entry.
    """
    return load_resource(folder / FILE, _wording)


def _wording(read: dict[str, Any]) -> DraftWording:
    plan = read["plan"]
    questions = {Element(entry["element"]): str(entry["text"]) for entry in read["question"]}
    lists = [tuple(str(line) for line in plan[name]) for name in ("forms", "major", "channels")]
    return DraftWording(lists[0], lists[1], lists[2], (str(plan["before"]), str(plan["at"]), str(plan["after"])), questions)


def drafted_values(bundle: Bundle, accepted: Accepted, wording: DraftWording, differences: Sequence[str] = ()) -> dict[str, Any]:
    """Return the values for the templates of plan and material.

    Args:
        bundle: the bundle.
        accepted: the passages that the officer has accepted.
        wording: the texts that drafts contain by themselves.
        differences: the accepted 新旧政策差异 from a comparison with an old policy.
    """
    unit = bundle.interpreting_unit or bundle.drafting_unit
    passages = {str(element): [passage_text(one) for one in accepted.get(element, ())] for element in Element}
    passages[str(Element.DIFFERENCES)] += differences
    forms = [*wording.forms, *(wording.major if bundle.major_decision else ())]
    questions = [
        {"question": question.replace("{title}", bundle.title), "answers": passages[str(element)], "by": unit}
        for element, question in wording.questions.items()
    ]
    return {
        "passages": passages, "drafted": True, "responsible": _responsible(bundle, unit), "forms": forms, "channels": list(wording.channels),
        "times": list(wording.times), "questions": questions,
    }  # fmt: skip


def passage_text(candidate: Candidate) -> str:
    """Return an accepted passage in the form for a draft: without its number, with a full stop at its end, the word it explains before it."""
    text = unnumbered(candidate.text.strip()).strip()
    bare = text.rstrip(OPEN_ENDS)
    text = text if bare == text else f"{bare}。"
    return f"{candidate.term}：{text}" if candidate.term and not text.startswith(candidate.term) else text


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
