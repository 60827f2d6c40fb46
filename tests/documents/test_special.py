"""Letters, orders and minutes (GB/T 9704-2012, 10): where each element stands on the page, and the same in Word."""

from __future__ import annotations

import io

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from zwgk_desk.documents.readers.docx import read as read_docx
from zwgk_desk.documents.readers.text import read as read_text
from zwgk_desk.documents.setting.fonts import Font, fonts_for
from zwgk_desk.documents.setting.layout import Typesetter
from zwgk_desk.documents.setting.page_builder import DESCENT
from zwgk_desk.documents.setting.page_ops import Ink, Page, RuleOp, TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.bundle import Bundle, Dispatch
from zwgk_desk.model.document.measures import GB_T_9704 as M
from zwgk_desk.model.document.measures import MM
from zwgk_desk.model.document.tree import BlockKind, DocumentTree
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.typeset import typeset_policy

LETTER = "关于商请支持加装电梯工作的函\n市财政局：\n请予支持。\n东江市住房和城乡建设局\n2026年11月2日\n"
LETTER_SAID = {
    "layout": "letter", "mark": "东江市住房和城乡建设局文件", "number": "东建函〔2026〕3号", "copy_number": "000001", "urgency": "特急",
    "copies_to": "市政府办公厅", "printed_by": "东江市住房和城乡建设局办公室", "printed_on": "2026年11月3日",
}  # fmt: skip
ORDER = "《东江市既有住宅加装电梯管理办法》已经市政府常务会议通过，现予公布。\n市长　张立\n2026年11月2日\n"
ORDER_SAID = {"layout": "order", "mark": "东江市人民政府令", "number": "第12号"}
MINUTES = "研究加装电梯工作\n会议要求抓好落实。\n出席：" + "市住房和城乡建设局周正，" * 4 + "市财政局李岚。\n列席：市政府办公厅吴悦。\n"
MINUTES_SAID = {"layout": "minutes", "mark": "东江市人民政府常务会议纪要", "number": "第12期"}


def typeset(text: str, **said: str) -> DocumentTree:
    return typeset_policy(read_text(text.encode()), Bundle("题", IssuingAuthority.DEPARTMENT, "市住建局", dispatch=Dispatch.from_texts(said)))


def pages_of(tree: DocumentTree) -> list[Page]:
    return Typesetter(M, fonts_for(M)).set(tree)


def text_op(page: Page, text: str) -> TextOp:
    return next(op for op in page.ops if isinstance(op, TextOp) and op.text == text)


def from_top(op: TextOp) -> float:
    """Millimetres from the paper's upper edge to the upper edge of a type."""
    return (M.height - op.y - (1 - DESCENT) * op.size) / MM


def red_rules(page: Page) -> list[RuleOp]:
    return sorted((op for op in page.ops if isinstance(op, RuleOp) and op.ink is Ink.RED), key=lambda op: -op.y1)


def test_a_letter_has_its_mark_and_double_rules_where_the_standard_has_them() -> None:
    page = pages_of(typeset(LETTER, **LETTER_SAID))[0]
    mark = text_op(page, "东江市住房和城乡建设局")
    assert mark.ink is Ink.RED and from_top(mark) == pytest.approx(30, abs=0.05)
    upper, below, above, lower = red_rules(page)
    assert upper.thickness > below.thickness and above.thickness < lower.thickness
    assert (M.height - upper.y1 - upper.thickness / 2) / MM == pytest.approx(30 + mark.size / MM + 4, abs=0.05)
    assert (lower.y1 - lower.thickness / 2) / MM == pytest.approx(20, abs=0.05)
    assert [(rule.x1 / MM, rule.x2 / MM) for rule in (upper, lower)] == [(pytest.approx(20), pytest.approx(190))] * 2


def test_below_the_rule_stand_the_number_at_the_right_and_the_others_at_the_left() -> None:
    page = pages_of(typeset(LETTER, **LETTER_SAID))[0]
    copy, urgency = text_op(page, "000001"), text_op(page, "特急")
    number = next(op for op in page.ops if isinstance(op, TextOp) and op.text.startswith("东建函"))
    assert copy.x == urgency.x == M.left and copy.y == number.y and urgency.face is Font.HEI
    rule = red_rules(page)[1]
    assert rule.y1 - rule.thickness / 2 - (copy.y + (1 - DESCENT) * M.body) == pytest.approx(7 / 8 * M.body, abs=0.5)
    title = text_op(page, "关于商请支持加装电梯工作的函")
    assert (urgency.y - title.y) / M.pitch == pytest.approx(3, abs=0.2)


