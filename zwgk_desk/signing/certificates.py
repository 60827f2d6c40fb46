"""The office's certificate authority and what it issues: X.509 certificates on P-256 and revocation lists (RFC 5280)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from ..model.errors import SigningRefused
from ..model.identity import CertificateFacts, KeyUse
from ..model.terms import Role
from .keys import PrivateKey

AUTHORITY_YEARS, PERSON_YEARS = 20, 3
YEAR = timedelta(days=365)
EARLIER = timedelta(minutes=5)
"""How long before its issue a certificate is in force already, since workstations' clocks differ."""

LIST_DAYS = timedelta(days=3650)
"""How long a revocation list is valid: far longer than usual, since it travels in packets, where no newer one can be fetched."""


@dataclass(frozen=True)
class Subject:
    """The person whom a certificate is for.

    Attributes:
        account: the account's name.
        name: the person's name.
        unit: the department.
        roles: the roles in which the person signs.
    """

    account: str
    name: str
    unit: str
    roles: tuple[Role, ...]


@dataclass(frozen=True)
class Revocation:
    """A certificate that no longer counts: its serial number in hex, and since when."""

    serial: str
    at: datetime


def make_authority(office: str, key: PrivateKey, at: datetime) -> bytes:
    """Make the authority's own certificate, as DER.

    Args:
        office: the office's name.
        key: the authority's key.
        at: the moment, aware of its zone.
    """
    name = x509.Name([_attribute(NameOID.ORGANIZATION_NAME, office), *_name_attributes(f"{office}签发机构")])
    builder = _builder(name, name, key.public_key(), at - EARLIER, at + AUTHORITY_YEARS * YEAR)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=True), critical=True)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def make_request(subject: Subject, key: PrivateKey) -> bytes:
    """Make a person's request for a certificate (PKCS #10), as DER; it proves that the person holds the key."""
    return x509.CertificateSigningRequestBuilder().subject_name(_subject(subject)).sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def issue(
    request: bytes, subject: Subject, authority: bytes, key: PrivateKey, at: datetime, use: KeyUse = KeyUse.SIGNATURE,
    span: tuple[datetime, datetime] | None = None,
) -> bytes:  # fmt: skip
    """Issue a person's certificate, as DER, for the key in a request.

    Args:
        request: the request; only its key is taken, never its subject.
        subject: the person it is for.
        authority: the authority's certificate.
        key: the authority's key.
        at: the moment.
        use: the purpose of the key; only one for documents gets nonRepudiation (RFC 5280, 4.2.1.3).
        span: from when until when it is in force; None for the usual time from now on.

    Raises:
        SigningRefused: the request is broken, or not signed with its own key.
    """
    try:
        wanted = x509.load_der_x509_csr(request)
    except ValueError as error:
        raise SigningRefused("证书申请已损坏，没有签发", "请本人重新申请") from error
    public = wanted.public_key()
    if not wanted.is_signature_valid or not isinstance(public, ec.EllipticCurvePublicKey):
        raise SigningRefused("证书申请不是用它自己的密钥签的，没有签发", "请本人重新申请")
    issuer = x509.load_der_x509_certificate(authority)
    since, until = span or (at - EARLIER, at + PERSON_YEARS * YEAR)
    builder = _builder(_subject(subject), issuer.subject, public, since, until)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(signs_certificates=False, commits=use is KeyUse.SIGNATURE), critical=True)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def make_revocation_list(revoked: Sequence[Revocation], authority: bytes, key: PrivateKey, at: datetime) -> bytes:
    """Make the signed list of revoked certificates, as DER."""
    issuer = x509.load_der_x509_certificate(authority)
    builder = x509.CertificateRevocationListBuilder().issuer_name(issuer.subject).last_update(_utc(at) - EARLIER).next_update(_utc(at) + LIST_DAYS)
    for entry in revoked:
        made = x509.RevokedCertificateBuilder().serial_number(int(entry.serial, 16)).revocation_date(_utc(entry.at)).build()
        builder = builder.add_revoked_certificate(made)
    builder = builder.add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), critical=False)
    builder = builder.add_extension(x509.CRLNumber(int(_utc(at).timestamp())), critical=False)
    return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)


