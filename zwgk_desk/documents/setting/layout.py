"""Sets a document tree into pages: finds the place of each line of text, rule and picture, so that page numbers and a table of contents are
known before the first page is drawn. One method for each element of GB/T 9704-2012."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from ...model.document.measures import MM, STAMP, STAMP_EDGE, PageMeasures
from ...model.document.tree import IMPRINT, MASTHEAD, Block, BlockKind, DocumentTree, Item, Picture, Table
from ...model.terms import ClosingForm, LayoutForm
from ..recognise import heading_part
from .check_code import set_check_codes
from .closing import ABOVE_SEAL, CLOSING_KINDS, ClosingLine, closing_lines, form_of, lines_high
from .fonts import Font, FontSet
from .keeping import FEWEST, PLAIN_KINDS, Room, first_lines, goes_on_with_next, is_caption, is_whole_heading, lines_here
from .layout_frame import set_imprint, set_masthead
from .layout_table import least_height, set_table
from .linebreak import LINE_ROOM, Head, Line, break_lines
from .page_builder import PageBuilder
from .page_ops import Page, PictureOp
from .special import ATTENDANCE, is_attendance, set_letterhead
from .strike import within
from .titles import title_lines, title_pitch

HEADING_FACES = {1: Font.HEI, 2: Font.KAI, 3: Font.FANG, 4: Font.FANG}
ENCLOSURE_HEAD = re.compile(r"(附件|附)[：:]\s*")
ENCLOSURE_NUMBER = re.compile(r"\d{1,2}[.．、]\s*")
OWN_PAGE_MARGIN, OWN_PAGE_FOOT = 8 * MM, 30 * MM
"""What is left free round a page that is set as it looks, and below it, where the page's number stands."""

Groups = Sequence[Sequence[Item]]


