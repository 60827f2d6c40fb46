"""Where the titles of a document stand, with the numbers and addressees beside them."""

from __future__ import annotations

from collections.abc import Sequence

from ...model.document.issuers import closed_up, joined_title
from ...model.document.tree import BlockKind
from .addressee import is_addressee, is_begun
from .attachments import attachment_titles
from .closing import closing_kinds
from .masthead import Order, order_head
from .numbers import NUMBER, is_numbers
from .raw import Kinds, RawItem, RawParagraph, bare
from .titles import HEAD, SUFFIX, could_be_title, title_run, untyped_run

MOST_LINES = 4
"""Lines of an addressee at most, which somebody broke by hand."""

SHORTEST_NAMED = 6
"""Characters that a title behind the text has at least to be known by standing in the title above."""


def find_heads(items: Sequence[RawItem], known: Kinds, above: int) -> dict[int, BlockKind]:
    """Find titles, numbers, addressees, signatures and dates.

    Args:
        items: the document.
        known: what is known by style, and 版头, 版记, 附注 and 附件.
        above: how many lines the 版头 has.

    Returns:
        The element of each place that has one, those that were known included.
    """
    kinds = dict(known)
    styled = _styled_title(items)
    order = None if styled or BlockKind.ISSUER_NAME_MARK in kinds.values() else order_head(items, above)
    title = styled or (title_run(items, order.number + 1, known) if order else _first_title(items, above, known))
    if not styled:
        _put(kinds, title, BlockKind.TITLE)
    kinds.update(closing_kinds(items, kinds, set(title)))
    behind = _titles_behind(items, kinds, _text_of(items, title))
    if order:
        _put_order(kinds, order, title, behind)
    for run in (*behind, *attachment_titles(items, kinds)):
        if run[0] not in kinds:
            _put(kinds, run, BlockKind.ATTACHMENT_TITLE)
            _address(items, kinds, run.stop)
    numbers = _put_numbers(items, kinds, title or range(above, above))
    for below in (title.stop if title else above, *(place + 1 for place in numbers)):
        if _address(items, kinds, below):
            break
    return kinds


def _put(kinds: dict[int, BlockKind], run: range, kind: BlockKind) -> None:
    kinds.update(dict.fromkeys(run, kind))


def _styled_title(items: Sequence[RawItem]) -> range:
    """Return where the first title by style stands, with the lines that follow it directly."""
    places = [place for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.level == 0]
    end = 1
    while end < len(places) and places[end] == places[0] + end:
        end += 1
    return range(places[0], places[0] + end) if places else range(0)


def _first_title(items: Sequence[RawItem], above: int, known: Kinds) -> range:
    """Return the first title among the first paragraphs: where none ends as titles do, the very first line if it could be one."""
    place = above
    while place < min(len(items), above + HEAD):
        run = title_run(items, place, known)
        if run:
            return run
        place += 1
        while place < len(items) and _could_be_title(items[place], place, known) and _could_be_title(items[place - 1], place - 1, known):
            place += 1
    while above < len(items) and _is_number(items[above]):
        above += 1
    return untyped_run(items, above, known)


def _could_be_title(item: RawItem, place: int, known: Kinds) -> bool:
    return place not in known and bare(item) and could_be_title(item.text)


def _is_number(item: RawItem) -> bool:
    return bare(item) and is_numbers(item.text)


def _text_of(items: Sequence[RawItem], places: range) -> str:
    lines = [item.text for item in items[places.start : places.stop] if isinstance(item, RawParagraph)]
    return joined_title(lines)


def _titles_behind(items: Sequence[RawItem], kinds: Kinds, title: str) -> list[range]:
    """Return where titles stand behind a date or note: of the plan that a notice issues, of the report that it passes on."""
    found: list[range] = []
    for place in sorted(kinds):
        after = place + 1
        if kinds[place] not in (BlockKind.DATE, BlockKind.NOTE) or after in kinds or after >= len(items):
            continue
        item = items[after]
        if not bare(item):
            continue
        run = title_run(items, after, kinds)
        if not run and len(item.text) >= SHORTEST_NAMED and could_be_title(item.text) and closed_up(item.text) in title:
            run = untyped_run(items, after, kinds)
        if run:
            found.append(run)
    return found


def _put_order(kinds: dict[int, BlockKind], order: Order, title: range, behind: Sequence[range]) -> None:
    """Take the first lines of an order for its 发文机关标志, or for the title where there is no other."""
    kinds[order.number] = BlockKind.NUMBER
    _put(kinds, range(order.first, order.number), BlockKind.ISSUER_NAME_MARK if title or behind else BlockKind.TITLE)
    if not title and behind:
        _put(kinds, behind[0], BlockKind.TITLE)


def _put_numbers(items: Sequence[RawItem], kinds: dict[int, BlockKind], title: range) -> list[int]:
    """Take the lines directly above and below the title for the number, if they are one, and what is plainly one near by; return the places."""
    above, below = title.start - 1, title.stop
    found = [above] if title and above >= 0 and above not in kinds and _is_number(items[above]) else []
    while below < len(items) and (kinds.get(below) is BlockKind.NUMBER or (below not in kinds and _is_number(items[below]))):
        found.append(below)
        below += 1
    for place, item in enumerate(items[: title.stop + HEAD]):
        if place not in kinds and bare(item) and place not in found and NUMBER.fullmatch(item.text):
            found.append(place)
    kinds.update(dict.fromkeys(found, BlockKind.NUMBER))
    return found


def _address(items: Sequence[RawItem], kinds: dict[int, BlockKind], place: int) -> bool:
    """Take the lines at a place for the addressee, if they are one; a line in brackets may stand between. Return whether they were."""
    for first in (place, place + 1):
        lines = _addressee_at(items, kinds, first)
        if lines:
            _put(kinds, lines, BlockKind.ADDRESSEE)
            return True
        item = items[first] if first < len(items) else None
        if item is None or first in kinds or not bare(item) or not SUFFIX.fullmatch(item.text):
            return False
    return False


def _addressee_at(items: Sequence[RawItem], kinds: Kinds, first: int) -> range:
    """Return where an addressee stands that begins at a place: in one line, or in a few that go on in the next; empty where none does."""
    for place in range(first, min(len(items), first + MOST_LINES)):
        item = items[place]
        if place in kinds or not bare(item):
            break
        if is_addressee(item.text):
            return range(first, place + 1)
        if not is_begun(item.text):
            break
    return range(0)
