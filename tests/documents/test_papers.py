"""The papers of a packet: tables as offices draw them, 核验码, the cover and the contents, and where a form is signed."""

from __future__ import annotations

import io
from datetime import date
from itertools import pairwise

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from zwgk_desk.desk.sample.sample_bundles import complete
from zwgk_desk.documents.forms.form_book import FormBook
from zwgk_desk.documents.readers.docx import read as read_docx
from zwgk_desk.documents.setting.cells import INNER_RULE, OUTER_RULE, is_figures
from zwgk_desk.documents.setting.check_code import QR_FOOT, QR_SIDE, qr_modules, short_code
from zwgk_desk.documents.setting.fonts import Font, fonts_for
from zwgk_desk.documents.setting.front import Cover, Entry, FrontSetter
from zwgk_desk.documents.setting.layout import Typesetter
from zwgk_desk.documents.setting.page_ops import Ink, Page, RuleOp, TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.documents.writers.pdf import Binding, Section, bind_pdf, write_pdf
from zwgk_desk.model.digest import content_digest
from zwgk_desk.model.document.measures import GB_T_9704 as M
from zwgk_desk.model.document.measures import MM, SIGNING_PLACE, STAMP, STAMP_BESIDE, STAMP_EDGE
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree, Merge, Table
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import ClosingForm, IssuingAuthority
from zwgk_desk.packet.build import filled_form
from zwgk_desk.packet.forms import PartFacts, form_values
from zwgk_desk.places import templates
from zwgk_desk.signing.pades import signing_place

ON = date(2026, 11, 2)
DIGEST = "sha256:" + "740d216c" * 7 + "082e082e"
HEADED = Table((("项目", "金额（万元）", "日期"), ("新装", "20", "2026年11月2日"), ("更新", "由各区按实际情况确定", "—")), 1)


def page_of(*items: Block | Table, signed: bool = False, closing: ClosingForm = ClosingForm.UNSEALED) -> Page:
    (page,) = Typesetter(M, fonts_for(M)).set(DocumentTree(items, signed=signed, closing=closing))
    return page


def op_of(page: Page, text: str) -> TextOp:
    return next(op for op in page.ops if isinstance(op, TextOp) and op.text == text)


def cell_of(page: Page, op: TextOp) -> tuple[float, float]:
    """The left and right edge of the cell that a text stands in."""
    upright = sorted({rule.x1 for rule in page.ops if isinstance(rule, RuleOp) and rule.x1 == rule.x2})
    return max(x for x in upright if x <= op.x + 0.01), min(x for x in upright if x > op.x)


def across(page: Page) -> list[RuleOp]:
    """The rules from left to right, from above."""
    return sorted((op for op in page.ops if isinstance(op, RuleOp) and op.y1 == op.y2), key=lambda op: -op.y1)


def test_labels_are_black_and_centred_figures_centred_and_text_from_the_left() -> None:
    page = page_of(HEADED)
    figure, label, words = op_of(page, "20"), op_of(page, "日期"), op_of(page, "新装")
    width = fonts_for(M).advance(Font.FANG, "2")[2] * M.cell * 2
    left, right = cell_of(page, figure)
    assert figure.x - left == pytest.approx(right - figure.x - width, abs=0.01) and figure.size == M.cell == 14
    left, right = cell_of(page, label)
    assert label.face is Font.HEI and label.x - left == pytest.approx(right - label.x - 2 * M.cell, abs=0.01)
    assert words.face is Font.FANG and words.x - cell_of(page, words)[0] == pytest.approx(4, abs=0.01)


def test_rows_are_twelve_millimetres_and_the_rule_round_a_table_is_thicker() -> None:
    weights = {round(rule.y1, 3): rule.thickness for rule in across(page_of(HEADED))}
    assert [(upper - lower) / MM for upper, lower in pairwise(weights)] == pytest.approx([12, 12, 12], abs=0.01)
    assert list(weights.values()) == [OUTER_RULE, INNER_RULE, INNER_RULE, OUTER_RULE]


def test_word_has_the_same_table_and_what_it_says_is_read_back() -> None:
    rows = (("文件标题", "办法"), ("审签意见", "同意。"), ("份数", "20"))
    table = Table(rows, labels=frozenset({(0, 0), (1, 0), (2, 0)}), heights=((1, 170.0),))
    content = write_docx(DocumentTree((table,)), "a")
    assert read_docx(content).blocks == (table,)
    grid = docx.Document(io.BytesIO(content)).tables[0]
    borders = grid._tbl.tblPr.find(qn("w:tblBorders"))
    assert [borders.find(qn(f"w:{side}")).get(qn("w:sz")) for side in ("top", "insideH")] == ["8", "4"]
    assert [row._tr.trPr.find(qn("w:trHeight")).get(qn("w:val")) for row in grid.rows] == ["680", "3400", "680"]


