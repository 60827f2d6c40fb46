"""Chinese line breaking."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.documents.setting.linebreak import HANGING, NOT_AT_END, NOT_AT_START, break_lines
from zwgk_desk.documents.setting.titles import title_lines

ALPHABET = "中文字符办法，。、；：“”（）《》〔〕12345ab% "


def one(character: str) -> float:
    return 0.5 if character.isascii() else 1.0


@given(st.text(ALPHABET, max_size=200), st.integers(8, 28))
def test_nothing_is_lost_and_no_line_is_too_long(text: str, width: int) -> None:
    lines = break_lines(text, one, width, 2)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for place, line in enumerate(lines):
        room = width - (2 if place == 0 else 0)
        used = sum(map(one, line.text.rstrip(" ")))
        assert used <= room + 0.1 or (line.text[-1] in HANGING and used - 1 <= room + 0.1)


@given(st.text("中文字符办法", min_size=3, max_size=6), st.sampled_from("，。、；：”）》〕"), st.integers(0, 27))
def test_no_closing_mark_begins_a_line_and_no_opening_one_ends_it(word: str, mark: str, shift: int) -> None:
    text = "字" * shift + f"{word}{mark}（{word}）《{word}》" * 10
    lines = break_lines(text, one, 28)
    for line, following in pairwise(lines):
        assert following.text[0] not in NOT_AT_START
        assert line.text[-1] not in NOT_AT_END


@given(st.integers(0, 60))
def test_no_number_is_torn_apart(shift: int) -> None:
    lines = break_lines("字" * shift + "补贴1234567.89元", one, 28)
    assert sum("1234567.89" in line.text for line in lines) == 1


@given(st.text("关于印发加装电梯管理办法的通知《》（）", min_size=1, max_size=90))
def test_a_title_keeps_all_its_characters(text: str) -> None:
    lines = title_lines(text, 19)
    assert "".join(lines) == text


@given(st.text(ALPHABET, max_size=80), st.integers(4, 12))
def test_nothing_hangs_over_a_cell_s_border(text: str, width: int) -> None:
    for line in break_lines(text, one, width, hang=False):
        assert sum(map(one, line.text.rstrip(" "))) <= width + 0.1
