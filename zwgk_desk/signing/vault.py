"""The operating system's keyring, for the half of a private key's guard that no database holds: Windows Credential Manager, Secret Service.

A backend that keeps secrets in plain text, or none at all, is refused with words.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Protocol

from ..late import late
from ..model.errors import KeyringRefused

if TYPE_CHECKING:
    import keyring
    from keyring import errors
    from keyring.backend import KeyringBackend
else:
    keyring = late("keyring")  # imported late: it searches all installed packages for backends
    errors = late("keyring.errors")

SERVICE = "zwgk_desk"
LONGEST_BYTES = 2_560
"""Bytes of the largest secret that Windows Credential Manager takes (CRED_MAX_CREDENTIAL_BLOB_SIZE)."""

UNSAFE_MODULES = ("keyrings.alt", "keyring.backends.null", "keyring.backends.fail")
UNSAFE_NAMES = ("Plaintext", "PlainText", "Null", "Fail", "EncryptedKeyring")
REMEDY = "请启用系统的凭据库（Windows 凭据管理器，或 Linux 的“密码和密钥”），或者只用签名口令保护密钥"


class Vault(Protocol):
    """Keeps small secrets for this user of this machine."""

    def put(self, name: str, secret: bytes) -> None:
        """Store a secret under a name.

        Raises:
            KeyringRefused: it cannot be stored safely.
        """

    def fault(self) -> str:
        """Return in words why nothing can be stored safely; empty where it can."""

    def get(self, name: str) -> bytes:
        """Return the secret of a name; empty where there is none."""

    def forget(self, name: str) -> None:
        """Delete the secret of a name, where there is one."""


class SystemVault:
    """The operating system's own keyring."""

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """Use this backend; None for the one that the system offers."""
        self._given = backend

    def _backend(self) -> KeyringBackend:
        backend = self._given or keyring.get_keyring()
        unsafe = _unsafe(backend)
        if unsafe:
            raise KeyringRefused(f"系统没有安全的凭据库（现在的是 {unsafe}）", REMEDY)
        return backend

    def fault(self) -> str:
        """Return in words why nothing can be stored safely; empty where it can."""
        try:
            self._backend()
        except KeyringRefused as error:
            return error.what
        except errors.KeyringError as error:
            return f"系统的凭据库不能使用（{error}）"
        return ""

    def put(self, name: str, secret: bytes) -> None:
        """Store a secret under a name."""
        text = base64.b64encode(secret).decode("ascii")
        if len(text.encode("utf-16-le")) > LONGEST_BYTES:
            raise KeyringRefused("要存入凭据库的内容太长", "请联系开发单位")
        try:
            self._backend().set_password(SERVICE, name, text)
        except errors.KeyringError as error:
            raise KeyringRefused(f"系统的凭据库没有存入（{error}）", REMEDY) from error

    def get(self, name: str) -> bytes:
        """Return the secret of a name; empty where there is none, or no keyring that is safe."""
        try:
            text = self._backend().get_password(SERVICE, name)
            return base64.b64decode(text, validate=True) if text else b""
        except (errors.KeyringError, KeyringRefused, ValueError):
            return b""

    def forget(self, name: str) -> None:
        """Delete the secret of a name, where there is one."""
        try:
            self._backend().delete_password(SERVICE, name)
        except (errors.KeyringError, KeyringRefused):
            return


def _unsafe(backend: KeyringBackend) -> str:
    """Return the name of the unsafe backend; empty where it is safe. A chain is as safe as its first link, which stores the secrets."""
    links = getattr(backend, "backends", None)
    if links is not None:
        return _unsafe(links[0]) if links else "空的凭据库"
    kind = type(backend)
    if kind.__module__.startswith(UNSAFE_MODULES) or any(name in kind.__name__ for name in UNSAFE_NAMES):
        return f"{kind.__module__}.{kind.__name__}"
    return ""
