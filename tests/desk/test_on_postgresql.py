"""The whole job on an office's PostgreSQL server, as several workstations share it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zwgk_desk.desk.admin.doctor import examine_store
from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.desk.course.review_and_signoff import Judgement
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD, fill_sample, sample_office
from zwgk_desk.model.errors import Conflict
from zwgk_desk.model.finding import grounds_of
from zwgk_desk.model.terms import ReviewKind, ReviewResult, Stage
from zwgk_desk.store.store import Store

from ..conftest import TestClock, new_postgresql


def test_two_workstations_on_one_server(postgresql_server: str, equipment: Equipment, clock: TestClock, tmp_path: Path) -> None:
    database = new_postgresql(postgresql_server)
    other = type(database)(database.database, **database.connect_params, prefer_psycopg3=True)
    first = sample_office(Store(database, "服务器"), equipment, clock)
    fill_sample(first)
    second = sample_office(Store(other, "服务器"), equipment, clock)
    try:
        drafter = first.accounts.sign_in("nigao", PASSWORD)
        principal = second.accounts.sign_in("zhuyao", PASSWORD)
        secrecy = second.accounts.sign_in("baomi", PASSWORD)
        clerk = second.accounts.sign_in("shouwen", PASSWORD)
        key = next(line.key for line in first.searching.bundles(drafter) if "待保密审查" in line.title)
        second.course.review(secrecy, key, 1, ReviewKind.SECRECY, Judgement(ReviewResult.PASSED), passphrase=PASSPHRASE)
        first.course.send_to_sign_off(drafter, key, 1)
        second.course.sign(principal, key, 1, "同意", passphrase=PASSPHRASE)
        assert grounds_of(first.checking.check(drafter, key)) == ()
        first.submissions.submit(drafter, key, 1, passphrase=PASSPHRASE)
        second.intake.receive(clerk, key)
        second.submissions.export(clerk, key, tmp_path / "packet.zip")
        assert second.intake.accept(clerk, key, passphrase=PASSPHRASE).course.stage is Stage.ACCEPTED
        assert all(check.ok for check in examine_store(first.core.store))
        line = next(line for line in first.searching.bundles(drafter) if "未明确公开属性" in line.title)
        seen = first.bundles.open(drafter, line.key)
        second_drafter = second.accounts.sign_in("nigao", PASSWORD)
        second.bundles.remove_part(second_drafter, line.key, seen.revision.number, seen.bundle.parts[0].kind)
        with pytest.raises(Conflict):
            first.bundles.remove_part(drafter, line.key, seen.revision.number, seen.bundle.parts[0].kind)
    finally:
        first.release()
        second.release()
