"""First drafts: told in other words, each fact the policy's own, each measure a small table, questions that people ask, a plan with rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from zwgk_desk.assist.interpreting.drafting import Drafter
from zwgk_desk.assist.interpreting.measures import measure_of
from zwgk_desk.assist.interpreting.poster import PosterDrafter
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.document.candidate import Element
from zwgk_desk.model.document.copying import Originals
from zwgk_desk.model.document.manner import manners
from zwgk_desk.model.document.poster import poster_text
from zwgk_desk.model.document.remark import Gravity
from zwgk_desk.model.document.tree import DocumentTree
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.forms import draft_values

from ..conftest import CASES

EQUIPMENT = load_equipment()
UNIT = "市住房和城乡建设局"
TAKEN = 3
TEXTS = sorted((CASES / "gov").glob("*.txt"))
TELLS_THE_PAST = ("19", "40", "41", "57")
"""Texts of short plain sentences, of which drafts keep more than a third."""

RULES = """东江市困难家庭取暖补贴办法
第一条 为了保障困难家庭温暖过冬，根据《社会救助暂行办法》，制定本办法。
第二条 本市户籍的最低生活保障家庭适用本办法。
第三条 对最低生活保障家庭每月给予100元取暖补贴，每户每年最高不超过500元。
第四条 申请人应当向户籍所在地的街道办事处提出申请，提交身份证和低保证等材料。
第五条 街道办事处应当自受理申请之日起15个工作日内作出审核决定。
第六条 不得重复领取补贴；弄虚作假的，责令退回，并依法追究责任。
第七条 申请年限由3年以上放宽至1年以上。
第八条 本办法自2026年11月1日起施行，《东江市取暖补贴办法》同时废止。"""


def drafter(policy: DocumentTree, **given: object) -> Drafter:
    bundle = Bundle(title=policy.title, issuing_authority=IssuingAuthority.GOVERNMENT, drafting_unit=UNIT, interpreting_unit=UNIT, **given)  # type: ignore[arg-type]
    return Drafter(bundle, list(policy.paragraphs()), EQUIPMENT.wording, EQUIPMENT.turning, EQUIPMENT.finder.cues)


def rules() -> DocumentTree:
    return read_document("a.txt", RULES.encode())


def drafted(name: str, policy: DocumentTree) -> DocumentTree:
    """A draft by a template, from the first proposals of every element, as its Word file reads."""
    made = drafter(policy)
    found = {element: candidates[:TAKEN] for element, candidates in EQUIPMENT.finder.candidates(policy).items()}
    return read_document(f"{name}.docx", EQUIPMENT.forms.fill(name, draft_values(made.bundle, made.values(found))))


@pytest.mark.parametrize("path", TEXTS or [Path("none")], ids=lambda path: path.stem)
def test_no_draft_of_a_published_text_says_what_the_policy_does_not(path: Path) -> None:
    if not path.exists():
        pytest.skip("the published texts are not here")
    policy = read_document(path.name, path.read_bytes())
    sources = EQUIPMENT.reviewer.sources(list(policy.paragraphs()))
    for name in ("解读材料", "解读材料（问答）", "解读方案"):
        made = drafted(name, policy)
        remarks = EQUIPMENT.reviewer.against(list(made.paragraphs()), sources, name != "解读方案", manners(made))
        assert [each.message for each in remarks if each.gravity is Gravity.ERROR] == []
        if name == "解读材料" and path.stem not in TELLS_THE_PAST:
            assert EQUIPMENT.reviewer.copied_share(list(made.paragraphs()), sources, manners(made)) <= 0.35
    found = {element: candidates[:TAKEN] for element, candidates in EQUIPMENT.finder.candidates(policy).items()}
    poster = PosterDrafter(policy, UNIT, drafter(policy).teller).draft(policy.title, found)
    shown = EQUIPMENT.reviewer.against(poster_text(poster).splitlines(), sources)
    assert [each.message for each in shown if each.gravity is Gravity.ERROR] == []


def test_a_measure_answers_what_its_reader_asks_and_leaves_the_rest_open() -> None:
    policy = rules()
    content = EQUIPMENT.finder.candidates(policy)[Element.CONTENT]
    of = {one.place.paragraph: measure_of(one, list(policy.paragraphs()), EQUIPMENT.turning) for one in content}
    paid = next(measure for measure in of.values() if any("100元" in text for text in measure.what))
    assert paid.who == "最低生活保障家庭" and paid.source == "第三条" and not paid.papers
    asked = next(measure for measure in of.values() if measure.where)
    assert asked.where == "户籍所在地的街道办事处" and "身份证和低保证等材料" in asked.papers
    text = "\n".join(drafted("解读材料", policy).paragraphs())
    assert "谁可以、谁要做\n最低生活保障家庭\n" in text and "政策没有写\n（到什么时候、" in text and "出处\n第三条" in text


def test_a_material_begins_with_what_changes_and_has_frames_for_examples() -> None:
    lines = list(drafted("解读材料", rules()).paragraphs())
    assert lines[1].startswith("这份文件主要关系到") and "最大的变化：" in lines[1] and lines[1].endswith("从2026年11月1日起施行。")
    assert "每月100元 × 12个月 ＝（　　）元。" in lines
    assert any(line.startswith("咨询单位：") for line in lines)


def test_questions_are_those_that_people_ask_with_the_figure_first() -> None:
    lines = list(drafted("解读材料（问答）", rules()).paragraphs())
    answers = {line.partition("问：")[2]: lines[number + 1] for number, line in enumerate(lines) if "问：" in line}
    assert answers["从什么时候起施行？"] == "答：2026年11月1日。"
    assert answers["最低生活保障家庭能得到多少，或者要出多少？"].startswith("答：不超过500元，")
    assert not any(answer.startswith("答：3年以上") for answer in answers.values()), "the value that holds no longer is no answer"
    assert any("最晚到什么时候" in question and answer.startswith("答：15个工作日内") for question, answer in answers.items())
    assert "不照办会怎样？" in answers and "两项能不能同时享受，能不能挪到以后？" in answers
    assert all(f"（依据：第{number}条）" in lines for number in "三五六")


def test_a_plan_has_rows_with_times_persons_and_audiences_and_the_questions_that_risks_call_forth() -> None:
    policy = rules()
    found = {element: candidates[:TAKEN] for element, candidates in EQUIPMENT.finder.candidates(policy).items()}
    values = drafter(policy, major_decision=True).values(found)
    assert [row["stage"] for row in values["rows"]] == ["公布前", "公布时", "公布时", "执行时", "执行中"]
    assert any(row["time"] == "施行当天（2026年11月1日）" for row in values["rows"])
    assert all(row[cell] for row in values["rows"] for cell in ("time", "form", "channel", "person", "audience"))
    assert {"补给谁，补多少，什么时候能到账？", "不照办会怎样？"} <= {each["question"] for each in values["questions"]}
    assert not any(row["stage"] == "公布前" for row in drafter(policy).values(found)["rows"]), "only a major decision is told beforehand"


@pytest.mark.parametrize(
    ("policy", "plainer"),
    [
        ("申请人应当按照规定提交材料。", "申请人要按规定交材料"),
        ("不得擅自更改纳税人提供的信息。", "不能自作主张更改纳税人提供的信息"),
        ("有条件的地方可对其给予补贴。", "有条件的地方可对其给予补贴"),
        ("《办法》明确，其所得免予缴纳税款。", "其所得不用交税款"),
        ("（三）切实提升质量（市发展改革委负责）。", "提高质量"),
        ("引用“应当公开”四个字。", "引用“应当公开”四个字"),
    ],
)
def test_sentences_are_put_plainly(policy: str, plainer: str) -> None:
    assert EQUIPMENT.turning.sentence(policy) == plainer


def test_what_is_copied_is_measured_once() -> None:
    policy = Originals(["对最低生活保障家庭每月给予一百元取暖补贴，由街道办事处发放。"])
    assert policy.copied("每月给予一百元取暖补贴，由街道办事处发放"), "a part cut out of the policy"
    assert policy.copied("对最低生活保障家庭每月给予一百元的取暖补贴，由街道办事处发放"), "one character more"
    assert not policy.copied("低保家庭每个月能领到一百元，到街道去领")
    assert not policy.copied("取暖补贴"), "too short to tell"
    assert policy.share(
        ["对最低生活保障家庭每月给予一百元取暖补贴，由街道办事处发放。", "低保家庭每个月能领到一百元钱的补贴，到街道去领就可以了。"]
    ) == pytest.approx(0.5, abs=0.1)
