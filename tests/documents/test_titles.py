"""Titles: words whole, and the lines in the shape of a trapezium or a rhombus."""

from __future__ import annotations

import io
from itertools import pairwise

import pdfplumber
import pytest
import rjieba
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.documents.setting.linebreak import NOT_AT_END, NOT_AT_START, units
from zwgk_desk.documents.setting.titles import title_lines
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree

TITLES = [
    "东江市人民政府办公厅关于印发东江市既有住宅加装电梯管理办法的通知",
    "中共东江市委办公厅东江市人民政府办公厅关于印发《东江市关于全面推进政务公开工作的实施方案》的通知",
    "关于报送《东江市既有住宅加装电梯管理办法》的函",
    "东江市人民政府关于进一步优化营商环境若干措施的实施意见（2026—2028年）",
    "东江市住房和城乡建设局东江市财政局东江市自然资源和规划局关于组织开展老旧小区改造项目申报工作的通知",
    "东江市人民政府关于公布取消和下放一批行政许可事项的决定",
]


def width(text: str) -> float:
    return sum(0.5 if character < "\u2000" else 1 for character in text)


@pytest.mark.parametrize("title", TITLES)
def test_words_stay_whole_and_lines_are_no_hourglass(title: str) -> None:
    lines = title_lines(title, 19)
    assert "".join(lines) == title and len(lines) > 1 and all(width(line) <= 19 for line in lines)
    ends = set()
    place = 0
    for word in rjieba.cut(title, True):
        place += len(word)
        ends.add(place)
    place = 0
    for line in lines[:-1]:
        place += len(line)
        assert place in ends, f"{line} ends within a word"
    steps = [width(b) - width(a) for a, b in pairwise(lines)]
    falls = [step < 0 for step in steps]
    assert not any(first and step > 0 for first, step in zip(falls, steps[1:], strict=False)), lines
    assert min(map(width, lines)) > 0.5 * max(map(width, lines)), lines


def test_a_title_likes_to_be_broken_after_what_is_issued() -> None:
    assert title_lines(TITLES[0], 19) == ("东江市人民政府办公厅关于印发", "东江市既有住宅加装电梯管理办法的通知")


def test_an_authority_s_name_is_not_torn_apart() -> None:
    title = "中共哈尔滨市委办公厅哈尔滨市人民政府办公厅关于印发《哈尔滨市关于全面推进政务公开工作的实施方案》的通知"
    assert title_lines(title, 20)[:2] == ("中共哈尔滨市委办公厅", "哈尔滨市人民政府办公厅关于印发")


@given(st.text("东江市人民政府关于印发加装电梯管理办法的通知《》（）、2026年", min_size=1, max_size=120), st.integers(6, 24))
def test_any_title_keeps_its_characters(text: str, most: int) -> None:
    assert "".join(title_lines(text, most)) == text


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("most", range(12, 24))
def test_no_mark_stands_where_it_must_not(title: str, most: int) -> None:
    for line, following in pairwise(title_lines(title, most)):
        assert line[-1] not in NOT_AT_END and following[0] not in NOT_AT_START


@pytest.mark.parametrize("text", ["补贴20万元", "办结期限15个工作日", "占地3.5平方公里", "增长12%", "共120余户", "到2026年", "第13号"])
def test_numbers_stay_with_their_units(text: str) -> None:
    (piece,) = [unit for unit in units(text) if unit[0].isdigit()]
    assert text.endswith(piece)


def test_two_marks_are_set_closely_and_single_ones_are_not() -> None:
    text = "《办法》（以下简称“办法”）、《细则》。"
    with pdfplumber.open(io.BytesIO(write_pdf(DocumentTree((Block(BlockKind.PARAGRAPH, text),)), "x"))) as document:
        found = sorted((c for c in document.pages[0].chars if c["matrix"][5] > 600), key=lambda c: c["x0"])
    steps = {a["text"] + b["text"]: b["x0"] - a["x0"] for a, b in pairwise(found)}
    for pair in ("》（", "”）", "）、", "、《", "》。"):
        assert 7 < steps[pair] < 8.5, pair
    for pair in ("《办", "法》", "（以", "办法"):
        assert 15 < steps[pair] < 16.5, pair
