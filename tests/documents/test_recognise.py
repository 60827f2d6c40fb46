"""The elements of an official document are recognised in what offices write, and set as the standard has them."""

from __future__ import annotations

import pytest

from zwgk_desk.documents.readers import read_document
from zwgk_desk.documents.recognise import RawParagraph, recognise
from zwgk_desk.model.bundle import Bundle, DisclosureDeclaration, Dispatch
from zwgk_desk.model.document.tree import Block, BlockKind, DocumentTree
from zwgk_desk.model.terms import DisclosureAttribute, IssuingAuthority
from zwgk_desk.packet.typeset import addressee_of, typeset_policy

WHOLE = """000001
机密★1年
特急
东江市人民政府文件
东政发〔2026〕3号　签发人：王大年
东江市人民政府关于加装电梯的通知
各区人民政府，市直各单位：
为方便居民出行，现通知如下。
一、总体要求
（一）坚持自愿。由业主自行决定。
1.依法表决。
（1）面积达到三分之二。
附件：1.加装电梯管理办法
2.申请表
东江市人民政府
2026年11月2日
（此件公开发布）
附件1
加装电梯管理办法
第一条　为了规范加装电梯，制定本办法。
抄送：市委各部门，市政协办公厅。
东江市人民政府办公厅　2026年11月2日印发
"""
K = BlockKind
KINDS = [
    K.COPY_NUMBER, K.SECRECY, K.URGENCY, K.ISSUER_NAME_MARK, K.NUMBER, K.SIGNER, K.TITLE, K.ADDRESSEE, K.PARAGRAPH, K.HEADING, K.HEADING, K.HEADING,
    K.HEADING, K.ENCLOSURE, K.ENCLOSURE, K.SIGNATURE, K.DATE, K.NOTE, K.ATTACHMENT, K.ATTACHMENT_TITLE, K.PARAGRAPH, K.CC, K.PRINTED,
]  # fmt: skip


def read(text: str) -> DocumentTree:
    return read_document("a.txt", text.encode())


def kinds(tree: DocumentTree) -> list[BlockKind]:
    return [block.kind for block in tree.blocks if isinstance(block, Block)]


