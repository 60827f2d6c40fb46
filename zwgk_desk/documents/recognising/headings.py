"""Headings of four levels (GB/T 9704-2012, 7.3.3), told from items of a list, which bear the same numbers and are text.

Numbered paragraphs that follow one another (（一） （二） …) are judged together: whoever writes a list writes each of its items alike.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from .numbering import COLONS, DIVISION, LONGEST_LABEL, SEMICOLONS, STOPS, heading_part, is_heading_like, item_number
from .raw import Kinds, RawItem, RawParagraph, bare
from .runs import Run, runs_of

IN_BRACKETS = re.compile(r"[（(].*[）)]。?")


def heading_levels(items: Sequence[RawItem], known: Kinds) -> dict[int, int]:
    """Return the level of each paragraph that is a heading by its text.

    Args:
        items: the document.
        known: the elements that were found before: these are no headings.
    """
    runs, found = runs_of(items, known)
    judged: dict[int, bool] = {}
    for run in runs:
        texts = [_text(items[place]) for place in run.places]
        listed = run.above is not None and run.above.level > 1 and not judged[id(run.above)]
        headed = not listed and _are_headings(items, run, texts)
        judged[id(run)] = headed
        if headed:
            found.update({place: run.level for place, text in zip(run.places, texts, strict=True) if is_heading_like(text)})
    return found


def _are_headings(items: Sequence[RawItem], run: Run, texts: Sequence[str]) -> bool:
    """Return whether the paragraphs of a run are headings: most begin as headings do, and something stands behind or below them."""
    semicolons = sum(text.endswith(SEMICOLONS) for text in texts)
    fitting = [text for text in texts if is_heading_like(text)]
    if semicolons * 2 >= max(1, len(texts) - 1) or len(fitting) * 2 <= len(texts) - (len(texts) == 1):
        return False
    if len(texts) == 1 or _have_content(items, run):
        return True
    if sum(_runs_on(text) for text in fitting) * 2 >= len(fitting):
        return True
    return not any(heading_part(text).endswith(STOPS) for text in fitting) and not _is_led_to(items, run.places[0])


def _have_content(items: Sequence[RawItem], run: Run) -> bool:
    """Return whether something stands below any paragraph of a run but the last, that is no heading above them."""
    for place, following in zip(run.places, run.places[1:], strict=False):
        if following == place + 1:
            continue
        below = items[place + 1]
        text = _text(below)
        if not (DIVISION.match(text) or 0 < item_number(text)[0] < run.level):
            return True
    return False


def _runs_on(text: str) -> bool:
    """Return whether text runs on behind a paragraph's first sentence; what stands in brackets there is none."""
    rest = text[len(heading_part(text)) :].strip()
    return bool(rest) and not IN_BRACKETS.fullmatch(rest)


def _is_led_to(items: Sequence[RawItem], place: int) -> bool:
    """Return whether the paragraph above a place leads on to a list."""
    above = _text(items[place - 1]) if place else ""
    return above.endswith(COLONS) and (not item_number(above)[0] or len(above) > LONGEST_LABEL) and bare(items[place - 1])


def _text(item: RawItem) -> str:
    return item.text if isinstance(item, RawParagraph) else ""
