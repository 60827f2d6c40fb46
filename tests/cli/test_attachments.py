"""Attachments that are PDFs, scans and pictures: bound as they look, and no empty files."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from pypdf import PdfReader

from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.model.terms import IssuingAuthority, PartKind

from ..conftest import write_case
from .conftest import Program

ON = date(2026, 11, 2)
TREE = DocumentTree((Block(BlockKind.TITLE, "补贴测算表"), Block(BlockKind.PARAGRAPH, "每台电梯补贴二十万元。")))


def picture(kind: str) -> bytes:
    image = Image.new("RGB", (600, 900), "white")
    ImageDraw.Draw(image).rectangle((100, 100, 500, 400), fill=(200, 30, 30))
    buffer = io.BytesIO()
    image.save(buffer, kind)
    return buffer.getvalue()


def scan() -> bytes:
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture("PNG"))).convert("L").save(buffer, "PDF")
    return buffer.getvalue()


FILES = {"图.png": picture("PNG"), "照片.JPG": picture("JPEG"), "扫描件.pdf": scan(), "测算.pdf": write_pdf(TREE, "测算", mark="送审稿")}


@pytest.mark.parametrize("name", FILES)
def test_an_attachment_is_bound_as_it_looks(name: str, program: Program, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", complete(IssuingAuthority.GOVERNMENT, ON).with_file(PartKind.ATTACHMENT, name, FILES[name]))
    checked = program("check", case, "--json")
    rules = {finding["rule"] for finding in json.loads(checked.out)["cases"][0]["findings"]}
    assert not {"file-empty", "file-unreadable"} & rules
    assert program("packet", case, "--out", tmp_path / "out").status == 0
    (page,) = PdfReader(tmp_path / "out" / "附件-1.pdf").pages
    (shown,) = page.images
    assert shown.image is not None and shown.image.height > 800
    assert "补贴二十万元" not in page.extract_text()


@pytest.mark.parametrize("name", ["图.png", "扫描件.pdf"])
def test_a_policy_that_is_a_picture_has_no_text(name: str, program: Program, tmp_path: Path) -> None:
    case = write_case(tmp_path / "case", complete(IssuingAuthority.GOVERNMENT, ON).with_file(PartKind.POLICY, name, FILES[name]))
    findings = json.loads(program("check", case, "--json").out)["cases"][0]["findings"]
    assert ("file-empty", "policy") in {(finding["rule"], finding["where"]) for finding in findings}


def test_the_mark_of_an_unsigned_paper_is_no_text() -> None:
    assert list(read_document("测算.pdf", FILES["测算.pdf"]).paragraphs()) == ["补贴测算表", "每台电梯补贴二十万元。"]
