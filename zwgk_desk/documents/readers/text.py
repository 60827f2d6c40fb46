"""Reads plain text, in UTF-8 (with or without BOM), UTF-16 with BOM, GB 18030 or Big5."""

from __future__ import annotations

import codecs
import re

from ...model.document.tree import DocumentTree, Table
from ...model.errors import UnreadableFile
from ..limits import MAX_CHARACTERS, MAX_PARAGRAPHS
from ..recognise import RawParagraph, guessed_head, recognise

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OFFICE_ENCODINGS = ("gb18030", "big5")
COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们到作地于出就分对成会可主发年动同工也能下过面而方后多定行法所民得经进等部度高自理小加"
    "都体制机当使点从业本性应开合还因由其前外政社事关各重新内数正利或第向条解意建月公无情通并提程展位文总次设及管特件求资级统组计期区规市"
    "府称标办局委务明保治共权改单每目议报收县负责办法通知单位规定人民政府工作实施管理部门應當機關個國會時來為們對發後經過進動體開關點業產務實現辦"
)
"""Characters that are frequent in official documents, in both scripts: wrongly decoded text holds few of them."""

LOOKED_AT = 100_000
"""First characters of a text by which its encoding is found."""

CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")


def too_long() -> UnreadableFile:
    """Return the error for a document with more characters than are read."""
    return UnreadableFile(f"文字超过 {MAX_CHARACTERS // 10_000} 万字", "请确认是否选错了文件，或拆成几个文件")


def decode(content: bytes) -> str:
    """Decode bytes to text.

    Raises:
        UnreadableFile: they are no text in any encoding that is read.
    """
    marked = [name for mark, name in MARKS if content.startswith(mark)]
    for tried in (marked, ("utf-8",), OFFICE_ENCODINGS):
        texts = [text for text in (_decoded(content, encoding) for encoding in tried) if text is not None]
        if texts:
            return max(texts, key=_likeness)
        if marked:
            break
    raise UnreadableFile("不是文本文件，或者用了不认识的编码", "请用记事本打开后另存为 UTF-8 编码")


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if CONTROL.search(text) else text


def _likeness(text: str) -> float:
    """Return how much a decoded text looks like an official document; among equals the first encoding is taken."""
    wide = [character for character in text[:LOOKED_AT] if character > "\u2e7f"]
    return sum(character in COMMON for character in wide) / max(1, len(wide))


def bounded_lines(text: str) -> list[str]:
    """Return the lines of a text.

    Raises:
        UnreadableFile: it has more lines or characters than are read.
    """
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    lines = text.splitlines()
    if len(lines) > MAX_PARAGRAPHS:
        raise UnreadableFile(f"段落超过 {MAX_PARAGRAPHS} 个", "请确认是否选错了文件")
    return lines


def read(content: bytes) -> DocumentTree:
    """Read a plain text: each line is a paragraph."""
    return recognise([RawParagraph(line) for line in bounded_lines(decode(content))])


def table_of(rows: list[tuple[str, ...]], head: int | None = None) -> Table:
    """Return a table whose rows are all as wide as the widest.

    Args:
        rows: the cells' texts.
        head: the number of first rows that are its head; None where the file does not say, and it is guessed from the texts.
    """
    width = max((len(row) for row in rows), default=0)
    even = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Table(even, guessed_head(even) if head is None else min(head, len(even)))
