"""Verifies that a packet is complete and unchanged, and by whom it was signed. Every fault is reported; no input makes it raise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ..late import late
from ..model.errors import InputError
from ..model.identity import SignatureFacts
from ..model.moments import BEIJING
from ..model.review import Review
from ..model.rights import SIGNERS
from ..model.signature import SignedAct, claim_of_manifest, claim_of_review
from ..signing import cms
from ..signing.certificates import facts_of
from ..signing.cms import UNTRUSTED
from ..signing.pades import REDRAWN, check_pdf
from ..signing.stamps import Shown
from .archive import Archive, read_archive
from .bag import ANY_FOLDER, Bag, open_bag
from .checker import NO_LIST, STAMPS, PacketChecker, own_authority
from .notice import NOTICE_SIGNATURE, NoticeChecker
from .signatures import MANIFEST_ENDING, SIGNATURES, SUBMISSION
from .verification import CONFIRM, UNCONFIRMED, CheckedSignature, Verification, unlisted_words

if TYPE_CHECKING:
    from ..documents.writers import stamp
else:
    stamp = late("zwgk_desk.documents.writers.stamp")

NO_TRUST = "没有指定信任的签发机构：签名是否与内容相符可以核对，签名人是谁只能按报送包自己所说"
PDF_ALONE = "只核对了这个 PDF：看得出谁签的名、签名后有没有改动，看不出原件、审查和办理记录；要核对这些，请用整个报送包"
ON_PAGES = (SignedAct.SIGNOFF, SignedAct.SUBMISSION, SignedAct.RETURN)
"""The acts whose signatures show on a PDF."""

REDRAWN_OR_FORMER = "签名栏不是本程序现在画的样子：是以前的版本画的，或者被人改画过；谁签的名，以这里列出的为准"
REPACKED = "压缩包重新打包过（例如经过邮件网关），里面的每个文件都与签名时一样"


def verify(content: bytes, name: str, trusted: Sequence[bytes], revocations: Sequence[bytes] = ()) -> Verification:
    """Verify a packet or a notice of return. Never raises: whatever is wrong with the bytes is in the result.

    Args:
        content: the packet's bytes.
        name: its name in messages.
        trusted: the certificates (DER) of the authorities that are trusted; without any, signatures can be valid and not trusted.
        revocations: revocation lists (DER) that are newer than the one that travels along.
    """
    try:
        archive = read_archive(content, name)
    except InputError as error:
        return Verification(False, (), (error.what,))
    found = verify_archive(archive, name, trusted, revocations)
    return found if archive.as_written else replace(found, notes=(*found.notes, REPACKED))


def verify_archive(archive: Archive, name: str, trusted: Sequence[bytes], revocations: Sequence[bytes] = ()) -> Verification:
    """Verify the files of a packet or a notice, from its archive or from a folder. Never raises.

    Args:
        archive: its files.
        name, trusted, revocations: as for `verify`.
    """
    try:
        opened = open_bag(archive.entries, name)
    except InputError as error:
        return Verification(False, (), (error.what,))
    if not archive.unpacked:
        return _verify_bag(opened, trusted, revocations)
    found = _verify_bag(replace(opened, label=replace(opened.label, folder=ANY_FOLDER)), trusted, revocations)
    if not archive.skipped:
        return found
    return replace(found, notes=(*found.notes, f"文件夹里系统自己放的文件没有看：{'、'.join(archive.skipped)}"))


def _verify_bag(opened: Bag, trusted: Sequence[bytes], revocations: Sequence[bytes]) -> Verification:
    files = opened.payload
    roots, own = list(trusted), own_authority(files)
    stranger = facts_of(own[0]) if trusted and own and own[0] not in trusted else None
    notes: tuple[str, ...] = () if trusted else (NO_TRUST,)
    if stranger is not None:
        roots, notes = own, (f"{unlisted_words(stranger)}。{CONFIRM}",)
    elif trusted and own:
        roots = own  # the packet's own, which is trusted: all of it was signed under one authority
    if not any(entry.startswith(f"{SIGNATURES}/") for entry in files):
        return Verification(True, (), (), ("报送包没有签名",))
    is_notice = f"{NOTICE_SIGNATURE}{MANIFEST_ENDING}" in files and f"{SUBMISSION}{MANIFEST_ENDING}" not in files
    made = NoticeChecker if is_notice else PacketChecker
    checked = made(opened, roots or own, bool(trusted) and stranger is None, revocations).check()
    problems = tuple(dict.fromkeys(checked.problems))
    return Verification(not checked.broken, tuple(checked.signatures), problems, (*notes, *checked.notes), checked.notice, stranger)


def verify_pdf(content: bytes, trusted: Sequence[bytes], revocations: Sequence[bytes] = ()) -> Verification:
    """Verify a bound PDF, or a notice's, alone: who signed it, and whether anything was changed since. What a packet has beside it is not looked at.

    Args:
        content: the PDF.
        trusted, revocations: as for `verify`.
    """
    found = check_pdf(content, trusted, revocations, STAMPS)
    if not found:
        return Verification(True, (), (), ("PDF 上没有签名",))
    rows = [replace(row, shown=_shown(found, bool(row.place))) for row in STAMPS]
    redrawn = any(REDRAWN in facts.problems for facts in check_pdf(content, trusted, revocations, rows))
    problems = tuple(f"{facts.signer.name if facts.signer else '不明'} 的签名：{each}" for facts in found for each in facts.problems)
    strangers = all(set(facts.problems) <= {UNTRUSTED} and UNTRUSTED in facts.problems for facts in found)
    issuers = "、".join(dict.fromkeys(facts.signer.issuer for facts in found if facts.signer))
    unlisted = f"{UNCONFIRMED}：{issuers}。{CONFIRM}"
    listed = any(cms.list_issued_at(each, trusted) is not None for each in revocations)
    notes = (
        PDF_ALONE,
        *(() if listed else (NO_LIST,)),
        *((REDRAWN_OR_FORMER,) if redrawn else ()),
        *((NO_TRUST,) if not trusted else (unlisted,) if strangers else ()),
    )
    signatures = tuple(_signature_on_pdf(facts, bool(trusted)) for facts in found)
    return Verification(all(facts.valid for facts in found), signatures, () if strangers else problems, notes)


def _shown(found: Sequence[SignatureFacts], in_place: bool) -> tuple[tuple[Shown, ...], ...]:
    """Return what each signature on a PDF may show. Of which act it is, its signer's roles say, of which there may be several."""
    return tuple(tuple(_shown_of(facts, place, in_place)) for place, facts in enumerate(found, start=1))


