"""How well the nine elements of an interpretation are found in published texts that nobody here wrote.

For each text a person wrote down, from the text alone and before anything was tried on it, what each element should be offered: the passages
that would be missed (at most five), and every other one that would do. Printed by element: how many of the passages that would be missed are among
the first five proposals, how many of the first three would do, and how often an element is silent where a text has nothing for it.

Usage: python benchmarks/proposals.py [seen|more|aside] [--missed]
       (by itself: all; --missed lists what is missed and what is wrongly proposed, by element)
"""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.assist.interpreting.cues import load_cues
from zwgk_desk.assist.interpreting.elements import Finder
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.candidate import Candidate, Element
from zwgk_desk.places import resources

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT.parent / "shared" / "cases"
WANTED = ROOT / "tests" / "assist" / "wanted"
PARTS = ("seen", "more", "aside")
AMONG, LEADING = 5, 3


@dataclass
class Tally:
    """What was counted, by element.

    Attributes:
        wanted, found: passages that would be missed, and those of them among the first five.
        led, right: proposals among the first three, and those of them that would do.
        empty, silent: texts that have nothing for an element, and those of them for which nothing is proposed.
        missed, wrong: the passages themselves, with the text's name.
    """

    wanted: Counter[Element] = field(default_factory=Counter)
    found: Counter[Element] = field(default_factory=Counter)
    led: Counter[Element] = field(default_factory=Counter)
    right: Counter[Element] = field(default_factory=Counter)
    empty: Counter[Element] = field(default_factory=Counter)
    silent: Counter[Element] = field(default_factory=Counter)
    missed: list[tuple[Element, str, str]] = field(default_factory=list)
    wrong: list[tuple[Element, str, str]] = field(default_factory=list)


def meant(fragment: str, candidate: Candidate) -> bool:
    """Return whether a proposal is the passage that a fragment was taken from."""
    return fragment in candidate.text or (len(candidate.text) >= len(fragment) // 2 and candidate.text in fragment)


def measured(part: str) -> Tally:
    """Count all texts of a part, seen or aside."""
    finder, tally = Finder(load_cues(resources())), Tally()
    for path in sorted((WANTED / part).glob("*.toml")):
        truth = tomllib.loads(path.read_text(encoding="utf-8"))
        text = CASES / truth["file"]
        if not text.exists():
            continue
        found = finder.candidates(read_document(text.name, text.read_bytes()))
        for element in Element:
            wanted = truth["wanted"].get(element, [])
            _count(tally, element, path.stem, wanted, [*wanted, *truth.get("fitting", {}).get(element, [])], found[element])
    return tally


def _count(tally: Tally, element: Element, name: str, wanted: list[str], fitting: list[str], found: tuple[Candidate, ...]) -> None:
    if not fitting:
        tally.empty[element] += 1
        tally.silent[element] += not found
    for fragment in wanted:
        tally.wanted[element] += 1
        if any(meant(fragment, one) for one in found[:AMONG]):
            tally.found[element] += 1
        else:
            tally.missed.append((element, name, fragment))
    for one in found[:LEADING]:
        tally.led[element] += 1
        if any(meant(fragment, one) for fragment in fitting):
            tally.right[element] += 1
        else:
            tally.wrong.append((element, name, one.text))


def lines(tally: Tally) -> Iterator[str]:
    """Yield the figures of a tally, a line for each element and one for all."""
    for element in (*Element, None):
        counts = [sum(each.values()) if element is None else each[element] for each in (tally.wanted, tally.found, tally.led, tally.right)]
        wanted, found, led, right = counts
        empty, silent = (sum(each.values()) if element is None else each[element] for each in (tally.empty, tally.silent))
        label = "all" if element is None else element.value
        quiet = f", silent in {silent} of {empty} that have nothing" if empty else ""
        among = f"{found} of {wanted} among the first five ({_share(found, wanted)})"
        yield f"{label:>12}: {among}, {right} of {led} of the first three would do ({_share(right, led)}){quiet}"


def _share(some: int, of: int) -> str:
    return f"{some / of:.0%}" if of else "-"


def main() -> None:
    """Print the figures."""
    parts = [argument for argument in sys.argv[1:] if not argument.startswith("-")] or PARTS
    for part in parts:
        tally = measured(part)
        print(f"proposals on {part}:")
        print("\n".join(lines(tally)))
        if "--missed" in sys.argv:
            for element in Element:
                for label, listed in (("missed", tally.missed), ("wrong", tally.wrong)):
                    for of, name, text in listed:
                        if of is element:
                            print(f"  {label} {element.value} {name}: {text}")


if __name__ == "__main__":
    main()
