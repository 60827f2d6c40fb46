"""Raised and lowered figures and letters as Unicode's own characters, by which they stay raised in every text (m², 10⁻⁶, CO₂)."""

from __future__ import annotations

SUPER = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
"""The raised form of each character that has one."""

SUB = dict(zip("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))
"""The lowered form of each character that has one."""

RAISED = {raised: plain for plain, raised in reversed(SUPER.items())}
"""The plain character of each raised one; a hyphen for the sign of minus."""

LOWERED = {lowered: plain for plain, lowered in reversed(SUB.items())}
"""The plain character of each lowered one."""


def raised(text: str) -> str | None:
    """Return a text with every character raised, blanks as they are; None where one has no raised form."""
    return _written(text, SUPER)


def lowered(text: str) -> str | None:
    """Return a text with every character lowered, blanks as they are; None where one has no lowered form."""
    return _written(text, SUB)


def _written(text: str, forms: dict[str, str]) -> str | None:
    made = [" " if character == " " else forms.get(character) for character in text]
    return None if None in made else "".join(character for character in made if character)