MERGED = Table(
    (("区", "事项", "金额"), ("甲区", "新装", "20"), ("", "更新", "5"), ("合计", "", "25")),
    1, ((1, 1, (0, 2)),), (Merge(1, 0, 2, 1), Merge(3, 0, 1, 2)), frozenset({(3, 0)}), ((2, 100.0),),
)  # fmt: skip


def test_merged_cells_keep_their_looks_and_heights_in_word_and_are_read_back() -> None:
    content = write_docx(DocumentTree((MERGED, Block(BlockKind.SIGNATURE, "东江市财政局"), Block(BlockKind.DATE, "2026年11月2日"))), "a")
    assert read_docx(content).blocks[0] == MERGED
    rows = docx.Document(io.BytesIO(content)).tables[0]._tbl.findall(qn("w:tr"))
    said = [[[child.tag.split("}")[1] for child in paragraph.find(qn("w:pPr"))] for paragraph in row.iter(qn("w:p"))] for row in rows]
    plain, label, centred = ["snapToGrid", "spacing"], ["pStyle", "keepNext", "snapToGrid", "spacing"], ["snapToGrid", "spacing", "jc"]
    assert said == [[label] * 3, [plain, plain, centred], [plain, plain, centred], [label, ["keepNext", *centred]]]
    assert [row.find(qn("w:trPr")).find(qn("w:trHeight")).get(qn("w:val")) for row in rows] == ["680", "680", "2000", "680"]


def test_rules_are_as_thick_round_merged_cells() -> None:
    page, separate = page_of(MERGED), page_of(Table(MERGED.rows, 1, heights=MERGED.heights))

    def drawn(of: Page, upright: bool) -> set[tuple[float, float]]:
        rules = [op for op in of.ops if isinstance(op, RuleOp) and (op.x1 == op.x2) is upright]
        return {(round(op.x1 if upright else op.y1, 2), op.thickness) for op in rules}

    assert drawn(page, upright=True) == drawn(separate, upright=True)
    assert {rule.thickness for rule in across(page) if rule.y1 in (across(page)[0].y1, across(page)[-1].y1)} == {OUTER_RULE}
    edge = M.left - OUTER_RULE / 2, M.left + M.text_width + OUTER_RULE / 2
    for each in (page, separate):
        assert (min(rule.x1 for rule in across(each)), max(rule.x2 for rule in across(each))) == pytest.approx(edge)


@pytest.mark.parametrize("text", ["20", "10.5%", "2026年11月2日", "—", "第3号", "15：30", "2026-11-02", "20万元"])
def test_what_counts_as_figures(text: str) -> None:
    assert is_figures(text)


@pytest.mark.parametrize("text", ["", "无", "每台20万元", "三(三)1", "一年", "2026年11月2日前"])
def test_what_does_not(text: str) -> None:
    assert not is_figures(text)


def test_a_code_is_short_in_print_and_whole_in_the_picture() -> None:
    assert short_code(f"核验码　{DIGEST}") == "核验码　740d 216c 740d 216c … 082e"
    assert short_code("核验码　无") == "核验码　无"
    page = page_of(Block(BlockKind.CHECK_CODE, f"核验码　{DIGEST}"), Block(BlockKind.PARAGRAPH, "正文。"))
    printed = op_of(page, "核验码　740d 216c 740d 216c … 082e")
    assert printed.ink is Ink.GREY and printed.size == 9 and printed.y < M.bottom - M.page_number_gap
    dark, modules = [op for op in page.ops if isinstance(op, RuleOp)], qr_modules(f"核验码　{DIGEST}")
    assert sum((op.x2 - op.x1) / (QR_SIDE / len(modules)) for op in dark) == pytest.approx(sum(map(sum, modules)))
    assert min(op.y1 - op.thickness / 2 for op in dark) == pytest.approx(QR_FOOT)
    assert max(op.y1 + op.thickness / 2 for op in dark) == pytest.approx(QR_FOOT + QR_SIDE)


def form(name: str) -> tuple[Section, bytes]:
    case = complete(IssuingAuthority.DEPARTMENT, ON)
    facts = {0: PartFacts("加装电梯管理办法", 3), 1: PartFacts("解读方案", 2), 2: PartFacts("", 1)}
    values = form_values(case.bundle, case.reviews, OfficeSettings(office_name="市政府办公厅"), ON, "", DIGEST, facts)
    return filled_form(FormBook(templates()), name, values)


def test_a_form_s_code_is_at_its_foot_in_word_too() -> None:
    whole = content_digest(complete(IssuingAuthority.DEPARTMENT, ON).bundle)
    document = docx.Document(io.BytesIO(form("公开属性声明")[1]))
    (code,) = (p for p in document.paragraphs if p.style.name == "核验码")
    assert code.text == short_code(f"核验码　{whole}") and code._p.pPr.find(qn("w:framePr")) is not None
    (picture,) = document.element.body.iter("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor")
    assert picture.find("{*}docPr").get("descr") == f"核验码　{whole}"


