"""A document on the screen: the same tree that is checked, signed and printed, as a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage, QMouseEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from zwgk_desk.model.document.corrections import numbered_blocks
from zwgk_desk.model.document.remark import Place
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Item, Picture, Table

from ..look import theme
from ..look.tokens import Palette
from .passages import Passages

RED_MARK = "#d0202b"
"""Red of the 发文机关标志, as on paper (GB/T 9704-2012, 7.2.4), in either look; 3 to 1 on both grounds, as large type needs (WCAG 2.1, 1.4.3)."""

PLAIN = "margin:4px 0;"
INDENTED = f"{PLAIN} text-indent:28px;"
CENTRED = "text-align:center; margin:2px 0;"
STYLES = {
    BlockKind.COPY_NUMBER: PLAIN,
    BlockKind.SECRECY: f"{PLAIN} font-weight:600;",
    BlockKind.URGENCY: f"{PLAIN} font-weight:600;",
    BlockKind.ISSUER_NAME_MARK: f"text-align:center; margin:10px 0; font-size:20pt; font-weight:600; color:{RED_MARK};",
    BlockKind.NUMBER: CENTRED,
    BlockKind.SIGNER: "text-align:right; margin:2px 24px 2px 0;",
    BlockKind.TITLE: "font-size:15pt; font-weight:600; text-align:center; margin:6px 0 12px 0;",
    BlockKind.ADDRESSEE: PLAIN,
    BlockKind.HEADING: "margin:6px 0; text-indent:28px; font-weight:600;",
    BlockKind.PARAGRAPH: INDENTED,
    BlockKind.ENCLOSURE: "margin:4px 0 4px 28px;",
    BlockKind.SIGNATURE: "text-align:right; margin:2px 24px 2px 0;",
    BlockKind.DATE: "text-align:right; margin:2px 24px 2px 0;",
    BlockKind.NOTE: INDENTED,
    BlockKind.ATTACHMENT: "margin:14px 0 4px 0; font-weight:600;",
    BlockKind.ATTACHMENT_TITLE: "font-size:13pt; font-weight:600; text-align:center; margin:4px 0 10px 0;",
    BlockKind.CC: PLAIN,
    BlockKind.PRINTED: PLAIN,
    BlockKind.CHECK_CODE: PLAIN,
}
LINE_HEIGHT = "line-height:150%; white-space:pre-wrap;"
WIDEST_PICTURE = 420
WHOLE_PICTURE = "picture:whole"
"""Width in pixels above which pictures are scaled down."""

MOST_RESTYLED = 50
"""Paragraphs up to which a document that is shown is set anew in part."""


def tree_html(tree: DocumentTree, marks: Sequence[Place] = ()) -> str:
    """Return the document as rich text for Qt; pictures are named by their places in the tree.

    Args:
        tree: the document.
        marks: passages to highlight, counted as `DocumentTree.paragraphs` counts.
    """
    count = 0
    made = []
    for place, block in enumerate(tree.blocks):
        made.append(_item(place, block, [mark for mark in marks if mark.paragraph == count] if isinstance(block, Block) else ()))
        if isinstance(block, Table):
            count += sum(bool(cell.strip()) for row in block.rows for cell in row)
        elif isinstance(block, Block) and block.text.strip():
            count += 1
    return "".join(made)


def lit(text: str, marks: Sequence[Place]) -> str:
    """Return a text as rich text, with passages highlighted."""
    made, end = [], 0
    for mark in sorted(marks, key=lambda mark: mark.start):
        if mark.start >= end:
            passage = _escaped(text[mark.start : mark.end])
            made += [
                _escaped(text[end : mark.start]),
                f'<span style="background:{theme.now().amber_pale}; text-decoration:underline;">{passage}</span>',
            ]
            end = mark.end
    return "".join([*made, _escaped(text[end:])])


def _escaped(text: str) -> str:
    """Return a text escaped as rich text; a line break inside a paragraph becomes <br>, so that paragraphs are counted as in the tree."""
    return escape(text).replace("\n", "<br/>")


def _item(place: int, block: Item, marks: Sequence[Place]) -> str:
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Picture):
        width = min(WIDEST_PICTURE, round(block.width * 4 / 3))
        return f'<p style="text-align:center;"><img src="{picture_name(place)}" width="{width}" alt="{escape(block.description)}"/></p>'
    return _paragraph(block, marks)


def _paragraph(block: Block, marks: Sequence[Place]) -> str:
    return f'<p style="{STYLES[block.kind]} {LINE_HEIGHT}">{lit(block.text, marks)}</p>'


def picture_name(place: int) -> str:
    """Return the name under which the rich text finds the picture at a place of the tree."""
    return f"picture:{place}"


def _table(table: Table) -> str:
    rows = "".join(
        "<tr>" + "".join(f"<{tag}>{escape(cell).replace(chr(10), '<br/>')}</{tag}>" for cell in row) + "</tr>"
        for tag, row in (("th" if place < table.head else "td", row) for place, row in enumerate(table.rows))
    )
    return f'<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse;">{rows}</table>'


@dataclass(frozen=True)
class Shown:
    """What a view shows: the document, its highlighted passages, and the colours they are drawn in."""

    tree: DocumentTree
    marks: tuple[Place, ...]
    colours: Palette

    def restyled(self, new: Shown) -> list[tuple[int, Block]] | None:
        """Return the paragraphs, by their numbers, that are only another element in what is to be shown; None where more differs than that."""
        old, blocks = self.tree.blocks, new.tree.blocks
        if (self.marks, self.colours, len(old)) != (new.marks, new.colours, len(blocks)):
            return None
        places = [place for place, (was, now) in enumerate(zip(old, blocks, strict=True)) if was is not now and was != now]
        if len(places) > MOST_RESTYLED:
            return None
        numbers = {place: number for number, place in numbered_blocks(new.tree).items()} if places else {}
        changed = [(numbers.get(place, -1), old[place], blocks[place]) for place in places]
        if all(number >= 0 and _same_text(was, now) for number, was, now in changed):
            return [(number, now) for number, _, now in changed if isinstance(now, Block)]
        return None


def _same_text(was: Item, now: Item) -> bool:
    return isinstance(was, Block) and isinstance(now, Block) and (was.text, was.struck) == (now.text, now.struck)


class DocumentView(QTextBrowser):
    """Shows a document, or says why there is none. Files can be dropped on it.

    Signals:
        dropped: the paths of the files.
        pressed: the place in the document that was pressed.
    """

    dropped = Signal(list)
    pressed = Signal(Place)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setOpenLinks(False)
        self._takes_files = False
        self._passages: Passages | None = None
        self._shown: Shown | None = None
        self.document().setDocumentMargin(24)

    def take_files(self, yes: bool) -> None:
        """Set whether files may be dropped here."""
        self._takes_files = yes
        self.setAcceptDrops(yes)
        self.viewport().setAcceptDrops(yes)

    def show_tree(self, tree: DocumentTree, marks: Sequence[Place] = ()) -> None:
        """Show a document with passages highlighted, keeping the place that is being read; where only other elements were recognised in the one that
        is shown already, just those paragraphs are set anew, and the cursor stays too."""
        shown = Shown(tree, tuple(marks), theme.now())
        changed = self._shown.restyled(shown) if self._shown is not None else None
        self._shown = shown
        if changed is not None:
            self.setExtraSelections([])
            for number, paragraph in changed:
                self.passages.restyle(number, _paragraph(paragraph, [mark for mark in marks if mark.paragraph == number]))
            return
        place = self.verticalScrollBar().value()
        for number, block in enumerate(tree.blocks):
            if isinstance(block, Picture):
                image = QImage.fromData(block.content)
                self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(picture_name(number)), image)
        self._passages = None
        self.setHtml(tree_html(tree, marks))
        self.verticalScrollBar().setValue(place)

    @property
    def passages(self) -> Passages:
        """The paragraphs of the document that is shown."""
        if self._passages is None:
            self._passages = Passages(self.document())
        return self._passages

    def light(self, places: Sequence[Place], chosen: Place | None = None) -> None:
        """Light passages up, and go to the chosen one."""
        self.setExtraSelections(self.passages.lit(places, chosen))
        cursor = self.passages.cursor(chosen) if chosen is not None else None
        if cursor is not None:
            cursor.clearSelection()
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Emit the place in the document that was pressed."""
        super().mouseReleaseEvent(event)
        place = self.passages.place_at(self.cursorForPosition(event.position().toPoint())) if not self.textCursor().hasSelection() else None
        if place is not None:
            self.pressed.emit(place)

    def show_lines(self, lines: Sequence[str]) -> None:
        """Show plain lines."""
        self._passages = self._shown = None
        self.setHtml("".join(f'<p style="margin:3px 0; {LINE_HEIGHT}">{escape(line)}</p>' for line in lines))

    def show_message(self, text: str, hint: str = "", red: bool = False) -> None:
        """Show a sentence in place of a document."""
        self._passages = self._shown = None
        colour = theme.now().red if red else theme.now().quiet
        self.setHtml(
            f'<div style="margin-top:60px; text-align:center;"><p style="color:{colour}; font-size:12pt;">{escape(text)}</p>'
            f'<p style="color:{theme.now().quiet};">{escape(hint)}</p></div>'
        )

    def show_picture(self, png: bytes, description: str) -> None:
        """Show a picture in place of the text of its file."""
        self._passages = self._shown = None
        image = QImage.fromData(png)
        self.document().addResource(QTextDocument.ResourceType.ImageResource, QUrl(WHOLE_PICTURE), image)
        self.setHtml(f'<p style="text-align:center;"><img src="{WHOLE_PICTURE}" width="{WIDEST_PICTURE}" alt="{escape(description)}"/></p>')

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept a drag that carries files which can be dropped here."""
        if self._takes_files and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragEnterEvent) -> None:  # type: ignore[override]
        """Accept the drag while it moves: Qt's own text view would refuse it."""
        if self._takes_files and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take the files that were dropped."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if self._takes_files and paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
