"""The bundles of the sample office: one complete for each issuing authority, and one for each ground of 退文, lacking just that."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from ...documents.readers import read_document
from ...documents.writers.docx import write_docx
from ...model.bundle import Bundle, DisclosureDeclaration, Part
from ...model.digest import content_state, sha256_of
from ...model.review import Review
from ...model.terms import DisclosureAttribute, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role
from ...places import resources

HOUSING, FINANCE, PLANNING, OFFICE = "东江市住房和城乡建设局", "东江市财政局", "东江市自然资源和规划局", "东江市人民政府办公厅"
TITLE = "东江市既有住宅加装电梯管理办法"
OTHER_CONTENT = f"sha256:{'0' * 64}"
REASON = "面向全体居民，涉及申请条件、办理时限和补贴标准，公开后便于群众知晓和监督。"
WITHHELD_REASON = "附表载有申请人的身份信息和家庭病史，公开会损害其个人权益，本人均未同意公开。"
FILES = {
    PartKind.POLICY: ("policy.md", "政策文稿.docx"),
    PartKind.PLAN: ("plan.md", "解读方案.docx"),
    PartKind.MATERIAL: ("material.md", "解读材料.docx"),
}


@dataclass(frozen=True)
class SampleCase:
    """A bundle with its files and reviews.

    Attributes:
        bundle: the bundle.
        reviews: its reviews, naming the digests of the bundle as it stands unless they are meant to be stale.
        contents: the bytes of its files, by SHA-256.
    """

    bundle: Bundle
    reviews: tuple[Review, ...]
    contents: Mapping[str, bytes]

    def without_review(self, kind: ReviewKind, unit: str = "") -> SampleCase:
        """Return the case without the reviews of a kind, or of a kind by one department."""
        return replace(self, reviews=tuple(r for r in self.reviews if r.kind is not kind or (unit and r.unit != unit)))

    def with_review(self, kind: ReviewKind, **changes: object) -> SampleCase:
        """Return the case with the first review of a kind changed."""
        reviews = list(self.reviews)
        place = next(n for n, r in enumerate(reviews) if r.kind is kind)
        reviews[place] = replace(reviews[place], **changes)  # type: ignore[arg-type]
        return replace(self, reviews=tuple(reviews))

    def with_bundle(self, bundle: Bundle) -> SampleCase:
        """Return the case with another bundle, its reviews given for that one."""
        state = content_state(bundle)
        fresh = tuple(r if r.content == OTHER_CONTENT else replace(r, content=state.content, statement=state.statement) for r in self.reviews)
        return replace(self, bundle=bundle, reviews=fresh)

    def without_part(self, kind: PartKind) -> SampleCase:
        """Return the case without a part."""
        return self.with_bundle(self.bundle.without_part(kind))

    def with_file(self, kind: PartKind, name: str, content: bytes) -> SampleCase:
        """Return the case with another file in place of the one of its kind."""
        part = Part(kind, name, sha256_of(content), len(content))
        changed = self.with_bundle(self.bundle.with_part(part, 0 if self.bundle.of_kind(kind) else None))
        return replace(changed, contents={**self.contents, part.sha256: content})

    def declaring(self, attribute: DisclosureAttribute | None, ground: str = "", explanation: str = "") -> SampleCase:
        """Return the case with another declaration."""
        return self.with_bundle(replace(self.bundle, declaration=DisclosureDeclaration(attribute, ground, explanation)))


@cache
def sample_file(name: str) -> bytes:
    """Return one of the sample's texts as a Word document."""
    tree = read_document(name, (resources() / "sample" / name).read_bytes())
    return write_docx(tree, tree.title)


def complete(authority: IssuingAuthority, on: date, withheld: bool = False) -> SampleCase:
    """Return a bundle with everything that is due.

    Args:
        authority: in whose name it is issued.
        on: the day of its reviews.
        withheld: whether it is 不予公开.
    """
    joint = authority is IssuingAuthority.JOINT
    declared = DisclosureDeclaration(DisclosureAttribute.PROACTIVE, "", REASON)
    if withheld:
        declared = DisclosureDeclaration(DisclosureAttribute.WITHHELD, "《政府信息公开条例》第十五条", WITHHELD_REASON)
    bundle = Bundle(TITLE, authority, HOUSING, HOUSING if joint else "", (FINANCE, PLANNING) if joint else (), HOUSING, declaration=declared)
    contents: dict[str, bytes] = {}
    for kind, (source, name) in FILES.items():
        content = sample_file(source)
        contents[sha256_of(content)] = content
        bundle = bundle.with_part(Part(kind, name, sha256_of(content), len(content)))
    return SampleCase(bundle, _reviews(bundle, on), contents)


def _reviews(bundle: Bundle, on: date) -> tuple[Review, ...]:
    state = content_state(bundle)
    government = bundle.issuing_authority is IssuingAuthority.GOVERNMENT
    signer = ("周正", Role.PRINCIPAL_LEADER) if government else ("李岚", Role.UNIT_LEADER)
    given = [(ReviewKind.SECRECY, HOUSING, "王慎", Role.SECRECY_REVIEWER)]
    if bundle.declaration.attribute is DisclosureAttribute.WITHHELD:
        given.append((ReviewKind.DISCLOSURE_OFFICE, HOUSING, "陈明", Role.DISCLOSURE_OFFICE))
    given += [(ReviewKind.COUNTERSIGN, unit, "会签人", Role.COUNTERSIGNER) for unit in bundle.countersigning_units]
    given.append((ReviewKind.SIGNOFF, HOUSING, *signer))
    return tuple(Review(kind, unit, by, ReviewResult.PASSED, on, role, state.content, state.statement) for kind, unit, by, role in given)


