"""An office in use, and its packets, from before the sign-off was over every file and the record said what acts left behind (0.8.0)."""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from zwgk_desk.desk.admin.doctor import examine_records
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD, sample_office
from zwgk_desk.model.errors import TablesDisagree
from zwgk_desk.model.terms import Stage
from zwgk_desk.packet.checker import NO_LIST, SIGNED_LESS
from zwgk_desk.packet.verify import verify
from zwgk_desk.store.store import open_sqlite

from ..conftest import TestClock
from .test_signing import draft, roots, sign, submit

KEPT = Path(__file__).parent / "former" / "office-0.8.0.sqlite.xz"
"""The sample office as that version left it, with a bundle that was submitted and one that was signed off."""
SUBMITTED, SIGNED_OFF = 4, 5


@pytest.fixture
def former(tmp_path: Path, equipment: Equipment) -> Iterator[Office]:
    (tmp_path / "office.sqlite").write_bytes(lzma.decompress(KEPT.read_bytes()))
    clock = TestClock()
    clock.now += timedelta(days=2)
    office = sample_office(open_sqlite(tmp_path / "office.sqlite"), equipment, clock)
    for account in ACCOUNTS:
        office.accounts.sign_in(account.name, PASSWORD)
    yield office
    office.release()


def packet(office: Office, key: int) -> bytes:
    return office.core.store.files.get(office.core.store.bundles.record(key).submissions[-1].packet)


def test_its_packets_verify_with_a_sentence_that_they_were_signed_less(former: Office) -> None:
    found = verify(packet(former, SUBMITTED), "a.zip", roots(former))
    assert found.confirmed and found.signed and found.notes == (SIGNED_LESS, NO_LIST)


def test_it_goes_on_where_it_stood(former: Office) -> None:
    assert not any(check.faults for check in examine_records(former.core.store)), "nobody is accused for the version"
    clerk = Session("shouwen")
    former.intake.receive(clerk, SUBMITTED)
    former.intake.accept(clerk, SUBMITTED, passphrase=PASSPHRASE)
    seen = former.core.store.bundles.record(SIGNED_OFF).revision.number
    former.submissions.submit(Session("nigao"), SIGNED_OFF, seen, passphrase=PASSPHRASE)
    assert verify(packet(former, SIGNED_OFF), "a.zip", roots(former)).notes[0] == SIGNED_LESS
    assert former.core.store.bundles.record(SIGNED_OFF).course.stage is Stage.SUBMITTED
    assert not any(check.faults for check in examine_records(former.core.store))


def test_what_is_signed_from_now_on_is_signed_strictly(former: Office) -> None:
    found = verify(submit(former, sign(former, draft(former))), "a.zip", roots(former))
    assert found.confirmed and SIGNED_LESS not in found.notes


def test_its_accounts_are_held_against_the_words_of_its_lines(former: Office) -> None:
    former.core.store._database.execute_sql("UPDATE account SET unit = '别处' WHERE name = 'nigao'")
    with pytest.raises(TablesDisagree, match="nigao"):
        former.accounts.sign_in("nigao", PASSWORD)
