"""The document tree between all readers and all writers: what is checked, shown, signed and printed is the same tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..terms import ClosingForm, LayoutForm
from .issuers import joined_title


class BlockKind(Enum):
    """The elements of an official document that a paragraph can be, with their clauses in GB/T 9704-2012."""

    COPY_NUMBER = "copy-number"  # 份号, 7.2.1
    SECRECY = "secrecy"  # 密级和保密期限, 7.2.2
    URGENCY = "urgency"  # 紧急程度, 7.2.3
    ISSUER_NAME_MARK = "mark"  # 发文机关标志, 7.2.4
    NUMBER = "number"  # 发文字号, 7.2.5
    SIGNER = "signer"  # 签发人, 7.2.6
    TITLE = "title"  # 标题, 7.3.1
    ADDRESSEE = "addressee"  # 主送机关, 7.3.2
    HEADING = "heading"  # 结构层次, 7.3.3
    PARAGRAPH = "paragraph"  # 正文, 7.3.3
    ENCLOSURE = "enclosure"  # 附件说明, 7.3.4
    SIGNATURE = "signature"  # 发文机关署名, 7.3.5
    DATE = "date"  # 成文日期, 7.3.5
    NOTE = "note"  # 附注, 7.3.6
    ATTACHMENT = "attachment"  # “附件”二字及顺序号, 7.3.7
    ATTACHMENT_TITLE = "attachment-title"  # 附件标题, 7.3.7
    CC = "copies-to"  # 抄送机关, 7.4.2
    PRINTED = "printed"  # 印发机关和印发日期, 7.4.3
    CHECK_CODE = "check-code"  # 核验码 at the foot of a form: the digest of what the form is about


MASTHEAD = (BlockKind.COPY_NUMBER, BlockKind.SECRECY, BlockKind.URGENCY, BlockKind.ISSUER_NAME_MARK, BlockKind.NUMBER, BlockKind.SIGNER)
"""版头, 7.2, in the standard's order."""

IMPRINT = (BlockKind.CC, BlockKind.PRINTED)
"""版记, 7.4, in the standard's order."""


Span = tuple[int, int]
"""A stretch of a text: its first character, and the one behind its last."""


@dataclass(frozen=True)
class Block:
    """One paragraph.

    Attributes:
        kind: which element of the document it is.
        text: its text, without a line break; raised and lowered figures are Unicode's own (m², 10⁻⁶).
        level: for headings 1 to 4 (一、 （一） 1. （1）), 0 otherwise.
        struck: the stretches of the text that are struck through in the file, and are set so.
    """

    kind: BlockKind
    text: str
    level: int = 0
    struck: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Merge:
    """A cell that spans several rows or columns of a table; its text stands in the first of them, the others are empty.

    Attributes:
        row, column: its upper left place, counted from 0.
        rows, columns: how many of them it spans.
    """

    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        rows: the cells' texts, every row as wide as the widest; a cell's text may have several lines.
        head: how many of the first rows are its head, which is set again on each page that the table goes on over.
        struck: the stretches of cells that are struck through, each with its row and column, counted from 0.
        merged: the cells that span several rows or columns.
        labels: the cells below the head that say what stands beside or below them, by row and column.
        heights: the rows that are held open for something to be written in, each with its least height in points.
    """

    rows: tuple[tuple[str, ...], ...]
    head: int = 0
    struck: tuple[tuple[int, int, Span], ...] = ()
    merged: tuple[Merge, ...] = ()
    labels: frozenset[tuple[int, int]] = frozenset()
    heights: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True)
class Picture:
    """A picture.

    Attributes:
        content: the bytes of a PNG or JPEG file.
        width, height: how large it is shown, in points.
        description: what its author says it shows; often empty.
        whole_page: whether it is a page of its own, such as a scan's, and no picture within a text.
    """

    content: bytes
    width: float
    height: float
    description: str = ""
    whole_page: bool = False


Item = Block | Table | Picture


@dataclass(frozen=True)
class DocumentTree:
    """A whole document.

    Attributes:
        blocks: its paragraphs, tables and pictures.
        remarks: a Chinese sentence for each thing the file holds beside its text: tracked changes, comments, macros.
        scanned: how many of its pages are pictures without text.
        closing: how its 署名 and 成文日期 stand (7.3.5).
        layout: the form in which it is set (10).
        signed: whether it is a form that is signed in its row 审签意见, or over its 署名, so that its pages name that place.
    """

    blocks: tuple[Item, ...] = ()
    remarks: tuple[str, ...] = ()
    scanned: int = 0
    closing: ClosingForm = ClosingForm.UNSEALED
    layout: LayoutForm = LayoutForm.ORDINARY
    signed: bool = False

    def paragraphs(self) -> Iterator[str]:
        """Yield the text of every paragraph and every cell that is not blank, in reading order. Places of remarks and marks count these."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield from (cell for row in block.rows for cell in row if cell.strip())
            elif isinstance(block, Block) and block.text.strip():
                yield block.text

    @property
    def has_pictures(self) -> bool:
        """Whether it holds pictures, or pages that are pictures."""
        return self.scanned > 0 or any(isinstance(block, Picture) for block in self.blocks)

    @property
    def text(self) -> str:
        """The whole text, a paragraph a line."""
        return "\n".join(self.paragraphs())

    @property
    def title(self) -> str:
        """The text of the title, its lines joined; empty where none was recognised. A title that stands further below is another text's."""
        lines: list[str] = []
        for block in self.blocks:
            if isinstance(block, Block) and block.kind is BlockKind.TITLE:
                lines.append(block.text)
            elif lines:
                break
        return joined_title(lines)

    def of_kind(self, *kinds: BlockKind) -> tuple[Block, ...]:
        """Return the paragraphs of these kinds, in their order."""
        return tuple(block for block in self.blocks if isinstance(block, Block) and block.kind in kinds)