GOVERNMENT, DEPARTMENT, JOINT = IssuingAuthority.GOVERNMENT, IssuingAuthority.DEPARTMENT, IssuingAuthority.JOINT

Change = Callable[[SampleCase], SampleCase]
PLACEHOLDER = "《东江市既有住宅加装电梯管理办法》解读材料\n\n待补充".encode()
NO_DOCUMENT = b"this is no Word document"


def _withheld(ground: str, explanation: str) -> Change:
    return lambda case: case.declaring(DisclosureAttribute.WITHHELD, ground, explanation)


GROUNDS: dict[str, tuple[str, IssuingAuthority, bool, Change]] = {
    "policy-missing": ("缺政策文稿", GOVERNMENT, False, lambda c: c.without_part(PartKind.POLICY)),
    "plan-missing": ("缺解读方案", GOVERNMENT, False, lambda c: c.without_part(PartKind.PLAN)),
    "material-missing": ("缺解读材料", GOVERNMENT, False, lambda c: c.without_part(PartKind.MATERIAL)),
    "file-empty": ("解读方案是空文件", GOVERNMENT, False, lambda c: c.with_file(PartKind.PLAN, "解读方案.docx", b"")),
    "file-unreadable": ("解读方案打不开", GOVERNMENT, False, lambda c: c.with_file(PartKind.PLAN, "解读方案.docx", NO_DOCUMENT)),
    "file-placeholder": ("解读材料只有占位文字", GOVERNMENT, False, lambda c: c.with_file(PartKind.MATERIAL, "解读材料.txt", PLACEHOLDER)),
    "attribute-missing": ("未明确公开属性", GOVERNMENT, False, lambda c: c.declaring(None)),
    "attribute-reason-missing": ("代拟稿未说明属性理由", GOVERNMENT, False, lambda c: c.declaring(DisclosureAttribute.PROACTIVE)),
    "withholding-ground-missing": ("不公开没有法定依据", GOVERNMENT, True, _withheld("", WITHHELD_REASON)),
    "withholding-explanation-missing": ("不公开没有说明理由", GOVERNMENT, True, _withheld("《政府信息公开条例》第十五条", "")),
    "disclosure-office-review-missing": ("不公开理由未经审查", DEPARTMENT, True, lambda c: c.without_review(ReviewKind.DISCLOSURE_OFFICE)),
    "disclosure-office-review-failed": (
        "不公开理由审查未通过",
        DEPARTMENT,
        True,
        lambda c: c.with_review(ReviewKind.DISCLOSURE_OFFICE, result=ReviewResult.FAILED, remark="理由不充分"),
    ),
    "disclosure-office-review-stale": (
        "不公开理由审查后有改动",
        DEPARTMENT,
        True,
        lambda c: c.with_review(ReviewKind.DISCLOSURE_OFFICE, content=OTHER_CONTENT),
    ),
    "secrecy-review-missing": ("未经保密审查", DEPARTMENT, False, lambda c: c.without_review(ReviewKind.SECRECY)),
    "secrecy-review-failed": (
        "保密审查未通过",
        DEPARTMENT,
        False,
        lambda c: c.with_review(ReviewKind.SECRECY, result=ReviewResult.FAILED, remark="第七条请核实"),
    ),
    "secrecy-review-stale": ("保密审查后有改动", DEPARTMENT, False, lambda c: c.with_review(ReviewKind.SECRECY, content=OTHER_CONTENT)),
    "signoff-missing": ("未经审签", GOVERNMENT, False, lambda c: c.without_review(ReviewKind.SIGNOFF)),
    "signoff-failed": (
        "审签未同意",
        GOVERNMENT,
        False,
        lambda c: c.with_review(ReviewKind.SIGNOFF, result=ReviewResult.FAILED, remark="补贴标准请再核"),
    ),
    "signoff-stale": ("审签后有改动", GOVERNMENT, False, lambda c: c.with_review(ReviewKind.SIGNOFF, content=OTHER_CONTENT)),
    "signoff-wrong-role": (
        "审签人不对",
        GOVERNMENT,
        False,
        lambda c: c.with_review(ReviewKind.SIGNOFF, role=Role.UNIT_LEADER, by="李岚"),
    ),
    "lead-unit-missing": (
        "未写牵头部门",
        JOINT,
        False,
        lambda c: c.with_bundle(replace(c.bundle, lead_unit="")),
    ),
    "countersign-missing": ("缺一个部门会签", JOINT, False, lambda c: c.without_review(ReviewKind.COUNTERSIGN, FINANCE)),
    "countersign-failed": (
        "一个部门会签未同意",
        JOINT,
        False,
        lambda c: c.with_review(ReviewKind.COUNTERSIGN, result=ReviewResult.FAILED, remark="补贴来源未落实"),
    ),
    "countersign-stale": ("会签后有改动", JOINT, False, lambda c: c.with_review(ReviewKind.COUNTERSIGN, content=OTHER_CONTENT)),
}
"""For each ground of 退文: a few words on it, the complete bundle to start from, and the function that spoils it."""


def spoilt(rule: str, on: date) -> SampleCase:
    """Return a bundle that would be returned for this rule alone.

    Args:
        rule: its name.
        on: the day of the reviews.
    """
    _, authority, withheld, change = GROUNDS[rule]
    return change(complete(authority, on, withheld))
