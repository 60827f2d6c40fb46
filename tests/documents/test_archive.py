"""The PDF as one for the archive: what PDF/A-2b (ISO 19005-2) asks for, looked for in the file itself; and what viewers are told."""

from __future__ import annotations

import io
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from zwgk_desk.desk.admin.sample_document import sample_document
from zwgk_desk.documents.setting.front import Cover
from zwgk_desk.documents.writers.pdf import Binding, Section, bind_laid_out, bind_pdf, lay_out
from zwgk_desk.documents.writers.pdf_pen import Description
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Picture

from .. import needs
from .trees import image

NAMES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/", "dc": "http://purl.org/dc/elements/1.1/", "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmp": "http://ns.adobe.com/xap/1.0/", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
}  # fmt: skip
TREE = DocumentTree((*sample_document().blocks, Picture(image("PNG"), 120, 60), Picture(image("JPEG", "CMYK"), 120, 60)))
COVER = Cover("东江市住房和城乡建设局", "关于加装电梯的通知", (("报送机关", "市住建局"), ("件数页数", "")))
DESCRIBED = Description("关于加装电梯的通知 <政策文稿> & 附件", "市住建局", "报送包", "政府名义", date(2026, 11, 2))


@pytest.fixture(scope="module")
def content() -> bytes:
    sections = [Section("政策文稿", TREE), Section("解读方案", sample_document()), Section("解读材料-1", sample_document())]
    return bind_pdf(sections, Binding(COVER, DESCRIBED, "送审稿"))


