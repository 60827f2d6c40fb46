"""Splits a document into the units that are compared: articles of a law, numbered items of a notice, or paragraphs where nothing is numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...model.document.comparison import Provision

NUMERALS = "零〇一二三四五六七八九十百千"
ARTICLE = re.compile(rf"第[{NUMERALS}0-9]{{1,9}}条(?:之[{NUMERALS}]{{1,3}})?(?![、，的规第款项和至之])")
DIVISION = re.compile(rf"(?:#{{1,6}}\s*)?第[{NUMERALS}0-9]{{1,7}}[编分章节](?:[\s　]|$)")
DIVISION_NUMBER = re.compile(r"第[^编分章节]{1,7}[编分章节][\s\u3000]+")
LEVELS = (
    re.compile(rf"[{NUMERALS}]{{1,5}}、"),
    re.compile(rf"[（(][{NUMERALS}]{{1,5}}[）)]"),
    re.compile(r"\d{1,3}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,3}[）)]"),
)
"""The four levels of a notice (GB/T 9704-2012, 7.3.3)."""

INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff \t\u3000"
"""Invisible characters at the ends of paragraphs."""

LONGEST_DIVISION = 60
FEWEST_ARTICLES = 3


def provisions_of(paragraphs: Sequence[str]) -> tuple[Provision, ...]:
    """Return a document's provisions.

    Args:
        paragraphs: its paragraphs that are not blank, in reading order.
    """
    paragraphs = [text.strip(INVISIBLE) for text in paragraphs]
    articles = sum(ARTICLE.match(text) is not None for text in paragraphs)
    if articles >= FEWEST_ARTICLES:
        return tuple(_articles(paragraphs))
    return tuple(_items(paragraphs))


def _articles(paragraphs: Sequence[str]) -> Iterator[Provision]:
    """Yield articles with all their paragraphs; headings, and what stands before the first article, are provisions by themselves."""
    label, lines, first, chapter = "", list[str](), 0, ""
    for number, text in enumerate(paragraphs):
        if not text:
            continue
        article = ARTICLE.match(text)
        if article is None and not _is_division(text) and label:
            lines.append(text.strip())
            continue
        if lines:
            yield Provision(label, "\n".join(lines), first, chapter)
        first = number
        if article is not None:
            label, lines = article[0], [text[article.end() :].strip()]
        else:
            label, lines = "", [text.strip()]
            chapter = text.strip() if _is_division(text) else chapter
    if lines:
        yield Provision(label, "\n".join(lines), first, chapter)


def unnumbered(text: str) -> str:
    """Return a heading or paragraph without its number: that of an article, a chapter, or a level of a notice."""
    for pattern in (ARTICLE, DIVISION_NUMBER, *LEVELS):
        found = pattern.match(text)
        if found:
            return text[found.end() :]
    return text


def _is_division(text: str) -> bool:
    return len(text) <= LONGEST_DIVISION and DIVISION.match(text.strip()) is not None


def _items(paragraphs: Sequence[str]) -> Iterator[Provision]:
    """Yield each numbered paragraph with the unnumbered ones after it; its label includes the numbers it stands under."""
    path: list[str] = []
    label, lines, first, chapter = "", list[str](), 0, ""
    for number, text in enumerate(paragraphs):
        stripped = text.strip()
        if not stripped:
            continue
        level, marker = _level(stripped)
        if not marker and label:
            lines.append(stripped)
            continue
        if lines:
            yield Provision(label, "\n".join(lines), first, chapter)
        first = number
        if marker:
            path = [*path[:level], marker]
            chapter = stripped if level == 0 else chapter
        label = "".join(path) if marker else ""
        lines = [stripped[len(marker) :].strip()]
    if lines:
        yield Provision(label, "\n".join(lines), first, chapter)


def _level(text: str) -> tuple[int, str]:
    """Return the level at which a paragraph is numbered, and its number as written; an empty one where it is not."""
    for level, pattern in enumerate(LEVELS):
        found = pattern.match(text)
        if found:
            return level, found[0]
    return 0, ""
