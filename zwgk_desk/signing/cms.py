"""Signatures over bytes: detached CMS (RFC 5652) with SHA-256 and ECDSA, as `openssl cms -verify -binary` checks them.

pyHanko is imported when a signature is made or checked: it takes half a second, and opening keys does not need it.
"""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from ..late import late
from ..model.errors import SigningRefused
from ..model.identity import CertificateFacts, SignatureFacts
from .certificates import facts_of
from .keys import PrivateKey

if TYPE_CHECKING:
    import pyhanko_certvalidator
    from asn1crypto import algos as asn1_algos
    from asn1crypto import cms as asn1_cms
    from asn1crypto import core as asn1_core
    from asn1crypto import keys as asn1_keys
    from asn1crypto import parser
    from asn1crypto import x509 as asn1_x509
    from pyhanko.sign import signers, validation
    from pyhanko.sign.signers import pdf_cms
    from pyhanko_certvalidator import registry
else:
    asn1_algos = late("asn1crypto.algos")
    asn1_cms = late("asn1crypto.cms")
    asn1_core = late("asn1crypto.core")
    asn1_keys = late("asn1crypto.keys")
    asn1_x509 = late("asn1crypto.x509")
    parser = late("asn1crypto.parser")
    pdf_cms = late("pyhanko.sign.signers.pdf_cms")
    pyhanko_certvalidator = late("pyhanko_certvalidator")
    registry = late("pyhanko_certvalidator.registry")
    signers = late("pyhanko.sign.signers")
    validation = late("pyhanko.sign.validation")

for _name in ("pyhanko", "pyhanko_certvalidator"):  # faults are reported in words; the libraries' own logs would print tracebacks on standard error
    logging.getLogger(_name).addHandler(logging.NullHandler())

USUAL_LENGTH = 71
"""Length in bytes of about half of all ECDSA signatures on P-256 in DER: the one that `_always_as_long` signs until it gets."""

DIGEST, MECHANISM, BOTH = "sha256", "sha256_ecdsa", 2
"""How this program signs, and how many certificates it lays beside: the signer's, and the authority's."""

KEPT = 512
"""Checked signatures that are kept: a packet bears a dozen, and is checked when it is signed, when it is submitted and when it is taken in."""

BROKEN = "签名已损坏，不能读取"
CHANGED = "签名与内容不符：内容或签名被改动过"
UNTRUSTED = "签名人的证书不是所信任的签发机构签发的"
NOT_FOR_SIGNING = "所用的证书不是签名用的"
NOT_IN_FORCE = "签名时证书不在有效期内"


def sign(content: bytes, key: PrivateKey, certificate: bytes, authority: bytes, at: datetime) -> bytes:
    """Make a detached signature, as DER, with the signer's and the authority's certificates in it.

    Args:
        content: the bytes to sign.
        key: the signer's key.
        certificate: the signer's certificate, as DER.
        authority: the authority's certificate, as DER.
        at: the moment, which is signed too.

    Raises:
        SigningRefused: the certificate is not for this key, or not in force.
    """
    settings = pdf_cms.PdfCMSSignedAttributes(signing_time=at.astimezone(UTC).replace(microsecond=0))
    signer = make_signer(key, certificate, authority, at)
    info = asyncio.run(signer.async_sign_general_data(content, "sha256", detached=True, signed_attr_settings=settings))
    return bytes(info.dump())


def make_signer(key: PrivateKey, certificate: bytes, authority: bytes, at: datetime) -> Any:
    """Make pyHanko's signer for a key.

    Raises:
        SigningRefused: the certificate is not for this key, or not in force.
    """
    read = x509.load_der_x509_certificate(certificate)
    public = read.public_key()
    if not isinstance(public, ec.EllipticCurvePublicKey) or public.public_numbers() != key.public_key().public_numbers():
        raise SigningRefused("证书和签名密钥不是一对，没有签名", "请管理员给您换一把密钥")
    if not read.not_valid_before_utc <= at.astimezone(UTC) <= read.not_valid_after_utc:
        raise SigningRefused("您的证书现在不在有效期内，没有签名", "请管理员给您换一把密钥")
    store: Any = registry.SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register(asn1_x509.Certificate.load(authority))
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    made = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate), signing_key=asn1_keys.PrivateKeyInfo.load(plain), cert_registry=store
    )
    return _always_as_long(made)


def _always_as_long(signer: Any) -> Any:
    """Return the signer, with signatures that are always as long: ECDSA's DER is of 70 to 72 bytes, and how much a PDF keeps free for a signature is
    settled before it is made."""
    sign_raw = signer.sign_raw

    def sign_to_length(*given: Any) -> bytes:
        while True:
            signature = bytes(sign_raw(*given))
            if len(signature) == USUAL_LENGTH:
                return signature

    signer.sign_raw = sign_to_length
    return signer


