"""What the fields of the program may hold: how long they may be, in characters, and that all of it can be seen.

The window asks while somebody types, the desk before it saves, the command line when it reads a case: all of them get the same sentence.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import InputError
from .characters import RUNNING, code_of, unseen_in, without_unseen


@dataclass(frozen=True)
class TextField:
    """A field for text.

    Attributes:
        label: its name in messages.
        longest: how many characters it may hold; characters, not bytes, since that is what people can count.
        lines: whether it may hold several lines.
        remedy: what to do about a character that cannot be seen.
    """

    label: str
    longest: int
    lines: bool = False
    remedy: str = "请删去它，或把这一段重新输入一遍"

    def check(self, text: str) -> None:
        """Refuse a text that the field may not hold. An empty one is no fault here: whether it is due is asked elsewhere.

        Raises:
            InputError: it is too long, or holds a character that cannot be seen.
        """
        if len(text) > self.longest:
            raise InputError(f"{self.label}有 {len(text)} 个字，最多 {self.longest} 个字", "请改短")
        place = next(unseen_in(text, RUNNING if self.lines else ""), None)
        if place is not None:
            before = without_unseen(text[:place])
            after = f"“{before[-1]}”之后" if before else "开头"
            what = "换行或制表符" if text[place] in "\r\n\t" else "看不见的字符"
            raise InputError(f"{self.label}第 {place + 1} 个字（{after}）是{what}（{code_of(text[place])}）", self.remedy)

    def fault(self, text: str) -> str:
        """Return the sentence with which `check` refuses a text; empty where it does not."""
        return refusal(lambda: self.check(text))


def refusal(check: Callable[[], object]) -> str:
    """Return the sentence with which a check refuses; empty where it does not. A window shows it beside the field."""
    try:
        check()
    except InputError as error:
        return str(error)
    return ""


LONGEST_UNIT = 64
"""Characters of a department's name: as many as the certificates of its people hold (RFC 5280, A.1, ub-organizational-unit-name)."""

TITLE = TextField("标题", 200)
"""With the name of a document behind it, it still fits into the 255 characters that the properties of a Word file hold."""

UNIT = TextField("单位名称", LONGEST_UNIT)
OFFICE_NAME = TextField("政府办公厅名称", LONGEST_UNIT)
PERSON = TextField("姓名", 64)
PRESET_NAME = TextField("版式名称", 60)
FILE_NAME = TextField("文件名", 255, remedy="请给文件改名后再放入；文件本身没有动")
SHORT = TextField("这一项", 500)
LONG = TextField("说明", 20_000, lines=True)
