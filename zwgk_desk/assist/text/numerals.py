"""Numbers as offices write them: 30, 1,500, 1.5万, 3亿2千万, 三十, 一百零五, 二〇一七, 壹拾万, 两千五."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from math import prod

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
DIGITS |= {"壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}
TENS = {"十": 10, "百": 100, "千": 1_000, "拾": 10, "佰": 100, "仟": 1_000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERALS = "".join([*DIGITS, *TENS, *MYRIADS])
BELOW = {"百": "十", "千": "百", "佰": "拾", "仟": "佰", "万": "千", "萬": "千", "亿": "千万", "億": "千万"}
"""The next smaller unit of each."""

MIXED = re.compile(rf"(\d+(?:\.\d+)?)([{''.join([*TENS, *MYRIADS])}]*)")
"""A number in figures with its unit of ten, hundred, ten thousand: 3亿, 2千万."""

SHORT_TAIL = re.compile(rf"([{''.join([*TENS, *MYRIADS])}])([{''.join(DIGITS)}])$")
"""The end of 两千五 and 一万八: the last figure counts the next smaller unit."""

NARROW = str.maketrans("０１２３４５６７８９．", "0123456789.")
LONGEST = 24
"""Characters above which a text is no number that an office writes."""


def number(text: str) -> Decimal | None:
    """Return the value of a number in any of these forms; None for what is none, or is too large to be meant as one."""
    bare = text.translate(NARROW).replace(",", "").replace("，", "").replace(" ", "")
    if not bare or len(bare) > LONGEST:
        return None
    if any(character.isascii() for character in bare):
        return _mixed(bare)
    whole, _, part = bare.partition("点")
    value = _positional(whole)
    if value is None or (part and not all(character in DIGITS for character in part)):
        return None
    return value + (Decimal("0." + "".join(str(DIGITS[c]) for c in part)) if part else 0)


def chinese(value: int) -> str:
    """Return a number below a hundred in Chinese figures, as items are numbered; a larger one in Arabic figures."""
    names = "零一二三四五六七八九"
    if value < len(names):
        return names[value]
    tens, ones = divmod(value, 10)
    if tens < len(names):
        return f"{'' if tens == 1 else names[tens]}十{names[ones] if ones else ''}"
    return str(value)


def _mixed(text: str) -> Decimal | None:
    """Return the value of a number in figures, with units or without."""
    parts = MIXED.findall(text)
    if not parts or "".join(figures + units for figures, units in parts) != text:
        return None
    total, section = Decimal(0), Decimal(0)
    try:
        for figures, units in parts:
            section += Decimal(figures) * prod(TENS[unit] for unit in units if unit in TENS)
            factor = prod(MYRIADS[unit] for unit in units if unit in MYRIADS)
            if factor > 1:
                total, section = total + section * factor, Decimal(0)
    except InvalidOperation:
        return None
    return total + section


def _positional(text: str) -> Decimal | None:
    if text and all(character in DIGITS for character in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    tail = SHORT_TAIL.search(text)
    if tail and tail[2] not in "零〇" and ({**TENS, **MYRIADS}[tail[1]]) >= 100:
        return _positional(text[:-1] + text[-1] + BELOW[tail[1]])
    total = section = Decimal(0)
    digit: int | None = None
    for character in text:
        if character in DIGITS:
            digit = DIGITS[character]
        elif character in TENS:
            section += (1 if digit is None else digit) * TENS[character]
            digit = None
        elif character in MYRIADS:
            section += digit or 0
            total = (total + section if MYRIADS[character] == 10**8 else section) * MYRIADS[character] + (0 if MYRIADS[character] == 10**8 else total)
            section, digit = Decimal(0), None
        else:
            return None
    return total + section + (digit or 0) if text else None
