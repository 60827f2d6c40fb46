"""A bundle as the JSON text that a revision stores, and back."""

from __future__ import annotations

from typing import Any

from ..model.bundle import Bundle, DisclosureDeclaration, Dispatch, Part
from ..model.digest import STATEMENT, canonical_json, statement
from ..model.shape import ANYTHING, fits, read_json
from ..model.terms import DisclosureAttribute, IssuingAuthority, PartKind
from .kept import as_kept

PART = {"kind": str, "name": str, "sha256": str, "size": int}
"""The shape of a bundle's parts (`shape.fits`)."""


def to_text(bundle: Bundle) -> str:
    """Return the canonical JSON of everything in the bundle."""
    parts = [{"kind": str(p.kind), "name": p.name, "sha256": p.sha256, "size": p.size} for p in bundle.ordered_parts]
    return canonical_json({"statement": statement(bundle), "parts": parts})


@as_kept("版本")
def from_text(text: str) -> Bundle:
    """Return the bundle that `to_text` wrote.

    Raises:
        StoreError: it is none.
    """
    value: dict[str, Any] = read_json(text, {"statement": {str: ANYTHING}, "parts": [PART]})
    stated = {"dispatch": {}, **value["statement"]}
    if not fits({name: stated[name] for name in STATEMENT}, STATEMENT):
        raise ValueError("no statement")
    attribute = DisclosureAttribute(stated["attribute"]) if stated["attribute"] else None
    return Bundle(
        title=stated["title"],
        issuing_authority=IssuingAuthority(stated["issuing_authority"]),
        drafting_unit=stated["drafting_unit"],
        lead_unit=stated["lead_unit"],
        joint_units=tuple(stated["joint_units"]),
        interpreting_unit=stated["interpreting_unit"],
        major_decision=stated["major_decision"],
        declaration=DisclosureDeclaration(attribute, stated["ground"], stated["explanation"]),
        dispatch=Dispatch.from_texts(stated["dispatch"]),
        parts=tuple(Part(PartKind(p["kind"]), p["name"], p["sha256"], p["size"]) for p in value["parts"]),
    )
