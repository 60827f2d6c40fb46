"""附件说明 (GB/T 9704-2012, 7.3.4), the beginning of each attachment (7.3.7), and notes to tables."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.issuers import closed_up, is_unit
from ...model.document.tree import BlockKind
from .closing import is_date
from .raw import Kinds, RawItem, RawParagraph, bare
from .titles import LONGEST_LINE, could_be_title, named_run, title_run, untyped_run

ENCLOSURES = re.compile(r"附件?[：:]\s*|附件\s*(?=[1１][.．、]\s*[^\s\d])")
NUMBERED = re.compile(r"(\d{1,2})[.．、](?!\d)")
ATTACHMENT = re.compile(r"附件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})?\s*[.．：:]?")
NAMED_ATTACHMENT = re.compile(r"附件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,3})[：:.．\s\u3000]\s*[^\s。；]{2,60}")
TABLE_NOTE = re.compile(r"(?:附?注|备注)\s*\d{0,2}[：:]\s*")
MOST_NAMES = 30
"""Names of attachments below 附件：, at most."""


def enclosure_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise 附件说明 with the names below it, and the line above each attachment itself."""
    found: dict[int, BlockKind] = {}
    following = 0
    ended = False
    for place, item in enumerate(items):
        if not bare(item):
            following = 0
            continue
        text = item.text
        ended = ended or is_date(text)
        if place in found:
            continue
        head = ENCLOSURES.match(text)
        number = NUMBERED.match(text[head.end() :] if head else text)
        if (head and head.end() < len(text)) or (following and number and int(number[1]) == following):
            found[place] = BlockKind.ENCLOSURE
            following = int(number[1]) + 1 if number else 0
            continue
        following = 0
        if head and head.end() == len(text) and (names := _names_below(items, place)):
            found.update(dict.fromkeys(range(place, place + 1 + names), BlockKind.ENCLOSURE))
        elif ATTACHMENT.fullmatch(text):
            found[place] = BlockKind.ATTACHMENT
        elif NAMED_ATTACHMENT.fullmatch(text):
            found[place] = BlockKind.ATTACHMENT if ended else BlockKind.ENCLOSURE
    return found


def _names_below(items: Sequence[RawItem], place: int) -> int:
    """Return how many lines below 附件： are names of attachments: numbered ones, or such as stand above a signature or date."""
    texts: list[str] = []
    for item in items[place + 1 : place + 1 + MOST_NAMES]:
        if not bare(item) or len(item.text) > LONGEST_LINE * 2 or item.text.endswith(("。", "：", "，")):
            break
        texts.append(item.text)
    numbered = 0
    while numbered < len(texts) and (number := NUMBERED.match(texts[numbered])) and int(number[1]) == numbered + 1:
        numbered += 1
    if numbered:
        return numbered
    dated = next((count for count, text in enumerate(texts) if is_date(text)), 0)
    return next((count for count in range(dated) if is_unit(texts[count]) or not could_be_title(texts[count])), dated)


def attachment_titles(items: Sequence[RawItem], known: Kinds) -> list[range]:
    """Return where the titles of the attachments stand that are marked as such by a line above."""
    found: list[range] = []
    names = {_name(item.text) for place, item in enumerate(items) if known.get(place) is BlockKind.ENCLOSURE and isinstance(item, RawParagraph)}
    for place, kind in known.items():
        after = place + 1
        if kind is not BlockKind.ATTACHMENT or after >= len(items):
            continue
        item = items[after]
        if after in known or not bare(item) or not could_be_title(item.text) or len(item.text) > LONGEST_LINE * 2:
            continue
        run = named_run(items, after, known, names) or title_run(items, after, known, headed=False)
        found.append(run or untyped_run(items, after, known))
    return found


def _name(text: str) -> str:
    """Return the name of an attachment without 附件： and its number."""
    head = ENCLOSURES.match(text)
    text = text[head.end() :] if head else text
    number = NUMBERED.match(text)
    return closed_up(text[number.end() :] if number else text).strip().strip("《》")
