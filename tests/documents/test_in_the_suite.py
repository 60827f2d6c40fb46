"""What the DOCX looks like in a real word processor: LibreOffice, where it is installed."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pdfplumber
import pytest
from pypdf import PdfReader

from benchmarks.agreement import convert, equal_share
from benchmarks.agreement import lines_of as agreeing_lines
from zwgk_desk.desk.admin.sample_document import sample_document
from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.forms.form_book import FormBook
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import Section, lay_out, write_pdf
from zwgk_desk.model.document.measures import GB_T_9704, MM
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Picture, Table
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.packet.build import filled_form
from zwgk_desk.packet.forms import form_values
from zwgk_desk.places import templates

from .. import needs
from .suite import to_pdf
from .trees import image

pytestmark = needs.suite

ON = date(2026, 11, 2)
KEPT_LINES = 3
"""Lines that a page may go without: for the title of what stands behind the text, or where lines stand on the next page with what they belong to."""


@pytest.fixture
def laid_out(source_policy: Path, tmp_path: Path) -> tuple[list[str], int]:
    """The source document as LibreOffice lays our DOCX out, page by page; and the number of pages of our PDF."""
    tree = read_document("policy.txt", source_policy.read_bytes())
    (tmp_path / "a.docx").write_bytes(write_docx(tree, tree.title))
    to_pdf(tmp_path, tmp_path / "a.docx")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    return pages, len(PdfReader(io.BytesIO(write_pdf(tree, "x"))).pages)


def test_full_pages_have_their_22_lines_and_there_are_as_many_pages_as_in_ours(laid_out: tuple[list[str], int]) -> None:
    pages, ours = laid_out
    counts: list[int] = []
    assert abs(len(pages) - ours) <= 1
    for number, text in enumerate(pages[1:-1], start=2):
        lines = [line for line in text.splitlines() if line.strip() and not re.fullmatch(r"\s*—\s*\d+\s*—\s*", line)]
        assert GB_T_9704.lines - KEPT_LINES <= len(lines) <= GB_T_9704.lines, f"page {number}"
        counts.append(len(lines))
        assert f"— {number} —" in text
    assert counts.count(GB_T_9704.lines) > len(counts) / 2


@pytest.mark.parametrize("name", ["gov/01.txt", "gov/11.txt", "10-disclosure-regulation-2019.txt"])
def test_lines_and_pages_are_those_of_the_pdf(name: str, tmp_path: Path) -> None:
    path = Path(__file__).resolve().parents[3] / "shared" / "cases" / name
    if not path.exists():
        pytest.skip("the real texts are not here")
    tree = read_document("a.txt", path.read_bytes())
    (tmp_path / "a.docx").write_bytes(write_docx(tree, "x"))
    convert(tmp_path, [tmp_path / "a.docx"])
    ours, theirs = agreeing_lines(write_pdf(tree, "x")), agreeing_lines((tmp_path / "a.pdf").read_bytes())
    assert len(ours) == len(theirs)
    share, differing = equal_share(ours, theirs)
    assert share > 0.98, differing


def test_tables_take_as_much_of_the_page_as_in_the_pdf(tmp_path: Path) -> None:
    rows = (("项目", "说明", "金额"), *((f"第{n}项", "既有住宅加装电梯应当遵循业主自愿的原则" * (1 + n % 3), "二十万元") for n in range(30)))
    text = Block(BlockKind.PARAGRAPH, "既有住宅加装电梯应当遵循业主自愿、政府引导、因地制宜、安全适用的原则。")
    tree = DocumentTree((text, Block(BlockKind.PARAGRAPH, "表1　补贴标准"), Table(rows, 1), text, text))
    (tmp_path / "a.docx").write_bytes(write_docx(tree, "x"))
    convert(tmp_path, [tmp_path / "a.docx"])
    assert agreeing_lines(write_pdf(tree, "x")) == agreeing_lines((tmp_path / "a.pdf").read_bytes())


def test_lines_are_as_long_as_the_standard_has_them(laid_out: tuple[list[str], int]) -> None:
    pages, _ = laid_out
    lines = [line.strip() for text in pages[1:-1] for line in text.splitlines()]
    full = [line for line in lines if len(line) >= 26 and re.fullmatch(r"[\u3000-\u9fff“”‘’]+", line)]
    assert full and max(map(len, full)) <= GB_T_9704.characters + 1


def test_it_opens_every_word_document_and_comes_to_as_many_pages(tmp_path: Path) -> None:
    """Every form, and a document with every element: 版头, tables, pictures, 附件 and 版记."""
    case = complete(IssuingAuthority.JOINT, ON)
    settings = OfficeSettings()
    values = {**form_values(case.bundle, case.reviews, settings, ON), "submission": 1, "number": 1, "grounds": [], "remark": "请补正。"}
    ours: dict[str, int] = {}
    trees = {"样张": DocumentTree((*sample_document().blocks, Picture(image(), 300, 150)))}
    files = {"样张": write_docx(trees["样张"], "样张", "送审稿")}
    for name in FormBook(templates()).names():
        section, files[name] = filled_form(FormBook(templates()), name, values, "送审稿")
        trees[name] = section.tree
    for name, content in files.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
        ours[name] = len(lay_out(Section(name, trees[name])).pages)
    to_pdf(tmp_path, *(tmp_path / f"{name}.docx" for name in files))
    for name in files:
        pages = PdfReader(tmp_path / f"{name}.pdf").pages
        assert abs(len(pages) - ours[name]) <= 1, name
        assert all("送审稿" in page.extract_text() for page in pages), name


def test_the_imprint_lies_at_the_foot_of_the_last_page_there_too(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(write_docx(sample_document(), "样张"))
    to_pdf(tmp_path, tmp_path / "a.docx")
    with pdfplumber.open(tmp_path / "a.pdf") as document:
        first, last = document.pages[0], document.pages[-1]
        rules = sorted(edge["top"] / MM for edge in [*last.lines, *last.rects] if edge["width"] > 150 * MM)
        assert rules and abs(rules[-1] - (37 + 225)) < 1.5
        red = [edge["top"] / MM for edge in [*first.lines, *first.rects] if edge["width"] > 150 * MM]
        assert red and red[0] > 37 + 35
        dash = next(c for c in first.chars if c["text"] == "—" and c["top"] > (37 + 225) * MM)
        assert abs((dash["top"] + dash["bottom"]) / 2 / MM - (37 + 225 + 7)) < 1.5
