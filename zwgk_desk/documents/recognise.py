"""Recognises the elements of an official document in bare paragraphs (GB/T 9704-2012, 7.3): title, number, addressee, headings of four
levels, signature, note. The readers give what the file says of a paragraph (a style); where it says nothing, the text decides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeGuard

from ..model.document.tree import MASTHEAD, Block, BlockKind, DocumentTree, Item, Picture, Span, Table

HEAD = 8
"""First paragraphs among which title, number and addressee are looked for."""

LONGEST_HEADING = 40
"""Characters of a heading, or of its first sentence where text runs on behind it, at most."""

LONGEST_HEAD_CELL = 15
"""Characters of a cell of a table's head, at most."""

DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}[〔［\[（(][12]\d{3}[〕］\]）)]\s*第?\s*\d{1,5}\s*[号號]")
BETWEEN_NAMES = re.compile(r"[\s\u3000、]+")
SIGNED_NUMBER = re.compile(rf"({NUMBER.pattern})[\s\u3000]+(签发人[：:].{{1,40}})")
MASTHEAD_TEXTS = (
    (BlockKind.COPY_NUMBER, re.compile(r"\d{6}")),
    (BlockKind.SECRECY, re.compile(r"(绝密|机密|秘密)(★.{0,12})?")),
    (BlockKind.URGENCY, re.compile(r"特急|加急|特提|平急")),
    (BlockKind.ISSUER_NAME_MARK, re.compile(r"(?!.*关于)[\u3400-\u9fff\s\u3000、（）]{2,80}文件")),
    (BlockKind.NUMBER, NUMBER),
    (BlockKind.SIGNER, re.compile(r"签发人[：:].{1,40}")),
)
COPIES = re.compile(r"抄送[：:]")
PRINTED = re.compile(r"(.{2,40}?)[\s\u3000]+([12]\d{3}年\d{1,2}月\d{1,2}日印发)")
ENCLOSURES = re.compile(r"附件[：:]\s*")
NUMBERED = re.compile(r"(\d{1,2})[.．、](?!\d)")
ATTACHMENT = re.compile(r"附件\s*\d{0,2}")
NOTE = re.compile(r"[（(]此件[^（）()]{1,30}[）)]")
TITLE_END = re.compile(
    r"(通知|意见|意見|办法|辦法|规定|規定|方案|决定|決定|细则|細則|条例|條例|报告|報告|函|公告|通告|规划|規劃|计划|計劃|要点|解读|解讀|说明|說明|材料|制度|标准|標準|规则|規則|法|请示|批复|纪要|问答|目录|声明|表|单|书)([（(][^（）()]{1,20}[）)])?$"
)
UNIT_END = re.compile(r"(厅|廳|局|委|委员会|委員會|府|办|辦|办公室|会|會|室|部|院|中心|处|處|公司|大学)$")
HEADINGS = (
    re.compile(r"第[一二三四五六七八九十百零〇]{1,5}[编章节][\s\u3000]|[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[)）]"),
)


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


def recognise(items: Sequence[RawItem]) -> DocumentTree:
    """Return the document tree of these paragraphs, tables and pictures. Blank paragraphs are dropped, and nothing else is."""
    kept = [item for raw in items for item in _cleaned(raw)]
    kinds = _kinds(kept)
    blocks: list[Item] = []
    for place, item in enumerate(kept):
        if not isinstance(item, RawParagraph):
            blocks.append(item)
        elif place in kinds:
            blocks.append(_known_block(kinds[place], item))
        else:
            blocks.append(_block(item, in_head=place < HEAD))
        block = blocks[-1]
        if isinstance(item, RawParagraph) and isinstance(block, Block) and item.struck:
            blocks[-1] = replace(block, struck=item.struck)
    return DocumentTree(tuple(blocks))


