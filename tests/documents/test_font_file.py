"""Typefaces are read as the PDF library itself reads them, only faster."""

from __future__ import annotations

from pathlib import Path

import pytest
from reportlab.pdfbase.ttfonts import TTFont, TTFontFace

from zwgk_desk.documents.setting.font_file import FontFace, FontFile
from zwgk_desk.places import resources

FACES = sorted((resources() / "fonts").glob("*.ttf"))


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_a_face_is_what_the_library_reads(path: Path) -> None:
    ours, theirs = vars(FontFace(str(path))), vars(TTFontFace(str(path)))
    scale, _ = ours.pop("_pdfScale"), theirs.pop("_pdfScale")
    assert scale(500) == 500 * 1000 / ours["unitsPerEm"]
    for place in ("_pos",):
        ours.pop(place), theirs.pop(place)
    assert ours.keys() == theirs.keys()
    assert list(ours.pop("hmetrics")) == theirs.pop("hmetrics")
    for name, value in theirs.items():
        assert ours[name] == value, name
    for name in ("charToGlyph", "glyphToChar"):
        assert list(ours[name].items()) == list(theirs[name].items()), name
    for name in ("charToGlyph", "glyphToChar", "charWidths"):
        assert len(ours[name]) == len(theirs[name]), name
    assert vars(FontFile("x", path)).keys() == vars(TTFont("x", str(path))).keys()


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_a_subset_is_what_the_library_makes(path: Path) -> None:
    subset = [0, 32, *map(ord, "东江市既有住宅加装电梯管理办法〔2026〕1号éＡ①")]
    assert FontFace(str(path)).makeSubset(subset) == TTFontFace(str(path)).makeSubset(subset)


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.stem)
def test_a_text_is_as_wide_as_in_the_library(path: Path) -> None:
    ours, theirs = FontFile("ours", path), TTFont("theirs", str(path))
    for text in ("", "Ａb 既有住宅①\u00a0\U0002a700龘", "\ue123"):
        assert ours.stringWidth(text, 16) == pytest.approx(theirs.stringWidth(text, 16))
        assert ours.stringWidth(text.encode("utf-8"), 16) == ours.stringWidth(text, 16)


def test_a_table_that_is_out_of_order_is_left_to_the_library() -> None:
    """Segments that do not follow one another cannot be searched: such a file is read number by number."""
    face = FontFace(str(FACES[0]))
    table = face.charToGlyph._characters
    assert table.ordered
    table._ends = table._ends[::-1]
    assert not table.ordered


def test_a_file_that_is_no_font_is_refused_as_before(tmp_path: Path) -> None:
    for content in (b"", b"\x00\x01\x00\x00", FACES[0].read_bytes()[:4000]):
        (tmp_path / "x.ttf").write_bytes(content)
        with pytest.raises(Exception) as theirs:
            TTFontFace(str(tmp_path / "x.ttf"))
        with pytest.raises(type(theirs.value)):
            FontFace(str(tmp_path / "x.ttf"))
