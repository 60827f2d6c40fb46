"""Names: what fields take, which accounts can be told apart, what files are called."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Dispatch, Part
from zwgk_desk.model.errors import Conflict, InputError
from zwgk_desk.model.naming.account_names import LONGEST, account_name_fault, check_account_name, skeleton
from zwgk_desk.model.naming.bundle_fields import check_bundle, fitting_title
from zwgk_desk.model.naming.fields import PERSON, TITLE, UNIT
from zwgk_desk.model.naming.file_names import MOST_BYTES, distinct_names, folder_name, is_safe, safe_name
from zwgk_desk.model.terms import IssuingAuthority, PartKind

OFFICE = "新疆维吾尔自治区伊犁哈萨克自治州人民政府办公厅"
DEVICES = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9]) *(\..*)?", re.IGNORECASE)
WHOLE = Bundle("题", IssuingAuthority.GOVERNMENT, "局")

pieces = st.one_of(
    st.text(max_size=300),
    st.text(alphabet="政策文稿解读材料a.:?/ ", min_size=60, max_size=300),
    st.sampled_from(["con", "NUL.txt", "com1.docx", "..", ".", "", " ", "A:B", "政策?.docx", "末尾有空格 ", "con .txt", "\u202efdp.docx", "\ud800"]),
)


def assert_taken_everywhere(name: str) -> None:
    """By Windows and by Linux, each by its own rules, written down here anew."""
    assert name and name == name.rstrip(" .")
    assert not set('<>:"/\\|?*') & set(name) and not DEVICES.fullmatch(name)
    assert all(unicodedata.category(char) not in ("Cc", "Cf", "Zl", "Zp", "Cs") for char in name)
    assert len(name.encode("utf-8")) <= MOST_BYTES <= 255 - len(".~lock.#") and len(name.encode("utf-16-le")) // 2 <= 255


@given(pieces)
def test_every_name_becomes_one_that_every_system_takes(name: str) -> None:
    safe = safe_name(name)
    assert_taken_everywhere(safe)
    assert safe_name(safe) == safe and is_safe(safe)
    assert_taken_everywhere(folder_name(name))


@given(st.text(alphabet="政策文稿解读材料一二三", min_size=50, max_size=300), st.sampled_from([".docx", ".PDF", ".md", ""]))
def test_a_name_that_can_stay_stays_and_a_long_one_keeps_beginning_and_ending(stem: str, ending: str) -> None:
    safe = safe_name(f"{stem}{ending}")
    assert safe.startswith(stem[:50]) and safe.endswith(ending)
    assert (safe == f"{stem}{ending}") == (len(f"{stem}{ending}".encode()) <= MOST_BYTES)


@given(st.text(alphabet="政策", min_size=1, max_size=40), st.text(alphabet="政策", min_size=1, max_size=40))
def test_names_that_differ_only_where_they_are_cut_stay_two(one: str, other: str) -> None:
    long = "关于进一步做好既有住宅加装电梯工作的" * 6
    assert (safe_name(f"{long}{one}.docx") == safe_name(f"{long}{other}.docx")) == (one == other)


def test_the_number_of_the_submission_stays_readable_behind_a_long_title() -> None:
    name = safe_name(f"报送包-2026/2027年度{'供热' * 60}-第2次.zip", "-第2次.zip")
    assert name.startswith("报送包-2026_2027年度供热") and name.endswith("-第2次.zip") and "/" not in name


@given(st.lists(st.one_of(pieces, st.sampled_from(["a.docx", "A.DOCX", "é.md", "e\u0301.md", "a.docx/b.md", "A:B.md", "A?B.md"])), max_size=12))
@example(["a.docx/b.md", "a.docx"])
@example(["政" * 78 + ".docx"] * 12)
def test_files_of_one_packet_are_never_one_and_the_same_on_any_system(names: list[str]) -> None:
    made = distinct_names(names)
    assert distinct_names(names) == made
    seen = [unicodedata.normalize("NFC", name).casefold() for name in made]
    assert len(set(seen)) == len(names)
    for name in seen:
        assert not any(other.startswith(f"{name}/") for other in seen), "a file where another needs a folder"
    for name in made:
        for piece in name.split("/"):
            assert_taken_everywhere(piece)


def test_names_that_can_stay_stay_and_twins_are_numbered() -> None:
    assert distinct_names(["政策.docx", "附/图.pdf", "con.md", "A:B.md", "a_b.md"]) == ["政策.docx", "附/图.pdf", "_con.md", "A_B.md", "a_b（2）.md"]


def test_the_folder_of_one_account_is_never_that_of_another() -> None:
    names = ["nigao", "nigao.", "nigao ", "..", ".", "nul", "_nul", "_", "con", "张三"]
    assert len({folder_name(name) for name in names}) == len(names)
    assert folder_name("nigao") == "nigao", "what was there before is found again"


@pytest.mark.parametrize("text", [OFFICE, "局" * 64, "A&B 局", "𠮷" * 64])
def test_a_unit_of_up_to_64_characters_is_taken_however_many_bytes_it_has(text: str) -> None:
    UNIT.check(text)


@pytest.mark.parametrize(
    "text, told",
    [
        ("题" * 300, "标题有 300 个字，最多 200 个字"), ("供热\u202e则细", "第 3 个字（“热”之后）是看不见的字符（U\\+202E）"), ("\u200b供热", "开头"),
        ("供热\n细则", "换行或制表符"), ("供热\x00", "U\\+0000"), ("供热\u3164细则", "U\\+3164"), ("供热\ud800", "U\\+D800"),
    ],
)  # fmt: skip
def test_a_title_that_will_not_do_is_told_with_the_place(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        TITLE.check(text)
    assert TITLE.fault(text) and not TITLE.fault("供热计量收费实施细则（2026/2027年度）")


def test_every_field_of_a_bundle_is_asked_about() -> None:
    for change in (
        {"title": "题\u200b"}, {"drafting_unit": "局" * 65}, {"lead_unit": "局\u202e"}, {"joint_units": ("甲局", "局" * 65)},
        {"interpreting_unit": "局\x07"}, {"dispatch": Dispatch(mark="文\u200e件")}, {"declaration": DisclosureDeclaration(None, "条\u2066例")},
        {"declaration": DisclosureDeclaration(None, "", "因\u202e为")}, {"parts": (Part(PartKind.POLICY, "政策\u202efdp.docx"),)},
    ):  # fmt: skip
        changed = replace(WHOLE, **change)
        with pytest.raises(InputError):
            check_bundle(changed)
        check_bundle(replace(changed, major_decision=True), changed)  # what stood so before these limits can be worked on
    check_bundle(replace(WHOLE, declaration=DisclosureDeclaration(None, "", "第一，\n第二，\u200b从网页上粘来的")))


def test_a_document_s_own_title_is_taken_without_what_cannot_be_seen() -> None:
    assert fitting_title("供热\u200b计量\n收费 细则") == "供热计量 收费 细则"
    assert fitting_title("题" * 300) == ""


@pytest.mark.parametrize("name", ["nigao", "张三", "zhang_san", "zhang.li", "huiqian-caizheng", "𠮷野", "a1", "a" * LONGEST])
def test_accounts_that_may_be_given(name: str) -> None:
    check_account_name(name)


@pytest.mark.parametrize(
    "name, told",
    [
        ("guаnli", "不是英文字母 a"), ("ｎｉｇａｏ", "全角字符“ｎ”"), ("nigao.", "开头和结尾"), ("..", "开头和结尾"),
        ("_a", "开头和结尾"), ("nul", "Windows 保留"),
        ("COM1", "Windows 保留"), ("con.a", "Windows 保留"), ("ni gao", "空格"), ("ni\u200bgao", r"U\+200B"), ("ni/gao", "“/”"), ("a", "2 至 32"),
        ("", "2 至 32"), ("a" * 33, "2 至 32"), ("\u2f08\u4e09", "U\\+2F08"), ("é1", "é"),
    ],
)  # fmt: skip
def test_accounts_that_may_not_be_given_are_told_why(name: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        check_account_name(name)


@pytest.mark.parametrize(
    "one, other", [("Nigao", "nigao"), ("guanIi", "guanli"), ("wang1", "wangl"), ("a0", "ao"), ("a--b", "a-b"), ("nigao", "nigao.")]
)
def test_of_two_accounts_that_look_alike_there_is_one(one: str, other: str) -> None:
    """The second kind of each pair may be there already, from before."""
    with pytest.raises(Conflict, match=f"“{other}”看起来分不清"):
        check_account_name(one, [other])
    assert account_name_fault(one, [other])
    check_account_name(one, ["lisi", "wangwu"])


def test_one_from_before_that_only_looks_like_latin_is_told_from_no_new_one() -> None:
    for before in ("guаnli", "ｇｕａｎｌｉ", "gu\u200banli"):
        with pytest.raises(Conflict, match="分不清"):
            check_account_name("guanli", [before])


@given(st.text(alphabet="abIl1O0._-张三Aа", min_size=1, max_size=8))
def test_the_skeleton_is_settled_and_does_not_see_case_or_width(name: str) -> None:
    assert skeleton(skeleton(name)) == skeleton(name) == skeleton(name.upper()) == skeleton(f"{name}.")
    wide = "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in name)
    assert skeleton(wide) == skeleton(name)


def test_an_account_is_not_refused_before_there_is_anything_to_refuse() -> None:
    assert account_name_fault("") == account_name_fault("z") == account_name_fault("张三") == ""
    assert PERSON.fault("阿不都热依木·买买提") == ""
