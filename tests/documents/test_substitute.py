"""Single characters of an officer's own file put right; everything else of it stays."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.shared import RGBColor
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.readers.traces import traces_of
from zwgk_desk.documents.readers.word.traces import word_traces
from zwgk_desk.documents.writers.clean import cleaned
from zwgk_desk.documents.writers.substitute import substitute
from zwgk_desk.model.errors import InputError, UnreadableFile


def paragraphs_of(name: str, content: bytes) -> list[str]:
    return list(read_document(name, content).paragraphs())


def document() -> docx.document.Document:
    made = docx.Document()
    made.add_paragraph("某市办法")
    paragraph = made.add_paragraph()
    paragraph.add_run("按照国发[20").bold = True
    run = paragraph.add_run("17]13号推")
    run.font.color.rgb = RGBColor(255, 0, 0)
    paragraph.add_run("進工作")
    made.add_table(1, 2).cell(0, 1).text = "表里的字,也算"
    made.add_paragraph("第一项", style="List Number")
    return made


def saved(made: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def test_characters_in_runs_and_cells_are_put_right_and_the_rest_of_the_file_stays() -> None:
    content = saved(document())
    lines = paragraphs_of("a.docx", content)
    line, cell = next(n for n, t in enumerate(lines) if "国发" in t), next(n for n, t in enumerate(lines) if "表里" in t)
    at = {lines[line].index("["): "〔", lines[line].index("]"): "〕", lines[line].index("進"): "进"}
    made, done = substitute("a.docx", content, lines, {line: at, cell: {lines[cell].index(","): "，"}})
    assert len(done) == 4
    after = paragraphs_of("a.docx", made)
    assert after[line] == "按照国发〔2017〕13号推进工作" and after[cell] == "表里的字，也算"
    assert [text for n, text in enumerate(after) if n not in (line, cell)] == [text for n, text in enumerate(lines) if n not in (line, cell)]
    runs = docx.Document(io.BytesIO(made)).paragraphs[1].runs
    assert runs[0].bold and str(runs[1].font.color.rgb) == "FF0000"
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(io.BytesIO(made)) as new:
        assert old.namelist() == new.namelist()
        assert all(old.read(name) == new.read(name) for name in old.namelist() if name != "word/document.xml")


def test_a_number_that_word_makes_is_left_and_the_text_behind_it_is_not() -> None:
    content = saved(document())
    lines = paragraphs_of("a.docx", content)
    number = next(n for n, text in enumerate(lines) if text.endswith("第一项"))
    prefix = len(lines[number]) - len("第一项")
    assert prefix > 0
    made, done = substitute("a.docx", content, lines, {number: {0: "Ⅰ", prefix: "苐"}})
    assert done == {(number, prefix)}
    assert paragraphs_of("a.docx", made)[number].endswith("苐一项")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_keeps_its_encoding_and_its_line_ends(encoding: str) -> None:
    text = "某市办法\r\n\r\n\t第一条 推进工作,按规定办理,由市政府组织实施。\r\n"
    content = text.encode(encoding)
    lines = paragraphs_of("a.txt", content)
    made, done = substitute("a.txt", content, lines, {1: {lines[1].index(","): "，"}})
    assert done and made.decode(encoding) == text.replace(",", "，", 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(alphabet="一二条，,進进 ()第", min_size=1, max_size=20), min_size=1, max_size=8), st.data())
def test_what_is_said_to_be_done_is_done_and_nothing_else(lines: list[str], data: st.DataObject) -> None:
    content = "\n".join(lines).encode()
    read = paragraphs_of("a.txt", content)
    if not read:
        return
    paragraph = data.draw(st.integers(0, len(read) - 1))
    place = data.draw(st.integers(0, len(read[paragraph]) - 1))
    made, done = substitute("a.txt", content, read, {paragraph: {place: "字"}})
    after = paragraphs_of("a.txt", made)
    if done:
        wanted = list(read)
        wanted[paragraph] = read[paragraph][:place] + "字" + read[paragraph][place + 1 :]
        assert sorted(after) == sorted(wanted)
    else:
        assert made == content


def test_other_files_are_refused_in_words() -> None:
    with pytest.raises(InputError, match="格式"):
        substitute("a.pdf", b"%PDF-", ["字"], {0: {0: "子"}})
    with pytest.raises(UnreadableFile):
        substitute("a.docx", b"PK\x03\x04 no archive", ["字"], {0: {0: "子"}})
    with pytest.raises(InputError, match="清理"):
        cleaned("a.txt", b"text")
    with pytest.raises(UnreadableFile):
        cleaned("a.docx", b"PK\x03\x04 no archive")


def traced() -> bytes:
    made = document()
    made.core_properties.author, made.core_properties.last_modified_by = "张三", "李四"
    paragraph = made.add_paragraph("一段有批注的话。")
    made.add_comment(paragraph.runs, "这里请再斟酌", author="王五")
    hidden = made.add_paragraph("看得见的字").add_run("看不见的字")
    hidden.font.hidden = True
    made.paragraphs[-1].add_run("明说不隐藏的字").font.hidden = False
    body = made.element.body
    ns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    tracked = (
        f'<w:p {ns}><w:r><w:t>保留</w:t></w:r><w:ins w:id="90" w:author="张三"><w:r><w:t>加上</w:t></w:r></w:ins>'
        '<w:del w:id="91" w:author="张三"><w:r><w:delText>去掉</w:delText></w:r></w:del></w:p>'
    )
    body.insert(2, docx.oxml.parse_xml(tracked))
    return saved(made)


def test_a_clean_copy_shows_the_same_and_carries_nothing_along() -> None:
    content = traced()
    assert {kind for kind, _ in word_traces(content)} == {"author-name", "file-property", "file-comment", "tracked-change", "hidden-text"}
    made = cleaned("a.docx", content)
    assert word_traces(made) == ()
    before, after = read_document("a.docx", content), read_document("a.docx", made)
    assert "保留加上" in after.text and "去掉" not in after.text and "看不见" not in after.text
    assert "明说不隐藏的字" in after.text
    assert [text.replace("看不见的字", "") for text in before.paragraphs()] == list(after.paragraphs())
    assert cleaned("a.docx", made) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist()).decode("utf-8", "ignore")
    assert not any(name in everything for name in ("张三", "李四", "王五", "斟酌"))


def test_a_pdf_is_cleaned_of_its_author_and_of_remarks() -> None:
    buffer = io.BytesIO()
    canvas = Canvas(buffer)
    canvas.setAuthor("张三")
    canvas.drawString(100, 700, "Text that stays")
    canvas.textAnnotation("Think again", Rect=[10, 10, 50, 50])
    canvas.save()
    content = buffer.getvalue()
    assert traces_of("a.pdf", content) == (("author-name", "张三"), ("file-comment", "Think again"))
    made = cleaned("a.pdf", content)
    assert traces_of("a.pdf", made) == () and "Text that stays" in read_document("a.pdf", made).text
    assert traces_of("a.pdf", b"%PDF-1.4 broken") == () and traces_of("a.txt", b"x") == ()
    with pytest.raises(UnreadableFile):
        cleaned("a.pdf", b"%PDF-1.4 broken")
