"""Keys and certificates as values: a private key as it is stored, and what a certificate and a signature say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from .terms import Role


class Guard(Enum):
    """The secrets that a private key is sealed under."""

    PASSPHRASE = "passphrase"
    PASSPHRASE_AND_KEYRING = "passphrase+keyring"


class KeyUse(Enum):
    """The purposes of a key: signing documents, or signing lines of the record."""

    SIGNATURE = "signature"
    RECORD = "record"


COST = (3, 65_536, 4)
"""Passes, memory in KiB and lanes of Argon2id for deriving a key from a passphrase: the second recommended option of RFC 9106, 4."""


@dataclass(frozen=True)
class ProtectedKey:
    """A private key as it is kept: never in plain text.

    Attributes:
        guard: what opens it: the person's passphrase alone, or with the secret in the operating system's keyring.
        salt: for the derivation from the passphrase (Argon2id, RFC 9106).
        cost: its time cost, memory in KiB, and lanes.
        sealed: the nonce and the PKCS #8 key under AES-256-GCM.
    """

    guard: Guard
    salt: bytes
    cost: tuple[int, int, int]
    sealed: bytes


@dataclass(frozen=True)
class CertificateFacts:
    """The content of a certificate, for people and checks.

    Attributes:
        serial: its serial number, in hex.
        name: whose it is.
        account: the account it belongs to.
        unit: the department; empty for the authority's own.
        roles: the roles it was issued for.
        since, until: when it is valid.
        fingerprint: the SHA-256 of its DER, in hex.
        issuer: the name of the authority that issued it.
    """

    serial: str
    name: str
    account: str
    unit: str
    roles: tuple[Role, ...]
    since: datetime
    until: datetime
    fingerprint: str
    issuer: str


@dataclass(frozen=True)
class SignatureFacts:
    """The result of checking one signature.

    Attributes:
        signer: the certificate it was made with; None where it names none that can be read.
        at: the moment it says it was made at; None where it says none.
        valid: whether it was made by that certificate's key over just these bytes.
        trusted: whether the certificate comes from a trusted authority, was in force, and was not revoked before that moment.
        problems: a Chinese sentence for each thing that is wrong.
    """

    signer: CertificateFacts | None
    at: datetime | None
    valid: bool
    trusted: bool
    problems: tuple[str, ...] = ()
