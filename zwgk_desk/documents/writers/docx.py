"""Word documents (.docx) with the measures of GB/T 9704-2012. Each element has a paragraph style of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from itertools import accumulate
from typing import Any

from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from ...model.document.measures import GB_T_9704, PageMeasures
from ...model.document.tree import IMPRINT, MASTHEAD, Block, BlockKind, DocumentTree, Item, Picture, Table
from ...model.terms import ClosingForm, LayoutForm
from ..recognise import heading_part, misread
from ..setting.cells import INNER_RULE, OUTER_RULE
from ..setting.closing import CLOSING_KINDS, ClosingLine, closing_lines, form_of
from ..setting.fonts import Font, fonts_for
from ..setting.keeping import goes_on_with_next, is_whole_heading
from ..setting.layout import ENCLOSURE_HEAD, ENCLOSURE_NUMBER, begins_page, groups
from ..setting.layout_table import CELL_PADDING, column_widths
from ..setting.special import ATTENDANCE, is_attendance
from ..setting.strike import within
from ..setting.titles import title_lines
from ..word_styles import LABEL_STYLE, STYLE_NAMES
from .docx_body import DocxBody
from .docx_frame import write_imprint, write_masthead
from .docx_letter import write_letterhead
from .docx_page import HEADING_FACES, KIND_FACES, exact
from .docx_runs import EIGHTHS, TWENTIETHS, element
from .docx_table import written_rows


def write_docx(tree: DocumentTree, title: str, mark: str = "", measures: PageMeasures = GB_T_9704, author: str = "", on: date | None = None) -> bytes:
    """Return a document as .docx.

    Args:
        tree: the document.
        title: the title in the file's properties.
        mark: a word at the head of every page, such as 送审稿; empty for none.
        measures: the page's measures.
        author: the author in the file's properties.
        on: the day of creation in the file's properties; None for a fixed one.
    """
    writer = DocxWriter(title, measures, mark, author, on)
    writer.write(tree)
    return writer.save()


class DocxWriter(DocxBody):
    """Writes one document, block by block."""

    _new_page = False

    def write(self, tree: DocumentTree) -> None:
        """Add a tree."""
        disguised = misread(tree)
        place = 0
        parts = list(groups(tree.blocks))
        for number, group in enumerate(parts):
            before = self.end.getprevious()
            first, following = group[0], tree.blocks[place + len(group) : place + len(group) + 1]
            self._new_page = begins_page(first, tree.blocks[place - 1] if place else None)
            kept = bool(following) and goes_on_with_next(group[-1], following[0])
            if isinstance(first, Table):
                self.table(first, kept)
            elif isinstance(first, Picture):
                self.picture(first)
            elif first.kind in MASTHEAD and tree.layout is LayoutForm.LETTER:
                write_letterhead(self, _blocks(group))
            elif first.kind in MASTHEAD:
                write_masthead(self, _blocks(group), tree.layout)
            elif first.kind in IMPRINT:
                write_imprint(self, _blocks(group), ruled=tree.layout is not LayoutForm.LETTER)
            elif is_attendance(first, tree.layout):
                self._attendance(first, begins=not place or not is_attendance(tree.blocks[place - 1], tree.layout))
            elif first.kind in CLOSING_KINDS:
                self._closing(_blocks(group), form_of(tree, parts, number), bool(following))
            else:
                self._group(_blocks(group), place, disguised)
            if kept and not isinstance(first, Table):
                self._keep_with_next(whole=is_whole_heading(first))
            self._part_from(before)
            place += len(group)

    def _part_from(self, before: Any) -> None:
        """Leave half a line free below a table, if it is one that stood last before what was just written."""
        below = before.getnext() if before is not None and before.tag == qn("w:tbl") else None
        if below is not None and below.tag == qn("w:p"):
            Paragraph(below, self.document._body).paragraph_format.space_before = exact(self.m.pitch / 2)

    def _keep_with_next(self, whole: bool) -> None:
        """Keep the last paragraph on the page of what follows; a whole heading also in one piece."""
        layout = Paragraph(self.end.getprevious(), self.document._body).paragraph_format
        layout.keep_with_next = True
        if whole:
            layout.keep_together = True

    def _group(self, blocks: Sequence[Block], place: int, disguised: frozenset[int]) -> None:
        for count, block in enumerate(blocks):
            last = count + 1 == len(blocks)
            if block.kind in (BlockKind.TITLE, BlockKind.ATTACHMENT_TITLE):
                self._title(block)
                if last:
                    self.paragraph("Normal")
            elif block.kind is BlockKind.HEADING:
                self._heading(block)
            elif block.kind is BlockKind.ENCLOSURE:
                self._enclosure(block, first=count == 0)
            else:
                self._plain(block, place + count in disguised)

    def _title(self, block: Block) -> None:
        style = "Title" if block.kind is BlockKind.TITLE else STYLE_NAMES[block.kind]
        lines = title_lines(block.text, int(self.m.text_width // self.m.title))
        cuts = list(accumulate(map(len, lines)))[:-1]  # the struck stretches move on by the line breaks before them
        struck = [(first + sum(cut <= first for cut in cuts), end + sum(cut < end for cut in cuts)) for first, end in block.struck]
        paragraph = self.paragraph(style, "\n".join(lines), Font.TITLE, self.m.title, struck=struck)
        if self._new_page:
            paragraph.paragraph_format.page_break_before = True
            self._new_page = False

    def _heading(self, block: Block) -> None:
        head = heading_part(block.text)
        struck = within(block.struck, 0, len(head))
        paragraph = self.paragraph(f"Heading {block.level}", head, HEADING_FACES[block.level], struck=struck)
        if len(head) < len(block.text):
            rest = block.text[len(head) :]
            self.runs.add(paragraph._p, rest, Font.FANG, self.m.body, struck=within(block.struck, len(head), len(rest)))

    def _plain(self, block: Block, disguised: bool) -> None:
        plain = block.kind is BlockKind.PARAGRAPH and not disguised
        style = "Normal" if plain else STYLE_NAMES[block.kind]
        paragraph = self.paragraph(style, block.text, KIND_FACES.get(block.kind, Font.FANG), struck=block.struck)
        if plain:
            paragraph.paragraph_format.first_line_indent = Pt(2 * self.m.character_pitch)
        elif block.kind is BlockKind.ATTACHMENT:
            paragraph.paragraph_format.page_break_before = True
            self.paragraph("Normal")

    def _enclosure(self, block: Block, first: bool) -> None:
        """Write 附件说明: one line left free above, a name's further lines aligned with its first (7.3.4)."""
        if first:
            self.paragraph("Normal")
        head = ENCLOSURE_HEAD.match(block.text)
        number = ENCLOSURE_NUMBER.match(block.text[head.end() if head else 0 :])
        before = 0.0 if head else 3 * self.m.character_pitch
        hanging = self._advance(head.group() if head else "") + self._advance(number.group() if number else "")
        layout = self.paragraph(STYLE_NAMES[BlockKind.ENCLOSURE], block.text, struck=block.struck).paragraph_format
        layout.left_indent = Pt(2 * self.m.character_pitch + before + hanging)
        layout.first_line_indent = Pt(-hanging)

    def _attendance(self, block: Block, begins: bool) -> None:
        """Write a list of those at a meeting: its label in 黑体, further lines aligned with the first name, a line left free above (10.3)."""
        if begins:
            self.paragraph("Normal")
        found = ATTENDANCE.match(block.text)
        label = found.group() if found else ""
        paragraph = self.paragraph("Normal", label, Font.HEI, struck=within(block.struck, 0, len(label)))
        self.runs.add(
            paragraph._p, block.text[len(label) :], Font.FANG, self.m.body, struck=within(block.struck, len(label), len(block.text) - len(label))
        )
        hanging = self._advance(label)
        layout = paragraph.paragraph_format
        layout.left_indent, layout.first_line_indent = Pt(2 * self.m.character_pitch + hanging), Pt(-hanging)

    def _closing(self, blocks: Sequence[Block], form: ClosingForm, goes_on: bool) -> None:
        """Write 署名 and 成文日期, with what is left free above them for a seal, and a line below one where anything follows (7.3.5)."""
        lines = closing_lines(blocks, self._advance, self.m, form)
        for place, line in enumerate(lines):
            self._closing_line(line, last=place + 1 == len(lines))
        if form is not ClosingForm.UNSEALED and goes_on:
            self.paragraph("Normal")

    def _closing_line(self, line: ClosingLine, last: bool) -> None:
        """Write one line of it; names side by side stand at tab stops."""
        for _ in range(int(line.above)):
            self.paragraph("Normal").paragraph_format.keep_with_next = True
        (start, first), *others = line.pieces
        paragraph = self.paragraph(STYLE_NAMES[first.kind], first.text, struck=first.struck)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.LEFT
        layout = paragraph.paragraph_format
        layout.left_indent, layout.right_indent = Pt(start), Pt(0)
        if line.above % 1:
            layout.space_before = Pt(line.above % 1 * self.m.pitch)
        for start, block in others:
            layout.tab_stops.add_tab_stop(Pt(start))
            self.runs.add(paragraph._p, f"\t{block.text}", Font.FANG, self.m.body, struck=[(begin + 1, end + 1) for begin, end in block.struck])
        if not last:
            layout.keep_with_next = True

    def _advance(self, text: str) -> float:
        """Return the width of a text on the grid in points, counting full-width and half-width characters."""
        return sum((self.m.body if character >= "\u2000" else self.m.body / 2) + self.m.tightening for character in text)

    def table(self, table: Table, keep_last: bool = False) -> None:
        """Write a table with rules; `keep_last` keeps its last row on the page of what follows."""
        grid = self.document.add_table(rows=0, cols=len(table.rows[0]) if table.rows else 1, style="Table Grid")
        self.end.addprevious(grid._tbl)
        widths = column_widths(table, self.m, fonts_for(self.m)) if table.rows else [self.m.text_width]
        shape_table(grid, widths)
        label = self.document.styles[LABEL_STYLE].style_id
        grid._tbl.append(self.held(written_rows(table, widths, self.runs, label, keep_last)))

    def picture(self, picture: Picture) -> None:
        """Write a picture, centred in a line as high as it needs, scaled down where it is larger than the text area."""
        share = min(1.0, self.m.text_width / max(picture.width, 1), self.m.text_height / max(picture.height, 1))
        paragraph = self.paragraph("Normal")
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
        shape = paragraph.add_run().add_picture(io.BytesIO(picture.content), Pt(picture.width * share), Pt(picture.height * share))
        if picture.description:
            shape._inline.docPr.set("descr", picture.description)


def shape_table(grid: Any, widths: Sequence[float]) -> None:
    """Set a table's column widths in points, its rules on the text area's edges, thicker round it, and the same padding as in the PDF."""
    grid.autofit = False
    grid.alignment = WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(grid._tbl.tblGrid.findall(qn("w:gridCol")), widths, strict=True):
        column.set(qn("w:w"), str(round(width * TWENTIETHS)))
    borders = element("tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        width = INNER_RULE if side.startswith("inside") else OUTER_RULE
        borders.append(element(side, val="single", sz=round(width * EIGHTHS), space=0, color="000000"))
    margins = element("tblCellMar")
    for side in ("left", "right"):
        margins.append(element(side, w=round(CELL_PADDING * TWENTIETHS), type="dxa"))
    look = grid._tbl.tblPr.find(qn("w:tblLook"))
    layout = grid._tbl.tblPr.find(qn("w:tblLayout"))
    for made in (borders, margins):
        after = layout if made is borders and layout is not None else look
        if after is None:
            grid._tbl.tblPr.append(made)
        else:
            after.addprevious(made)


def _blocks(group: Sequence[Item]) -> list[Block]:
    return [item for item in group if isinstance(item, Block)]
