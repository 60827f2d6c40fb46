"""Kinds of content of Word files: of each what Word shows is what is read, and what cannot be set is told with its words."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from zwgk_desk.documents.packed import open_zip, write_zip
from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.readers.word.number_formats import format_number
from zwgk_desk.model.document.tree import Block, DocumentTree, Picture, Table

from .word_files import NAMED, W, level, lists, numbered, paragraph, word_file

TITLE = paragraph("关于测试的通知")


def read(body: str, **parts: object) -> DocumentTree:
    return read_document("a.docx", word_file(TITLE + body, **parts))  # type: ignore[arg-type]


def lines(body: str, **parts: object) -> list[str]:
    """The paragraphs behind the title, without blanks."""
    return ["".join(text.split()) for text in read(body, **parts).paragraphs()][1:]


def png() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (40, 20), "red").save(buffer, "PNG")
    return buffer.getvalue()


CHAPTERS = lists(level(0, "chineseCounting", "第%1章　"), level(1, "decimal", "第%2条　", "<w:lvlRestart w:val='0'/>"))


def test_articles_run_on_through_chapters() -> None:
    body = numbered("总则") + numbered("甲", level=1) + numbered("申请") + numbered("乙", level=1)
    assert lines(body, numbering=CHAPTERS) == ["第一章总则", "第1条甲", "第二章申请", "第2条乙"]


def test_a_level_begins_anew_after_the_level_that_is_said() -> None:
    """lvlRestart 1: the third level begins anew after the first, and not after the second (17.9.10)."""
    levels = (level(0, "decimal", "%1."), level(1, "decimal", "%2)"), level(2, "decimal", "(%3)", "<w:lvlRestart w:val='1'/>"))
    body = "".join(numbered("x", level=n) for n in (0, 1, 2, 1, 2, 0, 1, 2))
    assert lines(body, numbering=lists(*levels)) == ["1.x", "1)x", "(1)x", "2)x", "(2)x", "2.x", "1)x", "(1)x"]


def test_legal_numbers_are_figures_and_empty_and_hidden_ones_count() -> None:
    """An empty paragraph shows its number; one that is hidden with its mark counts and does not."""
    levels = (level(0, "chineseCounting", "%1、"), level(1, "chineseCounting", "%1.%2", "<w:isLgl/>"))
    hidden = paragraph("藏", "<w:numPr><w:numId w:val='1'/></w:numPr><w:rPr><w:vanish/></w:rPr>", "<w:vanish/>")
    body = numbered("甲") + numbered("") + hidden + numbered("乙", level=1)
    assert lines(body, numbering=lists(*levels)) == ["一、甲", "二、", "3.1乙"]


def test_lists_that_share_numbers_and_begin_anew() -> None:
    """Two w:num over one list count on together, until one says where it begins (17.9.26)."""
    anew = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride>'
    numbers = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="0"/>{anew if n == 3 else ""}</w:num>' for n in (1, 2, 3))
    body = "".join(numbered("x", n) for n in (1, 2, 1, 3, 3, 1))
    assert lines(body, numbering=lists(level(0, "decimal", "%1."), numbers=numbers)) == ["1.x", "2.x", "3.x", "5.x", "6.x", "7.x"]


def test_numbers_of_a_style() -> None:
    """The style's own level is that which names it, whatever the style itself says."""
    styles = (
        '<w:style w:type="paragraph" w:styleId="t"><w:name w:val="条"/><w:basedOn w:val="a"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="u"><w:name w:val="条下"/><w:basedOn w:val="t"/></w:style>'
    )
    levels = (level(0, "decimal", "%1."), level(1, "chineseCounting", "第%2条", '<w:pStyle w:val="t"/>'))
    plain = '<w:pStyle w:val="t"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = paragraph("甲", '<w:pStyle w:val="t"/>') + paragraph("无号", plain) + paragraph("乙", '<w:pStyle w:val="t"/>')
    assert lines(body, numbering=lists(*levels), styles=styles) == ["第一条甲", "无号", "第二条乙"]


def test_figures_of_one_width() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    made = f'<w:lvl w:ilvl="0"><w:start w:val="9"/>{custom}<w:lvlText w:val="%1."/></w:lvl>'
    assert lines(numbered("甲") + numbered("乙"), numbering=lists(made)) == ["009.甲", "010.乙"]


