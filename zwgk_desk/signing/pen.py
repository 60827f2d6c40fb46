"""Signs the lines of the record: with a key of each person that the password opens at sign-in, and that cannot sign documents."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

from .keys import PrivateKey


@dataclass(frozen=True)
class RecordPen:
    """An open record key.

    Attributes:
        key: its number.
        private: the key.
    """

    key: int
    private: PrivateKey = field(repr=False)

    def sign(self, digest: str) -> bytes:
        """Return the signature over a line's digest (ECDSA with SHA-256, DER)."""
        return self.private.sign(digest.encode("ascii"), ec.ECDSA(hashes.SHA256()))


def line_fits(request: bytes, digest: str, signature: bytes) -> bool:
    """Return whether a line was signed by the key of a certificate request (PKCS #10, DER).

    Args:
        request: the certificate request of the key's owner.
        digest: the line's digest.
        signature: the line's signature.
    """
    try:
        return _fits(x509.load_der_x509_csr(request).public_key(), digest, signature)
    except ValueError:
        return False


def line_fits_certificate(certificate: bytes, digest: str, signature: bytes) -> bool:
    """Return whether a line was signed by the key of a certificate (DER)."""
    try:
        return _fits(x509.load_der_x509_certificate(certificate).public_key(), digest, signature)
    except ValueError:
        return False


def _fits(public: object, digest: str, signature: bytes) -> bool:
    try:
        if isinstance(public, ec.EllipticCurvePublicKey):
            public.verify(signature, digest.encode("utf-8"), ec.ECDSA(hashes.SHA256()))
            return True
    except InvalidSignature:
        pass
    return False