def test_the_list_of_parts_has_their_titles_and_pages() -> None:
    section, _ = form("目录")
    (table,) = (item for item in section.tree.blocks if isinstance(item, Table))
    assert table.rows[1][:4] == ("1", "加装电梯管理办法", "政策文稿", "3") and table.rows[3][1] == "解读材料-1"
    assert "共3件，6页。" in section.tree.text


def test_the_place_of_signing_is_named_in_the_file() -> None:
    section, _ = form("审签单")
    found = signing_place(write_pdf(section.tree, "a"), SIGNING_PLACE)
    (page, *_) = Typesetter(M, fonts_for(M)).set(section.tree)
    assert found is not None and page.signing is not None
    left, bottom, right, top = page.signing
    assert (found.page, found.left, found.bottom) == (0, round(left), round(bottom))
    assert (top - bottom) / MM == pytest.approx(60, abs=0.1) and right - left >= 2 * (STAMP[0] + STAMP_EDGE) + STAMP_BESIDE
    opinion = op_of(page, "同意。")
    assert opinion.y > bottom + STAMP[1] + 2 * STAMP_EDGE and left < opinion.x < right
    assert signing_place(write_pdf(DocumentTree(section.tree.blocks), "a"), SIGNING_PLACE) is None
    assert signing_place(b"no PDF", SIGNING_PLACE) is None


def test_a_long_opinion_leaves_room_for_the_signatures() -> None:
    table = Table((("文件标题", "办法"), ("审签意见", "同意，请按程序办理。" * 40)), labels=frozenset({(0, 0), (1, 0)}))
    page = page_of(table, signed=True)
    assert page.signing is not None
    lowest = min(op.y for op in page.ops if isinstance(op, TextOp) and op.x > page.signing[0])
    assert lowest > page.signing[1] + STAMP[1] + STAMP_EDGE


def test_a_notice_is_signed_over_its_signature_and_date() -> None:
    blocks = (Block(BlockKind.PARAGRAPH, "请补正。"), Block(BlockKind.SIGNATURE, "市政府办公厅"), Block(BlockKind.DATE, "2026年11月2日"))
    page = page_of(*blocks, signed=True, closing=ClosingForm.SEALED)
    assert page.signing is not None and page.signing[3] - page.signing[1] == pytest.approx(2 * M.pitch)
    above, below = op_of(page, "请补正。"), op_of(page, "市政府办公厅")
    assert below.y + M.body * 0.88 <= page.signing[1] and page.signing[3] <= above.y


def test_a_cover_says_who_sends_what_and_leaves_blank_what_is_not_known() -> None:
    cover = Cover("东江市住房和城乡建设局" * 4, "办法", (("报送机关", "局" * 40), ("联系人电话", "\u3000")), ("000001", "特急"))
    page = FrontSetter(M, fonts_for(M)).cover(cover)
    issuer = op_of(page, cover.issuer)
    assert issuer.ink is Ink.RED and issuer.size < 26 and op_of(page, "000001").x == M.left
    assert sum(len(op.text) for op in page.ops if isinstance(op, TextOp) and set(op.text) == {"局"}) == 40
    labels = [op_of(page, label) for label in ("报送机关", "联系人电话")]
    ends = [op.x + len(op.text) * op.size + (len(op.text) - 1) * op.spacing for op in labels]
    assert ends[0] == pytest.approx(ends[1])


def test_the_contents_have_their_dots_from_one_column_and_break_long_titles() -> None:
    entries = [Entry("办法", "a", 1), Entry("关于" + "加装电梯" * 12 + "的通知", "b", 12), Entry("尚未排完", "c", None)]
    (page,) = FrontSetter(M, fonts_for(M)).contents(entries, "共3件。")
    dots = [op for op in page.page.ops if isinstance(op, TextOp) and set(op.text) == {"."}]
    assert len(dots) == 3 and len({op.x for op in dots}) == 1
    text = "".join(op.text for op in page.page.ops if isinstance(op, TextOp))
    assert "关于" + "加装电梯" * 12 in text and text.endswith("共3件。") and len(page.links) == 3


def test_contents_of_many_parts_go_on_over_pages() -> None:
    sections = [Section(f"附件-{n}", DocumentTree((Block(BlockKind.PARAGRAPH, "正文。"),)), f"第{n}号标准") for n in range(40)]
    reader = PdfReader(io.BytesIO(bind_pdf(sections, Binding(Cover("局", "办法", (("件数页数", ""),))))))
    texts = [page.extract_text() for page in reader.pages]
    assert "共40件，40页" in texts[0] and ["目" in text for text in texts[1:5]] == [True, True, True, False]
    assert "第39号标准" in texts[3] and "共40件，40页。" in texts[3]
