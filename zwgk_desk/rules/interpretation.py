"""Rules on who interprets, and what an interpretation covers, 三(二). They advise: their findings never return a bundle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model.document.copying import TOO_MUCH, Originals
from ..model.document.tree import Block
from ..model.part_document import PartDocument
from ..model.review import unit_key
from ..model.terms import IssuingAuthority, PartKind, Severity
from .book import RuleBook
from .case import Case
from .coverage import covered_elements
from .placeholder import is_placeholder
from .registry import Fault, rule


@rule("interpreter-mismatch", Severity.ADVICE, "三(二)", "请按“谁起草、谁解读”改正解读单位")
def interpreter_mismatch(case: Case) -> Iterator[Fault]:
    """Yield advice where another department interprets than the drafting one (谁起草、谁解读); of a joint document the lead one."""
    bundle = case.bundle
    joint = bundle.issuing_authority is IssuingAuthority.JOINT
    due = bundle.lead_unit if joint and bundle.lead_unit else bundle.drafting_unit
    named = bundle.interpreting_unit.strip()
    if named and due and unit_key(named) != unit_key(due):
        yield Fault("bundle.interpreting_unit", f"应由“{due}”解读，现写为“{named}”")


def _text(case: Case, kind: PartKind) -> str:
    return written(case.documents, kind, case.book)


def written(documents: Sequence[PartDocument], kind: PartKind, book: RuleBook) -> str:
    """Return the text of all parts of a kind that have content; placeholders are left to a rule of their own."""
    trees = [d.tree for d in documents if d.part.kind is kind and d.has_text and d.tree is not None]
    return "\n".join(tree.text for tree in trees if not is_placeholder(tree, book))


@rule("element-missing", Severity.ADVICE, "三(二)", "请在解读材料里补写这一要素；确实不涉及的可以不写")
def element_missing(case: Case) -> Iterator[Fault]:
    """Yield advice where one of the nine elements of an interpretation is missing from the materials."""
    if not _text(case, PartKind.MATERIAL):
        return
    covered = covered_elements(case.documents, case.book)
    for element in case.book.elements:
        if element.name not in covered:
            yield Fault("materials", f"解读材料没有写到“{element.label}”")


@rule("plan-incomplete", Severity.ADVICE, "三(三)1", "请在解读方案里补写")
def plan_incomplete(case: Case) -> Iterator[Fault]:
    """Yield advice where a plan does not say who interprets to whom, in which form, on which channel, when."""
    text = _text(case, PartKind.PLAN)
    missing = [item.label for item in case.book.plan_items if not item.found_in(text)] if text else []
    if missing:
        yield Fault("plan", f"解读方案没有写明：{'、'.join(missing)}")


@rule("material-copies-policy", Severity.ADVICE, "三(三)1", "请用群众听得懂的话解释，不要照抄原文")
def material_copies_policy(case: Case) -> Iterator[Fault]:
    """Yield advice where a material repeats the policy: it explains nothing."""
    policy = [text for document in case.of_kind(PartKind.POLICY) if document.has_text and document.tree for text in document.tree.paragraphs()]
    if not policy:
        return
    originals = Originals(policy)
    for document in case.of_kind(PartKind.MATERIAL):
        if not document.has_text or document.tree is None:
            continue
        share = originals.share([block.text for block in document.tree.blocks if isinstance(block, Block)])
        if share >= TOO_MUCH:
            yield Fault(document.where, f"解读材料“{document.part.name}”有 {share:.0%} 照搬政策原文")
