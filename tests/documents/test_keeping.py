"""What stays together over the end of a page, in the PDF, and said to Word in the same way."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn

from zwgk_desk.documents.setting.fonts import fonts_for
from zwgk_desk.documents.setting.keeping import Room, first_lines, is_caption, lines_here
from zwgk_desk.documents.setting.layout import Typesetter
from zwgk_desk.documents.setting.page_ops import PictureOp, TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.document.measures import GB_T_9704
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Item, Picture, Table

from .trees import image

LINE = "本办法自发布之日起施行，由市住房和城乡建设局负责解释。"
"""A paragraph of one line."""

LONG = "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则，补贴标准为每台15万元。"
PAGE = GB_T_9704.lines
ROWS = (("项目", "数量"), *(("甲", "1") for _ in range(4)))


def paragraph(text: str = LINE) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, level)


def pages(*items: Item) -> list[list[str]]:
    """The lines of each page, from above; a picture is “图”."""
    found = []
    for page in Typesetter(GB_T_9704, fonts_for(GB_T_9704)).set(DocumentTree(items)):
        rows: dict[float, str] = {}
        for op in page.ops:
            if isinstance(op, TextOp):
                rows[round(op.y, 2)] = rows.get(round(op.y, 2), "") + op.text
            elif isinstance(op, PictureOp):
                rows[op.y] = "［图］"
        found.append([rows[y] for y in sorted(rows, reverse=True)])
    return found


def filled(lines: int) -> list[Item]:
    return [paragraph() for _ in range(lines)]


def kept(*items: Item) -> list[str]:
    """The texts that Word is to keep with the next."""
    body = docx.Document(io.BytesIO(write_docx(DocumentTree(items), "a"))).element.body
    found = (p for p in body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None)
    return ["".join(text.text for text in p.iter(qn("w:t"))) for p in found]


def test_a_heading_never_stands_alone_at_the_foot_of_a_page() -> None:
    items = [*filled(PAGE - 2), heading("一、总则"), heading("（一）目的", 2), paragraph(LONG * 3)]
    first, second = pages(*items)
    assert len(first) == PAGE - 2 and second[:2] == ["一、总则", "（一）目的"]
    assert kept(*items) == ["一、总则", "（一）目的"]


def test_headings_of_one_level_in_a_row_head_nothing() -> None:
    items = [*filled(PAGE - 2), *(heading(f"{number}.依法办理", 3) for number in range(1, 6))]
    assert [len(page) for page in pages(*items)] == [PAGE, 3]
    assert kept(*items) == []


def test_a_paragraph_that_begins_with_a_heading_keeps_two_lines() -> None:
    items = [*filled(PAGE - 1), heading("（一）自愿。" + LONG * 3, 2)]
    assert [len(page) for page in pages(*items)] == [PAGE - 1, 6]
    assert len(pages(*items[1:])[0]) == PAGE
    assert kept(*items) == []


@pytest.mark.parametrize(("count", "room", "here"), [(4, 3, 2), (4, 1, 0), (3, 2, 0), (2, 1, 0), (5, 4, 3), (9, 5, 5), (1, 0, 0), (3, 3, 3)])
def test_no_single_line_is_left_behind_or_carried_over(count: int, room: int, here: int) -> None:
    assert lines_here(count, Room(room, at_top=False)) == here
    assert lines_here(40, Room(22, at_top=True)) == 22 and lines_here(23, Room(22, at_top=True)) == 21


def test_a_paragraph_begins_with_two_lines_or_with_all_it_has() -> None:
    assert [first_lines(count) for count in (1, 2, 3, 4, 9)] == [1, 2, 3, 2, 2]


@pytest.mark.parametrize("free", range(6))
def test_a_signature_stands_on_a_page_with_text(free: int) -> None:
    items = [*filled(PAGE - free - 4), paragraph(LONG * 2), Block(BlockKind.SIGNATURE, "东江市人民政府"), Block(BlockKind.DATE, "2026年11月2日")]
    last = pages(*items)[-1]
    assert last[-2:] == ["东江市人民政府", "2026年11月2日"] and len(last) >= 4
    assert kept(*items)[-3:] == [LONG * 2, "", "东江市人民政府"]


@pytest.mark.parametrize("free", range(4))
def test_a_signature_below_a_table_or_a_picture_is_not_alone_either(free: int) -> None:
    closing = (Block(BlockKind.SIGNATURE, "东江市人民政府"), Block(BlockKind.DATE, "2026年11月2日"))
    table = Table(ROWS, 1)
    for lines in range(PAGE - 8, PAGE - 2):
        last = pages(*filled(lines), table, *closing)[-1]
        assert len(last) > 2 and last[-3] == "甲1", last
    last = pages(*filled(PAGE - 5 + free), Picture(image(), 100, 50), *closing)[-1]
    assert last[-3] == "［图］"
    assert kept(table, *closing)[-4:] == ["甲", "1", "", "东江市人民政府"]


def test_a_table_s_head_and_its_caption_are_never_alone() -> None:
    for lines in range(PAGE - 4, PAGE + 1):
        found = pages(*filled(lines), paragraph("表1　补贴标准"), Table(ROWS, 1))
        place = next(page for page in found if "表1　补贴标准" in page)
        after = place[place.index("表1　补贴标准") :]
        assert after[1:3] == ["项目数量", "甲1"]
    assert kept(paragraph("表1　补贴标准"), Table(ROWS, 1)) == ["表1　补贴标准", "项目", "数量"]


def test_the_caption_of_a_picture_stays_below_it() -> None:
    for lines in range(PAGE - 4, PAGE + 1):
        found = pages(*filled(lines), Picture(image(), 100, 50), paragraph("图2-1　流程"))
        assert any(page[-2:] == ["［图］", "图2-1　流程"] for page in found)
    assert kept(Picture(image(), 100, 50), paragraph("图2-1　流程")) == [""]


def test_captions_are_told_from_text() -> None:
    assert all(is_caption(paragraph(text)) for text in ("表1 补贴标准", "图一：流程", "附表2-1　名单", "表3", "图1办理流程"))
    assert not any(is_caption(paragraph(text)) for text in ("表1所列项目，由市住建局负责。", "表彰3个单位", "图书馆2所", LINE))
