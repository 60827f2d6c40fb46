"""Raised and lowered figures: the tree holds Unicode's own characters (m², 10⁻⁶, H₂O), Word a plain character with a mark on its run."""

from __future__ import annotations

SUPER = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
"""Plain characters and their raised ones."""

SUB = dict(zip("0123456789+-−=()aeoxhklmnpst", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₒₓₕₖₗₘₙₚₛₜ", strict=True))
"""Plain characters and their lowered ones."""

RAISED = {raised: plain for plain, raised in SUPER.items() if plain != "−"}
"""Raised characters and their plain ones; the minus becomes the hyphen of the keyboard."""

LOWERED = {lowered: plain for plain, lowered in SUB.items() if plain != "−"}
"""Lowered characters and their plain ones."""


def raised(text: str) -> str | None:
    """Return a text with every character raised, blanks as they are; None where one has no raised form."""
    return _written(text, SUPER)


def lowered(text: str) -> str | None:
    """Return a text with every character lowered, blanks as they are; None where one has no lowered form."""
    return _written(text, SUB)


def _written(text: str, forms: dict[str, str]) -> str | None:
    made = [" " if character == " " else forms.get(character) for character in text]
    return None if None in made else "".join(character for character in made if character)
