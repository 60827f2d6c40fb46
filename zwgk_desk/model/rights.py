"""Who may sign what: one table, which the office asks before an act and everybody asks who verifies a packet. 三(一), 三(三)1."""

from __future__ import annotations

from .bundle import Bundle
from .signature import SignedAct
from .terms import IssuingAuthority, Role

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
