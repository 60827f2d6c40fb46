"""Advice: shown, and never blocking."""

from __future__ import annotations

from dataclasses import replace

import pytest

from zwgk_desk.desk.sample.sample_bundles import FINANCE, HOUSING, complete
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.bundle import Part
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority, PartKind

from .conftest import ON, Examine, advice, returning

DEPARTMENT = IssuingAuthority.DEPARTMENT


def test_the_complete_sample_needs_none(examined: Examine) -> None:
    assert advice(examined(complete(IssuingAuthority.GOVERNMENT, ON))) == []


def test_a_character_that_no_face_has_is_told_with_its_place(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    text = "# 办理说明\n\n请到\U00020001家巷23号办理，每平方米m²、10⁻⁶均可写。\n" + "本办法自发布之日起施行，由市住房和城乡建设局负责解释。\n\n" * 8
    rare = case.with_file(PartKind.MATERIAL, "说明.md", text.encode())
    (told,) = (finding for finding in examined(rare) if finding.rule == "file-remark")
    assert "“\U00020001”（U+20001）" in told.message and "请到\U00020001家巷23号办理" in told.message and "〓" in told.message
    assert "批注" not in told.remedy


@pytest.mark.parametrize("text", ["不宜公开", "涉及敏感内容，不便公开。", "按照规定不予公开", "属于商业秘密"])
def test_a_hollow_explanation(text: str, examined: Examine) -> None:
    case = complete(DEPARTMENT, ON, withheld=True)
    hollow = case.declaring(DisclosureAttribute.WITHHELD, "条例第十五条", text)
    assert "withholding-explanation-hollow" in advice(examined(hollow))
    assert "withholding-explanation-hollow" not in advice(examined(case))


def test_a_ground_in_another_law_is_taken_and_said_to_be_unchecked(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON, withheld=True)
    other = case.declaring(DisclosureAttribute.WITHHELD, "《反不正当竞争法》第九条", case.bundle.declaration.explanation)
    found = examined(other)
    assert returning(found) == [] and advice(found) == ["withholding-ground-unlisted"]


def test_who_drafts_interprets(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    assert advice(examined(case.with_bundle(replace(case.bundle, interpreting_unit=FINANCE)))) == ["interpreter-mismatch"]
    joint = complete(IssuingAuthority.JOINT, ON)
    led = joint.with_bundle(replace(joint.bundle, lead_unit=FINANCE, joint_units=(HOUSING,), interpreting_unit=HOUSING))
    assert "interpreter-mismatch" in advice(examined(led))


def test_the_nine_elements(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    thin = case.with_file(PartKind.MATERIAL, "解读材料.txt", "加装电梯解读\n今天我们来说一说电梯，请大家看一看。".encode())
    missing = [f.message for f in examined(thin) if f.rule == "element-missing"]
    assert len(missing) == 9 and "背景依据" in missing[0] and "新旧政策差异" in missing[8]
    some = case.with_file(PartKind.MATERIAL, "解读材料.txt", "一、背景依据\n为改善居住条件，出台本办法。\n二、注意事项\n不得违规。".encode())
    assert sum(f.rule == "element-missing" for f in examined(some)) == 7


def test_an_element_with_only_its_heading_or_the_templates_guidance_is_not_covered(examined: Examine) -> None:
    """A material begun from the template: nine headings, and what the officer is to write; each counts once something stands below it."""
    case = complete(DEPARTMENT, ON)
    heads = ("背景依据", "目标任务", "主要内容", "涉及范围", "执行口径", "注意事项", "关键词诠释", "惠民利民举措", "新旧政策差异")

    def missing(*written: str) -> int:
        lines = [
            f"{'一二三四五六七八九'[n]}、{head}\n{'电梯装好以后由物业管。' if head in written else '（写明要写的内容）'}"
            for n, head in enumerate(heads)
        ]
        material = case.with_file(PartKind.MATERIAL, "解读材料.txt", ("加装电梯解读\n" + "\n".join(lines)).encode())
        return sum(f.rule == "element-missing" for f in examined(material))

    assert missing("注意事项") == 8
    assert missing("注意事项", "涉及范围", "关键词诠释") == 6
    assert missing(*heads) == 0


def test_an_incomplete_plan(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    thin = case.with_file(PartKind.PLAN, "解读方案.txt", "解读方案\n我们会认真做好工作，请领导放心。".encode())
    assert "plan-incomplete" in advice(examined(thin))


def test_a_major_decision_carries_the_account_of_opinions(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    major = case.with_bundle(replace(case.bundle, major_decision=True))
    assert advice(examined(major)) == ["opinions-account-missing"]
    given = major.with_file(PartKind.OPINIONS_ACCOUNT, "说明.txt", "共收到意见三十条，采纳二十条。".encode())
    assert advice(examined(given)) == []


def test_a_material_that_copies_the_policy(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    policy = case.contents[case.bundle.of_kind(PartKind.POLICY)[0].sha256]
    assert "material-copies-policy" in advice(examined(case.with_file(PartKind.MATERIAL, "解读材料.docx", policy)))
    assert "material-copies-policy" not in advice(examined(case))


def test_a_part_cut_out_of_the_policy_is_copied_too_and_a_table_is_not(examined: Examine) -> None:
    """`check` and review judge by one measure."""
    case = complete(DEPARTMENT, ON)
    policy = read_document("政策.docx", case.contents[case.bundle.of_kind(PartKind.POLICY)[0].sha256])
    clauses = [clause for text in policy.paragraphs() for clause in text.split("，") if len(clause) > 20]
    cut = case.with_file(PartKind.MATERIAL, "解读材料.txt", ("加装电梯解读\n" + "\n".join(f"{clause}。" for clause in clauses)).encode())
    assert "material-copies-policy" in advice(examined(cut))
    table = "# 加装电梯解读\n\n今天说一说加装电梯能拿多少钱，怎么办，找谁办。\n\n| 问 | 答 |\n|---|---|\n" + "\n".join(
        f"| 办什么 | {clause} |" for clause in clauses
    )
    assert "material-copies-policy" not in advice(examined(case.with_file(PartKind.MATERIAL, "解读材料.md", table.encode())))


def test_an_attachment_that_is_named_and_absent_is_only_advice(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    named = replace(case, bundle=case.bundle.with_part(Part(PartKind.ATTACHMENT, "附表.docx")))
    found = examined(named)
    assert returning(found) == [] and advice(found) == ["attachment-missing"]


def test_a_placeholder_left_in_a_real_document(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    left = case.with_file(PartKind.PLAN, "解读方案.txt", "解读方案\n由市住建局负责，面向市民，通过问答和网站同步发布。\n二、时间：待补充".encode())
    assert advice(examined(left)) == ["placeholder-left"]


@pytest.mark.parametrize(
    "text, given",
    [
        ("东江市人民政府令\n第3号\n《补贴办法》现予公布。\n市长　周明远\n2026年1月2日\n补贴办法\n第一条　为了补贴。", []),
        ("关于补贴的通知\n东政发〔2026〕3号\n现予印发。\n东江市财政局\n2026年  月  日", []),
        ("关于补贴的通知\n东政发(2026)第3号\n现予印发。\n东江市财政局\n二〇二六年一月二日", ["date-form", "number-form"]),
    ],
)
def test_numbers_of_orders_and_open_dates_are_no_faults_of_form(text: str, given: list[str], examined: Examine) -> None:
    case = complete(DEPARTMENT, ON).with_file(PartKind.POLICY, "政策文稿.txt", text.encode())
    assert [name for name in sorted(advice(examined(case))) if name in ("date-form", "number-form")] == given


def test_a_title_that_is_another_document_s_is_said(examined: Examine) -> None:
    case = complete(DEPARTMENT, ON)
    assert "title-mismatch" not in advice(examined(case))
    longer = case.with_bundle(replace(case.bundle, title=f"关于印发《{case.bundle.title}》的通知"))
    assert "title-mismatch" not in advice(examined(longer))
    assert "title-mismatch" in advice(examined(case.with_bundle(replace(case.bundle, title="城镇小区配套幼儿园治理办法"))))
    other_script = case.with_bundle(replace(case.bundle, title="東江市既有住宅加裝電梯管理辦法"))
    assert "title-mismatch" not in advice(examined(other_script))
    unnamed = case.with_file(PartKind.MATERIAL, "解读材料.txt", "《未命名的政策文件》解读材料\n一、背景依据\n为改善居住条件。".encode())
    assert [f.where for f in examined(unnamed) if f.rule == "title-mismatch"] == ["materials[0]"]
