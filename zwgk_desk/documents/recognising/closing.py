"""署名, 成文日期 and 附注 (GB/T 9704-2012, 7.3.5 and 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from ...model.document.issuers import closed_up, is_unit
from ...model.document.tree import BlockKind
from .numbers import DATE
from .raw import Kinds, RawItem, RawParagraph, bare

CROSS = "×xX✕✖╳＊*Ｘ"
OPEN_DATE = re.compile(
    rf"(?:[12１２]\d{{3}}|[{CROSS}]{{2,4}}|[12１２]\d[{CROSS}]{{2}}|[〇○零Ｏ一二三四五六七八九]{{4}}|)年(?:\d{{1,2}}|[{CROSS}]{{1,2}}|十[一二]?|[一二三四五六七八九]|)月(?:\d{{1,2}}|[{CROSS}]{{1,2}}|)日"
)
"""A draft's date, in which year, month or day is still left open."""

MONTH = re.compile(r"[12１２]\d{3}年\d{1,2}月|[一二三四五六七八九〇○零]{4}年(?:十[一二]?|[一二三四五六七八九])月")
"""A date that names no day: at the end of a text alone, below the names of units."""

SIGNED_AND_DATED = re.compile(rf"(\S.*?\S)[ \u3000]+((?:{DATE.pattern})|{OPEN_DATE.pattern})")
"""A line with the name of a unit and a date."""

LONGEST_SIGNATURE = 60
LONGEST_DATE = 40
"""Characters of a date at most, the blanks included that a draft leaves for what is still open."""

OFFICES = "总理|主席|委员长|书记|[省市县区州乡镇部局厅院署行司处盟旗]长|主任|审计长|检察长|秘书长|总司令"
PERSON = re.compile(rf"[\u3400-\u9fff]{{0,16}}?(?:{OFFICES})[\s\u3000：:]+[\u3400-\u9fff](?:[\s\u3000]*[\u3400-\u9fff·]){{1,9}}")
"""The office of somebody who signs an order or a bill, and the name."""

SPACED_PERSON = re.compile(rf"(?:代|副)?(?:{OFFICES})[\u3400-\u9fff]{{2,4}}")
"""The same where the office itself is letter-spaced (总　理　李克强), its blanks taken out."""

DUTY = re.compile(rf"[\u3400-\u9fff]{{0,16}}?(?:{OFFICES})")
"""The office alone."""

SEALED = re.compile(r"[\s\u3000]*[（(](?:公?章|盖章|印)[）)]$")
NOTE = re.compile(
    r"[（(](?:此件[^（）()]{1,30}|(?:本文|全文|本件|文件)?有?(?:删减|删节|删略|节略)|节[录选]|[\u3400-\u9fff\d、]{0,12}略|联系人[：:][^（）()]{2,60}|发至[^（）()]{1,20}|此页无正文)[）)]"
)
"""附注: how far the document goes, whom to ask, and what was left out of what is published."""

STOPS = ("。", "！", "”", "）")


def is_date(text: str) -> bool:
    """Return whether a line is a date and nothing else, also one that is still open."""
    if len(text) > LONGEST_DATE:
        return False
    closed = text.replace(" ", "").replace("\u3000", "")
    return bool(DATE.fullmatch(closed) or OPEN_DATE.fullmatch(closed))


def note_kinds(items: Sequence[RawItem]) -> dict[int, BlockKind]:
    """Recognise 附注 wherever it stands alone on a line."""
    return {place: BlockKind.NOTE for place, item in enumerate(items) if bare(item) and NOTE.fullmatch(item.text)}


def closing_kinds(items: Sequence[RawItem], known: Kinds, titles: frozenset[int] | set[int]) -> dict[int, BlockKind]:
    """Recognise 署名 and 成文日期: a date on a line of its own, below the names of units or at the very end of a text.

    Args:
        items: the document.
        known: the elements that are known already.
        titles: the places where the title stands, which are no names.
    """
    found: dict[int, BlockKind] = {}
    for place, item in enumerate(items):
        if place in titles or not bare(item) or not (is_date(item.text) or _is_last_month(items, place, known)):
            continue
        before = place - 1
        while before >= 0 and before not in titles and before not in known and _signs(items[before]):
            found[before] = BlockKind.SIGNATURE
            before -= 1
        if before < place - 1 or (place > 0 and _ends_here(items, place, known)):
            found[place] = BlockKind.DATE
    return found


def _is_last_month(items: Sequence[RawItem], place: int, known: Kinds) -> bool:
    """Return whether a line is a month below the name of a unit, with which the text ends."""
    item = items[place]
    named = isinstance(item, RawParagraph) and bool(MONTH.fullmatch(closed_up(item.text)))
    return named and place > 0 and _signs(items[place - 1]) and _ends_here(items, place, known)


def parted_closing(items: Sequence[RawItem], frame: Callable[[Sequence[RawItem]], Kinds]) -> list[RawItem]:
    """Return the items with 署名 and 成文日期 as two where a text ends with both in one line. Two such lines are a list, and stay.

    Args:
        items: the document.
        frame: recognises what may follow a date: 版记, 附注 and 附件.
    """
    found = [(place, parted) for place, item in enumerate(items) if bare(item) and (parted := SIGNED_AND_DATED.fullmatch(item.text))]
    if len(found) != 1:
        return list(items)
    place, parted = found[0]
    item = items[place]
    if not isinstance(item, RawParagraph) or not is_unit(parted[1]) or place == 0 or not _ends_here(items, place, frame(items)):
        return list(items)
    two = (replace(item, text=parted[1], struck=()), replace(item, text=parted[2], struck=()))
    return [*items[:place], *two, *items[place + 1 :]]


def duty_of(text: str) -> str:
    """Return the office of a person who signs, without the name: 市长 of 市长　张立. A line that names no person is returned as it is."""
    closed = text.replace(" ", "").replace("\u3000", "")
    spaced = closed != text and SPACED_PERSON.fullmatch(closed) is not None
    found = DUTY.match(closed if spaced else text) if spaced or PERSON.fullmatch(text) else None
    return found[0] if found else text


def _signs(item: RawItem) -> bool:
    if not bare(item) or len(item.text) > LONGEST_SIGNATURE:
        return False
    closed = item.text.replace(" ", "").replace("\u3000", "")
    person = PERSON.fullmatch(item.text) or (closed != item.text and SPACED_PERSON.fullmatch(closed))
    return bool(person) or is_unit(SEALED.sub("", item.text))


def _ends_here(items: Sequence[RawItem], place: int, known: Kinds) -> bool:
    """Return whether the text ends with this line: nothing, 版记, 附注 or an attachment follows."""
    after = place + 1
    if after == len(items):
        return True
    if known.get(after) in (BlockKind.CC, BlockKind.PRINTED, BlockKind.NOTE, BlockKind.ATTACHMENT):
        return True
    before, following = items[place - 1], items[after]
    ended = bare(before) and before.text.endswith(STOPS)
    return ended and bare(following) and not following.text.endswith(("。", "；", "：", "，")) and "，" not in following.text