@pytest.mark.parametrize(
    ("style", "value", "shown"),
    [
        ("decimalEnclosedParen", 3, "⑶"), ("decimalEnclosedFullstop", 2, "⒉"), ("decimalEnclosedCircle", 21, "㉑"), ("hex", 26, "1A"),
        ("decimalEnclosedCircleChinese", 1, "①"), ("ideographTraditional", 2, "乙"), ("ideographZodiac", 1, "子"), ("chicago", 5, "**"),
        ("ideographZodiacTraditional", 13, "丙子"), ("chineseLegalSimplified", 15, "壹拾伍"), ("chineseCountingThousand", 105, "一百零五"),
        ("ideographEnclosedCircle", 3, "㊂"), ("decimalFullWidth", 12, "１２"), ("decimalZero", 3, "03"), ("numberInDash", 4, "- 4 -"),
        ("upperRoman", 4, "IV"), ("ordinal", 22, "22nd"), ("cardinalText", 21, "Twenty-one"), ("ordinalText", 20, "Twentieth"),
        ("ideographDigital", 20, "二〇"),
    ],
)  # fmt: skip
def test_number_formats(style: str, value: int, shown: str) -> None:
    assert format_number(value, style) == shown


def test_a_number_format_that_is_not_known_is_told() -> None:
    tree = read(numbered("甲"), numbering=lists(level(0, "thaiLetters", "%1.")))
    assert "".join(tree.text.split()).endswith("1.甲") and any("thaiLetters" in remark for remark in tree.remarks)


def field(code: str, result: str = "", data: str = "") -> str:
    middle = f'<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>{result}</w:t></w:r>' if result else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin">{data}</w:fldChar></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{middle}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


BOX = "<w:ffData><w:checkBox><w:default w:val='0'/>{}</w:checkBox></w:ffData>"
CHOICE = "<w:ffData><w:ddList><w:result w:val='1'/><w:listEntry w:val='甲类'/><w:listEntry w:val='乙类'/></w:ddList></w:ffData>"


