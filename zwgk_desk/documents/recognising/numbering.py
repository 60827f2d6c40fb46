"""The numbers in front of paragraphs (GB/T 9704-2012, 7.3.3): 一、 （一） 1. （1）, chapters, articles, and decimal ones."""

from __future__ import annotations

import re

from .numbers import NUMERALS, numeral

LONGEST_HEADING = 40
"""Characters of a heading, or of its first sentence where text runs on behind it, at most."""

LONGEST_LABEL = 15
"""Characters of a heading that ends with a colon, at most."""

MOST_COMMAS = 2
RULE = re.compile(
    r"应当|應當|不得|必须|必須|可以|是指|有权|视为|由.{2,30}(?:负责|承担|解释)|[：:].|(?<![反响适供对相效])应(?:给予|按照|及时|由|在|将|于|根据|依法|该)"
)
"""What a sentence holds that rules or names something, and no heading does."""

COLONS, STOPS, SEMICOLONS = ("：", ":"), ("。", "！", "？"), ("；", ";")

HEADINGS = (
    re.compile(r"第[一二三四五六七八九十百零〇]{1,5}[编章节][\s\u3000]|[一二三四五六七八九十]{1,3}、"),
    re.compile(r"[（(][一二三四五六七八九十]{1,3}[)）]"),
    re.compile(r"\d{1,2}[.．、](?!\d)"),
    re.compile(r"[（(]\d{1,2}[)）]"),
)
OPENS = frozenset("（(一二三四五六七八九十0123456789０１２３４５６７８９")
"""The first characters of numbers."""

DIVISION = re.compile(rf"第[{NUMERALS}]{{1,5}}[编章节](?:[\s\u3000]|(?=[\u3400-\u9fff]{{2,20}}$))")
ARTICLE = re.compile(rf"第([{NUMERALS}]{{1,7}}|\d{{1,4}})条(?:之[{NUMERALS}]{{1,3}})?([\s\u3000]?)")
DECIMAL = re.compile(r"(\d{1,2}(?:[.．]\d{1,2}){0,3})[.．]?[\s\u3000]*(?=[\u3400-\u9fff《“])")
PART_OF_DECIMAL = re.compile(r"[.．]")


def heading_level(text: str) -> int:
    """Return the level (1 to 4) of the paragraph's own numbering, 0 where it is no heading."""
    for level, pattern in enumerate(HEADINGS, start=1):
        if pattern.match(text):
            return level if len(heading_part(text)) <= LONGEST_HEADING else 0
    return 0


def heading_part(text: str) -> str:
    """Return the heading of a paragraph in which text runs on behind it: up to and including the first full stop."""
    stop = text.find("。")
    return text if stop < 0 else text[: stop + 1]


def item_number(text: str) -> tuple[int, int, int]:
    """Return level, value and length of the number in front of a paragraph, chapters aside; level 0 where there is none."""
    if text[:1] not in OPENS:
        return 0, 0, 0
    for level, pattern in enumerate(HEADINGS, start=1):
        found = pattern.match(text)
        if found and not text.startswith("第"):
            return level, numeral(found.group().strip("（()）.．、")), found.end()
    return 0, 0, 0


def article_number(text: str, last: int) -> int:
    """Return the number of the article that a paragraph begins, 0 where it begins none.

    Args:
        text: the paragraph.
        last: the number of the article before: 第五条 without a blank behind it begins one only where it comes next.
    """
    found = ARTICLE.match(text)
    if not found:
        return 0
    value = numeral(found[1])
    return value if found[2] or value == last + 1 else 0


def decimal_parts(text: str) -> int:
    """Return how many parts the decimal number in front of a heading has (2.1 has two); 0 where there is none."""
    found = DECIMAL.match(text)
    if not found:
        return 0
    parts = len(PART_OF_DECIMAL.split(found[1]))
    return parts if parts > 1 or found.group()[-1] in " \u3000" else 0


def is_heading_like(text: str) -> bool:
    """Return whether a numbered paragraph begins as a heading does: short, and no rule and no item with a semicolon."""
    first = heading_part(text)
    if text.endswith(SEMICOLONS) or len(first) > LONGEST_HEADING or first.count("，") > MOST_COMMAS:
        return False
    if first.endswith(COLONS):
        return len(first) <= LONGEST_LABEL
    return not RULE.search(first)
