"""Files that mean harm: each is refused or read safely, in a process that may take one GiB of memory and one minute of processor time."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from zwgk_desk.documents.packed import write_zip
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.setting.fonts import Font, FontSet
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.places import resources

from .. import needs
from .trees import image

ROOT = Path(__file__).resolve().parents[2]
ATTACHED_TEMPLATE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
SECRET = "the-secret-of-this-machine"
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30))
resource.setrlimit(resource.RLIMIT_CPU, (60, 60))
from zwgk_desk.documents.readers import read_document
from zwgk_desk.model.errors import UnreadableFile
try:
    tree = read_document(sys.argv[1], open(sys.argv[1], "rb").read())
    print("read", len(tree.blocks), len(tree.text), tree.text[:200].encode("ascii", "backslashreplace").decode())
except UnreadableFile as error:
    print("refused", str(error).encode("ascii", "backslashreplace").decode())
"""


def outcome(path: Path) -> str:
    """What comes of reading a file within the bounds: `read …` or `refused …`; anything else fails the test."""
    needs.bounds()
    done = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, encoding="utf-8", cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    assert done.stdout.startswith(("read ", "refused "))
    return done.stdout.strip()


def with_part(name: str, content: bytes) -> bytes:
    """A good Word document with one part put in, or in another's place."""
    good = write_docx(DocumentTree((Block(BlockKind.PARAGRAPH, "正文。"),)), "x")
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    return write_zip({**parts, name: content}.items())


def document_xml(body: str, doctype: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'<?xml version="1.0" encoding="UTF-8"?>{doctype}<w:document xmlns:w="{space}"><w:body>{body}<w:sectPr/></w:body></w:document>'.encode()


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def entity_bomb() -> bytes:
    entities = '<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">' + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(10))
    return with_part("word/document.xml", document_xml(paragraph("&k;"), f"<!DOCTYPE w:document [{entities}]>"))


def long_entity() -> bytes:
    """One long entity named many times over: it grows as the square, without nesting."""
    return with_part("word/document.xml", document_xml(paragraph("&a;" * 20_000), f'<!DOCTYPE w:document [<!ENTITY a "{"x" * 100_000}">]>'))


def declared_small() -> bytes:
    """An archive whose directory says that a large part is small."""
    content = bytearray(with_part("word/document.xml", document_xml(paragraph("x" * 30_000_000))))
    place = content.index(b"PK\x01\x02")
    while bytes(content[place + 46 : place + 46 + 17]) != b"word/document.xml":
        place = content.index(b"PK\x01\x02", place + 1)
    content[place + 24 : place + 28] = struct.pack("<I", 1000)
    return bytes(content)


