"""Reads a template's own lines, by which its untouched text is recognised, without the libraries that fill templates in and open whole
documents, since every check of a bundle asks for them."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
BODY, PARAGRAPH, RUN, LINK, TABLE, ROW, CELL = (f"{WORD}{name}" for name in ("body", "p", "r", "hyperlink", "tbl", "tr", "tc"))
MERGED = f"{WORD}tcPr/{WORD}vMerge"
VALUE = f"{WORD}val"
RELATIONSHIPS = "_rels/.rels"
MAIN_PART = "/relationships/officeDocument"
SIGNS = {f"{WORD}tab": "\t", f"{WORD}ptab": "\t", f"{WORD}cr": "\n", f"{WORD}noBreakHyphen": "-"}
TEXT, BREAK, BREAK_KIND = f"{WORD}t", f"{WORD}br", f"{WORD}type"
TAG = re.compile(r"\{[{%].*?[}%]\}")
LINES_DAMAGE = (zipfile.BadZipFile, zlib.error, ElementTree.ParseError, KeyError, ValueError, OSError, EOFError, RuntimeError, NotImplementedError)
"""The errors that are raised where a template is damaged."""


def own_lines(content: bytes) -> list[str]:
    """Read the lines of a template that hold no field: its paragraphs, and the cells of its tables.

    Args:
        content: the template, as .docx.

    Raises:
        one of LINES_DAMAGE: it is no Word document, or not whole.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ElementTree.fromstring(archive.read(_main_part(archive)))
    body = root.find(BODY)
    if body is None:
        raise ValueError("no body")
    lines = [_text(paragraph) for paragraph in body.findall(PARAGRAPH)]
    lines += ["\n".join(map(_text, cell.findall(PARAGRAPH))) for cell in body.iterfind(f"{TABLE}/{ROW}/{CELL}") if _begins(cell)]
    return [line.strip() for line in lines if line.strip() and not TAG.search(line)]


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the text; some programs name it otherwise than word/document.xml."""
    for relation in ElementTree.fromstring(archive.read(RELATIONSHIPS)):
        if relation.get("Type", "").endswith(MAIN_PART):
            return posixpath.normpath(posixpath.join("/", relation.get("Target", ""))).lstrip("/")
    raise ValueError("no text")


def _begins(cell: Element) -> bool:
    """Return whether a cell has a text of its own: of cells that are merged downwards, only the uppermost has."""
    merged = cell.find(MERGED)
    return merged is None or merged.get(VALUE) == "restart"


def _text(paragraph: Element) -> str:
    """Return a paragraph's text, that of its links included."""
    return "".join(piece for child in paragraph for run in (child.findall(RUN) if child.tag == LINK else [child]) for piece in _pieces(run))


def _pieces(run: Element) -> Iterator[str]:
    if run.tag == RUN:
        for child in run:
            if child.tag == TEXT:
                yield child.text or ""
            elif child.tag == BREAK:
                yield "\n" if child.get(BREAK_KIND, "textWrapping") == "textWrapping" else ""
            elif child.tag in SIGNS:
                yield SIGNS[child.tag]
