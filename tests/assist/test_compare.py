"""Old against new: what stands against what, whatever its number, and what became of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zwgk_desk.assist.comparing.compare import IDENTICAL, UNRELATED, compare
from zwgk_desk.assist.comparing.figures import figures, figures_changed
from zwgk_desk.assist.text.alignment import Likeness, assign
from zwgk_desk.assist.text.provisions import provisions_of
from zwgk_desk.assist.text.words import marked, words
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.comparison import ChangeKind, Comparison, Marking
from zwgk_desk.model.document.likeness import alike, bigrams
from zwgk_desk.model.document.tree import DocumentTree

from ..conftest import CASES

PURPOSE = "为了规范既有住宅加装电梯活动，方便居民出行，根据有关法律法规，结合本市实际，制定本办法。"
SCOPE = "本市行政区域内既有住宅加装电梯的申请、建设、使用和监督管理，适用本办法。"
FUNDS = "加装电梯所需资金由业主分摊，政府按每台十万元给予补贴，补贴在使用登记后三十日内拨付。"
FUNDS_NEW = "加装电梯所需资金由业主分摊，政府按每台二十万元给予补贴，补贴在使用登记后十五日内拨付。"
CARE = "电梯使用单位应当委托有资质的单位进行维护保养，并建立安全技术档案。"
QUIET = "加装电梯施工应当采取措施，减少噪声和扬尘对居民的影响。"
FORCE = "本办法自公布之日起施行，有效期五年。"
NUMBERS = "一二三四五六七八九十"


def document(*lines: str) -> DocumentTree:
    return read_document("a.txt", "\n".join(lines).encode())


def law(*articles: str) -> DocumentTree:
    return document("某市既有住宅加装电梯办法", *(f"第{NUMBERS[n]}条 {text}" for n, text in enumerate(articles)))


def rows(found: Comparison) -> list[tuple[str, str, str]]:
    return [(row.old_label, row.new_label, row.kind.value) for row in found.rows if row.old_label or row.new_label]


OLD = law(PURPOSE, SCOPE, FUNDS, CARE, FORCE)


def test_a_new_article_in_between_moves_numbers_and_nothing_else() -> None:
    found = compare(OLD, law(PURPOSE, SCOPE, QUIET, FUNDS_NEW, CARE, FORCE))
    assert rows(found) == [
        ("第一条", "第一条", "same"), ("第二条", "第二条", "same"), ("", "第三条", "added"), ("第三条", "第四条", "modified"),
        ("第四条", "第五条", "same"), ("第五条", "第六条", "same"),
    ]  # fmt: skip
    assert [(f.old, f.new, f.was, f.now) for f in found.figures] == [
        ("第三条", "第四条", "十万元", "二十万元"), ("第三条", "第四条", "三十日", "十五日"),
    ]  # fmt: skip
    assert found.differences[0] == "第四条：由“十万元”改为“二十万元”" and any("新增第三条" in line for line in found.differences)


def test_what_changed_places_is_told_so_and_what_it_passed_is_not() -> None:
    found = compare(OLD, law(PURPOSE, CARE, SCOPE, FUNDS, FORCE))
    assert rows(found) == [
        ("第一条", "第一条", "same"), ("第四条", "第二条", "moved"), ("第二条", "第三条", "same"), ("第三条", "第四条", "same"),
        ("第五条", "第五条", "same"),
    ]  # fmt: skip


def test_what_is_gone_stands_where_it_stood() -> None:
    assert rows(compare(OLD, law(PURPOSE, SCOPE, CARE, FORCE)))[2] == ("第三条", "", "deleted")


def test_merged_and_split() -> None:
    merged = compare(OLD, law(PURPOSE + SCOPE, FUNDS, CARE, FORCE))
    assert rows(merged)[0] == ("第一条、第二条", "第一条", "modified")
    split = compare(OLD, law(PURPOSE, SCOPE, FUNDS.split("，补贴")[0] + "。", "补贴" + FUNDS.split("，补贴")[1], CARE, FORCE))
    assert rows(split)[2] == ("第三条", "第三条、第四条", "modified")
    assert merged.as_json()["summary"]["merged"] == 1 and split.as_json()["summary"]["split"] == 1


def test_a_notice_by_its_four_levels() -> None:
    old = document(
        "关于某事的通知", "一、总体要求", "（一）指导思想。坚持以人民为中心。", "二、主要任务", "（一）完善制度。三月底前完成。", "1. 建立台账。"
    )
    new = document(
        "关于某事的通知", "一、总体要求", "（一）指导思想。坚持以人民为中心。", "二、重点任务", "（一）完善制度。六月底前完成。", "1. 建立台账。"
    )
    assert rows(compare(old, new)) == [
        ("一、", "一、", "same"), ("一、（一）", "一、（一）", "same"), ("二、", "二、", "modified"), ("二、（一）", "二、（一）", "modified"),
        ("二、（一）1.", "二、（一）1.", "same"),
    ]  # fmt: skip


def test_the_same_twice_and_two_that_have_nothing_to_do_with_one_another() -> None:
    same = compare(OLD, OLD)
    assert same.notes == (IDENTICAL,) and {row.kind for row in same.rows} == {ChangeKind.SAME}
    other = compare(OLD, law("中小学校应当开齐开足体育课程。", "学生每天校内体育活动时间不少于一小时。", "体育考试成绩纳入升学评价。"))
    assert other.notes == (UNRELATED,) and not any(row.old and row.new for row in other.rows)


@pytest.mark.parametrize(
    "content",
    [b"", b"\n\n", "一行没有句号".encode(), ("字" * 400_000).encode(), b"Only English text.\n\nNothing else.", "第零条 年份是0000年。".encode()],
    ids=["empty", "blank", "one line", "one long line", "English", "year 0"],
)
def test_bad_input_has_an_answer_too(content: bytes) -> None:
    tree = read_document("a.txt", content)
    for one, other in ((tree, OLD), (OLD, tree), (tree, tree)):
        found = compare(one, other)
        assert found.notes or found.rows


@settings(max_examples=60)
@given(order=st.permutations([PURPOSE, SCOPE, FUNDS, CARE, QUIET, FORCE]), left_out=st.integers(0, 5))
def test_every_provision_is_in_just_one_row(order: list[str], left_out: int) -> None:
    new = law(*(text for place, text in enumerate(order) if place != left_out))
    found = compare(OLD, new)
    for side, tree in (("old", OLD), ("new", new)):
        held = [p for row in found.rows for p in getattr(row, side)]
        assert sorted(p.paragraph for p in held) == sorted(p.paragraph for p in provisions_of(tree))
    assert all(row.kind in (ChangeKind.DELETED, ChangeKind.ADDED) or (row.old and row.new) for row in found.rows)


TEXTS = st.text(alphabet="第一二三条款十日内个工作天元，。0123456789 企业申请补贴应当", max_size=40)


@given(old=TEXTS, new=TEXTS)
def test_what_is_marked_gives_both_texts_back_and_marks_only_what_differs(old: str, new: str) -> None:
    before, after = marked(old, new)
    assert "".join(span.text for span in before) == old and "".join(span.text for span in after) == new
    kept = ["".join(s.text for s in spans if s.marking is Marking.KEPT) for spans in (before, after)]
    assert kept[0].replace(" ", "") == kept[1].replace(" ", ""), "blanks are no change"
    assert {s.marking for s in before} <= {Marking.KEPT, Marking.REMOVED} and {s.marking for s in after} <= {Marking.KEPT, Marking.INSERTED}


def test_marks_are_cut_at_words_and_not_inside_numbers() -> None:
    before, after = marked("补贴15,000元，三十日内拨付", "补贴25,000元，十三日内拨付")
    assert [s.text for s in before if s.marking is Marking.REMOVED] == ["15,000元", "三十日"]
    assert [s.text for s in after if s.marking is Marking.INSERTED] == ["25,000元", "十三日"]
    assert "".join(words("依照本法第十一条规定，2026年3月5日起施行")) == "依照本法第十一条规定，2026年3月5日起施行"
    assert "第十一条" in words("依照本法第十一条规定")


def test_what_is_longer_than_any_article_is_marked_as_a_whole() -> None:
    long = "应当申请。" * 15_000
    before, after = marked(long, f"{long}另一句。")
    assert [s.marking for s in (*before, *after)] == [Marking.REMOVED, Marking.INSERTED]


def test_figures_with_their_units() -> None:
    assert figures("自收到之日起15个工作日内，按百分之五、3.5万元补贴，不超过三次") == ["15个工作日", "百分之五", "3.5万元", "三次"]
    assert list(figures_changed("三十日内，十万元", "15日内，十万元")) == [("三十日", "15日")]
    assert list(figures_changed("三十日内", "每台十万元")) == []


@given(old=st.lists(st.text(alphabet="甲乙丙丁戊己庚辛", min_size=2, max_size=12), max_size=7), new=st.lists(
    st.text(alphabet="甲乙丙丁戊己庚辛", min_size=2, max_size=12), max_size=7))  # fmt: skip
def test_partners_are_alike_and_nobody_has_two(old: list[str], new: list[str]) -> None:
    likeness = Likeness([bigrams(text) for text in old], [bigrams(text) for text in new])
    partner = assign(likeness)
    assert len(set(partner.values())) == len(partner)
    for i, j in partner.items():
        assert likeness.of(i, j) == pytest.approx(alike(bigrams(old[i]), bigrams(new[j]))) and likeness.of(i, j) > 0


@pytest.mark.parametrize(
    "name", ["20-legislation-law-2015-old|20-legislation-law-2023-new", "21-minors-protection-2020-old|21-minors-protection-2024-new"]
)
def test_two_real_laws(name: str) -> None:
    paths = [CASES / f"{part}.txt" for part in name.split("|")]
    if not all(path.exists() for path in paths):
        pytest.skip("the real texts are not here")
    found = compare(*(read_document(path.name, path.read_bytes()) for path in paths))
    told = {row.old_label: (row.new_label, row.kind) for row in found.rows if row.old_label}
    if name.startswith("20"):
        assert told["第十三条"][0] == "第十六条" or told["第十三条"][1] is ChangeKind.MOVED
        assert told["第七十二条"] == ("第八十条、第八十一条", ChangeKind.MODIFIED)
        assert told["第二条"] == ("第二条", ChangeKind.SAME) and told["第八条"] == ("第十一条", ChangeKind.MODIFIED)
        assert not any(row.kind is ChangeKind.DELETED and row.old_label for row in found.rows)
    else:
        assert {label: kind for label, (_, kind) in told.items() if kind is not ChangeKind.SAME} == {"第九条": ChangeKind.MODIFIED}


def test_the_document_itself_is_read_from_word_too(tmp_path: Path) -> None:
    from zwgk_desk.documents.writers.docx import write_docx

    tree = read_document("a.docx", write_docx(OLD, "题"))
    assert compare(tree, OLD).notes == (IDENTICAL,)
