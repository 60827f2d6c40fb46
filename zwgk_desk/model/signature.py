"""The signed manifest of a revision, in canonical JSON; each one includes the digest of the signature before, which makes them a chain."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from .bundle import Bundle
from .digest import EMPTY, STATEMENT, canonical_json, content_digest, digest_of_statement, sha256_of, statement
from .errors import NotWhole
from .finding import SHAPE as FINDING
from .finding import Finding
from .moments import BEIJING
from .review import Review
from .shape import ANYTHING, fits, no_number
from .terms import ReviewKind, Role, Term

FORMAT, FORMER_FORMAT = "zwgk-manifest/2", "zwgk-manifest/1"
"""Under the former, a sign-off was over the originals and the bound PDF alone, and its field was drawn in the typefaces of the workstation."""


class SignedAct(Term):
    """The acts that are signed."""

    SECRECY = "secrecy", "保密审查"
    DISCLOSURE_OFFICE = "disclosure_office", "政务公开工作机构审查"
    COUNTERSIGN = "countersign", "会签"
    SIGNOFF = "signoff", "审签"
    SUBMISSION = "submission", "报送"
    RETURN = "return", "退文"
    ACCEPTANCE = "acceptance", "受理"


ACT_OF_REVIEW = {kind: SignedAct(kind.value) for kind in ReviewKind}


@dataclass(frozen=True)
class Signer:
    """The signer of an act, with unit and role, as the manifest says it."""

    account: str
    name: str
    unit: str
    role: Role | None


@dataclass(frozen=True)
class ActStatement:
    """The part of a manifest that is about one act.

    Attributes:
        act: the act.
        signer: the person, with unit and role.
        at: the moment, ISO 8601, Beijing time.
        result: passed or failed, for judgements; empty otherwise.
        remark: what the person wrote.
        files: digests of further files that are signed along, by their names: the bound PDF, or all of a packet.
        grounds: the grounds of a return.
    """

    act: SignedAct
    signer: Signer
    at: str
    result: str = ""
    remark: str = ""
    files: Mapping[str, str] | None = None
    grounds: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class BundleSignature:
    """One signature as it is stored.

    Attributes:
        act: the act that was signed.
        revision: the number of the revision.
        account: the signer's account.
        manifest: the manifest, canonical JSON.
        cms: the detached signature over the manifest's UTF-8 bytes, DER.
        pdf: the SHA-256 of the signed PDF that was made with it, kept with the files; empty for none.
        at: the moment.
    """

    act: SignedAct
    revision: int
    account: str
    manifest: str
    cms: bytes
    pdf: str
    at: str

    @property
    def digest(self) -> str:
        """The digest, over manifest and signature, by which the next signature names this one."""
        return sha256_of(self.manifest.encode("utf-8") + self.cms)

    @property
    def said(self) -> dict[str, Any]:
        """What the manifest says.

        Raises:
            NotWhole: what is kept is no manifest any more.
        """
        try:
            return read_manifest(self.manifest.encode("utf-8"))
        except ValueError as error:
            raise NotWhole(f"数据库里{self.act.label}签名所签的清单已经损坏", "程序没有改动它，请管理员运行 doctor 检查，或从备份恢复") from error


@dataclass(frozen=True)
class Before:
    """What a signature covers beside the bundle itself: everything that went before it.

    Attributes:
        signature: the digest of the signature before; empty for the bundle's first.
        number, head: the last line of the office's record at that moment, and its digest in the chain.
    """

    signature: str
    number: int
    head: str


def make_manifest(
    bundle: Bundle, key: int, revision: int, said: ActStatement, reviews: Iterable[Review], findings: Iterable[Finding], before: Before
) -> str:
    """Return the canonical manifest of a revision at one act.

    Args:
        bundle: the bundle as it stands.
        key, revision: which bundle in this office, and which of its revisions.
        said: the act.
        reviews: the reviews that there are by then.
        findings: what the rules find at that moment.
        before: what the signature is over beside the bundle.
    """
    value: dict[str, Any] = {
        "format": FORMAT,
        "act": str(said.act), "result": said.result, "remark": said.remark, "at": said.at,
        "by": {"account": said.signer.account, "name": said.signer.name, "unit": said.signer.unit, "role": str(said.signer.role or "")},
        "bundle": key, "revision": revision,
        "content": content_digest(bundle), "statement": statement(bundle),
        "originals": originals_said(bundle),
        "reviews": [review_said(review) for review in reviews],
        "findings": findings_said(findings),
        "files": dict(said.files or {}),
        "grounds": [ground.as_json() for ground in said.grounds],
        "previous": before.signature,
        "record": {"number": before.number, "head": before.head},
    }  # fmt: skip
    return canonical_json(value)


def read_manifest(content: bytes) -> dict[str, Any]:
    """Read a manifest that somebody may have written to deceive.

    Raises:
        ValueError: it is not canonical JSON (a key twice, another spacing, a number that is none), or has not just the fields of a manifest.
    """
    try:
        text = content.decode("utf-8")
        value = json.loads(text, parse_constant=no_number)
        canonical = canonical_json(value)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if canonical != text or not fits(value, SHAPE) or not fits({**EMPTY, **value["statement"]}, STATEMENT):
        raise ValueError("no canonical manifest")
    manifest: dict[str, Any] = value
    if manifest["format"] not in (FORMAT, FORMER_FORMAT) or not _is_moment(manifest["at"]):
        raise ValueError("another format")
    SignedAct(manifest["act"])
    return manifest


def _is_moment(text: str) -> bool:
    """Return whether a text is a moment as this program writes it, in Beijing time."""
    moment = datetime.fromisoformat(text)
    return moment.utcoffset() == BEIJING.utcoffset(None) and text in (moment.isoformat(), moment.isoformat(timespec="microseconds"))


TEXTS = {str: str}
SHAPE: dict[str, Any] = {
    "format": str, "act": str, "result": str, "remark": str, "at": str,
    "by": {"account": str, "name": str, "unit": str, "role": str},
    "bundle": int, "revision": int, "content": str, "statement": {str: ANYTHING},
    "originals": [{"kind": str, "name": str, "sha256": str, "size": int}],
    "reviews": [TEXTS], "findings": [TEXTS], "files": TEXTS, "grounds": [FINDING],
    "previous": str, "record": {"number": int, "head": str},
}  # fmt: skip
"""The shape of a manifest (`shape.fits`)."""


Claim = tuple[str, ...]
"""All in which a review and the signature on it must agree."""


def claim_of_review(review: Review) -> Claim:
    """Return what a review claims, to be found in a signature."""
    said = (review.kind, review.account, review.by, review.unit, review.role or "", review.result, review.at, review.content, review.statement)
    return (*map(str, said), review.remark, str(review.revision), review.on.isoformat())


def claim_of_manifest(manifest: Mapping[str, Any]) -> Claim:
    """Return what the signature of a review claims, in the form of `claim_of_review`."""
    by, stated = manifest["by"], digest_of_statement(manifest["statement"])
    said = (manifest["act"], by["account"], by["name"], by["unit"], by["role"], manifest["result"], manifest["at"], manifest["content"], stated)
    return (*map(str, said), str(manifest["remark"]), str(manifest["revision"]), str(manifest["at"])[:10])


def originals_said(bundle: Bundle) -> list[dict[str, Any]]:
    """Return what a manifest says of a bundle's originals."""
    return [{"kind": str(p.kind), "name": p.name, "sha256": p.sha256, "size": p.size} for p in bundle.ordered_parts if p.present]


def findings_said(findings: Iterable[Finding]) -> list[dict[str, str]]:
    """Return what a manifest says of findings."""
    return [{"rule": f.rule, "severity": str(f.severity), "where": f.where} for f in findings]


def review_said(review: Review) -> dict[str, str]:
    """Return what a manifest says of a review."""
    return {
        "kind": str(review.kind), "unit": review.unit, "by": review.by, "role": str(review.role or ""), "result": str(review.result),
        "at": review.at, "content": review.content, "statement": review.statement, "remark": review.remark,
    }  # fmt: skip
