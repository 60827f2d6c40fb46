"""Sets the pages before the documents of a bound PDF: the cover, and the contents with the page on which each part begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...model.document.measures import MM, PageMeasures
from .fonts import Font, FontSet
from .linebreak import break_lines
from .page_builder import Advance
from .page_ops import Ink, Page, RuleOp, TextOp
from .titles import title_lines

ISSUER_SIZE = 26.0
ISSUER_FROM_TOP, RULE_FROM_TOP, TITLE_FROM_TOP, FACTS_FROM_FOOT = 74 * MM, 82 * MM, 104 * MM, 44 * MM
RULE = 2.0
LABEL_CHARACTERS = 6
"""The width of the labels' column on the cover, in characters."""

TITLE_LEADING = 1.5
CONTENTS_LINES = 18
"""Lines of the contents on a page."""

FEWEST_DOTS = 8
LINK_BELOW = 4.0
UNKNOWN = "…"
"""What stands for a page that is not yet set."""


@dataclass(frozen=True)
class Cover:
    """The content of a bound PDF's first page.

    Attributes:
        issuer: who sends it, red above the rule.
        title: the policy's title.
        facts: label and words of each line of the table in the lower third.
        corner: what stands at the upper left: 份号, 密级, 紧急程度.
    """

    issuer: str
    title: str
    facts: tuple[tuple[str, str], ...] = ()
    corner: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """One line of the contents: what it says, the bookmark's name, and the page on which it begins; None while that is not known."""

    text: str
    name: str
    page: int | None


@dataclass(frozen=True)
class ContentsPage:
    """One page of the contents, with the places that lead to a part: its entry, and left, bottom, right and top in points."""

    page: Page
    links: tuple[tuple[Entry, tuple[float, float, float, float]], ...]


class FrontSetter:
    """Sets the cover and the contents by one office's measures."""

    def __init__(self, measures: PageMeasures, faces: FontSet) -> None:
        self._m = measures
        self._faces = faces

    def cover(self, cover: Cover) -> Page:
        """Return the cover."""
        m, page = self._m, Page()
        y = m.height - m.top - m.body
        for text in cover.corner:
            page.ops.append(TextOp(m.left, y, Font.HEI, m.body, text))
            y -= m.pitch
        size = min(ISSUER_SIZE, m.text_width / max(1.0, self._width(cover.issuer, Font.TITLE, 1)))
        page.ops.append(self._centred(cover.issuer, m.height - ISSUER_FROM_TOP, Font.TITLE, size, Ink.RED))
        y = m.height - RULE_FROM_TOP
        page.ops.append(RuleOp(m.left, y, m.left + m.text_width, y, RULE, Ink.RED))
        y = m.height - TITLE_FROM_TOP
        for line in title_lines(cover.title, int(m.text_width // m.title)):
            page.ops.append(self._centred(line, y, Font.TITLE, m.title))
            y -= m.title * TITLE_LEADING
        self._facts(page, cover.facts)
        return page

    def _facts(self, page: Page, facts: Sequence[tuple[str, str]]) -> None:
        """Put the lines of the table at the cover's foot, its labels spread over one width, its words broken where they are long."""
        m = self._m
        left = m.left + 3 * m.body
        start = left + (LABEL_CHARACTERS + 1) * m.body
        advance = Advance(self._faces, Font.FANG, m.body, 0).__getitem__
        rows = [(label, break_lines(words, advance, m.left + m.text_width - start, hang=False)) for label, words in facts]
        y = FACTS_FROM_FOOT + m.pitch * (sum(max(1, len(lines)) for _, lines in rows) - 1)
        for label, lines in rows:
            spread = (LABEL_CHARACTERS - len(label)) * m.body / max(1, len(label) - 1)
            page.ops.append(TextOp(left, y, Font.HEI, m.body, label, max(0.0, spread)))
            for place, line in enumerate(lines):
                page.ops.append(TextOp(start, y - place * m.pitch, Font.FANG, m.body, line.text))
            y -= m.pitch * max(1, len(lines))

    def contents(self, entries: Sequence[Entry], total: str) -> list[ContentsPage]:
        """Return the pages of the contents.

        Args:
            entries: the parts in their order.
            total: how many parts and pages there are, in words, below the last.
        """
        m = self._m
        advance = Advance(self._faces, Font.FANG, m.body, 0).__getitem__
        number_room = max(self._width(_shown(entry.page), Font.FANG, m.body) for entry in entries) if entries else 0.0
        dot = self._width(".", Font.FANG, m.body)
        room = m.text_width - number_room - m.body - FEWEST_DOTS * dot
        broken = [[line.text for line in break_lines(entry.text, advance, room, hang=False)] for entry in entries]
        leaders = max((self._width(lines[-1], Font.FANG, m.body) for lines in broken), default=0.0) + m.body / 2
        pages, used = [ContentsPage(self._contents_head(), ())], 0
        for entry, lines in zip(entries, broken, strict=True):
            if used and used + len(lines) > CONTENTS_LINES:
                pages.append(ContentsPage(self._contents_head(), ()))
                used = 0
            links = self._entry(pages[-1].page, entry, lines, used, leaders)
            pages[-1] = ContentsPage(pages[-1].page, (*pages[-1].links, links))
            used += len(lines)
        pages[-1].page.ops.append(TextOp(m.left, self._line_y(used + 1), Font.FANG, m.body, total))
        return pages

    def _contents_head(self) -> Page:
        return Page([self._centred("目　录", self._m.height - self._m.top - self._m.title, Font.TITLE, self._m.title)])

    def _line_y(self, line: int) -> float:
        return self._m.height - self._m.top - (3 + line) * self._m.pitch

    def _entry(self, page: Page, entry: Entry, lines: Sequence[str], used: int, leaders: float) -> tuple[Entry, tuple[float, float, float, float]]:
        """Put an entry on a page, its dots from the column that all have to its page's number; return the place that leads to it."""
        m, number = self._m, _shown(entry.page)
        for place, line in enumerate(lines):
            page.ops.append(TextOp(m.left, self._line_y(used + place), Font.FANG, m.body, line))
        y = self._line_y(used + len(lines) - 1)
        right = m.left + m.text_width - self._width(number, Font.FANG, m.body)
        dot = self._width(".", Font.FANG, m.body)
        count = max(0, int((right - m.body / 2 - m.left - leaders) // dot))
        page.ops += [TextOp(m.left + leaders, y, Font.FANG, m.body, "." * count), TextOp(right, y, Font.FANG, m.body, number)]
        return entry, (m.left, y - LINK_BELOW, m.left + m.text_width, self._line_y(used) + m.body)

    def _width(self, text: str, face: Font, size: float) -> float:
        return sum(self._faces.advance(face, character)[2] for character in text) * size

    def _centred(self, text: str, y: float, face: Font, size: float, ink: Ink = Ink.BLACK) -> TextOp:
        return TextOp((self._m.width - self._width(text, face, size)) / 2, y, face, size, text, 0, ink)


def _shown(page: int | None) -> str:
    return UNKNOWN if page is None else str(page)
