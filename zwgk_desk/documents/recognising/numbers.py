"""Numbers: 发文字号 (GB/T 9704-2012, 7.2.5) of today and of former years, those of orders and announcements, and Chinese numerals."""

from __future__ import annotations

import re

HAN = "\u3400-\u9fff"
NUMERALS = "〇○零一二三四五六七八九十百"
DATE = re.compile(
    r"[12１２]\d{3}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇○零]{4}年(?:十[一二]?|[一二三四五六七八九])月(?:[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日"
)
"""A day, in figures or in Chinese numerals."""

NUMBER = re.compile(rf"[{HAN}]{{1,14}}[〔［\[（(][12１２]\d{{3}}[〕］\]）)]\s*第?\s*\d{{1,5}}\s*[号號]")
"""A 发文字号 as it is written today: 东政发〔2026〕3号."""

SERIAL = rf"第?\s*(?:\d{{1,5}}|[{NUMERALS}]{{1,7}})\s*[号號]"
FORMER_NUMBERS = (
    rf"[{HAN}]{{1,14}}[〔［\[（(]\d{{2}}[〕］\]）)]\s*{SERIAL}",  # 国发[81]88号
    rf"[〔［\[（(](?:[12１２]\d)?\d{{2}}[〕］\]）)]\s*[{HAN}]{{0,14}}?\s*{SERIAL}",  # (81)国发88号, 〔2025〕第14号
    rf"[12１２]\d{{3}}年{SERIAL}",  # 2025年第4号
    rf"第\s*(?:\d{{1,5}}|[{NUMERALS}]{{1,7}})\s*[号號]",  # 第123号
)
ONE_NUMBER = rf"(?:{NUMBER.pattern}|{'|'.join(FORMER_NUMBERS)})"
NUMBERS = re.compile(rf"(?:(?:\A|(?!\A)[\s\u3000、]+){ONE_NUMBER}){{1,3}}")
"""One number, or the several of a joint document."""

BRACKETS = ("（(", "）)")

ORDER = re.compile(rf"[{HAN}\s\u3000、]{{2,60}}(?:令|公告|通告)")
"""The first line of an order or of an announcement with a number of its own, which stands in place of the 发文机关标志 (GB/T 9704-2012, 10.2)."""

ORDER_WITH_NUMBER = re.compile(rf"((?!.*关于)[{HAN}]{{2,30}}(?:令|公告))[\s\u3000]*((?:[12１２]\d{{3}}年)?第\s*\d{{1,5}}\s*[号號])")

ONES = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def is_numbers(text: str) -> bool:
    """Return whether a line is a number where it stands directly above or below a title: also a former form, several of a joint document, those
    in brackets."""
    inner = text[1:-1] if text[:1] in BRACKETS[0] and text[-1:] in BRACKETS[1] and len(text) > 1 else text
    return NUMBERS.fullmatch(inner) is not None


def numeral(text: str) -> int:
    """Return the value of a number in figures or in Chinese numerals up to 999; 0 where it is none."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in ONES:
            digit = ONES[character]
        elif character in "十百":
            total += max(digit, 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            return 0
    return total + digit