@pytest.mark.parametrize(
    ("made", "shown"),
    [
        (field("DATE \\@ yyyy", "2026年"), "前2026年后"),
        (field("XE 索引"), "前后"),
        (field('SYMBOL 254 \\f "Wingdings"'), "前☑后"),
        (field("EQ \\o\\ac(○,3)"), "前③后"),
        (field("EQ \\f(总价,户数)"), "前总价/户数后"),
        (field("EQ \\o\\ac(○,密)"), "前(密)后"),
        (field("EQ \\o\\ac(○,秘)"), "前㊙后"),
        (field('EQ \\* jc2 \\* "Font:宋体" \\* hps14 \\o\\ad(\\s\\up 13(bù),埗)'), "前埗后"),
        (field("MACROBUTTON NoMacro 点此填写"), "前点此填写后"),
        (field("FORMCHECKBOX", "", BOX.format("<w:checked/>")), "前☑后"),
        ("<w:r><w:rPr><w:position w:val='8'/></w:rPr><w:t>2</w:t></w:r>", "前²后"),
        ("<w:r><w:rPr><w:caps/></w:rPr><w:t>abc</w:t></w:r>", "前ABC后"),
        ("<x:y xmlns:x='http://nobody.example/'><w:r><w:t>不显</w:t></w:r></x:y>", "前后"),
        (field("FORMCHECKBOX", "", BOX.format("")), "前□后"),
        (field("FORMDROPDOWN", "", CHOICE), "前乙类后"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "前3后"),
        ('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "前后"),
        ('<w:sdt><w:sdtPr><w:alias w:val="x"/></w:sdtPr><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>', "前控后"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr><w:t>þ</w:t></w:r>', "前☑后"),
        ('<w:r><w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr><w:t>a</w:t></w:r>', "前α后"),
        ('<w:r><w:noBreakHyphen/><w:softHyphen/></w:r>', "前-后"),
        ("<w:moveFrom w:id='1'><w:r><w:t>移走</w:t></w:r></w:moveFrom><w:moveTo w:id='2'><w:r><w:t>移来</w:t></w:r></w:moveTo>", "前移来后"),
        ("<w:r><w:rPr><w:vertAlign w:val='subscript'/></w:rPr><w:t>2</w:t></w:r>", "前₂后"),
    ],
)  # fmt: skip
def test_within_a_paragraph(made: str, shown: str) -> None:
    assert lines(f"<w:p><w:r><w:t>前</w:t></w:r>{made}<w:r><w:t>后</w:t></w:r></w:p>") == [shown]


MATH = {
    "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>": "x²",
    "<m:sSub><m:e><m:r><m:t>P</m:t></m:r></m:e><m:sub><m:r><m:t>总</m:t></m:r></m:sub></m:sSub>": "P_总",
    "<m:rad><m:radPr><m:degHide/></m:radPr><m:deg/><m:e><m:r><m:t>a+b</m:t></m:r></m:e></m:rad>": "√(a+b)",
    "<m:rad><m:deg><m:r><m:t>3</m:t></m:r></m:deg><m:e><m:r><m:t>a</m:t></m:r></m:e></m:rad>": "³√a",
    "<m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>c</m:t></m:r></m:den></m:f>": "(a+b)/c",
    "<m:nary><m:naryPr><m:chr m:val='∑'/></m:naryPr><m:sub><m:r><m:t>i=1</m:t></m:r></m:sub><m:sup><m:r><m:t>n</m:t></m:r></m:sup>"
    "<m:e><m:r><m:t>x</m:t></m:r></m:e></m:nary>": "∑_(i=1)ⁿx",
    "<m:d><m:dPr><m:begChr m:val='['/><m:endChr m:val=']'/></m:dPr><m:e><m:r><m:t>a</m:t></m:r></m:e></m:d>": "[a]",
    "<m:phant><m:phantPr><m:show m:val='0'/></m:phantPr><m:e><m:r><m:t>a</m:t></m:r></m:e></m:phant><m:r><m:t>b</m:t></m:r>": "b",
}  # fmt: skip


@pytest.mark.parametrize(("made", "shown"), MATH.items())
def test_formulas_in_one_line(made: str, shown: str) -> None:
    tree = read(f"<w:p><w:r><w:t>按</w:t></w:r><m:oMath>{made}</m:oMath><w:r><w:t>计算。</w:t></w:r></w:p>")
    assert list(tree.paragraphs())[1] == f"按{shown}计算。"
    assert any("公式" in remark and shown in remark for remark in tree.remarks)


def test_a_matrix_is_told_as_one() -> None:
    cell = "<m:e><m:r><m:t>{}</m:t></m:r></m:e>"
    tree = read(
        f"<w:p><m:oMath><m:m><m:mr>{cell.format('a')}{cell.format('b')}</m:mr><m:mr>{cell.format('c')}{cell.format('d')}</m:mr></m:m></m:oMath></w:p>"
    )
    assert list(tree.paragraphs())[1] == "[a, b; c, d]" and any("矩阵" in remark for remark in tree.remarks)


HIDING = (
    '<w:style w:type="paragraph" w:styleId="hp"><w:name w:val="藏段"/><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="character" w:styleId="hc"><w:name w:val="藏字"/><w:basedOn w:val="hb"/></w:style>'
    '<w:style w:type="character" w:styleId="hb"><w:name w:val="藏底"/><w:rPr><w:vanish/></w:rPr></w:style>'
)


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        (paragraph("藏", '<w:pStyle w:val="hp"/>') + paragraph("显"), ["显"]),
        (paragraph("藏", "", '<w:rStyle w:val="hc"/>') + paragraph("显"), ["显"]),
        (paragraph("显", '<w:pStyle w:val="hp"/>', '<w:vanish w:val="0"/>') + paragraph("后"), ["显后"]),
        (paragraph("显", '<w:pStyle w:val="hp"/>', '<w:rStyle w:val="hc"/>') + paragraph("后"), ["显后"]),
        (paragraph("标题", "<w:rPr><w:vanish/><w:specVanish/></w:rPr>") + paragraph("。接排的正文"), ["标题。接排的正文"]),
    ],
)  # fmt: skip
def test_what_is_hidden_is_not_read(body: str, shown: list[str]) -> None:
    """By the run, its style, the style that is based on, the paragraph's style; two styles that hide cancel one another (17.7.3)."""
    assert lines(body, styles=HIDING) == shown


def test_paragraphs_whose_mark_was_deleted_join_those_in_a_cell_too() -> None:
    gone = "<w:rPr><w:del w:id='1'/></w:rPr>"
    two = f"<w:tr><w:tc>{paragraph('十五日', gone)}{paragraph('内')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    assert lines(paragraph("甲", gone) + paragraph("乙", gone) + paragraph("丙") + f"<w:tbl>{two}{two}</w:tbl>")[:2] == ["甲乙丙", "十五日内"]


