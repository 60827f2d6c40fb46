"""What can be mended without asking: remarks whose right form is certain and as long as the wrong one, character for character."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace

from ...model.document.remark import Remark

CERTAIN = frozenset({"bracket-form", "full-width", "punctuation", "mixed-script"})
"""Rules that leave one right form: 〔〕 in document numbers, half- and full-width marks and figures, characters of the other script."""

Changes = Mapping[int, Mapping[int, str]]
"""By paragraph and place in it, the character that is to stand there."""


def certain(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """The remarks that can be mended."""
    return tuple(remark for remark in remarks if remark.rule in CERTAIN and remark.expected and len(remark.expected) == len(remark.text))


def changes_of(fixes: Iterable[Remark]) -> Changes:
    """The characters that mends change; where one lies within another both say the same."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for fix in fixes:
        for offset, (was, now) in enumerate(zip(fix.text, fix.expected, strict=True)):
            if was != now:
                found[fix.place.paragraph][fix.place.start + offset] = now
    return found


def inverse(fix: Remark) -> Remark:
    """The mend that takes a mend back."""
    return replace(fix, text=fix.expected, expected=fix.text)
