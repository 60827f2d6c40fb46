"""How far two people agree on what each element should be offered: what can be asked of a program at most.

For each text that two people judged without knowing of each other: how many of the passages that the first would miss the second has named as well
(at most five each), and how many of the second's would do for the first.

Usage: python benchmarks/agreement_of_editors.py
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.model.document.candidate import Element

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT.parent / "shared" / "cases"
WANTED = ROOT / "tests" / "assist" / "wanted"
SENTENCE = re.compile("[^。；;\n]+")


def sentences(text: str, fragments: list[str]) -> set[int]:
    """Return where the sentences begin that fragments were taken from."""
    begins = [(match.start(), match.end()) for match in SENTENCE.finditer(text)]
    places = [text.find(fragment) for fragment in fragments]
    return {start for place in places for start, end in begins if start <= place < end}


def main() -> None:
    """Print the figures for each part."""
    for part in ("seen", "aside"):
        wanted, both, named, would_do = (Counter[Element]() for _ in range(4))
        for path in sorted((WANTED / part).glob("*.toml")):
            first = tomllib.loads(path.read_text(encoding="utf-8"))
            second = tomllib.loads((WANTED / "second" / path.name).read_text(encoding="utf-8"))
            text = CASES / first["file"]
            if not text.exists():
                continue
            written = text.read_text(encoding="utf-8")
            for element in Element:
                mine = sentences(written, first["wanted"].get(element, []))
                mine_all = mine | sentences(written, first.get("fitting", {}).get(element, []))
                theirs = sentences(written, second["wanted"].get(element, []))
                wanted[element] += len(mine)
                both[element] += len(mine & theirs)
                named[element] += len(theirs)
                would_do[element] += len(theirs & mine_all)
        for element in (*Element, None):
            counts = [sum(each.values()) if element is None else each[element] for each in (wanted, both, named, would_do)]
            label = "all" if element is None else element.value
            shares = [f"{some / of:.0%}" if of else "-" for some, of in ((counts[1], counts[0]), (counts[3], counts[2]))]
            both_want = f"{counts[1]} of {counts[0]} wanted by both ({shares[0]})"
            print(f"{part} {label:>12}: {both_want}, {counts[3]} of {counts[2]} would do for the other ({shares[1]})")


if __name__ == "__main__":
    main()
