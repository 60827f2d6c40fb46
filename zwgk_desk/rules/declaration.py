"""The disclosure declaration, 三(一)."""

from __future__ import annotations

from collections.abc import Iterator

from ..model.terms import IssuingAuthority, Severity
from .case import Case
from .lawful import judge_ground
from .registry import Fault, rule


@rule("attribute-missing", Severity.RETURN, "三(一)", "请明确主动公开、依申请公开或不予公开")
def attribute_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where no disclosure attribute is declared."""
    if case.attribute is None:
        yield Fault("disclosure.attribute", "没有明确公开属性")


@rule("attribute-reason-missing", Severity.RETURN, "三(一)", "请说明建议这一公开属性的理由")
def attribute_reason_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where a department drafting for the government gives no reason for the attribute it proposes, whichever it is."""
    declared = case.bundle.declaration
    silent = not declared.explanation.strip() and not declared.ground.strip()
    if case.bundle.issuing_authority is IssuingAuthority.GOVERNMENT and case.is_disclosed and silent:
        label = declared.attribute.label if declared.attribute else ""
        yield Fault("disclosure.explanation", f"代拟稿建议{label}，没有说明理由")


@rule("withholding-ground-missing", Severity.RETURN, "三(一)", "请选择《政府信息公开条例》现行有效的条款，或写明其他法律法规的具体条款")
def withholding_ground_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is not to be disclosed, and no ground in a law or rule in force today is stated."""
    if not case.is_withheld:
        return
    judged = judge_ground(case.bundle.declaration.ground, case.book, case.on)
    if not judged.lawful:
        yield Fault("disclosure.ground", f"拟{_attribute(case)}，{judged.message}")


@rule("withholding-explanation-missing", Severity.RETURN, "三(一)", "请结合文件内容说明为什么符合这一依据")
def withholding_explanation_missing(case: Case) -> Iterator[Fault]:
    """Yield a fault where it is not to be disclosed, and no reasons are stated."""
    if case.is_withheld and not case.bundle.declaration.explanation.strip():
        yield Fault("disclosure.explanation", f"拟{_attribute(case)}，没有说明理由")


def _attribute(case: Case) -> str:
    return case.attribute.label if case.attribute else ""


@rule("withholding-explanation-hollow", Severity.ADVICE, "三(一)", "请写明是文件的哪些内容、公开会有什么后果")
def withholding_explanation_hollow(case: Case) -> Iterator[Fault]:
    """Yield a fault where the explanation only repeats the result, such as 不宜公开."""
    explanation = case.bundle.declaration.explanation.strip()
    if not case.is_withheld or not explanation:
        return
    rest = explanation.replace(case.bundle.declaration.ground.strip() or "\0", "")
    for phrase in case.book.hollow_phrases:
        rest = rest.replace(phrase, "")
    if len("".join(c for c in rest if c.isalnum())) < 10:
        yield Fault("disclosure.explanation", "不公开的理由说明空泛，只重复了结论")


@rule("withholding-ground-unlisted", Severity.ADVICE, "三(一)", "请核对该法律法规的名称、条款和是否现行有效")
def withholding_ground_unlisted(case: Case) -> Iterator[Fault]:
    """Yield advice where the ground rests on a law that is not listed: it may be right, but cannot be checked here."""
    if case.is_withheld and judge_ground(case.bundle.declaration.ground, case.book, case.on).unlisted:
        yield Fault("disclosure.ground", "所依据的法律法规不在本机的条款表里，本程序没有核对")
