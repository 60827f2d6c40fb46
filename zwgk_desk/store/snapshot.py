"""A bundle as the JSON text that a revision stores, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..model.bundle import Bundle, DisclosureDeclaration, Dispatch, Part
from ..model.digest import EMPTY, STATEMENT, canonical_json, statement
from ..model.document.corrections import Correction
from ..model.document.tree import BlockKind
from ..model.part_document import place_of
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
    stated = {**EMPTY, **value["statement"]}
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
        parts=_parts(value["parts"], stated["elements"]),
    )


def _parts(parts: list[dict[str, Any]], elements: list[dict[str, Any]]) -> tuple[Part, ...]:
    """Return the parts, each with what was put right in it."""
    made: dict[str, Part] = {}
    counts: dict[PartKind, int] = {}
    for p in parts:
        part = Part(PartKind(p["kind"]), p["name"], p["sha256"], p["size"])
        position = counts.get(part.kind, 0)
        counts[part.kind] = position + 1
        made[place_of(part, position)] = part
    for e in elements:
        correction = Correction(e["paragraph"], e["text"], BlockKind(e["kind"]), e["level"])
        made[e["part"]] = replace(made[e["part"]], elements=(*made[e["part"]].elements, correction))
    return tuple(made.values())
