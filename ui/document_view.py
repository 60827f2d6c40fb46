"""A document on the screen: the same tree that is checked, signed and printed, as a page to read."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QTextBrowser, QWidget

from zwgk_desk.model.tree import Block, BlockKind, DocumentTree, Table

from . import theme

STYLES = {
    BlockKind.TITLE: "font-size:15pt; font-weight:600; text-align:center; margin:6px 0 12px 0;",
    BlockKind.NUMBER: "text-align:center; margin:2px 0;",
    BlockKind.ADDRESSEE: "margin:4px 0;",
    BlockKind.SIGNATURE: "text-align:right; margin:2px 24px 2px 0;",
    BlockKind.NOTE: "margin:4px 0; text-indent:28px;",
    BlockKind.PARAGRAPH: "margin:4px 0; text-indent:28px;",
    BlockKind.HEADING: "margin:6px 0; text-indent:28px; font-weight:600;",
}
LINE_HEIGHT = "line-height:150%;"


def tree_html(tree: DocumentTree) -> str:
    """The document as the rich text that Qt shows."""
    return "".join(_table(block) if isinstance(block, Table) else _paragraph(block) for block in tree.blocks)


def _paragraph(block: Block) -> str:
    return f'<p style="{STYLES[block.kind]} {LINE_HEIGHT}">{escape(block.text)}</p>'


def _table(table: Table) -> str:
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell).replace(chr(10), '<br/>')}</td>" for cell in row) + "</tr>" for row in table.rows)
    return f'<table border="1" cellspacing="0" cellpadding="4" width="100%" style="border-collapse:collapse;">{rows}</table>'


class DocumentView(QTextBrowser):
    """Shows a document, or says why there is none. Files can be dropped on it.

    Signals:
        dropped: the paths of the files.
    """

    dropped = Signal(list)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setOpenLinks(False)
        self._takes_files = False
        self.document().setDocumentMargin(24)

    def take_files(self, yes: bool) -> None:
        """Whether files may be dropped here."""
        self._takes_files = yes
        self.setAcceptDrops(yes)
        self.viewport().setAcceptDrops(yes)

    def show_tree(self, tree: DocumentTree) -> None:
        """Show a document, keeping the place one was reading at."""
        place = self.verticalScrollBar().value()
        self.setHtml(tree_html(tree))
        self.verticalScrollBar().setValue(place)

    def show_message(self, text: str, hint: str = "", red: bool = False) -> None:
        """Show a sentence in place of a document."""
        colour = theme.RED if red else theme.QUIET
        self.setHtml(
            f'<div style="margin-top:60px; text-align:center;"><p style="color:{colour}; font-size:12pt;">{escape(text)}</p>'
            f'<p style="color:{theme.QUIET};">{escape(hint)}</p></div>'
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._takes_files and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragEnterEvent) -> None:  # type: ignore[override]
        if self._takes_files and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if self._takes_files and paths:
            event.acceptProposedAction()
            self.dropped.emit(paths)
