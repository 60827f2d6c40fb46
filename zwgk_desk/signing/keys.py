"""Makes private keys, seals them under a passphrase, opens them. ECDSA on P-256 (FIPS 186-5); Argon2id (RFC 9106); AES-256-GCM (SP 800-38D)."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_der_private_key

from ..late import late
from ..model.errors import InputError, SigningRefused
from ..model.identity import COST, Guard, ProtectedKey

if TYPE_CHECKING:
    from argon2 import low_level as argon2id
else:
    argon2id = late("argon2.low_level")  # imported late: checking signatures opens no keys

PrivateKey = ec.EllipticCurvePrivateKey

CURVE = ec.SECP256R1()
SALT, NONCE, KEY = 16, 12, 32
SHORTEST = 8
PURPOSE = b"zwgk_desk private key 1"
WRONG = "签名口令不对，没有签名"


def new_key() -> PrivateKey:
    """Make a new key pair on P-256."""
    return ec.generate_private_key(CURVE)


def new_secret() -> bytes:
    """Make a new random secret for the keyring."""
    return secrets.token_bytes(KEY)


def check_passphrase(passphrase: str) -> None:
    """Refuse a passphrase that is too weak.

    Raises:
        InputError: it is too short, or one character over and over.
    """
    if len(passphrase) < SHORTEST or len(set(passphrase)) < SHORTEST // 2:
        raise InputError(f"签名口令至少要 {SHORTEST} 个字符，不能是同几个字符反复", "请换一个只有您知道的口令")


def protect(key: PrivateKey, passphrase: str, secret: bytes = b"", cost: tuple[int, int, int] = COST) -> ProtectedKey:
    """Seal a private key.

    Args:
        key: the key.
        passphrase: the person's.
        secret: the secret in the keyring; empty where there is none, and the passphrase alone then opens the key.
        cost: the cost of the derivation.

    """
    guard = Guard.PASSPHRASE_AND_KEYRING if secret else Guard.PASSPHRASE
    salt, nonce = secrets.token_bytes(SALT), secrets.token_bytes(NONCE)
    plain = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    sealed = AESGCM(_wrapping_key(passphrase, secret, salt, cost)).encrypt(nonce, plain, _context(guard))
    return ProtectedKey(guard, salt, cost, nonce + sealed)


def unlock(protected: ProtectedKey, passphrase: str, secret: bytes = b"") -> PrivateKey:
    """Open a sealed private key.

    Raises:
        SigningRefused: passphrase or secret are not those it was sealed under, or it was changed since.
    """
    if protected.guard is Guard.PASSPHRASE_AND_KEYRING and not secret:
        raise SigningRefused("这台电脑的凭据库里没有打开您签名密钥的那一半，没有签名", "请在办理密钥的那台电脑上签，或请管理员给您换一把")
    used = secret if protected.guard is Guard.PASSPHRASE_AND_KEYRING else b""
    wrapping = AESGCM(_wrapping_key(passphrase, used, protected.salt, protected.cost))
    try:
        plain = wrapping.decrypt(protected.sealed[:NONCE], protected.sealed[NONCE:], _context(protected.guard))
        key = load_der_private_key(plain, None)
    except (InvalidTag, ValueError) as error:
        raise SigningRefused(WRONG, "请再输一遍；忘记了的，请管理员给您换一把密钥") from error
    if not isinstance(key, ec.EllipticCurvePrivateKey):
        raise SigningRefused("签名密钥不是本程序的，没有签名", "请管理员给您换一把密钥")
    return key


def _wrapping_key(passphrase: str, secret: bytes, salt: bytes, cost: tuple[int, int, int]) -> bytes:
    time_cost, memory, lanes = cost
    derived = argon2id.hash_secret_raw(passphrase.encode("utf-8"), salt, time_cost, memory, lanes, KEY, argon2id.Type.ID)
    return HKDF(hashes.SHA256(), KEY, salt, PURPOSE).derive(derived + secret)


def _context(guard: Guard) -> bytes:
    """Return the associated data of the seal: it names the guard, so that a key needing both secrets cannot be passed off as one needing one."""
    return PURPOSE + guard.value.encode("ascii")
