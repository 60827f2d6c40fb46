"""Word documents (.docx): paragraphs, headings by style, numbering made by Word, tables, pictures, text boxes, footnotes; tracked changes
taken as accepted. Links, macros and embedded objects are never followed."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from lxml.etree import LxmlError

from ...model.document.tree import BlockKind, DocumentTree
from ...model.errors import UnreadableFile
from ..limits import MAX_CHARACTERS, MAX_PARAGRAPHS
from ..packed import OLE_MARK, open_zip
from ..recognise import RawItem, RawParagraph, recognise
from ..word_styles import KIND_OF_STYLE
from .text import too_long
from .word_body import BodyWalk, Styles
from .word_numbering import Numbering
from .word_pictures import WordPictures
from .word_remarks import remarks

HEADING_STYLE = re.compile(r"(?:heading|标题|标题样式)\s*(\d)", re.IGNORECASE)
TITLE_STYLES = frozenset({"title", "标题"})
DAMAGE = (
    OpcError, LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
    RuntimeError,
)  # fmt: skip
"""The errors that the libraries raise on damaged documents."""

BROKEN = "不是完整的 Word 文档，可能没有传完或已经损坏"
AGAIN = "请用 Word 或 WPS 打开确认后重新保存"


def read(content: bytes) -> DocumentTree:
    """Read a Word document.

    Raises:
        UnreadableFile: it is no Word document, is cut off, or is protected by a password.
    """
    if content.startswith(OLE_MARK):
        raise UnreadableFile("加了密码，或者是改了扩展名的旧格式文档", "请取消密码，另存为 .docx 后重新交来")
    check_parts(content)
    try:
        return read_opened(docx.Document(io.BytesIO(content)))
    except DAMAGE as error:
        raise UnreadableFile(BROKEN, AGAIN) from error


def read_opened(document: Document) -> DocumentTree:
    """Read a document that python-docx has opened or made.

    Raises:
        UnreadableFile: it is damaged.
    """
    try:
        pictures = WordPictures(document.part)
        items = list(_items(document, pictures))
        said = (*remarks(document), *pictures.remarks())
    except DAMAGE as error:
        raise UnreadableFile(BROKEN, AGAIN) from error
    return replace(recognise(items), remarks=said)


def check_parts(content: bytes) -> None:
    """Check an archive's directory before anything is unpacked.

    Raises:
        UnreadableFile: it is no Word document, or beyond the bounds.
    """
    with open_zip(content) as archive:
        names = set(archive.namelist())
        if "[Content_Types].xml" not in names or not any(name.startswith("word/") and name.endswith(".xml") for name in names):
            raise UnreadableFile("是压缩文件，但不是 Word 文档（没有正文部分）", AGAIN)


def _items(document: Document, pictures: WordPictures) -> Iterator[RawItem]:
    styles = document.part.styles.element
    walk = BodyWalk(Numbering(_numbering(document), styles), Styles(heading_levels(styles), _kinds(styles)), pictures)
    characters = 0
    for count, item in enumerate(walk.items(document.element.body)):
        if count > MAX_PARAGRAPHS:
            raise UnreadableFile(f"段落超过 {MAX_PARAGRAPHS} 个", "请确认是否选错了文件")
        characters += len(item.text) if isinstance(item, RawParagraph) else 0
        if characters > MAX_CHARACTERS:
            raise too_long()
        yield item
    for kind in (RT.FOOTNOTES, RT.ENDNOTES):
        for note in _notes(document, kind):
            yield from walk.items(note)


def _numbering(document: Document) -> Any:
    """Return the root of numbering.xml, or None: python-docx itself would add the part where it is missing."""
    related = [r for r in document.part.rels.values() if r.reltype == RT.NUMBERING]
    return related[0].target_part.element if related else None


def _notes(document: Document, kind: str) -> Iterator[Any]:
    """Yield the footnotes or endnotes, without the separators, which are notes of other types."""
    for relation in document.part.rels.values():
        if relation.reltype == kind and not relation.is_external:
            root = parse_xml(relation.target_part.blob)
            yield from (note for note in root if note.get(qn("w:type")) is None)


def _kinds(styles: Any) -> dict[str, BlockKind]:
    """Return the element of an official document for each style that is named after one."""
    named = ((style.get(qn("w:styleId")), style.find(qn("w:name"))) for style in styles.iterchildren(qn("w:style")))
    return {key: KIND_OF_STYLE[name.get(qn("w:val"))] for key, name in named if name is not None and name.get(qn("w:val")) in KIND_OF_STYLE}


def heading_levels(styles: Any) -> dict[str, int]:
    """Return the heading level (0 for the title) of each style that is a heading's, by its name."""
    levels: dict[str, int] = {}
    for style in styles.iterchildren(qn("w:style")):
        name = style.find(qn("w:name"))
        text = str(name.get(qn("w:val"))) if name is not None else ""
        heading = HEADING_STYLE.match(text)
        if text.lower() in TITLE_STYLES:
            levels[style.get(qn("w:styleId"))] = 0
        elif heading and heading[1] != "0":
            levels[style.get(qn("w:styleId"))] = int(heading[1])
    return levels
