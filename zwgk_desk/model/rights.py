"""Who may sign what: one table, which the office asks before an act and everybody asks who verifies a packet. 三(一), 三(三)1."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from .bundle import Bundle
from .identity import SignatureFacts
from .signature import ACT_OF_REVIEW, SignedAct
from .terms import IssuingAuthority, ReviewResult, Role

RESULTS = {result.value for result in ReviewResult}

SIGNERS: dict[SignedAct, frozenset[Role]] = {
    SignedAct.SECRECY: frozenset({Role.SECRECY_REVIEWER}),
    SignedAct.DISCLOSURE_OFFICE: frozenset({Role.DISCLOSURE_OFFICE}),
    SignedAct.COUNTERSIGN: frozenset({Role.COUNTERSIGNER}),
    SignedAct.SIGNOFF: frozenset({Role.UNIT_LEADER, Role.PRINCIPAL_LEADER}),
    SignedAct.SUBMISSION: frozenset({Role.DRAFTER}),
    SignedAct.RETURN: frozenset({Role.OFFICE_CLERK}),
    SignedAct.ACCEPTANCE: frozenset({Role.OFFICE_CLERK}),
}
"""The roles in which an act is signed."""

SIGNOFF_ROLES = {
    IssuingAuthority.DEPARTMENT: (Role.UNIT_LEADER, Role.PRINCIPAL_LEADER),
    IssuingAuthority.JOINT: (Role.UNIT_LEADER, Role.PRINCIPAL_LEADER),
    IssuingAuthority.GOVERNMENT: (Role.PRINCIPAL_LEADER,),
}
"""The roles that may sign off a document issued in that name."""


def right_roles(authority: IssuingAuthority) -> tuple[Role, ...]:
    """Return the roles that may sign off a document issued in that name."""
    return SIGNOFF_ROLES[authority]


def signing_units(act: SignedAct, bundle: Bundle) -> frozenset[str] | None:
    """Return the departments whose people sign an act on a bundle; None where it is not the bundle that says."""
    if act in (SignedAct.SECRECY, SignedAct.DISCLOSURE_OFFICE):
        return frozenset({bundle.drafting_unit, bundle.lead_unit} - {""})
    if act is SignedAct.COUNTERSIGN:
        return frozenset(bundle.countersigning_units)
    if act is SignedAct.SIGNOFF:
        return frozenset({bundle.signing_unit})
    return frozenset({bundle.drafting_unit}) if act is SignedAct.SUBMISSION else None


def impostures(manifest: Mapping[str, Any], facts: SignatureFacts) -> Iterator[str]:
    """Yield a Chinese phrase for each thing in which a manifest disagrees with the certificate and the moment it was signed with, or with the
    table of who may sign what.

    Args:
        manifest: as `read_manifest` returned it.
        facts: of its signature.
    """
    if facts.signer is None:
        return
    by, act = manifest["by"], SignedAct(manifest["act"])
    if (facts.signer.account, facts.signer.name, facts.signer.unit) != (by["account"], by["name"], by["unit"]):
        yield "清单上的人与证书上的不符"
    if by["role"] not in {str(role) for role in facts.signer.roles}:
        yield "清单上的职务与证书上的不符"
    if by["role"] not in {str(role) for role in SIGNERS[act]}:
        yield f"这个职务不能{act.label}"
    if facts.at is None or datetime.fromisoformat(manifest["at"]).replace(microsecond=0) != facts.at:
        yield "清单上的时间与签名的时间不符"
    if manifest["result"] not in (RESULTS if act in ACT_OF_REVIEW.values() else {""}):
        yield "没有写结果，或写了不该有的结果"
