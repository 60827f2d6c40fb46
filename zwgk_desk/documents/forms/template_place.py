"""Describes the place of a fault in a template for somebody who has it open in Word: by table, row and cell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from jinja2 import Environment, TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError

TAG = re.compile(r"\{[{%#].*?[}%#]\}")
WORD_MARK = re.compile(r"(\{[{%])(?:p|tr|tc|r)(?=\s)")
"""docxtpl's marks for the part of the document that a tag stands for, which jinja2 does not know."""

QUOTED = re.compile(r"'([^']+)'")
OPENS = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*(for|if)\b")
CLOSES = re.compile(r"\{%-?\s*(?:p|tr|tc|r)?\s*end(for|if)\b")
LONGEST = 40


def describe_fault(document: Document, environment: Environment, error: TemplateError) -> str:
    """Return the fault and its place in Chinese: 第2个表格第3行第1格“{{ titel }}”：没有“titel”这一项.

    Args:
        document: the template, as python-docx opens it.
        environment: the environment it is run in.
        error: the error of running it.
    """
    pieces = [(place, " ".join(text.split())) for place, text in _pieces(document) if "{" in text]
    number = _piece_of(pieces, environment, error)
    where = f"{pieces[number][0]}“{_shown(pieces[number][1])}”" if number is not None else "某处"
    return f"{where}：{_what(error)}"


def _pieces(document: Document) -> Iterator[tuple[str, str]]:
    """Yield every paragraph and cell with its place."""
    paragraphs = tables = 0
    for item in document.iter_inner_content():
        if isinstance(item, Paragraph):
            if item.text.strip():
                paragraphs += 1
                yield f"第{paragraphs}段", item.text
        elif isinstance(item, Table):
            tables += 1
            yield from _cells(item, f"第{tables}个表格")
    for section in document.sections:
        edges = {
            "页眉": section.header,
            "页脚": section.footer,
            "偶数页页眉": section.even_page_header,
            "偶数页页脚": section.even_page_footer,
        }
        for name, part in edges.items():
            if not part.is_linked_to_previous:
                yield name, "\n".join(p.text for p in part.paragraphs)


def _cells(table: Table, name: str) -> Iterator[tuple[str, str]]:
    for row_number, row in enumerate(table.rows, start=1):
        seen: set[Any] = set()
        for cell_number, cell in enumerate(row.cells, start=1):
            if cell._tc not in seen:
                seen.add(cell._tc)
                yield f"{name}第{row_number}行第{cell_number}格", cell.text


def _piece_of(pieces: list[tuple[str, str]], environment: Environment, error: TemplateError) -> int | None:
    """Return the piece that is at fault; None where the error does not tell."""
    if isinstance(error, TemplateSyntaxError):
        return _syntax_piece([WORD_MARK.sub(r"\1", text) for _, text in pieces], environment)
    for name in QUOTED.findall(str(error.message)):
        for number, (_, text) in enumerate(pieces):
            if any(re.search(rf"\b{re.escape(name)}\b", tag) for tag in TAG.findall(text)):
                return number
    return None


def _syntax_piece(texts: list[str], environment: Environment) -> int | None:
    for number, text in enumerate(texts):
        if text.count("{{") != text.count("}}") or text.count("{%") != text.count("%}"):
            return number
    try:
        environment.parse("\n".join(texts))
    except TemplateSyntaxError as again:
        if "end of template" not in str(again.message):
            return min(max(again.lineno, 1), len(texts)) - 1
    return _left_open(texts)


def _left_open(texts: list[str]) -> int | None:
    """Return the piece with a block tag that is never closed."""
    begun: list[int] = []
    for number, text in enumerate(texts):
        begun += [number] * len(OPENS.findall(text))
        for _ in CLOSES.findall(text):
            if begun:
                begun.pop()
    return begun[-1] if begun else None


def _shown(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def _what(error: TemplateError) -> str:
    names = QUOTED.findall(str(error.message))
    if isinstance(error, SecurityError):
        return "不允许在模板里取程序内部的东西"
    if isinstance(error, UndefinedError):
        return f"没有“{names[-1] if names else ''}”这一项，可能写错了名称"
    if isinstance(error, TemplateSyntaxError):
        return "标记写错：大括号、百分号要成对，for 要有 endfor，if 要有 endif"
    return str(error.message)