def misread(tree: DocumentTree) -> frozenset[int]:
    """Return the places of the paragraphs of 正文 that would be recognised as something else by their text alone; writers mark these by a style."""
    plain = frozenset(n for n, block in enumerate(tree.blocks) if isinstance(block, Block) and block.kind is BlockKind.PARAGRAPH)
    found: frozenset[int] = frozenset()
    for _ in range(2):
        read = recognise([_raw(block, told=n not in plain or n in found) for n, block in enumerate(tree.blocks)]).blocks
        if len(read) != len(tree.blocks):
            return plain
        wrong = frozenset(n for n, (one, other) in enumerate(zip(read, tree.blocks, strict=True)) if one != other)
        if not wrong:
            return found
        found |= wrong & plain
    return plain


def _raw(item: Item, told: bool) -> RawItem:
    if not isinstance(item, Block):
        return item
    if item.kind is BlockKind.HEADING or item.kind is BlockKind.TITLE:
        return RawParagraph(item.text, item.level)
    return RawParagraph(item.text, None, item.kind if told else None)


def _cleaned(item: RawItem) -> Iterator[RawItem]:
    """Yield the item without blanks around its text; nothing where no text is left, two where number and signer stand in one line."""
    if not isinstance(item, RawParagraph):
        yield item
        return
    text = item.text.replace("\u00a0", " ").replace("\t", " ").strip(" \u3000\r\n\ufeff")
    signed = SIGNED_NUMBER.fullmatch(text) if item.level is None and item.kind in (None, BlockKind.NUMBER) else None
    if signed:
        yield RawParagraph(signed[1], None, item.kind)
        yield RawParagraph(signed[2], None, BlockKind.SIGNER)
    elif text:
        yield replace(item, text=text)


def _kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Return the element of each item: by its style, or by its place among the others."""
    kinds: dict[int, BlockKind] = {}
    for find in (_closing_kinds, _imprint_kinds, _enclosure_kinds, _title_kinds, _masthead_kinds):
        kinds.update(find(items))
    kinds.update({place: item.kind for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.kind is not None})
    return kinds


def _known_block(kind: BlockKind, item: RawParagraph) -> Block:
    if kind is BlockKind.ISSUER_NAME_MARK:
        return Block(kind, BETWEEN_NAMES.sub("\u3000", item.text))
    printed = PRINTED.fullmatch(item.text) if kind is BlockKind.PRINTED else None
    return Block(kind, f"{printed[1]}\u3000{printed[2]}" if printed else item.text)


def _block(item: RawParagraph, in_head: bool) -> Block:
    text = item.text
    if item.level:
        return Block(BlockKind.HEADING, text, min(item.level, 4))
    if NOTE.fullmatch(text):
        return Block(BlockKind.NOTE, text)
    if in_head and NUMBER.fullmatch(text):
        return Block(BlockKind.NUMBER, text)
    if in_head and text.endswith(("：", ":")) and len(text) <= 120 and not heading_level(text):
        return Block(BlockKind.ADDRESSEE, text)
    level = heading_level(text)
    return Block(BlockKind.HEADING, text, level) if level else Block(BlockKind.PARAGRAPH, text)


def heading_level(text: str) -> int:
    """Return the level (1 to 4) of the paragraph's own numbering, 0 where it is no heading."""
    for level, pattern in enumerate(HEADINGS, start=1):
        if pattern.match(text):
            return level if len(heading_part(text)) <= LONGEST_HEADING else 0
    return 0


def heading_part(text: str) -> str:
    """Return the heading of a paragraph in which text runs on behind it: up to and including the first full stop."""
    stop = text.find("。")
    return text if stop < 0 else text[: stop + 1]


