"""Opens a Word document with python-docx, after making it what that library takes: Word itself opens much more.

Documents with macros and templates get the type of an ordinary document; relations to parts that are not there (NULL, #_top) are dropped; the names
of Strict Open XML (ISO/IEC 29500-1, annex A) are replaced by the transitional ones. The file as it was handed in stays as it is.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from typing import Any
from urllib.parse import unquote

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from ....model.errors import UnreadableFile
from ...packed import OLE_MARK, open_zip, write_zip

DAMAGE = (
    OpcError, etree.LxmlError, zipfile.BadZipFile, zlib.error, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError, EOFError,
    RuntimeError,
)  # fmt: skip
"""The errors that the libraries raise on damaged documents."""

BROKEN = "不是完整的 Word 文档，可能没有传完或已经损坏"
AGAIN = "请用 Word 或 WPS 打开确认后重新保存"
TYPES = "[Content_Types].xml"
PARSER = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
ORDINARY = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
UNKNOWN = "application/octet-stream"
KIN = re.compile(
    rb"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled\w*|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
)
"""Pattern of the types of documents with macros and of templates."""

STRICT = (
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/schemaLibrary/main", b"http://schemas.openxmlformats.org/schemaLibrary/2006/main"),
)
"""Names of Strict Open XML, with those that stand for them in ordinary files."""

STRICT_MARK = b"http://purl.oclc.org/ooxml/"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
CONTENT_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"


def open_word(content: bytes) -> Document:
    """Open a Word document.

    Raises:
        UnreadableFile: it is no Word document, is cut off, is damaged, or is protected by a password.
    """
    if content.startswith(OLE_MARK):
        raise UnreadableFile("加了密码，或者是改了扩展名的旧格式文档", "请取消密码，另存为 .docx 后重新交来")
    check_parts(content)
    try:
        return docx.Document(io.BytesIO(ordinary(content)))
    except DAMAGE as error:
        raise UnreadableFile(BROKEN, AGAIN) from error


def check_parts(content: bytes) -> None:
    """Check an archive's directory before anything is unpacked.

    Raises:
        UnreadableFile: it is no Word document, or beyond the bounds.
    """
    with open_zip(content) as archive:
        names = {name.replace("\\", "/") for name in archive.namelist()}
        if TYPES not in names or not any(name.startswith("word/") and name.endswith(".xml") for name in names):
            raise UnreadableFile("是压缩文件，但不是 Word 文档（没有正文部分）", AGAIN)


def ordinary(content: bytes) -> bytes:
    """Return a Word document as python-docx takes it; the very bytes where nothing stands in the way."""
    with open_zip(content) as archive:
        names = archive.namelist()
        asked = [name for name in names if name.replace("\\", "/") == TYPES or name.endswith(".rels")]
        before = {name: archive.read(name) for name in asked}
        strict = any(STRICT_MARK in blob for blob in before.values())
        parts = {name.replace("\\", "/") for name in names}
        after = {name: _mended(name.replace("\\", "/"), blob, parts) for name, blob in before.items()}
        if before == after and not strict and len(set(names) & parts) == len(names):
            return content
        entries = ((name, after[name] if name in after else archive.read(name)) for name in names if not name.endswith("/"))
        return write_zip(((name.replace("\\", "/"), _transitional(name, blob) if strict else blob) for name, blob in entries), packed=False)


def transitional(content: bytes) -> bytes:
    """Return a document of Strict Open XML with the names of ordinary ones; the very bytes of any other."""
    with open_zip(content) as archive:
        if not any(STRICT_MARK in archive.read(name) for name in archive.namelist() if name.endswith(".rels")):
            return content
        return write_zip(((name, _transitional(name, archive.read(name))) for name in archive.namelist() if not name.endswith("/")), packed=False)


def _mended(name: str, blob: bytes, parts: set[str]) -> bytes:
    if name == TYPES:
        return _typed(KIN.sub(ORDINARY, blob), parts)
    root = etree.fromstring(blob, PARSER)
    wrong = [relation for relation in root.iter(f"{RELATIONS}Relationship") if not _leads_somewhere(name, relation, parts)]
    for relation in wrong:
        root.remove(relation)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if wrong else blob


def _leads_somewhere(name: str, relation: Any, parts: set[str]) -> bool:
    """Return whether a relation (its element) leads out of the file, or to a part that is in it."""
    if relation.get("TargetMode") == "External":
        return True
    target = str(relation.get("Target") or "")
    folder = posixpath.dirname(posixpath.dirname(name))
    path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return "#" not in target and (path in parts or unquote(path) in parts)


def _typed(blob: bytes, parts: set[str]) -> bytes:
    """Return the list of types as python-docx takes it: one for each kind of part that it forgets, which other programs leave to the name's ending;
    and a whole document inside this one (altChunk) is no body, whatever its type says."""
    root = etree.fromstring(blob, PARSER)
    defaults, overrides = list(root.iter(f"{CONTENT_TYPES}Default")), list(root.iter(f"{CONTENT_TYPES}Override"))
    named = [(each, str(each.get("Extension"))) for each in defaults] + [(each, str(each.get("PartName")).rpartition(".")[2]) for each in overrides]
    inner = [each for each, ending in named if ending.lower() != "xml" and each.get("ContentType") == ORDINARY.decode()]
    for each in inner:
        each.set("ContentType", UNKNOWN)
    usual = {str(each.get("Extension")).lower() for each in defaults}
    own = {str(each.get("PartName")).lstrip("/").lower() for each in overrides}
    endings = {part.rpartition(".")[2].lower() for part in parts if part != TYPES and part.lower() not in own and not part.endswith("/")}
    missing = sorted(endings - usual)
    for ending in missing:
        root.append(etree.Element(f"{CONTENT_TYPES}Default", Extension=ending, ContentType=UNKNOWN))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if missing or inner else blob


def _transitional(name: str, blob: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return blob
    for strict, usual in STRICT:
        blob = blob.replace(strict, usual)
    return blob


def root_of(part: Any) -> Any:
    """Return the root element of a part, whether python-docx knows its type or not."""
    element = getattr(part, "element", None)
    return element if element is not None else etree.fromstring(part.blob, PARSER)
