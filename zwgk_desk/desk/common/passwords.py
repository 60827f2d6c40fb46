"""Passwords: Argon2id hashes, and a lock-out that slows guessing."""

from __future__ import annotations

from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from ...model.errors import InputError

SHORTEST = 8
FREE_ATTEMPTS = 5
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)


def check_strength(password: str, account: str) -> None:
    """Refuse a new password that is too weak.

    Raises:
        InputError: it is short, or is the account's name.
    """
    if len(password) < SHORTEST:
        raise InputError(f"密码太短，至少要 {SHORTEST} 个字符", "请换一个长一些的密码")
    if password.strip().lower() == account.lower():
        raise InputError("密码不能和账号名相同", "请换一个密码")


def verify(hasher: PasswordHasher, password_hash: str, password: str) -> bool:
    """Return whether the password is the one that was hashed."""
    try:
        return hasher.verify(password_hash, password)
    except (VerificationError, InvalidHashError, UnicodeError):  # a hash that somebody wrote past the program may be any text
        return False


def locked_until(failures: int, now: datetime) -> str:
    """Return until when no attempt is accepted after a number of failures, ISO 8601; empty for no lock. Each failure beyond the free ones
    doubles the wait, up to the longest."""
    if failures < FREE_ATTEMPTS:
        return ""
    doublings: int = 2 ** min(failures - FREE_ATTEMPTS, 10)
    wait = min(FIRST_WAIT * doublings, LONGEST_WAIT)
    return (now + wait).isoformat(timespec="seconds")
