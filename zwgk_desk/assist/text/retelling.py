"""How interpretations say what a policy says: words of one meaning, and words of one kind of which one excludes the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from .fact_kinds import Fact, FactKind
from .resource import load_resource

FILE = "retelling.toml"
DEPARTMENT, PART = "部门", "分工"


@dataclass(frozen=True)
class Apart:
    """Words of one kind; of the same thing only one of them can be said.

    Attributes:
        kind: what they are, for people.
        terms: the words; those of one meaning together.
    """

    kind: str
    terms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Retelling:
    """The words of one office.

    Attributes:
        same: words of one meaning; the first stands for the others.
        apart: words of one kind.
        passed: what holds such a word and is none.
        fields: what departments are in charge of; the names of one field together.
        tails: what stands behind a field where it names a department.
        roles: what bodies are called by their part in a matter, the names of one together; they have the same tails.
    """

    same: tuple[tuple[str, ...], ...] = ()
    apart: tuple[Apart, ...] = ()
    passed: tuple[str, ...] = ()
    fields: tuple[tuple[str, ...], ...] = ()
    tails: tuple[str, ...] = ()
    roles: tuple[tuple[str, ...], ...] = ()

    def folded(self, text: str) -> str:
        """Return a text with one word for all of one meaning. Its length may change."""
        return self._said.sub(lambda match: self._meant[match[0]], text) if self._meant else text

    def terms(self, text: str) -> list[Fact]:
        """Return the words of a text that exclude others, in their order."""
        if not self._value_of:
            return []
        matched = (found for found in self._terms.finditer(text) if found[0] in self._value_of)
        words = [Fact(FactKind.TERM, self._value_of[found[0]], found[0], found.start(), found.end()) for found in matched]
        return [*words, *self.departments(text)]

    def departments(self, text: str) -> list[Fact]:
        """Return the departments that a text names, each by its field or, of another kind, by its part in the matter."""
        if not self._field_of:
            return []
        named = self._departments.finditer(text)
        return [Fact(FactKind.TERM, self._field_of[found[1]], found[0], found.start(), found.end()) for found in named]

    @cached_property
    def _meant(self) -> dict[str, str]:
        return {word: words[0] for words in self.same for word in words[1:]}

    @cached_property
    def _said(self) -> re.Pattern[str]:
        return _any_of(self._meant)

    @cached_property
    def _value_of(self) -> dict[str, tuple[object, ...]]:
        return {word: (words[0], each.kind) for each in self.apart for words in each.terms for word in words}

    @cached_property
    def _field_of(self) -> dict[str, tuple[object, ...]]:
        kinds = ((self.fields, DEPARTMENT), (self.roles, PART))
        return {name: (names[0], kind) for all_names, kind in kinds for names in all_names for name in names}

    @cached_property
    def _departments(self) -> re.Pattern[str]:
        return re.compile(f"({_any_of(self._field_of).pattern})(?:{'|'.join(sorted(self.tails, key=len, reverse=True))})")

    @cached_property
    def _terms(self) -> re.Pattern[str]:
        return _any_of((*self._value_of, *self.passed))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


NOTHING = Retelling()
"""Without any words: every text stands for itself alone."""


def load_retelling(folder: Path) -> Retelling:
    """Load the words from retelling.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or lacks an entry.
    """
    return load_resource(folder / FILE, _retelling)


def _retelling(read: dict[str, Any]) -> Retelling:
    apart = tuple(Apart(each["kind"], _lists(each["terms"])) for each in read["apart"])
    departments = read["departments"]
    return Retelling(
        _lists(read["same"]), apart, tuple(read["passed"]), _lists(departments["fields"]), tuple(departments["tails"]), _lists(departments["roles"])
    )


def _lists(words: Iterable[Iterable[str]]) -> tuple[tuple[str, ...], ...]:
    return tuple(map(tuple, words))
