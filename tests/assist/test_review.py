"""Reviewing: an interpretation held against its policy, what must not get out, proofs."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from zwgk_desk.assist.reviewing.consistency import inconsistencies
from zwgk_desk.assist.reviewing.copying import RULE, SENTENCE_RULE, copied
from zwgk_desk.assist.reviewing.proof import Proofreader
from zwgk_desk.assist.reviewing.sensitive import Guard
from zwgk_desk.assist.reviewing.unit_names import UnitNames
from zwgk_desk.assist.text.facts import FactKind, facts
from zwgk_desk.assist.text.lexicon import load_lexicon
from zwgk_desk.assist.text.numerals import number
from zwgk_desk.assist.text.sources import Sources
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.readers.word.traces import word_traces
from zwgk_desk.model.document.remark import Gravity
from zwgk_desk.model.errors import InputError
from zwgk_desk.places import resources

from ..conftest import CASES

LEXICON = load_lexicon(resources())
GUARD, PROOF = Guard(LEXICON), Proofreader(LEXICON)
POLICY = [
    "东江市既有住宅加装电梯管理办法",
    "第一条 根据《中华人民共和国民法典》，制定本办法。",
    "第六条 申请人应当自收到通知之日起三十日内，向区住房和城乡建设局提出申请，逾期视为放弃。",
    "第七条 政府对每台电梯给予1.5万元补贴，补贴资金不超过总造价的百分之五，由市财政局拨付。",
    "第八条 坚持“谁受益、谁出资”的原则。咨询电话0451-84664711。",
    "第九条 本办法自2026年12月1日起施行，东政发〔2020〕3号同时废止。",
]
SOURCES = Sources(POLICY)


def said(*material: str) -> list[tuple[str, str, str, str]]:
    return [(r.rule, r.gravity.value, r.text, r.expected) for r in inconsistencies(material, SOURCES)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("三十", 30), ("一百零五", 105), ("二〇一七", 2017), ("两千三百万", 23_000_000), ("一亿二千万", 120_000_000), ("1.5万", 15_000),
        ("1,500", 1_500), ("十", 10), ("三点五", Decimal("3.5")), ("12亿", 1_200_000_000), ("", None), ("三x", None), ("9" * 40, None),
    ],
)  # fmt: skip
def test_numbers_in_every_form(text: str, value: object) -> None:
    assert number(text) == value


@given(st.integers(0, 99_999_999))
def test_a_number_in_arabic_figures_is_itself(value: int) -> None:
    assert number(str(value)) == value == number(f"{value:,}")


def test_facts_are_the_same_in_whatever_form() -> None:
    for one, other in (
        ("三十日内", "30天内"), ("百分之五", "5%"), ("二〇一七年五月三十一日", "2017年5月31日"), ("1.5万元", "15,000元"), ("三分之二", "2:3"),
        ("第十五条", "第15条"), ("两个月", "2个月"),
    ):  # fmt: skip
        assert [(f.kind, f.value) for f in facts(one)] == [(f.kind, f.value) for f in facts(other)], (one, other)
    assert [f.value for f in facts("十五个工作日")] != [f.value for f in facts("15日")]
    assert not facts("统一部署，一般不公开，十分重要，一个原则")


def test_what_the_policy_says_otherwise_is_an_error_with_both_places() -> None:
    (remark,) = inconsistencies(["申请人要在收到通知之日起15日内，向区住房和城乡建设局提出申请。"], SOURCES)
    assert (remark.rule, remark.gravity, remark.text, remark.expected) == ("number-mismatch", Gravity.ERROR, "15日", "三十日")
    assert remark.source is not None and POLICY[remark.source.paragraph][remark.source.start : remark.source.end] == "三十日"
    assert (remark.place.paragraph, remark.place.start, remark.place.end) == (0, 12, 15)


@pytest.mark.parametrize(
    ("sentence", "rule", "expected"),
    [
        ("政府对每台电梯给予2.5万元补贴，由市财政局拨付。", "number-mismatch", "1.5万元"),
        ("政府对每台电梯给予1.5万元补贴，补贴资金不超过总造价的8%，由市财政局拨付。", "number-mismatch", "百分之五"),
        ("政府对每台电梯给予1.5万元补贴，补贴资金不超过总造价的5%，由市民政局拨付。", "name-mismatch", "市财政局"),
        ("办法坚持“谁出资、谁受益”的原则。", "quote-mismatch", "“谁受益、谁出资”"),
        ("咨询电话0451-84664712。", "number-mismatch", "0451-84664711"),
        ("本办法自2027年1月1日起施行。", "date-mismatch", "2026年12月1日"),
        ("东政发〔2020〕8号同时废止。", "number-mismatch", "东政发〔2020〕3号"),
        ("根据《中华人民共和国民法通则》制定。", "quote-mismatch", "《中华人民共和国民法典》"),
        ("申请人应当自收到通知之日起三十个工作日内，向区住房和城乡建设局提出申请。", "number-mismatch", "三十日"),
    ],
)
def test_each_kind_of_mismatch(sentence: str, rule: str, expected: str) -> None:
    assert [(r, e) for r, gravity, _, e in said(sentence) if gravity == "error"] == [(rule, expected)]


@pytest.mark.parametrize(
    "sentence",
    [
        *POLICY, "收到通知之日起30天内，向区住房和城乡建设局提出申请。", "每台电梯补贴15000元，不超过总造价的5%，由市财政局拨付。",
        "办法从二〇二六年十二月一日起施行。", "区住建局受理申请。",
    ],
)  # fmt: skip
def test_what_says_the_same_is_no_error_whatever_its_form(sentence: str) -> None:
    assert not [entry for entry in said(sentence) if entry[1] == "error"]


def test_what_the_policy_does_not_say_is_a_question() -> None:
    assert said("全市现有老旧住宅12000栋。") == [("number-mismatch", "question", "12000栋", "")]


def test_copying_sentence_by_sentence() -> None:
    found = list(copied([POLICY[2], POLICY[3], "用大白话说，就是电梯装好了，钱由大家一起出，政府再补一些。"], SOURCES))
    assert [r.rule for r in found] == [RULE, SENTENCE_RULE, SENTENCE_RULE] and "%" in found[0].message
    assert not list(copied(["用大白话说，就是电梯装好了，钱由大家一起出，政府再补一些。"], SOURCES))


BIRTHDAYS = st.dates(date(1930, 1, 1), date(2020, 12, 31))


@given(area=st.integers(110_000, 659_999), born=BIRTHDAYS, order=st.integers(0, 999), before=st.text(alphabet="号码是，", max_size=5))
def test_every_identity_number_is_found_and_none_with_another_check_character(area: int, born: date, order: int, before: str) -> None:
    bare = f"{area}{born:%Y%m%d}{order:03d}"
    check = ric.calc_check_digit(f"{bare}0")
    assert [r.text for r in GUARD.remarks([f"{before}{bare}{check}。"]) if r.rule == "id-number"] == [bare + check]
    wrong = "0123456789"[(int(check) + 1) % 10 if check.isdigit() else 0]
    assert not [r for r in GUARD.remarks([f"{before}{bare}{wrong}。"]) if r.rule == "id-number"]


@given(st.integers(0, 10**13 - 1))
def test_every_bank_card_is_found(middle: int) -> None:
    bare = f"62{middle:013d}"
    card = bare + luhn.calc_check_digit(bare)
    assert [r.text for r in GUARD.remarks([f"账号{card}。"]) if r.rule == "bank-card"] == [card]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系人：张三，电话13812345678。", [("mobile-number", "13812345678"), ("personal-name", "张三")]),
        ("李四（13912345678）负责受理。", [("mobile-number", "13912345678"), ("personal-name", "李四")]),
        ("机密★1年", [("secrecy-mark", "机密★1年")]), ("绝密", [("secrecy-mark", "绝密")]),
        ("内部资料，注意保存", [("secrecy-mark", "内部资料"), ("secrecy-mark", "注意保存")]),
        ("校对人：王五", [("routing-mark", "校对人：")]),
        ("涉及国家秘密、商业秘密、个人隐私的，不予公开。", []), ("机密文件的管理办法另行规定。", []), ("电话0451-84664711，邮编150000", []),
        ("文号20231234567890123", []),
    ],
)  # fmt: skip
def test_what_must_not_get_out(text: str, found: list[tuple[str, str]]) -> None:
    assert [(r.rule, r.text) for r in GUARD.remarks([text])] == found


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["东政发[2017]13号、东政发（2018）2号。"], [("bracket-form", "〔2017〕"), ("bracket-form", "〔2018〕")]),
        (["一、甲", "二、乙", "四、丁"], [("heading-order", "三、")]),
        (["一、甲", "（一）乙", "（三）丙", "二、丁", "（一）戊"], [("heading-order", "（二）")]),
        (["1. 甲", "3. 乙"], [("heading-order", "2.")]), (["2月30日前办结，13月1日起。"], [("date-impossible", ""), ("date-impossible", "")]),
        (["2024年2月29日"], []), (["2023年2月29日"], [("date-impossible", "")]), (["２０１７年"], [("full-width", "2017")]),
        (["他说：“你好。"], [("unclosed", "")]), (["（一）甲。", "1）乙；"], []), (["见附件3。", "附件：1.甲", "2.乙"], [("attachment-missing", "")]),
        (["中文,中文(说明)。"], [("punctuation", "，"), ("punctuation", "（说明）")]), (["比例为1:2，见http://a.cn/b?c"], []),
        (["自2017年五月起。"], [("figure-form", "")]), (["市政府的的工作。"], [("doubled-word", "的")]), (["违背授权目的的法规。"], []),
        (["依照《甲法》、《乙法》办理。"], [("punctuation", "")]), (["按规定，，办理。"], [("punctuation", "，")]),
        (["按规定，。"], [("punctuation", "")]),
        (["其他事项。。。"], [("punctuation", "……")]), (["公开--为常态。"], [("punctuation", "——")]), (["共3百人。"], [("figure-form", "")]),
        (["补助5千克粮食。"], []), (["提高5-10%。"], [("figure-form", "5%～10%")]), (["约30人左右。"], [("figure-form", "")]), (["约30人。"], []),
        (["按照规定规定办理。"], [("doubled-word", "规定")]), (["等……情形——例外。"], []),
        (["推進政務公開工作。"], [("mixed-script", "进"), ("mixed-script", "务"), ("mixed-script", "开")]),
    ],
)  # fmt: skip
def test_proofs(lines: list[str], found: list[tuple[str, str]]) -> None:
    assert [(r.rule, r.expected) for r in PROOF.remarks(lines)] == found


def test_traces_that_a_word_file_carries_along() -> None:
    document = docx.Document()
    document.core_properties.author = "张三"
    document.core_properties.last_modified_by = ""
    run = document.add_paragraph("看得见的").add_run("看不见的")
    run.font.hidden = True
    inserted = OxmlElement("w:ins")
    inserted.append(document.add_paragraph().add_run("后加的")._r)
    document.paragraphs[-1]._p.append(inserted)
    document.add_comment(document.paragraphs[0].runs, text="这里再议", author="李四")
    buffer = io.BytesIO()
    document.save(buffer)
    assert set(word_traces(buffer.getvalue())) == {
        ("author-name", "张三"), ("hidden-text", "看不见的"), ("tracked-change", "后加的"), ("file-comment", "这里再议"),
        ("file-property", "generated by python-docx"), ("file-property", "缩略图"),
    }  # fmt: skip
    assert word_traces(b"no Word document") == ()


@pytest.mark.parametrize("text", ["1" * 1_000_000, "（" * 200_000, "“" * 200_000, "第" * 300_000, "一" * 300_000, "张" * 300_000, "a1,b2;" * 100_000])
def test_the_worst_texts_have_an_answer(text: str) -> None:
    list(GUARD.remarks([text]))
    list(PROOF.remarks([text]))
    list(inconsistencies([text], SOURCES))


def test_real_laws_are_held_against_themselves_without_an_error() -> None:
    path = CASES / "20-legislation-law-2023-new.txt"
    if not path.exists():
        pytest.skip("the real texts are not here")
    paragraphs = list(read_document(path.name, path.read_bytes()).paragraphs())
    assert not [r for r in inconsistencies(paragraphs, Sources(paragraphs)) if r.gravity is Gravity.ERROR]


def test_names_with_and_in_them_are_one_and_figures_before_them_are_none_of_them() -> None:
    names = [f.text for f in facts("由市住房和城乡建设局、市人力资源和社会保障局经三次常务委员会会议办理，找哪个部门") if f.kind is FactKind.NAME]
    assert names == ["市住房和城乡建设局", "市人力资源和社会保障局", "常务委员会"]


def test_a_broken_word_list_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="资源文件"):
        load_lexicon(tmp_path)
    (tmp_path / "review.toml").write_text("[secrecy]\nlevels = 3", encoding="utf-8")
    with pytest.raises(InputError, match="资源文件"):
        load_lexicon(tmp_path)


LISTED = ("东江市住房和城乡建设局", "东江市财政局", "东江市人民政府办公室")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("由东江市住房城乡建设局负责。", "东江市住房和城乡建设局"),
        ("由市住房和城乡建设局负责，报市人民政府办公室。", ""), ("由东江市财政局拨付。", ""),
        ("由东江市住房和城市建设局负责。", "东江市住房和城乡建设局"), ("由东江市民政局负责。", ""), ("由国务院办公厅印发。", ""),
    ],
)  # fmt: skip
def test_unit_names_are_held_against_the_offices_list(text: str, wanted: str) -> None:
    found = list(UnitNames(LISTED).remarks([text]))
    assert [remark.expected for remark in found] == ([wanted] if wanted else [])
    assert all(remark.rule == "unit-name" and text[remark.place.start : remark.place.end] == remark.text for remark in found)
    assert not list(UnitNames(()).remarks([text]))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("每台补贴30万元。", "二十万元"), ("老百姓关心的是钱，每台补贴30万元，很快能拿到。", "二十万元"), ("每台补贴20万元。", ""),
        ("物业费每月30万元。", None), ("补贴在使用登记后十五日内拨付。", "三十日"),
    ],
)  # fmt: skip
def test_what_is_said_otherwise_in_other_words_is_an_error_too(said: str, wanted: str | None) -> None:
    policy = Sources(["市、区财政对加装电梯给予补贴，每台电梯补贴二十万元，在电梯使用登记后三十日内拨付。", "物业服务企业应当予以配合。"])
    found = [remark for remark in inconsistencies([said], policy) if remark.rule == "number-mismatch"]
    if wanted is None:
        assert [remark.gravity for remark in found] == [Gravity.QUESTION]
    else:
        assert [remark.expected for remark in found if remark.gravity is Gravity.ERROR] == ([wanted] if wanted else [])


def test_an_interpretation_in_one_script_is_held_against_a_policy_in_the_other() -> None:
    policy = ["聽取意見的期限一般不少于30日。", "行政處罰等信息自作出行政決定之日起7個工作日內上網公開。"]
    right = ["听取意见的期限一般不少于三十日。", "行政处罚等信息自作出行政决定之日起七个工作日内上网公开。"]
    assert not list(inconsistencies(right, Sources(policy)))
    wrong = ["听取意见的期限一般不少于15日。", "行政处罚信息，自作出行政决定之日起10个工作日内上网公开。"]
    found = list(inconsistencies(wrong, Sources(policy)))
    assert [(remark.gravity, remark.text, remark.expected) for remark in found] == [
        (Gravity.ERROR, "15日", "30日"), (Gravity.ERROR, "10个工作日", "7個工作日"),
    ]  # fmt: skip
    for remark in found:
        place, source = remark.place, remark.source
        assert source is not None
        assert wrong[place.paragraph][place.start : place.end] == remark.text
        assert policy[source.paragraph][source.start : source.end] == remark.expected


@pytest.mark.parametrize(
    ("text", "number_"),
    [("根据省商发〔2026〕9号文件", "省商发〔2026〕9号"), ("依据〔2026〕8号", "依据〔2026〕8号"), ("按照市经信发〔2026〕3号", "市经信发〔2026〕3号")],
)
def test_a_document_number_begins_with_its_issuer(text: str, number_: str) -> None:
    assert [fact.text for fact in facts(text) if fact.kind is FactKind.DOCUMENT] == [number_]
