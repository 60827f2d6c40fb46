"""The old formats of Word and WPS (.doc, .wps). Their text cannot be read here; what can be told is whether the file is one at all."""

from __future__ import annotations

from ...model.errors import UnreadableFile
from ...model.tree import DocumentTree
from ..packed import OLE_MARK


def read(content: bytes) -> DocumentTree:
    """Always refuses, saying why.

    Raises:
        UnreadableFile: always.
    """
    if not content:
        return DocumentTree()
    if content.startswith(OLE_MARK):
        raise UnreadableFile("是旧格式的文档，本机不能读取其中的文字", "请用 Word 或 WPS 打开，另存为 .docx 后重新交来")
    raise UnreadableFile("不是扩展名所说的文档", "请核对文件，另存为 .docx 后重新交来")
