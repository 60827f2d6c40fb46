"""Compares two versions of a document: provisions are aligned by their content, and classified by how they changed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence

from ...model.document.comparison import ChangeKind, Comparison, FigureChange, Provision, Row
from ...model.document.tree import DocumentTree
from ..text.alignment import Likeness, alike, assign, bigrams
from ..text.provisions import provisions_of
from .figures import figures_changed

BLANK = re.compile(r"\s+")
MOSTLY_WITHIN = 0.6
"""Share of a provision's text (0 to 1) that must be found in another one for the two to count as merged or split."""

SHORTEST_PART = 8
SAME_DOCUMENT = 0.1
"""Share of both texts (0 to 1) that must have a partner for them to count as versions of one document."""

IDENTICAL = "两份文件的文字完全相同"
UNRELATED = "两份文件没有可以对应的内容，看不出是同一份文件的新旧版本；没有强行对应"
EMPTY = "有一份文件没有文字，没有可以对照的内容"


def compare(old: DocumentTree, new: DocumentTree) -> Comparison:
    """Compare two versions of a document."""
    before, after = provisions_of(list(old.paragraphs())), provisions_of(list(new.paragraphs()))
    groups = _Pairs(before, after).groups()
    rows = tuple(_rows(before, after, groups))
    if not before or not after:
        return Comparison(rows, notes=(EMPTY,))
    if all(row.kind is ChangeKind.SAME for row in rows):
        return Comparison(rows, notes=(IDENTICAL,))
    if _share_with_partner(rows) < SAME_DOCUMENT:
        alone = [*(Row(ChangeKind.DELETED, (p,), (), 0.0) for p in before), *(Row(ChangeKind.ADDED, (), (p,), 0.0) for p in after)]
        return Comparison(tuple(alone), notes=(UNRELATED,))
    return Comparison(rows, tuple(_figures(rows)))


def _bare(provision: Provision) -> str:
    return BLANK.sub("", provision.text)


class _Pairs:
    """The pairs of old and new provisions that correspond."""

    def __init__(self, before: Sequence[Provision], after: Sequence[Provision]) -> None:
        self._before, self._after = before, after

    def groups(self) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
        """Return the places of the old and the new provisions that correspond, group by group."""
        same = dict(self._same())
        left = [i for i in range(len(self._before)) if i not in same]
        right = sorted(set(range(len(self._after))) - set(same.values()))
        likeness = Likeness([bigrams(self._before[i].text) for i in left], [bigrams(self._after[j].text) for j in right])
        partner = assign(likeness)
        joined = _joined(likeness, partner, [self._before[i].text for i in left], [self._after[j].text for j in right])
        changed = [(tuple(left[i] for i in old), tuple(right[j] for j in new)) for old, new in joined]
        return [*(((i,), (j,)) for i, j in same.items()), *changed]

    def _same(self) -> Iterator[tuple[int, int]]:
        """Pair provisions with identical text; several with the same text are paired in their order."""
        waiting: dict[str, deque[int]] = defaultdict(deque)
        for j, provision in enumerate(self._after):
            waiting[_bare(provision)].append(j)
        for i, provision in enumerate(self._before):
            found = waiting.get(_bare(provision))
            if found:
                yield i, found.popleft()


def _joined(likeness: Likeness, partner: dict[int, int], old: Sequence[str], new: Sequence[str]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
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


def _rows(before: Sequence[Provision], after: Sequence[Provision], groups: Sequence[tuple[tuple[int, ...], tuple[int, ...]]]) -> Iterator[Row]:
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
    one, other = "".join(map(_bare, old)), "".join(map(_bare, new))
    same = one == other
    likeness = 1.0 if same else alike(bigrams(one), bigrams(other))
    single = len(old) == len(new) == 1
    kind = ChangeKind.MOVED if moved else ChangeKind.SAME if same and single else ChangeKind.MODIFIED
    return Row(kind, old, new, likeness)


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


def _anchors(deleted: Sequence[int], ordered: Sequence[tuple[tuple[int, ...], tuple[int, ...]]], moved: frozenset[int]) -> dict[int, list[int]]:
    """Return after which new provision each deleted one is shown: the partner of the nearest unmoved old one before it; -1 for none."""
    steady = [(old[-1], new[-1]) for place, (old, new) in enumerate(ordered) if place not in moved]
    behind: dict[int, list[int]] = defaultdict(list)
    for i in deleted:
        behind[next((j for k, j in reversed(steady) if k < i), -1)].append(i)
    return behind


def _share_with_partner(rows: Sequence[Row]) -> float:
    """Return the share of both texts, 0 to 1, that has a partner."""
    sizes = [(len(row.old_text) + len(row.new_text), bool(row.old and row.new)) for row in rows]
    whole = sum(size for size, _ in sizes)
    return sum(size for size, paired in sizes if paired) / whole if whole else 0.0


def _figures(rows: Sequence[Row]) -> Iterator[FigureChange]:
    for row in rows:
        if row.old and row.new and row.old_text != row.new_text:
            for was, now in figures_changed(row.old_text, row.new_text):
                yield FigureChange(row.old_label, row.new_label, was, now)
