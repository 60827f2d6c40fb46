"""Tables, what another text said before, and what is quoted are no running text: they are proofread less, and never mended."""

from __future__ import annotations

import pytest

from zwgk_desk.assist.comparing.compare import compare
from zwgk_desk.assist.comparing.comparison_table import table_of
from zwgk_desk.assist.reviewing.quick_fixes import certain
from zwgk_desk.assist.reviewing.reviewer import Reviewer
from zwgk_desk.assist.text.lexicon import load_lexicon
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.readers.docx import read
from zwgk_desk.documents.writers.comparison_docx import write_comparison_docx
from zwgk_desk.model.document.manner import Manner, manners
from zwgk_desk.model.document.measures import PageMeasures
from zwgk_desk.model.document.remark import Gravity, Remark
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table
from zwgk_desk.places import resources

REVIEWER = Reviewer(load_lexicon(resources()))
OLD = "某市办法\n\n第一条 为了规范管理,制定本办法。\n\n第三条 按照国发[2017]13号执行，（一）、甲；1、乙。\n\n第五条 2026.3.1起施行，占百分之90。\n"
NEW = OLD.replace("执行", "办理").replace("规范管理", "加强管理")


def proof(tree: DocumentTree) -> list[Remark]:
    return [
        remark for remark in REVIEWER.alone(list(tree.paragraphs()), read_as=manners(tree)) if remark.rule not in {"author-name", "file-property"}
    ]


def test_every_paragraph_and_cell_has_its_manner() -> None:
    table = Table((("序号", "原规定", "现规定"), ("1", "旧文", ""), ("2", "旧文", "新文")))
    tree = DocumentTree((Block(BlockKind.PARAGRAPH, "正文"), table, Block(BlockKind.PARAGRAPH, " ")))
    cell, old = Manner.CELL, Manner.OLD_TEXT
    assert manners(tree) == (Manner.RUNNING, cell, cell, cell, cell, old, cell, old, cell)
    assert len(manners(tree)) == len(list(tree.paragraphs()))


def test_the_programs_own_table_of_comparison_is_not_proofread_as_running_text() -> None:
    old, new = read_document("a.txt", OLD.encode()), read_document("b.txt", NEW.encode())
    assert proof(old), "the same words are remarked on in running text"
    made = read(write_comparison_docx(table_of(compare(old, new), "a.txt", "b.txt"), PageMeasures()))
    told = proof(made)
    assert {remark.rule for remark in told} <= {"bracket-form"}
    assert all("国发" in list(made.paragraphs())[remark.place.paragraph] for remark in told)
    assert len(told) == 1, "in the new text, not in the old"


@pytest.mark.parametrize("text", ["原第三条规定“按照国发[2017]13号文件要求,执行有关规定”。", "其中“凡按国发[2017]13号文件办理的單位”不变。"])
def test_what_is_quoted_is_asked_about_and_never_mended(text: str) -> None:
    found = list(REVIEWER.proofreader.remarks([text]))
    assert found and not certain(found)
    assert all(remark.gravity is not Gravity.ERROR and "引文" in remark.message for remark in found)


def test_a_term_in_quotation_marks_is_no_quotation() -> None:
    assert certain(REVIEWER.proofreader.remarks(["落实“一網通办”。"]))
