"""Checks an opened packet, signature by signature, file by file; every fault is reported, not only the first."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from ..model.digest import content_digest, sha256_of, statement
from ..model.errors import DeskError, SigningRefused
from ..model.identity import SignatureFacts
from ..model.review import Review
from ..model.signature import FORMAT, SignedAct
from ..model.terms import ReviewKind, ReviewResult, Role
from ..signing import cms
from ..signing.certificates import facts_of, from_pem
from ..signing.cms import issued_by
from ..signing.pades import check_pdf
from ..signing.pen import line_fits_certificate
from .casefile import CaseFile, read_case
from .names import BOUND
from .signatures import AUTHORITY, MANIFEST_ENDING, RECORD, REVOKED, SIGNATURE_ENDING, SIGNATURES, SUBMISSION, CarriedLine, record_lines
from .source import ZipSource
from .verification import CheckedSignature, SignedNotice

NUMBERED = re.compile(rf"{SIGNATURES}/(\d\d)-[^/]+{re.escape(MANIFEST_ENDING)}")
END_OF_FILE = re.compile(rb"%%EOF\r?\n?")


def claim(signature: CheckedSignature) -> tuple[str, ...]:
    """Return the claim that a signature makes about a judgement: the values in which it must agree with the review."""
    return str(signature.act), signature.by, signature.unit, signature.role, str(signature.manifest.get("result")), signature.at


def claim_of(review: Review) -> tuple[str, ...]:
    """Return the claim that a review makes, in the form of `claim`, to be found among the signed ones."""
    return str(review.kind), review.by, review.unit, str(review.role or ""), str(review.result), review.at


def own_authority(files: Mapping[str, bytes]) -> list[bytes]:
    """Return the authority's certificate that the packet brings along, as DER; nothing where it brings none."""
    try:
        return [from_pem(files.get(AUTHORITY, b""))]
    except SigningRefused:
        return []