def test_every_element_of_a_whole_document() -> None:
    tree = read(WHOLE)
    assert kinds(tree) == KINDS
    assert tree.title == "东江市人民政府关于加装电梯的通知"
    assert [block.level for block in tree.of_kind(K.HEADING)] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "text, kind",
    [
        ("东江市财政局 东江市住房和城乡建设局文件\n东财发〔2026〕1号\n关于补贴的通知\n正文。", K.ISSUER_NAME_MARK),
        ("特提\n东江市人民政府文件\n关于补贴的通知\n正文。", K.URGENCY),
        ("绝密\n关于补贴的通知\n正文。", K.SECRECY),
        ("关于补贴的通知\n附件：补贴标准\n东江市财政局\n2026年11月2日", K.ENCLOSURE),
        ("关于补贴的通知\n正文。\n东江市财政局\n二〇二六年十一月二日", K.DATE),
    ],
)
def test_variants(text: str, kind: BlockKind) -> None:
    assert kind in kinds(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "关于印发文件的通知\n请认真学习有关文件\n正文在此。",  # 文件 at a line's end is no 发文机关标志
        "关于补贴的通知\n2.第二项措施由财政局落实。\n正文。",  # a number alone is no 附件说明
        "关于补贴的通知\n特急情况下可以先行处理。\n正文。",
        "关于补贴的通知\n截止日期是2026年11月2日。\n正文。",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not set(kinds(read(text))) & {K.ISSUER_NAME_MARK, K.ENCLOSURE, K.URGENCY, K.DATE}


def bundle(attribute: DisclosureAttribute | None = DisclosureAttribute.PROACTIVE, **dispatch: str) -> Bundle:
    return Bundle("通知", IssuingAuthority.GOVERNMENT, "市财政局", declaration=DisclosureDeclaration(attribute), dispatch=Dispatch(**dispatch))


PLAIN = "关于补贴的通知\n各区人民政府：\n正文。\n东江市财政局\n2026年11月2日\n附件1\n补贴标准\n每台15万元。"


@pytest.mark.parametrize(
    "attribute, note",
    [
        (DisclosureAttribute.PROACTIVE, "（此件公开发布）"),
        (DisclosureAttribute.ON_REQUEST, "（此件依申请公开）"),
        (DisclosureAttribute.WITHHELD, "（此件不予公开）"),
    ],
)
def test_the_note_carries_the_declared_attribute_below_the_date(attribute: DisclosureAttribute, note: str) -> None:
    tree = typeset_policy(read(PLAIN), bundle(attribute))
    place = kinds(tree).index(K.NOTE)
    assert tree.blocks[place] == Block(K.NOTE, note)
    assert kinds(tree)[place - 1] is K.DATE and kinds(tree)[place + 1] is K.ATTACHMENT


def test_a_note_of_the_text_s_own_stays_and_without_an_attribute_there_is_none() -> None:
    own = read(PLAIN.replace("\n附件1", "\n（此件发至县级）\n附件1"))
    assert typeset_policy(own, bundle()).of_kind(K.NOTE) == (Block(K.NOTE, "（此件发至县级）"),)
    assert not typeset_policy(read(PLAIN), bundle(None)).of_kind(K.NOTE)


def test_a_note_of_another_kind_does_not_stand_for_the_attribute() -> None:
    own = read(PLAIN.replace("\n附件1", "\n（联系人：赵敏，电话：0000000）\n附件1"))
    assert [block.text for block in typeset_policy(own, bundle()).of_kind(K.NOTE)] == ["（此件公开发布）", "（联系人：赵敏，电话：0000000）"]


def test_the_masthead_and_the_imprint_of_the_bundle_frame_the_text() -> None:
    dispatch = {
        "mark": "东江市财政局文件", "number": "东财发〔2026〕3号", "signer": "王大年", "urgency": "加急", "copies_to": "市委各部门",
        "printed_by": "东江市财政局办公室", "printed_on": "2026年11月3日",
    }  # fmt: skip
    tree = typeset_policy(read(PLAIN), bundle(**dispatch))
    assert kinds(tree)[:4] == [K.URGENCY, K.ISSUER_NAME_MARK, K.NUMBER, K.SIGNER]
    assert [block.text for block in tree.of_kind(K.SIGNER, K.CC, K.PRINTED)] == [
        "签发人：王大年", "抄送：市委各部门。", "东江市财政局办公室　2026年11月3日印发",
    ]  # fmt: skip
    assert kinds(tree)[-2:] == [K.CC, K.PRINTED]
    assert tree.text.count("正文。") == 1


def test_what_the_bundle_says_stands_in_place_of_what_the_text_says() -> None:
    tree = typeset_policy(read(WHOLE), bundle(mark="东江市财政局文件", number="东财发〔2026〕9号"))
    assert [block.text for block in tree.of_kind(K.ISSUER_NAME_MARK, K.NUMBER)] == ["东江市财政局文件", "东财发〔2026〕9号"]


def test_a_number_alone_stands_below_the_title() -> None:
    tree = typeset_policy(read(PLAIN), bundle(number="东财发〔2026〕3号"))
    assert kinds(tree)[:3] == [K.TITLE, K.NUMBER, K.ADDRESSEE]


def test_without_anything_said_the_text_is_left_as_it_is() -> None:
    assert typeset_policy(read(WHOLE), bundle()).blocks == read(WHOLE).blocks


LETTER = ["东政函〔2026〕12号", "关于同意调整规划的复函", "各区人民政府：", "同意。"]


@pytest.mark.parametrize(
    ("head", "mark"),
    [
        (["东江市人民政府办公室"], "东江市人民政府办公室"),
        (["东江市财政局（函）"], "东江市财政局（函）"),
        (["东江市财政局", "文件", "东江市住房和城乡建设局"], "东江市财政局\u3000东江市住房和城乡建设局\u3000文件"),
    ],
)
def test_the_names_of_offices_above_a_number_are_no_title(head: list[str], mark: str) -> None:
    tree = recognise([RawParagraph(line) for line in [*head, *LETTER]])
    assert [block.text for block in tree.of_kind(BlockKind.ISSUER_NAME_MARK)] == [mark]
    assert tree.title == "关于同意调整规划的复函" and [block.text for block in tree.of_kind(BlockKind.ADDRESSEE)] == ["各区人民政府："]


def test_offices_above_a_title_with_its_number_below_are_of_the_title() -> None:
    tree = recognise([RawParagraph(line) for line in ["东江市财政局", "关于下达资金的通知", "东财发〔2026〕12号", "各区财政局：", "正文。"]])
    assert tree.title == "东江市财政局关于下达资金的通知" and tree.of_kind(BlockKind.ISSUER_NAME_MARK) == ()


def test_the_first_heading_is_the_title_where_the_same_style_is_used_for_those_below() -> None:
    lines = [
        ("关于加强物业管理工作的通知", 1),
        ("各区人民政府：", None),
        ("一、总体要求", 1),
        ("正文。", None),
        ("二、保障措施", 1),
        ("正文。", None),
    ]
    tree = recognise([RawParagraph(text, level) for text, level in lines])
    assert tree.title == "关于加强物业管理工作的通知"
    assert [(block.text, block.level) for block in tree.of_kind(BlockKind.HEADING)] == [("一、总体要求", 1), ("二、保障措施", 1)]
    assert [block.text for block in tree.of_kind(BlockKind.ADDRESSEE)] == ["各区人民政府："]


REQUEST = "东江市人民政府办公室关于报送统计资料的通知\n{addressee}\n请按时报送。"


@pytest.mark.parametrize(
    "lines",
    [
        ("各县（市、区）人民政府，市政府各部门、各直属机构，", "各有关企业："),
        ("各县区人民政府、", "各开发区管委会、", "市直各单位："),
    ],
)
def test_an_addressee_that_was_broken_by_hand_goes_on_in_the_next_line(lines: tuple[str, ...]) -> None:
    tree = read(REQUEST.format(addressee="\n".join(lines)))
    assert [block.text for block in tree.of_kind(K.ADDRESSEE)] == list(lines)
    assert addressee_of(tree) == "".join(lines)


def test_a_sentence_that_is_followed_by_an_addressee_is_none() -> None:
    tree = read(REQUEST.format(addressee="根据国务院有关部门，\n各县区人民政府："))
    assert not tree.of_kind(K.ADDRESSEE)
    assert addressee_of(tree) == ""


CLOSED = "关于报送统计资料的通知\n各县区人民政府：\n请按时报送。\n{closing}\n"


@pytest.mark.parametrize(
    "behind", ["", "（此件公开发布）", "抄送：市委各部门。\n东江市人民政府办公室　2026年11月2日印发", "附件\n报送表\n一、表一\n表的内容。"]
)
@pytest.mark.parametrize("between", [" ", "　　"])
def test_a_signature_and_a_date_in_one_line_are_two(between: str, behind: str) -> None:
    tree = read(CLOSED.format(closing=f"东江市统计局{between}2026年11月2日") + behind)
    assert [block.text for block in tree.of_kind(K.SIGNATURE, K.DATE)] == ["东江市统计局", "2026年11月2日"]


def test_lines_of_a_list_with_offices_and_dates_stay_as_they_are() -> None:
    listed = "东江市统计局 2026年11月2日\n东江市财政局 2026年11月3日"
    assert listed in read(CLOSED.format(closing=listed)).text
    assert "东江市统计局 2026年11月2日" in read("关于检查的通知\n安排如下：\n东江市统计局 2026年11月2日\n请各单位做好准备，按时参加。").text


def test_a_month_below_a_unit_at_the_end_of_a_text_is_its_date() -> None:
    tree = read(CLOSED.format(closing="东江市统计局\n2026年11月"))
    assert [block.text for block in tree.of_kind(K.SIGNATURE, K.DATE)] == ["东江市统计局", "2026年11月"]
    middle = read("关于检查的通知\n东江市统计局\n2026年11月\n请各单位做好准备，按时参加。")
    assert not middle.of_kind(K.SIGNATURE, K.DATE)
