"""An authority and two people with keys, made once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from zwgk_desk.model.terms import Role
from zwgk_desk.signing.certificates import Subject, issue, make_authority, make_request
from zwgk_desk.signing.keys import PrivateKey, new_key

NOW = datetime.now(UTC).replace(microsecond=0)
HEAD = Subject("zhuyao", "周正", "东江市住房和城乡建设局", (Role.PRINCIPAL_LEADER,))
OFFICER = Subject("nigao", "张立", "东江市住房和城乡建设局", (Role.DRAFTER,))
CHEAP = (1, 8, 1)
"""A derivation that takes no time, for tests."""


@dataclass(frozen=True)
class Person:
    """Somebody with a key and a certificate."""

    key: PrivateKey
    certificate: bytes


@dataclass(frozen=True)
class Authority:
    """An authority with its key."""

    key: PrivateKey
    certificate: bytes

    def enrol(self, subject: Subject, at: datetime = NOW) -> Person:
        """A key and a certificate for somebody."""
        key = new_key()
        return Person(key, issue(make_request(subject, key), subject, self.certificate, self.key, at))


def authority(office: str = "东江市人民政府办公厅", at: datetime = NOW - timedelta(days=1)) -> Authority:
    """A new authority."""
    key = new_key()
    return Authority(key, make_authority(office, key, at))


@pytest.fixture(scope="session")
def ours() -> Authority:
    return authority()


@pytest.fixture(scope="session")
def head(ours: Authority) -> Person:
    return ours.enrol(HEAD)


@pytest.fixture(scope="session")
def officer(ours: Authority) -> Person:
    return ours.enrol(OFFICER)
