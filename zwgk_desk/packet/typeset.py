"""Prepares the policy for typesetting: its own text, with the 版头, 附注 and 版记 that the bundle states and the text lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..model.bundle import Bundle, Dispatch
from ..model.document.tree import IMPRINT, MASTHEAD, Block, BlockKind, DocumentTree, Item
from ..model.terms import DisclosureAttribute

NOTES = {
    DisclosureAttribute.PROACTIVE: "（此件公开发布）",
    DisclosureAttribute.ON_REQUEST: "（此件依申请公开）",
    DisclosureAttribute.WITHHELD: "（此件不予公开）",
}
"""The 附注 in which offices print the disclosure attribute (GB/T 9704-2012, 7.3.6)."""


OPENNESS = re.compile("此件|公开|发至")
"""What a 附注 holds that says how far the document goes; others say whom to ask, or what was left out."""


def typeset_policy(tree: DocumentTree, bundle: Bundle) -> DocumentTree:
    """Return the policy's tree with its frame. Elements in its own text stay, unless the bundle states them differently."""
    head, body, foot = _split(tree.blocks, bundle.dispatch)
    return replace(tree, blocks=(*head, *_noted(body, bundle), *foot))


def _split(blocks: tuple[Item, ...], dispatch: Dispatch) -> tuple[list[Item], list[Item], list[Item]]:
    """Split a tree into 版头, body and 版记."""
    said = _said(dispatch)
    marked = BlockKind.ISSUER_NAME_MARK in said or any(isinstance(b, Block) and b.kind is BlockKind.ISSUER_NAME_MARK for b in blocks)
    framing = (*MASTHEAD, *IMPRINT) if marked else (*(kind for kind in MASTHEAD if kind is not BlockKind.NUMBER), *IMPRINT)
    own = {block.kind: block for block in blocks if isinstance(block, Block) and block.kind in framing}
    frame: dict[BlockKind, Block] = {**own, **{kind: block for kind, block in said.items() if kind in framing}}
    body: list[Item] = [b for b in blocks if not (isinstance(b, Block) and b.kind in framing)]
    number = said.get(BlockKind.NUMBER)
    if number is not None and not marked:
        body = _numbered(body, number)
    return [frame[kind] for kind in MASTHEAD if kind in frame], body, [frame[kind] for kind in IMPRINT if kind in frame]


def _said(dispatch: Dispatch) -> Mapping[BlockKind, Block]:
    printed = f"{dispatch.printed_by}\u3000{dispatch.printed_on}印发" if dispatch.printed_by and dispatch.printed_on else ""
    texts = {
        BlockKind.COPY_NUMBER: dispatch.copy_number,
        BlockKind.SECRECY: dispatch.secrecy,
        BlockKind.URGENCY: dispatch.urgency,
        BlockKind.ISSUER_NAME_MARK: dispatch.mark,
        BlockKind.NUMBER: dispatch.number,
        BlockKind.SIGNER: f"签发人：{dispatch.signer}" if dispatch.signer else "",
        BlockKind.CC: f"抄送：{dispatch.copies_to.rstrip('。')}。" if dispatch.copies_to else "",
        BlockKind.PRINTED: printed,
    }
    return {kind: Block(kind, text) for kind, text in texts.items() if text}


def _numbered(body: list[Item], number: Block) -> list[Item]:
    """Return the body with its number below the title, as published documents have it."""
    rest = [item for item in body if not (isinstance(item, Block) and item.kind is BlockKind.NUMBER)]
    titles = [place for place, item in enumerate(rest) if isinstance(item, Block) and item.kind is BlockKind.TITLE]
    place = next((place + 1 for place in titles if place + 1 not in titles), 0)
    return [*rest[:place], number, *rest[place:]]


def _noted(body: list[Item], bundle: Bundle) -> list[Item]:
    """Return the body with the 附注 of the declared attribute below the date, where it has none of its own."""
    attribute = bundle.declaration.attribute
    kinds = [item.kind if isinstance(item, Block) else None for item in body]
    if attribute is None or not body or any(isinstance(item, Block) and item.kind is BlockKind.NOTE and OPENNESS.search(item.text) for item in body):
        return body
    end = kinds.index(BlockKind.ATTACHMENT) if BlockKind.ATTACHMENT in kinds else len(body)
    dates = [place for place in range(end) if kinds[place] is BlockKind.DATE]
    place = dates[-1] + 1 if dates else end
    return [*body[:place], Block(BlockKind.NOTE, NOTES[attribute]), *body[place:]]
