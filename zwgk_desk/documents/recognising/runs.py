"""Numbered paragraphs that follow one another, found in one walk through a document; those of articles, notes and contents are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model.document.tree import BlockKind
from .attachments import TABLE_NOTE
from .numbering import COLONS, DIVISION, LONGEST_HEADING, STOPS, article_number, decimal_parts, heading_part, is_heading_like, item_number
from .raw import Kinds, RawItem, bare
from .titles import CONTENTS

GAP = 3
"""How far a number may lie behind the one before: what is published leaves out some."""

LEADER = re.compile(r"[\s\u3000.．…·—\-]*\d{0,4}$")
"""What stands behind an entry of the contents."""

BREAKS = (BlockKind.ATTACHMENT, BlockKind.ATTACHMENT_TITLE, BlockKind.TITLE, BlockKind.SIGNATURE, BlockKind.DATE)


@dataclass
class Run:
    """Numbered paragraphs of one level that follow one another.

    Attributes:
        level: their level.
        above: the run that they stand below.
        places: where they stand.
        last: the number of the last.
    """

    level: int
    above: Run | None
    places: list[int] = field(default_factory=list)
    last: int = 0


def runs_of(items: Sequence[RawItem], known: Kinds) -> tuple[list[Run], dict[int, int]]:
    """Return the runs of a document in the order in which they begin, and the levels of chapters and of headings with decimal numbers."""
    walk = _Walk(_contents(items, known), _has_decimals(items))
    for place, item in enumerate(items):
        kind = known.get(place)
        if kind in BREAKS:
            walk.restart()
        if kind is None and bare(item):
            walk.step(place, item.text)
    return walk.runs, walk.levels


class _Walk:
    """One walk through a document."""

    def __init__(self, contents: frozenset[int], decimals: bool) -> None:
        self.runs: list[Run] = []
        self.levels: dict[int, int] = {}
        self._contents, self._decimals = contents, decimals
        self._open: dict[int, Run] = {}
        self._stack: list[Run] = []
        self._article = 0
        self._in_article = False
        self._note: int | None = None

    def restart(self) -> None:
        """Begin anew: what follows is another text."""
        self._open, self._stack = {}, []
        self._article, self._in_article, self._note = 0, False, None

    def step(self, place: int, text: str) -> None:
        """Go on by a paragraph."""
        if place in self._contents:
            return
        article = article_number(text, self._article)
        if article:
            self._article, self._in_article, self._note = article, True, None
        elif DIVISION.match(text):
            self._in_article = False
            if len(heading_part(text)) <= LONGEST_HEADING:
                self.levels[place] = 1
        elif not self._in_note(text) and not self._decimal(place, text):
            self._numbered(place, text)

    def _in_note(self, text: str) -> bool:
        """Return whether a paragraph is a note, or goes on with the numbers of one."""
        note = TABLE_NOTE.match(text)
        if note is None and self._note is None:
            return False
        _, value, _ = item_number(text[note.end() :] if note else text)
        goes_on = self._note is not None and 0 < value == self._note + 1
        self._note = value if note or goes_on else None
        return self._note is not None

    def _decimal(self, place: int, text: str) -> bool:
        """Return whether a paragraph has a decimal number, with its level remembered if it is a heading."""
        parts = decimal_parts(text) if self._decimals else 0
        if not parts:
            return False
        self._stack, self._open = [], {}
        if is_heading_like(text) and (len(heading_part(text)) < len(text) or not text.endswith((*STOPS, *COLONS))):
            self.levels[place] = min(parts, 4)
        return True

    def _numbered(self, place: int, text: str) -> None:
        level, value, _ = item_number(text)
        if not level or (self._in_article and level > 1):
            return
        while self._stack and self._stack[-1].level >= level:
            self._stack.pop()
        run = self._open.get(level)
        if run is None or value <= 1 or not run.last <= value <= run.last + GAP:
            run = Run(level, self._stack[-1] if self._stack else None)
            self.runs.append(run)
            self._open[level] = run
        self._stack.append(run)
        run.places.append(place)
        run.last = value


def _has_decimals(items: Sequence[RawItem]) -> bool:
    """Return whether a document numbers its headings 1, 1.1, 1.1.1."""
    parts = {decimal_parts(item.text) for item in items if bare(item) and item.text[0].isdigit()}
    return 2 in parts and 1 in parts


def _contents(items: Sequence[RawItem], known: Kinds) -> frozenset[int]:
    """Return the places of the entries of a table of contents: the lines below 目录 until the first of them stands in the text once more."""
    if not any(bare(item) and item.text[0] == "目" and _plain(item.text) in CONTENTS for item in items):
        return frozenset()
    lines = [_plain(item.text) if bare(item) and place not in known else "" for place, item in enumerate(items)]
    again: dict[int, int] = {}
    seen: dict[str, int] = {}
    for place in range(len(lines) - 1, -1, -1):
        again[place] = seen.get(lines[place], place)
        seen[lines[place]] = place
    found: set[int] = set()
    for head, line in enumerate(lines[:-1]):
        if line in CONTENTS and head not in found and lines[head + 1]:
            found.update(range(head + 1, again[head + 1]))
    return frozenset(found)


def _plain(text: str) -> str:
    return LEADER.sub("", text).replace(" ", "").replace("\u3000", "")
