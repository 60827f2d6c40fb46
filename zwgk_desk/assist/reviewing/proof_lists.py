"""What proofreading knows by lists: wrong words, bodies and laws that have others in their place since a day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from ...model.document.remark import Gravity, Place, Remark
from ..text.resource import load_resource

FILE = "proof.toml"
ENTITLED = "《(?:中华人民共和国)?"
ALONE = re.compile(r"\s*[（(]?(\d{4})年(\d{1,2})月(\d{1,2})日[）)]?\s*")
UNTIL = re.compile(r"截止(?=\s?(?:到|至)?(?:\d|[一二三四五六七八九〇]{2,4}年|目前|今年|本月|年底))")
"""截止 before a moment: what is meant is 截至."""


@dataclass(frozen=True)
class Replaced:
    """A body or a law that has another in its place.

    Attributes:
        old: its names.
        new: what stands in its place.
        since: from which day.
        source: where that is laid down.
    """

    old: tuple[str, ...]
    new: str
    since: date
    source: str


@dataclass(frozen=True)
class ProofLists:
    """The lists.

    Attributes:
        words: wrong words, each with what is meant, and the longer words in which it is right.
        bodies, laws: what has another in its place.
    """

    words: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    bodies: tuple[Replaced, ...] = ()
    laws: tuple[Replaced, ...] = ()

    def remarks(self, number: int, text: str, dated: date | None = None) -> Iterator[Remark]:
        """Yield the remarks on a paragraph.

        Args:
            number: the paragraph's number.
            text: its text.
            dated: the document's day: what still held then is no fault; None for a draft.
        """
        for match in self._words.finditer(text):
            meant, right_in = self._meant[match[0]]
            if any(_lies_in(longer, match[0], text, match.start()) for longer in right_in):
                continue
            yield _remark("wrong-word", Gravity.ERROR, number, match, f"“{match[0]}”应为“{meant}”", meant)
        for match in UNTIL.finditer(text):
            yield _remark("wrong-word", Gravity.QUESTION, number, match, "后面是时间点的，用“截至”；“截止”指到期停止", "截至")
        for rule, pattern, known in (("renamed-body", self._bodies, self._body), ("replaced-law", self._laws, self._law)):
            for match in pattern.finditer(text):
                other = known[_key(match[0])]
                if dated is not None and dated < other.since:
                    continue
                message = f"“{match[0]}”自{other.since.year}年{other.since.month}月{other.since.day}日起由{other.new}代替（{other.source}），请核对"
                yield _remark(rule, Gravity.QUESTION, number, match, message)

    @cached_property
    def _meant(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {wrong: (meant, right_in) for wrong, meant, right_in in self.words}

    @cached_property
    def _words(self) -> re.Pattern[str]:
        return _any_of(list(self._meant))

    @cached_property
    def _body(self) -> dict[str, Replaced]:
        return {name: each for each in self.bodies for name in each.old}

    @cached_property
    def _bodies(self) -> re.Pattern[str]:
        return _any_of(list(self._body))

    @cached_property
    def _law(self) -> dict[str, Replaced]:
        return {name: each for each in self.laws for name in each.old}

    @cached_property
    def _laws(self) -> re.Pattern[str]:
        return re.compile("|".join(re.escape(name).replace("《", ENTITLED) for name in self._law) or NEVER)


NEVER = r"(?!)"
NO_LISTS = ProofLists()


def _key(written: str) -> str:
    return written.replace("《中华人民共和国", "《")


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(_whole, sorted(words, key=len, reverse=True))) or NEVER)


def _whole(word: str) -> str:
    """Return the pattern of a word; a ministry's name is none within 部门."""
    return f"{re.escape(word)}(?!门)" if word.endswith("部") else re.escape(word)


def _lies_in(longer: str, word: str, text: str, start: int) -> bool:
    begin = start - longer.index(word)
    return begin >= 0 and text.startswith(longer, begin)


def _remark(rule: str, gravity: Gravity, paragraph: int, match: re.Match[str], message: str, expected: str = "") -> Remark:
    return Remark(rule, gravity, Place(paragraph, match.start(), match.end()), match[0], message, expected)


def day_of(paragraphs: Sequence[str]) -> date | None:
    """Return the day of a document: the last date that stands alone on a line; None where there is none."""
    for text in reversed(paragraphs):
        found = ALONE.fullmatch(text)
        if found:
            try:
                return date(int(found[1]), int(found[2]), int(found[3]))
            except ValueError:
                return None
    return None


def _replaced(entry: Mapping[str, str]) -> Replaced:
    names = tuple(entry[name] for name in ("old", "short") if name in entry)
    return Replaced(names, entry["new"], date.fromisoformat(entry["since"]), entry["source"])


def load_proof_lists(folder: Path) -> ProofLists:
    """Load the lists from proof.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or lacks an entry.
    """
    return load_resource(folder / FILE, _lists)


def _lists(read: dict[str, Any]) -> ProofLists:
    words = tuple((wrong, meant, tuple(" ".join(right_in).split())) for wrong, meant, *right_in in read["words"])
    return ProofLists(words, tuple(map(_replaced, read["body"])), tuple(map(_replaced, read["law"])))