class PacketChecker:
    """The check of one packet, with its results so far."""

    def __init__(self, files: Mapping[str, bytes], roots: Sequence[bytes], trusting: bool, revocations: Sequence[bytes] = ()) -> None:
        self._files = files
        self._roots = roots
        self._trusting = trusting
        self._revoked = [*([files[REVOKED]] if REVOKED in files else []), *revocations]
        self.signatures: list[CheckedSignature] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.notice: SignedNotice | None = None
        self.broken = False

    def check(self) -> PacketChecker:
        """Run all checks, and return their results."""
        for name in self._names():
            self._check_signature(name)
        self._check_chain()
        submission = self._last(SignedAct.SUBMISSION)
        if submission is None or f"{SUBMISSION}{MANIFEST_ENDING}" not in self._files:
            self._fail("没有报送的签名，不能确定报送包是完整的")
        else:
            self._check_completeness(submission)
            self._check_content(submission)
        self._check_bound_pdf()
        self._check_record_lines()
        return self

    def _names(self) -> Iterator[str]:
        """Yield the names of the manifests in their order, the submission's last."""
        numbered = sorted(entry for entry in self._files if NUMBERED.fullmatch(entry))
        for place, entry in enumerate(numbered, start=1):
            found = NUMBERED.fullmatch(entry)
            if found is None or int(found[1]) != place:
                self._fail(f"签名的次序有缺漏：{entry}")
            yield entry.removesuffix(MANIFEST_ENDING)
        if f"{SUBMISSION}{MANIFEST_ENDING}" in self._files:
            yield SUBMISSION

    def _check_signature(self, name: str) -> None:
        content = self._files[f"{name}{MANIFEST_ENDING}"]
        signature = self._files.get(f"{name}{SIGNATURE_ENDING}", b"")
        facts = cms.check(content, signature, self._roots, self._revoked)
        try:
            manifest = json.loads(content.decode("utf-8"))
            by, act = manifest["by"], SignedAct(manifest["act"])
            known = manifest["format"] == FORMAT and isinstance(manifest["files"], dict)
            made = CheckedSignature(
                act, str(by["name"]), str(by["unit"]), str(by["role"]), str(manifest["at"]), facts.valid, facts.trusted and self._trusting,
                str(manifest["previous"]), manifest, sha256_of(content + signature),
            )  # fmt: skip
        except (ValueError, KeyError, TypeError, AttributeError):
            self._fail(f"签名“{name}”所签的清单已损坏")
            return
        self.signatures.append(made)
        self._note_signature(f"{act.label}（{made.by}）", facts)
        for problem in (*(() if known else ("清单的格式不认识",)), *_impostor(made, facts, str(by["account"]))):
            self._fail(f"{act.label}（{made.by}）：{problem}")

    def _check_chain(self) -> None:
        """Check that each signature includes the digest of the one before: none was left out, inserted, or changed places."""
        before = ""
        for signature in self.signatures:
            if signature.previous != before:
                self._fail(f"{signature.act.label}（{signature.by}）的签名不是接着前一个签的：前面的签名被换过、删去或调换了次序")
            before = signature.digest
        if len({(s.manifest.get("bundle")) for s in self.signatures}) > 1:
            self._fail("签名不是同一个文件包的")

    def _check_completeness(self, submission: CheckedSignature) -> None:
        """Check that the submission signs every other file, no more and no less."""
        own = {f"{SUBMISSION}{MANIFEST_ENDING}", f"{SUBMISSION}{SIGNATURE_ENDING}"}
        held = {name: sha256_of(content) for name, content in self._files.items() if name not in own}
        said = submission.manifest["files"]
        for name in sorted({*held, *said}):
            if held.get(name) != said.get(name):
                what = "是后来添加的" if name not in said else "不见了" if name not in held else "被改动过"
                self._fail(f"“{name}”{what}，与报送时签的不符")

    def _check_content(self, submission: CheckedSignature) -> None:
        """Check that the content signed off is the content sent: the same originals, the same statement; and that every claimed review was signed."""
        try:
            case: CaseFile = read_case(ZipSource.of_payload(self._files))
        except DeskError as error:
            self._fail(f"原件和 bundle.toml 不能读取：{error.what}")
            return
        stands = (content_digest(case.bundle), statement(case.bundle))
        for signature in filter(None, (self._last(SignedAct.SIGNOFF), submission)):
            if (signature.manifest.get("content"), signature.manifest.get("statement")) != stands:
                self._fail(f"{signature.act.label}（{signature.by}）签的不是这一版：内容或声明与原件不符")
        if not any(s.act is SignedAct.SIGNOFF and s.manifest.get("result") == ReviewResult.PASSED.value for s in self.signatures):
            self._fail("没有审签的签名")
        signed = {claim(s) for s in self.signatures}
        for review in case.reviews:
            if claim_of(review) not in signed:
                self._fail(f"{ReviewKind(review.kind).label}（{review.by}）没有相应的签名")

    def _last(self, act: SignedAct) -> CheckedSignature | None:
        return next((s for s in reversed(self.signatures) if s.act is act), None)

    def _check_bound_pdf(self) -> None:
        """Check that the bound PDF bears the signatures of sign-off and submission, and begins with the bytes that were signed off."""
        content = self._files.get(BOUND, b"")
        found = check_pdf(content, self._roots, self._revoked)
        wanted = [s for s in (self._last(SignedAct.SIGNOFF), self._last(SignedAct.SUBMISSION)) if s is not None]
        if [f.signer.account if f.signer else "" for f in found] != [str(s.manifest["by"].get("account")) for s in wanted]:
            self._fail(f"“{BOUND}”上的签名不是审签人和报送人的")
        for facts in found:
            self._note_signature(f"“{BOUND}”上 {facts.signer.name if facts.signer else '不明'} 的签名", facts)
        signoff = self._last(SignedAct.SIGNOFF)
        shown = str(signoff.manifest["files"].get(BOUND, "")) if signoff else ""
        if shown not in {sha256_of(content[: end.end()]) for end in END_OF_FILE.finditer(content)}:
            self._fail(f"“{BOUND}”不是审签时看到的那一份")

    def _check_record_lines(self) -> None:
        """Check the lines of the record in the packet: their digests, and their order."""
        try:
            lines = record_lines(self._files[RECORD])
            faulty = [line.link.entry for line in lines if not self._line_fits(line)]
            entries = [line.link.entry for line in lines]
            numbers = [entry.number for entry in entries]
            in_order = numbers == sorted(set(numbers)) and {entry.bundle for entry in entries} <= {s.manifest.get("bundle") for s in self.signatures}
        except (ValueError, KeyError, TypeError, AttributeError, SigningRefused):
            self._fail("办理记录不见了或已损坏")
            return
        for entry in faulty:
            self._fail(f"办理记录第 {entry.number} 条与它的摘要或签名不符")
        if not in_order:
            self._fail("办理记录的次序有误，或不是这个文件包的")
        waiting = sum(not line.certificate for line in lines)
        if waiting:
            self.notes.append(f"办理记录中有 {waiting} 条，记录人当时的记录密钥还没有签发证书")

    def _line_fits(self, line: CarriedLine) -> bool:
        """Return whether a line fits its digest, and was signed by the person whom it names."""
        link, certificate = line.link, line.certificate
        if not link.fits:
            return False
        if not certificate:
            return True
        roots = [*self._roots, *own_authority(self._files)]
        known = facts_of(certificate).account == link.entry.by and any(issued_by(certificate, root) for root in roots)
        return known and line_fits_certificate(certificate, link.digest, link.signature)

    def _note_signature(self, name: str, facts: SignatureFacts) -> None:
        """Note what is wrong with a signature. An invalid one makes the packet damaged; an untrusted certificate does not: it only leaves the
        signer's identity unproven."""
        self.problems += [f"{name}：{problem}" for problem in facts.problems]
        self.broken |= not facts.valid

    def _fail(self, problem: str) -> None:
        self.problems.append(problem)
        self.broken = True


def _impostor(signature: CheckedSignature, facts: SignatureFacts, account: str) -> Iterator[str]:
    """Yield a Chinese phrase where the manifest names another person, or another role, than the certificate it was signed with."""
    if facts.signer is None:
        return
    if (facts.signer.account, facts.signer.name, facts.signer.unit) != (account, signature.by, signature.unit):
        yield "清单上的人与证书上的不符"
    if signature.role and (signature.role not in {str(role) for role in Role} or Role(signature.role) not in facts.signer.roles):
        yield "清单上的职务与证书上的不符"
