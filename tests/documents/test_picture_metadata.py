"""What pictures carry beside what they show is told, and goes without a change to the picture."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from PIL import Image, PngImagePlugin

from zwgk_desk.documents.picture_metadata import metadata_of, without_metadata
from zwgk_desk.documents.pictures import make_picture
from zwgk_desk.documents.readers.traces import traces_of
from zwgk_desk.documents.writers.clean import cleaned
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree

GPS = {1: "N", 2: (45.0, 48.0, 0.0), 3: "E", 4: (126.0, 32.0, 0.0)}


def photograph(orientation: int = 1, place: bool = True, form: str = "JPEG", **options: Any) -> bytes:
    """A picture as a telephone makes it: with the place, the time, the device and how it was held."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112], exif[0x0132] = "HUAWEI", "P60 Pro", orientation, "2026:11:20 09:12:00"
    if place:
        exif.get_ifd(0x8825).update(GPS)
    buffer = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").resize((96, 64)).save(buffer, form, exif=exif, **options)
    return buffer.getvalue()


def pixels(content: bytes) -> bytes:
    with Image.open(io.BytesIO(content)) as image:
        return image.convert("RGB").tobytes()


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"comment": b"taken by Wang"}, {"icc_profile": b"x" * 300}, {"form": "PNG"}])
def test_place_time_and_device_are_told_and_go_and_the_picture_stays(options: dict[str, Any]) -> None:
    content = photograph(**options)
    assert {"拍摄位置", "拍摄时间", "设备"} <= set(metadata_of(content))
    bare = without_metadata(content)
    assert metadata_of(bare) == ()
    assert pixels(bare) == pixels(content)


def test_a_colour_profile_stays() -> None:
    bare = without_metadata(photograph(icc_profile=b"x" * 300))
    with Image.open(io.BytesIO(bare)) as image:
        assert image.info["icc_profile"] == b"x" * 300


def test_how_the_camera_was_held_stays_and_nothing_else() -> None:
    bare = without_metadata(photograph(orientation=6))
    with Image.open(io.BytesIO(bare)) as image:
        assert dict(image.getexif()) == {0x0112: 6}


def test_what_lies_behind_the_picture_goes() -> None:
    content = photograph()
    assert without_metadata(content + b"a film of two seconds") == without_metadata(content)


def test_the_remarks_of_a_png_go() -> None:
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", "张三")
    buffer = io.BytesIO()
    Image.new("RGB", (4, 4)).save(buffer, "PNG", pnginfo=info)
    assert metadata_of(buffer.getvalue()) == ("附加信息",)
    assert metadata_of(without_metadata(buffer.getvalue())) == ()


@pytest.mark.parametrize("content", [b"", b"\xff\xd8", b"\xff\xd8\xff\xe1\xff\xff", b"\x89PNG\r\n\x1a\n\x00", b"no picture"])
def test_what_is_no_picture_is_let_be(content: bytes) -> None:
    assert metadata_of(content) == ()
    assert without_metadata(content) == content


def test_any_cut_of_a_picture_is_answered() -> None:
    content = photograph()
    for end in range(0, len(content), 37):
        without_metadata(content[:end])
        metadata_of(content[:end])


def in_word(content: bytes) -> bytes:
    made = docx.Document()
    made.add_paragraph("现场照片")
    made.add_picture(io.BytesIO(content))
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def in_pdf(content: bytes) -> bytes:
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    buffer = io.BytesIO()
    canvas = Canvas(buffer, pageCompression=0)
    canvas.setAuthor("李四")
    canvas.setKeywords("内部稿")
    canvas.drawImage(ImageReader(io.BytesIO(content)), 0, 0)
    canvas.save()
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["照片.jpg", "说明.docx"])
def test_a_photograph_tells_where_it_was_taken_until_its_file_is_cleaned(name: str) -> None:
    content = in_word(photograph()) if name.endswith(".docx") else photograph()
    assert "picture-place" in dict(traces_of(name, content))
    left = dict(traces_of(name, cleaned(name, content)))
    assert "picture-place" not in left and "picture-property" not in left


def test_a_pdf_tells_its_properties_until_it_is_cleaned() -> None:
    content = in_pdf(photograph())
    kinds = dict(traces_of("a.pdf", content))
    assert kinds["author-name"] == "李四" and kinds["file-property"] == "内部稿"
    assert not traces_of("a.pdf", cleaned("a.pdf", content))


def test_the_typeset_file_does_not_tell_where_a_photograph_was_taken() -> None:
    tree = DocumentTree((Block(BlockKind.PARAGRAPH, "现场照片"), make_picture(photograph(orientation=6))))
    made = write_pdf(tree, "现场照片")
    assert not [kind for kind, _ in traces_of("a.pdf", made) if kind.startswith("picture")]
