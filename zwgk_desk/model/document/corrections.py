"""Corrections of what was recognised: which element of the document a paragraph is, as the officer says. The file stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from .tree import Block, BlockKind, DocumentTree, Item, Table

TEXT_LENGTH = 40
"""Characters of a paragraph by which it is found again."""

SAME_SHARE = 0.6
"""Share of a paragraph's characters that stay, from which on an edited one is still the same."""

FARTHEST = 20
"""Paragraphs within which an edited one is looked for, from where it would stand."""

HEADING_LEVELS = range(1, 5)
"""The levels of headings, GB/T 9704-2012, 7.3.3."""

BODY_LABELS = {
    BlockKind.TITLE: "标题", BlockKind.NUMBER: "发文字号", BlockKind.ADDRESSEE: "主送机关", BlockKind.HEADING: "标题",
    BlockKind.PARAGRAPH: "正文", BlockKind.ENCLOSURE: "附件说明", BlockKind.SIGNATURE: "发文机关署名", BlockKind.DATE: "成文日期",
    BlockKind.NOTE: "附注", BlockKind.ATTACHMENT: "附件序号", BlockKind.ATTACHMENT_TITLE: "附件标题",
}  # fmt: skip
"""The elements that a paragraph of the text can be, with their names in GB/T 9704-2012; 版头 and 版记 are stated beside it."""

LEVEL_LABELS = ("一级标题", "二级标题", "三级标题", "四级标题")


@dataclass(frozen=True)
class Element:
    """Which element a paragraph is.

    Attributes:
        kind: the element.
        level: of headings 1 to 4, 0 otherwise.
    """

    kind: BlockKind
    level: int = 0

    @property
    def label(self) -> str:
        """Its name in Chinese: 主送机关, 一级标题; empty for those of 版头 and 版记."""
        return LEVEL_LABELS[self.level - 1] if self.kind is BlockKind.HEADING and self.level in HEADING_LEVELS else BODY_LABELS.get(self.kind, "")

    @property
    def in_body(self) -> bool:
        """Whether a paragraph of the text can be this: an element of it, a heading of one of its four levels."""
        return self.kind in BODY_LABELS and self.level in (HEADING_LEVELS if self.kind is BlockKind.HEADING else (0,))


BODY_ELEMENTS = tuple(
    Element(kind, level) for kind in BODY_LABELS for level in (HEADING_LEVELS if kind is BlockKind.HEADING else (0,))
)  # fmt: skip
"""What a paragraph can be corrected to, in the standard's order."""


TEXT = Element(BlockKind.PARAGRAPH)
"""正文, what a paragraph is that is nothing else."""


@dataclass(frozen=True)
class Correction:
    """What one paragraph is, whatever was recognised.

    Attributes:
        paragraph: its place, counted as `DocumentTree.paragraphs` counts, from 0.
        text: its first 40 characters (`TEXT_LENGTH`), by which it is found again when an edited file takes the place of this one.
        kind: which element it is.
        level: of headings 1 to 4, 0 otherwise.

    Raises:
        ValueError: no paragraph of a text can be that, or it names none.
    """

    paragraph: int
    text: str
    kind: BlockKind
    level: int = 0

    def __post_init__(self) -> None:
        if self.paragraph < 0 or not self.text or self.text != known_by(self.text) or not self.element.in_body:
            raise ValueError("no paragraph of a text")

    @property
    def element(self) -> Element:
        """Which element the paragraph is."""
        return Element(self.kind, self.level)


def known_by(text: str) -> str:
    """Return what a paragraph with this text is found again by; blanks before it do not count, which another editor may write otherwise."""
    return text.lstrip()[:TEXT_LENGTH]


