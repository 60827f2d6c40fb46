"""Candidates for the nine elements: what a person would name is among the first five, and each has its place."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk_desk.assist.interpreting.cues import contains, load_cues
from zwgk_desk.assist.interpreting.elements import MOST_CANDIDATES, Finder
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.candidate import Candidates, Element
from zwgk_desk.model.document.tree import DocumentTree
from zwgk_desk.model.errors import InputError
from zwgk_desk.places import resources

from ..conftest import CASES

EXPECTED = tomllib.loads((Path(__file__).parent / "expectations.toml").read_text(encoding="utf-8"))["text"]
FINDER = Finder(load_cues(resources()))
FIRST = 5
RULES = """某市既有住宅加装电梯管理办法
第一条 为了规范既有住宅加装电梯活动，方便居民出行，根据有关法律法规，结合本市实际，制定本办法。
第二条 本市行政区域内既有住宅加装电梯的申请、建设和使用，适用本办法。
第三条 本办法所称既有住宅，是指已建成投入使用、未设电梯的四层以上住宅（以下简称“住宅”）。
第四条 申请人应当自收到通知之日起十五日内提交材料，逾期不提交的，不予受理。
第五条 政府按每台十万元给予补贴，补贴在使用登记后三十日内拨付。
第六条 本办法自2026年1月1日起施行。原《某市住宅加装电梯暂行办法》同时废止。"""


def tree(text: str) -> DocumentTree:
    return read_document("a.txt", text.encode())


def case(name: str) -> DocumentTree:
    path = CASES / name
    if not path.exists():
        pytest.skip("the real texts are not here")
    return read_document(name, path.read_bytes())


def texts(found: Candidates, element: Element) -> list[str]:
    """The proposals of an element, each with the headings it stands under: what is proposed as 主要内容 is told under its heading."""
    return [f"{candidate.heading}\n{candidate.text}" if element is Element.CONTENT else candidate.text for candidate in found[element]]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda entry: str(entry["file"]))
def test_what_a_person_would_name_is_among_the_first_five(expected: dict[str, Any]) -> None:
    document = case(expected["file"])
    found = FINDER.candidates(document)
    paragraphs = list(document.paragraphs())
    for one in (one for candidates in found.values() for one in candidates):
        assert paragraphs[one.place.paragraph][one.place.start : one.place.end] == one.text
    missed = []
    for element in Element:
        first = texts(found, element)[:FIRST]
        missed += [f"{element.label}：{words}" for words in expected.get(element, ()) if not any(words in text for text in first)]
        words = expected["first"].get(element)
        if words and (not first or words not in first[0]):
            missed.append(f"{element.label}第一：{words}")
    assert not missed


def test_the_goals_of_the_source_document_are_its_chapter_of_that_name() -> None:
    found = FINDER.candidates(case("00-harbin-policy.txt"))
    paragraphs = list(case("00-harbin-policy.txt").paragraphs())
    heading = next(n for n, text in enumerate(paragraphs) if text.startswith("一、總體要求"))
    assert {candidate.place.paragraph for candidate in found[Element.GOALS][:2]} == {heading + 1, heading + 2}


def test_a_short_set_of_rules() -> None:
    found = FINDER.candidates(tree(RULES))
    assert texts(found, Element.BACKGROUND)[0].startswith("为了规范")
    assert texts(found, Element.SCOPE)[0].startswith("本市行政区域内")
    assert "十五日内" in texts(found, Element.CRITERIA)[0]
    assert any("不予受理" in text for text in texts(found, Element.CAUTIONS))
    assert texts(found, Element.BENEFITS)[0].startswith("政府按每台十万元给予补贴")
    assert any("同时废止" in text for text in texts(found, Element.DIFFERENCES))
    assert [candidate.term for candidate in found[Element.TERMS][:2]] == ["既有住宅", "住宅"]


def test_a_term_is_explained_by_the_passage_that_defines_it_before_words_that_stand_out() -> None:
    found = FINDER.candidates(tree(RULES + "\n" + "政务服务大厅" * 9))
    scores = [candidate.score for candidate in found[Element.TERMS]]
    assert scores == sorted(scores, reverse=True)
    assert "是指" in found[Element.TERMS][0].text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="一二、（）(一)第条章适用本办法。，所称是指補貼不得到20年為了\u3000 a1", max_size=40), max_size=12))
def test_every_candidate_stands_where_it_says(lines: list[str]) -> None:
    document = tree("\n".join(lines) or "　")
    paragraphs = list(document.paragraphs())
    for element, candidates in FINDER.candidates(document).items():
        assert len(candidates) <= MOST_CANDIDATES
        for one in candidates:
            assert paragraphs[one.place.paragraph][one.place.start : one.place.end] == one.text
            assert 0 < one.score <= 1
        assert [one.score for one in candidates] == sorted((one.score for one in candidates), reverse=True), element


def test_the_same_words_in_traditional_characters_are_found() -> None:
    found = FINDER.candidates(
        tree("一、適用範圍\n本市行政區域內的單位和個人,適用本辦法。\n二、補貼標準\n每臺給予補貼十萬元。\n三、監督\n不得挪用資金。")
    )
    assert texts(found, Element.SCOPE)[0].startswith("本市行政區域內")
    assert texts(found, Element.BENEFITS)[0].startswith("每臺給予補貼")


def test_gaps_in_cues() -> None:
    assert contains("为了方便居民，制定本办法", "为…制定")
    assert not contains("制定本办法，是为了方便居民", "为…制定")


@pytest.mark.parametrize(
    "text", ["", "　\n", "no Chinese in this at all. Not a word.\n" * 50, "只有一行没有句号的字", "一" * 300_000, "（" * 100_000, "是指" * 100_000],
    ids=["empty", "blank", "english", "one line", "numerals", "brackets", "worst of the definitions"],
)  # fmt: skip
def test_texts_that_give_little_to_go_by_are_answered(text: str) -> None:
    for candidates in FINDER.candidates(tree(text) if text.strip() else DocumentTree()).values():
        assert len(candidates) <= MOST_CANDIDATES


def test_broken_cues_are_named(tmp_path: Path) -> None:
    for text in ("[[element]]\nname = 'nothing'\n", "[[element]\n", "element = 3\n", "[[element]]\nname='goals'\nfacts=['colour']\n[terms]\n"):
        (tmp_path / "elements.toml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"elements\.toml"):
            load_cues(tmp_path)


NOTICE = """东江市人民政府办公室关于进一步规范停车收费的通知
各区人民政府，市政府有关部门：
经市政府同意，现就进一步规范机动车停放服务收费有关事项通知如下：
1. 本通知适用于市区公共停车场（以下简称停车场）。
2. 停车场实行分时段收费，前30分钟免费，之后每小时5元，24小时内最高40元。
3. 新能源汽车免收2小时停车费，残疾人专用车辆免费停放。
4. 收费单位应当明码标价，不得强制收费；违反规定的，由市场监管部门依法查处。
5. 本通知自2026年7月1日起执行，《关于停车收费的通知》（东发改〔2021〕12号）同时废止。"""


def test_a_short_notice_without_headings() -> None:
    found = FINDER.candidates(tree(NOTICE))
    assert texts(found, Element.BACKGROUND) == [], "通知如下 says nothing of why"
    assert texts(found, Element.CONTENT)[0].startswith("\n停车场实行分时段收费")
    assert [text[:4] for text in texts(found, Element.SCOPE)] == ["本通知适"], "whom it is sent to is not whom it concerns"
    assert texts(found, Element.CRITERIA)[0].startswith("停车场实行分时段收费")
    assert texts(found, Element.CAUTIONS)[0].startswith("收费单位应当明码标价")
    assert texts(found, Element.BENEFITS)[0].startswith("新能源汽车免收")
    assert "同时废止" in texts(found, Element.DIFFERENCES)[0]
    assert found[Element.TERMS][0].term == "停车场"
