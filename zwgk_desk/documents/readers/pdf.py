"""Reads PDFs with text. A scan has none, and becomes a document without text."""

from __future__ import annotations

import io
import re
from dataclasses import replace

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from ...model.document.tree import DocumentTree
from ...model.errors import UnreadableFile
from ..marks import DRAFT_MARK
from ..recognise import HEADINGS, RawParagraph, recognise

PDF_DAMAGE = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError, NotImplementedError)
"""The errors that the library raises on damaged PDFs."""

STOPS = ("。", "；", "：", ":", "！", "？", "”", "）")
PAGE_NUMBER = re.compile(r"[—\-–\s]*\d{1,4}[—\-–\s]*")
ARTICLE = re.compile(r"第[一二三四五六七八九十百]{1,5}条")


def read(content: bytes) -> DocumentTree:
    """Read a PDF's text, its lines joined to paragraphs.

    Raises:
        UnreadableFile: it is no PDF, is damaged, or is protected by a password.
    """
    if not content.lstrip()[:5] == b"%PDF-":
        raise UnreadableFile("不是 PDF 文件，可能没有传完或改了扩展名", "请重新取得原件")
    try:
        reader = PdfReader(io.BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFile("加了密码，不能读取", "请取消密码后重新交来")
        pages = [[line.strip() for line in page.extract_text().splitlines()] for page in reader.pages]
    except PDF_DAMAGE as error:
        raise UnreadableFile("不是完整的 PDF 文件，可能没有传完或已经损坏", "请重新取得原件") from error
    texts = [[line for line in page if line and line != DRAFT_MARK and not PAGE_NUMBER.fullmatch(line)] for page in pages]
    tree = recognise([RawParagraph(text) for text in _paragraphs([line for page in texts for line in page])])
    return replace(tree, scanned=sum(not page for page in texts))


def _paragraphs(lines: list[str]) -> list[str]:
    longest = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    open_line = False
    for line in lines:
        starts = any(pattern.match(line) for pattern in HEADINGS) or ARTICLE.match(line)
        if open_line and not starts:
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
        open_line = len(line) >= 0.85 * longest and not line.endswith(STOPS)
    return paragraphs
