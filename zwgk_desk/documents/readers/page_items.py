"""The paragraphs and tables of an HTML page as a reader sees them: for parts of Word documents and Markdown that hold HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import html

from ..recognise import RawItem, RawParagraph
from .text import table_of

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav ol p"
    " pre section ul".split()
)
LEFT_OUT = frozenset("head script style template title noscript object iframe".split())
HEADINGS = re.compile(r"h([1-6])")
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
DEEPEST = 200


def html_items(text: str) -> list[RawItem]:
    """Return the paragraphs and tables of a page as a reader sees them."""
    if not text.strip():
        return []
    walk = _Page()
    walk.read(html.document_fromstring(text), 0)
    walk.end()
    return walk.items


class _Page:
    """The paragraphs of a page so far, and the text of the one that is open."""

    def __init__(self) -> None:
        self.items: list[RawItem] = []
        self._open: list[str] = []
        self._level: int | None = None

    def read(self, element: Any, depth: int) -> None:
        if not isinstance(element.tag, str) or element.tag in LEFT_OUT or HIDDEN.search(element.get("style") or ""):
            return
        if element.tag == "table" and depth < DEEPEST:
            self._table(element, depth)
            return
        heading = HEADINGS.fullmatch(element.tag)
        block = element.tag in BLOCKS
        if block:
            self.end()
            self._level = int(heading[1]) if heading else None
        if element.tag == "br":
            self.end()
        self._take(element.text)
        for child in element if depth < DEEPEST else ():
            self.read(child, depth + 1)
            self._take(child.tail)
        if block:
            self.end()

    def end(self) -> None:
        """End the paragraph that is open."""
        text = " ".join("".join(self._open).split())
        if text:
            self.items.append(RawParagraph(text, self._level))
        self._open = []
        self._level = None

    def _take(self, text: str | None) -> None:
        if text:
            self._open.append(text)

    def _table(self, element: Any, depth: int) -> None:
        """Take a table; one of one column is layout."""
        self.end()
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in _rows(element)]
        if all(len(row) <= 1 for row in rows):
            for cell in (cell for row in rows for cell in row):
                cell.tag = "div"
                self.read(cell, depth + 1)
            return
        texts = [tuple("\n".join(_texts(cell)) for cell in row) for row in rows if row]
        if texts:
            self.items.append(table_of(texts))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from _rows(child)


def _texts(cell: Any) -> Iterable[str]:
    page = _Page()
    page._take(cell.text)
    for child in cell:
        page.read(child, DEEPEST // 2)
        page._take(child.tail)
    page.end()
    for item in page.items:
        yield item.text if isinstance(item, RawParagraph) else "　".join(text for row in getattr(item, "rows", ()) for text in row)
