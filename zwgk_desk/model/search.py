"""Searching for bundles: filters of lists, searchable texts, and hits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .record import BundleLine
from .terms import Stage, Term


class ListView(Term):
    """The lists that the workbench offers."""

    WAITING = "waiting", "待我办理"
    CAME_BACK = "came_back", "退回"
    DUE = "due", "即将到期"
    CHANGED = "changed", "昨天以来"
    ALL = "all", "全部"


@dataclass(frozen=True)
class BundleFilter:
    """Conditions of a list of bundles; the default narrows nothing.

    Attributes:
        words: words, parted by blanks, each of which stands in the title, in a number or in one of the files.
        stages: only bundles at one of these stages; None for all.
        came_back: only bundles that were returned, or sent back by a signer, and have not been sent on since.
        due_by: only bundles that are due on that day or before and not issued, ISO 8601; empty for all.
        changed_since: only bundles that changed at that moment or later, ISO 8601; empty for all.
    """

    words: str = ""
    stages: frozenset[Stage] | None = None
    came_back: bool = False
    due_by: str = ""
    changed_since: str = ""

    @property
    def wanted_words(self) -> tuple[str, ...]:
        """The single words, split at blanks."""
        return tuple(dict.fromkeys(self.words.split()))


@dataclass(frozen=True)
class SavedFilter:
    """A filter that a person keeps under a name.

    Attributes:
        name: what the person calls it.
        view: which list it narrows.
        words: as in `BundleFilter`.
        stage: only this stage; None for all.
    """

    name: str
    view: ListView = ListView.ALL
    words: str = ""
    stage: Stage | None = None

    def as_dict(self) -> dict[str, str]:
        """Return the filter as plain values, without its name."""
        return {"view": str(self.view), "words": self.words, "stage": str(self.stage or "")}


def saved_filter_from(name: str, values: Mapping[str, Any]) -> SavedFilter:
    """Return the saved filter of plain values. One saved by a newer program still works: an unknown stage is ignored, an unknown list is all."""
    stage = next((stage for stage in Stage if str(stage) == values.get("stage")), None)
    view = next((view for view in ListView if str(view) == values.get("view")), ListView.ALL)
    return SavedFilter(name, view, str(values.get("words", "")), stage)


@dataclass(frozen=True)
class Searchable:
    """One text of a bundle that can be searched.

    Attributes:
        place: the place, as findings name places: `policy`, `materials[0]`; `bundle.title` for title and numbers.
        version: changes with the text: the file's SHA-256, or the text itself.
        text: as people read it.
        plain: the text with each character in its searched form; character for character, so that hits can be found in `text`.
    """

    place: str
    version: str
    text: str
    plain: str


@dataclass(frozen=True)
class Hit:
    """One place where searched words were found.

    Attributes:
        place: as in `Searchable`.
        before, words, after: the sentence round them, cut to what a person reads.
    """

    place: str
    before: str
    words: str
    after: str


@dataclass(frozen=True)
class FoundLine:
    """A bundle in a list, with the hits of the searched words in it."""

    line: BundleLine
    hits: tuple[Hit, ...] = ()
