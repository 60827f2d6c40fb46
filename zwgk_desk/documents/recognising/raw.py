"""What the readers of the formats hand over: paragraphs with what the file says of them, tables, pictures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeGuard

from ...model.document.tree import BlockKind, Picture, Span, Table
from .numbers import NUMBER, ORDER_WITH_NUMBER

SIGNED_NUMBER = re.compile(rf"({NUMBER.pattern})[\s\u3000]+(签发人[：:].{{1,40}})")
LETTER_LINE = re.compile(rf"(\d{{6}}|(?:绝密|机密|秘密)(?:★\S{{0,12}})?|特急|加急|特提|平急)[\s\u3000]+({NUMBER.pattern}|签发人[：:].{{1,40}})")
"""A line of a letter's head: 份号, 密级 or 紧急程度 at its left, 发文字号 or 签发人 at its right (GB/T 9704-2012, 10.1)."""

AT_THE_LEFT = (None, BlockKind.COPY_NUMBER, BlockKind.SECRECY, BlockKind.URGENCY)


@dataclass(frozen=True)
class RawParagraph:
    """A paragraph as a reader of a format found it.

    Attributes:
        text: its text.
        level: the heading level of its style, 0 for the title; None where the file does not say.
        kind: the element of its style; None where the file does not say.
        struck: the stretches of the text that are struck through.
    """

    text: str
    level: int | None = None
    kind: BlockKind | None = None
    struck: tuple[Span, ...] = ()


RawItem = RawParagraph | Table | Picture
Kinds = Mapping[int, BlockKind]
"""The elements that are known already, by the places of the items."""


def bare(item: RawItem) -> TypeGuard[RawParagraph]:
    """Return whether an item is a paragraph without a style that tells its element."""
    return isinstance(item, RawParagraph) and item.level is None and item.kind is None


def cleaned(item: RawItem) -> Iterator[RawItem]:
    """Yield the item without blanks around its text; nothing where no text is left, two where two elements of the 版头 stand in one line."""
    if not isinstance(item, RawParagraph):
        yield item
        return
    text = item.text.replace("\u00a0", " ").replace("\t", " ").strip(" \u3000\r\n\ufeff")
    signed = SIGNED_NUMBER.fullmatch(text) if item.level is None and item.kind in (None, BlockKind.NUMBER) else None
    beside = LETTER_LINE.fullmatch(text) if item.level is None and item.kind in AT_THE_LEFT else None
    order = ORDER_WITH_NUMBER.fullmatch(text) if bare(item) else None
    if signed:
        yield replace(item, text=signed[1])
        yield replace(item, text=signed[2], kind=BlockKind.SIGNER)
    elif beside:
        yield replace(item, text=beside[1])
        yield replace(item, text=beside[2], kind=item.kind and (BlockKind.SIGNER if beside[2].startswith("签发人") else BlockKind.NUMBER))
    elif order:
        yield replace(item, text=order[1])
        yield replace(item, text=order[2])
    elif text:
        yield item if text == item.text else replace(item, text=text)
