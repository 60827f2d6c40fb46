"""Prepares the policy for typesetting: its own text, with the 版头, 附注 and 版记 that the bundle states and the text lacks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..model.bundle import Bundle, Dispatch
from ..model.document.issuers import joined_title
from ..model.document.tree import IMPRINT, MASTHEAD, Block, BlockKind, DocumentTree, Item
from ..model.terms import ClosingForm, DisclosureAttribute, LayoutForm

NOTES = {
    DisclosureAttribute.PROACTIVE: "（此件公开发布）",
    DisclosureAttribute.ON_REQUEST: "（此件依申请公开）",
    DisclosureAttribute.WITHHELD: "（此件不予公开）",
}
"""The 附注 in which offices print the disclosure attribute (GB/T 9704-2012, 7.3.6)."""


OPENNESS = re.compile("此件|公开|发至")
"""What a 附注 holds that says how far the document goes; others say whom to ask, or what was left out."""


def typeset_policy(tree: DocumentTree, bundle: Bundle, attachments: Sequence[str] = ()) -> DocumentTree:
    """Return the policy's tree with its frame. Elements in its own text stay, unless the bundle states them differently.

    Args:
        tree: the policy as it was read.
        bundle: the bundle.
        attachments: the titles of the attachments that the bundle holds as files, in their order.
    """
    head, body, foot = _split(tree.blocks, bundle.dispatch)
    body = _noted(_with_enclosures(body, attachments), bundle)
    marked = any(isinstance(item, Block) and item.kind is BlockKind.ISSUER_NAME_MARK for item in head)
    layout = bundle.dispatch.layout
    if layout is LayoutForm.LETTER:
        head, foot = [_letter_mark(item) for item in head], [item for item in foot if not _is_printed(item)]
    return replace(tree, blocks=(*head, *body, *foot), closing=_closing(bundle.dispatch, marked), layout=layout)


def _letter_mark(item: Item) -> Item:
    """Return a letter's 发文机关标志 without 文件, and of joint offices the first alone (10.1)."""
    if not isinstance(item, Block) or item.kind is not BlockKind.ISSUER_NAME_MARK:
        return item
    return replace(item, text=item.text.removesuffix("文件").strip().split("\u3000")[0])


def _is_printed(item: Item) -> bool:
    """Return whether an item says who printed it and when, which letters do not (10.1)."""
    return isinstance(item, Block) and item.kind is BlockKind.PRINTED


def typeset_attachment(tree: DocumentTree, number: str) -> DocumentTree:
    """Return an attachment's tree with “附件” and its number at its head (GB/T 9704-2012, 7.3.7), unless it begins with one of its own.

    Args:
        tree: the attachment as it was read.
        number: its number; empty where there is only one.
    """
    first = tree.blocks[0] if tree.blocks else None
    if isinstance(first, Block) and first.kind is BlockKind.ATTACHMENT:
        return tree
    return replace(tree, blocks=(Block(BlockKind.ATTACHMENT, f"附件{number}"), *tree.blocks))


def attachment_titles(tree: DocumentTree) -> tuple[str, ...]:
    """Return the titles of the attachments that stand in a text itself, each below its 附件."""
    found: list[str] = []
    for place, item in enumerate(tree.blocks):
        if isinstance(item, Block) and item.kind is BlockKind.ATTACHMENT:
            found.append(_title_below(tree.blocks[place + 1 :]) or item.text)
    return tuple(found)


def addressee_of(tree: DocumentTree) -> str:
    """Return whom a text goes to, as one line; empty where it names nobody. Of what is addressed anew further down, nothing."""
    text = ""
    for item in tree.blocks:
        if isinstance(item, Block) and item.kind is BlockKind.ADDRESSEE:
            text += item.text
        elif text:
            break
    return text


def title_of(tree: DocumentTree) -> str:
    """Return a text's own title, also where it has the form of an attachment's; empty where it has none."""
    if tree.title:
        return tree.title
    blocks = tree.blocks
    first = next((place for place, item in enumerate(blocks) if isinstance(item, Block) and item.kind is BlockKind.ATTACHMENT_TITLE), None)
    return "" if first is None else _title_below(blocks[first:])


def _title_below(blocks: Sequence[Item]) -> str:
    """Return the title with which some blocks begin, its lines joined; empty where they begin with none."""
    lines: list[str] = []
    for item in blocks:
        if not isinstance(item, Block) or item.kind not in (BlockKind.ATTACHMENT_TITLE, BlockKind.TITLE):
            break
        lines.append(item.text)
    return joined_title(lines)


def _closing(dispatch: Dispatch, marked: bool) -> ClosingForm:
    """Return how a document closes: as it was chosen, or else with a seal where it is issued under a 发文机关标志, an order with the 签名章 of
    who issues it, and minutes without any (7.3.5, 10.2, 10.3)."""
    if dispatch.closing is not ClosingForm.BY_ITSELF:
        return dispatch.closing
    if not marked or dispatch.layout is LayoutForm.MINUTES:
        return ClosingForm.UNSEALED
    return ClosingForm.SIGNATURE_SEAL if dispatch.layout is LayoutForm.ORDER else ClosingForm.SEALED


def _with_enclosures(body: list[Item], attachments: Sequence[str]) -> list[Item]:
    """Return the body with 附件说明 below its text, where the bundle has attachments and the text names none (7.3.4)."""
    kinds = [item.kind if isinstance(item, Block) else None for item in body]
    titles = [*attachment_titles(DocumentTree(tuple(body))), *attachments]
    if not attachments or BlockKind.ENCLOSURE in kinds:
        return body
    ends = (BlockKind.SIGNATURE, BlockKind.DATE, BlockKind.NOTE, BlockKind.ATTACHMENT)
    place = next((place for place, kind in enumerate(kinds) if kind in ends and place), len(body))
    numbers = [f"{number}." if len(titles) > 1 else "" for number in range(1, len(titles) + 1)]
    named = [f"{number}{title}" for number, title in zip(numbers, titles, strict=True)]
    return [*body[:place], *(Block(BlockKind.ENCLOSURE, f"{'' if n else '附件：'}{text}") for n, text in enumerate(named)), *body[place:]]


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
