"""Titles over one line or several (GB/T 9704-2012, 7.3.1): that of the document, and those of what stands behind it with a title of its own."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence

from ...model.document.issuers import closed_up, is_unit
from .addressee import is_addressee
from .closing import is_date
from .numbering import article_number, heading_level
from .numbers import DATE, is_numbers
from .raw import RawItem, bare

HEAD = 8
"""First paragraphs among which title, number and addressee are looked for."""

LONGEST_TITLE = 120
"""Characters of a title on one line at most."""

LONGEST_LINE = 40
"""Characters of a line of a title over several lines at most."""

MOST_LINES = 10
"""Lines of a title at most, those of the offices that issue it together included."""

SHORTEST_LINE = 5
"""Characters of a line of a title that goes on at least."""

TYPES = (
    "通知|意见|意見|决定|決定|命令|令|公报|公報|公告|通告|通报|通報|报告|報告|请示|請示|批复|批復|议案|議案|函|复函|復函|纪要|紀要|"
    "决议|決議|指示|倡议书|建议|布告"
)
"""The types of official documents (党政机关公文处理工作条例, 第八条), and former ones."""

OTHER_TYPES = (
    "办法|辦法|规定|規定|方案|细则|細則|条例|條例|规划|規劃|计划|計劃|要点|解读|解讀|说明|說明|材料|制度|标准|標準|规则|規則|法|问答|目录|声明|表|单|书|纲要|大纲|"
    "预案|措施|章程|准则|守则|规范|指南|指引|清单|名单|总结|公约|宣言|协定|协议|合同|议程|讲话|致辞|图|汇编|须知|程序"
)
"""What else titles end with: what notices issue and attach."""

BRACKET = r"(?:[（(〔][^（）()]{1,30}[）)〕]){0,3}$"
TYPE_END = re.compile(rf"(?:{TYPES}){BRACKET}")
TITLE_END = re.compile(rf"(?:{TYPES}|{OTHER_TYPES}){BRACKET}")
SUFFIX = re.compile(r"[（(〔][^（）()]{1,30}[）)〕]")
HISTORY = re.compile(
    r"[（(](?:.*(?:通过|通過|發布|发布|公布|修订|修正|批准|施行|令第|\d日|日[）)]$)|(?:[12１２]\d{3}|[一二三四五六七八九〇○零]{4})年[\d一二三四五六七八九十]{1,2}月)"
)
"""When a law was passed and changed, in brackets below its title."""

GOES_ON_AFTER = re.compile(r"[的和与及暨或、“《〈（(]$|(?:关于|印发|转发|批转|同意|以及)$")
GOES_ON_BEFORE = re.compile(r"[的和与及暨、”》〉）)]|等(?!级)")
CONTENTS = ("目录", "目次")
SENTENCE_ENDS = ("。", "；", "：", ":", "，", "！", ";")
PAIRS = (("《", "》"), ("（", "）"), ("“", "”"), ("〈", "〉"))
ABOUT = re.compile(r"关于|關於|印发|印發|转发|轉發|批转|批轉")
FALSE_STARTS = ("#", "附件：", "附件:", "抄送", "注：", "附：")
ABOUT_THE_PAGE = re.compile(
    r"(?:索\s*引\s*号|文\s*号|主题词|主题分类|主题分類|有效性|来\s*源|來源|字\s*体|字體|浏览|瀏覽|作者|编辑|責任編輯|责任编辑|分享|打印|(?:发|發)?文?(?:发|發)?(?:布|文)(?:机构|機構|单位|單位|日期|时间|時間)|(?:成文|生成|公开|更新)(?:日期|时间))"
    r"[\s\u3000]*[：:]|.*[12１２]\d{3}-\d{1,2}-\d{1,2}"
)
"""What a web page says of a document above it."""


def could_be_title(text: str) -> bool:
    """Return whether a line could be a title or a line of one, by itself."""
    if len(text) > LONGEST_TITLE or heading_level(text) or is_numbers(text) or article_number(text, 0):
        return False
    if (
        (DATE.search(text) and (is_date(text) or HISTORY.match(text)))
        or text.startswith(FALSE_STARTS)
        or closed_up(text).replace("\u3000", "") in CONTENTS
    ):
        return False
    return not (text.endswith(SENTENCE_ENDS) or HISTORY.match(text) or ABOUT_THE_PAGE.match(text))


def title_run(items: Sequence[RawItem], start: int, taken: Container[int], headed: bool = True) -> range:
    """Return the places of the title that begins at or just below a place; an empty range where there is none.

    Args:
        items: the document.
        start: where it begins at the earliest.
        taken: places that are other elements.
        headed: whether a number or an addressee below shows where it ends.
    """
    lines = _candidates(items, start, taken)
    if not lines:
        return range(start, start)
    end = _end(lines, headed and _closed_by_head(items, start + len(lines)))
    if not end:
        return range(start, start)
    return range(start + _begin(lines[:end]), start + end)


def _candidates(items: Sequence[RawItem], start: int, taken: Container[int]) -> list[str]:
    """Return the lines from a place on that could be lines of one title."""
    lines: list[str] = []
    for place in range(start, min(len(items), start + MOST_LINES)):
        item = items[place]
        if (
            place in taken
            or not bare(item)
            or not could_be_title(item.text)
            or (lines and len(item.text) > LONGEST_LINE and len(lines[-1]) > LONGEST_LINE)
        ):
            break
        lines.append(closed_up(item.text))
    return lines


def _closed_by_head(items: Sequence[RawItem], place: int) -> bool:
    """Return whether a number or an addressee stands at a place, above which everything is title."""
    if place >= len(items):
        return False
    item = items[place]
    return bare(item) and (is_numbers(item.text) or is_addressee(item.text))


def _end(lines: Sequence[str], closed: bool) -> int:
    """Return how many of the lines belong to the title, 0 where none ends as titles end."""
    text = ""
    for place, line in enumerate(lines):
        text += line
        if _balanced(text) and (TYPE_END.search(text) or (TITLE_END.search(text) and not closed)):
            return _extended(lines, place + 1, text)
        if place + 1 < len(lines) and len(line) < SHORTEST_LINE and not closed and not GOES_ON_AFTER.search(line):
            break
    return len(lines) if closed else 0


def _extended(lines: Sequence[str], end: int, text: str) -> int:
    """Return where a title ends whose first lines would be one: what stands in brackets below, or goes on, belongs to it too."""
    while end < len(lines):
        line = lines[end]
        more = next((place for place in range(end, min(len(lines), end + 4)) if TYPE_END.search(lines[place])), None)
        if SUFFIX.fullmatch(line) or GOES_ON_BEFORE.match(line):
            end += 1
        elif more is not None and ABOUT.search(text) and not ABOUT.search("".join(lines[end : more + 1])) and _long(lines[end:more]):
            end = more + 1
        else:
            break
        text = "".join(lines[:end])
    return end


def _long(lines: Sequence[str]) -> bool:
    return all(len(line) >= SHORTEST_LINE for line in lines)


def _begin(lines: Sequence[str]) -> int:
    """Return with which of the lines the title begins: with the first that says what it is about, or with the offices above that one."""
    about = next((place for place, line in enumerate(lines) if ABOUT.search(line)), 0)
    if lines[about].startswith(("关于", "關於", "印发", "转发", "批转", "印發", "轉發", "批轉")):
        while about and not SUFFIX.fullmatch(lines[about - 1]) and all(is_unit(name) for name in lines[about - 1].split("、")):
            about -= 1
        return about
    return next((place for place, line in enumerate(lines[: about + 1]) if not SUFFIX.fullmatch(line)), 0)


def _balanced(text: str) -> bool:
    return all(text.count(left) == text.count(right) for left, right in PAIRS)


def named_run(items: Sequence[RawItem], start: int, taken: Container[int], names: Container[str]) -> range:
    """Return the places of a title whose lines together are one of these names; an empty range where they are none."""
    lines = _candidates(items, start, taken)
    ends = (end for end in range(1, len(lines) + 1) if "".join(lines[:end]) in names)
    return range(start, start + next(ends, 0))


def untyped_run(items: Sequence[RawItem], start: int, taken: Container[int]) -> range:
    """Return the places of a title that ends with no type of document: its first line, and those that this one goes on in."""
    lines = _candidates(items, start, taken)
    end = min(1, len(lines))
    while 0 < end < len(lines):
        text = "".join(lines[:end])
        if not (SUFFIX.fullmatch(lines[end]) or GOES_ON_BEFORE.match(lines[end]) or GOES_ON_AFTER.search(text) or not _balanced(text)):
            break
        end += 1
    return range(start, start + end)
