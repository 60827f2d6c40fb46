"""How good and how fast the drafting aids are, on two pairs of real laws, with the baseline in the same run.

Comparing: the likeness of the aligned provisions, summed up, against the best possible assignment on the same likeness (scipy's Hungarian method);
the whole comparison with every mark against difflib's on the same two texts.

Usage: python benchmarks/drafting.py [FOLDER]        (FOLDER: of the real texts; beside the project where none is given)
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy
from scipy.optimize import linear_sum_assignment

from zwgk_desk.assist.alignment import alike, bigrams
from zwgk_desk.assist.compare import compare
from zwgk_desk.assist.provisions import provisions_of
from zwgk_desk.assist.sheet import sheet_of
from zwgk_desk.assist.words import words
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.tree import DocumentTree

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
PAIRS = (
    ("20-legislation-law-2015-old.txt", "20-legislation-law-2023-new.txt"),
    ("21-minors-protection-2020-old.txt", "21-minors-protection-2024-new.txt"),
)
TIMES = 5


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Milliseconds, the shortest of several runs, and what came of it."""
    shortest, made = float("inf"), None
    for _ in range(TIMES):
        start = time.perf_counter()
        made = work()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1000, made


def best_possible(old: DocumentTree, new: DocumentTree) -> float:
    """The greatest sum of likeness that any assignment reaches."""
    one = [bigrams(p.text) for p in provisions_of(list(old.paragraphs()))]
    other = [bigrams(p.text) for p in provisions_of(list(new.paragraphs()))]
    table = numpy.array([[alike(a, b) for b in other] for a in one])
    rows, columns = linear_sum_assignment(table, maximize=True)
    return float(table[rows, columns].sum())


def aligned(old: DocumentTree, new: DocumentTree) -> float:
    """The sum of likeness of the pairs that the comparison makes; of provisions that were merged or split that of the likeliest."""
    found = compare(old, new)
    return sum(max(alike(bigrams(a.text), bigrams(b.text)) for a in row.old for b in row.new) for row in found.rows if row.old and row.new)


def marks(old: DocumentTree, new: DocumentTree) -> None:
    """Words compared by difflib, pair by pair, for what the library that does it here brings."""
    for row in compare(old, new).rows:
        if row.old and row.new and row.old_text != row.new_text:
            SequenceMatcher(None, words(row.old_text), words(row.new_text), autojunk=False).get_opcodes()


def main() -> None:
    """Print the figures."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else CASES
    for names in PAIRS:
        old, new = (read_document(name, (folder / name).read_bytes()) for name in names)
        best, reached = best_possible(old, new), aligned(old, new)
        rows, found = timed(lambda old=old, new=new: compare(old, new))  # type: ignore[misc]
        whole, _ = timed(lambda old=old, new=new: sheet_of(compare(old, new), "old", "new"))  # type: ignore[misc]
        slow, _ = timed(lambda old=old, new=new: marks(old, new))  # type: ignore[misc]
        usual, _ = timed(lambda old=old, new=new: SequenceMatcher(None, old.text, new.text).get_opcodes())  # type: ignore[misc]
        full, _ = timed(lambda old=old, new=new: SequenceMatcher(None, old.text, new.text, autojunk=False).get_opcodes())  # type: ignore[misc]
        print(f"{names[0]} → {names[1]}: {found.words}")
        print(f"  likeness of the aligned: {reached:.2f} of {best:.2f} possible, {reached / best:.1%}   (bar: 99 %)")
        print(f"  rows {rows:.0f} ms, with every mark {whole:.0f} ms (marks by difflib instead: {slow:.0f} ms)")
        print(f"  difflib on both texts: {usual:.0f} ms, {usual / whole:.1f} times as long   (bar: 10)")
        print(f"  difflib without leaving out what is frequent: {full:.0f} ms, {full / whole:.0f} times as long")


if __name__ == "__main__":
    main()
