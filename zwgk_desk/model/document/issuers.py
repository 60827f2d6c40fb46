"""The names of offices in titles and signatures, and the lines of a title made one text again (GB/T 9704-2012, 7.3.1 and 7.3.5)."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_NAME = 30
"""Characters of an office's name at most."""

UNIT_END = re.compile(
    r"(厅|廳|局|委|委员会|委員會|府|办|辦|办公室|会|會|室|部|院|中心|处|處|公司|大学|署|银行|总行|支行|分行|总社|通讯社|学院|集团|军区|小组|中央|联|会议|总队|支队|大队)$"
)
"""How the name of an office ends."""

NO_NAME = re.compile(r"[，。；：:、《》“”]|关于|關於|转发|轉發|印发|印發|批转|批轉")
TAILS = frozenset({"办公厅", "办公室", "委员会", "人民政府", "管理局", "辦公廳", "辦公室", "委員會"})
"""Ends of a name that are none by themselves: a line of its own with one goes on with the name above."""

BLANKS = re.compile(r"[ \u3000]+")
FEWEST_SPACED = 3
"""Pieces of a letter-spaced line at least."""


def is_unit(text: str) -> bool:
    """Return whether a text is the name of an office, or several with blanks between."""
    closed = closed_up(text)
    return len(closed) <= LONGEST_NAME * 2 and bool(UNIT_END.search(closed)) and not NO_NAME.search(closed)


def closed_up(text: str) -> str:
    """Return a line without the blanks between its characters where it is letter-spaced (通　知); any other as it is."""
    if " " not in text and "\u3000" not in text:
        return text
    pieces = BLANKS.split(text.strip(" \u3000"))
    single = sum(len(piece) == 1 for piece in pieces)
    spaced = len(pieces) >= FEWEST_SPACED and single * 5 >= len(pieces) * 4
    return "".join(pieces) if spaced else text


def joined_title(lines: Sequence[str]) -> str:
    """Return the lines of a title as one text: letter-spacing is taken out, and a 、 is put between offices that issue it together."""
    closed = [closed_up(line) for line in lines]
    names = 0
    while names < len(closed) - 1 and _is_issuer(closed[names]):
        names += 1
    issuers = ["、".join(BLANKS.split(line)) if _are_all_units(line) else line for line in closed[:names]]
    text = ""
    for name in issuers:
        text += f"、{name}" if text and name not in TAILS else name
    return text + "".join(closed[names:])


def unit_names(line: str) -> tuple[str, ...]:
    """Return the offices that sign on one line, each by itself where all are offices; else the line as it is."""
    return tuple(BLANKS.split(line.strip())) if _are_all_units(line.strip()) else (line,)


def _is_issuer(line: str) -> bool:
    """Return whether a line above a title is one office, or several with 、 or blanks between."""
    return all(is_unit(name) for name in line.split("、"))


def _are_all_units(line: str) -> bool:
    names = BLANKS.split(line)
    return len(names) > 1 and all(len(name) > 2 and is_unit(name) for name in names)
