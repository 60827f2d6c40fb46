"""Every ground of 退文: it fires alone where just it stands, and not where it does not."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from zwgk_desk.desk.sample.sample_bundles import FINANCE, GROUNDS, HOUSING, OTHER_CONTENT, WITHHELD_REASON, complete, spoilt
from zwgk_desk.model.bundle import Part
from zwgk_desk.model.review import Review
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role, Severity
from zwgk_desk.rules.check import FILES, TABLE

from .conftest import ON, Examine, returning

ROOT = Path(__file__).resolve().parents[2]
NAMED_BY_CONTRACT = """
policy-missing plan-missing material-missing file-empty file-unreadable file-placeholder attribute-missing attribute-reason-missing
withholding-ground-missing withholding-explanation-missing disclosure-office-review-missing disclosure-office-review-failed
disclosure-office-review-stale secrecy-review-missing secrecy-review-failed secrecy-review-stale signoff-missing signoff-failed
signoff-stale signoff-wrong-role lead-unit-missing countersign-missing countersign-stale
""".split()


def test_the_contract_s_rules_are_all_there_and_return() -> None:
    severities = {rule.name: rule.severity for rule in TABLE}
    assert all(severities[name] is Severity.RETURN for name in NAMED_BY_CONTRACT)
    assert {name for name, severity in severities.items() if severity is Severity.RETURN} == set(GROUNDS)


@pytest.mark.parametrize("first", FILES, ids=lambda file: file.__name__.rpartition(".")[2])
def test_the_order_is_the_same_whichever_file_is_imported_first(first: ModuleType) -> None:
    asked = f"import {first.__name__}; from zwgk_desk.rules.check import FILES, TABLE; print(*(rule.name for rule in TABLE))"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, encoding="utf-8", check=True, cwd=ROOT)
    assert told.stdout.split() == [rule.name for rule in TABLE]


@pytest.mark.parametrize("rule", GROUNDS)
def test_each_fires_alone(rule: str, examined: Examine) -> None:
    found = examined(spoilt(rule, ON))
    assert returning(found) == [rule]
    ground = found[0]
    assert ground.message and ground.remedy and ground.citation.startswith(("二", "三")) and ground.where


@pytest.mark.parametrize("authority", IssuingAuthority)
@pytest.mark.parametrize("withheld", [False, True])
def test_a_complete_bundle_passes_with_none(authority: IssuingAuthority, withheld: bool, examined: Examine) -> None:
    assert returning(examined(complete(authority, ON, withheld))) == []


@pytest.mark.parametrize("kind", [PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL])
def test_one_byte_after_review_and_sign_off_makes_both_stale(kind: PartKind, examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    part = case.bundle.of_kind(kind)[0]
    changed = case.contents[part.sha256] + b" "
    after = replace(case.with_file(kind, part.name, changed), reviews=case.reviews)
    assert returning(examined(after)) == ["secrecy-review-stale", "signoff-stale"]


def test_another_declaration_after_sign_off_makes_it_stale_too(examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    declared = replace(case.bundle.declaration, explanation="改了理由")
    after = replace(case, bundle=replace(case.bundle, declaration=declared))
    assert returning(examined(after)) == ["secrecy-review-stale", "signoff-stale"]


def test_on_request_counts_as_not_disclosed_while_the_setting_says_so(examined: Examine) -> None:
    case = complete(IssuingAuthority.DEPARTMENT, ON).declaring(DisclosureAttribute.ON_REQUEST)
    due = ["withholding-ground-missing", "withholding-explanation-missing", "disclosure-office-review-missing"]
    assert returning(examined(case)) == due
    assert returning(examined(case, on_request_is_withheld=False)) == []
    without = case.without_review(ReviewKind.SECRECY)
    assert returning(examined(without, on_request_is_withheld=False)) == ["secrecy-review-missing"]
    assert returning(examined(without)) == due


def test_an_office_may_exempt_withheld_documents_from_plan_and_materials(examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON, withheld=True).without_part(PartKind.PLAN).without_part(PartKind.MATERIAL)
    assert returning(examined(case)) == ["plan-missing", "material-missing"]
    assert returning(examined(case, withheld_exempt_from_interpretation=True)) == []


@pytest.mark.parametrize(
    "authority, role, fires",
    [
        (IssuingAuthority.DEPARTMENT, Role.UNIT_LEADER, False),
        (IssuingAuthority.DEPARTMENT, Role.PRINCIPAL_LEADER, False),
        (IssuingAuthority.DEPARTMENT, Role.DRAFTER, True),
        (IssuingAuthority.JOINT, Role.UNIT_LEADER, False),
        (IssuingAuthority.JOINT, Role.PRINCIPAL_LEADER, False),
        (IssuingAuthority.GOVERNMENT, Role.PRINCIPAL_LEADER, False),
        (IssuingAuthority.GOVERNMENT, Role.UNIT_LEADER, True),
        (IssuingAuthority.GOVERNMENT, None, True),
    ],
)
def test_who_may_sign_what(authority: IssuingAuthority, role: Role | None, fires: bool, examined: Examine) -> None:
    case = complete(authority, ON).with_review(ReviewKind.SIGNOFF, role=role)
    assert returning(examined(case)) == (["signoff-wrong-role"] if fires else [])


def test_the_lead_department_s_leader_signs_a_joint_document(examined: Examine) -> None:
    case = complete(IssuingAuthority.JOINT, ON).with_review(ReviewKind.SIGNOFF, unit=FINANCE)
    assert returning(examined(case)) == ["signoff-missing"]


def again(case_review: Review, result: ReviewResult) -> Review:
    return replace(case_review, result=result)


@pytest.mark.parametrize("kind", [ReviewKind.SECRECY, ReviewKind.SIGNOFF])
def test_of_several_by_one_unit_the_latest_counts(kind: ReviewKind, examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    passed = next(r for r in case.reviews if r.kind is kind)
    failed = again(passed, ReviewResult.FAILED)
    prefix = "secrecy-review" if kind is ReviewKind.SECRECY else "signoff"
    others = tuple(r for r in case.reviews if r.kind is not kind)
    assert returning(examined(replace(case, reviews=(*others, failed, passed)))) == []
    assert returning(examined(replace(case, reviews=(*others, passed, failed)))) == [f"{prefix}-failed"]
    earlier = replace(failed, on=ON.replace(day=1))
    assert returning(examined(replace(case, reviews=(*others, passed, earlier)))) == []


def test_the_principal_s_sign_off_is_not_undone_by_a_deputy_s_later_one(examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    principal = next(r for r in case.reviews if r.kind is ReviewKind.SIGNOFF)
    deputy = replace(principal, role=Role.UNIT_LEADER, by="李岚")
    assert returning(examined(replace(case, reviews=(*case.reviews, deputy)))) == []
    refused = replace(deputy, result=ReviewResult.FAILED)
    assert returning(examined(replace(case, reviews=(*case.reviews, refused)))) == ["signoff-failed"]


def test_a_review_that_failed_counts_as_failed_though_the_content_has_changed(examined: Examine) -> None:
    case = complete(IssuingAuthority.DEPARTMENT, ON).with_review(ReviewKind.SECRECY, result=ReviewResult.FAILED, content=OTHER_CONTENT)
    assert returning(examined(case)) == ["secrecy-review-failed"]


def test_only_the_department_s_own_disclosure_office_counts(examined: Examine) -> None:
    case = complete(IssuingAuthority.DEPARTMENT, ON, withheld=True).with_review(ReviewKind.DISCLOSURE_OFFICE, unit=FINANCE)
    assert returning(examined(case)) == ["disclosure-office-review-missing"]


def test_a_joint_document_without_any_other_department_has_nobody_to_countersign(examined: Examine) -> None:
    case = complete(IssuingAuthority.JOINT, ON)
    alone = case.with_bundle(replace(case.bundle, joint_units=(HOUSING,)))
    assert returning(examined(alone)) == ["countersign-missing"]


def test_a_government_document_that_names_joint_departments_needs_lead_and_countersignatures(examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    joined = case.with_bundle(replace(case.bundle, joint_units=(FINANCE,)))
    assert returning(examined(joined)) == ["lead-unit-missing", "countersign-missing"]


def test_a_reason_for_a_government_document_may_be_a_ground_alone(examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON).declaring(DisclosureAttribute.PROACTIVE, "条例第二十条")
    assert returning(examined(case)) == []
    assert returning(examined(complete(IssuingAuthority.DEPARTMENT, ON).declaring(DisclosureAttribute.PROACTIVE))) == []


def test_a_second_material_that_is_named_and_absent_is_missing(examined: Examine) -> None:
    case = complete(IssuingAuthority.GOVERNMENT, ON)
    named = replace(case, bundle=case.bundle.with_part(Part(PartKind.MATERIAL, "图解.docx")))
    found = examined(named)
    assert returning(found) == ["material-missing"]
    assert found[0].where == "materials[1]" and "图解.docx" in found[0].message


def test_a_ground_of_the_old_text_is_none_today_and_was_one_then(examined: Examine) -> None:
    case = complete(IssuingAuthority.DEPARTMENT, ON, withheld=True).declaring(DisclosureAttribute.WITHHELD, "条例第八条", WITHHELD_REASON)
    assert returning(examined(case)) == ["withholding-ground-missing"]
    assert returning(examined(case, on=ON.replace(year=2018))) == []
