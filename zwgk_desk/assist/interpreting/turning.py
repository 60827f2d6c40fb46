"""Turns a policy's sentences into plainer ones, as an interpretation has them: shorter, one idea each, 应当 and 不得 put plainly.

What is turned keeps its facts; `review` holds it against the policy like any other text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...late import late
from ..text.provisions import unnumbered
from ..text.resource import load_resource
from ..text.scripts import plain
from .cues import contains

if TYPE_CHECKING:
    import rjieba
else:
    rjieba = late("rjieba")  # imported late: its dictionary takes a tenth of a second to load

FILE = "turning.toml"
LONG, SHORT = 42, 12
"""Characters above which a sentence is parted at its commas, and below which no part of it stands alone."""

HOLDS_ON = ("时", "外", "的", "后", "前", "下", "上", "中", "为", "对", "按", "由", "自", "经", "在", "及", "等", "但", "内", "起", "间", "者")
"""Endings of a clause that means nothing without the next one."""

SPEAKS = re.compile("要|不|可以|应|须|必须|鼓励|支持|负责|可|免|列入|享受|按|保证|达|是|为|由|给|实现|取消|建立|降|提高|完善|加强|推动|引导|严格")
"""What a part must have to say something by itself."""

GOES_ON = re.compile(
    "^(?:和|及|与|个人|并|且|但|而|或|还|又|也|其|以|由|为|从|使|包括|不能|应|可以按|再|逐步|避免|防止|提升|降低|实现|促进|确保|保证|推动|即|则|都|均|让|对其|该)"
)
"""Beginnings of a clause that belongs to the one before it."""

DOES = re.compile(
    "要|不|可以|应|须|鼓励|支持|负责|免|列入|享受|保证|达|是|实现|取消|建立|降|提高|完善|加强|推动|引导|严格|放|给予|提供|减|扣|拨|奖|罚|处|报|公开|执行|办理|开展|进行"
    "|制定|承担|规定|决定|同意|暂停|调整|有|属|施行|打造|形成|促进|确保|适用"
)
"""What a clause must have to say what is done."""

CONDITION = re.compile("^(?:由于|鉴于|随着|对|在|除|如|若|因|经|当|凡|只要|按|自|从|为|通过|以)")
LEANS = re.compile("^(?:并|且|但|而|或|还|又|也|其|以|使|即|则|都|均|原则上|一般|不|再)")
"""Beginnings of a clause that lacks what the one before it says."""

NEEDED = re.compile("^(?:经|须经|在[^，]{2,16}(?:下|后|前|内)$|未经|除|凡|对[^，]{2,24}$|符合|具备|只有|[^，]{2,30}的$)")
"""A clause that says on which condition, or of whom, the next one holds."""

LINKS = re.compile("^(?:但是?|并且?|且|而且?|其中|同时)，?")
GIST = 32
"""Characters of a gist, more or less."""

FIGURE = re.compile("[\\d一二三四五六七八九十百]+(?:[万亿]?元|%|％|日|天|年|个月|个工作日|小时|倍|人|家|次)|百分之")
BRACKETED = re.compile("（[^（）]*）")
ENDS = "。；;，,：:、 \u3000"


@dataclass(frozen=True)
class Turning:
    """What is put in other words.

    Attributes:
        words: words with the plainer ones for them.
        dropped: words that say nothing.
        kept: words in which none of them is touched.
        leads: patterns of what a sentence does not need at its beginning.
        notes: words by which a remark in brackets is known.
        purposes: beginnings of clauses that say only what something is good for.
    """

    words: tuple[tuple[str, str], ...] = ()
    dropped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()

    @cached_property
    def _plainer(self) -> dict[str, str]:
        return {**{word: word for word in self.kept}, **dict.fromkeys(self.dropped, ""), **dict(self.words)}

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """All the words, the longest first; what stands between quotation marks or in a title stays as it is."""
        listed = sorted(self._plainer, key=len, reverse=True)
        return re.compile("|".join(["“[^“”]*”", "《[^《》]*》", *map(re.escape, listed)]))

    @cached_property
    def _leads(self) -> re.Pattern[str]:
        return re.compile(f"^(?:{'|'.join(self.leads) or '(?!)'})")

    def sentence(self, text: str) -> str:
        """Return a sentence in plainer words, without its number, its remarks in brackets, and its mark at the end."""
        said = unnumbered(plain(text).strip()).strip()
        said = BRACKETED.sub(lambda match: "" if any(note in match[0] for note in self.notes) else match[0], said)
        said = self._leads.sub("", said)
        return re.sub("要要", "要", self._put(said)).strip(ENDS)

    def _put(self, text: str) -> str:
        """Return a text with the plainer words, each only where it stands as a word: not the 方可 of 地方可."""
        ends = {0}
        for word in rjieba.cut(text):
            ends.add(max(ends) + len(word))

        def plainer(match: re.Match[str]) -> str:
            return self._plainer.get(match[0], match[0]) if match.start() in ends and match.end() in ends else match[0]

        return self._pattern.sub(plainer, text)

    def sentences(self, text: str) -> list[str]:
        """Return a passage as plainer sentences, one idea each, every one with its full stop."""
        return [f"{part}。" for each in re.split("[；;。]", text) if each.strip() for part in _parts(self.sentence(each)) if part]

    def gist(self, text: str, cues: Sequence[tuple[str, float]] = (), longest: int = GIST) -> str:
        """Return what matters of a passage: its clauses with these words or a figure, some GIST characters, with what they need before and behind.

        Args:
            text: the passage.
            cues: words of what is asked after, with their weights.
            longest: characters, more or less.
        """
        first = re.split("[；;。]", self.sentence(text))[0]
        clauses = first.split("，")
        if len(first) <= longest or len(clauses) < 2:
            return LINKS.sub("", first)
        worth = [
            sum(weight for cue, weight in cues if contains(clause, cue)) + bool(FIGURE.search(clause)) - 0.05 * n for n, clause in enumerate(clauses)
        ]
        best = max(range(len(clauses)), key=worth.__getitem__)
        begin, end = best, best + 1
        while begin > 0 and (LEANS.match(clauses[begin]) or clauses[begin - 1].endswith(HOLDS_ON) or not SPEAKS.search(clauses[begin - 1])):
            begin -= 1
        while end < len(clauses) and (
            clauses[end - 1].endswith(HOLDS_ON)
            or not DOES.search("，".join(clauses[begin:end]))
            or (end == begin + 1 and CONDITION.match(clauses[begin]))
        ):
            end += 1
        while end < len(clauses) and len("，".join(clauses[begin : end + 1])) <= longest:
            end += 1
        while end < len(clauses) and (
            clauses[end - 1].endswith(HOLDS_ON) or (CONDITION.match(clauses[end - 1]) and not DOES.search(clauses[end - 1]))
        ):
            end += 1
        if begin > 0 and NEEDED.match(clauses[begin - 1]):
            begin -= 1  # 经国务院批准，……: without it, what follows is not what the policy says
        while not _closed("，".join(clauses[begin:end])) and (begin > 0 or end < len(clauses)):
            begin, end = max(0, begin - 1), min(len(clauses), end + 1)
        return LINKS.sub("", "，".join(clauses[begin:end]))

    def action(self, text: str) -> list[str]:
        """Return a passage as `sentences`, without the clauses at the end that say only what it is good for."""
        found = []
        for sentence in self.sentences(text):
            clauses = sentence.rstrip("。").split("，")
            while len(clauses) > 1 and clauses[-1].startswith(self.purposes) and not FIGURE.search(clauses[-1]) and _closed("，".join(clauses[:-1])):
                clauses.pop()
            found.append("，".join(clauses) + "。")
        if len(found) > 1 and found[-1].startswith(self.purposes) and not FIGURE.search(found[-1]):
            found.pop()
        return found


def load_turning(folder: Path) -> Turning:
    """Load the words from turning.toml in a folder.

    Raises:
        InputError: the file is missing, does not parse, or lacks an entry.
    """
    return load_resource(folder / FILE, _turning)


def _turning(read: dict[str, Any]) -> Turning:
    lists = (tuple(str(word) for word in read[name]) for name in ("dropped", "kept", "leads", "notes", "purposes"))
    return Turning(tuple((str(old), str(new)) for old, new in read["plain"]), *lists)


def _parts(text: str) -> Iterator[str]:
    """Yield a sentence in parts where it is long: at commas, where both sides can stand alone."""
    if len(text) <= LONG:
        yield text
        return
    clauses, part = text.split("，"), ""
    for place, clause in enumerate(clauses):
        part = f"{part}，{clause}" if part else clause
        following = clauses[place + 1] if place + 1 < len(clauses) else ""
        whole = _closed(part) and SPEAKS.search(part) and not clause.endswith(HOLDS_ON) and not (CONDITION.match(clause) and len(clause) < LONG // 2)
        if whole and len(part) >= SHORT and len(following) >= SHORT and not GOES_ON.match(following):
            yield part
            part = ""
    yield part


def _closed(text: str) -> bool:
    return all(text.count(begin) == text.count(end) for begin, end in ("（）", "“”", "《》"))
