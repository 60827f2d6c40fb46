"""What a policy counts by itself: its parts, chapters, articles and items, as their numbers have it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from .numerals import NUMERALS, number
from .sentences import Sentence

MARKS = (
    ("部分", re.compile(rf"^([{NUMERALS}]{{1,3}})、")),
    ("章", re.compile(rf"^第([{NUMERALS}]{{1,4}})章")),
    ("条", re.compile(rf"^第([{NUMERALS}]{{1,5}}|\d{{1,4}})条")),
    ("项", re.compile(rf"^（([{NUMERALS}]{{1,4}})）")),
)
"""What stands at the head of each kind."""

CALLED = {"部分": "部分", "大块": "部分", "板块": "部分", "大部分": "部分", "章": "章", "条": "条", "附件": "附件"}
"""How interpretations call them."""

COUNTED = re.compile(rf"^个?({'|'.join(sorted(CALLED, key=len, reverse=True))})")
WHOLE = re.compile("(?:共|分|分为|分成|由|正文|全文|文件|包括|包含|总共)(?:一共|总共|共有|共|有|为|成)?$")
"""Words before a number that counts the whole document."""


def counts_of(sentences: Sequence[Sentence]) -> dict[str, int]:
    """Return how many parts, chapters, articles and items a policy has; articles are the numbered items where it has none of its own."""
    found: dict[str, set[int]] = defaultdict(set)
    for sentence in sentences:
        for kind, mark in MARKS:
            match = mark.match(sentence.text.strip()) if sentence.start == 0 else None
            value = number(match[1]) if match else None
            if value is not None:
                found[kind].add(int(value))
    counts = {kind: len(numbers) for kind, numbers in found.items() if numbers == set(range(1, len(numbers) + 1))}
    if "条" not in counts and "项" in counts:
        counts["条"] = counts["项"]
    return counts


def counted(before: str, text: str, behind: str, counts: Mapping[str, int]) -> int | None:
    """Return how many there are of what a number counts; None where it counts nothing of the document, or where that is not known.

    Args:
        before, text, behind: the number as it is written, with what stands before and behind it.
        counts: what the policy has.
    """
    named = COUNTED.match(text.lstrip(f"0123456789{NUMERALS}") + behind)
    if named is None or not WHOLE.search(before):
        return None
    return counts.get(CALLED[named[1]])
