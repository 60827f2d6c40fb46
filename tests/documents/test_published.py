"""Texts as they stand on the State Council's pages, titles broken over lines: every element of theirs is found, and nothing is lost."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH

from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.recognise import recognise
from zwgk_desk.documents.recognising.raw import RawParagraph
from zwgk_desk.documents.setting.page_ops import TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import Section, lay_out
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree

from ..conftest import CASES
from . import official_texts, official_texts_apart
from .marked_texts import MarkedText, seen_elements

FOLDER = CASES / "gov"
TRUTH: dict[str, Any] = json.loads((FOLDER / "truth.json").read_text(encoding="utf-8")) if FOLDER.is_dir() else {}
NAMES = sorted(TRUTH)
K = BlockKind
CLOSINGS = {
    "01": ("国务院", "2019年1月27日"), "02": ("国务院办公厅", "2019年1月22日"), "03": ("国务院", "2019年1月24日"),
    "06": ("国务院办公厅", "2019年1月9日"), "10": ("国务院办公厅", "2018年12月23日"), "11": ("国务院", "2018年12月28日"),
    "14": ("国务院", "2018年12月25日"), "16": ("国务院", "2018年12月21日"), "19": ("国务院办公厅\u3000中央军委办公厅", "一九九六年六月二十九日"),
    "20": ("国务院办公厅", "一九九六年二月五日"), "21": ("国务院办公厅", "二〇〇四年八月十二日"), "24": ("国务院办公厅", "二〇〇四年四月二十七日"),
    "25": ("国务院办公厅", "二〇〇五年三月三日"), "33": ("总理\u3000\u3000李克强", "2018年12月18日"), "35": ("国务院办公厅", "2018年12月4日"),
    "38": ("国务院办公厅", "2018年12月4日"), "40": ("国务院", "一九八一年五月二十三日"), "41": ("国务院办公厅", "二〇〇五年六月十一日"),
    "44": ("国务院", "二〇〇六年十二月三十日"), "47": ("国务院", "二〇〇四年六月二十六日"), "54": ("国务院办公厅", "2018年11月20日"),
    "57": ("国务院", "2018年11月7日"), "58": ("总理\u3000\u3000李克强", "2018年11月6日"), "60": ("国务院办公厅", "2018年10月27日"),
}  # fmt: skip
"""Who signed each and when, read in the texts."""

HEADINGS = {
    "01": (4, 10, 0, 0), "02": (8, 27, 0, 0), "03": (7, 20, 0, 0), "06": (4, 0, 9, 0), "10": (8, 0, 0, 0), "11": (0, 0, 0, 0), "14": (13, 0, 0, 0),
    "16": (0, 0, 0, 0), "19": (0, 0, 0, 0), "20": (3, 0, 0, 0), "21": (7, 0, 0, 0), "24": (0, 0, 0, 0), "25": (3, 0, 0, 0), "33": (0, 0, 0, 0),
    "35": (4, 12, 0, 0), "38": (0, 0, 0, 0), "40": (2, 0, 0, 0), "41": (7, 21, 6, 3), "44": (0, 0, 0, 0), "47": (10, 0, 0, 0), "54": (0, 2, 0, 0),
    "57": (5, 0, 0, 0), "58": (5, 0, 0, 0), "60": (5, 14, 4, 0),
}  # fmt: skip
"""How many headings of each level each has, counted in the texts: items of lists and articles are text."""


def published(name: str) -> list[str]:
    return (FOLDER / name).read_text(encoding="utf-8").splitlines()


def words(text: str) -> str:
    return re.sub(r"\s", "", text)


def as_paragraphs(lines: list[str]) -> bytes:
    """One paragraph a line, as whoever pastes plain text has it."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def with_line_breaks(lines: list[str], title: int) -> bytes:
    """The title centred in one paragraph, its lines broken by hand."""
    document = docx.Document()
    document.add_paragraph("\n".join(lines[:title])).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for line in lines[title:]:
        document.add_paragraph(line)
    return saved(document)


def in_one_cell(lines: list[str]) -> bytes:
    """The whole text in a table of one cell, as a page copied from the web is pasted."""
    document = docx.Document()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.paragraphs[0].text = lines[0]
    for line in lines[1:]:
        cell.add_paragraph(line)
    return saved(document)


def in_one_column(lines: list[str]) -> bytes:
    """A table of one column, a row a line."""
    document = docx.Document()
    table = document.add_table(len(lines), 1)
    for row, line in zip(table.rows, lines, strict=True):
        row.cells[0].text = line
    return saved(document)


def saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def assert_right(name: str, tree: DocumentTree) -> None:
    truth = TRUTH[name]
    assert tree.title == truth["title"]
    assert "number" not in truth or [block.text for block in tree.of_kind(K.NUMBER)] == [truth["number"]]
    addressees = [block.text for block in tree.of_kind(K.ADDRESSEE)]
    assert addressees[:1] == ([truth["addressee"]] if "addressee" in truth else [])
    signature, date = CLOSINGS[Path(name).stem]
    assert [block.text for block in tree.of_kind(K.SIGNATURE)][:1] == [signature]
    assert [block.text for block in tree.of_kind(K.DATE)][:1] == [date]


@pytest.mark.parametrize("name", NAMES)
def test_head_and_closing_of_a_published_text(name: str) -> None:
    assert_right(name, read_document("a.txt", (FOLDER / name).read_bytes()))


@pytest.mark.parametrize("name", NAMES)
def test_every_character_is_kept_in_its_order(name: str) -> None:
    tree = read_document("a.txt", (FOLDER / name).read_bytes())
    assert words(tree.text) == words("".join(published(name)))


@pytest.mark.parametrize("name", NAMES)
def test_headings_are_told_from_items(name: str) -> None:
    levels = [block.level for block in read_document("a.txt", (FOLDER / name).read_bytes()).of_kind(K.HEADING)]
    assert tuple(levels.count(level) for level in (1, 2, 3, 4)) == HEADINGS[Path(name).stem]


@pytest.mark.parametrize("name", NAMES)
def test_the_same_in_word_a_paragraph_a_line_and_with_line_breaks_in_the_title(name: str) -> None:
    lines = [line for line in published(name) if line.strip()]
    assert_right(name, read_document("a.docx", as_paragraphs(lines)))
    if TRUTH[name]["title_lines"]:
        assert_right(name, read_document("a.docx", with_line_breaks(lines, TRUTH[name]["title_lines"])))


@pytest.mark.parametrize("made", [in_one_cell, in_one_column])
@pytest.mark.parametrize("name", NAMES)
def test_the_same_pasted_from_a_page(name: str, made: Any) -> None:
    assert_right(name, read_document("a.docx", made([line for line in published(name) if line.strip()])))


@pytest.mark.parametrize("name", NAMES)
def test_what_was_read_is_written_and_read_again(name: str) -> None:
    tree = read_document("a.txt", (FOLDER / name).read_bytes())
    assert read_document("a.docx", write_docx(tree, tree.title)) == tree


@pytest.mark.parametrize("text", [*official_texts.TEXTS, *official_texts_apart.TEXTS], ids=lambda text: text.name)
def test_each_paragraph_of_many_kinds_of_documents(text: MarkedText) -> None:
    tree = read_document("a.txt", text.text.encode())
    assert tree.title == text.title
    assert "".join(seen_elements(tree)) == "".join(text.elements)
    assert words(tree.text) == words(text.text)


def test_lines_of_a_title_stay_paragraphs_and_are_one_text_where_the_title_is_asked_for() -> None:
    tree = recognise([RawParagraph(line) for line in ("东江市财政局", "东江市教育局", "关 于 补 贴 的 通 知", "各区财政局、教育局：", "正文。")])
    assert [block.text for block in tree.of_kind(K.TITLE)] == ["东江市财政局", "东江市教育局", "关 于 补 贴 的 通 知"]
    assert tree.title == "东江市财政局、东江市教育局关于补贴的通知"


def test_a_title_further_below_is_another_text_s() -> None:
    blocks = (Block(K.TITLE, "关于印发办法的通知"), Block(K.PARAGRAPH, "现予印发。"), Block(K.TITLE, "办法"))
    assert DocumentTree(blocks).title == "关于印发办法的通知"


def test_a_heading_of_the_first_level_alone_above_others_is_the_title() -> None:
    raw = [RawParagraph("东江市补贴办法", 1), RawParagraph("正文。"), RawParagraph("一、总则", 2), RawParagraph("（一）目的", 3)]
    assert [(block.kind, block.level) for block in recognise(raw).of_kind(*BlockKind)] == [
        (K.TITLE, 0), (K.PARAGRAPH, 0), (K.HEADING, 1), (K.HEADING, 2),
    ]  # fmt: skip
    two = recognise([*raw, RawParagraph("二、附则", 1)])
    assert not two.title and [block.level for block in two.of_kind(K.HEADING)] == [1, 2, 3, 1]


@pytest.mark.parametrize("line", ["一、东江市补贴办法", "为了规范补贴，制定本办法。"])
def test_a_lone_heading_that_is_no_title_stays_one(line: str) -> None:
    tree = recognise([RawParagraph(line, 1), RawParagraph("正文。"), RawParagraph("（一）目的", 2)])
    assert [block.level for block in tree.of_kind(K.HEADING)] == [1, 2]


