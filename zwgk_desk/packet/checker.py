"""Checks an opened packet, signature by signature, file by file; every fault is reported, not only the first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING

from ..late import late
from ..model.bundle import Bundle
from ..model.digest import content_digest, sha256_of, statement
from ..model.document.measures import SIGNING_PLACE, STAMP, STAMP_BESIDE, STAMP_EDGE, STAMP_GAP, STAMP_SIZE
from ..model.errors import DeskError, SigningRefused
from ..model.identity import SignatureFacts
from ..model.moments import BEIJING
from ..model.naming.file_names import distinct_names
from ..model.record import RecordEntry
from ..model.review import Review
from ..model.rights import impostures, right_roles, signing_units
from ..model.signature import ACT_OF_REVIEW, FORMAT, SignedAct, claim_of_manifest, claim_of_review, originals_said, read_manifest, review_said
from ..model.terms import Act, ReviewKind, ReviewResult, Role, Severity
from ..signing import cms
from ..signing.certificates import as_pem, facts_of, from_pem
from ..signing.cms import issued_by
from ..signing.pades import StampRow, check_pdf
from ..signing.pen import line_fits_certificate
from ..signing.stamps import Shown
from .bag import ANY_FOLDER, Bag, BagLabel
from .casefile import CaseFile, read_case
from .label import label_of_submission
from .names import BOUND
from .signatures import (
    AUTHORITY,
    MANIFEST_ENDING,
    RECORD,
    REVOKED,
    SIGNATURE_ENDING,
    SIGNATURES,
    SUBMISSION,
    CarriedLine,
    digest_of_lines,
    record_lines,
)
from .source import ZipSource
from .verification import CheckedSignature, SignedNotice

if TYPE_CHECKING:
    from ..documents.writers import stamp
else:
    stamp = late("zwgk_desk.documents.writers.stamp")

NUMBERED = re.compile(rf"{SIGNATURES}/(\d\d)-[^/]+{re.escape(MANIFEST_ENDING)}")
SIGNED_LESS = "审签时只签了原件和装订成册的 PDF（以前的版本签得没有现在严），其余各件以报送时的签名为准"
NO_LIST = "没有吊销清单：签名人的证书是否已经吊销，这里看不出来，要用签发机构的清单核对"
STAMPS = (StampRow(STAMP, STAMP_BESIDE, SIGNING_PLACE, STAMP_EDGE), StampRow(STAMP_SIZE, STAMP_GAP))
"""How signatures stand on a page: at the place of signing that the page names, or at its head where it names none, as in former versions."""

DRAFTING = {str(Act.CREATE), str(Act.SAVE)}
END_OF_FILE = re.compile(rb"%%EOF\r?\n?")


def own_authority(files: Mapping[str, bytes]) -> list[bytes]:
    """Return the authority's certificate that the packet brings along, as DER; nothing where it brings none."""
    try:
        return [from_pem(files.get(AUTHORITY, b""))]
    except SigningRefused:
        return []


def stamps_of(signatures: Sequence[CheckedSignature]) -> tuple[StampRow, ...]:
    """Return how signatures have to show on a PDF: drawn anew from who signed what and when. Of those of former versions only the place is known."""
    if any(s.manifest["format"] != FORMAT or s.role not in {str(role) for role in Role} for s in signatures):
        return STAMPS
    return tuple(replace(row, shown=tuple((_shown(s, place, bool(row.place)),) for place, s in enumerate(signatures, start=1))) for row in STAMPS)


def _shown(signature: CheckedSignature, place: int, in_place: bool) -> Shown:
    at = datetime.fromisoformat(signature.at).astimezone(BEIJING).replace(microsecond=0)
    stamped = stamp.Stamped(signature.act.label, signature.by, Role(signature.role), signature.unit, at)
    return Shown(f"{signature.act}-{place}", signature.act.label, signature.by, at, stamp.draw_stamp(stamped, in_place))