@pytest.fixture(scope="module")
def reader(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def objects(reader: PdfReader) -> list[Any]:
    """Every object of the file."""
    return [IndirectObject(number, 0, reader).get_object() for number in reader.xref[0]]


def xmp(reader: PdfReader) -> ElementTree.Element:
    stream = reader.root_object["/Metadata"].get_object()
    assert "/Filter" not in stream, "other programs look for it without unpacking"
    return ElementTree.fromstring(stream.get_data().decode("utf-8").split("?>", 1)[1].rsplit("<?xpacket", 1)[0])


def test_it_says_that_it_is_pdf_a_2b_and_the_same_of_itself_in_both_places(reader: PdfReader) -> None:
    told, info = xmp(reader), reader.metadata
    assert info is not None
    assert (told.findtext(".//pdfaid:part", "", NAMES), told.findtext(".//pdfaid:conformance", "", NAMES)) == ("2", "B")
    assert told.findtext(".//dc:title//rdf:li", "", NAMES) == info.title == DESCRIBED.title
    assert told.findtext(".//dc:creator//rdf:li", "", NAMES) == info.author == "市住建局"
    assert told.findtext(".//dc:description//rdf:li", "", NAMES) == info.subject == "报送包"
    assert told.findtext(".//pdf:Keywords", "", NAMES) == info["/Keywords"] == "政府名义"
    assert told.findtext(".//pdf:Producer", "", NAMES) == info.producer == told.findtext(".//xmp:CreatorTool", "", NAMES) == info.creator
    assert told.findtext(".//xmp:CreateDate", "", NAMES) == "2026-11-02T00:00:00+00:00"
    assert info["/CreationDate"] == info["/ModDate"] == "D:20261102000000+00'00'"


def test_its_colours_have_a_meaning_and_none_brings_another(reader: PdfReader) -> None:
    (intent,) = reader.root_object["/OutputIntents"]
    assert intent.get_object()["/S"] == "/GTS_PDFA1"
    profile = intent.get_object()["/DestOutputProfile"].get_object()
    assert profile["/N"] == 3 and profile.get_data()[36:40] == b"acsp" and profile.get_data()[16:20] == b"RGB "
    for thing in objects(reader):
        if isinstance(thing, DictionaryObject) and thing.get("/Subtype") == "/Image":
            assert thing["/ColorSpace"] in ("/DeviceRGB", "/DeviceGray")
            assert not thing.get("/Interpolate")


def test_every_font_is_embedded_as_it_must_be(reader: PdfReader) -> None:
    fonts = [thing for thing in objects(reader) if isinstance(thing, DictionaryObject) and thing.get("/Type") == "/Font"]
    assert len(fonts) >= 5
    for font in fonts:
        descriptor = font["/FontDescriptor"].get_object()
        assert re.match(r"/[A-Z]{6}\+", font["/BaseFont"]) and "/FontFile2" in descriptor and "/ToUnicode" in font
        assert "/Encoding" not in font and descriptor["/Flags"] & 4 and not descriptor["/Flags"] & 32, "symbolic, 6.2.11.6"
        assert len(font["/Widths"]) == font["/LastChar"] - font["/FirstChar"] + 1


def test_nothing_stands_in_it_that_no_archive_takes(reader: PdfReader, content: bytes) -> None:
    assert not reader.is_encrypted and reader.trailer["/ID"]
    assert content.startswith(b"%PDF-1.7") and all(byte > 127 for byte in content.split(b"\n", 2)[1][1:5])
    for thing in objects(reader):
        if isinstance(thing, DictionaryObject):
            assert not {"/JS", "/AA", "/EF", "/XFA", "/F2"} & set(thing) and thing.get("/S") not in ("/Launch", "/JavaScript", "/URI")
            assert "/LZWDecode" not in str(thing.get("/Filter", ""))
    for page in reader.pages:
        for annotation in page.get("/Annots", ()):
            assert annotation.get_object()["/F"] & 4, "printed too, 6.3.2"


def test_viewers_find_labels_bookmarks_and_the_language(reader: PdfReader) -> None:
    assert reader.page_labels[:4] == ["封面", "目录", "1", "2"]
    assert [entry.title for entry in reader.outline] == ["封面", "目录", "政策文稿", "解读方案", "解读材料-1"]
    assert reader.root_object["/Lang"] == "zh-CN"
    assert reader.get_destination_page_number(reader.outline[2]) == 2


@needs.program("pdffonts")
def test_poppler_finds_every_font_embedded_and_cut_down(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    done = subprocess.run(["pdffonts", str(tmp_path / "a.pdf")], capture_output=True, encoding="utf-8", check=True)
    rows = [line.split() for line in done.stdout.splitlines()[2:]]
    assert rows and all(row[-5:-2] == ["yes", "yes", "yes"] for row in rows) and not done.stderr


def test_bound_from_what_is_set_already_it_is_the_same(content: bytes) -> None:
    sections = [Section("政策文稿", TREE), Section("解读方案", sample_document()), Section("解读材料-1", sample_document())]
    laid = [lay_out(section) for section in sections]
    assert bind_laid_out(laid, Binding(COVER, DESCRIBED, "送审稿")) == content


def test_the_pages_that_appear_early_are_those_of_the_end() -> None:
    tree = DocumentTree(tuple(Block(BlockKind.PARAGRAPH, f"第{n}段，既有住宅加装电梯由业主依法协商确定。" * 4) for n in range(260)))
    early: list[bytes] = []
    whole = bind_pdf([Section("政策文稿", tree), Section("解读方案", sample_document())], Binding(Cover("市住建局", "通知")), early=early.append)
    last = [page.extract_text() for page in PdfReader(io.BytesIO(whole)).pages]
    assert len(early) >= 2
    lengths = []
    for content in early:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]
        lengths.append(len(pages))
        assert pages[0] == last[0] and pages[2:] == last[2 : len(pages)]
        assert "解读方案" in pages[1] and "…" in pages[1]
    assert lengths[0] < 10 and lengths == sorted(lengths) and lengths[-1] < len(last)
    assert whole == bind_pdf([Section("政策文稿", tree), Section("解读方案", sample_document())], Binding(Cover("市住建局", "通知")))


def test_every_stream_ends_on_a_line_of_its_own_and_is_as_long_as_it_says(content: bytes) -> None:
    reader = PdfReader(io.BytesIO(content), strict=True)
    for number, place in reader.xref[0].items():
        following = sorted(p for p in [*reader.xref[0].values(), content.rindex(b"xref\n0 ")] if p > place)[0]
        piece = content[place:following]
        assert piece.startswith(b"%d 0 obj" % number)
        stream = piece.find(b"\nstream\n")
        if stream >= 0:
            said = re.search(rb"/Length (\d+)", piece[:stream])
            assert said is not None and piece[stream + 8 + int(said[1]) :].startswith(b"\nendstream")
