"""Readers: what offices have becomes one document tree; what cannot be read says so in words."""

from __future__ import annotations

import io
import subprocess
import zipfile
from contextlib import suppress
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from zwgk_desk.documents.limits import MAX_FILE_BYTES
from zwgk_desk.documents.office_suite import find_suite
from zwgk_desk.documents.packed import OLE_MARK, write_zip
from zwgk_desk.documents.readers import READERS, read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table
from zwgk_desk.model.errors import UnreadableFile

from .. import needs

NOTICE = """东江市人民政府关于加装电梯的通知

东政发〔2026〕3号

各区人民政府，市直各单位：

为方便居民出行，现通知如下。

一、总体要求

（一）坚持自愿。由业主自行决定。

1.依法表决。

（1）面积达到三分之二。

东江市人民政府

2026年11月2日

（此件公开发布）
"""
KINDS = [
    (BlockKind.TITLE, 0), (BlockKind.NUMBER, 0), (BlockKind.ADDRESSEE, 0), (BlockKind.PARAGRAPH, 0), (BlockKind.HEADING, 1),
    (BlockKind.HEADING, 2), (BlockKind.HEADING, 3), (BlockKind.HEADING, 4), (BlockKind.SIGNATURE, 0), (BlockKind.DATE, 0),
    (BlockKind.NOTE, 0),
]  # fmt: skip


def kinds(tree: DocumentTree) -> list[tuple[BlockKind, int]]:
    return [(block.kind, block.level) for block in tree.blocks if isinstance(block, Block)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_notice_as_text_in_every_encoding(encoding: str) -> None:
    tree = read_document("通知.txt", NOTICE.encode(encoding))
    assert kinds(tree) == KINDS
    assert tree.title == "东江市人民政府关于加装电梯的通知"


def test_a_notice_as_word_by_styles_and_by_its_text() -> None:
    document = docx.Document()
    for line in NOTICE.split("\n\n"):
        document.add_paragraph(line.strip())
    plain, styled = io.BytesIO(), io.BytesIO()
    document.save(plain)
    assert kinds(read_document("通知.docx", plain.getvalue())) == KINDS
    other = docx.Document()
    other.add_heading("供热收费细则", 0)
    other.add_heading("总则", 1)
    other.add_heading("范围", 2)
    other.add_paragraph("本细则适用于全市。")
    other.add_table(2, 2, "Table Grid").cell(1, 1).text = "二十元"
    other.save(styled)
    tree = read_document("细则.docx", styled.getvalue())
    assert kinds(tree) == [(BlockKind.TITLE, 0), (BlockKind.HEADING, 1), (BlockKind.HEADING, 2), (BlockKind.PARAGRAPH, 0)]
    assert tree.blocks[-1] == Table((("", ""), ("", "二十元")))


def test_markdown() -> None:
    text = "# 办法\n<!-- 批注 -->\n## 总则\n**重点**是这里。\n\n| 项目 | 金额 |\n|---|---|\n| 补贴 | 二十万元 |\n\n完。\n"
    tree = read_document("办法.md", text.encode())
    assert kinds(tree) == [(BlockKind.TITLE, 0), (BlockKind.HEADING, 1), (BlockKind.PARAGRAPH, 0), (BlockKind.PARAGRAPH, 0)]
    assert Table((("项目", "金额"), ("补贴", "二十万元")), head=1) in tree.blocks
    assert "批注" not in tree.text and "重点是这里。" in tree.text


def test_markdown_as_a_reader_sees_it() -> None:
    """Lists are numbered on from their first number, addresses of links and marks of code are not shown, entities are characters."""
    text = (
        "# 关于测试的通知\n\n　　为了*规范*，[参见文件](http://a.b)，`代码`，A&amp;B，100m<sup>2</sup>。\n    四格缩进。\n\n"
        "3. 甲\n3. 乙\n   - 子项\n\n"
        "> 引文\n\n~~删了~~的\\\n下一行\n\n![图](a.png)\n\n<div>网页<br>两行</div>\n"
    )
    tree = read_document("通知.md", text.encode())
    assert list(tree.paragraphs()) == [
        "关于测试的通知", "为了规范，参见文件，代码，A&B，100m²。", "四格缩进。", "3.甲", "4.乙", "●子项", "引文", "删了的", "下一行", "网页", "两行",
    ]  # fmt: skip
    assert any(isinstance(block, Block) and block.struck == ((0, 2),) for block in tree.blocks)
    assert "图片" in tree.remarks[0] and "删除线" in tree.remarks[1]


def test_a_pdf_with_text() -> None:
    tree = read_document("通知.txt", NOTICE.encode())
    again = read_document("通知.pdf", write_pdf(tree, "通知"))
    assert "".join(again.text.split()) == "".join(tree.text.split())


def test_the_real_source_document(source_policy: Path) -> None:
    tree = read_document("policy.txt", source_policy.read_bytes())
    levels = [block.level for block in tree.blocks if isinstance(block, Block) and block.kind is BlockKind.HEADING]
    assert tree.title.startswith("中共哈尔滨市委办公厅") and tree.title.endswith("的通知")
    assert levels.count(1) == 7 and levels.count(2) == 30
    assert any(isinstance(b, Block) and b.kind is BlockKind.NUMBER and b.text == "哈辦發〔2017〕13號" for b in tree.blocks)


def good_docx() -> bytes:
    return write_docx(read_document("通知.txt", NOTICE.encode()), "通知")


def protected_pdf() -> bytes:
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(write_pdf(read_document("a.txt", NOTICE.encode()), "通知"))))
    writer.encrypt("secret", algorithm="RC4-128")
    buffer = io.BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def encrypted_zip() -> bytes:
    content = bytearray(write_zip([("word/document.xml", b"x")]))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def without_document_part() -> bytes:
    with zipfile.ZipFile(io.BytesIO(good_docx())) as archive:
        return write_zip([(n, archive.read(n)) for n in archive.namelist() if n != "word/document.xml"])


