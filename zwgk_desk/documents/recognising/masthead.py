"""版头 (GB/T 9704-2012, 7.2): the lines above the title, and the first lines of orders and announcements."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ...model.document.issuers import is_unit
from ...model.document.tree import MASTHEAD, BlockKind
from .numbers import NUMBER, ORDER, is_numbers
from .raw import RawItem, RawParagraph, bare

BETWEEN_NAMES = re.compile(r"[\s\u3000、]+")
MASTHEAD_TEXTS = (
    (BlockKind.COPY_NUMBER, re.compile(r"\d{6}")),
    (BlockKind.SECRECY, re.compile(r"(绝密|机密|秘密)(★.{0,12})?")),
    (BlockKind.URGENCY, re.compile(r"特急|加急|特提|平急")),
    (BlockKind.ISSUER_NAME_MARK, re.compile(r"(?!.*关于)[\u3400-\u9fff\s\u3000、（）]{2,80}文件")),
    (BlockKind.NUMBER, NUMBER),
    (BlockKind.SIGNER, re.compile(r"签发人[：:].{1,40}")),
)
DOCUMENT = "文件"
IN_BRACKETS = re.compile(r"[（(](?:函|文件)[）)]$")
ABOUT_SOMETHING = re.compile(r"关于|關於|印发|印發|转发|轉發|批转|批轉")
TITLE_BELOW = 2
"""Lines below the number among which the title begins that says what a letter is about."""

MOST_ISSUERS = 8
"""Lines of offices above the line with 令 at most."""


@dataclass(frozen=True)
class Order:
    """The head of an order or a numbered announcement: the places of its name (several lines for a joint one) and of its number."""

    first: int
    number: int


def masthead_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise the 版头 above the title: lines of its elements in any order, among them a 发文机关标志 or more than the number; or the names of the
    offices alone, as letters have them (10.1)."""
    return _stated(items) or _letterhead(items)


def _letterhead(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise the names of offices, with 文件 beside them or not, above a number with a title of its own below it."""
    found: dict[int, BlockKind] = {}
    for place, item in enumerate(items[:MOST_ISSUERS]):
        if not bare(item):
            return {}
        text = item.text.replace(" ", "").replace("\u3000", "")
        kind = _masthead_kind(item)
        if kind is BlockKind.NUMBER:
            found[place] = kind
            return found if BlockKind.ISSUER_NAME_MARK in found.values() and _is_titled(items[place + 1 : place + 2 + TITLE_BELOW]) else {}
        name = IN_BRACKETS.sub("", text).removesuffix(DOCUMENT)
        if not name or is_unit(name):
            found[place] = BlockKind.ISSUER_NAME_MARK
        elif kind is not None and kind not in found.values():
            found[place] = kind
        else:
            return {}
    return {}


def _is_titled(items: Sequence[RawItem]) -> bool:
    """Return whether one of the lines below a number says what a document is about."""
    return any(isinstance(item, RawParagraph) and ABOUT_SOMETHING.search(item.text) for item in items)


def _stated(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    found: dict[int, BlockKind] = {}
    for place, item in enumerate(items[: len(MASTHEAD)]):
        kind = _masthead_kind(item)
        if kind is None or kind in found.values():
            break
        found[place] = kind
    return found if set(found.values()) - {BlockKind.NUMBER} else {}


def _masthead_kind(item: RawItem) -> BlockKind | None:
    if not bare(item):
        return item.kind if isinstance(item, RawParagraph) and item.kind in MASTHEAD else None
    return next((kind for kind, pattern in MASTHEAD_TEXTS if pattern.fullmatch(item.text)), None)


def order_head(items: Sequence[RawItem], start: int) -> Order | None:
    """Return the head of an order that begins at a place: names of offices, the last with 令, 公告 or 通告 behind, and a number below; or None."""
    for place in range(start, min(len(items) - 1, start + MOST_ISSUERS)):
        item, after = items[place], items[place + 1]
        if not bare(item) or "关于" in item.text:
            return None
        text = item.text.replace(" ", "").replace("\u3000", "")
        if ORDER.fullmatch(text) or text == "令":
            numbered = bare(after) and is_numbers(after.text)
            return Order(start, place + 1) if numbered else None
        if not (is_unit(item.text) or text == "中华人民共和国"):
            return None
    return None
