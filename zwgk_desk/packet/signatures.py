"""The signatures in a packet: each manifest with its CMS beside it, the authority's certificate, and what it has revoked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..model.digest import canonical_json, sha256_of
from ..model.record import BundleRecord, Link, RecordEntry
from ..model.shape import ANYTHING, fits, read_json
from ..model.signature import BundleSignature, SignedAct
from ..model.terms import ReviewResult
from ..signing.certificates import as_pem, from_pem

SIGNATURES = "签名"
AUTHORITY, REVOKED = f"{SIGNATURES}/签发机构.pem", f"{SIGNATURES}/吊销清单.crl"
MANIFEST_ENDING, SIGNATURE_ENDING = ".json", ".p7s"
RECORD = f"{SIGNATURES}/办理记录.json"
SUBMISSION = f"{SIGNATURES}/报送"
"""Name of the submission's own signature, which signs all other files."""


@dataclass(frozen=True)
class CarriedLine:
    """A line of the record in a packet, with the certificate of the key that signed it, so that it can be verified without a database.

    Attributes:
        link: the line.
        certificate: as DER; empty where the key had none yet.
    """

    link: Link
    certificate: bytes


def record_file(links: Iterable[Link], certificates: Mapping[int, bytes]) -> dict[str, bytes]:
    """Return the file with the lines of the office's record that concern a bundle.

    Args:
        links: the lines, oldest first.
        certificates: the certificates (DER) of the keys that sign the record, by their numbers.
    """
    value = []
    for link in links:
        certificate = certificates.get(link.key, b"")
        pem = as_pem(certificate).decode("ascii") if certificate else ""
        said = {"previous": link.previous, "digest": link.digest, "signature": link.signature.hex(), "certificate": pem}
        value.append({"line": link.entry.as_json(), **said})
    return {RECORD: canonical_json(value).encode("utf-8")}


ENTRY = {
    "number": int, "bundle": int, "act": str, "by": str, "role": str, "revision": int, "remark": str, "at": str, "subject": str,
    "state": {str: ANYTHING},
}  # fmt: skip
LINE = {
    "line": {str: ANYTHING}, "previous": str, "digest": str, "signature": str, "certificate": str,
}  # fmt: skip
"""The shapes of a line of the record in a packet (`shape.fits`); lines of former versions have no state."""


def digest_of_lines(links: Iterable[Link], last: int) -> str:
    """Return the digest of a bundle's lines up to one of the office's record: a sign-off is over it, so that none of them can be left out.

    Args:
        links: the lines, oldest first.
        last: the number of the record's last line at the sign-off.
    """
    return sha256_of(canonical_json([link.digest for link in links if link.entry.number <= last]).encode("utf-8"))


def record_lines(content: bytes) -> tuple[CarriedLine, ...]:
    """Return the lines in a file that `record_file` made.

    Raises:
        ValueError, SigningRefused: it is none.
    """
    found = []
    rows = read_json(content, [LINE])
    if canonical_json(rows).encode("utf-8") != content:
        raise ValueError("not as this program writes it")
    for row in rows:
        line = row["line"]
        if not fits({"state": {}, **line}, ENTRY) or line.get("state") == {}:
            raise ValueError("no line of the record")
        link = Link(RecordEntry(**line), row["previous"], row["digest"], 0, bytes.fromhex(row["signature"]))
        found.append(CarriedLine(link, from_pem(row["certificate"].encode("ascii")) if row["certificate"] else b""))
    return tuple(found)


def signature_files(signatures: Sequence[BundleSignature], authority: bytes, revoked: bytes) -> dict[str, bytes]:
    """Return the files of the signatures so far, numbered in their order.

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
    """Return the files of the submission's own signature."""
    return _pair(SUBMISSION, signature)


def _pair(name: str, signature: BundleSignature) -> dict[str, bytes]:
    return {f"{name}{MANIFEST_ENDING}": signature.manifest.encode("utf-8"), f"{name}{SIGNATURE_ENDING}": signature.cms}


def last_sign_off(signatures: Sequence[BundleSignature]) -> int:
    """Return the place of the last sign-off among a bundle's signatures, of which there is one."""
    return max(place for place, signature in enumerate(signatures) if signature.act is SignedAct.SIGNOFF)


def named_by_sign_off(signatures: Sequence[BundleSignature]) -> dict[str, str]:
    """Return the digests of the files that the last sign-off signed, by their names in the packet; of what else it is over, nothing.

    Raises:
        NotWhole: the manifest is no longer one.
    """
    files: dict[str, str] = signatures[last_sign_off(signatures)].said["files"]
    return {name: digest for name, digest in files.items() if name not in (REVOKED, RECORD)}


def signed_pdf_of(record: BundleRecord, signatures: Sequence[BundleSignature]) -> str:
    """Return the SHA-256 of the PDF that the sign-off in force was given on; empty where there is none.

    A sign-off is in force while it is of the revision as it stands, and is the last judgement of its kind.
    """
    last = next((s for s in reversed(signatures) if s.act is SignedAct.SIGNOFF), None)
    if last is None or last.revision != record.revision.number:
        return ""
    given = next((r for r in reversed(record.reviews) if r.account == last.account and r.at == last.at), None)
    return last.pdf if given is not None and given.result is ReviewResult.PASSED else ""
