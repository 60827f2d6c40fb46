"""The document tree between all readers and all writers: what is checked, shown, signed and printed is the same tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum


class BlockKind(Enum):
    """What a paragraph is in an official document (GB/T 9704-2012, 7.3)."""

    TITLE = "title"
    NUMBER = "number"
    ADDRESSEE = "addressee"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    SIGNATURE = "signature"
    NOTE = "note"


@dataclass(frozen=True)
class Block:
    """One paragraph.

    Attributes:
        kind: what it is.
        text: its text, without a line break.
        level: for headings 1 to 4 (一、 （一） 1. （1）), 0 otherwise.
    """

    kind: BlockKind
    text: str
    level: int = 0


@dataclass(frozen=True)
class Table:
    """A table: rows of cell texts, every row as wide as the widest; a cell's text may have several lines."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class DocumentTree:
    """A whole document.

    Attributes:
        blocks: its paragraphs and tables.
        remarks: what the reader of the file has to say of it, a Chinese sentence each: tracked changes, comments, macros.
    """

    blocks: tuple[Block | Table, ...] = ()
    remarks: tuple[str, ...] = ()

    def paragraphs(self) -> Iterator[str]:
        """The text of every paragraph and every cell that is not blank, in reading order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row if cell.strip())
            elif block.text.strip():
                yield block.text

    @property
    def text(self) -> str:
        """The whole text, a paragraph a line."""
        return "\n".join(self.paragraphs())

    @property
    def title(self) -> str:
        """The text of the title blocks, joined; empty where none was recognised."""
        return "".join(b.text for b in self.blocks if isinstance(b, Block) and b.kind is BlockKind.TITLE)
