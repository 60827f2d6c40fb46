"""The measures of the page, GB/T 9704-2012, in points (1 mm = 72/25.4 pt). Clauses beside each."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4


@dataclass(frozen=True)
class PageMeasures:
    """One page's measures.

    Attributes:
        width, height: the paper, A4 (5.1).
        top: 天头, the margin above (5.2.1).
        left: 订口, the margin at the binding (5.2.1).
        text_width, text_height: 版心 (5.2.1).
        lines: lines a page (5.2.3).
        characters: characters a line (5.2.3).
        body: the size of 3号 (5.2.2).
        title: the size of 2号 (7.3.1).
        page_number: the size of 4号 (7.5).
        page_number_gap: from the text area down to the page number's line (7.5).
        cell: the size of the type in tables; the standard leaves it open.
    """

    width: float = 210 * MM
    height: float = 297 * MM
    top: float = 37 * MM
    left: float = 28 * MM
    text_width: float = 156 * MM
    text_height: float = 225 * MM
    lines: int = 22
    characters: int = 28
    body: float = 16
    title: float = 22
    page_number: float = 14
    page_number_gap: float = 7 * MM
    cell: float = 12

    @property
    def pitch(self) -> float:
        """From one line to the next."""
        return self.text_height / self.lines

    @property
    def character_pitch(self) -> float:
        """From one full-width character to the next."""
        return self.text_width / self.characters

    @property
    def tightening(self) -> float:
        """What is added between body characters so that the right number stands in a line; negative."""
        return self.character_pitch - self.body

    @property
    def right(self) -> float:
        """The margin on the right."""
        return self.width - self.left - self.text_width

    @property
    def bottom(self) -> float:
        """The margin below."""
        return self.height - self.top - self.text_height


GB_T_9704 = PageMeasures()
