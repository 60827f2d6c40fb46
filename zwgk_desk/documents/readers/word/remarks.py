"""Remarks on what a Word document holds beside its text: tracked changes, comments, and what is never run, opened or followed."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn

from .opening import root_of

MACROS = "vbaProject"
LINKS = frozenset({RT.HYPERLINK})
LONGEST = 40
FIRST = 3
"""Comments that are quoted at most."""


def remarks(document: Document) -> tuple[str, ...]:
    """Return a Chinese sentence for each such thing."""
    return (*_changes(document), *_comments(document), *_strangers(document))


def _changes(document: Document) -> Iterator[str]:
    notes = [r for r in document.part.rels.values() if r.reltype in (RT.FOOTNOTES, RT.ENDNOTES) and not r.is_external]
    stories = [document.element.body, *(root_of(relation.target_part) for relation in notes)]
    inserted = sum(1 for story in stories for tag in ("w:ins", "w:moveTo") for _ in story.iter(qn(tag)))
    deleted = sum(1 for story in stories for tag in ("w:del", "w:moveFrom") for _ in story.iter(qn(tag)))
    if inserted or deleted:
        yield f"有修订痕迹（插入 {inserted} 处、删除 {deleted} 处），已按接受修订后的文字读取"


def _comments(document: Document) -> Iterator[str]:
    for relation in document.part.rels.values():
        if relation.reltype != RT.COMMENTS or relation.is_external:
            continue
        root = root_of(relation.target_part)
        texts = ["".join(t.text or "" for t in comment.iter(qn("w:t"))) for comment in root.iterchildren(qn("w:comment"))]
        if texts:
            quoted = "；".join(f"“{text[:LONGEST]}”" for text in texts[:FIRST])
            yield f"有 {len(texts)} 条批注：{quoted}{'……' if len(texts) > FIRST else ''}"


def _strangers(document: Document) -> Iterator[str]:
    """Yield remarks on what any part of the file refers to outside it: the settings may name an attached template, a header a picture."""
    package = document.part.package
    relations = [relation for part in package.iter_parts() for relation in part.rels.values()] if package is not None else []
    if any(MACROS in relation.reltype for relation in relations):
        yield "含有宏，没有运行"
    external = [relation for relation in relations if relation.is_external]
    links = sorted({relation.target_ref for relation in external if relation.reltype in LINKS})
    others = sorted({relation.target_ref for relation in external if relation.reltype not in LINKS})
    if others:
        yield f"引用了文件之外的内容，没有打开：{others[0][:LONGEST]}"
    if links:
        yield f"有 {len(links)} 个超链接，没有打开：{links[0][:LONGEST]}"
    if any(relation.reltype in (RT.OLE_OBJECT, RT.PACKAGE) for relation in relations):
        yield "嵌入了其他文件，没有打开"