def _shown_of(facts: SignatureFacts, place: int, in_place: bool) -> Iterator[Shown]:
    signer = facts.signer
    if signer is None or facts.at is None:
        return
    at = facts.at.astimezone(BEIJING)
    for act in ON_PAGES:
        for role in sorted(SIGNERS[act] & set(signer.roles)):
            drawn = stamp.draw_stamp(stamp.Stamped(act.label, signer.name, role, signer.unit, at), in_place)
            yield Shown(f"{act}-{place}", act.label, signer.name, at, drawn)


def _signature_on_pdf(facts: SignatureFacts, trusting: bool) -> CheckedSignature:
    """Return a signature on a PDF as one of a packet. Of which act it is, the role of the signer says."""
    signer = facts.signer
    role = next((str(role) for act in ON_PAGES for role in (signer.roles if signer else ()) if role in SIGNERS[act]), "")
    act = next((act for act in ON_PAGES if role in {str(each) for each in SIGNERS[act]}), SignedAct.SUBMISSION)
    by, unit, issuer = (signer.name, signer.unit, signer.issuer) if signer else ("不明", "", "")
    at = facts.at.astimezone(BEIJING).isoformat() if facts.at else ""
    return CheckedSignature(act, by, unit, role, at, facts.valid, facts.trusted and trusting, facts.trusted, "", {}, "", issuer)


def with_signatures(reviews: Iterable[Review], found: Verification) -> tuple[Review, ...]:
    """Return the reviews of a packet that somebody signed; without a signature they are mere claims, which do not count."""
    signed = {claim_of_manifest(s.manifest) for s in found.signatures if s.valid}
    return tuple(review for review in reviews if claim_of_review(review) in signed)
