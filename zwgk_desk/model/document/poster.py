"""一图读懂: the content of the one picture of a policy, and the plain text in which an officer edits it."""

from __future__ import annotations

from dataclasses import dataclass

from ..errors import InputError
from ..terms import Term

BAR = "｜"
HEADS = {"aims": "目标任务", "figures": "关键数字", "measures": "主要举措", "scope": "适用对象", "dates": "时间安排"}
"""The picture's parts by name, in the order in which they stand there."""

MOST_LINES = 40
LONGEST = 200


class PosterStyle(Term):
    """The looks that a picture can have."""

    RED = "red", "红色"
    BLUE = "blue", "蓝色"


@dataclass(frozen=True)
class Poster:
    """The content of the picture.

    Attributes:
        title: the policy's.
        aims: what it is for.
        figures: each a figure and what it is of.
        measures: the measures that the policy orders.
        scope: whom it concerns.
        dates: each a time and what is then.
        source: the line at the foot.
    """

    title: str
    aims: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    source: str = ""


def poster_text(poster: Poster) -> str:
    """Return a poster as plain text: the title, then each part under its name in 【】, a figure or a time before a ｜; the source last."""
    lines = [poster.title]
    for name, head in HEADS.items():
        lines += [f"【{head}】", *(entry if isinstance(entry, str) else BAR.join(entry) for entry in getattr(poster, name))]
    return "\n".join([*lines, "【说明】", poster.source])


def poster_of(text: str) -> Poster:
    """Parse the plain text of a poster, as `poster_text` writes it.

    Raises:
        InputError: it has no title, a part that there is not, too many lines or one too long, or a figure without ｜.
    """
    parts: dict[str, list[str]] = {name: [] for name in (*HEADS, "source")}
    named = {**{head: name for name, head in HEADS.items()}, "说明": "source"}
    title: list[str] = []
    current = title
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) > MOST_LINES:
        raise InputError(f"一图读懂最多写 {MOST_LINES} 行，现在有 {len(lines)} 行", "请只留下要点")
    for line in lines:
        if len(line) > LONGEST:
            raise InputError(f"这一行超过 {LONGEST} 字：{line[:20]}……", "请分成几行，或只留下要点")
        if line.startswith("【") and line.endswith("】"):
            if line[1:-1] not in named:
                raise InputError(f"没有“{line[1:-1]}”这一部分", f"可以有：{'、'.join(named)}")
            current = parts[named[line[1:-1]]]
        else:
            current.append(line)
    if not title:
        raise InputError("一图读懂没有标题", "请把文件的标题写在第一行")
    aims, measures, scope = (tuple(parts[name]) for name in ("aims", "measures", "scope"))
    pairs = {name: tuple(_pair(line) for line in parts[name]) for name in ("figures", "dates")}
    return Poster("".join(title), aims, pairs["figures"], measures, scope, pairs["dates"], "".join(parts["source"]))


def _pair(line: str) -> tuple[str, str]:
    head, bar, rest = line.replace("|", BAR).partition(BAR)
    if not bar or not head.strip() or not rest.strip():
        raise InputError(f"“{line[:20]}”没有写成“数字｜说明”的样子", "请在数字或时间后面加“｜”，再写说明")
    return head.strip(), rest.strip()