def bomb() -> bytes:
    return write_zip([("[Content_Types].xml", b"x"), ("word/document.xml", b"\0" * 50_000_000)])


BAD = {
    "not a zip": ("a.docx", b"this is a letter", "完整"),
    "cut off in the middle": ("a.docx", good_docx()[:6000], "完整"),
    "cut off at the end": ("a.docx", good_docx()[:-40], "完整"),
    "no document part": ("a.docx", without_document_part(), "Word 文档"),
    "an ordinary zip": ("a.docx", write_zip([("a.txt", b"x")]), "不是 Word 文档"),
    "a password": ("a.docx", OLE_MARK + b"EncryptedPackage", "密码"),
    "a zip with a password": ("a.docx", encrypted_zip(), "密码"),
    "a bomb": ("a.docx", bomb(), "压缩比"),
    "a container without a document": ("a.doc", OLE_MARK + b"x" * 2000, "不是扩展名所说的"),
    "no old document": ("a.wps", b"x", "不是扩展名所说的"),
    "binary as text": ("a.txt", bytes(range(256)), "文本"),
    "no pdf": ("a.pdf", b"x", "PDF"),
    "a pdf cut off": ("a.pdf", write_pdf(DocumentTree(), "x")[:300], "PDF"),
    "a pdf with a password": ("a.pdf", protected_pdf(), "密码"),
    "another format": ("a.xlsx", b"x", "格式"),
    "no format": ("readme", b"x", "格式"),
    "too large": ("a.txt", b"x" * (MAX_FILE_BYTES + 1), "上限"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_cannot_be_read_says_so(name: str) -> None:
    file, content, words = BAD[name]
    with pytest.raises(UnreadableFile, match=words) as told:
        read_document(file, content)
    assert file in str(told.value) and told.value.remedy


@given(st.binary(max_size=400), st.sampled_from(sorted(READERS)))
def test_any_bytes_are_read_or_refused(content: bytes, suffix: str) -> None:
    with suppress(UnreadableFile):
        assert isinstance(read_document(f"a{suffix}", content), DocumentTree)


@given(st.integers(0, 5000), st.integers(0, 255))
def test_a_word_document_with_one_wrong_byte_is_read_or_refused(place: int, byte: int) -> None:
    content = bytearray(GOOD)
    content[place % len(content)] = byte
    with suppress(UnreadableFile):
        assert isinstance(read_document("a.docx", bytes(content)), DocumentTree)


GOOD = good_docx()


@given(st.text(st.characters(blacklist_categories=("Cs", "Cc"))))
def test_no_text_is_lost(text: str) -> None:
    """Readers strip the ends of lines, and nothing else."""
    tree = read_document("a.txt", text.encode())
    assert "".join(tree.text.split()) == "".join(text.replace("\ufeff", "").split()) or "\ufeff" in text


@needs.suite
@pytest.mark.parametrize("suffix", [".doc", ".wps"])
def test_old_documents_are_read_through_the_suite(suffix: str, tmp_path: Path) -> None:
    suite = find_suite()
    assert suite is not None
    (tmp_path / "a.docx").write_bytes(good_docx())
    profile = (tmp_path / "profile").as_uri()
    command = [str(suite), f"-env:UserInstallation={profile}", "--headless", "--convert-to", "doc:MS Word 97", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "a.docx")], check=True, capture_output=True)
    old = (tmp_path / "a.doc").read_bytes()
    assert old.startswith(OLE_MARK)
    tree = read_document(f"通知{suffix}", old)
    assert kinds(tree) == KINDS and tree.text == read_document("通知.txt", NOTICE.encode()).text
    assert "LibreOffice" in tree.remarks[0]


def test_without_a_suite_the_message_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr("zwgk_desk.documents.office_suite.PLACES", ())
    with pytest.raises(UnreadableFile, match="没有安装 LibreOffice"):
        read_document("通知.doc", OLE_MARK + "WordDocument".encode("utf-16-le"))


TRADITIONAL = "關於加裝電梯的通知\n\n各區人民政府：\n\n為方便居民出行，經市政府同意，現就有關工作通知如下，請認真貫徹執行。"


def test_a_traditional_text_in_big5() -> None:
    assert read_document("通知.txt", TRADITIONAL.encode("big5")).text.startswith("關於加裝電梯的通知")
    assert read_document("通知.txt", TRADITIONAL.encode("gb18030")).text.startswith("關於加裝電梯的通知")


def test_the_real_texts_are_told_apart_in_both_encodings(source_policy: Path) -> None:
    """Every paragraph of some length, simplified or traditional, comes back from whichever encoding can hold it."""
    wrong = []
    for line in source_policy.read_text(encoding="utf-8").splitlines():
        for encoding in ("gb18030", "big5"):
            with suppress(UnicodeEncodeError):
                if len(line) >= 30 and read_document("a.txt", line.encode(encoding)).text.strip() != line.strip():
                    wrong.append((encoding, line[:20]))
    assert wrong == []
