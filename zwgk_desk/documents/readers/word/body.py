"""Walks through a Word document's body: every paragraph and table, wherever it stands, with all its visible text.

Text boxes are read after the paragraph they hang on, footnotes at the document's end. A table of one column
without a head is layout: what stands in it is read as if it stood in the body.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from docx.oxml.ns import qn

from ....model.document.tree import IMPRINT, BlockKind, Picture, Table
from ....model.errors import UnreadableFile
from ...limits import MAX_NESTING
from ...recognise import PRINTED, RawItem, RawParagraph
from ..marked import Marked, joined
from .names import ALTERNATIVES, CELL, DRAWINGS, PARAGRAPH, ROW, TABLE, TEXT_BOX, WORD_ART, chosen, is_known, value
from .numbering import GAP, Numbering
from .pictures import WordPictures
from .runs import NOT_SHOWN, Gathered, RunReader
from .styles import UNKNOWN, WHITE, ground_of
from .tables import Grid, below, is_layout, marked_head
from .told import Notes, Told

JOINED = {BlockKind.ATTACHMENT_TITLE: "", BlockKind.ISSUER_NAME_MARK: "\u3000", BlockKind.TITLE: ""}
"""Elements whose line breaks belong to the layout and not to the text, with what replaces the breaks."""

CHUNK = qn("w:altChunk")
GALLERY = f"{qn('w:sdtPr')}/{qn('w:docPartObj')}"
CAPTIONS = ("目录", "目次")


@dataclass
class _Open:
    """A paragraph whose end mark was deleted or is hidden: the next one goes on behind it."""

    text: Marked
    hanging: list[Any]
    properties: Any
    prefix: str


class BodyWalk:
    """A walk through the body of one document; it counts numbers as it goes, so it is made anew for each."""

    def __init__(
        self, numbering: Numbering, runs: RunReader, pictures: WordPictures, notes: Notes, chunk: Callable[[str], Iterable[RawItem] | None]
    ) -> None:
        """Walk with what the document says.

        Args:
            numbering: its lists.
            runs: reads its paragraphs.
            pictures: reads its pictures.
            notes: takes what has to be told.
            chunk: returns the content of a part in another format, by its relation; None where it cannot be read.
        """
        self._numbering = numbering
        self._runs = runs
        self._styles = runs.styles
        self._pictures = pictures
        self._notes = notes
        self._chunk = chunk
        self._last = ""

    def story(self, root: Any) -> Iterator[RawItem]:
        """Yield the paragraphs, tables and pictures of a body or a note, in their order."""
        self._runs.begin(root)
        yield from self.items(root)

    def items(self, parent: Any, depth: int = 0, ground: str = WHITE) -> Iterator[RawItem]:
        """Yield the paragraphs, tables and pictures below an element, in their order."""
        open_: _Open | None = None
        for child in self._children(parent, depth):
            if child.tag == PARAGRAPH:
                made = self._paragraph(child, open_, depth, ground)
                open_ = made if isinstance(made, _Open) else None
                if not isinstance(made, _Open):
                    yield from made
                continue
            if open_ is not None:
                yield from self._closed(open_, depth)
                open_ = None
            if child.tag == TABLE:
                yield from self._table(child, depth)
            elif child.tag == CHUNK:
                yield from self._other(child)
        if open_ is not None:
            yield from self._closed(open_, depth)

    def _children(self, parent: Any, depth: int) -> Iterator[Any]:
        """Yield the paragraphs, tables and parts in other formats right below an element, those inside content controls and the like included."""
        if depth > MAX_NESTING:
            raise UnreadableFile("表格或文本框套得太深，没有打开", "请用 Word 或 WPS 简化后重新保存")
        for child in parent:
            if child.tag in (PARAGRAPH, TABLE, CHUNK):
                yield child
            elif child.tag == ALTERNATIVES:
                yield from self._children(chosen(child), depth + 1)
            elif child.tag in NOT_SHOWN or not is_known(child.tag):
                continue
            elif "Table of Contents" in value(child.find(GALLERY), "docPartGallery"):
                self._notes.add(Told.CONTENTS, "".join(text.text or "" for text in child.iter(qn("w:t"))))
            else:
                yield from self._children(child, depth + 1)

    def _paragraph(self, element: Any, open_: _Open | None, depth: int, ground: str) -> _Open | list[RawItem]:
        """Return what a paragraph holds, or, where its end mark is not shown, itself as the beginning of the next."""
        properties = element.find(qn("w:pPr"))
        style = self._styles.paragraph_style(properties)
        gathered = self._runs.gather(element, style, _shade(properties, ground))
        deleted, hidden = self._mark(properties, style)
        prefix = "" if deleted else self._numbering.prefix(element)
        if gathered.contents:
            self._contents(gathered)
            return open_ if open_ is not None else []
        text, hanging = gathered.marked, gathered.hanging
        if open_ is not None and open_.text.text.strip():
            keeps = bool(open_.prefix)
            properties, prefix = (open_.properties, open_.prefix) if keeps else (properties, prefix)
        if open_ is not None:
            text, hanging = joined([open_.text, text]), [*open_.hanging, *hanging]
        if deleted or hidden:
            return _Open(text, hanging, properties, "" if deleted else prefix)
        return list(self._closed(_Open(text, hanging, properties, prefix), depth))

    def _mark(self, properties: Any, style: str) -> tuple[bool, bool]:
        """Return whether a paragraph's end mark was deleted, and whether it is hidden."""
        look = properties.find(qn("w:rPr")) if properties is not None else None
        if look is None:
            return False, self._styles.look(None, style).hidden
        return any(look.find(qn(f"w:{name}")) is not None for name in ("del", "moveFrom")), self._styles.look(look, style).hidden

    def _contents(self, gathered: Gathered) -> None:
        """Leave a line of the table of contents out, and tell it: its page numbers are those of other pages."""
        if gathered.text.strip():
            self._notes.add(Told.CONTENTS, gathered.text)

    def _closed(self, paragraph: _Open, depth: int) -> Iterator[RawItem]:
        style = self._styles.paragraph_style(paragraph.properties)
        level, kind = self._styles.levels.get(style), self._styles.kinds.get(style)
        text = paragraph.text if paragraph.text.text.strip() else Marked()
        text = joined([Marked(paragraph.prefix), text]) if paragraph.prefix else text
        between = JOINED.get(BlockKind.TITLE if level == 0 else kind or BlockKind.PARAGRAPH)
        lines = list(text.lines()) if "\n" in text.text else [text]
        for line in lines if between is None else [joined([each.stripped() for each in lines], between)]:
            bare = line.stripped()
            self._last = bare.text or self._last
            yield RawParagraph(bare.text, level, kind, bare.struck)
        for other in paragraph.hanging:
            yield from self._hanging(other, depth)

    def _hanging(self, element: Any, depth: int) -> Iterator[RawItem]:
        """Yield what hangs on a paragraph: a text box's content, pictures; a shape that has neither is told."""
        if element.tag in DRAWINGS:
            missed = self._pictures.missed
            pictures = list(self._pictures.of(element))
            boxes = [box for box in element.iter(TEXT_BOX) if not any(True for _ in box.iterancestors(TEXT_BOX) if _ is not box)]
            for art in element.iter(WORD_ART):
                yield RawParagraph(" ".join(str(art.get("string") or "").split()))
            told_by_picture = self._pictures.missed > missed
            alone = not pictures and not boxes and next(element.iter(WORD_ART), None) is None and self._pictures.has_content(element)
            if (alone and not told_by_picture) or (boxes and self._pictures.is_group(element)):
                self._notes.add(Told.DRAWING, self._last[-12:])
            yield from pictures
        else:
            boxes = [element]
        for box in boxes:
            yield from self.items(box, depth + 1)

    def _other(self, element: Any) -> Iterator[RawItem]:
        """Yield the content of a part in another format (17.17.2)."""
        found = self._chunk(str(element.get(qn("r:id")) or ""))
        if found is None:
            self._notes.add(Told.CHUNK, self._last[-12:])
        yield from found or ()

    def _table(self, element: Any, depth: int) -> Iterator[RawItem]:
        """Yield a table, then the pictures in its cells; a table that is only a frame, as that of the 版记, or layout, is returned as its content."""
        first = next(element.iter(PARAGRAPH), None)
        frame = first is not None and self._styles.kinds.get(self._styles.paragraph_style(first.find(qn("w:pPr")))) in IMPRINT
        rows = list(below(element, ROW))
        head = marked_head(rows)
        if frame or (not head and is_layout(element, rows, self._styles)):
            for row in rows:
                yield from self._side_by_side(row, depth)
            return
        behind = UNKNOWN if value(element.find(qn("w:tblPr")), "tblStyle") else WHITE  # a table's style may colour its rows
        pictures: list[RawItem] = []
        grid = Grid()
        for row in rows:
            grid.add(row, lambda cell: self._cell(cell, depth + 1, pictures, _shade(cell.find(qn("w:tcPr")), behind)), self._covered, self._is_label)
        yield grid.table(head)
        yield from pictures

    def _side_by_side(self, row: Any, depth: int) -> Iterator[RawItem]:
        """Yield what stands in a row of a table that is layout: cell by cell, 印发机关 and 印发日期 in one line."""
        cells = [list(self.items(cell, depth + 1, _shade(cell.find(qn("w:tcPr")), WHITE))) for cell in below(row, CELL)]
        whole = [item for cell in cells for item in cell if not isinstance(item, RawParagraph) or item.text]
        texts = [item for item in whole if isinstance(item, RawParagraph)]
        line = GAP.join(item.text for item in texts)
        if len(cells) > 1 and len(texts) == len(whole) > 1 and PRINTED.fullmatch(line):
            yield replace(texts[0], text=line, struck=())
        else:
            yield from whole

    def _covered(self, words: str) -> None:
        if words:
            self._notes.add(Told.HIDDEN, words)

    def _is_label(self, cell: Any) -> bool:
        """Return whether a cell says what stands beside it, by the style of its first paragraph."""
        first = next(below(cell, PARAGRAPH), None)
        return first is not None and bool(self._styles.labels) and self._styles.paragraph_style(first.find(qn("w:pPr"))) in self._styles.labels

    def _cell(self, cell: Any, depth: int, pictures: list[RawItem], ground: str) -> Marked:
        """Return a cell's text; its pictures, which the tree's cells cannot hold, are collected for after the table."""
        lines: list[Marked] = []
        for item in self.items(cell, depth, ground):
            if isinstance(item, Table):
                lines += [Marked("\u3000".join(text for text in row if text)) for row in item.rows]
            elif isinstance(item, Picture):
                pictures.append(item)
            elif item.text.strip():
                lines.append(Marked(item.text, item.struck))
        return joined(lines, "\n")


def without_captions(items: Iterable[RawItem], notes: Notes) -> Iterator[RawItem]:
    """Yield the items but the word 目录 above a table of contents that was left out."""
    held: RawParagraph | None = None
    before = 0
    for item in items:
        left_out = notes.count(Told.CONTENTS)
        if held is not None and left_out == before:
            yield held
        held, before = None, left_out
        if isinstance(item, RawParagraph) and "".join(item.text.split()) in CAPTIONS:
            held = item
        else:
            yield item
    if held is not None:
        yield held


def _shade(properties: Any, ground: str) -> str:
    """Return the colour behind a paragraph or a cell by its properties, else the one that lies behind what it stands in."""
    shade = properties.find(qn("w:shd")) if properties is not None else None
    own = ground_of(shade) if shade is not None else WHITE
    return ground if own == WHITE else own
