"""Traditional and simplified characters: a text in simplified ones, by OpenCC's tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from ...late import late

if TYPE_CHECKING:
    import opencc
else:
    opencc = late("opencc")  # imported late: its tables take time to load, and not every task compares scripts

MARKS = str.maketrans(",:;?!()", "，：；？！（）")
ONE_WRITING = str.maketrans(
    "．｡％－–—─〜~•‧∙○［[〔］]〕「」„“”\"『』‘’'",
    "." + "。" + "%" + "----" + "～～" + "···" + "〇" + "【【【】】】" + '"' * 6 + "'" * 5,
)
"""Marks that are written in several ways without meaning anything else: brackets of a document's number, quotation marks, dashes, dots."""

WIDE_MARKS = frozenset("，：；？！（）")
AMBIGUOUS = frozenset("覆著瞭藉傢")
"""Characters that are traditional in some words only: 答覆 is 答复, 覆盖 stays."""

CONTINUING = re.compile("(?<![显编专名原土论昭卓合])著(?![作名述称录者书])")
ANSWERING = re.compile("(?<![颠倾翻])覆(?![盖灭没土膜被亡辙舟])")
"""著 that is 着, and 覆 that is 复."""

FULL_STOP = re.compile(r"(?<=[\u3400-\u9fff）])\.(?![0-9A-Za-z])")
"""A full stop of half width behind a Chinese character."""


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Return a text in simplified characters, converted phrase by phrase; its length may change."""
    return str(_converter()(text))


def plain(text: str) -> str:
    """Return a text for lookups: in simplified characters and full-width marks, each character at its old place."""
    if text.isascii():
        return text
    return "".join(map(_plain, text)).translate(MARKS)


def folded(text: str) -> str:
    """Return a text as two versions are compared: traditional or simplified, full or half width, and the writing of a mark make no difference. Each
    character stays at its place."""
    made = text.translate(FOLD)
    if not FOLD.traditional.isdisjoint(text):
        phrases = str(_converter()(text))
        made = (phrases if len(phrases) == len(text) else made).translate(FOLD)
        made = ANSWERING.sub("复", CONTINUING.sub("着", made))
    return FULL_STOP.sub("。", made) if "." in made else made


class _Fold(dict[int, str]):
    """What each character is folded to; a character is looked up once.

    Attributes:
        traditional: the characters met so far for which a text is converted phrase by phrase.
    """

    def __init__(self) -> None:
        super().__init__()
        self.traditional = set(AMBIGUOUS)

    def __missing__(self, code: int) -> str:
        simple = _plain(chr(code))
        if simple != chr(code):
            self.traditional.add(chr(code))
        made = _narrow(simple).translate(ONE_WRITING).translate(MARKS)
        self[code] = made
        return made


def _narrow(character: str) -> str:
    """Return a full-width letter or figure, or a compatibility form of a character, as the usual one."""
    if character < "\u2e80" or character in WIDE_MARKS:
        return character
    usual = normalize("NFKC", character)
    return usual if len(usual) == 1 else character


@lru_cache(maxsize=65536)
def _plain(character: str) -> str:
    if character < "\u2e80":
        return character
    other = str(_converter()(character))
    return other if len(other) == 1 else character


@lru_cache(maxsize=1)
def _converter() -> Callable[[str], str]:
    convert: Callable[[str], str] = opencc.OpenCC("t2s").convert
    return convert


FOLD = _Fold()