def _masthead_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise the 版头 above the title: lines of its elements in any order, among them a 发文机关标志 or more than the number."""
    found: dict[int, BlockKind] = {}
    for place, item in enumerate(items[: len(MASTHEAD)]):
        kind = _masthead_kind(item)
        if kind is None or kind in found.values():
            break
        found[place] = kind
    return found if set(found.values()) - {BlockKind.NUMBER} else {}


def _masthead_kind(item: RawItem) -> BlockKind | None:
    if not _bare(item):
        return item.kind if isinstance(item, RawParagraph) and item.kind in MASTHEAD else None
    return next((kind for kind, pattern in MASTHEAD_TEXTS if pattern.fullmatch(item.text)), None)


def _imprint_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise the 版记: the last lines, with 抄送, 印发机关 and 印发日期."""
    found: dict[int, BlockKind] = {}
    for place in range(len(items) - 1, max(-1, len(items) - 4), -1):
        item = items[place]
        if not _bare(item):
            break
        if COPIES.match(item.text):
            found[place] = BlockKind.CC
        elif PRINTED.fullmatch(item.text):
            found[place] = BlockKind.PRINTED
        else:
            break
    return found


def _enclosure_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise 附件说明 with the names below it, and the beginning of each attachment itself."""
    found: dict[int, BlockKind] = {}
    following = 0
    for place, item in enumerate(items):
        if not _bare(item):
            following = 0
            continue
        head = ENCLOSURES.match(item.text)
        number = NUMBERED.match(item.text[head.end() :] if head else item.text)
        if (head and head.end() < len(item.text)) or (following and number and int(number[1]) == following):
            found[place] = BlockKind.ENCLOSURE
            following = int(number[1]) + 1 if number else 0
            continue
        following = 0
        if ATTACHMENT.fullmatch(item.text):
            found[place] = BlockKind.ATTACHMENT
            after = items[place + 1] if place + 1 < len(items) else None
            if after is not None and _bare(after) and _could_be_title(after.text) and len(after.text) <= LONGEST_HEADING:
                found[place + 1] = BlockKind.ATTACHMENT_TITLE
    return found


def _bare(item: RawItem) -> TypeGuard[RawParagraph]:
    """Return whether an item is a paragraph without a style that tells its element."""
    return isinstance(item, RawParagraph) and item.level is None and item.kind is None


def _title_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    return dict.fromkeys(_title_places(items), BlockKind.TITLE)


def _title_places(items: Sequence[RawItem]) -> set[int]:
    styled = {place for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.level == 0}
    if styled:
        return styled
    above = len(_masthead_kinds(items))
    head = [(place, item.text) for place, item in enumerate(items[: above + HEAD]) if place >= above and _bare(item)]
    candidates = [(place, text) for place, text in head if _could_be_title(text)]
    for place, text in candidates:
        if TITLE_END.search(text):
            return {place}
    return {above} if candidates and candidates[0][0] == above else set()


def _could_be_title(text: str) -> bool:
    if len(text) > 120 or heading_level(text) or NUMBER.fullmatch(text) or DATE.search(text) or ATTACHMENT.fullmatch(text):
        return False
    return not text.endswith(("。", "；", "：", ":", "，", "！")) and not text.startswith(("第一条", "#", "附件："))


def _closing_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise 署名 and 成文日期: a date on a line of its own, below the names of units or at the very end."""
    found: dict[int, BlockKind] = {}
    imprint = len(_imprint_kinds(items))
    for place, item in enumerate(items):
        if not _bare(item) or not DATE.fullmatch(item.text.replace(" ", "")):
            continue
        before = place - 1
        while before >= 0 and _is_unit(items[before]):
            found[before] = BlockKind.SIGNATURE
            before -= 1
        if before < place - 1 or place == len(items) - 1 - imprint:
            found[place] = BlockKind.DATE
    return found


def _is_unit(item: RawItem) -> bool:
    if not _bare(item):
        return False
    return len(item.text) <= 30 and bool(UNIT_END.search(item.text)) and not re.search(r"[，。；：、]", item.text)


def guessed_head(rows: Sequence[Sequence[str]]) -> int:
    """Guess how many first rows of a table are its head where the file does not say: the first, if all its cells are filled in, short and no
    figures."""
    if len(rows) < 3 or len(rows[0]) < 2:
        return 0
    return int(all(cell.strip() and len(cell) <= LONGEST_HEAD_CELL and not re.search(r"\d", cell) for cell in rows[0]))
