"""Rules on the parts: policy, plan and material are there, readable, and no placeholders. 三(三)1."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.part_document import PartDocument
from ..model.terms import PartKind, Severity
from .case import Case
from .placeholder import is_placeholder
from .registry import Fault, rule


def _missing(case: Case, kind: PartKind) -> Iterator[Fault]:
    """Yield a fault where there is no part of the kind, or one whose file is missing."""
    documents = case.of_kind(kind)
    if not documents:
        yield Fault(kind.value if kind is not PartKind.MATERIAL else "materials", f"缺{kind.label}")
    for document in documents:
        if not document.part.present:
            yield Fault(document.where, f"缺{kind.label}：写明的“{document.part.name}”不存在")


@rule("policy-missing", Severity.RETURN, "三(三)1", "请放入政策文稿（代拟稿）")
def policy_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where the policy is missing."""
    yield from _missing(case, PartKind.POLICY)


@rule("plan-missing", Severity.RETURN, "三(三)1", "请拟制解读方案，与政策文稿一并送审签")
def plan_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where the interpretation's plan is missing: it is due with the policy."""
    if case.interpretation_due:
        yield from _missing(case, PartKind.PLAN)


@rule("material-missing", Severity.RETURN, "三(三)1", "请放入至少一份解读材料，与政策文稿一并送审签")
def material_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where there is no material of interpretation: at least one is due with the policy."""
    if case.interpretation_due:
        yield from _missing(case, PartKind.MATERIAL)


def _named(document: PartDocument) -> str:
    return f"{document.part.kind.label}“{document.part.name}”"


@rule("file-empty", Severity.RETURN, "三(三)1", "请换成有内容的文件；扫描件请附可检索的文本")
def file_empty(case: Case) -> Iterator[Fault]:
    """Yield a fault where a file has no bytes, or no text at all."""
    for document in case.documents:
        if document.is_empty:
            what = "是空文件" if document.part.size == 0 else "里没有文字"
            yield Fault(document.where, f"{_named(document)}{what}")


@rule("file-unreadable", Severity.RETURN, "三(三)1", "请确认文件能用相应程序打开，重新保存后换上")
def file_unreadable(case: Case) -> Iterator[Fault]:
    """Yield a fault where a file cannot be opened as the format of its name."""
    for document in case.documents:
        if document.fault:
            yield Fault(document.where, f"{document.part.kind.label}不能打开：{document.fault}", document.remedy)


@rule("file-placeholder", Severity.RETURN, "三(三)1", "请写入实际内容；占位文字不能代替材料")
def file_placeholder(case: Case) -> Iterator[Fault]:
    """Yield a fault where policy, plan or material is a placeholder without content."""
    for document in case.documents:
        due = document.part.kind in (PartKind.POLICY, PartKind.PLAN, PartKind.MATERIAL)
        if due and document.has_text and document.tree is not None and is_placeholder(document.tree, case.book):
            yield Fault(document.where, f"{_named(document)}只有标题或占位文字，没有实际内容")