def check(content: bytes, signature: bytes, trusted: Sequence[bytes], revocations: Sequence[bytes] = ()) -> SignatureFacts:
    """Check a detached signature. Whatever bytes it is given, that is an answer and no error.

    Args:
        content: the bytes that it should be over.
        signature: the signature, as DER.
        trusted: the authorities' certificates, as DER.
        revocations: revocation lists, as DER; one that no trusted authority signed does not count.
    """
    return _checked(content, signature, tuple(trusted), tuple(dict.fromkeys(revocations)))


@lru_cache(maxsize=KEPT)
def _checked(content: bytes, signature: bytes, trusted: tuple[bytes, ...], revocations: tuple[bytes, ...]) -> SignatureFacts:
    """Check a signature; of the very same bytes the answer is the same, and is kept."""
    try:
        signed = asn1_cms.ContentInfo.load(signature, strict=True)["content"]
        status = asyncio.run(validation.async_validate_detached_cms(io.BytesIO(content), signed, signer_validation_context=context(trusted, None)))
        certificate = bytes(status.signing_cert.dump())
        at = status.signer_reported_dt
        valid = bool(status.intact and status.valid) and is_as_written(signature, trusted)
    except MemoryError:  # which says nothing about the signature
        raise
    except Exception:  # the libraries raise errors of many types on bytes that are no signature
        return SignatureFacts(None, None, False, False, (BROKEN,))
    return judge(certificate, at, valid, trusted, revocations)


def is_as_written(signature: bytes, trusted: Sequence[bytes]) -> bool:
    """Return whether a CMS is byte for byte as this program writes one: one signer, SHA-256, the signer's and the authority's certificates, nothing
    that no signature covers. Put together anew from what its signature does cover, it gives the same bytes.

    Args:
        signature: the CMS, as DER.
        trusted: the authorities' certificates, as DER; the one that lies beside the signer's is one of them, or none of them issued the signer's.

    Raises:
        Exception: errors of many types, on bytes that are no CMS.
    """
    given = asn1_cms.ContentInfo.load(signature, strict=True)["content"]
    (info,) = given["signer_infos"]
    certificates = [choice.chosen for choice in given["certificates"]]
    issuer, serial = info["sid"].chosen["issuer"], info["sid"].chosen["serial_number"]
    own = [bytes(each.dump()) for each in certificates if (each.issuer, each.serial_number) == (issuer, serial.native)]
    beside = {bytes(each.dump()) for each in certificates} - set(own)
    if (len(certificates), len(own), len(beside)) != (BOTH, 1, 1) or bytes(certificates[-1].dump()) != own[0]:
        return False
    if len(info["signature"].native) != USUAL_LENGTH:  # of its two forms (s, n - s), of which anybody can make the other, one has this length
        return False
    if any(issued_by(own[0], root) for root in trusted) and not beside <= set(trusted):
        return False
    first, digest, mechanism, data, signed_data = _fixed()
    sid = _sequence(issuer.dump(), asn1_core.Integer(serial.native).dump())
    attributes = parser.emit(CONTEXT, CONSTRUCTED, 0, info["signed_attrs"].contents)
    given_by = _sequence(first, sid, digest, attributes, mechanism, asn1_core.OctetString(info["signature"].native).dump())
    beside_it = parser.emit(CONTEXT, CONSTRUCTED, 0, b"".join(each.dump() for each in certificates))
    again = _sequence(first, _set_of(digest), data, beside_it, _set_of(given_by))
    return bytes(_sequence(signed_data, parser.emit(CONTEXT, CONSTRUCTED, 0, again))) == signature


UNIVERSAL, CONTEXT, CONSTRUCTED, SEQUENCE, SET = 0, 2, 1, 16, 17
"""Classes, the method and tags of DER (X.690, 8.1.2)."""


def _sequence(*parts: bytes) -> bytes:
    return bytes(parser.emit(UNIVERSAL, CONSTRUCTED, SEQUENCE, b"".join(parts)))


def _set_of(part: bytes) -> bytes:
    return bytes(parser.emit(UNIVERSAL, CONSTRUCTED, SET, part))


@cache
def _fixed() -> tuple[bytes, ...]:
    """Return what is the same in every CMS of this program: version, algorithms, and the types of content (RFC 5652, 5.1)."""
    return (
        asn1_core.Integer(1).dump(),
        asn1_algos.DigestAlgorithm({"algorithm": DIGEST}).dump(),
        asn1_algos.SignedDigestAlgorithm({"algorithm": MECHANISM}).dump(),
        _sequence(asn1_cms.ContentType("data").dump()),
        asn1_cms.ContentType("signed_data").dump(),
    )


def context(trusted: Sequence[bytes], at: datetime | None) -> Any:
    """Return pyHanko's context for checking: only these roots, and nothing fetched from a network."""
    roots = [asn1_x509.Certificate.load(root) for root in trusted]
    return pyhanko_certvalidator.ValidationContext(trust_roots=roots, allow_fetching=False, moment=at)


