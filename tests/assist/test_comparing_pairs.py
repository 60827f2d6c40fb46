"""Old against new, pair by pair: what an officer who lays both side by side would say changed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.assist.comparing.compare import compare
from zwgk_desk.assist.comparing.comparison_table import table_of
from zwgk_desk.assist.comparing.items import aligned, parts_of
from zwgk_desk.assist.text.scripts import folded
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.document.comparison import ChangeKind, Comparison, Marking, Provision
from zwgk_desk.model.document.tree import DocumentTree

from ..conftest import CASES

PAIRS: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("comparing_pairs.toml").read_text(encoding="utf-8"))
ALL = [*PAIRS["pair"], *PAIRS["aside"]]


def read(text: str) -> DocumentTree:
    return read_document("a.md", text.strip().encode())


def compared(pair: dict[str, Any]) -> Comparison:
    new = pair.get("new", pair["old"])
    for was, now in pair.get("replace", ()):
        assert was in new, was
        new = new.replace(was, now)
    return compare(read(pair["old"]), read(new))


@pytest.mark.parametrize("pair", ALL, ids=[pair["name"] for pair in ALL])
def test_what_changed_is_told_and_nothing_else(pair: dict[str, Any]) -> None:
    found = compared(pair)
    changes = [[row.kind.value, row.old_label, row.new_label] for row in found.rows if row.kind is not ChangeKind.SAME]
    assert changes == pair["changes"]
    figures = [[f.new or f.old, f.was, f.now] for f in found.figures]
    if "figures" in pair:
        assert figures == pair["figures"]
    assert all(figure in figures for figure in pair.get("has_figures", ()))
    assert not any(figure in figures for figure in pair.get("no_figures", ()))
    for part in pair.get("sentences", ()):
        assert any(part in sentence for sentence in found.differences), found.differences
    for part in pair.get("silent", ()):
        assert not any(part in sentence for sentence in found.differences), found.differences
    assert found.renumbered == pair.get("renumbered", 0)
    assert any("写法不同" in note for note in found.notes) is pair.get("typographic", False)


def real(old: str, new: str) -> Comparison:
    paths = [CASES / "compare" / name for name in (old, new)]
    if not all(path.exists() for path in paths):
        pytest.skip("the real texts are not here")
    return compare(*(read_document(path.name, path.read_bytes()) for path in paths))


def test_a_date_below_the_last_article_is_no_change_of_it() -> None:
    found = real("tail2-old.txt", "tail2-new.txt")
    changed = [(row.old_label, row.new_text) for row in found.rows if row.kind is not ChangeKind.SAME]
    assert changed == [("", "2026年11月2日"), ("", "东江市人民政府办公室　2026年11月2日印发")]
    assert not found.figures and not found.differences
    assert found.names == ("东江市既有住宅加装电梯管理办法，2021年11月2日", "东江市既有住宅加装电梯管理办法，2026年11月2日")


def test_holidays_are_compared_holiday_by_holiday() -> None:
    found = real("nj13.md", "nj24.md")
    assert [(f.new, f.was, f.now) for f in found.figures] == [("第二条第（二）项", "3天", "4天"), ("第二条第（四）项", "1天", "2天")]
    kinds = {row.new_label: row.kind for row in found.rows if row.new_label}
    assert kinds["第三条"] is ChangeKind.SAME, "a bracket's width is no change"
    assert [row.new_label for row in found.rows if row.renumbered] == ["第八条"]
    assert found.names == ("全国年节及纪念日放假办法，2007年12月14日", "全国年节及纪念日放假办法，2024年11月10日")
    row = next(row for row in table_of(found, "a", "b").rows if row.old[0].text.startswith("第二条"))
    assert row.change.split("\n") == ["修改", "第（一）项", "第（二）项", "第（四）项", "第（七）项"]
    assert [span.text for span in row.old if span.marking is Marking.REMOVED][:2] == ["新年", "3天"]


TITLE = "甲市乙办法"
LATER = "（2019年3月1日公布　{}年5月6日修订）"


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        (f"{TITLE}\n第一条 一。", "甲市丙办法\n第一条 二。", (TITLE, "甲市丙办法")),
        (
            f"# {TITLE}\n甲政发〔2021〕5号\n一、正文。", f"# {TITLE}\n甲政发〔2024〕6号\n一、正文。",
            (f"{TITLE}，甲政发〔2021〕5号", f"{TITLE}，甲政发〔2024〕6号"),
        ),
        (
            f"# {TITLE}\n{LATER.format(2021)}\n第一条 一。", f"# {TITLE}\n{LATER.format(2023)}\n第一条 一。",
            (f"{TITLE}，2021年5月6日", f"{TITLE}，2023年5月6日"),
        ),
        ("第一条 没有标题。\n第二条 没有。", f"# {TITLE}\n第一条 没有标题。", ("旧.txt", TITLE)),
    ],
)  # fmt: skip
def test_columns_are_called_by_title_and_what_tells_them_apart(old: str, new: str, names: tuple[str, str]) -> None:
    found = table_of(compare(read(old), read(new)), "旧.txt", "新.txt")
    assert (found.old_name, found.new_name) == names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("個工作日", "个工作日"),
        ("72小時", "72小时"),
        ("２个月", "2个月"),
        ("(二)", "（二）"),
        ("〔2021〕3号", "[2021]3号"),
        ("“甲”", "「甲」"),
        ("二○二一年", "二〇二一年"),
    ],
)
def test_ways_of_writing_are_one(one: str, other: str) -> None:
    assert folded(one) == folded(other) and len(folded(one)) == len(one)


@given(st.text(max_size=60))
def test_folding_keeps_every_character_at_its_place(text: str) -> None:
    assert len(folded(text)) == len(text)


@given(
    old=st.permutations(["（一）甲乙1天；", "（二）丙丁2天；", "（三）戊己3天；", "末款。"]),
    new=st.permutations(["（一）甲乙1天；", "（二）丙丁5天；", "（三）庚辛。"]),
)
def test_items_are_each_told_once_and_give_the_text_back(old: list[str], new: list[str]) -> None:
    one, other = (Provision("第七条", "\n".join(["下列：", *lines]), 0) for lines in (old, new))
    parts, others = parts_of(one), parts_of(other)
    assert "".join(part.whole for part in parts) == one.text
    pairs = aligned(parts, others)
    assert sorted(p.whole for p, _ in pairs if p) == sorted(p.whole for p in parts)
    assert [q.whole for _, q in pairs if q] == [q.whole for q in others]


PUBLISHED = sorted((CASES / "gov").glob("*.txt"))
WIDE = str.maketrans("0123456789（）", "０１２３４５６７８９()")
VARIANTS = re.compile("坐标")
"""Words that the conversion to traditional characters writes otherwise."""


@pytest.mark.parametrize("path", PUBLISHED, ids=[path.stem for path in PUBLISHED])
def test_a_published_text_in_traditional_characters_is_the_same_and_one_figure_is_one_change(path: Path) -> None:
    text = VARIANTS.sub("", "\n".join(read_document(path.name, path.read_bytes()).paragraphs()))
    tree = read_document("a.txt", text.encode())
    other = read_document("b.txt", opencc.OpenCC("s2t").convert(text).translate(WIDE).encode())
    assert [row for row in compare(tree, other).rows if row.kind is not ChangeKind.SAME] == []
    last = [*re.finditer(r"(?<=[\u3400-\u9fff])\d{1,3}(?=(?:个|项|万元|%|人)[\u3400-\u9fff，。])", text)][-1:]
    for found in last:
        now = str(int(found[0]) + 1)
        changed = compare(tree, read_document("b.txt", f"{text[: found.start()]}{now}{text[found.end() :]}".encode()))
        assert changed.counts[ChangeKind.MODIFIED] == 1 and len(changed.rows) == changed.counts[ChangeKind.MODIFIED] + changed.counts[ChangeKind.SAME]
        (figure,) = changed.figures
        assert found[0] in figure.was and now in figure.now
