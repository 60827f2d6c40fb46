"""Packets on the disk, opened and verified: whole, unchanged, and signed by whom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from ...model.errors import InputError, SigningRefused
from ...model.finding import Finding
from ...model.terms import Severity
from ...packet.source import MOST_BYTES, read_stable, read_unpacked
from ...packet.verification import Verification
from ...packet.verify import verify, verify_archive, verify_pdf, with_signatures
from ...signing import cms
from ...signing.certificates import from_pem

__all__ = ["findings_of_packet", "read_certificate", "read_packet", "read_revocations", "verify", "verify_file", "with_signatures"]

PDF_MARK = b"%PDF-"
NOT_WHOLE = "packet-not-whole"
"""The rule under which `check` says what is wrong with a packet itself."""


def read_packet(place: Path) -> bytes:
    """Read a packet's .zip.

    Raises:
        InputError: there is no such file, or it cannot be read.
    """
    if not place.is_file():
        raise InputError(f"“{place}”不存在，或不是文件", "请核对路径，给出报送包（.zip）")
    return read_stable(place, place.name, MOST_BYTES)


def read_certificate(path: Path) -> bytes:
    """Read an authority's certificate, .pem or .cer, as DER.

    Raises:
        InputError: there is no such file, or it is no certificate.
    """
    try:
        return from_pem(read_stable(path, path.name))
    except SigningRefused as error:
        raise InputError(f"“{path}”{error.what}", error.remedy) from error


def verify_file(place: Path, trusted: Sequence[Path] = (), revoked: Sequence[Path] = ()) -> Verification:
    """Verify a packet or a notice: its .zip, the folder it was unpacked into, or the bound PDF alone.

    Args:
        place: the packet.
        trusted: certificates of the authorities that are trusted, as .pem or .cer.
        revoked: revocation lists that are newer than the one in the packet, as .crl or .pem.

    Raises:
        InputError: there is no such file, or a certificate or a list is none.
    """
    roots, lists = [read_certificate(path) for path in trusted], [read_revocations(path) for path in revoked]
    found = _verified(place, roots, lists)
    strange = [path.name for path, each in zip(revoked, lists, strict=True) if roots and cms.list_issued_at(each, roots) is None]
    if not strange:
        return found
    return replace(found, notes=(*found.notes, f"{'、'.join(strange)}不是所信任的签发机构签发的吊销清单，没有用上"))


def _verified(place: Path, roots: Sequence[bytes], lists: Sequence[bytes]) -> Verification:
    if place.is_dir():
        return verify_archive(read_unpacked(place.resolve()), place.name, roots, lists)
    content = read_packet(place)
    if content.startswith(PDF_MARK) and place.suffix.lower() != ".pdf":
        raise InputError(f"“{place.name}”的内容是 PDF，扩展名却不是 .pdf，没有核验", "请向来源问清楚，或改成 .pdf 再核验")
    if content.startswith(PDF_MARK):
        return verify_pdf(content, roots, lists)
    return verify(content, place.name, roots, lists)


def read_revocations(path: Path) -> bytes:
    """Read an authority's revocation list, as DER.

    Raises:
        InputError: there is no such file, or it is none.
    """
    content = read_stable(path, path.name)
    for read in (x509.load_der_x509_crl, x509.load_pem_x509_crl):
        try:
            return read(content).public_bytes(Encoding.DER)
        except ValueError:
            continue
    raise InputError(f"“{path}”不是吊销清单", "请给出签发机构导出的 .crl 文件")


def findings_of_packet(found: Verification) -> tuple[Finding, ...]:
    """Return what is wrong with a packet itself, as a finding each: what `verify` says of it, `check` says too."""
    remedy = "请不要采用它，请报送单位用本程序重新报送"
    return tuple(Finding(NOT_WHOLE, Severity.RETURN, "三(三)1", "packet", problem, remedy) for problem in found.problems)
