"""Finds what must not be published: people's numbers, names beside them, marks of secrecy, internal routing notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.document.remark import Gravity, Place, Remark
from ..text.lexicon import Lexicon
from .people import PeopleFinder
from .personal import personal, readable

NEARBY = 14
"""Characters before a number in which its owner's name is looked for."""

SHORT_NOTE = 24
"""Characters of a line at most that is a note by itself, without brackets or colon."""

DURATION = r"(?:[★☆*]\s?(?:\d{1,2}\s?(?:年|个月)|长期)?)"
SECRET = "涉密文件不得公开，也不得在不涉密的电脑上处理"
ADVICE = "公开前请删去或作去标识处理"


class Guard:
    """Finds what must not be published in texts, by an office's word lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        levels = "|".join(map(re.escape, lexicon.levels))
        self._level = re.compile(rf"(?:{levels})\s?{DURATION}|密级[：:]\s?(?:{levels})")
        self._alone = re.compile(rf"\s*(?:{levels})\s*(?:\d{{1,2}}\s?年)?\s*")
        self._marks = _any(lexicon.secrecy_marks)
        self._routing = _any(lexicon.routing_marks)
        self._people = PeopleFinder(lexicon.surnames, lexicon.name_cues)
        cues, between = "|".join(map(re.escape, lexicon.name_cues)), r"[：:（(）)，,、\s]*"
        name = rf"([{lexicon.surnames}][\u4e00-\u9fa5]{{1,2}}?)"
        self._name = re.compile(rf"(?:^|{cues}|[，,、。；：:\s（(]){between}{name}{between}(?:(?:{cues}){between})?$")

    def remarks(self, paragraphs: Sequence[str]) -> Iterator[Remark]:
        """Yield the remarks on a document's paragraphs that are not blank."""
        for number, text in enumerate(paragraphs):
            yield from self._numbers(number, text)
            yield from self._names(number, text)
            yield from self.secrecy(number, text)
            yield from self._routes(number, text)

    def secrecy(self, number: int, text: str) -> Iterator[Remark]:
        """Yield the remarks on marks of secrecy in one paragraph."""
        bare, places = readable(text)
        alone = self._alone.fullmatch(bare)
        if alone is not None and bare.strip():
            yield Remark("secrecy-mark", Gravity.ERROR, Place(number, 0, len(text)), text, f"标有密级“{bare.strip()}”，{SECRET}")
            return
        for match in self._level.finditer(bare):
            place = Place(number, places[match.start()], places[match.end() - 1] + 1)
            yield Remark("secrecy-mark", Gravity.ERROR, place, text[place.start : place.end], f"标有密级“{match[0]}”，{SECRET}")
        for match in self._marks.finditer(text):
            yield _remark("secrecy-mark", Gravity.QUESTION, number, match, f"有“{match[0]}”字样", "请核对是否可以公开")

    def _numbers(self, number: int, text: str) -> Iterator[Remark]:
        for found in personal(text):
            place = Place(number, found.start, found.end)
            yield Remark(found.rule, found.gravity, place, text[found.start : found.end], f"{found.what}，{ADVICE}")
            near = self._name.search(text[max(0, found.start - NEARBY) : found.start])
            if near is not None:
                at = max(0, found.start - NEARBY) + near.start(1)
                yield Remark("personal-name", Gravity.QUESTION, Place(number, at, at + len(near[1])), near[1], f"号码旁边的姓名“{near[1]}”，{ADVICE}")

    def _names(self, number: int, text: str) -> Iterator[Remark]:
        for found in self._people.names(text):
            named = text[found.start : found.end]
            yield Remark("personal-name", found.gravity, Place(number, found.start, found.end), named, f"{found.what}“{named}”，{ADVICE}")

    def _routes(self, number: int, text: str) -> Iterator[Remark]:
        """Yield the remarks on notes of a paper's routing: what a rule says of drafts and of reading them is none."""
        for match in self._routing.finditer(text):
            bracketed = text[match.start() - 1 : match.start()] in ("（", "(") and text[match.end() : match.end() + 1] in ("）", ")")
            labelled = match[0].endswith(("：", ":")) or text[match.end() : match.end() + 1] in ("：", ":")
            if bracketed or labelled or len(text) <= SHORT_NOTE:
                yield _remark("routing-mark", Gravity.QUESTION, number, match, f"内部流转的字样“{match[0]}”", "公开前请删去")


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _remark(rule: str, gravity: Gravity, paragraph: int, match: re.Match[str], what: str, remedy: str) -> Remark:
    return Remark(rule, gravity, Place(paragraph, match.start(), match.end()), match[0], f"{what}，{remedy}")
