"""Word documents as offices have them: tracked changes, content controls, text boxes, footnotes, numbers made by Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.documents.limits import MAX_NESTING
from zwgk_desk.documents.packed import write_zip
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.readers.word.number_formats import chinese_number, format_number
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Merge, Table
from zwgk_desk.model.errors import UnreadableFile

W = nsdecls("w")
TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"


def read(build: Callable[[docx.document.Document], None]) -> DocumentTree:
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return read_document("文件.docx", buffer.getvalue())


def add(document: docx.document.Document, xml: str) -> None:
    document.element.body.insert(len(document.element.body) - 1, parse_xml(xml))


def test_tracked_changes_are_taken_as_accepted_and_said_so() -> None:
    tree = read(
        lambda d: add(
            d,
            f'<w:p {W}><w:r><w:t>期限为</w:t></w:r><w:del w:id="1" w:author="a"><w:r><w:delText>二十日</w:delText></w:r></w:del>'
            f'<w:ins w:id="2" w:author="a"><w:r><w:t>三十日</w:t></w:r></w:ins><w:r><w:t>。</w:t></w:r></w:p>',
        )
    )
    assert tree.text == "期限为三十日。"
    assert tree.remarks == ("有修订痕迹（插入 1 处、删除 1 处），已按接受修订后的文字读取",)


def test_content_controls_links_and_smart_tags_are_seen_through() -> None:
    def build(document: docx.document.Document) -> None:
        add(document, f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的一段。</w:t></w:r></w:p></w:sdtContent></w:sdt>")
        add(
            document,
            f"<w:p {W}><w:sdt><w:sdtContent><w:r><w:t>行内</w:t></w:r></w:sdtContent></w:sdt><w:hyperlink><w:r><w:t>链接</w:t></w:r></w:hyperlink>"
            f"<w:smartTag><w:r><w:t>标记。</w:t></w:r></w:smartTag></w:p>",
        )

    assert read(build).text == "控件里的一段。\n行内链接标记。"


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>框里的话。</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    xml = (
        f"<w:p {W} {mc}><w:r><w:t>正文。</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert read(lambda d: add(d, xml)).text == "正文。\n框里的话。"


def attach(document: docx.document.Document, name: str, kind: str, xml: str, content_type: str) -> None:
    part = Part(PackURI(f"/word/{name}"), content_type, xml.encode("utf-8"), document.part.package)
    document.part.relate_to(part, kind)


def test_footnotes_are_read_at_the_end_and_comments_listed() -> None:
    def build(document: docx.document.Document) -> None:
        paragraph = document.add_paragraph("正文，见注。")
        paragraph._p.append(parse_xml(f'<w:r {W}><w:footnoteReference w:id="1"/></w:r>'))
        notes = (
            f'<w:footnotes {W}><w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
            f'<w:footnote w:id="1"><w:p><w:r><w:t>注文在此。</w:t></w:r></w:p></w:footnote></w:footnotes>'
        )
        base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
        attach(document, "footnotes.xml", RT.FOOTNOTES, notes, f"{base}.footnotes+xml")
        document.add_comment(document.paragraphs[0].runs, "这里请核实", author="某人")

    tree = read(build)
    assert tree.text == "正文，见注。¹\n注文在此。"
    assert tree.remarks == ("有 1 条批注：“这里请核实”",)


def numbered(document: docx.document.Document) -> None:
    numbering = document.part.numbering_part.element
    levels = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))
    inner = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for n, (style, text) in enumerate(levels)
    )
    numbering.insert(0, parse_xml(f'<w:abstractNum {W} w:abstractNumId="77">{inner}</w:abstractNum>'))
    numbering.append(parse_xml(f'<w:num {W} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    paragraphs = ((0, "总体要求"), (1, "指导思想。认真贯彻。"), (1, "目标任务。全面完成。"), (2, "加快建设。"), (0, "保障措施"), (1, "加强领导。"))
    for level, text in paragraphs:
        add(
            document,
            f'<w:p {W}><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>',
        )


def test_the_numbers_that_word_makes_are_part_of_the_text() -> None:
    tree = read(numbered)
    expected = [
        "一、总体要求",
        "（一）指导思想。认真贯彻。",
        "（二）目标任务。全面完成。",
        "1.加快建设。",
        "二、保障措施",
        "（一）加强领导。",
    ]
    assert tree.text.splitlines() == expected
    assert [b.level for b in tree.blocks if isinstance(b, Block) and b.kind is BlockKind.HEADING] == [1, 2, 2, 3, 1, 2]


@pytest.mark.parametrize(
    "value, text",
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (1001, "一千零一")],
)
def test_chinese_counting(value: int, text: str) -> None:
    assert chinese_number(value) == text


@given(st.integers(1, 9999))
def test_no_two_numbers_are_counted_alike(value: int) -> None:
    assert chinese_number(value) != chinese_number(value + 1)
    assert all(format_number(value, style) for style in ("decimal", "lowerRoman", "upperLetter", "ideographDigital", "noSuchFormat"))


def test_tables_with_merged_cells_keep_their_columns() -> None:
    def build(document: docx.document.Document) -> None:
        table = document.add_table(2, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合并"
        table.cell(0, 2).text = "右"
        for place, text in enumerate("甲乙丙"):
            table.cell(1, place).text = text

    assert read(build).blocks == (Table((("合并", "", "右"), ("甲", "乙", "丙")), merged=(Merge(0, 0, 1, 2),)),)


def test_a_table_within_a_table_is_read_and_200_deep_is_refused() -> None:
    def nested(depth: int) -> str:
        inner = "<w:p><w:r><w:t>底。</w:t></w:r></w:p>"
        for _ in range(depth):
            inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
        return inner.replace("<w:tbl>", f"<w:tbl {W}>", 1)

    assert "底。" in read(lambda d: add(d, nested(3))).text
    with pytest.raises(UnreadableFile, match="太深"):
        read(lambda d: add(d, nested(MAX_NESTING + 5)))
    shallow = write_docx(DocumentTree((Block(BlockKind.PARAGRAPH, "此处"),)), "x")
    with zipfile.ZipFile(io.BytesIO(shallow)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"].decode("utf-8")
    parts["word/document.xml"] = body.replace("<w:body>", f"<w:body>{nested(200)}", 1).encode("utf-8")
    with pytest.raises(UnreadableFile):
        read_document("深.docx", write_zip(parts.items()))


def test_what_lies_outside_is_never_opened_and_reported() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("正文。")
        document.part.relate_to("http://192.0.2.1/evil.dotm", TEMPLATE, is_external=True)
        document.part.relate_to("https://example.org", RT.HYPERLINK, is_external=True)

    assert read(build).remarks == ("引用了文件之外的内容，没有打开：http://192.0.2.1/evil.dotm", "有 1 个超链接，没有打开：https://example.org")


def test_a_template_that_hangs_on_the_settings_is_reported_too() -> None:
    def build(document: docx.document.Document) -> None:
        document.add_paragraph("正文。")
        settings = next(r.target_part for r in document.part.rels.values() if r.reltype == RT.SETTINGS)
        settings.relate_to("file:///c:/evil.dotm", TEMPLATE, is_external=True)

    assert read(build).remarks == ("引用了文件之外的内容，没有打开：file:///c:/evil.dotm",)
