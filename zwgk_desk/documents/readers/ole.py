"""The old formats of Word and WPS (.doc, .wps): turned into .docx by LibreOffice, Word or WPS, whichever is on this machine."""

from __future__ import annotations

from dataclasses import replace

from ...model.document.tree import DocumentTree
from ...model.errors import UnreadableFile
from ..office_suite import convert_to_docx, find_suite
from ..packed import OLE_MARK
from ..word_automation import find_word_program
from . import docx

STREAMS = tuple(name.encode("utf-16-le") for name in ("WordDocument", "WpsDocument"))
"""Names of the text's stream in the containers of Word and WPS; a file without one is refused, since the suite would read it as plain text."""

CONVERTED = "是旧格式，经 {} 转换后读取"
NONE_HERE = "是旧格式的文档，本机没有安装 LibreOffice、Word 或 WPS，不能读取其中的文字"


def read(content: bytes) -> DocumentTree:
    """Read a document in an old format.

    Raises:
        UnreadableFile: it is none, has a password, or no program on this machine opens it.
    """
    if not content:
        return DocumentTree()
    if not content.startswith(OLE_MARK) or not any(stream in content for stream in STREAMS):
        raise UnreadableFile("不是扩展名所说的文档", "请核对文件，另存为 .docx 后重新交来")
    name, converted = _converted(content)
    tree = docx.read(converted)
    return replace(tree, remarks=(CONVERTED.format(name), *tree.remarks))


def _converted(content: bytes) -> tuple[str, bytes]:
    """Return the document as .docx, and the name of the program that converted it. A .wps of WPS is Word's old format under another name."""
    suite = find_suite()
    if suite is not None:
        return "LibreOffice", convert_to_docx(suite, content, ".doc")
    program = find_word_program()
    if program is not None:
        return program.name, program.convert(content, ".doc")
    raise UnreadableFile(NONE_HERE, "请在装有 Word 或 WPS 的电脑上打开，另存为 .docx 后重新交来")
