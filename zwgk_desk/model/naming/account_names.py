"""The names of accounts: which may be given, and which two cannot be told apart.

A name is typed to sign in, stands in certificates and records, and names a folder on the workstation. So a new one is of letters, digits and
characters that every keyboard here can type, and never looks like another. Names from before these rules keep working.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from ..errors import Conflict, InputError
from .characters import code_of, is_unseen
from .fields import refusal
from .file_names import RESERVED

SHORTEST, LONGEST = 2, 32
IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ee5d\U00030000-\U000323af"
"""The blocks of CJK unified ideographs; not those for compatibility, which look like others."""

ALLOWED = re.compile(f"[A-Za-z0-9._\\-{IDEOGRAPHS}]")
FORM = f"账号名应为 {SHORTEST} 至 {LONGEST} 个字母、数字、汉字或 . - _"
ANOTHER = "请换一个账号名"
MARKS = "._-"

CYRILLIC = str.maketrans("АВЕКМНОРСТХУІЈЅаеорсухіјѕԁһӏ", "ABEKMHOPCTXYIJSaeopcyxijsdhl")
GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαν", "ABEZHIKMNOPTYXoav")
"""Letters of other scripts that look like Latin ones (Unicode Technical Standard 39, confusables): accounts from before may have them."""

ALIKE = str.maketrans({"i": "l", "1": "l", "|": "l", "0": "o", "一": "-"})
"""Characters that look like others in many a typeface, after `casefold`."""


def skeleton(name: str) -> str:
    """Return what is left of a name once all that is hard to tell apart is made the same: two names with the same skeleton look alike. Large and
    small letters, full width, letters of other scripts, l, i and 1, o and 0, marks at the ends or several in a row."""
    seen = "".join(char for char in unicodedata.normalize("NFKC", name) if not is_unseen(char) and not char.isspace())
    folded = seen.translate(CYRILLIC).translate(GREEK).casefold().translate(ALIKE)
    return re.sub(r"([._\-])\1+", r"\1", folded).strip(MARKS)


def check_account_name(name: str, others: Iterable[str] = ()) -> None:
    """Refuse a name that may not be given to a new account.

    Args:
        name: the name.
        others: the names that there are already, those of closed accounts too.

    Raises:
        InputError: it is too short or too long, holds what not every keyboard can type, or is no name for a folder.
        Conflict: one that there is looks like it.
    """
    strange = next((char for char in name if not ALLOWED.match(char)), None)
    if strange is not None:
        raise InputError(f"{FORM}，这里有{_described(strange)}", "请删去它，或换一个账号名")
    if not SHORTEST <= len(name) <= LONGEST:
        raise InputError(FORM, ANOTHER)
    if name[0] in MARKS or name[-1] in MARKS:
        raise InputError("账号名的开头和结尾应为字母、数字或汉字", "请去掉开头和结尾的 . - _")
    if RESERVED.fullmatch(name):
        raise InputError(f"“{name}”是 Windows 保留的名称，不能用作账号名", ANOTHER)
    like = next((other for other in others if skeleton(other) == skeleton(name)), None)
    if like == name:
        raise Conflict(f"账号“{name}”已经存在", "请换一个账号名；停用的账号名也不再使用")
    if like is not None:
        raise Conflict(f"账号“{name}”和已有的账号“{like}”看起来分不清", "请换一个账号名；大小写、字母 l i 和数字 1、字母 o 和数字 0 不算不同")


def account_name_fault(name: str, others: Iterable[str] = ()) -> str:
    """Return the sentence with which `check_account_name` refuses a name, while somebody types it; empty where it does not. One character alone
    is not refused yet."""
    try:
        return refusal(lambda: check_account_name(name, others)) if len(name) >= SHORTEST else ""
    except Conflict as error:
        return str(error)


def _described(char: str) -> str:
    if char.isspace() and not is_unseen(char):
        return "空格"
    if is_unseen(char):
        return f"看不见的字符（{code_of(char)}）"
    narrow = unicodedata.normalize("NFKC", char)
    if narrow != char and narrow.isascii():
        return f"全角字符“{char}”"
    looks = char.translate(CYRILLIC).translate(GREEK)
    return f"“{char}”（{code_of(char)}，不是英文字母 {looks}）" if looks != char else f"“{char}”（{code_of(char)}）"
