"""Writes a number in Word's number formats (ISO/IEC 29500-1, 17.18.59 ST_NumberFormat), those that Word and WPS offer in Chinese."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
UNITS = ((10_000, "万"), (1_000, "千"), (100, "百"), (10, "十"), (1, ""))
FORMAL = str.maketrans("一二三四五六七八九十百千", "壹贰叁肆伍陆柒捌玖拾佰仟")
FORMAL_TRADITIONAL = str.maketrans("一二三四五六七八九十百千万", "壹貳參肆伍陸柒捌玖拾佰仟萬")
STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
ENCLOSED = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
BRACKETED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
CIRCLES = "".join(map(chr, (*range(0x2460, 0x2474), *range(0x3251, 0x3260), *range(0x32B1, 0x32C0))))
"""① to ㊿."""

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
DAGGERS = "*†‡§"
ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen").split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
IRREGULAR = {"one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth"}


def chinese_number(value: int) -> str:
    """Return a number up to 99 999 in Chinese counting: 十二, 二十, 一百零五."""
    if value <= 0:
        return DIGITS[0]
    text, zero = "", False
    for unit, name in UNITS:
        digit, value = divmod(value, unit)
        if digit:
            text += ("零" if zero else "") + (chinese_number(digit) if digit > 9 else DIGITS[digit]) + name
            zero = False
        elif text and value:
            zero = True
    return text[1:] if text.startswith("一十") else text


def _letters(value: int) -> str:
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1) if value > 0 else ""


def _roman(value: int) -> str:
    text = ""
    for size, sign in ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
                       (5, "v"), (4, "iv"), (1, "i")):  # fmt: skip
        count, value = divmod(value, size)
        text += sign * count
    return text


def _digits(value: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(value))


def _formal(value: int) -> str:
    text = chinese_number(value)
    return (f"一{text}" if text.startswith("十") else text).translate(FORMAL)


def _formal_traditional(value: int) -> str:
    text = chinese_number(value)
    return (f"一{text}" if text.startswith("十") else text).translate(FORMAL_TRADITIONAL)


def _one_of(row: str) -> Callable[[int], str]:
    """Return a format that takes one character of a row, and figures beyond its end."""
    return lambda value: row[value - 1] if 1 <= value <= len(row) else str(value)


def _around(row: str) -> Callable[[int], str]:
    """Return a format that takes one character of a row, and begins anew at its end."""
    return lambda value: row[(value - 1) % len(row)]


def _ordinal(value: int) -> str:
    ending = "th" if value % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"


def _words(value: int) -> str:
    if value < 20:
        return ONES[max(0, value)]
    if value < 100:
        return TENS[value // 10 - 2] + (f"-{ONES[value % 10]}" if value % 10 else "")
    rest = value % 100
    return f"{_words(value // 100)} hundred{f' {_words(rest)}' if rest else ''}" if value < 1000 else str(value)


def _ordinal_words(value: int) -> str:
    head, dash, last = _words(value).rpartition("-")
    if not dash:
        head, dash, last = last.rpartition(" ")
    ending = IRREGULAR.get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return f"{head}{dash}{ending}"


def _cycle(value: int) -> str:
    return STEMS[(value - 1) % 10] + BRANCHES[(value - 1) % 12]


FORMATS: dict[str, Callable[[int], str]] = {
    "": str,
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "decimalFullWidth": lambda value: str(value).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda value: str(value).translate(FULL_WIDTH),
    "hex": lambda value: f"{value:X}",
    "ordinal": _ordinal,
    "cardinalText": lambda value: _words(value).capitalize(),
    "ordinalText": lambda value: _ordinal_words(value).capitalize(),
    "lowerLetter": _letters,
    "upperLetter": lambda value: _letters(value).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "chicago": lambda value: DAGGERS[(value - 1) % 4] * ((value - 1) // 4 + 1),
    "decimalEnclosedCircle": _one_of(CIRCLES),
    "decimalEnclosedCircleChinese": _one_of(CIRCLES),
    "decimalEnclosedFullstop": _one_of("".join(map(chr, range(0x2488, 0x249C)))),
    "decimalEnclosedParen": _one_of("".join(map(chr, range(0x2474, 0x2488)))),
    "ideographEnclosedCircle": lambda value: ENCLOSED[value - 1] if 1 <= value <= 10 else chinese_number(value),
    "ideographParenthesized": lambda value: BRACKETED[value - 1] if 1 <= value <= 10 else f"（{chinese_number(value)}）",
    "chineseCounting": chinese_number,
    "chineseCountingThousand": chinese_number,
    "japaneseCounting": chinese_number,
    "taiwaneseCounting": chinese_number,
    "taiwaneseCountingThousand": chinese_number,
    "koreanCounting": chinese_number,
    "chineseLegalSimplified": _formal,
    "japaneseLegal": _formal_traditional,
    "ideographLegalTraditional": _formal_traditional,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": _digits,
    "taiwaneseDigital": _digits,
    "koreanDigital2": _digits,
    "ideographTraditional": _around(STEMS),
    "ideographZodiac": _around(BRANCHES),
    "ideographZodiacTraditional": _cycle,
    "aiueo": _around(KATAKANA),
    "aiueoFullWidth": _around(KATAKANA),
    "none": lambda value: "",
    "bullet": lambda value: "",
}
"""How each format writes a number from 1 on."""


def is_known(style: str) -> bool:
    """Return whether a number format is written as Word writes it."""
    return style in FORMATS


def format_number(value: int, style: str) -> str:
    """Return a number in one of Word's formats; in Arabic figures where the format is unknown, or has no sign for nought."""
    if value <= 0 and style not in ("", "decimal", "decimalHalfWidth", "decimalZero", "chineseCounting", "chineseCountingThousand", "none", "bullet"):
        return str(value)
    return FORMATS.get(style, str)(value)
