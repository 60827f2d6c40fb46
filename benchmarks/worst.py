"""Drafting aids on the worst texts there are for them: of one character, one mark, one word, over and over, on one line; and a list whose lines
differ in their figures alone. Each answer's time at one size and at four times as much. Linear is 4.

Usage: python benchmarks/worst.py
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.assist.comparing.compare import compare
from zwgk_desk.assist.text.sources import Sources
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.tree import DocumentTree

WORDS = (
    "一",
    "1",
    "1,",
    "（",
    "“",
    "是指",
    "所称",
    "以下简称",
    "2017年",
    "市住房和局",
    "，",
    "第一条",
    "部门",
    "百分之",
    "110105",
    "進",
    "abc ",
    "。",
    "〔2017〕",
)
ROWS = 2_000
SMALL, LARGE = 250_000, 1_000_000
Aid = Callable[[DocumentTree, list[str]], object]
LEAST = 0.05
"""Seconds; what takes less than this at first tells nothing of how it grows."""


def tree(word: str, size: int) -> DocumentTree:
    """A text of one word, on one line."""
    return read_document("a.txt", (word * (size // len(word) + 1))[:size].encode())


def households(count: int) -> DocumentTree:
    """An annex of many lines that differ in their figures alone."""
    return read_document("a.txt", "\n".join(f"第{n}户补贴{n % 97 + 1}万元，{n % 89 + 1}日内拨付。" for n in range(count)).encode())


def seconds(aid: Aid, document: DocumentTree) -> float:
    """How long an aid takes over a text."""
    lines = list(document.paragraphs())
    start = time.perf_counter()
    aid(document, lines)
    return time.perf_counter() - start


def main() -> None:
    """Print the longest time and the steepest growth of each aid."""
    equipment = load_equipment()
    aids: dict[str, Aid] = {
        "assist": lambda document, lines: equipment.finder.candidates(document),
        "review": lambda document, lines: equipment.reviewer.alone(lines),
        "review --against": lambda document, lines: equipment.reviewer.against(lines, Sources(lines)),
        "compare": lambda document, lines: compare(document, DocumentTree(document.blocks[:-1])),
    }
    for name, aid in aids.items():
        longest, steepest, whose = 0.0, 0.0, ""
        for word in WORDS:
            small, large = (seconds(aid, tree(word, size)) for size in (SMALL, LARGE))
            longest = max(longest, large)
            if large / max(small, LEAST) > steepest:
                steepest, whose = large / max(small, LEAST), word
        few, many = (seconds(aid, households(count)) for count in (ROWS, 4 * ROWS))
        print(f"{name}: {many:.1f} s for a list of {4 * ROWS:,} lines, {many / max(few, LEAST):.1f} times as long as for {ROWS:,}")
        print(f"{name}: at most {longest:.1f} s for {LARGE:,} characters; at most {steepest:.1f} times as long for 4 times the text (“{whose}”)")


if __name__ == "__main__":
    main()
