"""The process killed at every step at which an act is signed: afterwards it is there whole or not at all, and can be done again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from zwgk_desk.desk.admin.doctor import examine_store
from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.common.data_folder import DATABASE
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.course.intake import office_ground
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.people.keys import NoVault
from zwgk_desk.desk.sample.sample_office import ACCOUNTS, PASSPHRASE, PASSWORD, sample_office
from zwgk_desk.model.record import BundleRecord
from zwgk_desk.store.store import open_sqlite

from .. import made_once, needs
from ..conftest import TestClock, filled_office
from .test_signing import draft, sign, submit

KILLED = 86
GROUND = office_ground("没有说明资金来源", "三(二)")
Act = Callable[[Office, int, int], object]

ACTS: dict[str, Act] = {
    "sign": lambda office, key, seen: office.course.sign(Session("zhuyao"), key, seen, "同意", PASSPHRASE),
    "submit": lambda office, key, seen: office.submissions.submit(Session("nigao"), key, seen, passphrase=PASSPHRASE),
    "return": lambda office, key, seen: office.intake.return_bundle(Session("shouwen"), key, (GROUND,), passphrase=PASSPHRASE),
}
STEPS = {
    "sign": ("files.put", "record.append", "bundles.move", "bundles.add_review", "identity.add_signature", "bundles.record"),
    "submit": ("files.put", "record.append", "bundles.move", "bundles.add_submission", "identity.add_signature", "bundles.record"),
    "return": ("files.put", "record.append", "bundles.move", "bundles.add_return", "identity.add_signature", "bundles.record"),
}


def reopened(path: Path) -> Office:
    office = sample_office(open_sqlite(path), load_equipment(), TestClock(), NoVault())
    office.core.clock.now = office.core.clock.now.replace(hour=10)  # type: ignore[attr-defined]
    for account in ACCOUNTS:
        office.core.pens.enter(account, PASSWORD)
    return office


def act_and_die(path: Path, act: str, step: str, key: int, seen: int) -> None:
    """Do the act; the process ends right after the step, inside the transaction, without anything being put in order."""
    office = reopened(path)
    owner, method = step.split(".")
    part = getattr(office.core.store, owner)
    whole = getattr(part, method)

    def die(*given: object, **named: object) -> object:
        done = whole(*given, **named)
        if office.core.store._database.in_transaction():
            os._exit(KILLED)
        return done

    setattr(part, method, die)
    ACTS[act](office, key, seen)


def before(office: Office, act: str) -> BundleRecord:
    """A bundle that waits for the act."""
    record = draft(office)
    if act == "sign":
        from .test_record import sent_to_sign_off

        return sent_to_sign_off(office, record)
    record = sign(office, record)
    if act == "submit":
        return record
    submit(office, record)
    return office.intake.receive(Session("shouwen"), record.key)


def waiting(folder: Path, act: str) -> None:
    """An office, closed, with a bundle that waits for the act."""
    office = filled_office(folder / DATABASE, load_equipment(), TestClock())
    before(office, act)
    office.release()


@pytest.mark.parametrize(("act", "step"), [(act, step) for act, steps in STEPS.items() for step in steps])
def test_killed_at_a_step(act: str, step: str, tmp_path: Path) -> None:
    path = tmp_path / DATABASE
    shutil.copyfile(made_once.folder(f"waits-for-{act}", lambda folder: waiting(folder, act)) / DATABASE, path)
    store = open_sqlite(path)
    key = max(store.bundles.keys())
    stood = (store.bundles.record(key), store.identity.signatures(key), store.record.head())
    seen = stood[0].revision.number
    store.release()
    process = needs.new_processes().Process(target=act_and_die, args=(path, act, step, key, seen))
    process.start()
    process.join(120)
    assert process.exitcode == KILLED
    again = reopened(path)
    store = again.core.store
    assert (store.bundles.record(key), store.identity.signatures(key), store.record.head()) == stood
    assert all(check.ok for check in examine_store(store))
    ACTS[act](again, key, seen)
    assert len(store.identity.signatures(key)) == len(stood[1]) + 1 and all(check.ok for check in examine_store(store))
    again.release()
