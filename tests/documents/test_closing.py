"""署名 and 成文日期 with seals, without, with 签名章; and 附件说明 by the titles of what is attached (GB/T 9704-2012, 7.3.4 and 7.3.5)."""

from __future__ import annotations

import io
from itertools import pairwise

import docx
import pytest

from zwgk_desk.documents.readers.docx import read as read_docx
from zwgk_desk.documents.readers.text import read as read_text
from zwgk_desk.documents.setting.closing import SEAL, closing_lines, lines_high
from zwgk_desk.documents.setting.fonts import fonts_for
from zwgk_desk.documents.setting.layout import Typesetter
from zwgk_desk.documents.setting.page_ops import TextOp
from zwgk_desk.documents.writers.docx import write_docx
from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Dispatch
from zwgk_desk.model.document.measures import GB_T_9704 as M
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.model.terms import ClosingForm, DisclosureAttribute, IssuingAuthority, LayoutForm
from zwgk_desk.packet.typeset import typeset_attachment, typeset_policy
from zwgk_desk.store.snapshot import from_text, to_text

MARK = "东江市人民政府文件"
DATE = "2026年11月2日"
BODY = "关于补贴的通知\n各区人民政府：\n补贴标准为每台20万元，由各区负责落实。\n"


def policy(end: str, /, *attachments: str, **dispatch: str) -> DocumentTree:
    """The typeset version of a notice that ends so."""
    bundle = Bundle(
        "通知", IssuingAuthority.GOVERNMENT, "市财政局", declaration=DisclosureDeclaration(DisclosureAttribute.PROACTIVE),
        dispatch=Dispatch.from_texts(dispatch),
    )  # fmt: skip
    return typeset_policy(read_text(f"{BODY}{end}".encode()), bundle, attachments)


def lines_of(tree: DocumentTree, page: int = -1) -> dict[str, tuple[float, float]]:
    """The left edge and height of each line of a page, by its text."""
    rows: dict[float, list[TextOp]] = {}
    for op in Typesetter(M, fonts_for(M)).set(tree)[page].ops:
        if isinstance(op, TextOp):
            rows.setdefault(round(op.y, 2), []).append(op)
    return {"".join(op.text for op in ops): (ops[0].x, y) for y, ops in rows.items()}


def width(text: str) -> float:
    return sum(M.character_pitch if character >= "\u2000" else M.body / 2 for character in text)


def test_with_a_seal_the_name_stands_above_the_middle_of_the_date() -> None:
    lines = lines_of(policy(f"东江市人民政府\n{DATE}\n", mark=MARK))
    (name, name_y), (date, date_y) = lines["东江市人民政府"], lines[DATE]
    assert date + width(DATE) == pytest.approx(M.left + M.text_width - 4 * M.character_pitch, abs=2)
    assert name + width("东江市人民政府") / 2 == pytest.approx(date + width(DATE) / 2, abs=2)
    body = lines["补贴标准为每台20万元，由各区负责落实。"][1]
    assert (body - name_y) / M.pitch == pytest.approx(3, abs=0.01) and (name_y - date_y) / M.pitch == pytest.approx(1, abs=0.01)
    assert (date_y - lines["（此件公开发布）"][1]) / M.pitch == pytest.approx(2, abs=0.01)


@pytest.mark.parametrize("dispatch, form", [
    ({}, ClosingForm.UNSEALED), ({"mark": MARK}, ClosingForm.SEALED), ({"mark": MARK, "closing": "unsealed"}, ClosingForm.UNSEALED),
    ({"closing": "sealed"}, ClosingForm.SEALED), ({"mark": "东江市人民政府令", "layout": "order"}, ClosingForm.SIGNATURE_SEAL),
    ({"mark": "东江市人民政府", "layout": "letter"}, ClosingForm.SEALED), ({"mark": "市政府常务会议纪要", "layout": "minutes"}, ClosingForm.UNSEALED),
])  # fmt: skip
def test_the_form_of_the_closing_follows_from_the_masthead_unless_it_is_chosen(dispatch: dict[str, str], form: ClosingForm) -> None:
    assert policy(f"东江市人民政府\n{DATE}\n", **dispatch).closing is form


def test_a_mark_in_the_text_itself_asks_for_a_seal_too() -> None:
    bundle = Bundle("通知", IssuingAuthority.DEPARTMENT, "市财政局")
    text = f"东江市财政局文件\n东财发〔2026〕3号\n{BODY}东江市财政局\n{DATE}\n"
    assert typeset_policy(read_text(text.encode()), bundle).closing is ClosingForm.SEALED


def signed(*names: str) -> list[Block]:
    return [*(Block(BlockKind.SIGNATURE, name) for name in names), Block(BlockKind.DATE, DATE)]


@pytest.mark.parametrize("names, rows", [
    (("市财政局",), [1]), (("市财政局", "市教育局", "市民政局"), [3]), (("市财政局", "市教育局", "市民政局", "市司法局"), [3, 1]),
    (("东江市住房和城乡建设局", "东江市自然资源和规划局", "市财政局"), [2, 1]), (("市财政局　市教育局",), [2]),
    (("东江市推进既有住宅加装电梯工作领导小组办公室", "市财政局"), [1, 1]),
])  # fmt: skip
def test_joint_offices_stand_side_by_side_where_their_seals_do_not_touch(names: tuple[str, ...], rows: list[int]) -> None:
    lines = closing_lines(signed(*names), width, M, ClosingForm.SEALED)
    assert [len(line.pieces) for line in lines] == [*rows, 1]
    for line in lines[:-1]:
        middles = [start + width(block.text) / 2 for start, block in line.pieces]
        assert all(later - before > SEAL for before, later in pairwise(middles))
        assert all(start >= 0 and start + width(block.text) <= M.text_width + 0.01 for start, block in line.pieces)
        assert middles[0] - SEAL / 2 >= 0 and middles[-1] + SEAL / 2 <= M.text_width
    assert all((line.above + 1) * M.pitch > SEAL for line in lines[1:-1])
    (start, date), (last, name) = lines[-1].pieces[0], lines[-2].pieces[-1]
    assert start + width(date.text) / 2 == pytest.approx(last + width(name.text) / 2)


