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
from collections.abc import Mapping
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
WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
ORDINARY = f"{WORD_TYPE}.document.main+xml"
NAMED_TYPES = ("styles", "numbering", "settings", "comments", "footnotes", "endnotes")
TYPE_OF_RELATION = {"officeDocument": ORDINARY, **{name: f"{WORD_TYPE}.{name}+xml" for name in NAMED_TYPES}}
UNKNOWN = "application/octet-stream"
KIN = re.compile(
    r"application/vnd\.(?:ms-word\.(?:document|template)\.macroEnabled\w*|openxmlformats-officedocument\.wordprocessingml\.template)\.main\+xml"
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
        names = {name.replace("\\", "/").lower() for name in archive.namelist()}
        if TYPES.lower() not in names or not any(name.startswith("word/") and name.endswith(".xml") for name in names):
            raise UnreadableFile("是压缩文件，但不是 Word 文档（没有正文部分）", AGAIN)


def ordinary(content: bytes) -> bytes:
    """Return a Word document as python-docx takes it; the very bytes where nothing stands in the way."""
    with open_zip(content) as archive:
        plain = {name: name.replace("\\", "/") for name in archive.namelist() if not name.endswith("/")}
        asked = {name: archive.read(name) for name in plain if plain[name].lower() == TYPES.lower() or name.lower().endswith(".rels")}
        strict = any(STRICT_MARK in blob for blob in asked.values())
        roots = {plain[name]: etree.fromstring(_transitional(name, blob), PARSER) for name, blob in asked.items()}
        names = _spelled(plain, roots)
        parts = set(names.values())
        after = {name: _mended(names[name], roots[plain[name]], asked[name], parts, roots) for name in asked}
        if asked == after and not strict and all(name == names[name] for name in plain):
            return content
        entries = ((name, after[name] if name in after else archive.read(name)) for name in plain)
        return write_zip(((names[name], _transitional(name, blob) if strict else blob) for name, blob in entries), packed=False)


def _spelled(plain: Mapping[str, str], roots: Mapping[str, Any]) -> dict[str, str]:
    """Return the name of each part as the relations spell it: to Word large and small letters are the same (ISO/IEC 29500-2, 6.2.2.3)."""
    wanted = {TYPES.lower(): TYPES, "_rels/.rels": "_rels/.rels"}
    for name, root in roots.items():
        for relation in root.iter(f"{RELATIONS}Relationship"):
            target = _target(name, relation)
            wanted[target.lower()] = target
            folder, _, base = target.rpartition("/")
            related = f"{folder}/_rels/{base}.rels".lstrip("/")
            wanted[related.lower()] = related
    return {name: wanted.get(spelled.lower(), spelled) for name, spelled in plain.items()}


def _target(name: str, relation: Any) -> str:
    """Return the part that a relation of a list of relations leads to."""
    folder = posixpath.dirname(posixpath.dirname(name))
    return posixpath.normpath(posixpath.join("/", folder, str(relation.get("Target") or ""))).lstrip("/")


def transitional(content: bytes) -> bytes:
    """Return a document of Strict Open XML with the names of ordinary ones; the very bytes of any other."""
    with open_zip(content) as archive:
        if not any(STRICT_MARK in archive.read(name) for name in archive.namelist() if name.endswith(".rels")):
            return content
        return write_zip(((name, _transitional(name, archive.read(name))) for name in archive.namelist() if not name.endswith("/")), packed=False)


def _mended(name: str, root: Any, blob: bytes, parts: set[str], roots: Mapping[str, Any]) -> bytes:
    """Return a list of types or relations as python-docx takes it."""
    if name == TYPES:
        changed = _typed(root, parts, _types_by_relation(roots))
    else:
        wrong = [relation for relation in root.iter(f"{RELATIONS}Relationship") if not _leads_somewhere(name, relation, parts)]
        for relation in wrong:
            root.remove(relation)
        changed = bool(wrong)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True) if changed else blob


def _leads_somewhere(name: str, relation: Any, parts: set[str]) -> bool:
    """Return whether a relation (its element) leads out of the file, or to a part that is in it."""
    target = _target(name, relation)
    return relation.get("TargetMode") == "External" or ("#" not in target and (target in parts or unquote(target) in parts))


def _types_by_relation(roots: Mapping[str, Any]) -> dict[str, str]:
    """Return the types of the parts whose relation says what they are: the body, the styles, the lists, the settings."""
    found = {}
    for name, root in roots.items():
        for relation in root.iter(f"{RELATIONS}Relationship"):
            kind = TYPE_OF_RELATION.get(str(relation.get("Type")).rpartition("/")[2])
            if kind is not None:
                found[_target(name, relation)] = kind
    return found


def _typed(root: Any, parts: set[str], stated: Mapping[str, str]) -> bool:
    """Change a list of types as python-docx takes it, and return whether it changed: documents with macros and templates are documents; parts that it
    forgets have a type by their relation or their name's ending; a whole document inside this one (altChunk) is no body, whatever its type says."""
    before = etree.tostring(root)
    defaults, overrides = list(root.iter(f"{CONTENT_TYPES}Default")), list(root.iter(f"{CONTENT_TYPES}Override"))
    named = [(each, str(each.get("Extension"))) for each in defaults] + [(each, str(each.get("PartName")).rpartition(".")[2]) for each in overrides]
    for each, ending in named:
        if KIN.fullmatch(str(each.get("ContentType"))):
            each.set("ContentType", ORDINARY)
        if ending.lower() != "xml" and each.get("ContentType") == ORDINARY:
            each.set("ContentType", UNKNOWN)
    own = {str(each.get("PartName")).lstrip("/").lower() for each in overrides}
    plain = {str(each.get("Extension")).lower(): str(each.get("ContentType")) for each in defaults}
    for part in sorted(part for part in parts if part in stated and part.lower() not in own and plain.get("xml") != stated[part]):
        root.append(etree.Element(f"{CONTENT_TYPES}Override", PartName=f"/{part}", ContentType=stated[part]))
    endings = {part.rpartition(".")[2].lower() for part in parts if part != TYPES and part.lower() not in own and part not in stated}
    for ending in sorted(endings - plain.keys()):
        root.append(etree.Element(f"{CONTENT_TYPES}Default", Extension=ending, ContentType=UNKNOWN))
    return etree.tostring(root) != before


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
