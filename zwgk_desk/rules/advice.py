"""Rules that advise: their findings are shown and never return a bundle."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..documents.coverage import GETA, missing_characters
from ..documents.recognising.numbers import DATE
from ..model.document.tree import BlockKind
from ..model.naming.bundle_fields import UNTITLED
from ..model.terms import DisclosureAttribute, PartKind, Severity
from .case import Case
from .placeholder import is_placeholder, leftover_lines
from .registry import Fault, rule

NOTE_WORDS = {
    DisclosureAttribute.WITHHELD: "不予公开",
    DisclosureAttribute.ON_REQUEST: "依申请公开",
    DisclosureAttribute.PROACTIVE: "公开发布",
}
SAME_TITLE = 0.55
"""Share of a title's characters that the other must have in their order: of a title in traditional characters more than half are the same."""

NOT_PRINTED = "请核对是不是误录；确是该字的，请在打印稿上补写，或改用通用的字"
PLAIN_DATE = re.compile(r"[12]\d{3}年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
SERIAL_NUMBER = re.compile(r"(?:[12]\d{3}年)?第(?:[1-9]\d{0,4}|[一二三四五六七八九十百零〇]{1,7})[号號]")
"""The number of an order or an announcement, which has no 机关代字 (GB/T 9704-2012, 10.2)."""

PLAIN_NUMBER = re.compile(r"[\u3400-\u9fff]+〔[12]\d{3}〕[1-9]\d{0,4}[号號]")


@rule("opinions-account-missing", Severity.ADVICE, "二(一)", "请附意见收集和采纳情况说明")
def opinions_account_missing(case: Case) -> Iterator[Fault]:
    """Yield advice where a major decision lacks the account of opinions collected and adopted, 二(一)."""
    documents = case.of_kind(PartKind.OPINIONS_ACCOUNT)
    if case.bundle.major_decision and not any(d.part.present for d in documents):
        yield Fault("opinions_account", "重大决策事项，缺意见收集和采纳情况说明")


@rule("attachment-missing", Severity.ADVICE, "三(三)1", "请放入该附件，或从文件包中去掉")
def attachment_missing(case: Case) -> Iterator[Fault]:
    """Yield advice where an attachment is named and its file is missing."""
    for document in case.of_kind(PartKind.ATTACHMENT):
        if not document.part.present:
            yield Fault(document.where, f"写明的附件“{document.part.name}”不存在")


@rule("file-remark", Severity.ADVICE, "三(一)", "请接受或拒绝修订、删去批注和无关内容后重新放入，以免随原件流出")
def file_remark(case: Case) -> Iterator[Fault]:
    """Yield advice on what the original holds beside its text: tracked changes, comments, macros, links to other files; and on
    characters that its typeset form cannot show."""
    for document in case.documents:
        for remark in document.tree.remarks if document.tree is not None else ():
            yield Fault(document.where, f"{document.part.kind.label}“{document.part.name}”{remark}")
        for missing in missing_characters(document.tree) if document.tree is not None else ():
            times = f"共 {missing.count} 处，首处" if missing.count > 1 else ""
            message = f"有字体里没有的字“{missing.character}”（{missing.code}），{times}见“{missing.around}”，PDF 里印作“{GETA}”"
            yield Fault(document.where, f"{document.part.kind.label}“{document.part.name}”{message}", NOT_PRINTED)


@rule("note-contradicts-attribute", Severity.ADVICE, "三(一)", "请改正附注或公开属性；正文不写附注的，排版件按公开属性自动加上")
def note_contradicts_attribute(case: Case) -> Iterator[Fault]:
    """Yield advice where the 附注 in the policy's own text says another attribute than is declared (GB/T 9704-2012, 7.3.6)."""
    attribute = case.attribute
    if attribute is None:
        return
    for document in case.of_kind(PartKind.POLICY):
        for block in document.tree.of_kind(BlockKind.NOTE) if document.tree is not None else ():
            said = next((other for other, words in NOTE_WORDS.items() if words in block.text), None)
            if said is not None and said is not attribute:
                yield Fault(document.where, f"正文附注写的是“{block.text}”，声明的公开属性是“{attribute.label}”")


@rule("date-form", Severity.ADVICE, "GB/T 9704-2012 7.3.5.4", "请用阿拉伯数字将年、月、日标全，月、日不编虚位，如 2026年1月2日")
def date_form(case: Case) -> Iterator[Fault]:
    """Yield advice where the 成文日期 is not in Arabic figures, or has leading zeros (GB/T 9704-2012, 7.3.5)."""
    for document in case.documents:
        for block in document.tree.of_kind(BlockKind.DATE) if document.tree is not None else ():
            if not PLAIN_DATE.fullmatch(block.text.replace(" ", "")) and DATE.search(block.text.replace(" ", "")):
                yield Fault(document.where, f"成文日期“{block.text}”的写法不合规范")


@rule("number-form", Severity.ADVICE, "GB/T 9704-2012 7.2.5", "请写成 东政发〔2026〕3号 的样子：年份用六角括号，序号不加“第”、不编虚位")
def number_form(case: Case) -> Iterator[Fault]:
    """Yield advice where the 发文字号 has brackets other than 〔〕, 第, or leading zeros (GB/T 9704-2012, 7.2.5)."""
    for document in case.of_kind(PartKind.POLICY):
        for block in document.tree.of_kind(BlockKind.NUMBER) if document.tree is not None else ():
            text = block.text.replace(" ", "")
            if not (PLAIN_NUMBER.fullmatch(text) or SERIAL_NUMBER.fullmatch(text)):
                yield Fault(document.where, f"发文字号“{block.text}”的写法不合规范")


@rule("placeholder-left", Severity.ADVICE, "三(三)1", "请补写，或删去占位文字")
def placeholder_left(case: Case) -> Iterator[Fault]:
    """Yield advice where a document with content still holds a placeholder."""
    for document in case.documents:
        if not document.has_text or document.tree is None or is_placeholder(document.tree, case.book):
            continue
        left = leftover_lines(document.tree, case.book)
        if left:
            yield Fault(document.where, f"{document.part.kind.label}“{document.part.name}”里还有占位文字：{left[0][:30]}")


@rule("title-mismatch", Severity.ADVICE, "三(一)", "请核对标题与文稿是不是同一份：改正文件包的标题，或换上对应的文稿")
def title_mismatch(case: Case) -> Iterator[Fault]:
    """Yield advice where the bundle's title is another than the policy's own, or a text still names the bundle as it is called before it has a title.
    A title that holds the other is the same: 某办法, and 关于印发某办法的通知."""
    named = _bare(case.bundle.title)
    for document in case.documents:
        if document.tree is None:
            continue
        own = _bare(document.tree.title) if document.part.kind is PartKind.POLICY else ""
        if named and own and not _same_title(named, own):
            yield Fault("bundle.title", f"文件包的标题是“{case.bundle.title}”，政策文稿的标题是“{document.tree.title}”")
        if UNTITLED in document.tree.text:
            yield Fault(document.where, f"{document.part.kind.label}“{document.part.name}”里还写着“{UNTITLED}”")


def _same_title(one: str, other: str) -> bool:
    """Return whether two titles can be of one document: one holds the other, but for characters of the other script; years and numbers the same."""
    short, long = sorted((one, other), key=len)
    if not set(re.findall(r"\d+", short)) <= set(re.findall(r"\d+", long)):
        return False
    common = sum(block.size for block in SequenceMatcher(None, short, long, autojunk=False).get_matching_blocks())
    return common >= SAME_TITLE * len(short)


def _bare(title: str) -> str:
    """Return a title without blanks, marks, and what its end says of the draft: （代拟稿）."""
    return re.sub(r"[\s\W_]", "", re.sub(r"[（(][^（）()]*[）)]\s*$", "", title))
