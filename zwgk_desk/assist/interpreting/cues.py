"""By which words each of the nine elements is found in a policy; the words lie in resources/elements.toml, for an office to add to."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ...model.document.candidate import Element
from ...model.errors import InputError
from ..text.facts import FactKind

FILE = "elements.toml"
GAP = "…"
STRENGTHS = {"strong": 0.6, "medium": 0.35, "weak": 0.12}
"""How much a word of each list counts for a sentence."""

DOUBT = 0.35
"""What a sentence's score is multiplied by where a word stands in it that speaks against the element."""

FACT = 0.15


def contains(text: str, words: str) -> bool:
    """Whether words stand in a text, in their order where a gap is written between them."""
    place = 0
    for word in words.split(GAP):
        found = text.find(word, place)
        if found < 0:
            return False
        place = found + len(word)
    return True


@dataclass(frozen=True)
class ElementCues:
    """The cues of one element.

    Attributes:
        words: what speaks for it in a sentence, with how much each counts.
        headings: what in a heading says that the sentences below it are of this element.
        against: what speaks against it.
        opening, addressee: how much being the opening paragraph, or the addressee, counts.
        facts: the kinds of facts that speak for it.
        passed_over: headings that are only the document's frame.
    """

    words: tuple[tuple[str, float], ...] = ()
    headings: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    opening: float = 0.0
    addressee: float = 0.0
    facts: frozenset[FactKind] = frozenset()
    passed_over: tuple[str, ...] = ()

    def doubt(self, text: str) -> float:
        """The sum of what is missing to certainty after each word that stands in a sentence, as a product; 1 where none does."""
        left = 1.0
        for words, weight in self.words:
            if contains(text, words):
                left *= 1.0 - weight
        return left

    def in_heading(self, heading: str) -> bool:
        """Whether a heading names the element."""
        return any(contains(heading, words) for words in self.headings)

    def factor(self, text: str) -> float:
        """What a sentence's score is multiplied by for the words that speak against the element."""
        return DOUBT if any(contains(text, words) for words in self.against) else 1.0


@dataclass(frozen=True)
class TermCues:
    """How a policy explains its words.

    Attributes:
        called: what announces the word: 所称.
        means: what stands between the word and what it means: 是指.
        short: what announces a short name: 以下简称.
        bare: words that no key word begins or ends with.
        common: words that come again and again in every policy and are nobody's key words.
    """

    called: tuple[str, ...] = ()
    means: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    bare: frozenset[str] = frozenset()
    common: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CueBook:
    """All cues."""

    elements: Mapping[Element, ElementCues] = field(default_factory=dict)
    terms: TermCues = TermCues()


def load_cues(folder: Path) -> CueBook:
    """The cues from elements.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or names an element or a fact that there is not.
    """
    path = folder / FILE
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        elements = {Element(entry["name"]): _element(entry) for entry in read["element"]}
        terms = read["terms"]
        called, means, short, bare, common = (_words(terms[name]) for name in ("called", "means", "short", "bare", "common"))
        return CueBook(elements, TermCues(called, means, short, frozenset(bare), frozenset(common)))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"资源文件不能读取：{path}（{error}）", "请改正它，或恢复原来的文件") from error


def _words(entries: Iterable[Any]) -> tuple[str, ...]:
    return tuple(str(entry) for entry in entries)


def _element(entry: Mapping[str, Any]) -> ElementCues:
    words = tuple((word, weight) for strength, weight in STRENGTHS.items() for word in _words(entry.get(strength, ())))
    return ElementCues(
        words, _words(entry.get("headings", ())), _words(entry.get("against", ())), float(entry.get("opening", 0)), float(entry.get("addressee", 0)),
        frozenset(FactKind[kind.upper()] for kind in entry.get("facts", ())), _words(entry.get("passed_over", ())),
    )  # fmt: skip
