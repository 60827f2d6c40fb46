"""From bare paragraphs to the elements of an official document (GB/T 9704-2012, 7.3): title, number, addressee, headings of four
levels, signature, note. The readers give what the file says of a paragraph (a style); where it says nothing, the text decides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..model.tree import Block, BlockKind, DocumentTree, Table

HEAD = 8
"""Title, number and addressee are looked for among so many first paragraphs."""

LONGEST_HEADING = 40
"""A heading, or its first sentence where text runs on behind it, is at most so long."""

DATE = re.compile(r"[12]\d{3}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇○零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日")
NUMBER = re.compile(r"[\u3400-\u9fff]{1,14}[〔［\[（(][12]\d{3}[〕］\]）)]\s*第?\s*\d{1,5}\s*[号號]")
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
    """A paragraph as a reader found it.

    Attributes:
        text: its text.
        level: the heading level its style says, 0 for the title, None where the file says nothing.
    """

    text: str
    level: int | None = None


def recognise(items: Sequence[RawParagraph | Table]) -> DocumentTree:
    """The document tree of these paragraphs and tables. Blank paragraphs fall away, no other text does."""
    cleaned = [_clean(item) for item in items]
    kept = [item for item in cleaned if isinstance(item, Table) or item.text]
    titles = _title_places(kept)
    signatures = _signature_places(kept)
    blocks: list[Block | Table] = []
    for place, item in enumerate(kept):
        if isinstance(item, Table):
            blocks.append(item)
        elif place in titles:
            blocks.append(Block(BlockKind.TITLE, item.text))
        elif place in signatures:
            blocks.append(Block(BlockKind.SIGNATURE, item.text))
        else:
            blocks.append(_block(item, in_head=place < HEAD))
    return DocumentTree(tuple(blocks))


def _clean(item: RawParagraph | Table) -> RawParagraph | Table:
    if isinstance(item, Table):
        return item
    text = item.text.replace("\u00a0", " ").replace("\t", " ").strip(" \u3000\r\n\ufeff")
    return RawParagraph(text, item.level)


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
    """The level (1 to 4) that the paragraph's own numbering gives it, 0 where it is no heading."""
    for level, pattern in enumerate(HEADINGS, start=1):
        if pattern.match(text):
            return level if len(heading_part(text)) <= LONGEST_HEADING else 0
    return 0


def heading_part(text: str) -> str:
    """The heading of a paragraph in which text runs on behind it: up to and with the first full stop."""
    stop = text.find("。")
    return text if stop < 0 else text[: stop + 1]


def _title_places(items: Sequence[RawParagraph | Table]) -> set[int]:
    styled = {place for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.level == 0}
    if styled:
        return styled
    head = [(place, item.text) for place, item in enumerate(items[:HEAD]) if isinstance(item, RawParagraph) and item.level is None]
    candidates = [(place, text) for place, text in head if _could_be_title(text)]
    for place, text in candidates:
        if TITLE_END.search(text):
            return {place}
    return {0} if candidates and candidates[0][0] == 0 else set()


def _could_be_title(text: str) -> bool:
    if len(text) > 120 or heading_level(text) or NUMBER.fullmatch(text) or DATE.search(text):
        return False
    return not text.endswith(("。", "；", "：", ":", "，", "！")) and not text.startswith(("第一条", "#"))


def _signature_places(items: Sequence[RawParagraph | Table]) -> set[int]:
    places: set[int] = set()
    for place, item in enumerate(items):
        if not isinstance(item, RawParagraph) or item.level is not None or not DATE.fullmatch(item.text.replace(" ", "")):
            continue
        before = place - 1
        while before >= 0 and _is_unit(items[before]):
            places.add(before)
            before -= 1
        if before < place - 1 or place == len(items) - 1:
            places.add(place)
    return places


def _is_unit(item: RawParagraph | Table) -> bool:
    if isinstance(item, Table) or item.level is not None:
        return False
    return len(item.text) <= 30 and bool(UNIT_END.search(item.text)) and not re.search(r"[，。；：、]", item.text)
