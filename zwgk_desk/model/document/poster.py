"""一图读懂: the content of the one picture of a policy, and the plain text in which an officer edits it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..errors import InputError
from ..terms import Term

BAR = "｜"
HEADS = {
    "aims": "目标任务", "changes": "前后对比", "figures": "关键数字", "gains": "谁能得到什么", "measures": "主要举措", "steps": "办理流程",
    "scope": "适用对象", "dates": "时间安排",
}  # fmt: skip
"""The picture's parts by name, in the order in which they stand there."""

FRAME = {"about": "文号和日期", "contact": "咨询", "link": "网址", "source": "说明"}
"""What stands above and below the parts, each one line."""

PAIRED = {"figures": "数字", "changes": "以前", "gains": "谁", "dates": "时间"}
"""The parts whose lines are two texts with a bar between them, with what stands before the bar."""

MOST_LINES = 60
LONGEST = 200


class PosterStyle(Term):
    """The looks that a picture can have."""

    RED = "red", "红色"
    BLUE = "blue", "蓝色"
    GREEN = "green", "绿色"


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
        source: the line at the foot: who made it.
        changes: each what was before and what is now.
        gains: each who gets something, and what.
        steps: the steps of a procedure; a step with a bar has its time behind it: 审查｜15日内.
        about: issuer, number and the day from which it holds, below the title.
        contact: whom to ask.
        link: an address that is shown as a QR code, too.
    """

    title: str
    aims: tuple[str, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    measures: tuple[str, ...] = ()
    scope: tuple[str, ...] = ()
    dates: tuple[tuple[str, str], ...] = ()
    source: str = ""
    changes: tuple[tuple[str, str], ...] = ()
    gains: tuple[tuple[str, str], ...] = ()
    steps: tuple[str, ...] = ()
    about: str = ""
    contact: str = ""
    link: str = ""


def poster_text(poster: Poster) -> str:
    """Return a poster as plain text: the title, then each part under its name in 【】, two texts of a line with a ｜ between them; what stands at the
    foot last."""
    lines = [poster.title, f"【{FRAME['about']}】", poster.about]
    for name, head in HEADS.items():
        lines += [f"【{head}】", *(entry if isinstance(entry, str) else BAR.join(entry) for entry in getattr(poster, name))]
    for name, head in FRAME.items():
        lines += [f"【{head}】", getattr(poster, name)] if name != "about" else []
    return "\n".join(line for line in lines if line)


def poster_of(text: str) -> Poster:
    """Parse the plain text of a poster, as `poster_text` writes it.

    Raises:
        InputError: it has no title, a part that there is not, too many lines or one too long, or a line without the ｜ that it needs.
    """
    parts: dict[str, list[str]] = {"title": [], **{name: [] for name in (*HEADS, *FRAME)}}
    for _, name, line in poster_lines(text):
        parts[name].append(line)
    if not parts["title"]:
        raise InputError("一图读懂没有标题", "请把文件的标题写在第一行")
    pairs = {name: tuple(_pair(line, name) for line in parts[name]) for name in PAIRED}
    single = {name: tuple(parts[name]) for name in HEADS if name not in PAIRED}
    frame = {name: "".join(parts[name]) for name in FRAME}
    return Poster("".join(parts["title"]), **pairs, **single, **frame)  # type: ignore[arg-type]


def poster_lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Yield each line of a poster's text that says something, with its number among all lines (from 0) and the name of its part.

    Raises:
        InputError: as `poster_of`, but for what a part's lines hold.
    """
    named = {**{head: name for name, head in HEADS.items()}, **{head: name for name, head in FRAME.items()}}
    current, count = "title", 0
    for number, line in enumerate(text.splitlines()):
        line = line.strip()
        if not line:
            continue
        count += 1
        if count > MOST_LINES:
            raise InputError(f"一图读懂最多写 {MOST_LINES} 行", "请只留下要点")
        if len(line) > LONGEST:
            raise InputError(f"这一行超过 {LONGEST} 字：{line[:20]}……", "请分成几行，或只留下要点")
        if line.startswith("【") and line.endswith("】"):
            if line[1:-1] not in named:
                raise InputError(f"没有“{line[1:-1]}”这一部分", f"可以有：{'、'.join(named)}")
            current = named[line[1:-1]]
        else:
            yield number, current, line


def _pair(line: str, name: str) -> tuple[str, str]:
    head, bar, rest = line.replace("|", BAR).partition(BAR)
    if not bar or not head.strip() or not rest.strip():
        raise InputError(f"“{line[:20]}”没有写成“{PAIRED[name]}｜说明”的样子", f"请在{PAIRED[name]}后面加“｜”，再写说明")
    return head.strip(), rest.strip()
