"""署名, 成文日期 and 附注 (GB/T 9704-2012, 7.3.5 and 7.3.6)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.issuers import is_unit
from ...model.document.tree import BlockKind
from .numbers import DATE
from .raw import Kinds, RawItem, bare

CROSS = "×xX✕✖╳＊*Ｘ"
OPEN_DATE = re.compile(
    rf"(?:[12１２]\d{{3}}|[{CROSS}]{{2,4}}|[12１２]\d[{CROSS}]{{2}}|[〇○零Ｏ一二三四五六七八九]{{4}}|)年(?:\d{{1,2}}|[{CROSS}]{{1,2}}|十[一二]?|[一二三四五六七八九]|)月(?:\d{{1,2}}|[{CROSS}]{{1,2}}|)日"
)
"""A draft's date, in which year, month or day is still left open."""

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
        if place in titles or not bare(item) or not is_date(item.text):
            continue
        before = place - 1
        while before >= 0 and before not in titles and before not in known and _signs(items[before]):
            found[before] = BlockKind.SIGNATURE
            before -= 1
        if before < place - 1 or (place > 0 and _ends_here(items, place, known)):
            found[place] = BlockKind.DATE
    return found


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
