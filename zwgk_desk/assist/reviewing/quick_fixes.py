"""Quick fixes: remarks whose correct form is certain, and as long as the wrong one, so that single characters can be exchanged in the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ...model.document.remark import Remark

CERTAIN = frozenset({"bracket-form", "full-width", "punctuation", "mixed-script"})
"""Rules with only one correct form: 〔〕 in document numbers, half- and full-width marks and figures, characters of the other script."""

Changes = Mapping[int, Mapping[int, str]]
"""The new characters, by paragraph and place in it."""


def certain(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks that can be fixed without asking."""
    return tuple(remark for remark in remarks if remark.rule in CERTAIN and remark.expected and len(remark.expected) == len(remark.text))


def changes_of(fixes: Iterable[Remark]) -> Changes:
    """Return the characters that fixes change; where one remark lies within another, both give the same character."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for fix in fixes:
        for offset, (was, now) in enumerate(zip(fix.text, fix.expected, strict=True)):
            if was != now:
                found[fix.place.paragraph][fix.place.start + offset] = now
    return found


def stands(fix: Remark, paragraphs: Sequence[str]) -> bool:
    """Return whether what a fix changes still stands where it says; another fix within it may have changed what this one leaves, or the same."""
    place = fix.place
    text = paragraphs[place.paragraph][place.start : place.end] if place.paragraph < len(paragraphs) else ""
    return len(text) == len(fix.text) and all(now == was or was == wanted for now, was, wanted in zip(text, fix.text, fix.expected, strict=True))


def inverse(fix: Remark) -> Remark:
    """Return the remark whose fix takes this remark's fix back."""
    return replace(fix, text=fix.expected, expected=fix.text)
