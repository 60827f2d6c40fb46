"""The keyring: a real one, and those that are refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import keyring.backends.fail
import keyring.backends.null
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend

from zwgk_desk.model.errors import KeyringRefused
from zwgk_desk.signing.keys import new_secret
from zwgk_desk.signing.vault import LONGEST_BYTES, SystemVault

from .. import needs

ROOT = Path(__file__).resolve().parents[2]
REAL = """
import keyring
from zwgk_desk.signing.vault import SystemVault
vault = SystemVault()
kind = type(keyring.get_keyring()).__module__
secret = bytes(range(32))
vault.put("东江市/zhuyao", secret)
assert SystemVault().get("东江市/zhuyao") == secret
assert vault.get("nobody") == b""
vault.forget("东江市/zhuyao")
vault.forget("东江市/zhuyao")
assert vault.get("东江市/zhuyao") == b""
print("kept in", kind)
"""


@needs.program("dbus-run-session", "gnome-keyring-daemon", "sh")
def test_a_real_keyring_keeps_and_forgets(tmp_path: Path) -> None:
    """gnome-keyring behind a session bus of its own, as on a Linux workstation."""
    (tmp_path / "code.py").write_text(REAL, encoding="utf-8")
    script = f'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null && "{sys.executable}" "{tmp_path / "code.py"}"'
    environment = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("PYTHON_KEYRING", "DBUS_"))},
        "HOME": str(tmp_path), "XDG_DATA_HOME": str(tmp_path / "data"), "XDG_RUNTIME_DIR": str(tmp_path), "PYTHONPATH": str(ROOT),
    }  # fmt: skip
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", script], capture_output=True, encoding="utf-8", env=environment, check=False, timeout=120
    )
    assert done.returncode == 0, done.stderr[-1500:]
    assert "SecretService" in done.stdout
    kept = b"".join(path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file())
    assert bytes(range(32)) not in kept


class PlaintextKeyring(KeyringBackend):
    """Looks like the file backend that keeps secrets as they are."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[str, str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get(username)

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[username]


class GoodKeyring(PlaintextKeyring):
    """A backend that nothing is known against."""


GoodKeyring.__name__ = "CredentialManager"


@pytest.mark.parametrize(
    "backend", [keyring.backends.null.Keyring(), keyring.backends.fail.Keyring(), PlaintextKeyring()], ids=lambda b: type(b).__name__
)
def test_a_keyring_that_keeps_nothing_or_keeps_it_in_the_open_is_refused_with_words(backend: KeyringBackend) -> None:
    with pytest.raises(KeyringRefused, match="安全的凭据库") as told:
        SystemVault(backend).put("a", new_secret())
    assert "签名口令" in told.value.remedy
    assert SystemVault(backend).get("a") == b""
    SystemVault(backend).forget("a")


def test_a_chain_is_as_safe_as_its_first_link(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = ChainerBackend()
    for links, refused in (([PlaintextKeyring(), GoodKeyring()], True), ([GoodKeyring(), PlaintextKeyring()], False), ([], True)):
        monkeypatch.setattr(ChainerBackend, "backends", links)
        if refused:
            with pytest.raises(KeyringRefused):
                SystemVault(chain).put("a", new_secret())
        else:
            SystemVault(chain).put("a", new_secret())


def test_what_windows_would_not_take_is_refused_before_it_is_asked() -> None:
    with pytest.raises(KeyringRefused, match="太长"):
        SystemVault(GoodKeyring()).put("a", bytes(LONGEST_BYTES))
    SystemVault(GoodKeyring()).put("a", bytes(900))


def test_what_does_not_decode_is_as_good_as_nothing() -> None:
    backend = GoodKeyring()
    backend.set_password("zwgk_desk", "a", "不是编码")
    assert SystemVault(backend).get("a") == b""