def test_a_table_of_contents_is_left_out_with_its_caption() -> None:
    entries = (
        f"<w:p>{field('TOC', '')[: -len('<w:r><w:fldChar w:fldCharType=' + chr(34) + 'end' + chr(34) + '/></w:r>')]}"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>一、总则1</w:t></w:r></w:p>'
        '<w:p><w:r><w:t>二、附则2</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    tree = read(paragraph("目　录") + entries + paragraph("一、总则"))
    assert list(tree.paragraphs())[1:] == ["一、总则"] and any("目录" in remark and "一、总则1" in remark for remark in tree.remarks)
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    box = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{paragraph('总则1')}</w:sdtContent></w:sdt>"
    assert list(read(paragraph("目录") + box + paragraph("完。")).paragraphs())[1:] == ["完。"]
    assert list(read(paragraph("目录") + paragraph("完。")).paragraphs())[1:] == ["目录", "完。"]


DRAWING = "<w:p><w:r><w:t>图前</w:t></w:r><w:r>{}</w:r></w:p>"
EXTENT = '<wp:extent cx="1270000" cy="635000"/>'
GRAPHIC = f'<w:drawing><wp:inline>{EXTENT}<a:graphic><a:graphicData uri="x">{{}}</a:graphicData></a:graphic></wp:inline></w:drawing>'
OLD = '<w:pict><v:shape style="width:100pt;height:50pt"><v:imagedata r:id="image1"/></v:shape></w:pict>'
FALLBACK = f'<mc:AlternateContent><mc:Choice Requires="c">{{}}</mc:Choice><mc:Fallback>{OLD}</mc:Fallback></mc:AlternateContent>'
CHART = GRAPHIC.format('<c:chart r:id="chart1"/>')
LINE = GRAPHIC.format('<wps:wsp><wps:spPr><a:prstGeom prst="line"/></wps:spPr></wps:wsp>')
SHAPE = GRAPHIC.format('<wps:wsp><wps:spPr><a:prstGeom prst="ellipse"/></wps:spPr></wps:wsp>')
WORDS = f"<wps:txbx><w:txbxContent>{paragraph('框里的字')}</w:txbxContent></wps:txbx>"
BOXED = GRAPHIC.format(f'<wps:wsp><wps:spPr><a:prstGeom prst="rect"/></wps:spPr>{WORDS}</wps:wsp>')


def test_a_chart_is_shown_by_its_picture_or_told() -> None:
    more = {"media/image1.png": ("image", png())}
    with_picture = read(DRAWING.format(FALLBACK.format(CHART)), more=more)
    assert any(isinstance(block, Picture) and block.width == 100 for block in with_picture.blocks) and with_picture.remarks == ()
    for drawn in (CHART, SHAPE):
        told = read(DRAWING.format(drawn)).remarks
        assert any("只在原件里有" in remark and "图前" in remark for remark in told)
    assert read(DRAWING.format(LINE)).remarks == () and read(DRAWING.format(BOXED)).remarks == ()
    assert lines(DRAWING.format(BOXED)) == ["图前", "框里的字"]


def test_a_cropped_picture_is_cropped() -> None:
    cut = '<pic:blipFill><a:blip r:embed="image1"/><a:srcRect l="50000"/></pic:blipFill>'
    tree = read(DRAWING.format(GRAPHIC.format(cut)), more={"media/image1.png": ("image", png())})
    (picture,) = (block for block in tree.blocks if isinstance(block, Picture))
    assert Image.open(io.BytesIO(picture.content)).size == (20, 20)


PAGE = (
    "<html><head><title>不显</title><style>p{}</style></head><body><h1>甲</h1><p>乙<br>丙&nbsp;丁</p><p style='display:none'>藏</p>"
    "<table><tr><td>子</td><td>丑</td></tr></table></body></html>"
)
MHT = (
    'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n'
    f'--b\r\nContent-Type: text/html; charset="utf-8"\r\n\r\n{PAGE}\r\n--b--\r\n'
)


@pytest.mark.parametrize(
    ("name", "content", "shown"),
    [
        ("x.html", PAGE.encode("gb18030"), ["甲", "乙", "丙丁", "子", "丑"]),
        ("x.mht", MHT.encode(), ["甲", "乙", "丙丁", "子", "丑"]),
        ("x.txt", "甲\n乙".encode(), ["甲", "乙"]),
        ("x.docx", word_file(numbered("甲"), lists(level(0, "chineseCounting", "第%1条　"))), ["第一条甲"]),
        ("x.rtf", b"{\\rtf1 abc}", []),
    ],
)
def test_what_stands_in_other_formats_is_read_where_it_stands(name: str, content: bytes, shown: list[str]) -> None:
    body = paragraph("前。") + '<w:altChunk r:id="x"/>' + paragraph("后。")
    assert lines(body, more={name: ("aFChunk", content)}) == ["前。", *shown, "后。"]
    remarks = read(body, more={name: ("aFChunk", content)}).remarks
    assert any("其他格式" in remark for remark in remarks) == (not shown)


def test_white_text_on_a_colour_is_no_secret() -> None:
    white = '<w:color w:val="FFFFFF"/>'
    shade = '<w:shd w:val="clear" w:fill="1F3864"/>'
    assert any("白色" in remark for remark in read(paragraph("白字", "", white)).remarks)
    assert read(paragraph("白字", shade, white)).remarks == () and read(paragraph("白字", "", white + shade)).remarks == ()
    cells = "".join(f"<w:tc><w:tcPr>{shade}</w:tcPr>{paragraph(text, '', white)}</w:tc>" for text in ("甲", "乙"))
    assert read(f"<w:tbl><w:tr>{cells}</w:tr></w:tbl>").remarks == ()


def test_struck_text_keeps_its_mark_in_cells_and_paragraphs() -> None:
    body = "<w:p><w:r><w:t>补贴</w:t></w:r><w:r><w:rPr><w:dstrike/></w:rPr><w:t>20</w:t></w:r><w:r><w:t>15万元</w:t></w:r></w:p>"
    block = read(body).blocks[-1]
    assert isinstance(block, Block) and block.text == "补贴2015万元" and block.struck == ((2, 4),)


def test_notes_have_their_marks() -> None:
    text = "<w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>说明。</w:t></w:r></w:p>"
    note = f'<w:footnotes xmlns:w="{W}"><w:footnote w:id="2">{text}</w:footnote></w:footnotes>'
    body = '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:t>。</w:t></w:r></w:p>'
    more = {"footnotes.xml": ("footnotes", note.encode())}
    assert lines(body, more=more) == ["正文¹。", "¹说明。"]


def test_a_heading_with_a_number_made_by_word_keeps_its_gap() -> None:
    """Of an article the number is told from the text, as where it is typed."""
    assert list(read(numbered("为了规范。"), numbering=lists(level(0, "chineseCounting", "第%1条"))).paragraphs())[1] == "第一条　为了规范。"


def beside(*rows: tuple[str, ...], borders: str = "") -> str:
    """A table whose cells hold one paragraph each."""
    cells = ("".join(f"<w:tc>{paragraph(text)}</w:tc>" for text in row) for row in rows)
    return f"<w:tbl><w:tblPr>{borders}</w:tblPr>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


RULED = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'


def test_a_table_without_rules_that_sets_text_beside_text_is_layout() -> None:
    signed = beside(("", "东江市财政局"), ("", "2026年3月1日"))
    assert lines(paragraph("正文。") + signed) == ["正文。", "东江市财政局", "2026年3月1日"]
    assert not any(isinstance(block, Table) for block in read(signed).blocks)
    printed = beside(("东江市财政局", "2026年3月2日印发"))
    assert lines(paragraph("正文。") + printed)[-1] == "东江市财政局2026年3月2日印发"
    for table in (beside(("甲", "乙"), ("丙", "丁"), borders=RULED), beside(*[("甲", "乙")] * 6)):
        assert any(isinstance(block, Table) for block in read(table).blocks)


def test_what_is_blacked_out_is_told() -> None:
    black = '<w:highlight w:val="black"/>'
    assert any("涂黑" in remark and "张三" in remark for remark in read(paragraph("张三", "", black)).remarks)
    assert read(paragraph("张三", "", '<w:highlight w:val="yellow"/>')).remarks == ()


def test_a_watermark_is_told() -> None:
    art = f'<w:hdr {NAMED}><w:p><w:r><w:pict><v:shape><v:textpath string="内部资料 严禁外传"/></v:shape></w:pict></w:r></w:p></w:hdr>'
    assert any("严禁外传" in remark for remark in read(paragraph("正文。"), more={"header1.xml": ("header", art.encode())}).remarks)


def test_rows_and_cells_that_are_not_shown_are_left_out_and_told() -> None:
    hidden = "<w:tr><w:trPr><w:hidden/></w:trPr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr>"
    shown = f"<w:tblPr>{RULED}</w:tblPr><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr>"
    (table,) = (b for b in read(f"<w:tbl>{shown}{hidden.format(paragraph('藏', '', '<w:vanish/>'))}</w:tbl>").blocks if isinstance(b, Table))
    assert table.rows == (("甲", "乙"),)
    (table,) = (b for b in read(f"<w:tbl>{shown}{hidden.format(paragraph('显'))}</w:tbl>").blocks if isinstance(b, Table))
    assert table.rows == (("甲", "乙"), ("显", "显"))
    down = "<w:tc><w:tcPr><w:vMerge w:val='{}'/></w:tcPr>{}</w:tc>"
    rows = "".join(
        f"<w:tr>{down.format(how, paragraph(text))}<w:tc>{paragraph('乙')}</w:tc></w:tr>" for how, text in (("restart", "甲"), ("continue", "盖住"))
    )
    tree = read(f"<w:tbl><w:tblPr>{RULED}</w:tblPr>{rows}</w:tbl>")
    assert "盖住" not in tree.text and any("盖住" in remark for remark in tree.remarks)


def test_a_hidden_row_that_is_held_open_leaves_no_height_to_the_next_one() -> None:
    row = "<w:tr><w:trPr>{}</w:trPr>" + f"<w:tc>{paragraph('{}')}</w:tc>" * 2 + "</w:tr>"
    hidden = row.format("<w:hidden/><w:trHeight w:val='3400'/>", "", "")
    first, next_ = row.format("", "甲", "乙"), row.format("", "丙", "丁")
    (table,) = (b for b in read(f"<w:tbl><w:tblPr>{RULED}</w:tblPr>{first}{hidden}{next_}</w:tbl>").blocks if isinstance(b, Table))
    assert (table.rows, table.heights) == ((("甲", "乙"), ("丙", "丁")), ())


def test_numbers_of_empty_cells_are_shown() -> None:
    cells = "".join(f"<w:tr><w:tc>{numbered('')}</w:tc><w:tc>{paragraph(text)}</w:tc></w:tr>" for text in ("甲", "乙"))
    (table,) = (
        b
        for b in read(f"<w:tbl><w:tblPr>{RULED}</w:tblPr>{cells}</w:tbl>", numbering=lists(level(0, "decimal", "%1"))).blocks
        if isinstance(b, Table)
    )
    assert [["".join(cell.split()) for cell in row] for row in table.rows] == [["1", "甲"], ["2", "乙"]]


def test_notes_that_nothing_refers_to_are_not_shown() -> None:
    made = "".join(f'<w:footnote w:id="{n}">{paragraph(text)}</w:footnote>' for n, text in ((2, "先放"), (3, "无主"), (4, "后放")))
    refer = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = f"<w:p><w:r><w:t>文</w:t></w:r>{refer.format(4)}{refer.format(2)}<w:del w:id='9'>{refer.format(3)}</w:del></w:p>"
    more = {"footnotes.xml": ("footnotes", f"<w:footnotes {NAMED}>{made}</w:footnotes>".encode())}
    assert lines(body, more=more) == ["文¹²", "后放", "先放"]


def test_names_of_parts_spelled_otherwise_and_types_left_out() -> None:
    """To Word large and small letters in names are the same; what a part is its relation says, where its type is missing."""
    content = word_file(TITLE + paragraph("正文。"))
    with open_zip(content) as archive:
        entries = {name: archive.read(name) for name in archive.namelist()}
    spelled = {name.replace("word/document.xml", "Word/Document.xml"): blob for name, blob in entries.items()}
    types = entries["[Content_Types].xml"]
    untyped = {**entries, "[Content_Types].xml": re.sub(rb'<Override PartName="/word/styles.xml"[^>]*/>', b"", types)}
    for made in (spelled, untyped):
        assert list(read_document("a.docx", write_zip(made.items())).paragraphs())[-1] == "正文。"


def test_a_red_head_that_is_word_art_is_text() -> None:
    art = '<w:p><w:r><w:pict><v:shape><v:textpath string="东江市财政局文件"/></v:shape></w:pict></w:r></w:p>'
    assert lines(art) == ["东江市财政局文件"]