def judge(certificate: bytes, at: datetime | None, valid: bool, trusted: Sequence[bytes], revocations: Sequence[bytes]) -> SignatureFacts:
    """Judge a signature whose bytes have been checked: whether its certificate is trusted and was in force.

    Args:
        certificate: the signer's, as DER.
        at: the moment the signature says.
        valid: whether the signature fits its bytes.
        trusted, revocations: as for `check`.
    """
    problems = [] if valid else [CHANGED]
    try:
        facts: CertificateFacts | None = facts_of(certificate)
        read = x509.load_der_x509_certificate(certificate)
        issuers = [root for root in map(x509.load_der_x509_certificate, trusted) if _issued(read, root)]
    except (SigningRefused, ValueError):
        return SignatureFacts(None, at, False, False, (BROKEN,))
    if not _commits(read):
        problems.append(NOT_FOR_SIGNING)
    if not issuers:
        problems.append(UNTRUSTED)
    elif at is None or not read.not_valid_before_utc <= at <= read.not_valid_after_utc:
        problems.append(NOT_IN_FORCE)
    else:
        problems += _revoked(read, issuers, at, revocations)
    return SignatureFacts(facts, at, valid and _commits(read), valid and not problems, tuple(problems))


def _commits(certificate: x509.Certificate) -> bool:
    """Return whether the certificate has nonRepudiation; that of a record key has not, so it cannot sign documents."""
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment
    except (x509.ExtensionNotFound, ValueError):
        return False


def same_key(certificate: bytes, request: bytes) -> bool:
    """Return whether a certificate is for the key of a request, both as DER."""
    try:
        certified, asked = x509.load_der_x509_certificate(certificate).public_key(), x509.load_der_x509_csr(request).public_key()
    except ValueError:
        return False
    return certified == asked


def issued_by(certificate: bytes, authority: bytes) -> bool:
    """Return whether an authority issued a certificate, both as DER, and may."""
    try:
        return _issued(x509.load_der_x509_certificate(certificate), x509.load_der_x509_certificate(authority))
    except ValueError:
        return False


def _issued(certificate: x509.Certificate, authority: x509.Certificate) -> bool:
    """Return whether an authority issued a certificate, and may."""
    try:
        certificate.verify_directly_issued_by(authority)
        basic = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = authority.extensions.get_extension_for_class(x509.KeyUsage).value
        return basic.ca and usage.key_cert_sign
    except Exception:  # InvalidSignature, and errors of many types on a forged certificate
        return False


def is_revocation_list(content: bytes) -> bool:
    """Return whether some bytes are a revocation list, as DER, every entry of which can be read."""
    try:
        listed = x509.load_der_x509_crl(content)
        return listed.public_bytes(Encoding.DER) == content and all(entry.revocation_date_utc for entry in listed)
    except (ValueError, x509.InvalidVersion):
        return False


def _revoked(certificate: x509.Certificate, authorities: Sequence[x509.Certificate], at: datetime, revocations: Sequence[bytes]) -> list[str]:
    for content in revocations:
        try:
            listed = x509.load_der_x509_crl(content)
            signed = any(_signed_list(listed, authority) for authority in authorities)
            entry = listed.get_revoked_certificate_by_serial_number(certificate.serial_number) if signed else None
        except (ValueError, x509.InvalidVersion):
            continue
        if entry is not None and entry.revocation_date_utc <= at:
            return [f"签名时证书已经吊销（{entry.revocation_date_utc.astimezone():%Y-%m-%d}）"]
    return []


@lru_cache(maxsize=64)
def revoked_serials(content: bytes) -> frozenset[str]:
    """Return the numbers, in hexadecimal, of the certificates that a list revokes; none where it is no list."""
    try:
        return frozenset(f"{entry.serial_number:x}" for entry in x509.load_der_x509_crl(content))
    except ValueError:
        return frozenset()


def may_sign_documents(certificate: bytes) -> bool:
    """Return whether a certificate is for documents, and not for the record."""
    return _commits(x509.load_der_x509_certificate(certificate))


def list_issued_at(content: bytes, authorities: Sequence[bytes]) -> datetime | None:
    """Return when a revocation list was issued, which is its number here (RFC 5280, 5.2.3); None where it is none that one of the authorities signed.

    Args:
        content: the list, as DER.
        authorities: the authorities' certificates, as DER.
    """
    try:
        listed = x509.load_der_x509_crl(content)
        number = listed.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        issued = datetime.fromtimestamp(number, UTC)
        return issued if any(_signed_list(listed, x509.load_der_x509_certificate(each)) for each in authorities) else None
    except (ValueError, OverflowError, OSError, x509.ExtensionNotFound):
        return None


def _signed_list(listed: x509.CertificateRevocationList, authority: x509.Certificate) -> bool:
    key = authority.public_key()
    return isinstance(key, ec.EllipticCurvePublicKey) and listed.issuer == authority.subject and listed.is_signature_valid(key)
