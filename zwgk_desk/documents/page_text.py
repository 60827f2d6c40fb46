"""Finds the paragraphs of a bundle's parts on the pages of its bound PDF, and the paragraph at a place of a page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..model.document.page_place import PageBox, PagePlace
from ..model.document.remark import Place
from .pdfium import opened

FOLIO = re.compile(r"[—\-]\d+[—\-]$")
"""Pattern of the page number (GB/T 9704-2012, 7.5), which is drawn last on a page."""

FAR = 3000
"""Characters within which the next paragraph must begin: one whose text was set differently is skipped, and the others are still found."""


@dataclass
class _Stream:
    """The pages' characters without blanks, in reading order, each with its box."""

    text: str = ""
    boxes: list[PageBox] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    """The index of each page's first character."""


class PageText:
    """The text of a bound PDF, with the places of the parts' paragraphs in it."""

    def __init__(self, content: bytes, parts: Mapping[str, tuple[str, Sequence[str]]], mark: str = "") -> None:
        """Read the pages and find the paragraphs.

        Args:
            content: the bound PDF.
            parts: the bookmark's name and the paragraphs of each part, by its place as findings name it.
            mark: the word that stands on every page, over the text; empty for none.

        Raises:
            InputError: it is no PDF that can be read.
        """
        with opened(content) as document:
            self._stream = _read(document, mark)
            sections = [(entry.get_title(), entry.get_dest().get_index()) for entry in document.get_toc() if entry.get_dest()]
        self._sections = dict(sections)
        self._spans: dict[tuple[str, int], tuple[int, int]] = {}
        self._blanks: dict[int, tuple[int, ...]] = {}
        self._forms = self._outside(sections, {name for name, _ in parts.values()})
        for number, (title, page) in enumerate(sections):
            for where, (name, paragraphs) in parts.items():
                if name == title:
                    self._align(where, paragraphs, self._start(page), self._start(sections[number + 1][1] if number + 1 < len(sections) else None))
        self._begins = sorted((span[0], key) for key, span in self._spans.items())

    def boxes(self, where: str, place: Place) -> tuple[PageBox, ...]:
        """Return the rectangles of a passage, one for each line; for an empty range that of the character after it."""
        span = self._spans.get((where, place.paragraph))
        if span is None:
            return ()
        first = min(span[0] + self._black(span, place.start), span[1] - 1)
        return self._lines(first, max(first + 1, min(span[0] + self._black(span, place.end), span[1])))

    def _black(self, span: tuple[int, int], characters: int) -> int:
        """Return a number of a paragraph's characters as a number of the pages' characters, which are without blanks."""
        blanks = self._blanks.get(span[0], ())
        return characters - bisect_right(blanks, characters - 1)

    def on_forms(self, words: str) -> tuple[PageBox, ...]:
        """Return the rectangles of some words wherever they stand on the forms, which are bound before and after the parts."""
        found: list[PageBox] = []
        black = "".join(words.split())
        for start, end in self._forms:
            place = self._stream.text.find(black, start, end) if black else -1
            while place >= 0:
                found += self._lines(place, place + len(black))
                place = self._stream.text.find(black, place + len(black), end)
        return tuple(found)

    def section(self, name: str) -> int | None:
        """Return the page, from 0, on which the section of a name begins; None where there is none."""
        return self._sections.get(name)

    def at(self, page: int, x: float, y: float) -> PagePlace | None:
        """Return the paragraph at a place of a page, in points from its upper left corner, or at the line beside it, since between two lines there is
        room; None on what belongs to no part."""
        boxes = {n: self._stream.boxes[n] for n in range(self._start(page), self._start(page + 1))}
        away = {n: max(box.top - y, y - box.bottom, 0.0) for n, box in boxes.items()}
        least = min(away.values(), default=0.0)
        row = [n for n, box in boxes.items() if away[n] == least <= (box.bottom - box.top) / 2]
        if not row:
            return None
        nearest = min(row, key=lambda n: abs((self._stream.boxes[n].left + self._stream.boxes[n].right) / 2 - x))
        number = bisect_right(self._begins, (nearest, ("￿", 0))) - 1
        if number < 0:
            return None
        key = self._begins[number][1]
        return PagePlace(page, *key) if nearest < self._spans[key][1] else None

    def places(self) -> tuple[PagePlace, ...]:
        """Return all paragraphs on the pages, in their order, with the page that each begins on."""
        return tuple(PagePlace(self._stream.boxes[start].page, *key) for start, key in self._begins)

    def _start(self, page: int | None) -> int:
        starts = self._stream.starts
        return starts[page] if page is not None and page < len(starts) else len(self._stream.text)

    def _outside(self, sections: Sequence[tuple[str, int]], names: Iterable[str]) -> list[tuple[int, int]]:
        ends = [*(page for _, page in sections[1:]), None]
        return [(self._start(page), self._start(end)) for (title, page), end in zip(sections, ends, strict=False) if title not in set(names)]

    def _align(self, where: str, paragraphs: Sequence[str], start: int, end: int) -> None:
        for number, paragraph in enumerate(paragraphs):
            black = "".join(paragraph.split())
            place = self._stream.text.find(black, start, min(end, start + FAR + len(black)))
            if place >= 0:
                start = place + len(black)
                self._spans[where, number] = (place, start)
                self._blanks[place] = tuple(n for n, letter in enumerate(paragraph) if letter.isspace())

    def _lines(self, start: int, end: int) -> tuple[PageBox, ...]:
        lines: list[PageBox] = []
        for box in self._stream.boxes[start:end]:
            last = lines[-1] if lines else None
            if last is not None and last.page == box.page and box.top < last.bottom and last.top < box.bottom:
                lines[-1] = _around(last, box)
            else:
                lines.append(box)
        return tuple(lines)


def _around(one: PageBox, other: PageBox) -> PageBox:
    left, top = min(one.left, other.left), min(one.top, other.top)
    return PageBox(one.page, left, top, max(one.right, other.right), max(one.bottom, other.bottom))


def _read(document: Any, mark: str) -> _Stream:
    stream = _Stream()
    letters: list[str] = []
    for number in range(len(document)):
        page = document[number]
        text = page.get_textpage()
        height = page.get_height()
        whole = text.get_text_range()
        black = [n for n, letter in enumerate(whole) if not letter.isspace()]
        said = "".join(whole[n] for n in black)
        while mark and said.startswith(mark):
            said, black = said[len(mark) :], black[len(mark) :]
        folio = FOLIO.search(said)
        black = black[: folio.start()] if folio else black
        stream.starts.append(len(letters))
        for n in black:
            left, bottom, right, top = text.get_charbox(n, loose=True)
            letters.append(whole[n])
            stream.boxes.append(PageBox(number, left, height - top, right, height - bottom))
        text.close()
        page.close()
    stream.text = "".join(letters)
    return stream