class Typesetter:
    """Sets one document after another into pages."""

    def __init__(self, measures: PageMeasures, faces: FontSet) -> None:
        self._m = measures
        self._faces = faces
        self._builder = PageBuilder(measures, faces)
        self._forms: dict[int, ClosingForm] = {}
        self._layout = LayoutForm.ORDINARY

    def set(self, tree: DocumentTree) -> list[Page]:
        """Return the pages of a document; one empty page where it has no text."""
        return list(self.pages(tree))

    def pages(self, tree: DocumentTree) -> Iterator[Page]:
        """Yield the pages of a document, each as soon as it is full. The setter keeps none of those that it has given out."""
        builder = self._builder = PageBuilder(self._m, self._faces)
        builder.signed, self._layout = tree.signed, tree.layout
        codes = [block.text for block in tree.of_kind(BlockKind.CHECK_CODE)]
        parts = list(groups([item for item in tree.blocks if _kind(item) is not BlockKind.CHECK_CODE] if codes else tree.blocks))
        self._forms = {n: form_of(tree, parts, n) for n, group in enumerate(parts) if _kind(group[0]) in CLOSING_KINDS}
        bound, before = False, None
        for place, group in enumerate(parts):
            if begins_page(group[0], before) and builder.used > 0:
                builder.new_page()
            if not bound:
                self._make_room(parts, place)
            bound = self._is_bound(parts, place)
            self._group(parts, place, self._tail(parts, place))
            before = group[-1]
            yield from builder.take_full()
        if codes:
            set_check_codes(builder, codes)
        yield from builder.pages

    def _is_bound(self, parts: Groups, place: int) -> bool:
        """Return whether a group is set whole, on the page where the next one begins: a heading, a caption, a picture with its caption."""
        last, following = parts[place][-1], parts[place + 1][0] if place + 1 < len(parts) else None
        return goes_on_with_next(last, following) and (is_whole_heading(last) or is_caption(last) or isinstance(last, Picture))

    def _make_room(self, parts: Groups, place: int) -> None:
        """Begin a new page where what belongs together from a group on no longer fits on this one, though it would fit on one."""
        if not self._is_bound(parts, place):
            return
        height = 0.0
        while place < len(parts) and self._is_bound(parts, place):
            height += self._height(parts[place][0])
            place += 1
        height += self._least(parts, place)
        if height <= self._m.text_height + 0.01:
            self._builder.room(height)

    def _height(self, item: Item) -> float:
        """Return the height of a heading, a caption or a picture, in points."""
        if isinstance(item, Block):
            return len(self._lines(item)) * self._m.pitch
        return picture_size(item, self._m)[2] if isinstance(item, Picture) else 0.0

    def _lines(self, block: Block) -> list[Line]:
        """Return the lines of a paragraph of the text, its first one indented by two characters but for the addressee."""
        advances, shift = self._builder.advances, 0.0 if block.kind is BlockKind.ADDRESSEE else 2 * self._m.character_pitch
        head = Head(len(heading_part(block.text)), advances[HEADING_FACES[block.level]]) if block.kind is BlockKind.HEADING else None
        return break_lines(block.text, advances[Font.FANG], self._m.text_width + LINE_ROOM, shift, head=head)

    def _least(self, parts: Groups, place: int) -> float:
        """Return the height that a page must have left for a group to begin on it, in points."""
        first, pitch = parts[place][0], self._m.pitch
        if isinstance(first, Table):
            return least_height(self._builder, first)
        if isinstance(first, Picture):
            return self._height(first)
        if first.kind in CLOSING_KINDS:
            return (1 + len(parts[place])) * pitch
        if first.kind in PLAIN_KINDS:
            count = len(self._lines(first))
            return (first_lines(count) + (self._tail(parts, place) if count < 2 * FEWEST else 0)) * pitch
        return 2 * pitch if first.kind is BlockKind.ENCLOSURE else 0.0

    def _tail(self, parts: Groups, place: int) -> int:
        """Return how many lines must stand on the page of a group's last line: those of signature and date, and the free one above them. The
        standard has them on a page with text (7.3.5.5)."""
        following = parts[place + 1] if place + 1 < len(parts) else ()
        if not following or _kind(following[0]) not in CLOSING_KINDS or not goes_on_with_next(parts[place][-1], following[0]):
            return 0
        lines = lines_high(self._closing_lines([item for item in following if isinstance(item, Block)], place + 1))
        return lines if lines + FEWEST < self._m.lines else 0

    def _group(self, parts: Groups, place: int, tail: int) -> None:
        group, first = parts[place], parts[place][0]
        if isinstance(first, Table):
            set_table(self._builder, first, tail * self._m.pitch)
        elif isinstance(first, Picture):
            self._picture(first)
        elif is_attendance(first, self._layout):
            self._attendance(first, begins=not place or not is_attendance(parts[place - 1][-1], self._layout))
        elif first.kind in CLOSING_KINDS:
            self._closing([item for item in group if isinstance(item, Block)], place, last=place + 1 == len(parts))
        else:
            self._blocks(first.kind, [item for item in group if isinstance(item, Block)], tail)

    def _blocks(self, kind: BlockKind, blocks: Sequence[Block], tail: int) -> None:
        if kind in MASTHEAD and self._layout is LayoutForm.LETTER:
            set_letterhead(self._builder, blocks)
        elif kind in MASTHEAD:
            set_masthead(self._builder, blocks, self._layout)
        elif kind in IMPRINT:
            set_imprint(self._builder, blocks, ruled=self._layout is not LayoutForm.LETTER)
        elif kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE):
            self._title(blocks)
        elif kind is BlockKind.ENCLOSURE:
            self._enclosures(blocks, tail)
        else:
            self._block(blocks[0], tail)

    def _block(self, block: Block, tail: int) -> None:
        if block.kind is BlockKind.ATTACHMENT:
            self._attachment(block)
        else:
            self._paragraph(block, tail)

    def _title(self, blocks: Sequence[Block]) -> None:
        """Set the title in 2号 小标宋, centred, with one line left free below (7.3.1, 7.3.2)."""
        builder, m = self._builder, self._m
        pitch = title_pitch(m)
        for block in blocks:
            start = 0
            for line in title_lines(block.text, int(m.text_width // m.title)):
                builder.room(pitch)
                x = m.left + (m.text_width - builder.width_of(line, Font.TITLE, m.title)) / 2
                builder.plain_line(line, x, Font.TITLE, m.title, pitch, struck=within(block.struck, start, len(line)))
                start += len(line)
        builder.skip(m.pitch)

    def _paragraph(self, block: Block, tail: int) -> None:
        """Set a paragraph, the heading at its beginning in its face, the rest in 仿宋 (7.3.3)."""
        m, builder = self._m, self._builder
        shift = 0.0 if block.kind is BlockKind.ADDRESSEE else 2 * m.character_pitch
        heading = block.kind is BlockKind.HEADING
        face, head = (HEADING_FACES[block.level], len(heading_part(block.text))) if heading else (Font.FANG, 0)
        lines = self._lines(block)

        def draw(place: int) -> None:
            line = lines[place]
            in_head = max(0, min(len(line.text), head - line.start))
            struck = within(block.struck, line.start, len(line.text)) if block.struck else ()
            builder.body_line(line, m.left + (0 if place else shift), face, in_head, struck)

        self._flow(len(lines), draw, tail)

    def _flow(self, count: int, draw: Callable[[int], None], tail: int = 0) -> None:
        """Set the lines of a paragraph over as many pages as they need.

        Args:
            count: how many lines it has.
            draw: sets the line with this number, from 0.
            tail: lines that must stand on the page of the last one.
        """
        builder, done = self._builder, 0
        while done < count:
            end = done + lines_here(count - done, Room(builder.lines_left, builder.used == 0), tail)
            for place in range(done, end):
                draw(place)
            done = end
            if done < count:
                builder.new_page()

    def _enclosures(self, blocks: Sequence[Block], tail: int) -> None:
        """Set 附件说明: one line left free above, indented by two characters, a name's further lines aligned with its first (7.3.4)."""
        self._builder.skip(self._m.pitch)
        head_width = 0.0
        for place, block in enumerate(blocks):
            head = ENCLOSURE_HEAD.match(block.text)
            if head:
                head_width = self._builder.body_width(head.group())
            self._enclosure(block, head.group() if head else "", head_width, tail if place + 1 == len(blocks) else 0)

    def _enclosure(self, block: Block, label: str, head_width: float, tail: int) -> None:
        builder, m = self._builder, self._m
        number = ENCLOSURE_NUMBER.match(block.text[len(label) :])
        first = label + (number.group() if number else "")
        start = 2 * m.character_pitch + (0 if label else head_width)
        hanging = start + builder.body_width(first)
        lines = break_lines(block.text[len(first) :], builder.advance, m.text_width + LINE_ROOM - hanging)

        def draw(place: int) -> None:
            if place == 0 and first:
                used = builder.used
                builder.plain_line(first, m.left + start, struck=within(block.struck, 0, len(first)))
                builder.used = used
            line = lines[place]
            builder.body_line(line, m.left + hanging, struck=within(block.struck, len(first) + line.start, len(line.text)))

        self._flow(len(lines), draw, tail)

    def _attendance(self, block: Block, begins: bool) -> None:
        """Set a list of those at a meeting: its label in 黑体, further lines aligned with the first name, a line left free above (10.3)."""
        builder, m = self._builder, self._m
        if begins:
            builder.skip(m.pitch)
        found = ATTENDANCE.match(block.text)
        label = found.group() if found else ""
        start = 2 * m.character_pitch
        hanging = start + builder.body_width(label)
        lines = break_lines(block.text[len(label) :], builder.advance, m.text_width + LINE_ROOM - hanging)

        def draw(place: int) -> None:
            if place == 0:
                used = builder.used
                builder.plain_line(label, m.left + start, Font.HEI, struck=within(block.struck, 0, len(label)))
                builder.used = used
            line = lines[place]
            builder.body_line(line, m.left + hanging, struck=within(block.struck, len(label) + line.start, len(line.text)))

        self._flow(len(lines), draw)

    def _closing_lines(self, blocks: Sequence[Block], place: int) -> list[ClosingLine]:
        return closing_lines(blocks, self._builder.body_width, self._m, self._forms[place])

    def _closing(self, blocks: Sequence[Block], place: int, last: bool) -> None:
        """Set 署名 and 成文日期, with what is left free above them for a seal, and a line below one where anything follows (7.3.5)."""
        m, builder = self._m, self._builder
        top = m.height - m.top
        lines, sealed = self._closing_lines(blocks, place), self._forms[place] is not ClosingForm.UNSEALED
        builder.room(lines_high(lines) * m.pitch)
        top -= builder.used
        for line in lines:
            if sealed:
                builder.used += line.above * m.pitch
            else:
                builder.skip(line.above * m.pitch)
            builder.room(m.pitch)
            used = builder.used
            for start, block in line.pieces:
                builder.used = used
                builder.plain_line(block.text, m.left + start, struck=block.struck)
        if builder.signed:
            start, block = lines[-1].pieces[-1]
            middle, half = m.left + start + builder.body_width(block.text) / 2, STAMP[0] / 2 + STAMP_EDGE
            builder.pages[-1].signing = (middle - half, top - ABOVE_SEAL * m.pitch, middle + half, top)
        if sealed and not last:
            builder.skip(m.pitch)

    def _attachment(self, block: Block) -> None:
        """Set “附件” and its number at the head of a new page, in 3号黑体, with the title in the third line (7.3.7)."""
        builder, m = self._builder, self._m
        if builder.used > 0:
            builder.new_page()
        builder.plain_line(block.text, m.left, Font.HEI, struck=block.struck)
        builder.skip(m.pitch)

    def _picture(self, picture: Picture) -> None:
        """Set a picture, centred, scaled down where it is larger than the text area."""
        builder, m = self._builder, self._m
        if picture.whole_page:
            self._own_page(picture)
            return
        width, height, taken = picture_size(picture, m)
        builder.room(taken)
        x = m.left + (m.text_width - width) / 2
        y = m.height - m.top - builder.used - (taken + height) / 2
        builder.put(PictureOp(x, y, width, height, picture), taken)

    def _own_page(self, picture: Picture) -> None:
        """Set a picture that is a page on a page of its own, as large as leaves the page's number free."""
        builder, m = self._builder, self._m
        if builder.used > 0:
            builder.new_page()
        wide, high = m.width - 2 * OWN_PAGE_MARGIN, m.height - OWN_PAGE_MARGIN - OWN_PAGE_FOOT
        share = min(wide / max(picture.width, 1), high / max(picture.height, 1))
        width, height = picture.width * share, picture.height * share
        builder.put(PictureOp((m.width - width) / 2, OWN_PAGE_FOOT + (high - height) / 2, width, height, picture), m.text_height)


def picture_size(picture: Picture, m: PageMeasures) -> tuple[float, float, float]:
    """Return the width and height at which a picture is shown, no larger than the text area, and the height of the lines that it takes, in points."""
    share = min(1.0, m.text_width / max(picture.width, 1), m.text_height / max(picture.height, 1))
    height = picture.height * share
    return picture.width * share, height, min(m.text_height, -(-height // m.pitch) * m.pitch)


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
