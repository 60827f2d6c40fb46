"""Rules on the secrecy review, which everything to be disclosed must have passed in its present content. 三(一)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.terms import ReviewKind, Severity
from .case import Case
from .registry import Fault, rule

WHERE = "reviews.secrecy"


@rule("secrecy-review-missing", Severity.RETURN, "三(一)", "请先送保密审查")
def secrecy_review_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is to be disclosed, and was not reviewed."""
    if case.is_disclosed and not case.latest(ReviewKind.SECRECY):
        yield Fault(WHERE, "拟公开，没有经过保密审查")


@rule("secrecy-review-failed", Severity.RETURN, "三(一)", "请按审查意见处理后重新送审；未通过的不得公开")
def secrecy_review_failed(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is to be disclosed, and some department's latest review failed."""
    for review in case.latest(ReviewKind.SECRECY).values():
        if case.is_disclosed and not review.passed:
            yield Fault(WHERE, f"拟公开，保密审查未通过（{review.unit} {review.by}）")


@rule("secrecy-review-stale", Severity.RETURN, "三(一)", "请按现在的内容重新送保密审查")
def secrecy_review_stale(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is to be disclosed, and the review that passed judged other content."""
    reviews = case.latest(ReviewKind.SECRECY).values()
    if not case.is_disclosed or not reviews or any(not r.passed for r in reviews):
        return
    if not any(case.state.covered_by(r) for r in reviews):
        yield Fault(WHERE, "保密审查之后，内容又有改动")
