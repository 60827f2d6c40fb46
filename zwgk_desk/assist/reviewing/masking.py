"""Replaces people's numbers, addresses and names by ×, character by character, so that a text can be shown without them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...model.document.remark import Remark

MASK = "×"
NAME, HOME = "personal-name", "home-address"
NUMBERS = frozenset({"id-number", "mobile-number", "bank-card", "passport-number", "email-address", "licence-plate", HOME})
"""Rules of what a person is found by; of a home the figures go, its street stays."""


def maskable(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks whose passage can be replaced by ×, each with the passage so replaced as what is expected; what stands beside the text, such
    as in a header, is none of them."""
    return tuple(replace(r, expected=_masked(r)) for r in remarks if r.rule in NUMBERS | {NAME} and r.place.end > r.place.start)


def _masked(remark: Remark) -> str:
    text = remark.text
    if remark.rule == NAME:
        return text[:1] + MASK * (len(text) - 1)
    return "".join(MASK if character.isdigit() or (character.isalpha() and _is_latin(character)) else character for character in text)


def _is_latin(character: str) -> bool:
    return character.isascii() or "Ａ" <= character <= "ｚ"
