"""An interpretation in other words is held against the statements of the policy that it retells."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from benchmarks.paraphrase import figures_of, read_marked
from zwgk_desk.assist.reviewing.reviewer import Reviewer
from zwgk_desk.assist.text.facts import facts
from zwgk_desk.assist.text.lexicon import load_lexicon
from zwgk_desk.assist.text.numerals import number
from zwgk_desk.assist.text.retelling import load_retelling
from zwgk_desk.assist.text.sentences import sentences_of
from zwgk_desk.assist.text.shape_counts import counts_of
from zwgk_desk.model.document.remark import Gravity, Remark
from zwgk_desk.model.errors import InputError
from zwgk_desk.places import resources

from ..conftest import CASES

needs_cases = pytest.mark.skipif(not CASES.exists(), reason="the real texts are not here")

REVIEWER = Reviewer(load_lexicon(resources()), load_retelling(resources()))
POLICY = """东江市人民政府关于加装电梯的意见
一、总体要求
到2028年，全市加装电梯三千台。
二、补贴标准
（一）市财政对每台电梯补贴二十万元，在使用登记后三十日内拨付。
（二）业主可以提取住房公积金，提取金额不超过本人分摊的费用。
三、办理程序
（一）加装电梯应当经三分之二以上业主表决同意，并在小区公示十个工作日。
（二）住房城乡建设部门牵头组织联合审查，自受理之日起十五个工作日内提出意见。财政部门负责拨付补贴。
（三）使用单位应当每半个月维护保养一次，维护保养记录至少保存五年。
四、监督管理
骗取补贴的，由财政部门责令退回，并处一万元以上三万元以下罚款。
供热期间不得停用电梯。投诉电话：84664567。""".splitlines()


def review(text: str) -> tuple[Remark, ...]:
    return REVIEWER.against([text], REVIEWER.sources(POLICY), copying=False)


@pytest.mark.parametrize(
    "text",
    [
        "装一台电梯，政府补20万，登记以后一个月内到账。".replace("一个月", "30天"),
        "想装电梯，先要有三分之二以上的业主点头，还要在小区里公示10个工作日。",
        "由住建局牵头联审，受理后15个工作日内给意见；补贴由财政局来拨。",
        "维保每半个月做一次，记录要留够五年。",
        "骗补的要退钱，还要罚1万到3万元。",
        "目标是到2028年装上3000台。",
        "全文共四个部分。",
        "有问题打84664567。",
    ],
)
def test_what_is_right_in_other_words_is_let_be(text: str) -> None:
    assert review(text) == ()


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("装一台电梯，政府补助三万元。", "三万元", "二十万元"),  # a value that the policy has elsewhere
        ("补贴在电梯使用登记后10个工作日内拨付到位。", "10个工作日", "三十日"),
        ("要在小区里公示十五个工作日。", "十五个工作日", "十个工作日"),
        ("联合审查自受理起10个工作日内就要提出意见。", "10个工作日", "十五个工作日"),
        ("维护保养记录至少保存三年。", "三年", "五年"),
        ("由财政局牵头组织联合审查。", "财政局", "住房城乡建设部门"),
        ("供热期间可以停用电梯。", "可以", "不得"),
        ("骗取补贴的，处一万元以上五万元以下罚款。", "五万元", "三万元"),
    ],
)
def test_what_is_wrong_is_told_with_the_place_that_says_otherwise(text: str, wrong: str, right: str) -> None:
    errors = [remark for remark in review(text) if remark.gravity is Gravity.ERROR]
    assert [(remark.text, remark.expected) for remark in errors] == [(wrong, right)]
    place = errors[0].source
    assert place is not None and POLICY[place.paragraph][place.start : place.end] == right


def test_the_least_is_not_the_most() -> None:
    (remark,) = review("维护保养记录最多保存五年。")
    assert remark.gravity is Gravity.ERROR and "最低限" in remark.message and "最高限" in remark.message


def test_parts_are_counted() -> None:
    (remark,) = review("全文共五个部分。")
    assert remark.gravity is Gravity.ERROR and "4个" in remark.message
    assert counts_of(sentences_of(["第一条 甲。", "第二条 乙。", "第四条 丁。"])) == {}


def test_what_the_policy_does_not_say_is_asked_about_and_no_error() -> None:
    (remark,) = review("另外发放交通卡，每张面值88元。")
    assert remark.gravity is Gravity.QUESTION


@pytest.mark.parametrize(
    ("text", "value"),
    [("壹拾万", 100_000), ("3亿2千万", 320_000_000), ("两千五", 2500), ("一万八", 18_000), ("一百零五", 105), ("１５", 15), ("三百五", 350)],
)
def test_numbers_are_read_as_offices_write_them(text: str, value: int) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("半年", "六个月"), ("一年半", "18个月"), ("三成", "百分之三十"), ("3‰", "千分之三"), ("3元5角", "3.5元"), ("18℃", "18摄氏度"),
        ("下午5点", "17:00"), ("8时30分", "8:30"), ("60周岁", "60岁"), ("两个星期", "14天"), ("300余万元", "300万元"),
    ],
)  # fmt: skip
def test_a_fact_is_the_same_in_another_form(one: str, other: str) -> None:
    (mine,), (theirs,) = facts(f"是{one}，"), facts(f"是{other}，")
    assert (mine.kind, mine.value) == (theirs.kind, theirs.value)


def test_both_ends_of_a_range_are_facts() -> None:
    assert [str(fact.value[0]) for fact in facts("补贴10—30万元。")] == ["1E+5", "3E+5"]
    assert [fact.value for fact in facts("自2026年3月1日至15日申报。")] == [(2026, 3, 1), (2026, 3, 15)]
    assert [fact.value[0] for fact in facts("每日8时30分至17时受理。")] == [510, 1020]


@needs_cases
def test_pairs_of_sentences_are_judged_rightly() -> None:
    wrong = []
    for pair in tomllib.loads((CASES / "consistency.toml").read_text(encoding="utf-8"))["pair"]:
        found = REVIEWER.against([pair["says"]], REVIEWER.sources([pair["policy"]]), copying=False)
        errors = any(remark.gravity is Gravity.ERROR for remark in found)
        if errors != (pair["told"] == "error") or (pair["told"] == "nothing" and found):
            wrong.append(pair)
    assert wrong == []


@needs_cases
def test_other_words_are_judged_by_the_bar() -> None:
    found = figures_of([read_marked(path) for path in sorted((CASES / "paraphrase").glob("*.txt"))])
    assert found.errors >= 0.65 and found.told >= 0.88 and found.false_errors <= 0.015 and found.false_questions <= 0.06


def test_a_broken_list_is_told(tmp_path: Path) -> None:
    for text in ("", "same = 3", "same = []\n[[apart]]\nkind = 'a'"):
        (tmp_path / "retelling.toml").write_text(text, encoding="utf-8")
        with pytest.raises(InputError, match=r"retelling\.toml"):
            load_retelling(tmp_path)
    (tmp_path / "retelling.toml").unlink()
    with pytest.raises(InputError):
        load_retelling(tmp_path)


@pytest.mark.parametrize(
    ("text", "wrong", "right"),
    [
        ("联合审查由财政部门牵头来搞，受理后给意见。", "财政部门", "住房城乡建设部门"),
        ("退钱这件事由住建部门责令，骗取补贴的都要退。", "住建部门", "财政部门"),
        ("维护保养记录不必保存五年。", "不必", "维护保养记录至少保存五年"),
        ("加装电梯不用在小区公示十个工作日。", "不用", "并在小区公示十个工作日"),
    ],
)
def test_who_does_it_and_whether_it_is_done_at_all(text: str, wrong: str, right: str) -> None:
    found = [remark for remark in review(text) if remark.text == wrong]
    assert [right in remark.message for remark in found] == [True]


def test_what_a_body_does_in_the_matter_is_not_which_department_it_is() -> None:
    assert review("由起草部门负责解读加装电梯的补贴。") == ()


def test_what_the_policy_does_not_speak_of_may_be_denied() -> None:
    assert review("市财政的补贴在登记后三十日内直接拨付，不用垫付等待。") == ()
