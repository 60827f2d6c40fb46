"""How well facts told in other words are held against the policy: interpretations in which every fact is marked `{right|wrong}`.

Of each fact the text is reviewed once as it is right, and once with this one fact wrong. Printed are, for each set of texts: of the wrong facts how
many are told as errors, how many at least asked about; of the right ones how many are called errors, how many asked about; with `--list` those that
pass in silence or are wrongly told, by kind.

Usage: python benchmarks/paraphrase.py [--list] FOLDER ...        (a folder of texts, each with `policy: FILE` in its first line)
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from zwgk_desk.assist.reviewing.consistency import inconsistencies
from zwgk_desk.assist.text.retelling import load_retelling
from zwgk_desk.assist.text.sources import Sources
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.remark import Gravity, Remark
from zwgk_desk.places import resources

CASES = Path(__file__).resolve().parent.parent.parent / "shared" / "cases"
MARKED = re.compile(r"\{([^{}|]+)\|([^{}|]+)\}")
RETELLING = load_retelling(resources())
ERROR, ASKED, SILENT = "error", "asked", "silent"


@dataclass(frozen=True)
class Marked:
    """One fact of a text: its paragraph, where it begins there as long as all are right, and its two values."""

    paragraph: int
    start: int
    right: str
    wrong: str


@dataclass
class Text:
    """An interpretation, with all its facts right."""

    name: str
    policy: Sources
    paragraphs: list[str] = field(default_factory=list)
    facts: list[Marked] = field(default_factory=list)

    def with_wrong(self, fact: Marked) -> list[str]:
        """The paragraphs with this fact wrong."""
        text = self.paragraphs[fact.paragraph]
        changed = text[: fact.start] + fact.wrong + text[fact.start + len(fact.right) :]
        return [*self.paragraphs[: fact.paragraph], changed, *self.paragraphs[fact.paragraph + 1 :]]


def read_marked(path: Path) -> Text:
    """Read a text with its policy."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    policy = CASES / first.removeprefix("policy:").strip()
    text = Text(path.stem, Sources(list(read_document(policy.name, policy.read_bytes()).paragraphs()), RETELLING))
    for line in filter(str.strip, lines):
        bare, place = "", 0
        for found in MARKED.finditer(line):
            bare += line[place : found.start()]
            text.facts.append(Marked(len(text.paragraphs), len(bare), found[1], found[2]))
            bare += found[1]
            place = found.end()
        text.paragraphs.append(bare + line[place:])
    return text


def told(remarks: Sequence[Remark], paragraph: int, start: int, end: int) -> str:
    """What is said of a range: an error, a question, or nothing."""
    there = {r.gravity for r in remarks if r.place.paragraph == paragraph and r.place.start < end and start < r.place.end}
    return ERROR if Gravity.ERROR in there else ASKED if Gravity.QUESTION in there else SILENT


def judged(text: Text) -> Iterator[tuple[Marked, str, str]]:
    """What is said of each fact: where it is right, and where it is wrong."""
    all_right = list(inconsistencies(text.paragraphs, text.policy))
    for fact in text.facts:
        wrong = list(inconsistencies(text.with_wrong(fact), text.policy))
        yield (
            fact,
            told(all_right, fact.paragraph, fact.start, fact.start + len(fact.right)),
            told(wrong, fact.paragraph, fact.start, fact.start + len(fact.wrong)),
        )


@dataclass(frozen=True)
class Figures:
    """What is told of some texts' facts, as shares of all of them (0 to 1).

    Attributes:
        count: how many facts there are.
        errors, told: of the wrong ones those told as errors, and those at least asked about.
        false_errors, false_questions: of the right ones those called errors, and those asked about.
        lines: those that pass in silence or are wrongly told, one a line.
    """

    count: int
    errors: float
    told: float
    false_errors: float
    false_questions: float
    lines: tuple[str, ...]


def figures_of(texts: Sequence[Text]) -> Figures:
    """Review the texts, and count."""
    right: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    lines = []
    for text in texts:
        for fact, as_right, as_wrong in judged(text):
            right[as_right] += 1
            wrong[as_wrong] += 1
            if as_right != SILENT or as_wrong == SILENT:
                around = text.paragraphs[fact.paragraph][max(0, fact.start - 14) : fact.start]
                lines.append(f"  {text.name}: {around}{{{fact.right}|{fact.wrong}}}: right {as_right}, wrong {as_wrong}")
    count = max(1, right.total())
    told = (wrong[ERROR] + wrong[ASKED]) / count
    return Figures(right.total(), wrong[ERROR] / count, told, right[ERROR] / count, right[ASKED] / count, tuple(lines))


def report(folder: Path, listed: bool) -> None:
    """Print the figures of a folder's texts."""
    found = figures_of([read_marked(path) for path in sorted(folder.glob("*.txt"))])
    if listed:
        print("\n".join(found.lines))
    print(f"{folder.name}: {found.count} facts; wrong ones told as errors {found.errors:.1%} (bar 65), as errors or questions {found.told:.1%} (88); "
          f"right ones called errors {found.false_errors:.1%} (1.5), asked about {found.false_questions:.1%} (6)")  # fmt: skip


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", type=Path, nargs="*", default=[CASES / "paraphrase"])
    parser.add_argument("--list", action="store_true")
    given = parser.parse_args()
    for folder in given.folders:
        report(folder, given.list)


if __name__ == "__main__":
    main()
