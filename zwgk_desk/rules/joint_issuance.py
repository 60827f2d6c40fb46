"""Rules on joint documents: a lead department, and a countersignature of every other one, of just this content. 三(二), 三(三)1."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.review import Review, unit_key
from ..model.terms import IssuingAuthority, ReviewKind, Severity
from .case import Case
from .registry import Fault, rule


@rule("lead-unit-missing", Severity.RETURN, "三(二)", "请写明牵头部门")
def lead_unit_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where a joint document names no lead department: it is the one that interprets and signs."""
    if case.bundle.needs_lead_unit and not case.bundle.lead_unit.strip():
        yield Fault("bundle.lead_unit", "联合发文没有写明牵头部门")


def _countersigned(case: Case) -> Iterator[tuple[str, Review | None]]:
    if case.bundle.issuing_authority is IssuingAuthority.DEPARTMENT:
        return
    latest = case.latest(ReviewKind.COUNTERSIGN)
    for unit in case.bundle.countersigning_units:
        yield unit, latest.get(unit_key(unit))


@rule("countersign-missing", Severity.RETURN, "三(三)1", "请送各联合发文部门会签")
def countersign_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where a joint department has not countersigned."""
    if case.bundle.issuing_authority is IssuingAuthority.JOINT and not case.bundle.countersigning_units:
        yield Fault("bundle.joint_units", "联合发文没有写明其他发文部门，无从会签", "请写明联合发文的其他部门并送会签")
    for unit, review in _countersigned(case):
        if review is None:
            yield Fault("reviews.countersign", f"联合发文部门“{unit}”没有会签")


@rule("countersign-failed", Severity.RETURN, "三(三)1", "请与该部门协商一致后重新会签")
def countersign_failed(case: Case) -> Iterator[Fault]:
    """Yield a fault where a joint department has refused to countersign."""
    for unit, review in _countersigned(case):
        if review is not None and not review.passed:
            yield Fault("reviews.countersign", f"联合发文部门“{unit}”会签未同意")


@rule("countersign-stale", Severity.RETURN, "三(三)1", "请按现在的内容重新会签")
def countersign_stale(case: Case) -> Iterator[Fault]:
    """Yield a fault where other content was countersigned than is sent."""
    for unit, review in _countersigned(case):
        if review is not None and review.passed and not case.state.covered_by(review):
            yield Fault("reviews.countersign", f"联合发文部门“{unit}”会签之后，内容又有改动")
