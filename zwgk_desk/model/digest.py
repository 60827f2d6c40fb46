"""The digests by which reviews and signatures name what they judged."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from .bundle import Bundle
from .place import BundlePlace
from .review import ContentState
from .terms import PartKind


def sha256_of(content: bytes) -> str:
    """Return the SHA-256 of some bytes in lower-case hex: the name under which a file is kept."""
    return hashlib.sha256(content).hexdigest()


def content_digest(bundle: Bundle) -> str:
    """`sha256:` and the SHA-256 in hex over the SHA-256 of every present file, one a line, in the order policy, plan, materials,
    attachments, account of opinions. This text is a contract with others' checks and never changes."""
    text = "".join(f"{part.sha256}\n" for part in bundle.ordered_parts if part.present)
    return f"sha256:{hashlib.sha256(text.encode('ascii')).hexdigest()}"


STATEMENT: dict[str, Any] = {
    "title": str, "issuing_authority": str, "drafting_unit": str, "lead_unit": str, "joint_units": [str], "interpreting_unit": str,
    "major_decision": bool, "attribute": str, "ground": str, "explanation": str, "dispatch": {str: str},
    "elements": [{"part": str, "paragraph": int, "text": str, "kind": str, "level": int}],
}  # fmt: skip
"""The shape of what a bundle states (`shape.fits`) once `EMPTY` is below it."""

EMPTY: dict[str, Any] = {"dispatch": {}, "elements": []}
"""What a bundle states that says nothing of these: where they are empty they are left out, so that digests from before them stay the same."""


def statement(bundle: Bundle) -> dict[str, Any]:
    """Return what a bundle states beside its files, as plain values: what a signature must cover and the content digest leaves out."""
    declared = bundle.declaration
    said = {"dispatch": bundle.dispatch.said, "elements": elements_said(bundle)}
    return {
        **{name: value for name, value in said.items() if value},
        "title": bundle.title,
        "issuing_authority": str(bundle.issuing_authority),
        "drafting_unit": bundle.drafting_unit,
        "lead_unit": bundle.lead_unit,
        "joint_units": list(bundle.joint_units),
        "interpreting_unit": bundle.interpreting_unit,
        "major_decision": bundle.major_decision,
        "attribute": str(declared.attribute) if declared.attribute else "",
        "ground": declared.ground,
        "explanation": declared.explanation,
    }


def elements_said(bundle: Bundle) -> list[dict[str, Any]]:
    """Return what was put right of what was recognised in the parts: it decides how they are set, so a signature must cover it."""
    counts: dict[PartKind, int] = {}
    said: list[dict[str, Any]] = []
    for part in bundle.ordered_parts:
        position = counts.get(part.kind, 0)
        counts[part.kind] = position + 1
        where = str(BundlePlace.of_part(part.kind, position))
        said += [
            {"part": where, "paragraph": each.paragraph, "text": each.text, "kind": each.kind.value, "level": each.level} for each in part.elements
        ]
    return said


def canonical_json(value: Any) -> str:
    """JSON with sorted keys, without spaces, in UTF-8 characters as they are: the same value gives the same text everywhere."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def statement_digest(bundle: Bundle) -> str:
    """`sha256:` and the SHA-256 in hex of the canonical JSON of the statement."""
    return digest_of_statement(statement(bundle))


def digest_of_statement(said: dict[str, Any]) -> str:
    """Return the digest that `statement_digest` gives, from a statement as plain values: in a packet there is no bundle to take it from."""
    return f"sha256:{hashlib.sha256(canonical_json(said).encode('utf-8')).hexdigest()}"


def content_state(bundle: Bundle) -> ContentState:
    """Return the content digest and the statement digest of a bundle."""
    return ContentState(content_digest(bundle), statement_digest(bundle))
