"""The signatures in a packet: each manifest with its CMS beside it, the authority's certificate, and what it has revoked."""

from __future__ import annotations

from collections.abc import Sequence

from ..model.record import BundleRecord
from ..model.signature import BundleSignature, SignedAct
from ..model.terms import ReviewResult
from ..signing.certificates import as_pem

SIGNATURES = "签名"
AUTHORITY, REVOKED = f"{SIGNATURES}/签发机构.pem", f"{SIGNATURES}/吊销清单.crl"
MANIFEST_ENDING, SIGNATURE_ENDING = ".json", ".p7s"
SUBMISSION = f"{SIGNATURES}/报送"
"""The submission's own, which signs all other files."""


def signature_files(signatures: Sequence[BundleSignature], authority: bytes, revoked: bytes) -> dict[str, bytes]:
    """The files of the signatures so far, numbered in their order.

    Args:
        signatures: oldest first.
        authority: the authority's certificate, as DER.
        revoked: the newest revocation list, as DER; empty for none.
    """
    files = {AUTHORITY: as_pem(authority)}
    if revoked:
        files[REVOKED] = revoked
    for number, signature in enumerate(signatures, start=1):
        files |= _pair(f"{SIGNATURES}/{number:02d}-{signature.act.label}", signature)
    return files


def submission_files(signature: BundleSignature) -> dict[str, bytes]:
    """The files of the submission's own signature."""
    return _pair(SUBMISSION, signature)


def _pair(name: str, signature: BundleSignature) -> dict[str, bytes]:
    return {f"{name}{MANIFEST_ENDING}": signature.manifest.encode("utf-8"), f"{name}{SIGNATURE_ENDING}": signature.cms}


def signed_pdf_of(record: BundleRecord, signatures: Sequence[BundleSignature]) -> str:
    """The SHA-256 of the PDF that the sign-off in force was given on; empty where there is none.

    A sign-off is in force while it is of the revision as it stands, and is the last judgement of its kind.
    """
    last = next((s for s in reversed(signatures) if s.act is SignedAct.SIGNOFF), None)
    if last is None or last.revision != record.revision.number:
        return ""
    given = next((r for r in reversed(record.reviews) if r.account == last.account and r.at == last.at), None)
    return last.pdf if given is not None and given.result is ReviewResult.PASSED else ""
