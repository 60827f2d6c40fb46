"""Word documents (.docx): paragraphs, headings by style, tables. Links, macros and embedded objects are never followed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml.etree import LxmlError

from ...model.errors import UnreadableFile
from ...model.tree import DocumentTree, Table
from ..limits import MAX_PARAGRAPHS
from ..packed import OLE_MARK, open_zip
from ..recognise import RawParagraph, recognise
from .text import table_of

HEADING_STYLE = re.compile(r"(?:heading|标题|标题样式)\s*(\d)", re.IGNORECASE)
TITLE_STYLES = frozenset({"title", "标题"})
DAMAGE = (
    OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
    RuntimeError,
)  # fmt: skip
"""What the libraries raise, one or the other, when a document is not whole."""

BROKEN = "不是完整的 Word 文档，可能没有传完或已经损坏"
AGAIN = "请用 Word 或 WPS 打开确认后重新保存"


def read(content: bytes) -> DocumentTree:
    """The tree of a Word document.

    Raises:
        UnreadableFile: it is no Word document, is cut off, or is protected by a password.
    """
    if content.startswith(OLE_MARK):
        raise UnreadableFile("加了密码，或者是改了扩展名的旧格式文档", "请取消密码，另存为 .docx 后重新交来")
    _check_parts(content)
    try:
        items = list(_items(docx.Document(io.BytesIO(content))))
    except DAMAGE as error:
        raise UnreadableFile(BROKEN, AGAIN) from error
    return recognise(items)


def _check_parts(content: bytes) -> None:
    with open_zip(content) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names or not any(name.startswith("word/") and name.endswith(".xml") for name in names):
            raise UnreadableFile("是压缩文件，但不是 Word 文档（没有正文部分）", AGAIN)


def _items(document: Document) -> Iterator[RawParagraph | Table]:
    for count, item in enumerate(document.iter_inner_content()):
        if count > MAX_PARAGRAPHS:
            raise UnreadableFile(f"段落超过 {MAX_PARAGRAPHS} 个", "请确认是否选错了文件")
        if isinstance(item, WordTable):
            rows = [tuple(cell.text.strip() for cell in row.cells) for row in item.rows]
            if rows:
                yield table_of(rows)
        else:
            level = _level(item)
            for line in item.text.split("\n"):
                yield RawParagraph(line, level)


def _level(paragraph: Paragraph) -> int | None:
    style = paragraph.style
    name = (style.name or "") if style is not None else ""
    if name.lower() in TITLE_STYLES:
        return 0
    heading = HEADING_STYLE.match(name)
    return int(heading[1]) if heading and heading[1] != "0" else None
