"""The review of the reasons for not disclosing, by the department's own 政务公开工作机构. 三(一)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.review import Review
from ..model.terms import ReviewKind, Severity
from .case import Case
from .registry import Fault, rule

WHERE = "reviews.disclosure_office"


def _own(case: Case) -> list[Review]:
    """Return the latest review of each responsible department, where one is due. A review that names no department counts as its own."""
    if not case.is_withheld:
        return []
    latest = case.latest(ReviewKind.DISCLOSURE_OFFICE)
    return [review for unit, review in latest.items() if not unit or unit in case.responsible_units]


@rule("disclosure-office-review-missing", Severity.RETURN, "三(一)", "请送本单位政务公开工作机构审查不公开的理由")
def disclosure_office_review_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is not to be disclosed, and the department's own body has not reviewed the reasons."""
    if case.is_withheld and not _own(case):
        yield Fault(WHERE, "拟不公开，没有经过本单位政务公开工作机构审查")


@rule("disclosure-office-review-failed", Severity.RETURN, "三(一)", "请按审查意见修改公开属性或理由后重新送审")
def disclosure_office_review_failed(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is not to be disclosed, and the reasons were refused."""
    for review in _own(case):
        if not review.passed:
            yield Fault(WHERE, f"不公开的理由，本单位政务公开工作机构审查未通过（{review.by}）")


@rule("disclosure-office-review-stale", Severity.RETURN, "三(一)", "请按现在的内容重新送政务公开工作机构审查")
def disclosure_office_review_stale(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is not to be disclosed, and the review that passed judged other content."""
    own = _own(case)
    if own and all(r.passed for r in own) and not any(case.state.covered_by(r) for r in own):
        yield Fault(WHERE, "政务公开工作机构审查之后，内容又有改动")
