"""Proofreading: forms of numbers, order of levels, wrong words, bodies and laws that have others in their place; and what is none of it."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from zwgk_desk.assist.reviewing.proof_lists import day_of, load_proof_lists
from zwgk_desk.assist.reviewing.reviewer import Reviewer
from zwgk_desk.assist.text.lexicon import load_lexicon
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.errors import InputError
from zwgk_desk.places import resources

from ..conftest import CASES

REVIEWER = Reviewer(load_lexicon(resources()), lists=load_proof_lists(resources()))
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the real texts are not here")


def told(text: str) -> list[tuple[str, str]]:
    return [(remark.rule, remark.text) for remark in REVIEWER.alone(text.splitlines())]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一、总体要求\n1、加强领导。", [("heading-form", "1、")]),
        ("一、总体要求\n（一）、指导思想。", [("heading-form", "（一）、")]),
        ("一、总体要求\n1.加强领导。\n（一）压实责任。", [("heading-order", "（一）")]),
        ("第一条　甲。\n第三条　乙。", [("heading-order", "第三条")]),
        ("一是加强领导。\n三是压实责任。", [("heading-order", "三是")]),
        ("占比百分之90。", [("figure-form", "百分之90")]),
        ("自2026/3/1起施行。", [("figure-form", "2026/3/1")]),
        ("由市工商局负责。", [("renamed-body", "工商局")]),
        ("依照《中华人民共和国合同法》执行。", [("replaced-law", "《中华人民共和国合同法》")]),
        ("工作布署到位。", [("wrong-word", "布署")]),
        ("截止目前，已完成九成。", [("wrong-word", "截止")]),
        ("关于印发《加装电梯\n管理办法的通知", [("unclosed", "《")]),
        ("规定的的内容", [("doubled-word", "的的")]),
    ],
)
def test_what_is_wrong_is_told_at_its_place(text: str, found: list[tuple[str, str]]) -> None:
    assert told(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "推进创业创新，供应应急粮食，实实在在办事。",
        "（一）申请条件：1）年满18周岁；2）具有本市户籍。",
        "注：1、坐标为独立坐标。\n2、红线是指边界。\n3、单位为米。",
        "关于印发《加装电梯\n管理办法》的通知",
        "报名截止日期为2026年3月1日。",
        "一、总体要求\n1.加强领导。\n2.压实责任。\n二、保障措施\n（一）资金。\n1.来源。",
        "网址www.example.gov.cn/2026/3/1/a.html",
        "第一条　甲。\n第二条　乙。\n附件\n第一条　丙。",
    ],
)
def test_what_is_right_is_let_be(text: str) -> None:
    assert told(text) == []


def test_what_still_held_on_the_document_s_day_is_no_fault() -> None:
    assert day_of(["关于机构的通知", "2017年5月31日"]) == date(2017, 5, 31)
    assert told("由市工商局负责。\n2017年5月31日") == []
    assert told("由市工商局负责。\n2026年5月31日") == [("renamed-body", "工商局")]
    assert day_of(["2017年13月31日"]) is None and day_of([]) is None


@needs_cases
def test_the_kinds_of_the_table_are_told() -> None:
    texts = tomllib.loads((CASES / "proof.toml").read_text(encoding="utf-8"))["text"]
    wrong = [each for each in texts if (each["told"] not in {rule for rule, _ in told(each["text"])} if each["told"] else told(each["text"]))]
    assert wrong == []


@needs_cases
def test_real_texts_give_hardly_an_alarm() -> None:
    """Two half-width brackets, one half-width mark, one full-width figure, and in two texts without a day a law and bodies that others have replaced
    since: all of them there."""
    found = []
    for path in sorted(CASES.glob("gov/*.txt")):
        remarks = REVIEWER.alone(list(read_document(path.name, path.read_bytes()).paragraphs()))
        found += [(path.name, remark.text) for remark in remarks if remark.text != "、"]
    bodies = [("41.txt", name) for name in ("工商总局", "质检总局")]
    law = ("47.txt", "《国家行政机关公文处理办法》")
    assert found == [("33.txt", ";"), ("41.txt", "(Ⅰ级)"), ("41.txt", "(Ⅱ级)"), *bodies, *bodies, law, ("58.txt", "１")]


def test_a_broken_list_is_told(tmp_path: Path) -> None:
    for text in ("", "words = [['a']]\nbody = []\nlaw = []", "words = []\nlaw = []\n[[body]]\nold = 'a'\nnew = 'b'\nsince = 'x'\nsource = 's'"):
        (tmp_path / "proof.toml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"proof\.toml"):
            load_proof_lists(tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "坚持以经济建设为中心，支持个体户自己经营。",
        "因该项目尚未申报消防验收，按装机容量计算拖欠收购款。",
        "对外公布署名文章，究竟争取了多少资金。",
        "生态环境保护部门和国土资源部门联合检查。",
        "建成一座落差较大的水电站，发现不良反应情况及时报告。",
        "反复盖章、一贯切实负责。",
    ],
)
def test_two_right_words_side_by_side_are_no_wrong_one(text: str) -> None:
    assert not [r for r in REVIEWER.alone([text]) if r.rule in ("wrong-word", "renamed-body")]
