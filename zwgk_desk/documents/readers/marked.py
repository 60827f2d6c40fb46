"""A text with the stretches of it that are struck through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ...model.document.tree import Span

BLANKS = " \u3000\r\n\t\u00a0\ufeff"


@dataclass(frozen=True)
class Marked:
    """A text, and what of it is struck through."""

    text: str = ""
    struck: tuple[Span, ...] = ()

    def lines(self) -> Iterator[Marked]:
        """Yield its lines."""
        begin = 0
        for line in self.text.split("\n"):
            yield Marked(line, within(self.struck, begin, begin + len(line)))
            begin += len(line) + 1

    def stripped(self) -> Marked:
        """Return it without blanks around it."""
        bare = self.text.strip(BLANKS)
        if not self.struck:
            return self if len(bare) == len(self.text) else Marked(bare)
        begin = self.text.find(bare)
        return Marked(bare, within(self.struck, begin, begin + len(bare)))


def within(spans: Iterable[Span], begin: int, end: int) -> tuple[Span, ...]:
    """Return the stretches inside a part of a text, counted from its beginning."""
    cut = ((max(first, begin) - begin, min(last, end) - begin) for first, last in spans)
    return tuple((first, last) for first, last in cut if first < last)


def joined(pieces: Sequence[Marked], between: str = "") -> Marked:
    """Return texts one behind the other."""
    text, struck = "", list[Span]()
    for place, piece in enumerate(pieces):
        text += between if place else ""
        for first, last in piece.struck:
            if struck and struck[-1][1] == first + len(text):
                struck[-1] = (struck[-1][0], last + len(text))
            else:
                struck.append((first + len(text), last + len(text)))
        text += piece.text
    return Marked(text, tuple(struck))
