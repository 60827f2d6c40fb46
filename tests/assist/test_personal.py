"""Numbers and addresses of people are found in whatever way they are written, and what is none of them is let be."""

from __future__ import annotations

import tomllib

import pytest

from zwgk_desk.assist.reviewing.reviewer import Reviewer
from zwgk_desk.assist.text.lexicon import load_lexicon
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.remark import Gravity
from zwgk_desk.places import resources

from ..conftest import CASES

REVIEWER = Reviewer(load_lexicon(resources()))
needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the real texts are not here")


def rules(text: str) -> dict[str, Gravity]:
    return {remark.rule: remark.gravity for remark in REVIEWER.leaking([text])}


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("身份证号２３０１０２１９８５０３１４００１１。", "id-number"),
        ("身份证号230102\u200b198503140011。", "id-number"),
        ("身份证 230102-19850314-0011", "id-number"),
        ("公民身份号码230102850314001", "id-number"),
        ("手机+86 138 4567 1234", "mobile-number"),
        ("手机138·4567·1234", "mobile-number"),
        ("往来港澳通行证C12345678", "passport-number"),
        ("护照：EA1234567", "passport-number"),
        ("苏E·12345D的车主", "licence-plate"),
        ("粤B12345号车", "licence-plate"),
        ("家庭住址：东江市河西区解放路12号", "home-address"),
        ("住在和平小区3号楼2单元501室", "home-address"),
        ("请发到zhang.san@example.cn", "email-address"),
    ],
)
def test_what_identifies_a_person_is_found(text: str, rule: str) -> None:
    assert set(rules(text)) == {rule}


def test_an_identity_number_with_one_wrong_figure_is_asked_about() -> None:
    assert rules("身份证号230102198503140012。") == {"id-number": Gravity.QUESTION}


@pytest.mark.parametrize(
    "text",
    [
        "政务服务大厅在解放路12号。",
        "邮箱：zwgk@dongjiang.gov.cn",
        "项目代码2301-021985-04-01-140012",
        "（2026）黑01民初1234号",
        "东政发〔2026〕12号，E8标准，G1高速，京A类企业",
        "坐标X=103330.000，Y=103017.000",
        "投诉电话：0451-84664567，热线12345",
        "文件送审稿及其说明应当经负责同志亲自阅批后报送，讨论稿不得外传给无关人员。",
    ],
)
def test_what_is_nobodys_number_is_let_be(text: str) -> None:
    assert not set(rules(text)) - {"secrecy-mark"}


@pytest.mark.parametrize("text", ["机密★10年", "机\u200b密★１０年", "密级：机密", "　绝密　"])
def test_a_mark_of_secrecy_is_read_however_it_is_written(text: str) -> None:
    assert rules(text) == {"secrecy-mark": Gravity.ERROR}


@pytest.mark.parametrize("text", ["（征求意见稿）", "关于加装电梯的办法（送审稿）", "拟办意见：请财政局办理", "呈阅"])
def test_a_note_of_routing_is_found_where_it_is_one(text: str) -> None:
    assert "routing-mark" in rules(text)


@needs_cases
def test_the_kinds_of_the_table_are_told() -> None:
    lines = tomllib.loads((CASES / "personal.toml").read_text(encoding="utf-8"))["line"]
    wrong = [line for line in lines if (line["told"] not in rules(line["text"]) if line["told"] else rules(line["text"]))]
    assert wrong == []


@needs_cases
def test_real_texts_give_no_false_alarm() -> None:
    found = []
    for path in sorted(CASES.glob("gov/*.txt")):
        found += [
            (path.name, remark.rule, remark.text) for remark in REVIEWER.leaking(list(read_document(path.name, path.read_bytes()).paragraphs()))
        ]
    assert found == []


@pytest.mark.parametrize(
    ("text", "name", "gravity"),
    [
        ("学生王小明（12岁）在河边溺水身亡。", "王小明", Gravity.ERROR),
        ("赵小兰，15周岁，辍学在家。", "赵小兰", Gravity.ERROR),
        ("初二学生陈思雨遭同学殴打。", "陈思雨", Gravity.QUESTION),
        ("男孩刘洋于7月3日在松花江边溺亡。", "刘洋", Gravity.QUESTION),
        ("当日，李小红（女，2012年5月出生）走失。", "李小红", Gravity.QUESTION),
        ("张三，男，汉族，1985年3月出生，任局长。", "张三", Gravity.QUESTION),
        ("户主王强（1990年1月2日生）。", "王强", Gravity.QUESTION),
    ],
)
def test_a_name_beside_a_birth_or_of_a_minor_is_told(text: str, name: str, gravity: Gravity) -> None:
    found = [remark for remark in REVIEWER.guard.remarks([text]) if remark.rule == "personal-name"]
    assert [(remark.text, remark.gravity) for remark in found] == [(name, gravity)]


@pytest.mark.parametrize(
    "text",
    [
        "任命王强为局长，2026年3月到任。",
        "加强学生安全管理，防止溺水。",
        "儿童权益遭受侵害的，可以申请救助。",
        "年满18周岁、不满60周岁的居民。",
        "学生何时遭受欺凌",
    ],
)
def test_what_names_nobody_is_let_be(text: str) -> None:
    assert not [remark for remark in REVIEWER.guard.remarks([text]) if remark.rule == "personal-name"]


def test_a_name_before_the_word_for_its_number_is_told() -> None:
    found = REVIEWER.guard.remarks(["联系人：王强，联系电话：13845671234。"])
    assert {"王强", "13845671234"} <= {remark.text for remark in found}


def test_numbers_in_remarks_and_properties_are_told_however_far_in_they_stand() -> None:
    traces = [("file-comment", f"{'请再斟酌。' * 20}拟稿人手机13845671234"), ("author-name", "王强 13845671234"), ("header-text", "手机13845671234")]
    for trace in traces:
        told = {remark.rule: remark.message for remark in REVIEWER.leaking([], [trace])}
        assert "mobile-number" in told
    assert told["mobile-number"].startswith("页眉页脚里")
