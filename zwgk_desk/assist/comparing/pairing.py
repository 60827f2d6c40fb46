"""Pairs old and new provisions that correspond, and puts the pairs into the order in which they are read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence

from ...model.document.comparison import ChangeKind, Provision, Row
from ...model.document.likeness import Bigrams, alike, bigrams
from ..text.alignment import Likeness, assign
from ..text.closing import bare
from ..text.numerals import number
from ..text.provisions import DIVISION_NUMBER, is_division
from ..text.scripts import folded
from .figures import masked

MOSTLY_WITHIN = 0.6
"""Share of a provision's text (0 to 1) that must be found in another one for the two to count as merged or split."""

SHORTEST_PART = 8
SINGLE = frozenset({"标题", "成文日期", "附注", "抄送机关", "印发机关和印发日期", "发文字号", "主送机关", "附件标题"})
"""What a document has one of: the old one and the new one correspond whatever they say."""

NUMERAL_RUN = re.compile(r"[零〇一二三四五六七八九十百千]+")
TABLE = "表"
Group = tuple[tuple[int, ...], tuple[int, ...]]
Features = Callable[[Provision], Bigrams]


def words_of(provision: Provision) -> str:
    """Return a provision's text folded, without blanks and without the number of a chapter."""
    found = _division(provision)
    return bare(_heading(provision)[found.end() :] if found else provision.text)


def _heading(provision: Provision) -> str:
    return folded(provision.text).lstrip("# ")


def _division(provision: Provision) -> re.Match[str] | None:
    """Return the number of the heading of a chapter; None for everything else."""
    return None if provision.label or not is_division(provision.text) else DIVISION_NUMBER.match(_heading(provision))


def same_words(row: Row) -> bool:
    """Return whether the old and the new provisions of a row say the same, however they are written."""
    return bare(row.old_text) == bare(row.new_text)


def rows_of(before: Sequence[Provision], after: Sequence[Provision], features: Features | None = None) -> list[Row]:
    """Return the rows in the order of the new document; deleted provisions come after the ones they followed in the old.

    Args:
        before, after: the provisions.
        features: by what they are compared; None for their words, and parts that were merged or split are looked for as well.
    """
    return list(_rows(before, after, _Pairs(before, after, features).groups()))


class _Pairs:
    """The pairs of old and new provisions that correspond."""

    def __init__(self, before: Sequence[Provision], after: Sequence[Provision], features: Features | None) -> None:
        self._before, self._after, self._features = before, after, features
        self._olds, self._news = [words_of(p) for p in before], [words_of(p) for p in after]
        self._found: list[Group] = []
        self._left, self._right = set(range(len(before))), set(range(len(after)))

    def groups(self) -> list[Group]:
        """Return the places of the old and the new provisions that correspond, group by group."""
        self._take_same(lambda p, text: (p.role, text, bare(p.label)))
        self._take_same(lambda p, text: (p.role, text, ""))
        self._take_same(lambda p, text: (TABLE if p.table else "", text, ""))  # one of the two was not recognised as what it is
        self._take_same(lambda p, text: (p.role, p.role if p.role in SINGLE else f"{p.role}\n{text}", ""))
        for role in sorted({self._before[i].role for i in self._left} & {self._after[j].role for j in self._right}):
            self._take_like(role, self._features or (lambda p: bigrams(words_of(p))), join=self._features is None and not role)
            self._take_like(role, lambda p: bigrams(masked(words_of(p))), join=False)
        return self._found

    def _take_same(self, key: Callable[[Provision, str], tuple[str, str, str]]) -> None:
        """Pair those with the same key; of several with the same key the first with the first."""
        waiting: dict[tuple[str, str, str], deque[int]] = defaultdict(deque)
        for j in sorted(self._right):
            waiting[key(self._after[j], self._news[j])].append(j)
        for i in sorted(self._left):
            found = waiting.get(key(self._before[i], self._olds[i]))
            if found:
                self._take((i,), (found.popleft(),))

    def _take_like(self, role: str, features: Features, join: bool) -> None:
        """Pair those that are alike."""
        left = [i for i in sorted(self._left) if self._before[i].role == role]
        right = [j for j in sorted(self._right) if self._after[j].role == role]
        if not left or not right:
            return
        likeness = Likeness([features(self._before[i]) for i in left], [features(self._after[j]) for j in right])
        partner = assign(likeness)
        pairs: list[Group] = [((i,), (j,)) for i, j in partner.items()]
        if join:
            pairs = _joined(likeness, partner, [self._olds[i] for i in left], [self._news[j] for j in right])
        for old, new in pairs:
            self._take(tuple(left[i] for i in old), tuple(right[j] for j in new))

    def _take(self, old: tuple[int, ...], new: tuple[int, ...]) -> None:
        self._found.append((old, new))
        self._left -= set(old)
        self._right -= set(new)


