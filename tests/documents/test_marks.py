"""Struck text and raised and lowered figures, in the PDF and in Word."""

from __future__ import annotations

import io

import docx
from docx.oxml.ns import qn

from zwgk_desk.documents.setting.fonts import fonts_for
from zwgk_desk.documents.setting.layout import Typesetter
from zwgk_desk.documents.setting.page_ops import RuleOp, TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.document.measures import GB_T_9704
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Item, Table

LONG = "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则，补贴标准为每台15万元，办结期限为15个工作日。"


def rules(*items: Item) -> list[tuple[RuleOp, str]]:
    """The rules through text, each with the characters that it goes through."""
    found = []
    faces = fonts_for(GB_T_9704)
    for page in Typesetter(GB_T_9704, faces).set(DocumentTree(items)):
        texts = [op for op in page.ops if isinstance(op, TextOp)]
        for rule in (op for op in page.ops if isinstance(op, RuleOp)):
            through = ""
            for op in texts:
                if op.y < rule.y1 < op.y + op.size / 2 and rule.y1 == rule.y2:
                    x = op.x
                    for character in op.text:
                        width = faces.advance(op.face, character)[2] * op.size + op.spacing
                        through += character if rule.x1 <= x + width / 2 <= rule.x2 else ""
                        x += width
            if through:
                found.append((rule, through))
    return found


def test_a_struck_stretch_has_a_rule_through_it_on_each_line() -> None:
    found = rules(Block(BlockKind.PARAGRAPH, LONG, struck=((5, 40), (45, 47))))
    assert "".join(text for _, text in found) == LONG[5:40] + LONG[45:47]
    assert len({rule.y1 for rule, _ in found}) == 2


def test_what_is_struck_in_titles_headings_lists_and_tables_is_so_too() -> None:
    items = (
        Block(BlockKind.NUMBER, "东政发〔2026〕3号", struck=((9, 10),)),
        Block(BlockKind.TITLE, "东江市人民政府关于印发东江市既有住宅加装电梯管理办法的通知", struck=((3, 5), (18, 22))),
        Block(BlockKind.HEADING, "（一）自愿。由业主决定。", 2, struck=((3, 8),)),
        Block(BlockKind.ENCLOSURE, "附件：1.办法", struck=((3, 7),)),
        Block(BlockKind.DATE, "2026年11月2日", struck=((0, 4),)),
        Table((("甲", "乙\n丙丁"),), 0, ((0, 1, (2, 4)),)),
        Block(BlockKind.CC, "抄送：市委各部门，市人大办公室。", struck=((2, 6),)),
    )
    wanted = ["3", "人民", "加装电梯", "自愿。由业", "1.办法", "2026", "丙丁", "：市委各"]
    struck = "".join(text for _, text in rules(*items))
    assert struck == "".join(wanted)
    body = docx.Document(io.BytesIO(write_docx(DocumentTree(items), "a"))).element.body
    runs = [run for run in body.iter(qn("w:r")) if run.find(f"{qn('w:rPr')}/{qn('w:strike')}") is not None]
    assert "".join(text.text for run in runs for text in run.iter(qn("w:t"))) == "".join(wanted)


def test_raised_figures_are_plain_ones_with_word_s_mark() -> None:
    text = "每m²浓度10⁻⁶，CO₂排放，xⁿ⁺¹"
    body = docx.Document(io.BytesIO(write_docx(DocumentTree((Block(BlockKind.PARAGRAPH, text),)), "a"))).element.body
    found = []
    for run in body.iter(qn("w:r")):
        mark = run.find(f"{qn('w:rPr')}/{qn('w:vertAlign')}")
        found.append(("".join(text.text for text in run.iter(qn("w:t"))), "" if mark is None else mark.get(qn("w:val"))))
    raised, lowered = "superscript", "subscript"
    assert found == [
        ("每m", ""), ("2", raised), ("浓度10", ""), ("-6", raised), ("，CO", ""), ("2", lowered), ("排放，x", ""), ("n+1", raised)
    ]  # fmt: skip


def test_text_that_looks_like_a_mark_of_the_writer_s_own_stays_text() -> None:
    odd = "<!--held 0-->&amp;\t<w:t>甲</w:t>\x07"
    body = docx.Document(io.BytesIO(write_docx(DocumentTree((Block(BlockKind.PARAGRAPH, odd), Table(((odd, "乙"),)))), "a"))).element.body
    texts = ["".join(text.text or "" for text in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]
    assert texts[:3] == ["<!--held 0-->&amp;<w:t>甲</w:t>", "<!--held 0-->&amp;<w:t>甲</w:t>", "乙"]
