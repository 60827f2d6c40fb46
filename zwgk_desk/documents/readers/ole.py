"""The old formats of Word and WPS (.doc, .wps): turned into .docx by the office suite on this machine, where there is one."""

from __future__ import annotations

from dataclasses import replace

from ...model.errors import UnreadableFile
from ...model.tree import DocumentTree
from ..office_suite import convert_to_docx, find_suite
from ..packed import OLE_MARK
from . import docx

STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "WpsDocument"))
"""The names under which Word and WPS keep the text within the container; the suite would take anything else for plain text."""

CONVERTED = "是旧格式，经 LibreOffice 转换后读取"


def read(content: bytes) -> DocumentTree:
    """The tree of an old document.

    Raises:
        UnreadableFile: it is none, has a password, or there is no suite here that opens it.
    """
    if not content:
        return DocumentTree()
    if not content.startswith(OLE_MARK) or not any(stream in content for stream in STREAMS):
        raise UnreadableFile("不是扩展名所说的文档", "请核对文件，另存为 .docx 后重新交来")
    suite = find_suite()
    if suite is None:
        raise UnreadableFile("是旧格式的文档，本机没有安装 LibreOffice，不能读取其中的文字", "请用 Word 或 WPS 打开，另存为 .docx 后重新交来")
    tree = docx.read(convert_to_docx(suite, content, ".doc"))  # what WPS writes as .wps is Word's old format under another name
    return replace(tree, remarks=(CONVERTED, *tree.remarks))
