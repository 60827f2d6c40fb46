"""Private keys are never in plain text, and open for those alone whose they are."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zwgk_desk.model.errors import InputError, SigningRefused
from zwgk_desk.model.identity import Guard
from zwgk_desk.signing.keys import check_passphrase, new_key, new_secret, protect, unlock

from .conftest import CHEAP

WORDS = "杏花春雨江南2026"


def same(one: object, other: object) -> bool:
    return one.private_numbers() == other.private_numbers()  # type: ignore[attr-defined]


@pytest.mark.parametrize("secret", [b"", b"x" * 32], ids=["passphrase", "passphrase and keyring"])
def test_a_key_opens_with_its_passphrase_and_secret_and_with_nothing_else(secret: bytes) -> None:
    key = new_key()
    kept = protect(key, WORDS, secret, CHEAP)
    assert same(unlock(kept, WORDS, secret), key)
    with pytest.raises(SigningRefused, match="口令不对"):
        unlock(kept, WORDS + "x", secret)
    if secret:
        assert kept.guard is Guard.PASSPHRASE_AND_KEYRING
        with pytest.raises(SigningRefused, match="凭据库"):
            unlock(kept, WORDS)
        with pytest.raises(SigningRefused, match="口令不对"):
            unlock(kept, WORDS, new_secret())


def test_a_key_that_asks_for_both_halves_cannot_be_passed_off_as_one_that_asks_for_one() -> None:
    kept = protect(new_key(), WORDS, new_secret(), CHEAP)
    with pytest.raises(SigningRefused):
        unlock(replace(kept, guard=Guard.PASSPHRASE), WORDS)


def test_the_plain_key_is_nowhere_in_what_is_kept() -> None:
    key = new_key()
    number = key.private_numbers().private_value.to_bytes(32, "big")
    kept = protect(key, WORDS, cost=CHEAP)
    assert number not in kept.sealed + kept.salt and WORDS.encode() not in kept.sealed
    assert protect(key, WORDS, cost=CHEAP).sealed != kept.sealed


@given(st.integers(0, 200), st.integers(1, 255))
def test_one_changed_byte_and_it_stays_shut(place: int, change: int) -> None:
    sealed = bytearray(KEPT.sealed)
    sealed[place % len(sealed)] ^= change
    with pytest.raises(SigningRefused):
        unlock(replace(KEPT, sealed=bytes(sealed)), WORDS)


KEPT = protect(new_key(), WORDS, cost=CHEAP)


@pytest.mark.parametrize("passphrase", ["", "short", "aaaaaaaaaaaa", "abababab"])
def test_a_passphrase_that_anybody_guesses_is_refused(passphrase: str) -> None:
    with pytest.raises(InputError, match="签名口令"):
        check_passphrase(passphrase)