def facts_of(certificate: bytes) -> CertificateFacts:
    """Return the content of a certificate.

    Raises:
        SigningRefused: it cannot be read.
    """
    try:
        read = x509.load_der_x509_certificate(certificate)
        labels = _text(read.subject, NameOID.TITLE).split("、")
        return CertificateFacts(
            serial=f"{read.serial_number:x}",
            name=_whole_name(read.subject),
            account=_text(read.subject, NameOID.SERIAL_NUMBER) or _text(read.subject, NameOID.USER_ID),
            unit=_text(read.subject, NameOID.ORGANIZATIONAL_UNIT_NAME),
            roles=tuple(role for role in Role if role.label in labels),
            since=read.not_valid_before_utc,
            until=read.not_valid_after_utc,
            fingerprint=hashlib.sha256(certificate).hexdigest(),
            issuer=_whole_name(read.issuer),
        )
    except (ValueError, x509.InvalidVersion) as error:
        raise SigningRefused("证书已损坏，不能读取", "请重新取得") from error


def as_pem(certificate: bytes) -> bytes:
    """Return a certificate as PEM, the text that other programs read."""
    return x509.load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def from_pem(content: bytes) -> bytes:
    """Return the DER of a certificate given as PEM or as DER.

    Raises:
        SigningRefused: it is neither.
    """
    try:
        load = x509.load_pem_x509_certificate if content.lstrip().startswith(b"-----BEGIN") else x509.load_der_x509_certificate
        return load(content).public_bytes(Encoding.DER)
    except (ValueError, x509.InvalidVersion) as error:
        raise SigningRefused("不是证书文件", "请给出 .pem 或 .cer 证书") from error


def _builder(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, since: datetime, until: datetime) -> x509.CertificateBuilder:
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key).serial_number(x509.random_serial_number())
    made = made.not_valid_before(_utc(since)).not_valid_after(_utc(until))
    return made.add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)


def _usage(signs_certificates: bool, commits: bool = False) -> x509.KeyUsage:
    """Return the key usage (RFC 5280, 4.2.1.3): certificates and lists for the authority, nonRepudiation for a person's own key, plain signatures for
    the key that signs the record."""
    return x509.KeyUsage(
        digital_signature=not signs_certificates, content_commitment=commits, key_encipherment=False, data_encipherment=False,
        key_agreement=False, key_cert_sign=signs_certificates, crl_sign=signs_certificates, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _subject(subject: Subject) -> x509.Name:
    return x509.Name(
        [
            _attribute(NameOID.ORGANIZATIONAL_UNIT_NAME, subject.unit),
            _attribute(NameOID.TITLE, "、".join(role.label for role in subject.roles)),
            _attribute(NameOID.SERIAL_NUMBER if PRINTABLE.fullmatch(subject.account) else NameOID.USER_ID, subject.account),
            *_name_attributes(subject.name),
        ]
    )


LONGEST_ATTRIBUTE = 64
"""Characters of an attribute (RFC 5280, A.1)."""

MOST_COMMON_NAME = 64
"""Bytes in UTF-8 of a common name. RFC 5280 counts characters, but `cryptography` bytes, when a name is made and, with a warning, when it is read."""

WHOLE_NAME = x509.ObjectIdentifier("2.5.4.41")
"""The attribute `name` (X.520; up to 32768 characters by RFC 5280, A.1): there a name stands whole where the common name has no room for it."""

PRINTABLE = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]+")
"""The characters of a PrintableString, which a serialNumber has to be (RFC 5280, A.1);
any other account stands in userId (RFC 4519, 2.39), in UTF-8."""


def _name_attributes(name: str) -> list[x509.NameAttribute[str]]:
    """Return the attributes for the name of a person or an office, whatever its length: the common name, cut to whole characters, and the whole
    name beside it where it was cut."""
    cut = name.encode("utf-8")[:MOST_COMMON_NAME].decode("utf-8", errors="ignore")
    whole = [] if cut == name else [x509.NameAttribute(WHOLE_NAME, name)]
    return [*whole, x509.NameAttribute(NameOID.COMMON_NAME, cut)]


def _whole_name(name: x509.Name) -> str:
    return _text(name, WHOLE_NAME) or _text(name, NameOID.COMMON_NAME)


def _attribute(oid: x509.ObjectIdentifier, text: str) -> x509.NameAttribute[str]:
    """Return one attribute of a name, cut to the length that RFC 5280 (A.1) allows."""
    return x509.NameAttribute(oid, text[:LONGEST_ATTRIBUTE])


def _text(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    found = name.get_attributes_for_oid(oid)
    return str(found[0].value) if found else ""


def _utc(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(microsecond=0)
