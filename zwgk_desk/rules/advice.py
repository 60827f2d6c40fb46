"""Other advice: it is shown and never blocks."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.terms import PartKind, Severity
from .case import Case
from .placeholder import is_placeholder, leftover_lines
from .registry import Fault, rule


@rule("opinions-account-missing", Severity.ADVICE, "二(一)", "请附意见收集和采纳情况说明")
def opinions_account_missing(case: Case) -> Iterator[Fault]:
    """A major decision carries the account of opinions collected and adopted."""
    documents = case.of_kind(PartKind.OPINIONS_ACCOUNT)
    if case.bundle.major_decision and not any(d.part.present for d in documents):
        yield Fault("opinions_account", "重大决策事项，缺意见收集和采纳情况说明")


@rule("attachment-missing", Severity.ADVICE, "三(三)1", "请放入该附件，或从文件包中去掉")
def attachment_missing(case: Case) -> Iterator[Fault]:
    """An attachment that is named and not there."""
    for document in case.of_kind(PartKind.ATTACHMENT):
        if not document.part.present:
            yield Fault(document.where, f"写明的附件“{document.part.name}”不存在")


@rule("file-remark", Severity.ADVICE, "三(一)", "请接受或拒绝修订、删去批注和无关内容后重新放入，以免随原件流出")
def file_remark(case: Case) -> Iterator[Fault]:
    """What travels in the original beside its text: tracked changes, comments, macros, links to the outside."""
    for document in case.documents:
        for remark in document.tree.remarks if document.tree is not None else ():
            yield Fault(document.where, f"{document.part.kind.label}“{document.part.name}”{remark}")


@rule("placeholder-left", Severity.ADVICE, "三(三)1", "请补写，或删去占位文字")
def placeholder_left(case: Case) -> Iterator[Fault]:
    """A document with content in which a placeholder is still left."""
    for document in case.documents:
        if not document.has_text or document.tree is None or is_placeholder(document.tree, case.book):
            continue
        left = leftover_lines(document.tree, case.book)
        if left:
            yield Fault(document.where, f"{document.part.kind.label}“{document.part.name}”里还有占位文字：{left[0][:30]}")