def _joined(likeness: Likeness, partner: dict[int, int], old: Sequence[str], new: Sequence[str]) -> list[Group]:
    """Return the pairs as groups, with provisions that were merged into one or split off one added to them."""
    groups = {i: ([i], [j]) for i, j in partner.items()}
    holder = {j: i for i, j in partner.items()}
    for i in range(len(old)):
        if i not in partner and likeness.old[i].size >= SHORTEST_PART:
            enough = MOSTLY_WITHIN * likeness.old[i].size
            within = [(shared, j) for j, shared in likeness.with_old(i).items() if j in holder and shared >= enough]
            for _, j in sorted(within, reverse=True):
                group = groups[holder[j]]
                more = sorted([*group[0], i])
                if _closer("".join(old[n] for n in more), "".join(old[n] for n in group[0]), new[j]):
                    group[0][:] = more
                    break
    for j in range(len(new)):
        if j not in holder and likeness.new[j].size >= SHORTEST_PART:
            enough = MOSTLY_WITHIN * likeness.new[j].size
            within = [(shared, i) for i, shared in likeness.with_new(j).items() if i in partner and shared >= enough]
            for _, i in sorted(within, reverse=True):
                group = groups[i]
                more = sorted([*group[1], j])
                if _closer("".join(new[n] for n in more), "".join(new[n] for n in group[1]), old[i]):
                    group[1][:] = more
                    break
    return [(tuple(before), tuple(after)) for before, after in groups.values()]


def _closer(more: str, less: str, to: str) -> bool:
    """Return whether a text is more like another with a part joined to it than without."""
    target = bigrams(to)
    return alike(bigrams(more), target) > alike(bigrams(less), target)


def _rows(before: Sequence[Provision], after: Sequence[Provision], groups: Sequence[Group]) -> Iterator[Row]:
    """Yield the rows in the order of the new document; deleted provisions come after the ones they followed in the old."""
    ordered = sorted(groups)
    moved = _out_of_order([new[0] for _, new in ordered])
    made: dict[int, tuple[tuple[int, ...], Row]] = {}
    for place, (old, new) in enumerate(ordered):
        olds, news = tuple(before[i] for i in old), tuple(after[j] for j in new)
        made[new[0]] = (old, _pair(olds, news, place in moved))
    taken = {j for _, new in groups for j in new}
    kept = {i for old, _ in groups for i in old}
    deleted = [i for i in range(len(before)) if i not in kept]
    behind = _anchors(deleted, ordered, moved)
    yield from (Row(ChangeKind.DELETED, (before[i],), (), 0.0) for i in behind.get(-1, ()))
    for j in range(len(after)):
        if j in made:
            yield made[j][1]
        elif j not in taken:
            yield Row(ChangeKind.ADDED, (), (after[j],), 0.0)
        yield from (Row(ChangeKind.DELETED, (before[i],), (), 0.0) for i in behind.get(j, ()))


def _pair(old: tuple[Provision, ...], new: tuple[Provision, ...], moved: bool) -> Row:
    one, other = "".join(map(words_of, old)), "".join(map(words_of, new))
    same = one == other
    likeness = 1.0 if same else alike(bigrams(one), bigrams(other))
    single = len(old) == len(new) == 1
    kind = ChangeKind.MOVED if moved else ChangeKind.SAME if same and single else ChangeKind.MODIFIED
    return Row(kind, old, new, likeness, kind is ChangeKind.SAME and _number(old[0]) != _number(new[0]))


def _number(provision: Provision) -> str:
    """Return what numbers a provision: its label, or the number in the heading of a chapter."""
    found = _division(provision)
    return NUMERAL_RUN.sub(lambda run: str(number(run[0])), bare(found[0] if found else provision.label))


def _out_of_order(places: Sequence[int]) -> frozenset[int]:
    """Return the places that must move for the others to be in rising order: all but a longest increasing subsequence (Schensted 1961)."""
    ends: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for n, place in enumerate(places):
        k = bisect_left(ends, place)
        before.append(at[k - 1] if k else -1)
        ends[k : k + 1], at[k : k + 1] = [place], [n]
    kept, n = set(), at[-1] if at else -1
    while n >= 0:
        kept.add(n)
        n = before[n]
    return frozenset(range(len(places))) - kept


def _anchors(deleted: Sequence[int], ordered: Sequence[Group], moved: frozenset[int]) -> dict[int, list[int]]:
    """Return after which new provision each deleted one is shown: the partner of the nearest unmoved old one before it; -1 for none."""
    steady = [(old[-1], new[-1]) for place, (old, new) in enumerate(ordered) if place not in moved]
    behind: dict[int, list[int]] = defaultdict(list)
    for i in deleted:
        behind[next((j for k, j in reversed(steady) if k < i), -1)].append(i)
    return behind
