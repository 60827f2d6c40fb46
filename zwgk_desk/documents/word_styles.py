"""The paragraph styles that tell the element of a paragraph in a Word document; the writer sets them, the reader understands them."""

from __future__ import annotations

from ..model.document.tree import BlockKind

STYLE_NAMES = {
    BlockKind.COPY_NUMBER: "份号",
    BlockKind.SECRECY: "密级和保密期限",
    BlockKind.URGENCY: "紧急程度",
    BlockKind.ISSUER_NAME_MARK: "发文机关标志",
    BlockKind.NUMBER: "发文字号",
    BlockKind.SIGNER: "签发人",
    BlockKind.ADDRESSEE: "主送机关",
    BlockKind.PARAGRAPH: "公文正文",
    BlockKind.ENCLOSURE: "附件说明",
    BlockKind.SIGNATURE: "发文机关署名",
    BlockKind.DATE: "成文日期",
    BlockKind.NOTE: "附注",
    BlockKind.ATTACHMENT: "附件标识",
    BlockKind.ATTACHMENT_TITLE: "附件标题",
    BlockKind.CC: "抄送机关",
    BlockKind.PRINTED: "印发机关和印发日期",
    BlockKind.CHECK_CODE: "核验码",
}
"""Title and headings have Word's own styles, so that its navigation pane shows them. A paragraph of 正文 has the plain style where its text
says no more than that, and this one where its text alone would be taken for something else."""

KIND_OF_STYLE = {name: kind for kind, name in STYLE_NAMES.items()}

LABEL_STYLE = "表格栏目"
"""The style of a table's cells that say what stands beside or below them."""
