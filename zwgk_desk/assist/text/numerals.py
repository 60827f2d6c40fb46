"""Numbers as offices write them: 30, 1,500, 1.5万, 三十, 一百零五, 二〇一七, 百分之五."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

DIGITS = {"零": 0, "〇": 0, "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
TENS = {"十": 10, "百": 100, "千": 1_000}
MYRIADS = {"万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8}
NUMERALS = "".join([*DIGITS, *TENS, *MYRIADS])
LONGEST = 24
"""Characters above which a text is no number that an office writes."""


def number(text: str) -> Decimal | None:
    """Return the value of a number in any of these forms; None for what is none, or is too large to be meant as one."""
    bare = text.replace(",", "").replace("，", "").replace(" ", "")
    if not bare or len(bare) > LONGEST:
        return None
    factor = Decimal(1)
    while bare and bare[-1] in MYRIADS | TENS and any(character.isascii() for character in bare):
        factor *= (MYRIADS | TENS)[bare[-1]]
        bare = bare[:-1]
    if all(character.isascii() for character in bare):
        try:
            return Decimal(bare) * factor
        except InvalidOperation:
            return None
    whole, _, part = bare.partition("点")
    value = _positional(whole)
    if value is None or (part and not all(character in DIGITS for character in part)):
        return None
    return value + (Decimal("0." + "".join(str(DIGITS[c]) for c in part)) if part else 0)


def _positional(text: str) -> Decimal | None:
    if text and all(character in DIGITS for character in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
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
