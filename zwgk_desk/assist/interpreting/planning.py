"""The rows of an interpretation plan: when, in which form, on which channel, by whom, for whom; and the questions that are to be expected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...model.bundle import Bundle
from ...model.document.candidate import Candidates
from ..text.scripts import plain
from .measures import source_of
from .questions import FORCE
from .turning import Turning
from .wording import DraftWording

MOST_AUDIENCES, MOST_ANSWERS = 2, 2


def planned_rows(bundle: Bundle, paragraphs: Sequence[str], unit: str, wording: DraftWording) -> list[dict[str, str]]:
    """Return the rows of a plan's table, each with stage, time, form, channel, person and audience.

    Args:
        bundle: the bundle.
        paragraphs: the policy's paragraphs that are not blank.
        unit: the department that interprets.
        wording: the rows as the office has them.
    """
    told = FORCE.search(plain("\n".join(paragraphs)))
    day = told["day"] if told else ""
    audience = "、".join(audiences(paragraphs, wording)) or wording.everybody
    rows = []
    for row in wording.rows:
        if (row.when == "major" and not bundle.major_decision) or (row.when == "force" and not day):
            continue
        cells = {"stage": row.stage, "time": row.time.replace("{day}", day), "form": row.form, "channel": row.channel}
        rows.append({**cells, "person": row.person.replace("{unit}", unit), "audience": audience if row.stage != "公布前" else wording.everybody})
    return rows


def audiences(paragraphs: Sequence[str], wording: DraftWording) -> list[str]:
    """Return whom a policy concerns most, by the risk words that it uses most often."""
    text = plain("\n".join(paragraphs))
    counted = sorted(((sum(map(text.count, risk.words)), risk.audience) for risk in wording.risks), key=lambda pair: -pair[0])
    return [audience for count, audience in counted[:MOST_AUDIENCES] if count]


def expected_questions(accepted: Candidates, paragraphs: Sequence[str], unit: str, wording: DraftWording, turning: Turning) -> list[dict[str, Any]]:
    """Return the questions that the policy's risk words call forth, each with what the accepted passages answer.

    Args:
        accepted: the passages that the officer has accepted.
        paragraphs: the policy's paragraphs that are not blank.
        unit: the department that answers.
        wording: the risk words and their questions.
        turning: what is put in plainer words.
    """
    text = plain("\n".join(paragraphs))
    found = []
    for risk in wording.risks:
        if not any(word in text for word in risk.words):
            continue
        once = {one.place: one for candidates in accepted.values() for one in candidates if any(word in plain(one.text) for word in risk.words)}
        answers = [f"{''.join(turning.sentences(one.text)[:1])}（{source_of(one, paragraphs)}）" for one in list(once.values())[:MOST_ANSWERS]]
        found.append({"question": risk.question, "answers": answers, "by": unit})
    return found