def picture_bomb() -> bytes:
    """A picture of 60,000 by 60,000 pixels in a few kilobytes."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")
    document = docx.Document()
    document.add_paragraph("正文。")
    document.add_picture(io.BytesIO(image()))
    next(r for r in document.part.rels.values() if r.reltype == RT.IMAGE).target_part._blob = bomb
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def pdf_bomb() -> bytes:
    """A PDF whose page unpacks to half a gigabyte."""
    packed = zlib.compress(b"BT " + b"(x) Tj " * 70_000_000 + b"ET", 9)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R /Resources << >> >>",
        b"<< /Filter /FlateDecode /Length %d >> stream\n" % len(packed) + packed + b"\nendstream",
    ]
    text, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(text))
        text += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return text + b"xref\n0 5\n0000000000 65535 f \n" + table + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % len(text)


def nested_tables(depth: int) -> bytes:
    inner = paragraph("底。")
    for _ in range(depth):
        inner = f"<w:tbl><w:tr><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    return with_part("word/document.xml", document_xml(inner))


def wide_table() -> bytes:
    return with_part("word/document.xml", document_xml(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 100_000}</w:tr></w:tbl>"))


CASES = {
    "an entity bomb": ("a.docx", entity_bomb),
    "one long entity many times": ("a.docx", long_entity),
    "a bomb that says it is small": ("a.docx", declared_small),
    "100,000 empty paragraphs": ("a.docx", lambda: with_part("word/document.xml", document_xml("<w:p/>" * 100_000 + paragraph("末段。")))),
    "a million empty paragraphs": ("a.docx", lambda: with_part("word/document.xml", document_xml("<w:p/>" * 1_000_000))),
    "tables 200 deep": ("a.docx", lambda: nested_tables(200)),
    "elements 100,000 deep": ("a.docx", lambda: with_part("word/document.xml", document_xml("<w:sdt>" * 100_000 + "</w:sdt>" * 100_000))),
    "a table of 100,000 cells in one row": (
        "a.docx",
        lambda: with_part("word/document.xml", document_xml(f"<w:tbl><w:tr>{'<w:tc><w:p/></w:tc>' * 100_000}</w:tr></w:tbl>")),
    ),
    "a picture bomb": ("a.docx", picture_bomb),
    "a PDF bomb": ("a.pdf", pdf_bomb),
    "a text of one 60 MB line": ("a.txt", lambda: "字".encode() * 20_000_000),
}


@pytest.mark.parametrize("name", CASES)
def test_a_hostile_file_is_refused_or_read_within_bounds(name: str, tmp_path: Path) -> None:
    file, make = CASES[name]
    (tmp_path / file).write_bytes(make())
    outcome(tmp_path / file)


def test_of_100_000_empty_paragraphs_the_text_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(CASES["100,000 empty paragraphs"][1]())
    assert outcome(tmp_path / "a.docx").startswith("read 1 ")


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text(SECRET, encoding="utf-8")
    for target in ((tmp_path / "secret.txt").as_uri(), "http://192.0.2.1/x"):
        doctype = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{target}">]>'
        (tmp_path / "a.docx").write_bytes(with_part("word/document.xml", document_xml(paragraph("前&x;后"), doctype)))
        assert SECRET not in outcome(tmp_path / "a.docx")


def test_an_external_template_a_macro_and_an_embedded_file_are_named_and_left_alone() -> None:
    document = docx.Document()
    document.add_paragraph("正文。")
    part = document.part
    part.relate_to(
        "http://192.0.2.1/evil.dotm", "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate", is_external=True
    )
    macro = Part(PackURI("/word/vbaProject.bin"), "application/vnd.ms-office.vbaProject", b"Sub AutoOpen()", part.package)
    part.relate_to(macro, "http://schemas.microsoft.com/office/2006/relationships/vbaProject")
    other = Part(PackURI("/word/embeddings/a.bin"), "application/octet-stream", b"MZ", part.package)
    part.relate_to(other, RT.OLE_OBJECT)
    buffer = io.BytesIO()
    document.save(buffer)
    tree = read_document("a.docx", buffer.getvalue())
    assert tree.text == "正文。"
    said = "；".join(tree.remarks)
    assert "含有宏，没有运行" in said and "evil.dotm" in said and "嵌入了其他文件，没有打开" in said


@pytest.mark.parametrize("name", ["../../evil.txt", "/etc/evil.txt", "..\\..\\evil.txt", "word/../../../evil.xml"])
def test_a_name_that_climbs_out_of_the_archive_writes_nothing(name: str, tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (inner / "a.docx").write_bytes(with_part(name, b"evil"))
    assert outcome(inner / "a.docx").startswith("read 1 ")
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a", "a.docx", "b"]


@pytest.mark.parametrize("content", [b"", b"no font", b"\x00\x01\x00\x00" + bytes(200), b"ttcf" + bytes(100)])
def test_a_font_that_is_none_is_stood_in_for_and_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "simfang.ttf").write_bytes(content)
    faces = FontSet(resources() / "fonts", {Font.FANG: "仿宋"}, {"simfang.ttf": tmp_path / "simfang.ttf"})
    assert faces.advance(Font.FANG, "字")[1] == "字"
    assert faces.substitutes() == {Font.FANG: "仿宋"}


def test_a_font_cut_off_in_the_middle_is_stood_in_for(tmp_path: Path) -> None:
    whole = (resources() / "fonts" / "FandolFang.ttf").read_bytes()
    for share in (3, 50, 90):
        (tmp_path / "simfang.ttf").write_bytes(whole[: len(whole) * share // 100])
        faces = FontSet(resources() / "fonts", {Font.FANG: "仿宋"}, {"simfang.ttf": tmp_path / "simfang.ttf"})
        assert faces.advance(Font.FANG, "字")[1] == "字"
