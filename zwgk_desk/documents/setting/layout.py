"""Sets a document tree into pages: finds the place of each line of text, rule and picture, so that page numbers and a table of contents are
known before the first page is drawn. One method for each element of GB/T 9704-2012."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from ...model.document.measures import PageMeasures
from ...model.document.tree import IMPRINT, MASTHEAD, Block, BlockKind, DocumentTree, Item, Picture, Table
from ..recognise import heading_part
from .fonts import Font, FontSet
from .layout_frame import set_imprint, set_masthead
from .layout_table import set_table
from .linebreak import break_lines
from .page_builder import PageBuilder
from .page_ops import Page, PictureOp, RuleOp, TextOp
from .titles import title_lines

HEADING_FACES = {1: Font.HEI, 2: Font.KAI, 3: Font.FANG, 4: Font.FANG}
TITLE_LEADING = 1.4
ENCLOSURE_HEAD = re.compile(r"(附件|附)[：:]\s*")
ENCLOSURE_NUMBER = re.compile(r"\d{1,2}[.．、]\s*")
CLOSING_KINDS = (BlockKind.SIGNATURE, BlockKind.DATE)
LAGGING = 2
"""Last pages that may still change while the document goes on."""


class Typesetter:
    """Sets one document after another into pages."""

    def __init__(self, measures: PageMeasures, faces: FontSet) -> None:
        self._m = measures
        self._faces = faces
        self._builder = PageBuilder(measures, faces)

    def set(self, tree: DocumentTree) -> list[Page]:
        """Return the pages of a document; one empty page where it has no text."""
        return list(self.pages(tree))

    def pages(self, tree: DocumentTree) -> Iterator[Page]:
        """Yield the pages of a document, each as soon as nothing on it can change any more."""
        builder = self._builder = PageBuilder(self._m, self._faces)
        given = 0
        before: Item | None = None
        for group in groups(tree.blocks):
            if begins_page(group[0], before) and builder.used > 0:
                builder.new_page()
            self._group(group)
            before = group[-1]
            while given < len(builder.pages) - LAGGING:
                yield builder.pages[given]
                given += 1
        yield from builder.pages[given:]

    def _group(self, group: Sequence[Item]) -> None:
        first = group[0]
        if isinstance(first, Table):
            set_table(self._builder, first)
        elif isinstance(first, Picture):
            self._picture(first)
        else:
            self._blocks(first.kind, [item for item in group if isinstance(item, Block)])

    def _blocks(self, kind: BlockKind, blocks: Sequence[Block]) -> None:
        if kind in MASTHEAD:
            set_masthead(self._builder, blocks)
        elif kind in IMPRINT:
            set_imprint(self._builder, blocks)
        elif kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE):
            self._title([block.text for block in blocks])
        elif kind is BlockKind.ENCLOSURE:
            self._enclosures([block.text for block in blocks])
        elif kind in CLOSING_KINDS:
            self._closing(blocks)
        else:
            self._block(blocks[0])

    def _block(self, block: Block) -> None:
        if block.kind is BlockKind.ADDRESSEE:
            self._paragraph(block.text, Font.FANG, 0, 0)
        elif block.kind is BlockKind.HEADING:
            self._paragraph(block.text, HEADING_FACES[block.level], len(heading_part(block.text)), 2)
        elif block.kind is BlockKind.ATTACHMENT:
            self._attachment(block.text)
        else:
            self._paragraph(block.text, Font.FANG, 0, 2)

    def _title(self, texts: Sequence[str]) -> None:
        """Set the title in 2号 小标宋, centred, with one line left free below (7.3.1, 7.3.2)."""
        builder, m = self._builder, self._m
        pitch = m.title * TITLE_LEADING
        for text in texts:
            for line in title_lines(text, int(m.text_width // m.title)):
                builder.room(pitch)
                x = m.left + (m.text_width - builder.width_of(line, Font.TITLE, m.title)) / 2
                builder.plain_line(line, x, Font.TITLE, m.title, pitch)
        builder.skip(m.pitch)

    def _paragraph(self, text: str, face: Font, head: int, indent: int) -> None:
        """Set a paragraph with its first `head` characters in `face`, the rest in 仿宋 (7.3.3)."""
        m, builder = self._m, self._builder
        shift = indent * m.character_pitch
        for place, line in enumerate(break_lines(text, builder.advance, m.text_width, shift)):
            builder.room(m.pitch)
            builder.body_line(line, m.left + (shift if place == 0 else 0), face, max(0, min(len(line.text), head - line.start)))

    def _enclosures(self, texts: Sequence[str]) -> None:
        """Set 附件说明: one line left free above, indented by two characters, a name's further lines aligned with its first (7.3.4)."""
        m, builder = self._m, self._builder
        builder.skip(m.pitch)
        left = 2 * m.character_pitch
        head_width = 0.0
        for text in texts:
            head = ENCLOSURE_HEAD.match(text)
            label = head.group() if head else ""
            if label:
                head_width = builder.body_width(label)
            number = ENCLOSURE_NUMBER.match(text[len(label) :])
            start = left + (0 if label else head_width)
            first = label + (number.group() if number else "")
            hanging = start + builder.body_width(first)
            for place, line in enumerate(break_lines(text[len(first) :], builder.advance, m.text_width - hanging)):
                builder.room(m.pitch)
                if place == 0 and first:
                    used = builder.used
                    builder.plain_line(first, m.left + start)
                    builder.used = used
                builder.body_line(line, m.left + hanging)

    def _closing(self, blocks: Sequence[Block]) -> None:
        """Set 署名 and 成文日期 on the page of the text's last line (7.3.5)."""
        m, builder = self._m, self._builder
        self._keep_with_text(len(blocks) * m.pitch)
        starts = closing_starts([block.kind for block in blocks], [builder.body_width(block.text) for block in blocks], m)
        for block, start in zip(blocks, starts, strict=True):
            builder.room(m.pitch)
            builder.plain_line(block.text, m.left + start)

    def _keep_with_text(self, height: float) -> None:
        """Leave a line free; where what follows would be on a page without text, move the last line of text there too (7.3.5.5)."""
        builder, m = self._builder, self._m
        if height + m.pitch <= builder.left_over + 0.01:
            builder.skip(m.pitch)
        elif height > builder.left_over + 0.01 and builder.used > 2 * m.pitch:
            moved = _last_line(builder.pages[-1])
            builder.new_page()
            if moved:
                y = builder.baseline(m.body, m.pitch)
                builder.pages[-1].ops.extend(replace(op, y=y) for op in moved)
                builder.used = m.pitch
                builder.skip(m.pitch)

    def _attachment(self, text: str) -> None:
        """Set “附件” and its number at the head of a new page, in 3号黑体, with the title in the third line (7.3.7)."""
        builder, m = self._builder, self._m
        if builder.used > 0:
            builder.new_page()
        builder.plain_line(text, m.left, Font.HEI)
        builder.skip(m.pitch)

    def _picture(self, picture: Picture) -> None:
        """Set a picture, centred, scaled down where it is larger than the text area."""
        builder, m = self._builder, self._m
        share = min(1.0, m.text_width / max(picture.width, 1), m.text_height / max(picture.height, 1))
        width, height = picture.width * share, picture.height * share
        taken = min(m.text_height, -(-height // m.pitch) * m.pitch)
        builder.room(taken)
        x = m.left + (m.text_width - width) / 2
        y = m.height - m.top - builder.used - (taken + height) / 2
        builder.put(PictureOp(x, y, width, height, picture), taken)


def closing_starts(kinds: Sequence[BlockKind], widths: Sequence[float], m: PageMeasures) -> list[float]:
    """Return where signatures and dates begin, in points from the left margin: two characters are left free at the right; a date begins
    two characters after its signature, or where it is the longer one the signature two characters before the date (7.3.5.2)."""
    two = 2 * m.character_pitch
    starts: list[float] = []
    for place, (kind, width) in enumerate(zip(kinds, widths, strict=True)):
        start = m.text_width - two - width
        if kind is BlockKind.DATE and place and width <= widths[place - 1]:
            start = m.text_width - widths[place - 1]
        elif kind is BlockKind.SIGNATURE and kinds[place + 1 : place + 2] == [BlockKind.DATE] and widths[place + 1] > width:
            start = m.text_width - two - widths[place + 1] - two
        starts.append(max(0.0, start))
    return starts


def groups(blocks: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """Yield the items in groups that are set together: masthead, lines of a title, enclosures, signature and date, imprint; all others singly."""
    place = 0
    while place < len(blocks):
        end = place + 1
        together = _together(blocks[place])
        while end < len(blocks) and together and _kind(blocks[end]) in together:
            end += 1
        yield blocks[place:end]
        place = end


def begins_page(item: Item, before: Item | None) -> bool:
    """Return whether an item begins a new page: the title of what stands behind a text (a plan that a notice issues, a regulation below its order).

    Args:
        item: the item.
        before: the one before it, None where there is none. “附件” above a title has begun the page already (7.3.7).
    """
    if _kind(item) is BlockKind.ATTACHMENT_TITLE:
        return before is not None and _kind(before) is not BlockKind.ATTACHMENT
    return _kind(item) is BlockKind.TITLE and before is not None and _kind(before) in (*CLOSING_KINDS, BlockKind.NOTE)


def _together(item: Item) -> tuple[BlockKind, ...]:
    kind = _kind(item)
    for kinds in (MASTHEAD, (BlockKind.TITLE,), (BlockKind.ATTACHMENT_TITLE,), (BlockKind.ENCLOSURE,), CLOSING_KINDS, IMPRINT):
        if kind in kinds:
            return kinds
    return ()


def _kind(item: Item) -> BlockKind | None:
    return item.kind if isinstance(item, Block) else None


def _last_line(page: Page) -> list[TextOp]:
    """Remove the last line of text from a page and return it; nothing where something else stands below it."""
    texts = [op for op in page.ops if isinstance(op, TextOp)]
    lowest = min((op.y for op in texts), default=0.0)
    if any(_foot(op) < lowest for op in page.ops if not isinstance(op, TextOp)):
        return []
    moved = [op for op in texts if op.y == lowest]
    page.ops = [op for op in page.ops if not (isinstance(op, TextOp) and op.y == lowest)]
    return moved


def _foot(op: RuleOp | PictureOp) -> float:
    return op.y if isinstance(op, PictureOp) else min(op.y1, op.y2)
