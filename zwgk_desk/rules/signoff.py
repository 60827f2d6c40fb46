"""Rules on the sign-off by the right person, of just this content. 三(三)1: the 部门负责人 for a department's document, the 主要负责人 of the
drafting department for the government's, those of the lead department for a joint one."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.review import Review, latest_by_unit, unit_key
from ..model.rights import right_roles
from ..model.terms import ReviewKind, Severity
from .case import Case
from .registry import Fault, rule

WHERE = "reviews.signoff"


def _signers(case: Case) -> str:
    """Return in words who is to sign."""
    return "或".join(role.label for role in right_roles(case.bundle.issuing_authority))


def _of_signing_unit(case: Case) -> list[Review]:
    """Return the sign-offs of the department that has to sign; all of them while no lead department is named, which another rule finds."""
    unit = unit_key(case.bundle.signing_unit)
    signoffs = [r for r in case.reviews if r.kind is ReviewKind.SIGNOFF]
    return [r for r in signoffs if not unit or unit_key(r.unit) in ("", unit)]


def _last(case: Case, right_only: bool) -> Review | None:
    """Return the latest sign-off of that department; with `right_only`, by a person in the right role."""
    roles = right_roles(case.bundle.issuing_authority)
    chosen = [r for r in _of_signing_unit(case) if not right_only or r.role in roles]
    latest = list(latest_by_unit(chosen).values())
    return max(latest, key=lambda r: (r.at or r.on.isoformat(), chosen.index(r))) if latest else None


@rule("signoff-missing", Severity.RETURN, "三(三)1", "请送有权审签的负责人，三件一并审签")
def signoff_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where nobody of the department that has to sign has signed."""
    if _last(case, right_only=False) is None:
        others = [r.unit for r in case.reviews if r.kind is ReviewKind.SIGNOFF]
        hint = f"（只有“{others[-1]}”的审签）" if others else ""
        yield Fault(WHERE, f"没有{case.bundle.signing_unit}{_signers(case)}的审签{hint}")


@rule("signoff-failed", Severity.RETURN, "三(三)1", "请按审签意见修改后重新送审签")
def signoff_failed(case: Case) -> Iterator[Fault]:
    """Yield a fault where the latest sign-off of the department that has to sign is a refusal."""
    last = _last(case, right_only=False)
    if last is not None and not last.passed:
        yield Fault(WHERE, f"审签未同意（{last.unit} {last.by}）")


@rule("signoff-wrong-role", Severity.RETURN, "三(三)1", "请送有权审签的负责人审签")
def signoff_wrong_role(case: Case) -> Iterator[Fault]:
    """Yield a fault where it was signed, but by nobody in the right role."""
    last = _last(case, right_only=False)
    if last is not None and last.passed and _last(case, right_only=True) is None:
        role = last.role.label if last.role else "身份不明"
        authority = case.bundle.issuing_authority.label
        yield Fault(WHERE, f"{authority}的文件应由{_signers(case)}审签，现由{role}（{last.by}）审签")


@rule("signoff-stale", Severity.RETURN, "三(三)1", "请按现在的内容重新送审签")
def signoff_stale(case: Case) -> Iterator[Fault]:
    """Yield a fault where the right person signed other content than is sent."""
    last, right = _last(case, right_only=False), _last(case, right_only=True)
    if last is None or not last.passed or right is None or not right.passed:
        return
    if not case.state.covered_by(right):
        yield Fault(WHERE, f"{right.by}审签之后，内容又有改动")
