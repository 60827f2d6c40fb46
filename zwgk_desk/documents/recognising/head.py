"""Where the titles of a document stand, with the numbers and addressees beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...model.document.issuers import closed_up, joined_title
from ...model.document.tree import BlockKind
from .addressee import is_addressee
from .attachments import attachment_titles
from .closing import closing_kinds
from .masthead import Order, order_head
from .numbers import BESIDE_A_TITLE, NUMBER
from .raw import RawItem, RawParagraph, bare
from .titles import HEAD, SUFFIX, could_be_title, title_run, untyped_run

SHORTEST_NAMED = 6
"""Characters that a title behind the text has at least to be known by standing in the title above."""


@dataclass
class Head:
    """What was found so far of a document's head, and of the heads of what stands behind it.

    Attributes:
        kinds: the element of each place.
        runs: places whose paragraphs are lines of one element.
    """

    kinds: dict[int, BlockKind]
    runs: list[range] = field(default_factory=list)

    def add(self, run: range, kind: BlockKind) -> None:
        """Take the paragraphs of a run for lines of one element."""
        self.kinds.update(dict.fromkeys(run, kind))
        self.runs.append(run)


def find_heads(items: Sequence[RawItem], known: dict[int, BlockKind], above: int) -> Head:
    """Find titles, numbers, addressees, signatures and dates.

    Args:
        items: the document.
        known: what is known by style, and 版头, 版记, 附注 and 附件.
        above: how many lines the 版头 has.
    """
    head = Head(dict(known))
    styled = _styled_title(items)
    order = order_head(items, above) if not styled else None
    title = styled or (title_run(items, order.number + 1, known) if order else _first_title(items, above, known))
    if title and not styled:
        head.add(title, BlockKind.TITLE)
    head.kinds.update(closing_kinds(items, head.kinds, set(title)))
    behind = _titles_behind(items, head, _text_of(items, title))
    if order:
        _add_order(head, order, title, behind)
    for run in (*behind, *attachment_titles(items, head.kinds)):
        if run[0] not in head.kinds:
            head.add(run, BlockKind.ATTACHMENT_TITLE)
            _address(items, head, run.stop)
    end = _add_numbers(items, head, title or range(above, above))
    _address(items, head, end)
    return head


def _styled_title(items: Sequence[RawItem]) -> range:
    """Return where the first title by style stands, with the lines that follow it directly."""
    places = [place for place, item in enumerate(items) if isinstance(item, RawParagraph) and item.level == 0]
    end = 1
    while end < len(places) and places[end] == places[0] + end:
        end += 1
    return range(places[0], places[0] + end) if places else range(0)


def _first_title(items: Sequence[RawItem], above: int, known: dict[int, BlockKind]) -> range:
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


def _could_be_title(item: RawItem, place: int, known: dict[int, BlockKind]) -> bool:
    return place not in known and bare(item) and could_be_title(item.text)


def _is_number(item: RawItem) -> bool:
    return bare(item) and bool(BESIDE_A_TITLE.fullmatch(item.text))


def _text_of(items: Sequence[RawItem], places: range) -> str:
    lines = [item.text for item in items[places.start : places.stop] if isinstance(item, RawParagraph)]
    return joined_title(lines)


def _titles_behind(items: Sequence[RawItem], head: Head, title: str) -> list[range]:
    """Return where titles stand behind a date or note: of the plan that a notice issues, of the report that it passes on."""
    found: list[range] = []
    for place in sorted(head.kinds):
        after = place + 1
        if head.kinds[place] not in (BlockKind.DATE, BlockKind.NOTE) or after in head.kinds or after >= len(items):
            continue
        item = items[after]
        if not bare(item):
            continue
        run = title_run(items, after, head.kinds)
        if not run and len(item.text) >= SHORTEST_NAMED and could_be_title(item.text) and closed_up(item.text) in title:
            run = untyped_run(items, after, head.kinds)
        if run:
            found.append(run)
    return found


def _add_order(head: Head, order: Order, title: range, behind: list[range]) -> None:
    """Take the first lines of an order for its 发文机关标志, or for the title where there is no other."""
    head.kinds[order.number] = BlockKind.NUMBER
    name = range(order.first, order.number)
    if not title and not behind:
        head.add(name, BlockKind.TITLE)
        return
    head.add(name, BlockKind.ISSUER_NAME_MARK)
    if not title:
        head.add(behind[0], BlockKind.TITLE)


def _add_numbers(items: Sequence[RawItem], head: Head, title: range) -> int:
    """Take the lines directly above and below the title for the number, if they are one; return the place below them."""
    above = title.start - 1
    if title and above >= 0 and above not in head.kinds and _is_number(items[above]):
        head.kinds[above] = BlockKind.NUMBER
    place = title.stop
    while place < len(items) and (head.kinds.get(place) is BlockKind.NUMBER or (place not in head.kinds and _is_number(items[place]))):
        head.kinds[place] = BlockKind.NUMBER
        place += 1
    for other, item in enumerate(items[: title.stop + HEAD]):
        if other not in head.kinds and bare(item) and NUMBER.fullmatch(item.text):
            head.kinds[other] = BlockKind.NUMBER
    return place


def _address(items: Sequence[RawItem], head: Head, place: int) -> None:
    """Take the line at a place for the addressee, if it is one; a line in brackets may stand between."""
    for below in (place, place + 1):
        if below >= len(items) or below in head.kinds:
            return
        item = items[below]
        if not bare(item):
            return
        if is_addressee(item.text):
            head.kinds[below] = BlockKind.ADDRESSEE
            return
        if not SUFFIX.fullmatch(item.text):
            return
