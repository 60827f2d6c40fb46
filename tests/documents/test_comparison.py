"""新旧政策对照表 as Word and as PDF: every text is there, marked without colour too, no line begins with a closing mark."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import docx
import pdfplumber
from pypdf import PdfReader

from zwgk_desk.documents.setting.linebreak import NOT_AT_START
from zwgk_desk.documents.writers.comparison_docx import write_comparison_docx
from zwgk_desk.documents.writers.comparison_pdf import write_comparison_pdf
from zwgk_desk.model.document.comparison import ComparisonTable, Marking, Span, TableRow

from .. import needs

LONG = (
    "申请人应当自收到通知之日起三十日内，向区住房和城乡建设部门提出书面申请，并提交下列材料：申请书、身份证明、不动产权属证书；逾期不提出的，视为放弃。"
    * 3
)
ROWS = (
    TableRow((Span("第一条　未改的一条。"),), (Span("第一条　未改的一条。"),), "未改"),
    TableRow(
        (Span("第二条　补贴"), Span("十万元", Marking.REMOVED), Span("。")),
        (Span("第三条　补贴"), Span("二十万元", Marking.INSERTED), Span("。")),
        "修改",
    ),
    TableRow((Span("（无）"),), (Span(f"第四条　{LONG}", Marking.INSERTED),), "新增"),
    TableRow((Span("第五条　罕见的字：𠀀①é & <b>。\n第二款。", Marking.REMOVED),), (Span("（无）"),), "删除"),
)
SHEET = ComparisonTable("新旧政策对照表", "旧.docx", "新.docx", ("修改 1 条，新增 1 条，删除 1 条",), ROWS * 9)


def test_the_word_document_has_every_text_and_its_marks() -> None:
    content = write_comparison_docx(SHEET)
    assert content == write_comparison_docx(SHEET)
    document = docx.Document(io.BytesIO(content))
    section = document.sections[0]
    assert section.page_width > section.page_height
    (table,) = document.tables
    assert len(table.rows) == 1 + len(SHEET.rows) and table.rows[0]._tr.trPr is not None
    for row, wanted in zip(table.rows[1:5], ROWS, strict=True):
        for cell, spans in zip(row.cells, (wanted.old, wanted.new), strict=False):
            assert cell.text == "".join(span.text for span in spans)
    runs = [run for row in table.rows for cell in row.cells for paragraph in cell.paragraphs for run in paragraph.runs]
    assert {run.text for run in runs if run.font.strike} >= {"十万元"} and {run.text for run in runs if run.font.underline} >= {"二十万元"}


def test_the_pdf_has_every_text_breaks_well_and_repeats_its_head() -> None:
    content = write_comparison_pdf(SHEET)
    assert content == write_comparison_pdf(SHEET)
    reader = PdfReader(io.BytesIO(content))
    assert len(reader.pages) > 1 and reader.metadata is not None and reader.metadata.title == "新旧政策对照表"
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "原文（旧.docx）" in text and f"— {number} —" in text
    whole = "".join("".join(page.extract_text().split()) for page in reader.pages)
    assert "".join(LONG.split()) in whole and "〓①é&<b>" in whole
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            edges = sorted({round(rect["x0"]) for rect in page.lines if abs(rect["x0"] - rect["x1"]) < 1})
            for line in page.crop((edges[1], 0, edges[2], page.height - 50)).extract_text_lines():
                assert line["text"][0] not in NOT_AT_START, line["text"]
                assert line["x1"] <= edges[2] + 1, "text over the edge of its cell"


@needs.program("pdffonts")
def test_all_its_faces_are_embedded(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(write_comparison_pdf(SHEET))
    lines = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, encoding="utf-8", check=True).stdout.splitlines()[2:]
    assert lines and all(line.split()[-5] == "yes" for line in lines), lines


def test_a_sheet_without_rows_is_a_sheet_too() -> None:
    empty = ComparisonTable("新旧政策对照表", "旧", "新", ("两份文件的文字完全相同",), ())
    assert len(PdfReader(io.BytesIO(write_comparison_pdf(empty))).pages) == 1
    assert len(docx.Document(io.BytesIO(write_comparison_docx(empty))).tables[0].rows) == 1
