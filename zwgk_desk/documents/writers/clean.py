"""Makes copies of files without hidden data: names and other properties, comments, tracked changes (which are accepted), hidden text, and what
pictures carry beside what they show."""

from __future__ import annotations

import io
import posixpath
import re
from typing import Any

from docx.oxml.ns import qn
from lxml import etree
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, NameObject

from ...model.errors import InputError, UnreadableFile
from ..formats import PICTURES, WORD, ending
from ..packed import open_zip, write_zip
from ..picture_metadata import without_metadata
from ..readers.pdf import PDF_DAMAGE
from ..readers.pdf_traces import NOTES, photographs
from ..readers.word.opening import AGAIN, BROKEN, CONTENT_TYPES, DAMAGE, PARSER, RELATIONS, TYPES, check_parts, transitional
from ..readers.word.styles import StyleSheet
from ..readers.word.traces import is_hidden

CONTENT = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
EMPTIED = re.compile(r"word/(comments\w*|people)\.xml")
NAMED = {
    "docProps/core.xml": ("creator", "lastModifiedBy", "description", "title", "subject", "keywords", "category", "contentStatus"),
    "docProps/app.xml": ("Company", "Manager", "HyperlinkBase"),
}
DROPPED = re.compile(r"/?(docProps/(custom\.xml|thumbnail\.\w+)|customXml/.*)")
"""Pattern of the parts that go as a whole: custom properties, the picture of the first page, attached data."""

MEDIA = re.compile(r"word/media/.*")
SETTINGS = "word/settings.xml"
TELLTALE = ("w:trackRevisions", "w:attachedTemplate", "w:mailMerge", "w:docVars", "w:rsids")
"""Settings that go: whether changes are tracked, whose template on whose disk, whose list of addresses, what macros keep."""

TELLTALE_RELATIONS = ("/attachedTemplate", "/mailMergeSource", "/mailMergeHeaderSource")
STYLES = "word/styles.xml"
KEPT = ("w:ins", "w:moveTo")
REMOVED = (
    "w:del", "w:moveFrom", "w:rPrChange", "w:pPrChange", "w:sectPrChange", "w:tblPrChange", "w:tblGridChange", "w:tcPrChange", "w:trPrChange",
    "w:tblPrExChange", "w:numberingChange", "w:moveFromRangeStart", "w:moveFromRangeEnd", "w:moveToRangeStart", "w:moveToRangeEnd",
    "w:commentRangeStart", "w:commentRangeEnd", "w:cellIns", "w:cellDel", "w:cellMerge",
)  # fmt: skip


def cleaned(name: str, content: bytes) -> bytes:
    """Return a clean copy of a .docx, of a .pdf without its properties and remarks, or of a picture.

    Args:
        name: the file's name.
        content: its bytes.

    Raises:
        InputError: files of another kind are not cleaned.
        UnreadableFile: it is not what its name says.
    """
    suffix = ending(name)
    if suffix == ".pdf":
        return _clean_pdf(content)
    if suffix in PICTURES:
        return without_metadata(content)
    if suffix not in WORD:
        raise InputError(f"“{name}”不是 .docx、.pdf 或图片，没有清理", "请在原来的软件里清除属性和批注，或另存为 .docx 再清理")
    check_parts(content)
    try:
        with open_zip(transitional(content)) as archive:
            entries = {entry.filename: archive.read(entry) for entry in archive.infolist() if not DROPPED.fullmatch(entry.filename)}
        styles = StyleSheet(etree.fromstring(entries[STYLES], PARSER) if STYLES in entries else None)
        return write_zip((part, _part(part, blob, styles)) for part, blob in entries.items())
    except DAMAGE as error:
        raise UnreadableFile(BROKEN, AGAIN) from error


def _clean_pdf(content: bytes) -> bytes:
    try:
        writer = PdfWriter(clone_from=PdfReader(io.BytesIO(content)))
        writer.metadata = None
        writer._root_object.pop("/Metadata", None)
        names = writer._root_object.get("/Names")
        if names is not None:
            names.get_object().pop("/EmbeddedFiles", None)
        for page in writer.pages:
            page.pop("/Metadata", None)
            for photograph in photographs(page):
                photograph._data = without_metadata(photograph._data)
            kept = [note for note in page.get("/Annots") or () if note.get_object().get("/Subtype") not in NOTES]
            if "/Annots" in page:
                page[NameObject("/Annots")] = ArrayObject(kept)
        buffer = io.BytesIO()
        writer.write(buffer)
        return buffer.getvalue()
    except PDF_DAMAGE as error:
        raise UnreadableFile("不是完整的 PDF 文件，没有清理", "请重新取得原件") from error


def _part(name: str, blob: bytes, styles: StyleSheet) -> bytes:
    if MEDIA.fullmatch(name):
        return without_metadata(blob)
    listing = name == TYPES or name.endswith(".rels")
    if not (CONTENT.fullmatch(name) or EMPTIED.fullmatch(name) or name in NAMED or name == SETTINGS or listing):
        return blob
    root = etree.fromstring(blob, PARSER)
    if listing:
        if not _forget(root, name):
            return blob
    elif CONTENT.fullmatch(name):
        _clean_content(root, styles)
    elif EMPTIED.fullmatch(name):
        for child in list(root):
            root.remove(child)
    elif name == SETTINGS:
        for child in list(root.iter(*map(qn, TELLTALE))):
            child.getparent().remove(child)
    else:
        for child in list(root):
            if isinstance(child.tag, str) and etree.QName(child).localname in NAMED[name]:
                root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _forget(root: Any, name: str) -> bool:
    """Take the parts that go out of a list of types or relations; return whether there were any."""
    folder = name.partition("_rels/")[0]
    gone = [each for each in root.iter(f"{CONTENT_TYPES}Override") if DROPPED.fullmatch(str(each.get("PartName")))]
    for relation in root.iter(f"{RELATIONS}Relationship"):
        target = str(relation.get("Target"))
        tells = str(relation.get("Type")).endswith(TELLTALE_RELATIONS)
        if tells or DROPPED.fullmatch(target) or DROPPED.fullmatch(posixpath.normpath(posixpath.join(folder, target))):
            gone.append(relation)
    for each in gone:
        _drop(each)
    return bool(gone)


def _clean_content(root: Any, styles: StyleSheet) -> None:
    for row in [row for row in root.iter(qn("w:tr")) if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None]:
        _drop(row)
    for paragraph in [p for p in root.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None]:
        _join_next(paragraph)
    for tag in REMOVED:
        for element in list(root.iter(qn(tag))):
            _drop(element)
    for tag in KEPT:
        for element in list(root.iter(qn(tag))):
            _unwrap(element)
    for run in list(root.iter(qn("w:r"))):
        field = run.find(qn("w:fldChar")) is not None or run.find(qn("w:instrText")) is not None
        if run.find(qn("w:commentReference")) is not None or (is_hidden(run, styles) and not field):
            _drop(run)


def _join_next(paragraph: Any) -> None:
    """Join the next paragraph to one whose end mark was deleted as a tracked change, as accepting the change does."""
    following = paragraph.getnext()
    if following is None or following.tag != qn("w:p"):
        return
    begin = 1 if following.find(qn("w:pPr")) is not None else 0
    for child in reversed([child for child in paragraph if child.tag != qn("w:pPr")]):
        following.insert(begin, child)
    _drop(paragraph)


def _drop(element: Any) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Any) -> None:
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    for child in reversed(list(element)):
        parent.insert(place, child)
    parent.remove(element)
