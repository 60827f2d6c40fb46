"""What is written as a Word document and read back is the same tree, whatever it holds; and the file is what Word expects."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from hypothesis import given, settings
from lxml import etree

from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.forms.form_book import FormBook
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Picture, Table
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.forms import form_values
from zwgk_desk.places import templates

from .trees import image, trees

ON = date(2026, 11, 2)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents "
    "suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
    "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd "
    "tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblBorders": "top left start bottom right end insideH insideV",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "sectPr": "headerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt vAlign "
    "noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal personalCompose "
    "personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr",
    "pBdr": "top left bottom right between bar",
}
"""The order of the children in ISO/IEC 29500-1's schema (annex A.1)."""


@settings(max_examples=60)
@given(trees())
def test_a_tree_written_as_docx_and_read_back_is_the_same(tree: DocumentTree) -> None:
    assert read_document("a.docx", write_docx(tree, "x")) == tree


def faults_of_order(content: bytes) -> list[str]:
    """Where the parts of a Word document are not well-formed, or break the schema's order of elements."""
    found = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if not name.endswith((".xml", ".rels")):
                continue
            content_of = archive.read(name).replace(b"w:footerReference", b"w:headerReference")  # either may come first, 17.10
            for parent in etree.fromstring(content_of).iter():
                order = ORDER.get(str(parent.tag).removeprefix(W), "").split() if str(parent.tag).startswith(W) else []
                places = [order.index(child.tag.removeprefix(W)) for child in parent if order and child.tag.removeprefix(W) in order]
                strangers = [child.tag for child in parent if order and child.tag.startswith(W) and child.tag.removeprefix(W) not in order]
                if places != sorted(places) or strangers:
                    found.append(f"{name}: {parent.tag.removeprefix(W)} {[child.tag.removeprefix(W) for child in parent]}")
    return found


@settings(max_examples=30)
@given(trees())
def test_every_part_is_well_formed_and_keeps_the_schema_s_order(tree: DocumentTree) -> None:
    assert not faults_of_order(write_docx(tree, "x", "送审稿"))


@pytest.mark.parametrize("name", FormBook(templates()).names())
def test_the_forms_keep_it_too(name: str) -> None:
    case = complete(IssuingAuthority.JOINT, ON)
    values = {**form_values(case.bundle, case.reviews, OfficeSettings(), ON), "submission": 1, "number": 1, "grounds": [], "remark": ""}
    assert not faults_of_order((templates() / f"{name}.docx").read_bytes())
    assert not faults_of_order(FormBook(templates()).fill(name, values))


def test_every_run_says_its_face_for_all_scripts_and_quotation_marks_count_as_east_asian() -> None:
    content = write_docx(DocumentTree((Block(BlockKind.PARAGRAPH, "“谁受益”……——2026年"),)), "x")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
    for run in body.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        assert {fonts.get(f"{W}{name}") for name in ("ascii", "hAnsi", "eastAsia", "cs")} == {"仿宋"}
        assert fonts.get(f"{W}hint") == "eastAsia"
    for style in styles.iter(f"{W}style"):
        if style.find(f"{W}name").get(f"{W}val") in ("Normal", "Title", "heading 1", "发文机关署名"):
            fonts = style.find(f"{W}rPr/{W}rFonts")
            assert not [name for name in fonts.attrib if "Theme" in name]


def test_tables_have_room_for_their_lines_and_repeat_their_head() -> None:
    tree = DocumentTree((Table((("项目", "金额", "说明"), *((f"第{n}项", "二十万元", "说明" * n) for n in range(9))), 1),))
    with zipfile.ZipFile(io.BytesIO(write_docx(tree, "x"))) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    rows = list(body.iter(f"{W}tr"))
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True, *[False] * 9]
    for paragraph in body.iter(f"{W}tc"):
        spacing = paragraph.find(f"{W}p/{W}pPr/{W}spacing")
        assert spacing.get(f"{W}lineRule") == "atLeast", "an exact pitch would clip larger type"


@pytest.mark.parametrize("kind, mode", [("PNG", "RGB"), ("JPEG", "RGB"), ("GIF", "L"), ("BMP", "RGB"), ("TIFF", "RGB")])
def test_pictures_are_kept(kind: str, mode: str) -> None:
    import docx

    document = docx.Document()
    document.add_paragraph("正文。")
    document.add_picture(io.BytesIO(image(kind, mode)))
    buffer = io.BytesIO()
    document.save(buffer)
    tree = read_document("a.docx", buffer.getvalue())
    (picture,) = (block for block in tree.blocks if isinstance(block, Picture))
    assert not tree.remarks
    if kind in ("PNG", "JPEG"):
        assert picture.content == image(kind, mode)
    again = read_document("a.docx", write_docx(tree, "x"))
    assert again == tree
