"""Numbers and addresses by which a person is found: identity cards, telephones, passports, cars, bank cards, mail, homes; in whatever way they are
written: in groups, in full-width figures, with invisible characters between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric
from stdnum.exceptions import ValidationError

from ...model.document.remark import Gravity

INVISIBLE = frozenset("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad")
DASHES = dict.fromkeys((0x2010, 0x2012, 0x2013, 0x2014, 0x2212), 0x2D)
NARROW = {**{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}, **DASHES, 0x3000: 0x20, 0x30FB: 0xB7}
"""Full-width figures and letters, and dashes of every length, as they are read."""

ALONE, END = "(?<![0-9A-Za-z])", "(?![0-9A-Za-z])"
GAP = "[ -]?"
ID_NUMBER = re.compile(rf"{ALONE}\d(?:{GAP}\d){{16}}{GAP}[0-9Xx]{END}")
OLD_ID = re.compile(rf"{ALONE}\d(?:{GAP}\d){{14}}{END}")
MOBILE = re.compile(rf"{ALONE}(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ .·-]{{0,2}}\d{{4}}[ .·-]{{0,2}}\d{{4}}{END}")
CARD = re.compile(rf"{ALONE}[3-6]\d{{3}}(?:[- ]?\d{{4}}){{2,3}}(?:[- ]?\d{{1,4}})?{END}")
CARD_LENGTHS = range(15, 20)
PASSPORT = re.compile(rf"{ALONE}(?:[EGDSPK]\d{{8}}|E[A-HJ-NP-Z]\d{{7}}|MA\d{{7}}|[CWHM]\d{{8}}(?:\d{{2}})?){END}")
PASSPORT_CUE = re.compile("护照|通行证|往来|证件|签证|居留")
EMAIL = re.compile(r"(?<![0-9A-Za-z._%+-])[0-9A-Za-z._%+-]{1,64}@(?:[0-9A-Za-z-]{1,63}\.){1,4}[A-Za-z]{2,10}(?![0-9A-Za-z])")
OFFICIAL = re.compile(r"@(?:[0-9A-Za-z-]+\.)*gov\.cn$", re.IGNORECASE)
PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-HJ-NP-Z][ ·.]?"
    "(?=[A-HJ-NP-Z]*\\d)[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳](?![0-9A-Za-z])"
)
HOME = re.compile(r"[\u4e00-\u9fa5]{2,16}\d{1,5}(?:号楼|栋|幢|号院|弄|号)(?:[\u4e00-\u9fa5\d]{0,6}?)\d{1,2}单元\d{2,4}(?:室|号|户)?|"
                  r"[\u4e00-\u9fa5]{2,16}\d{1,5}(?:号楼|栋|幢|号院|弄|号)[^\d，。；]{0,6}\d{2,4}(?:室|户)")  # fmt: skip
HOME_CUE = re.compile("(?:家庭|家庭住|现|户籍|常)?住址|家住|住在|户籍地|居住地|居住于")
ADDRESS = re.compile(r"[\u4e00-\u9fa5]{2,20}\d{1,5}号")
ID_CUE = re.compile("身份|证件|居民证|公民")
NEARBY = 14
"""Characters before a number in which a word says what it is."""

PROVINCES = frozenset("11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83".split())
"""The first two figures of an identity number (GB/T 2260)."""


@dataclass(frozen=True)
class Found:
    """What was found.

    Attributes:
        rule: the remark's rule.
        gravity: how certain it is.
        what: what it is, for people.
        start, end: its range in the text.
    """

    rule: str
    gravity: Gravity
    what: str
    start: int
    end: int


def personal(text: str) -> Iterator[Found]:
    """Yield what a text holds of this, each place once, the most certain first."""
    bare, places = readable(text)
    taken: list[tuple[int, int]] = []
    for rule, gravity, what, start, end in _all(bare):
        if any(low < end and start < high for low, high in taken):
            continue
        taken.append((start, end))
        yield Found(rule, gravity, what, places[start], places[end - 1] + 1)


def readable(text: str) -> tuple[str, list[int]]:
    """Return a text without invisible characters, in narrow figures, and the place of each of its characters."""
    places = [place for place, character in enumerate(text) if character not in INVISIBLE]
    return "".join(text[place] for place in places).translate(NARROW), places


Seen = tuple[str, Gravity, str, int, int]


def _all(text: str) -> Iterator[Seen]:
    yield from _identities(text)
    for match in MOBILE.finditer(text):
        yield "mobile-number", Gravity.ERROR, "手机号码", *match.span()
    for match in CARD.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) in CARD_LENGTHS and luhn.is_valid(digits):
            yield "bank-card", Gravity.ERROR, "银行卡号", *match.span()
    for match in PASSPORT.finditer(text):
        if PASSPORT_CUE.search(_before(text, match.start())):
            yield "passport-number", Gravity.ERROR, "护照或通行证号码", *match.span()
    for match in EMAIL.finditer(text):
        if not OFFICIAL.search(match[0]):
            yield "email-address", Gravity.QUESTION, "电子邮箱", *match.span()
    for match in PLATE.finditer(text):
        yield "licence-plate", Gravity.ERROR, "车牌号码", *match.span()
    yield from _homes(text)


def _identities(text: str) -> Iterator[Seen]:
    for match in ID_NUMBER.finditer(text):
        digits = re.sub("[ -]", "", match[0]).upper()
        if _is_identity(digits):
            yield "id-number", Gravity.ERROR, "居民身份证号码", *match.span()
        elif _is_born(digits[6:14], digits[:2]) and ID_CUE.search(_before(text, match.start())):
            yield "id-number", Gravity.QUESTION, "像是写错了一位的居民身份证号码", *match.span()
    for match in OLD_ID.finditer(text):
        digits = re.sub("[ -]", "", match[0])
        if _is_born(f"19{digits[6:12]}", digits[:2]) and ID_CUE.search(_before(text, match.start())):
            yield "id-number", Gravity.ERROR, "十五位的居民身份证号码", *match.span()


def _homes(text: str) -> Iterator[Seen]:
    for match in HOME.finditer(text):
        told = HOME_CUE.search(_before(text, match.start(), 2 * NEARBY) + match[0])
        yield "home-address", Gravity.ERROR if told else Gravity.QUESTION, "住址", *match.span()
    for cue in HOME_CUE.finditer(text):
        place = ADDRESS.search(text, cue.end(), cue.end() + 3 * NEARBY)
        if place:
            yield "home-address", Gravity.ERROR, "住址", *place.span()


def _before(text: str, start: int, size: int = NEARBY) -> str:
    return text[max(0, start - size) : start]


def _is_identity(digits: str) -> bool:
    """Return whether 18 characters are a citizen's number: by check character (GB 11643-1999) and day of birth, not by its county, since no
    complete list of former counties exists."""
    try:
        return bool(ric.calc_check_digit(digits) == digits[-1] and ric.get_birth_date(digits))
    except ValidationError:
        return False


def _is_born(day: str, province: str) -> bool:
    """Return whether eight figures are a day on which somebody now alive may have been born, and two a province."""
    try:
        born = date(int(day[:4]), int(day[4:6]), int(day[6:]))
    except ValueError:
        return False
    return province in PROVINCES and date(1900, 1, 1) <= born <= date.today()
