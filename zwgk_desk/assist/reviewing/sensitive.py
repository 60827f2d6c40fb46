"""Finds what must not be published: people's numbers, names beside them, marks of secrecy, internal routing notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from ...model.document.remark import Gravity, Place, Remark
from ..text.lexicon import Lexicon

ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?![0-9A-Za-z])")
CARD = re.compile(r"(?<![0-9A-Za-z])[3-6]\d{3}(?:[- ]?\d{4}){2,3}(?:[- ]?\d{1,4})?(?![0-9A-Za-z])")
CARD_LENGTHS = range(15, 20)
NEARBY = 14
"""Characters before a number in which its owner's name is looked for."""

DURATION = r"(?:[★☆*]\s?(?:\d{1,2}\s?(?:年|个月)|长期)?)"
ADVICE = "公开前请删去或作去标识处理"


class Guard:
    """Finds what must not be published in texts, by an office's word lists."""

    def __init__(self, lexicon: Lexicon) -> None:
        levels = "|".join(map(re.escape, lexicon.levels))
        self._level = re.compile(rf"(?:{levels})\s?{DURATION}|密级[：:]\s?(?:{levels})")
        self._alone = re.compile(rf"\s*(?:{levels})\s*(?:\d{{1,2}}\s?年)?\s*")
        self._marks = _any(lexicon.secrecy_marks)
        self._routing = _any(lexicon.routing_marks)
        cues, between = "|".join(map(re.escape, lexicon.name_cues)), r"[：:（(）)，,、\s]*"
        name = rf"([{lexicon.surnames}][\u4e00-\u9fa5]{{1,2}}?)"
        self._name = re.compile(rf"(?:^|{cues}|[，,、。；：:\s（(]){between}{name}{between}(?:(?:{cues}){between})?$")

    def remarks(self, paragraphs: Sequence[str]) -> Iterator[Remark]:
        """Yield the remarks on a document's paragraphs that are not blank."""
        for number, text in enumerate(paragraphs):
            yield from self._numbers(number, text)
            yield from self.secrecy(number, text)
            for match in self._routing.finditer(text):
                yield _remark("routing-mark", Gravity.QUESTION, number, match, f"内部流转的字样“{match[0]}”", "公开前请删去")

    def secrecy(self, number: int, text: str) -> Iterator[Remark]:
        """Yield the remarks on marks of secrecy in one paragraph."""
        alone = self._alone.fullmatch(text)
        if alone is not None and text.strip():
            yield _remark("secrecy-mark", Gravity.ERROR, number, alone, f"标有密级“{text.strip()}”", "涉密文件不得公开，也不得在不涉密的电脑上处理")
            return
        for match in self._level.finditer(text):
            yield _remark("secrecy-mark", Gravity.ERROR, number, match, f"标有密级“{match[0]}”", "涉密文件不得公开，也不得在不涉密的电脑上处理")
        for match in self._marks.finditer(text):
            yield _remark("secrecy-mark", Gravity.QUESTION, number, match, f"有“{match[0]}”字样", "请核对是否可以公开")

    def _numbers(self, number: int, text: str) -> Iterator[Remark]:
        taken: list[tuple[int, int]] = []
        for match in ID_NUMBER.finditer(text):
            if _is_identity(match[0]):
                taken.append(match.span())
                yield _remark("id-number", Gravity.ERROR, number, match, "居民身份证号码", ADVICE)
        for match in MOBILE.finditer(text):
            taken.append(match.span())
            yield _remark("mobile-number", Gravity.ERROR, number, match, "手机号码", ADVICE)
        for match in CARD.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if len(digits) in CARD_LENGTHS and luhn.is_valid(digits) and not _within(match.span(), taken):
                taken.append(match.span())
                yield _remark("bank-card", Gravity.ERROR, number, match, "银行卡号", ADVICE)
        for start, _ in taken:
            near = self._name.search(text[max(0, start - NEARBY) : start])
            if near is not None:
                at = max(0, start - NEARBY) + near.start(1)
                place = Place(number, at, at + len(near[1]))
                yield Remark("personal-name", Gravity.QUESTION, place, near[1], f"号码旁边的姓名“{near[1]}”，{ADVICE}")


def _is_identity(written: str) -> bool:
    """Return whether 18 characters are a citizen's number: by check character (GB 11643-1999) and day of birth, not by its county, since no
    complete list of former counties exists."""
    try:
        return bool(ric.calc_check_digit(written.upper()) == written[-1].upper() and ric.get_birth_date(written))
    except ValidationError:
        return False


def _any(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _within(span: tuple[int, int], taken: Sequence[tuple[int, int]]) -> bool:
    return any(low < span[1] and span[0] < high for low, high in taken)


def _remark(rule: str, gravity: Gravity, paragraph: int, match: re.Match[str], what: str, remedy: str) -> Remark:
    return Remark(rule, gravity, Place(paragraph, match.start(), match.end()), match[0], f"{what}，{remedy}")
