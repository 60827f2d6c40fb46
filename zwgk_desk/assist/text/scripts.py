"""Traditional and simplified characters: a text in simplified ones, by OpenCC's tables."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

from ...late import late

if TYPE_CHECKING:
    import opencc
else:
    opencc = late("opencc")  # imported late: its tables take time to load, and not every task compares scripts

MARKS = str.maketrans(",:;?!()", "，：；？！（）")


@lru_cache(maxsize=4096)
def simplified(text: str) -> str:
    """Return a text in simplified characters, converted phrase by phrase; its length may change."""
    return str(_converter()(text))


def plain(text: str) -> str:
    """Return a text for lookups: in simplified characters and full-width marks, each character at its old place."""
    if text.isascii():
        return text
    return "".join(map(_plain, text)).translate(MARKS)


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