PLAN = ("关于印发节水方案的通知", "现予印发。", "东江市水利局", "2026年1月2日", "节水方案", "一、目标", "用水零增长。")
ORDER = ("东江市人民政府令", "第3号", "《节水办法》现予公布。", "市长　周明远", "2026年1月2日", "节水办法", "第一条　为了节水。")


@pytest.mark.parametrize("lines, title", [(PLAN, "节水方案"), (ORDER, "节水办法")], ids=["plan", "order"])
def test_a_plan_behind_a_notice_and_a_regulation_below_an_order_begin_a_page(lines: tuple[str, ...], title: str) -> None:
    tree = recognise([RawParagraph(line) for line in lines])
    pages = lay_out(Section("", tree)).pages
    assert len(pages) == 2 and title in "".join(op.text for op in pages[1].ops if isinstance(op, TextOp))
    written = docx.Document(io.BytesIO(write_docx(tree, "x"))).paragraphs
    assert [paragraph.text for paragraph in written if paragraph.paragraph_format.page_break_before] == [title]


def test_what_this_house_wrote_keeps_a_heading_that_looks_like_a_title() -> None:
    tree = DocumentTree((Block(K.HEADING, "关于补贴的通知", 1), Block(K.PARAGRAPH, "正文。"), Block(K.HEADING, "（一）目的", 2)))
    assert read_document("a.docx", write_docx(tree, "x")) == tree


def test_the_joint_name_above_an_order_is_one_mark() -> None:
    lines = (
        "东江市财政局",
        "东江市教育局令",
        "第3号",
        "《补贴办法》现予公布。",
        "局长　王大年",
        "2026年1月2日",
        "补贴办法",
        "第一条　为了补贴。",
    )
    tree = recognise([RawParagraph(line) for line in lines])
    assert [block.text for block in tree.of_kind(K.ISSUER_NAME_MARK, K.NUMBER)] == ["东江市财政局\u3000东江市教育局令", "第3号"]
    assert tree.title == "补贴办法"


@pytest.mark.parametrize(
    "lines, number",
    [
        (("关于补贴的通知", "(81)国发88号", "正文。"), "(81)国发88号"),
        (("关于补贴的通知", "国发［1981］88号", "正文。"), "国发［1981］88号"),
        (("关于补贴的通知", "国办发明电〔2018〕15号", "正文。"), "国办发明电〔2018〕15号"),
        (("关于补贴的公告", "第123号", "正文。"), "第123号"),
        (("国发〔2026〕1号", "关于补贴", "的通知", "正文。"), "国发〔2026〕1号"),
        (("关于补贴的通知", "（东政发〔1994〕12号）", "正文。"), "（东政发〔1994〕12号）"),
    ],
)
def test_numbers_of_former_years_above_or_below_the_title(lines: tuple[str, ...], number: str) -> None:
    tree = recognise([RawParagraph(line) for line in lines])
    assert [block.text for block in tree.of_kind(K.NUMBER)] == [number]
    assert tree.title.startswith("关于补贴的")


@pytest.mark.parametrize(
    "line", ["现将有关事项通知如下：", "第一条　有下列情形之一的：", "一、申请条件：", "补贴包括：", "经研究，决定：", "市政府要求："]
)
def test_what_leads_on_is_no_addressee(line: str) -> None:
    assert not recognise([RawParagraph("关于补贴的通知"), RawParagraph(line), RawParagraph("正文。")]).of_kind(K.ADDRESSEE)


def test_there_is_one_addressee_and_it_stands_directly_below() -> None:
    lines = ("关于补贴的通知", "各区人民政府：", "市直各单位：", "正文。", "各企业：")
    assert [block.text for block in recognise([RawParagraph(line) for line in lines]).of_kind(K.ADDRESSEE)] == ["各区人民政府："]


@pytest.mark.parametrize(
    "line", ["2026年  月  日", "2026年 月 日", "××××年×月×日", "2026年11月 日", "二○二六年十一月二日", "二〇二六年一月十日", "XXXX年X月X日"]
)
def test_dates_also_those_still_open(line: str) -> None:
    tree = recognise([RawParagraph(text) for text in ("关于补贴的通知", "正文。", "东江市财政局", line)])
    assert [block.kind for block in tree.of_kind(*BlockKind)][2:] == [K.SIGNATURE, K.DATE]


@pytest.mark.parametrize("line", ["（此件公开发布）", "（有删减）", "（本文有删减）", "（略）", "（附件略）", "（联系人：赵敏，电话：0000000）"])
def test_notes(line: str) -> None:
    tree = recognise([RawParagraph(text) for text in ("关于补贴的通知", "正文。", "东江市财政局", "2026年1月2日", line)])
    assert [block.text for block in tree.of_kind(K.NOTE)] == [line]
