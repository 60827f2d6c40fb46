"""Verifies that a packet is complete and unchanged, and by whom it was signed. Every fault is reported; no input makes it raise."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Sequence

from ..documents.packed import open_zip, write_zip
from ..model.errors import DeskError, InputError
from ..model.review import Review
from . import bag
from .checker import PacketChecker, claim, claim_of, own_authority
from .notice import NOTICE_SIGNATURE, NoticeChecker
from .signatures import MANIFEST_ENDING, SIGNATURES, SUBMISSION
from .verification import Verification

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def verify(content: bytes, name: str, trusted: Sequence[bytes], revocations: Sequence[bytes] = ()) -> Verification:
    """Verify a packet or a notice of return. Never raises: whatever is wrong with the bytes is in the result.

    Args:
        content: the packet's bytes.
        name: its name in messages.
        trusted: the certificates (DER) of the authorities that are trusted; without any, signatures can be valid and not trusted.
        revocations: revocation lists (DER) that are newer than the one that travels along.
    """
    try:
        files = _files(content, name)
    except InputError as error:
        return Verification(False, (), (error.what,))
    roots = list(trusted)
    notes = () if trusted else ("没有指定信任的签发机构：签名是否与内容相符可以核对，签名人是谁只能按报送包自己所说",)
    if not any(entry.startswith(f"{SIGNATURES}/") for entry in files):
        return Verification(True, (), (), ("报送包没有签名",))
    is_notice = f"{NOTICE_SIGNATURE}{MANIFEST_ENDING}" in files and f"{SUBMISSION}{MANIFEST_ENDING}" not in files
    made = NoticeChecker if is_notice else PacketChecker
    checked = made(files, roots or own_authority(files), bool(trusted), revocations).check()
    problems = tuple(dict.fromkeys(checked.problems))
    return Verification(not checked.broken, tuple(checked.signatures), problems, (*notes, *checked.notes), checked.notice)


def with_signatures(reviews: Iterable[Review], found: Verification) -> tuple[Review, ...]:
    """Return the reviews of a packet that somebody signed; without a signature they are mere claims, which do not count."""
    signed = {claim(s) for s in found.signatures if s.valid}
    return tuple(review for review in reviews if claim_of(review) in signed)


def _files(content: bytes, name: str) -> dict[str, bytes]:
    """Return the payload of an archive that is byte for byte as this program writes it, with every file as the manifests say.

    Raises:
        InputError: the archive or one of its files is not.
    """
    try:
        with open_zip(content) as archive:
            entries = [(entry.filename, archive.read(entry)) for entry in archive.infolist()]
    except DeskError as error:
        raise InputError(f"报送包“{name}”{error.what}", error.remedy) from error
    except DAMAGED as error:
        raise InputError(f"报送包“{name}”已经损坏，不能展开", "请重新取得报送包") from error
    files = dict(entries)
    payload = bag.payload(files, name)
    if len(files) != len(entries) or write_zip(entries, packed=False) != content:
        raise InputError(f"报送包“{name}”的压缩包本身被改动过：与本程序写出的不同", "请不要采用它，请报送单位重新报送")
    return payload
