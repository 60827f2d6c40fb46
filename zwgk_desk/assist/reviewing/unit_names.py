"""Compares names of units with the office's own list: a name nearly like a listed one is asked about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Indel

from ...model.document.remark import Gravity, Place, Remark
from ..text.facts import FactKind, facts

FEWEST = 4
"""Characters below which names are not compared: short ones are too much alike."""

LIKE = 0.85


class UnitNames:
    """Finds misspelt names of the units in an office's list."""

    def __init__(self, names: Sequence[str]) -> None:
        """Compare with these names."""
        self._names = tuple(dict.fromkeys(name.strip() for name in names if len(name.strip()) >= FEWEST))
        self._known: dict[str, str] = {}

    def remarks(self, paragraphs: Sequence[str]) -> Iterator[Remark]:
        """Yield remarks on the names in a document that are nearly, but not exactly, the name of a listed unit."""
        if not self._names:
            return
        for number, text in enumerate(paragraphs):
            for fact in facts(text):
                wanted = self._meant(fact.text) if fact.kind is FactKind.NAME and len(fact.text) >= FEWEST else ""
                if wanted:
                    message = f"单位名录里是“{wanted}”，请核对单位名称"
                    yield Remark("unit-name", Gravity.QUESTION, Place(number, fact.start, fact.end), fact.text, message, wanted)

    def _meant(self, name: str) -> str:
        """Return the listed name that a name is nearly, as far as it is written out; empty where it is a listed one, or like none."""
        if name not in self._known:
            self._known[name] = self._look_up(name)
        return self._known[name]

    def _look_up(self, name: str) -> str:
        if any(listed.endswith(name) for listed in self._names):
            return ""
        best, likeness = "", 0.0
        for listed in self._names:
            start = listed.find(name[0])
            written = listed[start:] if start >= 0 else listed
            if len(written) < FEWEST or name[-1] != written[-1] or name.endswith(listed):
                continue
            found = 1.0 if _shortened(name, written) else Indel.normalized_similarity(name, written)
            if found > likeness:
                best, likeness = written, found
        return best if likeness >= LIKE else ""


def _shortened(name: str, whole: str) -> bool:
    """Return whether a name is a longer one with characters left out."""
    rest = iter(whole)
    return len(name) < len(whole) and all(character in rest for character in name)