class PacketChecker:
    """The check of one packet, with its results so far."""

    def __init__(self, opened: Bag, roots: Sequence[bytes], trusting: bool, revocations: Sequence[bytes] = ()) -> None:
        self._label = opened.label
        self._files = files = opened.payload
        self._roots = roots
        self._trusting = trusting
        self._revoked = [*([files[REVOKED]] if REVOKED in files else []), *revocations]
        self.signatures: list[CheckedSignature] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.notice: SignedNotice | None = None
        self.broken = False

    def check(self) -> PacketChecker:
        """Run all checks, and return their results. Whatever the files are, it does not raise: what the checks do not foresee counts as damage."""
        try:
            self._check_all()
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            self._fail("报送包的内容不是本程序写的，不能核对")
        return self

    def _check_all(self) -> None:
        for name in self._names():
            self._check_signature(name)
        self._check_chain()
        submission = self._last(SignedAct.SUBMISSION)
        if submission is None or f"{SUBMISSION}{MANIFEST_ENDING}" not in self._files:
            self._fail("没有报送的签名，不能确定报送包是完整的")
        else:
            if not self._has_label(label_of_submission(submission.manifest)):
                self._fail("报送包文件夹的名称或 bag-info.txt 与报送时签的不符")
            self._check_completeness(submission)
            self._check_content(submission)
        self._check_carried()
        self._check_signed_off()
        self._check_list_of_revocations()
        self._check_names_of_signatures()
        self._check_bound_pdf()
        self._check_record_lines()

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

    def _has_label(self, wanted: BagLabel | None) -> bool:
        """Return whether the bag has the label that follows from what was signed, entry by entry; a folder that it was unpacked into has any name."""
        if wanted is None or self._label.folder not in (ANY_FOLDER, wanted.folder):
            return False
        return list(wanted.info.items()) == list(self._label.info.items())

    def _check_signature(self, name: str) -> None:
        content = self._files[f"{name}{MANIFEST_ENDING}"]
        signature = self._files.get(f"{name}{SIGNATURE_ENDING}", b"")
        facts = cms.check(content, signature, self._roots, self._revoked)
        try:
            manifest = read_manifest(content)
        except ValueError:
            self._fail(f"签名“{name}”所签的清单已损坏，或不是本程序写的")
            return
        by, act = manifest["by"], SignedAct(manifest["act"])
        if NUMBERED.fullmatch(f"{name}{MANIFEST_ENDING}") and not name.endswith(f"-{act.label}"):
            self._fail(f"签名“{name}”的文件名与所签的{act.label}不符")
        made = CheckedSignature(
            act, by["name"], by["unit"], by["role"], manifest["at"], facts.valid, facts.trusted and self._trusting, facts.trusted,
            manifest["previous"], manifest, sha256_of(content + signature), facts.signer.issuer if facts.signer else "",
        )  # fmt: skip
        self.signatures.append(made)
        self._note_signature(f"{act.label}（{made.by}）", facts)
        for problem in impostures(manifest, facts):
            self._fail(f"{act.label}（{made.by}）：{problem}")

    def _check_chain(self) -> None:
        """Check that each signature includes the digest of the one before: none was left out, inserted, or changed places."""
        before = ""
        for signature in self.signatures:
            if signature.previous != before:
                self._fail(f"{signature.act.label}（{signature.by}）的签名不是接着前一个签的：前面的签名被换过、删去或调换了次序")
            before = signature.digest
        for earlier, later in pairwise(self.signatures):
            if datetime.fromisoformat(later.at) < datetime.fromisoformat(earlier.at):
                self._fail(f"{later.act.label}（{later.by}）的时间早于它所接着的{earlier.act.label}（{earlier.by}）")
        if len({s.manifest["bundle"] for s in self.signatures}) > 1:
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
        signoff = self._last(SignedAct.SIGNOFF)
        for signature in filter(None, (signoff, submission)):
            if (signature.manifest["content"], signature.manifest["statement"]) != stands:
                self._fail(f"{signature.act.label}（{signature.by}）签的不是这一版：内容或声明与原件不符")
            if signature.manifest["revision"] != submission.manifest["revision"]:
                self._fail(f"{signature.act.label}（{signature.by}）签的是另一版")
        if signoff is None or signoff.manifest["result"] != ReviewResult.PASSED.value:
            self._fail("没有审签的签名")
        elif signoff.role not in {str(role) for role in right_roles(case.bundle.issuing_authority)}:
            self._fail(f"审签（{signoff.by}）：{case.bundle.issuing_authority.label}的文件不由这个职务审签")
        self._check_said(submission, case)
        self._check_units(case.bundle)
        self._check_reviews(case.reviews)

    def _check_said(self, submission: CheckedSignature, case: CaseFile) -> None:
        """Check that what the submission says of originals and reviews is what lies in the packet; former versions said more of reviews."""
        said = submission.manifest
        named = distinct_names(each["name"] for each in said["originals"])  # as they are in a packet, where every system takes them
        if [{**each, "name": name} for each, name in zip(said["originals"], named, strict=True)] != originals_said(case.bundle):
            self._fail(f"报送（{submission.by}）说的原件与报送包里的不同")
        if said["format"] == FORMAT and said["reviews"] != [review_said(review) for review in case.reviews]:
            self._fail(f"报送（{submission.by}）说的审查与报送包里的不同")
        if said["format"] == FORMAT and any(finding["severity"] == Severity.RETURN.value for finding in said["findings"]):
            self._fail(f"报送（{submission.by}）说有退文的理由")

    def _check_units(self, bundle: Bundle) -> None:
        """Check that each act on this version was signed by somebody of a department whose it is."""
        for signature in self.signatures:
            units = signing_units(signature.act, bundle)
            if units is not None and signature.manifest["statement"] == statement(bundle) and signature.unit not in units:
                self._fail(f"{signature.act.label}（{signature.by}）：不由“{signature.unit}”办理")

    def _check_reviews(self, reviews: Sequence[Review]) -> None:
        """Check that the reviews in bundle.toml are those that were signed: none more, none fewer, and not a word of them another."""
        told = [claim_of_review(review) for review in reviews]
        signed = {claim_of_manifest(s.manifest): s for s in self.signatures if s.act in ACT_OF_REVIEW.values()}
        for review, claim in zip(reviews, told, strict=True):
            if claim not in signed:
                self._fail(f"{ReviewKind(review.kind).label}（{review.by}）没有相应的签名，或与签名时说的不同")
        for claim, signature in signed.items():
            if signature.vouched and claim not in told:
                self._fail(f"{signature.act.label}（{signature.by}）签过名，bundle.toml 里没有")
        if len(set(told)) != len(told):
            self._fail("bundle.toml 里同一个审查写了两次")

    def _check_carried(self) -> None:
        """Check that the authority's certificate and its list of revocations can be read: a list that cannot be would revoke nobody."""
        own = own_authority(self._files)
        if not own or as_pem(own[0]) != self._files[AUTHORITY]:
            self._fail(f"“{AUTHORITY}”不见了，或不是本程序写的证书")
        if REVOKED in self._files and not cms.is_revocation_list(self._files[REVOKED]):
            self._fail(f"“{REVOKED}”已损坏，不是吊销清单")

    def _check_signed_off(self) -> None:
        """Check that what is sent is, file by file, what was signed off: later come only the signatures, on the bound PDF and in their folder."""
        signoff = self._last(SignedAct.SIGNOFF)
        said = signoff.manifest["files"] if signoff else {}
        if signoff is None or signoff.manifest["format"] != FORMAT:
            self.notes.append(SIGNED_LESS)
            return
        for signature in self.signatures[self.signatures.index(signoff) :]:
            if signature.manifest["format"] != FORMAT:
                self._fail(f"{signature.act.label}（{signature.by}）的签名是以前的格式，审签之后不该有")
        for name in sorted({*said, *(name for name in self._files if not name.startswith(f"{SIGNATURES}/"))} - {BOUND, REVOKED, RECORD}):
            if name not in said or said[name] != (sha256_of(self._files[name]) if name in self._files else ""):
                what = "是审签之后添加的" if name not in said else "不见了" if name not in self._files else "在审签之后被换过"
                self._fail(f"“{name}”{what}，与审签时的不符")

    def _check_names_of_signatures(self) -> None:
        """Check that nothing lies among the signatures but what the program lays there: each manifest with its CMS."""
        signed = {name.removesuffix(MANIFEST_ENDING) for name in self._files if NUMBERED.fullmatch(name)} | {SUBMISSION}
        known = {f"{name}{ending}" for name in signed for ending in (MANIFEST_ENDING, SIGNATURE_ENDING)} | {AUTHORITY, REVOKED, RECORD}
        for name in sorted(self._files):
            if name.startswith(f"{SIGNATURES}/") and name not in known:
                self._fail(f"“{name}”不是签名，不该在签名的文件夹里")

    def _check_list_of_revocations(self) -> None:
        """Check that the list of revocations is that of the sign-off or a newer one, and note what it leaves open."""
        held, signoff = self._files.get(REVOKED, b""), self._last(SignedAct.SIGNOFF)
        issued = cms.list_issued_at(held, self._roots)
        was = signoff.manifest["files"].get(REVOKED, "") if signoff else ""
        newer = signoff is not None and issued is not None and issued >= datetime.fromisoformat(signoff.at).replace(microsecond=0)
        if was and sha256_of(held) != was and not newer:
            self._fail("吊销清单不见了，或被换成了审签以前的")
        if held and issued is None:
            self._fail("吊销清单不是签发机构签发的")
        if any(cms.list_issued_at(each, self._roots) is not None for each in self._revoked[bool(held) :]):
            return  # a list of this authority was asked beside
        self.notes.append(f"吊销清单签发于 {issued.astimezone(BEIJING):%Y-%m-%d}，此后的吊销要用更新的清单核对" if issued else NO_LIST)

    def _last(self, act: SignedAct) -> CheckedSignature | None:
        return next((s for s in reversed(self.signatures) if s.act is act), None)

    def _check_bound_pdf(self) -> None:
        """Check that the bound PDF bears the signatures of sign-off and submission, and begins with the bytes that were signed off."""
        content = self._files.get(BOUND, b"")
        wanted = [s for s in (self._last(SignedAct.SIGNOFF), self._last(SignedAct.SUBMISSION)) if s is not None]
        found = check_pdf(content, self._roots, self._revoked, stamps_of(wanted))
        if [f.signer.account if f.signer else "" for f in found] != [s.manifest["by"]["account"] for s in wanted]:
            self._fail(f"“{BOUND}”上的签名不是审签人和报送人的")
        for facts in found:
            self._note_signature(f"“{BOUND}”上 {facts.signer.name if facts.signer else '不明'} 的签名", facts)
        signoff = self._last(SignedAct.SIGNOFF)
        shown = signoff.manifest["files"].get(BOUND, "") if signoff else ""
        if shown not in {sha256_of(content[: end.end()]) for end in END_OF_FILE.finditer(content)}:
            self._fail(f"“{BOUND}”不是审签时看到的那一份")

    def _check_record_lines(self) -> None:
        """Check the lines of the record in the packet: their digests, and their order."""
        try:
            lines = record_lines(self._files[RECORD])
            faulty = [line.link.entry for line in lines if not self._line_fits(line)]
            entries = [line.link.entry for line in lines]
            numbers = [entry.number for entry in entries]
            in_order = numbers == sorted(set(numbers)) and {entry.bundle for entry in entries} <= {s.manifest["bundle"] for s in self.signatures}
        except (ValueError, KeyError, TypeError, AttributeError, SigningRefused):
            self._fail("办理记录不见了或已损坏")
            return
        signoff = self._last(SignedAct.SIGNOFF)
        was = signoff.manifest["files"].get(RECORD, "") if signoff else ""
        if signoff is not None and was and was != digest_of_lines([line.link for line in lines], signoff.manifest["record"]["number"]):
            self._fail("办理记录里，审签以前的有的不见了或被换过")
        heads = {entry.number: line.link.digest for entry, line in zip(entries, lines, strict=True)}
        for signature in self.signatures:
            number, head = signature.manifest["record"]["number"], signature.manifest["record"]["head"]
            fits = heads.get(number, head) == head and (head not in heads.values() or number in heads)
            early = signature is self._last(SignedAct.SUBMISSION) and number < max(heads, default=0)
            if signature.manifest["format"] == FORMAT and (early or not fits):
                self._fail(f"{signature.act.label}（{signature.by}）签的办理记录与报送包里的不同")
        told = {(entry.by, entry.at) for entry in entries}
        for signature in self.signatures:
            if signature.act is not SignedAct.SUBMISSION and (signature.manifest["by"]["account"], signature.at) not in told:
                self._fail(f"办理记录里没有{signature.act.label}（{signature.by}）这一步")
        drafters = {entry.by for entry in entries if entry.act in DRAFTING}
        for signature in self.signatures:
            if signature.act in ACT_OF_REVIEW.values() and signature.manifest["by"]["account"] in drafters:
                self._fail(f"{signature.act.label}（{signature.by}）：起草和{signature.act.label}是同一个人")
        for line in lines:
            if not line.certificate and not self._is_signed_line(line.link.entry):
                self._fail(f"办理记录第 {line.link.entry.number} 条没有签名，审签以前也没有")
        for entry in faulty:
            self._fail(f"办理记录第 {entry.number} 条与它的摘要或签名不符")
        if not in_order:
            self._fail("办理记录的次序有误，或不是这个文件包的")
        waiting = sum(not line.certificate for line in lines)
        if waiting:
            self.notes.append(f"办理记录中有 {waiting} 条，记录人当时的记录密钥还没有签发证书")

    def _is_signed_line(self, entry: RecordEntry) -> bool:
        """Return whether a line whose author's record key had no certificate yet is vouched for otherwise: by the sign-off, which is over all lines
        before it, or by the signature on the act that the line tells of."""
        signoff = self._last(SignedAct.SIGNOFF)
        if signoff is None or signoff.manifest["format"] != FORMAT or entry.number <= signoff.manifest["record"]["number"]:
            return True
        return any((s.manifest["by"]["account"], s.at, s.manifest["remark"]) == (entry.by, entry.at, entry.remark) for s in self.signatures)

    def _line_fits(self, line: CarriedLine) -> bool:
        """Return whether a line fits its digest, and was signed by the person whom it names."""
        link, certificate = line.link, line.certificate
        if not link.fits:
            return False
        if not certificate:
            return True
        known = facts_of(certificate).account == link.entry.by and any(issued_by(certificate, root) for root in self._line_roots())
        return known and line_fits_certificate(certificate, link.digest, link.signature)

    def _line_roots(self) -> Sequence[bytes]:
        """Return the authorities that may have issued the record's certificates: those of the signatures, so that nobody brings lines along under an
        authority of his own; where none of these is trusted, the packet's own."""
        return self._roots if any(signature.vouched for signature in self.signatures) else own_authority(self._files)

    def _note_signature(self, name: str, facts: SignatureFacts) -> None:
        """Note what is wrong with a signature. An invalid one makes the packet damaged; an untrusted certificate does not: it only leaves the
        signer's identity unproven."""
        self.problems += [f"{name}：{problem}" for problem in facts.problems]
        self.broken |= not facts.valid

    def _fail(self, problem: str) -> None:
        self.problems.append(problem)
        self.broken = True
