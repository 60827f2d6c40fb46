"""Characters that a face lacks come from faces of the same kind and can be searched in the PDF; what none has is told."""

from __future__ import annotations

import io

import pytest
from pypdf import PdfReader

from zwgk_desk.documents.coverage import is_printable, is_unseen, missing_characters, printable_ranges
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.setting.fonts import GETA, Font, fonts_for
from zwgk_desk.documents.writers.pdf import write_pdf
from zwgk_desk.model.document.measures import GB_T_9704
from zwgk_desk.model.document.scripts import LOWERED, RAISED, SUB, SUPER
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Table

NAMES = "䶮㛃𬭎𫟼𠮷喆堃龑𪣻𬺈𫝀鿫鿭"
BOXES = "☐☑☒✓✔✗✘"
FIGURES = "".join({*RAISED, *LOWERED})
SIGNS = "❶❿⓪①⑳㎡㎥℃ϑϕϖϒαΩ→⇒≤≥≠∑∫√∞◆□▲▼★龍鳳臺"


def paragraph(text: str) -> DocumentTree:
    return DocumentTree((Block(BlockKind.PARAGRAPH, text),))


@pytest.mark.parametrize("face", Font, ids=lambda face: face.name)
def test_rare_characters_are_set_from_a_face_of_the_same_kind(face: Font) -> None:
    faces = fonts_for(GB_T_9704)
    for character in NAMES + BOXES + FIGURES + SIGNS:
        font, shown, width = faces.advance(face, character)
        assert shown == character and width > 0, character
        assert "ZwgkFallbackHei" not in font or face is Font.HEI
    assert {faces.advance(Font.HEI, character)[0] for character in "龑䶮"} == {"zwgk-ZwgkFallbackHei"}
    assert faces.advance(Font.FANG, "龑")[0] == "zwgk-ZwgkFallback"


def test_the_list_says_what_every_face_prints() -> None:
    faces = fonts_for(GB_T_9704)
    listed = [code for first, last in zip(*printable_ranges(), strict=True) for code in range(first, last + 1)]
    assert sorted(listed) == listed
    for face in Font:
        own, *others = faces.font(face), *faces.fallbacks(face)
        maps = [set(font.face.charToGlyph) for font in (own, *others)]
        assert all(any(code in known for known in maps) for code in listed), face
    for low, high in ((0x3400, 0x4DB5), (0x4E00, 0x9FEF), (0x2A700, 0x2B734), (0x2B740, 0x2B81D), (0x2B820, 0x2CEA1)):
        assert not set(range(low, high + 1)) - set(listed), f"{low:X}"
    pairs = (bytes([high, low]).decode("gb18030", "ignore") for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    assert all(map(is_printable, (text for text in pairs if len(text) == 1 and text > "\x7f" and not "\ue000" <= text <= "\uf8ff")))
    assert not any(map(is_printable, "\x7f\ue123\U000311ff\U0010ffff"))


def test_what_can_be_set_can_be_searched_in_the_pdf() -> None:
    text = f"姓名：{NAMES}，每平方米m²、10⁻⁶、CO₂，☑同意☐不同意"
    assert read_document("a.pdf", write_pdf(paragraph(text), "a")).text.replace("\n", "") == text


def test_a_lent_character_is_bold_in_a_title_and_there_alone() -> None:
    for kind, bold in ((BlockKind.TITLE, True), (BlockKind.PARAGRAPH, False)):
        content = write_pdf(DocumentTree((Block(kind, "关于䶮山村的通知"),)), "a")
        operators = PdfReader(io.BytesIO(content)).pages[0].get_contents()
        assert operators is not None
        assert (b" 2 Tr" in operators.get_data()) is bold and (b"0 Tr" in operators.get_data()) is bold


def test_what_no_face_has_is_told_with_its_place() -> None:
    (one,) = missing_characters(paragraph("各区人民政府要妥善安排\U00020001花园小区居民，\U00020001花园物业配合。"))
    assert (one.character, one.code, one.count) == ("\U00020001", "U+20001", 2)
    assert one.around == "…民政府要妥善安排\U00020001花园小区居民，\U00020001…"


def test_what_nobody_sees_is_neither_told_nor_printed() -> None:
    text = "零宽\u200b字符\ufe0f，软\u00ad连字符"
    assert not missing_characters(paragraph(text))
    printed = read_document("a.pdf", write_pdf(paragraph(text), "a")).text
    assert GETA not in printed and "零宽字符" in printed
    assert all(map(is_unseen, "\u200b\u200e\ufeff\ufe0f\U000e0100")) and not any(map(is_unseen, "字a 　⁻"))


def test_a_missing_character_in_a_table_is_found() -> None:
    (one,) = missing_characters(DocumentTree((Table((("甲", "乙\n\U00020001丙"),)),)))
    assert "乙" in one.around and "\n" not in one.around


def test_the_two_tables_are_each_other_s_inverse() -> None:
    for plain, other in ((SUPER, RAISED), (SUB, LOWERED)):
        assert all(plain[back] == character for character, back in other.items())
        assert all(other[character] in (back, "-") for back, character in plain.items())
