"""Writers: DOCX and PDF from the same tree, every font embedded, no empty box, the same bytes for the same input."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import IndirectObject

from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.setting.fonts import Font, FontSet, fonts_for
from zwgk_desk.documents.setting.front import Cover
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import Binding, Section, bind_pdf, write_pdf
from zwgk_desk.model.document.measures import GB_T_9704, MM
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table
from zwgk_desk.places import resources

TREE = DocumentTree(
    (
        Block(BlockKind.TITLE, "关于加装电梯的通知"),
        Block(BlockKind.ADDRESSEE, "各区人民政府："),
        *(Block(BlockKind.PARAGRAPH, f"第{n}段，既有住宅加装电梯由业主自行决定，办理期限为15个工作日，补贴20万元。" * 3) for n in range(30)),
        Table((("项目", "金额"), ("补贴", "二十万元"), ("其中\n市级", "十万元"))),
    )
)


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def fonts(content: bytes) -> dict[str, bool]:
    """Every font of a PDF, and whether it is embedded."""
    found: dict[str, bool] = {}
    for page in PdfReader(io.BytesIO(content)).pages:
        listed = page["/Resources"]["/Font"]
        for font in (listed.get_object() if isinstance(listed, IndirectObject) else listed).values():
            details = font.get_object()
            descriptor = details.get("/FontDescriptor")
            found[str(details["/BaseFont"])] = descriptor is not None and "/FontFile2" in descriptor.get_object()
    return found


def test_every_font_is_embedded_and_cut_down() -> None:
    found = fonts(write_pdf(TREE, "通知", "送审稿"))
    assert found and all(found.values())
    assert all(re.match(r"/[A-Z]{6}\+", name) for name in found)


def test_unsigned_papers_bear_their_mark_on_every_page_and_signed_ones_on_none() -> None:
    assert all("送审稿" in page for page in pages(write_pdf(TREE, "通知", "送审稿")))
    assert not any("送审稿" in page for page in pages(write_pdf(TREE, "通知")))
    marked = docx.Document(io.BytesIO(write_docx(TREE, "通知", "送审稿")))
    assert "送审稿" in marked.sections[0].header.paragraphs[0].text


def test_all_of_the_text_is_there_and_can_be_copied() -> None:
    text = "".join("".join(pages(write_pdf(TREE, "通知"))).split())
    for paragraph in TREE.paragraphs():
        assert "".join(paragraph.split()) in re.sub(r"—\d+—", "", text)


def test_the_page_has_its_measures() -> None:
    page = PdfReader(io.BytesIO(write_pdf(TREE, "通知"))).pages[1]
    assert (float(page.mediabox.width), float(page.mediabox.height)) == pytest.approx((210 * MM, 297 * MM), abs=0.01)
    lines: set[int] = set()
    left: list[float] = []

    def look(text: str, cm: object, tm: list[float], *rest: object) -> None:
        if text.strip() and "—" not in text and not text.strip().isdigit():
            lines.add(round(tm[5]))
            left.append(tm[4])

    page.extract_text(visitor_text=look)
    assert len(lines) == GB_T_9704.lines
    assert min(left) == pytest.approx(28 * MM, abs=0.5 * MM)


def test_page_numbers_stand_on_the_outer_side() -> None:
    for number, page in enumerate(PdfReader(io.BytesIO(write_pdf(TREE, "通知"))).pages, start=1):
        places: list[float] = []

        def look(text: str, cm: object, tm: list[float], *rest: object, found: list[float] = places) -> None:
            if text.startswith("—"):
                found.append(tm[4])

        page.extract_text(visitor_text=look)
        assert (places[0] > GB_T_9704.width / 2) == (number % 2 == 1)


def test_the_bound_pdf_has_contents_that_are_true_and_bookmarks() -> None:
    sections = [Section("政策文稿", TREE), Section("解读方案", TREE), Section("解读材料-1", TREE)]
    content = bind_pdf(sections, Binding(Cover("东江市住建局", "关于加装电梯的通知", (("件数页数", ""),)), mark="送审稿"))
    reader = PdfReader(io.BytesIO(content))
    texts = pages(content)
    assert "东江市住建局" in texts[0] and "共3件，24页" in texts[0] and "目" in texts[1] and "共3件，24页。" in texts[1]
    listed = dict(re.findall(r"(政策文稿|解读方案|解读材料-1)\s*\.+\s*(\d+)", texts[1]))
    for entry in reader.outline[2:]:
        page = reader.get_destination_page_number(entry)
        assert f"— {listed[entry.title]} —" in texts[page]
        assert "关于加装电梯的通知" in texts[page]
    assert reader.metadata is not None and reader.metadata.title == "关于加装电梯的通知"
    assert all("送审稿" in text for text in texts)


def test_the_same_input_gives_the_same_bytes() -> None:
    for write in (write_docx, write_pdf):
        assert write(TREE, "通知", "送审稿") == write(TREE, "通知", "送审稿")


def test_no_empty_box_for_any_character_of_the_source_document(source_policy: Path) -> None:
    faces = FontSet(resources() / "fonts")
    text = source_policy.read_text(encoding="utf-8")
    for face in Font:
        for character in sorted(set(text) - set("\n")):
            name, printed, _ = faces.advance(face, character)
            font = next(font for font in (faces.font(face), *faces.fallbacks(face)) if font.fontName == name)
            assert printed == character and ord(character) in font.face.charToGlyph
    taken = {c for c in text if faces.advance(Font.FANG, c)[0] != faces.font(Font.FANG).fontName}
    assert taken, "the source mixes in traditional characters that no simplified face has"


def test_the_real_source_document_is_set_whole(source_policy: Path) -> None:
    tree = read_document("policy.txt", source_policy.read_bytes())
    content = write_pdf(tree, tree.title)
    text = re.sub(r"—\d+—", "", "".join("".join(pages(content)).split()))
    for paragraph in tree.paragraphs():
        assert unicodedata.normalize("NFKC", "".join(paragraph.split())) in unicodedata.normalize("NFKC", text)
    assert all(fonts(content).values())


blocks = st.builds(
    Block,
    st.sampled_from([BlockKind.PARAGRAPH]),
    st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=80).map(lambda t: f"字{t}。"),
)


@settings(max_examples=25)
@given(st.lists(blocks, min_size=1, max_size=12))
def test_a_tree_written_as_docx_and_read_back_is_the_same(body: list[Block]) -> None:
    tree = DocumentTree((Block(BlockKind.TITLE, "关于加装电梯的通知"), *body))
    assert read_document("a.docx", write_docx(tree, "x")) == tree


def test_an_unknown_character_prints_as_a_geta_mark_and_not_as_a_box() -> None:
    assert fonts_for(GB_T_9704).advance(Font.FANG, "\U0001f600")[1] == "〓"


def test_a_table_taller_than_a_page_goes_on_over_pages() -> None:
    tall = DocumentTree((Table((("项目", "很长的说明。" * 900),)),))
    text = re.sub(r"—\d+—", "", "".join("".join(pages(write_pdf(tall, "x"))).split()))
    assert text.count("很长的说明。") == 900