def test_the_place_of_a_name_seal_is_left_free_and_the_office_stands_before_it() -> None:
    office, date = closing_lines(
        [Block(BlockKind.SIGNATURE, "东江市市长　张　立"), Block(BlockKind.DATE, DATE)], width, M, ClosingForm.SIGNATURE_SEAL
    )
    assert [office.pieces[0][1].text, date.pieces[0][1].text] == ["东江市市长", DATE]
    assert office.pieces[0][0] + width("东江市市长") + 11 * M.character_pitch == pytest.approx(M.text_width)
    assert lines_high([office, date]) == 6


def test_a_seal_stands_on_a_page_with_text() -> None:
    for count in range(8, 22):
        closing = "补贴标准为每台20万元，由各区负责落实。\n" * count + f"东江市人民政府\n{DATE}\n"
        pages = [lines_of(policy(closing, mark=MARK), page) for page in range(len(Typesetter(M, fonts_for(M)).set(policy(closing, mark=MARK))))]
        page = next(page for page in pages if DATE in page)
        assert "东江市人民政府" in page and any("补贴标准" in line for line in page)


def test_the_seal_is_the_document_s_own_and_not_that_of_what_is_attached() -> None:
    tree = policy(f"东江市人民政府\n{DATE}\n附件\n补贴标准\n正文。\n东江市财政局\n2026年10月2日\n", mark=MARK)
    lines = lines_of(tree)
    assert lines["2026年10月2日"][0] > lines["东江市财政局"][0]


def test_word_has_the_same_places() -> None:
    tree = policy(f"市财政局\n市教育局\n{DATE}\n", mark=MARK)
    document = docx.Document(io.BytesIO(write_docx(tree, "a")))
    names = next(p for p in document.paragraphs if p.text.startswith("市财政局"))
    assert names.text == "市财政局\t市教育局" and len(names.paragraph_format.tab_stops) == 1
    assert [block.text for block in read_docx(write_docx(tree, "a")).of_kind(BlockKind.SIGNATURE)] == ["市财政局 市教育局"]


def test_attachments_are_named_by_their_titles_where_the_text_names_none() -> None:
    tree = policy(f"东江市人民政府\n{DATE}\n", "补贴标准", "补贴申请表")
    assert [block.text for block in tree.of_kind(BlockKind.ENCLOSURE)] == ["附件：1.补贴标准", "2.补贴申请表"]
    kinds = [block.kind for block in tree.blocks if isinstance(block, Block)]
    assert kinds.index(BlockKind.ENCLOSURE) + 2 == kinds.index(BlockKind.SIGNATURE)
    assert [block.text for block in policy(f"东江市人民政府\n{DATE}\n", "补贴标准").of_kind(BlockKind.ENCLOSURE)] == ["附件：补贴标准"]
    own = policy(f"附件：补贴标准（2026年版）\n东江市人民政府\n{DATE}\n", "补贴标准")
    assert [block.text for block in own.of_kind(BlockKind.ENCLOSURE)] == ["附件：补贴标准（2026年版）"]
    inline = policy(f"东江市人民政府\n{DATE}\n附件\n补贴标准\n每台20万元。\n", "申请表")
    assert [block.text for block in inline.of_kind(BlockKind.ENCLOSURE)] == ["附件：1.补贴标准", "2.申请表"]


def test_an_attachment_bears_its_number_above_its_title() -> None:
    tree = read_text("补贴标准\n每台20万元，由各区负责落实。\n".encode())
    assert [block.text for block in typeset_attachment(tree, "2").of_kind(BlockKind.ATTACHMENT)] == ["附件2"]
    assert typeset_attachment(typeset_attachment(tree, "2"), "") == typeset_attachment(tree, "2")


def test_layouts_are_chosen_by_their_names_and_others_refused() -> None:
    assert Dispatch.from_texts({}) == Dispatch() and Dispatch().said == {}
    chosen = Dispatch.from_texts({"layout": "letter", "closing": "sealed"})
    assert chosen.layout is LayoutForm.LETTER and chosen.said == {"layout": "letter", "closing": "sealed"} and chosen.words == "信函，加盖印章"
    with pytest.raises(ValueError):
        Dispatch.from_texts({"layout": "poster"})


def test_a_bundle_keeps_its_layout_and_one_from_before_has_none() -> None:
    bundle = Bundle("通知", IssuingAuthority.DEPARTMENT, "市财政局", dispatch=Dispatch.from_texts({"mark": MARK, "layout": "order"}))
    assert from_text(to_text(bundle)) == bundle
    before = Bundle("通知", IssuingAuthority.DEPARTMENT, "市财政局", dispatch=Dispatch(mark=MARK))
    assert "layout" not in to_text(before) and "closing" not in to_text(before) and from_text(to_text(before)) == before
