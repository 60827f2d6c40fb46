"""Sets the items of an old and a new provision against one another: 项 by 项, by their numbers and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...model.document.comparison import Provision
from ...model.document.likeness import Bigrams, bigrams
from ..text.alignment import Likeness, assign
from ..text.closing import bare
from ..text.provisions import LEVELS, NUMERALS
from ..text.scripts import folded
from .figures import masked

ITEM = re.compile(
    rf"(?:(?<=\n)|(?<=[：；。 \u3000])|^)（[{NUMERALS}]{{1,5}}）"
    r"|(?:(?<=\n)|^)(?:\d{1,3}[.、](?!\d(?!\d{0,3}[年月日]))|（\d{1,3}）)"
)
"""Pattern of an item's number in a folded text: of a first-level item also inside a paragraph."""

HEAD_END = re.compile("[，：；。（]")
LONGEST_HEAD = 12
NUMBER_WEIGHT, HEAD_WEIGHT = 6, 4
"""An item's number weighs as much as a NUMBER_WEIGHT-th of its words, its first words as a HEAD_WEIGHT-th."""

STOPS = "；。，;,."


@dataclass(frozen=True)
class Part:
    """A piece of a provision: an item, or a paragraph between items.

    Attributes:
        label: its number with those that it stands under, 第七条第（二）项.
        marker: its own number, folded; empty for none.
        text: its text without that number.
        whole: its text with number and line feeds, as it stands in the provision.
    """

    label: str
    marker: str
    text: str
    whole: str

    @property
    def words(self) -> str:
        """Its words for judging whether it changed: the mark at its end only says whether another item follows."""
        return bare(self.text).rstrip(STOPS)


def parts_of(provision: Provision) -> list[Part]:
    """Return the pieces of a provision; joined they are its text. One without items is a single piece."""
    text, plain = provision.text, folded(provision.text)
    begins = [found.span() for found in ITEM.finditer(plain)]
    if not begins:
        return [Part(provision.label, "", text, text)]
    cuts = dict(begins)
    cuts.update({found.end(): found.end() for found in re.finditer("\n", plain) if found.end() not in cuts})
    cuts.setdefault(0, 0)
    starts = sorted(cuts)
    made: list[Part] = []
    item = ""
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        marker = plain[start : cuts[start]]
        item = _item(provision.label, marker, item)
        made.append(Part(item if marker else provision.label, marker, text[cuts[start] : end].strip(), text[start:end]))
    return made


def _item(label: str, marker: str, above: str) -> str:
    """Return an item's number as the law writes it: 第七条第（二）项, below it 第1目; in a notice the numbers one behind the other."""
    if not marker:
        return above
    higher = LEVELS[1].match(marker) is not None
    if not label.endswith(("条", "條")):
        return f"{label}{marker}" if higher or not above else f"{above}{marker}"
    if higher:
        return f"{label}第{marker}项"
    number = re.sub(r"\D", "", marker)
    return f"{above.split('项第')[0].removesuffix('项')}项第{number}目" if "（" in above else f"{label}第{number}项"


def aligned(old: Sequence[Part], new: Sequence[Part]) -> list[tuple[Part | None, Part | None]]:
    """Return the pieces that correspond, in the order of the new ones; old ones without a partner behind what they followed."""
    if len(old) == len(new) == 1:
        return [(old[0], new[0])]
    partner = assign(Likeness([_features(part) for part in old], [_features(part) for part in new]))
    partner |= _by_number(old, new, partner)
    behind: dict[int, list[Part]] = {}
    last = -1
    for i, part in enumerate(old):
        last = partner.get(i, last)
        if i not in partner:
            behind.setdefault(last, []).append(part)
    return list(_in_order(old, new, {j: i for i, j in partner.items()}, behind))


def _in_order(
    old: Sequence[Part], new: Sequence[Part], holder: dict[int, int], behind: dict[int, list[Part]]
) -> Iterator[tuple[Part | None, Part | None]]:
    yield from ((part, None) for part in behind.get(-1, ()))
    for j, part in enumerate(new):
        yield (old[holder[j]] if j in holder else None), part
        yield from ((gone, None) for gone in behind.get(j, ()))


def _by_number(old: Sequence[Part], new: Sequence[Part], partner: dict[int, int]) -> dict[int, int]:
    """Pair what is left and stands between the same neighbours under the same number: it was written anew."""
    found: dict[int, int] = {}
    here = set(partner.values())
    for i, part in enumerate(old):
        j = partner.get(i - 1, found.get(i - 1, -1 if i == 0 else -2)) + 1
        if i not in partner and 0 <= j < len(new) and j not in here and new[j].marker == part.marker:
            following = partner.get(i + 1, len(new) if i + 1 == len(old) else -1)
            if following == j + 1:
                found[i] = j
                here.add(j)
    return found


def _features(part: Part) -> Bigrams:
    """Return a piece's words without figures, with its number and its first words as words of more weight."""
    plain = bare(part.text)
    found = bigrams(masked(plain))
    head = HEAD_END.split(plain, maxsplit=1)[0]
    counts, size = found.counts.copy(), found.size
    weights = [(f"\0{part.marker}", 1 + found.size // NUMBER_WEIGHT)]
    weights += [(f"\1{head}", 1 + found.size // HEAD_WEIGHT)] if head and len(head) <= LONGEST_HEAD else []
    for key, weight in weights:
        counts[key] += weight
        size += weight
    return Bigrams(counts, size)
