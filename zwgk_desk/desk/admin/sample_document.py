"""A document with every element of GB/T 9704-2012, to show how a preset sets them."""

from __future__ import annotations

from ...model.document.tree import Block, BlockKind, DocumentTree, Table

SENTENCE = "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则，由业主依法协商确定，“谁受益、谁出资”。"


def sample_document() -> DocumentTree:
    """Return the document; with the national preset it takes two pages."""
    return DocumentTree(
        (
            Block(BlockKind.COPY_NUMBER, "000001"),
            Block(BlockKind.URGENCY, "加急"),
            Block(BlockKind.ISSUER_NAME_MARK, "东江市人民政府文件"),
            Block(BlockKind.NUMBER, "东政发〔2026〕3号"),
            Block(BlockKind.TITLE, "东江市人民政府关于印发东江市既有住宅加装电梯管理办法的通知"),
            Block(BlockKind.ADDRESSEE, "各区人民政府，市政府各部门、各直属单位："),
            Block(BlockKind.PARAGRAPH, SENTENCE * 2),
            Block(BlockKind.HEADING, "一、总体要求", 1),
            Block(BlockKind.HEADING, f"（一）坚持自愿。{SENTENCE}", 2),
            Block(BlockKind.HEADING, f"1.依法表决。{SENTENCE}", 3),
            Block(BlockKind.HEADING, f"（1）达到比例。{SENTENCE}", 4),
            Block(BlockKind.HEADING, "二、补贴标准", 1),
            Table((("项目", "标准", "说明"), ("新装", "每台20万元", "分两次拨付"), ("更新", "每台10万元", "验收后拨付")), 1),
            Block(BlockKind.PARAGRAPH, SENTENCE * 2),
            Block(BlockKind.ENCLOSURE, "附件：1.东江市既有住宅加装电梯管理办法"),
            Block(BlockKind.ENCLOSURE, "2.申请表"),
            Block(BlockKind.SIGNATURE, "东江市人民政府"),
            Block(BlockKind.DATE, "2026年11月2日"),
            Block(BlockKind.NOTE, "（此件公开发布）"),
            Block(BlockKind.CC, "抄送：市委各部门，市人大常委会办公厅，市政协办公厅，市法院，市检察院。"),
            Block(BlockKind.PRINTED, "东江市人民政府办公厅\u30002026年11月2日印发"),
        )
    )
