"""Laws that the rules keep, whatever the case."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.desk.sample.sample_bundles import GROUNDS, OTHER_CONTENT, SampleCase, complete, spoilt
from zwgk_desk.model.review import Review
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role

from .conftest import ON, Examine, returning

reviews = st.builds(
    Review,
    kind=st.sampled_from(ReviewKind),
    unit=st.sampled_from(["东江市住房和城乡建设局", "东江市财政局", ""]),
    by=st.just("某人"),
    result=st.sampled_from(ReviewResult),
    on=st.just(ON),
    role=st.one_of(st.none(), st.sampled_from(Role)),
    content=st.sampled_from(["", OTHER_CONTENT]),
)


@st.composite
def cases(draw: st.DrawFn) -> SampleCase:
    """A complete bundle, spoilt in any number of ways."""
    case = complete(draw(st.sampled_from(IssuingAuthority)), ON, draw(st.booleans()))
    for kind in draw(st.sets(st.sampled_from([PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL]))):
        case = case.without_part(kind)
    attribute = draw(st.one_of(st.none(), st.sampled_from(DisclosureAttribute)))
    case = case.declaring(attribute, draw(st.sampled_from(["", "条例第十五条", "领导要求"])), draw(st.sampled_from(["", "有理由的说明文字若干"])))
    kept = tuple(r for r in case.reviews if draw(st.booleans()))
    return replace(case, reviews=(*kept, *draw(st.lists(reviews, max_size=3))))


@given(case=cases(), sets=st.fixed_dictionaries({"on_request_is_withheld": st.booleans(), "withheld_exempt_from_interpretation": st.booleans()}))
def test_what_domain_demands_is_there_or_found_missing(case: SampleCase, sets: dict[str, bool], examined: Examine) -> None:
    rules = set(returning(examined(case, **sets)))
    bundle, attribute = case.bundle, case.bundle.declaration.attribute
    assert ("attribute-missing" in rules) == (attribute is None)
    assert ("policy-missing" in rules) == (not bundle.of_kind(PartKind.POLICY))
    if rules:
        return
    withheld = attribute is DisclosureAttribute.WITHHELD or (attribute is DisclosureAttribute.ON_REQUEST and sets["on_request_is_withheld"])
    passed = {(r.kind, r.unit) for r in case.reviews if r.passed and r.content != OTHER_CONTENT}
    assert any(kind is ReviewKind.SIGNOFF for kind, _ in passed)
    assert any(kind is (ReviewKind.DISCLOSURE_OFFICE if withheld else ReviewKind.SECRECY) for kind, _ in passed)
    if bundle.issuing_authority is not IssuingAuthority.DEPARTMENT:
        assert all((ReviewKind.COUNTERSIGN, unit) in passed for unit in bundle.countersigning_units)


@given(rule=st.sampled_from(list(GROUNDS)), second=st.sampled_from(list(GROUNDS)))
def test_checking_changes_nothing_and_answers_alike(rule: str, second: str, examined: Examine) -> None:
    case = spoilt(rule, ON)
    first = examined(case)
    examined(spoilt(second, ON))
    assert examined(case) == first


@given(case=cases(), passing=st.sampled_from([ReviewKind.SECRECY, ReviewKind.DISCLOSURE_OFFICE]))
def test_a_fresh_passing_review_never_adds_a_ground(case: SampleCase, passing: ReviewKind, examined: Examine) -> None:
    before = set(returning(examined(case)))
    fresh = Review(passing, case.bundle.drafting_unit, "某人", ReviewResult.PASSED, ON.replace(day=3))
    after = set(returning(examined(replace(case, reviews=(*case.reviews, fresh)))))
    assert after <= before
