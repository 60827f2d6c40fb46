"""Markdown as a reader sees it (CommonMark with tables and strikethrough): lists with their numbers and marks, quotes, links without their addresses,
code and entities as plain text. As offices write it, each line is a paragraph of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ...model.document.scripts import lowered, raised
from ...model.document.tree import DocumentTree
from ..limits import MAX_CHARACTERS
from ..recognise import RawItem, RawParagraph, heading_level, recognise
from .marked import Marked, joined
from .page_items import html_items
from .text import bounded_lines, decode, table_of, too_long
from .word.told import Notes, Told

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
SCRIPT = re.compile(r"<(/?)(sup|sub)>", re.IGNORECASE)
BULLET = "●"
PARSER = MarkdownIt("commonmark", {"maxNesting": 60}).enable(["table", "strikethrough"])
PICTURES = "有 {} 幅图片在文件之外，没有读取，也没有排入"


def read(content: bytes) -> DocumentTree:
    """Read Markdown; comments are dropped, and pictures, which lie outside the file, are told of.

    Raises:
        UnreadableFile: it is no text, or beyond the bounds.
    """
    text = COMMENT.sub("", decode(content))
    if len(text) > MAX_CHARACTERS:
        raise too_long()
    bounded_lines(text)
    page = _Page()
    page.read(PARSER.parse("\n".join(_shielded(text.splitlines()))))
    told = (PICTURES.format(page.pictures),) if page.pictures else ()
    return replace(recognise(page.items), remarks=(*told, *page.notes.sentences()))


def _shielded(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines as offices mean them: a table ends with its last line of bars, and blanks before a paragraph's first word make no code."""
    in_table = False
    for line in lines:
        barred = line.lstrip().startswith("|")
        if in_table and not barred and line.strip():
            yield ""
        in_table = barred
        bare = line.lstrip(" \t\u3000")
        indent = line[: len(line) - len(bare)]
        yield bare if "\u3000" in indent or (bare[:1] > "\u2e7f" and len(indent.expandtabs(4)) >= 4) else line


class _Page:
    """What was read of a file so far."""

    def __init__(self) -> None:
        self.items: list[RawItem] = []
        self.pictures = 0
        self.notes = Notes()
        self._lists: list[int | None] = []
        self._mark = ""
        self._level: int | None = None
        self._rows: list[list[Marked]] = []
        self._head = 0
        self._in_table = False

    def read(self, tokens: Sequence[Token]) -> None:
        """Take the tokens of the whole file."""
        for token in tokens:
            take = getattr(self, f"_take_{token.type}", None)
            if take is not None:
                take(token)

    def _take_heading_open(self, token: Token) -> None:
        self._level = int(token.tag[1])

    def _take_heading_close(self, token: Token) -> None:
        self._level = None

    def _take_bullet_list_open(self, token: Token) -> None:
        self._lists.append(None)

    def _take_ordered_list_open(self, token: Token) -> None:
        self._lists.append(int(token.attrs.get("start", 1)))

    def _take_bullet_list_close(self, token: Token) -> None:
        self._lists.pop()

    _take_ordered_list_close = _take_bullet_list_close

    def _take_list_item_open(self, token: Token) -> None:
        number = self._lists[-1]
        self._mark = BULLET if number is None else f"{number}{token.markup}"
        if number is not None:
            self._lists[-1] = number + 1

    def _take_list_item_close(self, token: Token) -> None:
        self._mark = ""

    def _take_code_block(self, token: Token) -> None:
        for line in token.content.splitlines():
            self._add(Marked(line))

    _take_fence = _take_code_block

    def _take_html_block(self, token: Token) -> None:
        self.items += html_items(token.content)

    def _take_table_open(self, token: Token) -> None:
        self._rows, self._head, self._in_table = [], 0, True

    def _take_tr_open(self, token: Token) -> None:
        self._rows.append([])

    def _take_thead_close(self, token: Token) -> None:
        self._head = len(self._rows)

    def _take_table_close(self, token: Token) -> None:
        self._in_table = False
        struck = tuple((r, c, span) for r, row in enumerate(self._rows) for c, cell in enumerate(row) for span in cell.struck)
        rows = [tuple(cell.text for cell in row) for row in self._rows]
        self.items.append(replace(table_of(rows, self._head), struck=struck))

    def _take_inline(self, token: Token) -> None:
        text = self._text(token.children or ())
        if self._in_table:
            self._rows[-1].append(text.stripped())
            return
        for line in text.lines():
            self._add(line)

    def _add(self, line: Marked) -> None:
        mark, self._mark = self._mark, ""
        bare = joined([Marked(mark), line.stripped()])
        self.items.append(RawParagraph(bare.text, self._raw_level(bare.text), None, bare.struck))

    def _raw_level(self, text: str) -> int | None:
        """Return the level of a heading: one mark is the title's, unless the text has a heading's own number."""
        if self._level is None:
            return None
        if self._level == 1:
            return 1 if heading_level(text) else 0
        return self._level - 1

    def _text(self, tokens: Iterable[Token]) -> Marked:
        """Return the text of a paragraph's tokens."""
        pieces: list[Marked] = []
        struck, script = False, ""
        for token in tokens:
            text = ""
            if token.type in ("softbreak", "hardbreak"):
                text = "\n"
            elif token.type in ("s_open", "s_close"):
                struck = token.type == "s_open"
            elif token.type == "image":
                self.pictures += 1
            elif token.type == "html_inline":
                found = SCRIPT.fullmatch(token.content)
                script = ("" if found[1] else found[2].lower()) if found else script
                text = "\n" if BREAK.fullmatch(token.content) else ""
            elif token.type in ("text", "code_inline", "text_special"):
                changed = raised(token.content) if script == "sup" else lowered(token.content) if script == "sub" else None
                text = changed or token.content
            if struck and text.strip():
                self.notes.add(Told.STRUCK, text)
            pieces.append(Marked(text, ((0, len(text)),) if struck and text.strip() else ()))
        return joined(pieces)