def test_a_letter_s_first_page_has_no_number_and_its_imprint_neither_rules_nor_printer() -> None:
    tree = typeset(LETTER.replace("请予支持。", "请予支持，并请将办理情况告知我局。\n" * 30), **LETTER_SAID)
    pages = pages_of(tree)
    assert [page.numbered for page in pages] == [False, *[True] * (len(pages) - 1)]
    assert not tree.of_kind(BlockKind.PRINTED) and text_op(pages[-1], "抄送：")
    assert not any(isinstance(op, RuleOp) for op in pages[-1].ops)
    texts = [page.extract_text() for page in PdfReader(io.BytesIO(write_pdf(tree, "a"))).pages]
    assert "— 1 —" not in texts[0] and "— 2 —" in texts[1]


def test_word_has_a_letter_s_head_too() -> None:
    content = write_docx(typeset(LETTER, **LETTER_SAID), "a", mark="送审稿")
    section = docx.Document(io.BytesIO(content)).sections[0]
    assert section.different_first_page_header_footer and "送审稿" in section.first_page_header.paragraphs[0].text
    rule = section.first_page_footer.paragraphs[0]._p
    assert rule.find(f".//{qn('w:top')}").get(qn("w:val")) == "thinThickSmallGap"
    place, width = (int(rule.find(f".//{qn('w:framePr')}").get(qn(name))) / 20 for name in ("w:y", "w:w"))
    assert place == pytest.approx(M.height - 20 * MM, abs=6) and width == pytest.approx(170 * MM, abs=1)
    tree = read_docx(content)
    kinds = (BlockKind.ISSUER_NAME_MARK, BlockKind.NUMBER, BlockKind.COPY_NUMBER, BlockKind.URGENCY, BlockKind.CC)
    assert {block.text for block in tree.of_kind(*kinds)} == {"东江市住房和城乡建设局", "东建函〔2026〕3号", "000001", "特急", "抄送：市政府办公厅。"}


def test_an_order_has_its_number_two_lines_below_the_mark_and_no_rule() -> None:
    page = pages_of(typeset(ORDER, **ORDER_SAID))[0]
    mark, number = text_op(page, "东江市人民政府令"), next(op for op in page.ops if isinstance(op, TextOp) and op.text == "第12号")
    assert from_top(mark) == pytest.approx(37 + 20, abs=0.05) and not red_rules(page)
    assert M.left < number.x and number.y < mark.y - 2 * M.pitch
    first = next(op for op in page.ops if isinstance(op, TextOp) and op.text.startswith("《东江市"))
    assert (number.y - first.y) / M.pitch == pytest.approx(3, abs=0.01)
    assert "张立" not in "".join(op.text for op in page.ops if isinstance(op, TextOp)) and text_op(page, "市长")
    document = docx.Document(io.BytesIO(write_docx(typeset(ORDER, **ORDER_SAID), "a")))
    assert not document.element.body.findall(f".//{qn('w:pBdr')}")


def test_minutes_list_who_was_there_below_the_text() -> None:
    tree = typeset(MINUTES, **MINUTES_SAID)
    page = pages_of(tree)[0]
    assert from_top(text_op(page, "东江市人民政府常务会议纪要")) == pytest.approx(37 + 35, abs=0.05)
    label, other = text_op(page, "出席："), text_op(page, "列席：")
    assert label.face is other.face is Font.HEI and label.x == pytest.approx(M.left + 2 * M.character_pitch)
    below = [op for op in page.ops if isinstance(op, TextOp) and other.y < op.y < label.y]
    assert below and all(op.x >= label.x + 3 * M.character_pitch - 0.1 for op in below)
    body = next(op for op in page.ops if isinstance(op, TextOp) and op.text.startswith("会议要求"))
    assert (body.y - label.y) / M.pitch == pytest.approx(2, abs=0.01)
    paragraph = next(p for p in docx.Document(io.BytesIO(write_docx(tree, "a"))).paragraphs if p.text.startswith("出席"))
    assert paragraph.paragraph_format.first_line_indent.pt == pytest.approx(-3 * M.character_pitch, abs=0.1)
    assert read_docx(write_docx(tree, "a")).text.count("出席：") == 1


def test_in_ordinary_documents_the_same_words_are_text() -> None:
    tree = typeset(MINUTES, **{**MINUTES_SAID, "layout": ""})
    assert not any(isinstance(op, TextOp) and op.face is Font.HEI for page in pages_of(tree) for op in page.ops)
