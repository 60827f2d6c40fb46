"""What the DOCX looks like in a real word processor: LibreOffice, where it is installed."""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pytest
from pypdf import PdfReader

from zwgk_desk.documents.office_suite import find_suite
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.measures import GB_T_9704


@pytest.fixture
def laid_out(source_policy: Path, tmp_path: Path) -> tuple[list[str], int]:
    """The source document as LibreOffice lays our DOCX out, page by page; and the number of pages of our PDF."""
    suite = find_suite()
    if suite is None:
        pytest.skip("no office suite is installed here")
    tree = read_document("policy.txt", source_policy.read_bytes())
    (tmp_path / "a.docx").write_bytes(write_docx(tree, tree.title))
    command = [str(suite), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(tmp_path), str(tmp_path / "a.docx")], check=True, capture_output=True)
    pages = [page.extract_text() for page in PdfReader(tmp_path / "a.pdf").pages]
    return pages, len(PdfReader(io.BytesIO(write_pdf(tree, "x"))).pages)


def test_full_pages_have_their_22_lines_and_there_are_as_many_pages_as_in_ours(laid_out: tuple[list[str], int]) -> None:
    pages, ours = laid_out
    assert abs(len(pages) - ours) <= 1
    for number, text in enumerate(pages[1:-1], start=2):
        lines = [line for line in text.splitlines() if line.strip() and not re.fullmatch(r"\s*—\s*\d+\s*—\s*", line)]
        assert len(lines) == GB_T_9704.lines, f"page {number}"
        assert f"— {number} —" in text


def test_lines_are_as_long_as_the_standard_has_them(laid_out: tuple[list[str], int]) -> None:
    pages, _ = laid_out
    lines = [line.strip() for text in pages[1:-1] for line in text.splitlines()]
    full = [line for line in lines if len(line) >= 26 and re.fullmatch(r"[\u3000-\u9fff“”‘’]+", line)]
    assert full and max(map(len, full)) <= GB_T_9704.characters + 1
