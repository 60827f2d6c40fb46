"""The steps of a procedure that a policy orders, with the time that each may take."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.poster import BAR
from ..text.facts import FactKind, facts
from ..text.scripts import plain
from .questions import figure_phrase

STEPS = (
    "申请",
    "申报",
    "受理",
    "初审",
    "审查",
    "审核",
    "复核",
    "评审",
    "公示",
    "审批",
    "批准",
    "决定",
    "公布",
    "签订",
    "验收",
    "拨付",
    "发放",
    "登记",
    "备案",
    "答复",
)
HEADED = re.compile(
    f"^(?:第[一二三四五六七八九十]+步|[（(][一二三四五六七八九十]+[）)]|\\d+[.．、])\\s*(?P<name>[^，。；：]{{0,8}}(?:{'|'.join(STEPS)}))[。：:]"
)
"""Pattern of a line that is headed by a step of a procedure: （二）审核。…"""

FEWEST, MOST = 3, 7


def steps_of(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return the steps of a policy's procedure in their order, each with its time behind a bar where it has one; none where it has no procedure.

    Args:
        paragraphs: the policy's paragraphs that are not blank.
    """
    headed: list[tuple[int, str]] = []
    for number, paragraph in enumerate(map(plain, paragraphs)):
        match = HEADED.match(paragraph.strip())
        if match:
            headed.append((number, _step(match["name"], paragraph)))
    run = _longest_run(headed)
    return tuple(run[:MOST]) if len(run) >= FEWEST else ()


def _longest_run(headed: Sequence[tuple[int, str]]) -> list[str]:
    """Return the longest run of steps in neighbouring paragraphs."""
    best: list[str] = []
    run: list[str] = []
    last = -2
    for number, step in headed:
        run = [*run, step] if number - last <= 2 else [step]
        last = number
        best = max(best, run, key=len)
    return best


def _step(name: str, paragraph: str) -> str:
    times = [fact for fact in facts(paragraph) if fact.kind is FactKind.PERIOD]
    return f"{name}{BAR}{figure_phrase(paragraph, times[0])}" if times else name
