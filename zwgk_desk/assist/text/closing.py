"""Tells what a paragraph is besides 正文: title and what stands round about it, and what follows the last article, from 附件说明 to 版记.

The reader's word counts (GB/T 9704-2012, 7.3.4 to 7.4.3); where it has none, the text decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ...model.document.tree import MASTHEAD, Block, BlockKind
from .scripts import folded

TITLE, NUMBER, ADDRESSEE, PASSED = "标题", "发文字号", "主送机关", "题注"
ENCLOSURE, SIGNATURE, DATE, NOTE, ATTACHMENT, COPIES, PRINTED = "附件说明", "署名", "成文日期", "附注", "附件", "抄送机关", "印发机关和印发日期"
ROLES = {
    **dict.fromkeys(MASTHEAD, "版头"), BlockKind.NUMBER: NUMBER, BlockKind.TITLE: TITLE, BlockKind.ADDRESSEE: ADDRESSEE,
    BlockKind.ENCLOSURE: ENCLOSURE, BlockKind.SIGNATURE: SIGNATURE, BlockKind.DATE: DATE, BlockKind.NOTE: NOTE, BlockKind.ATTACHMENT: ATTACHMENT,
    BlockKind.ATTACHMENT_TITLE: "附件标题", BlockKind.CC: COPIES, BlockKind.PRINTED: PRINTED,
}  # fmt: skip
CLOSING = frozenset({ENCLOSURE, SIGNATURE, DATE, NOTE, ATTACHMENT, COPIES, PRINTED})
"""What follows the last article or paragraph of 正文."""

DAY = r"(?:[12]\d{3}年\d{1,2}月\d{1,2}日|[一二三四五六七八九〇零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)"
LINES = (
    (DATE, re.compile(rf"{DAY}(?:（(?:盖章|印章|公章)）)?")),
    (PRINTED, re.compile(rf".{{0,40}}{DAY}印发?(?:。|（?共?印?\d{{1,6}}份）?)?")),
    (COPIES, re.compile(r"(?:抄送|抄报|分送|主题词|发送)：.*")),
    (NOTE, re.compile(r"（(?:此件|联系|经办|公开|主动公开|依申请公开|不予公开|信息公开|发至|传达)[^（）]{0,80}）")),
    (PASSED, re.compile(rf"（[^（）]{{0,200}}{DAY}.{{0,200}}(?:通过|公布|发布|修订|修正|施行|印发).{{0,20}}）")),
    (PASSED, re.compile(rf"{DAY}[^。，；]{{0,80}}(?:发布|公布|修订|修正|通过)）?")),
    (ATTACHMENT, re.compile(r"附[件表录](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?：?")),
    (ENCLOSURE, re.compile(r"附(?:件|表)?(?:[0-9]{1,2})?：.{2,}")),
)
"""Whole paragraphs, folded and without blanks."""

UNIT_ENDS = "厅|局|委|委员会|府|办|办公室|会|室|部|院|中心|处|公司|大学|学校|小组|指挥部|支队|总队|大队|站|所|社|行|团|军|联|厂|集团"
UNIT_NAME = rf"[\u3400-\u9fff（）]{{1,40}}(?:{UNIT_ENDS})(?:（.{{2,6}}）)?"
UNIT = re.compile(UNIT_NAME)
SIGNED = re.compile(rf"{UNIT_NAME}{DAY}")
"""署名 and 成文日期 in one line."""

NAMED_ATTACHMENT = re.compile(r"附件(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})?：.{2,60}")
LONGEST = 400
"""Characters of a paragraph that is something besides 正文, at most."""

MOST_UNITS = 12
"""Lines above a date that are looked at for names of units."""

FORMULA = re.compile(
    r"(?:特此|专此|此(?:复|令|致)|以上|妥否|请.{0,16}(?:遵照|贯彻|执行|批示|审议|审定)"
    r"|本(?:决定|通知|意见|公告|通告|方案|规定|办法|细则|要点)自).{0,60}[。！]?"
)
"""The sentence that ends a document behind its last item, folded and without blanks."""

CONTACT = re.compile(
    r"（?(?:(?:联系|咨询|监督|举报|投诉|服务)?(?:人|电话|方式|单位|地址|邮箱|热线)(?:及电话|和电话)?|电子邮箱|传真|邮政编码|通讯地址)：.{1,160}"
)
"""Whom to ask, folded and without blanks: behind the last item it belongs to the whole document."""

BLANKS = re.compile(r"\s+")


def bare(text: str) -> str:
    """Return a text folded and without blanks: two that are the same then differ in their writing alone."""
    return BLANKS.sub("", folded(text))


def roles_of(blocks: Sequence[Block]) -> list[str]:
    """Return what each paragraph is; empty for 正文."""
    texts = [bare(block.text) for block in blocks]
    signed = False
    roles = [ROLES.get(block.kind, "") or _by_text(text) for block, text in zip(blocks, texts, strict=True)]
    for place, role in enumerate(roles):
        signed = signed or role in (DATE, PRINTED)
        if signed and role == ENCLOSURE and NAMED_ATTACHMENT.fullmatch(texts[place]):
            roles[place] = ATTACHMENT
        if role == DATE:
            for above in range(place - 1, max(-1, place - 1 - MOST_UNITS), -1):
                if roles[above] not in ("", SIGNATURE) or not _units(blocks[above].text):
                    break
                roles[above] = SIGNATURE
    for place in range(len(blocks) - 1, max(-1, len(blocks) - 1 - MOST_UNITS), -1):
        if roles[place] in CLOSING:
            continue
        if roles[place] or not _units(blocks[place].text):
            break
        roles[place] = SIGNATURE
    return roles


def _by_text(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    return next((role for role, pattern in LINES if pattern.fullmatch(text)), DATE if SIGNED.fullmatch(text) else "")


def _units(text: str) -> bool:
    """Return whether a paragraph is nothing but the names of units."""
    names = folded(text).split()
    return bool(names) and all(UNIT.fullmatch(name) for name in names)
