"""A placeholder is recognised for what it is, and a document is not taken for one."""

from __future__ import annotations

import pytest

from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.forms import draft_values
from zwgk_desk.places import templates
from zwgk_desk.rules.placeholder import is_placeholder

BUNDLE = Bundle("东江市办法", IssuingAuthority.GOVERNMENT, "东江市住房和城乡建设局")

PLACEHOLDERS = [
    "待补充", "（待补充）", "待补充。", "内容待补充", "略", "（略）", "同上", "同上。", "XXX", "xxxx", "×××", "……", "...",
    "无", "暂无", "待定", "TBD", "todo",
    "关于印发《东江市既有住宅加装电梯管理办法》的解读方案", "解读材料\n待补充", "解读方案\n\n\n略", "一、背景依据\n二、目标任务\n三、主要内容",
    "一、背景依据：待补充\n二、目标任务：略\n三、主要内容：同上", "解读单位：XXX\n解读时间：XXX", "《办法》解读方案\nXXX\nXXX", "1.略\n2.略",
    "解读方案\n东江市住房和城乡建设局\n2026年11月2日",
]  # fmt: skip

DOCUMENTS = [
    "解读方案\n由市住建局负责解读，面向社会公众，通过政府网站发布。",
    "本办法自印发之日起施行，有效期五年。",
    "解读材料\n一、背景依据：近年来群众呼声强烈。\n二、目标任务：略",
    "第一条 为了方便居民出行，制定本办法。",
    "战略规划要点\n实施人才强市战略，推进重点项目，打造区域中心。",
    "关于无障碍设施的说明\n本市公共建筑应当无障碍，且不得收费。",
]


@pytest.mark.parametrize("text", PLACEHOLDERS)
def test_these_are_placeholders(text: str, equipment: Equipment) -> None:
    assert is_placeholder(read_document("解读方案.txt", text.encode()), equipment.book)


@pytest.mark.parametrize("text", DOCUMENTS)
def test_these_are_documents(text: str, equipment: Equipment) -> None:
    assert not is_placeholder(read_document("解读方案.txt", text.encode()), equipment.book)


@pytest.mark.parametrize("name", ["解读方案", "解读材料"])
def test_the_template_s_own_untouched_text_is_one(name: str, equipment: Equipment) -> None:
    filled = equipment.forms.fill(name, draft_values(BUNDLE))
    assert is_placeholder(read_document(f"{name}.docx", filled), equipment.book)


@pytest.mark.parametrize("name", ["解读方案", "解读材料"])
def test_the_template_itself_is_one(name: str, equipment: Equipment) -> None:
    content = (templates() / f"{name}.docx").read_bytes()
    assert is_placeholder(read_document(f"{name}.docx", content), equipment.book)


@pytest.mark.parametrize("name", ["解读方案", "解读材料"])
def test_the_template_with_one_sentence_written_is_none(name: str, equipment: Equipment) -> None:
    filled = equipment.forms.fill(name, draft_values(BUNDLE))
    tree = read_document(f"{name}.docx", filled)
    written = DocumentTree((*tree.blocks, Block(BlockKind.PARAGRAPH, "由房屋管理科负责，面向全市居民。")))
    assert not is_placeholder(read_document("a.docx", write_docx(written, "")), equipment.book)


def test_a_plan_in_a_table_is_a_document(equipment: Equipment) -> None:
    plan = DocumentTree((Block(BlockKind.TITLE, "解读方案"), Table((("解读单位", "市住建局"), ("解读对象", "全市居民")))))
    empty = DocumentTree((Block(BlockKind.TITLE, "解读方案"), Table((("解读单位", ""), ("解读对象", "略")))))
    assert not is_placeholder(plan, equipment.book)
    assert is_placeholder(empty, equipment.book)
