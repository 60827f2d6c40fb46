"""Packets on the disk, opened and verified: whole, unchanged, and signed by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ...model.errors import InputError, SigningRefused
from ...model.review import Review
from ...packet.source import MOST_BYTES, read_stable
from ...packet.verification import Verification
from ...packet.verify import verify, with_signatures
from ...signing.certificates import from_pem


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


def verify_file(place: Path, trusted: Sequence[Path] = ()) -> Verification:
    """Verify a packet's .zip.

    Args:
        place: the packet.
        trusted: certificates of the authorities that are trusted, as .pem or .cer.

    Raises:
        InputError: there is no such file, or a certificate is none.
    """
    return verify(read_packet(place), place.name, [read_certificate(path) for path in trusted])


def reviews_signed_in(content: bytes, name: str, reviews: Iterable[Review]) -> tuple[Review, ...]:
    """Return those of a packet's reviews that somebody signed: without a signature they are mere claims, which do not count.

    Args:
        content: the packet's bytes.
        name: its name in messages.
        reviews: all reviews in it.
    """
    return with_signatures(reviews, verify(content, name, ()))