def in_order(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return corrections in the order in which they are stated: that of their paragraphs, of each one."""
    ordered = sorted(corrections, key=lambda each: (each.paragraph, each.text, each.kind.value, each.level), reverse=True)
    return tuple(reversed({(each.paragraph, each.text): each for each in ordered}.values()))


def numbered_blocks(tree: DocumentTree) -> dict[int, int]:
    """Return the paragraphs of the text: their places in the tree, by their numbers as `DocumentTree.paragraphs` counts; without tables' cells."""
    found: dict[int, int] = {}
    count = 0
    for place, block in enumerate(tree.blocks):
        if isinstance(block, Table):
            count += sum(bool(cell.strip()) for row in block.rows for cell in row)
        elif isinstance(block, Block) and block.text.strip():
            found[count] = place
            count += 1
    return found


def placed(tree: DocumentTree, corrections: Iterable[Correction]) -> dict[int, Correction]:
    """Return which paragraphs corrections are about, by their numbers. One whose text is no longer there is passed over.

    A paragraph is looked for where it stood, then as near to that as may be, of two equally near ones the later: text comes in more often than it
    goes. No two corrections are about one paragraph.
    """
    wanted = in_order(corrections)
    if not wanted:
        return {}
    texts = {number: known_by(_text(tree, place)) for number, place in numbered_blocks(tree).items()}
    found = {each.paragraph: each for each in wanted if texts.get(each.paragraph) == each.text}
    moved = [each for each in wanted if texts.get(each.paragraph) != each.text]
    same = _numbers(texts, {each.text for each in moved})
    for each in moved:
        free = [number for number in same.get(each.text, ()) if number not in found]
        if free:
            found[min(free, key=lambda number: (abs(number - each.paragraph), -number))] = each
    return found


def _numbers(texts: Mapping[int, str], wanted: set[str]) -> dict[str, list[int]]:
    """Return the numbers of the paragraphs that have each of some texts."""
    found: dict[str, list[int]] = {}
    for number, text in texts.items():
        if text in wanted:
            found.setdefault(text, []).append(number)
    return found


def _text(tree: DocumentTree, place: int) -> str:
    block = tree.blocks[place]
    return block.text if isinstance(block, Block) else ""


def corrected(tree: DocumentTree, corrections: Sequence[Correction]) -> DocumentTree:
    """Return a document in which the corrected paragraphs are what the officer says; every character stays, and so does all else.

    A document has one 发文字号, and what sets it sets one: where the officer names it, what else was recognised or named as such is text.
    """
    found = placed(tree, corrections)
    if not found:
        return tree
    places, blocks = numbered_blocks(tree), list(tree.blocks)
    for number, each in found.items():
        blocks[places[number]] = _as(blocks[places[number]], each.element)
    named = min((places[number] for number, each in found.items() if each.kind is BlockKind.NUMBER), default=None)
    if named is not None:
        blocks = [_as(block, TEXT) if place != named and _is_number(block) else block for place, block in enumerate(blocks)]
    return replace(tree, blocks=tuple(blocks))


def _as(block: Item, element: Element) -> Item:
    return replace(block, kind=element.kind, level=element.level) if isinstance(block, Block) else block


def _is_number(block: Item) -> bool:
    return isinstance(block, Block) and block.kind is BlockKind.NUMBER


def carried(corrections: Iterable[Correction], old: DocumentTree, new: DocumentTree) -> tuple[Correction, ...]:
    """Return corrections of a file for the edited one that takes its place: where the corrected paragraph itself was edited, by its new text.

    Args:
        corrections: those of the old file.
        old, new: both files as they were recognised.
    """
    found, kept = placed(old, corrections), placed(new, corrections).values()
    edited = {number: each for number, each in found.items() if each not in kept}
    if not edited:
        return in_order(corrections)
    before, after = list(old.paragraphs()), list(new.paragraphs())
    pairs = _edited_pairs(before, after, edited)
    moved = {
        each: Correction(pairs[number], known_by(after[pairs[number]]), each.kind, each.level)
        for number, each in edited.items()
        if number in pairs and element_at(new, pairs[number]) is not None
    }
    return in_order(moved.get(each, each) for each in corrections)


def _edited_pairs(before: Sequence[str], after: Sequence[str], wanted: Collection[int]) -> dict[int, int]:
    """Return which paragraph each of some has become where it was edited: the one most like it among those that stand in its stead."""
    pairs: dict[int, int] = {}
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for number in range(i, j) if tag == "replace" else ():
            if number in wanted:
                near = range(max(k, k + number - i - FARTHEST), min(m, k + number - i + FARTHEST))
                likeness = {n: SequenceMatcher(None, before[number], after[n], autojunk=False).ratio() for n in near if n not in pairs.values()}
                best = max(likeness, key=lambda n: likeness[n], default=k)
                if likeness.get(best, 0) >= SAME_SHARE:
                    pairs[number] = best
    return pairs


def element_at(tree: DocumentTree, paragraph: int) -> Element | None:
    """Return which element a paragraph is, by its number; None for a table's cell, and where there is no such paragraph."""
    place = numbered_blocks(tree).get(paragraph)
    block = tree.blocks[place] if place is not None else None
    return Element(block.kind, block.level) if isinstance(block, Block) else None


def corrections_words(before: Iterable[Correction], after: Iterable[Correction]) -> str:
    """Return in Chinese what was put right from one state to another: 第3段为主送机关、第5段按识别结果; empty where nothing was. A correction whose
    paragraph only has another number by now is none."""
    was, now = list(before), list(after)
    come, gone = _without(now, was), _without(was, now)
    changed = {each.text for each in come}
    said = [(each.paragraph, f"第{each.paragraph + 1}段为{each.element.label}") for each in come]
    said += [(each.paragraph, f"第{each.paragraph + 1}段按识别结果") for each in gone if each.text not in changed]
    return "、".join(words for _, words in sorted(said))


def _without(some: list[Correction], others: list[Correction]) -> list[Correction]:
    """Return the corrections that say something which none of the others says, each of those counted once."""
    left = Counter((each.text, each.element) for each in others)
    found = []
    for each in some:
        left[each.text, each.element] -= 1
        if left[each.text, each.element] < 0:
            found.append(each)
    return found
