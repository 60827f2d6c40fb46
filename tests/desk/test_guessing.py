"""Somebody guesses a password from six programs at once: together they have as many tries as one."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.common.passwords import FREE_ATTEMPTS
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.people.accounts import WRONG
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.desk.sample.sample_office import PASSWORD, SAMPLE_HASHER
from zwgk_desk.model.errors import SignInFailed
from zwgk_desk.model.moments import BEIJING
from zwgk_desk.model.people import Account
from zwgk_desk.model.terms import Role
from zwgk_desk.store.postgresql import postgresql_database
from zwgk_desk.store.store import Store, open_sqlite

from .. import needs
from ..conftest import new_postgresql

PROCESSES, TRIES = 6, 5
AT = datetime(2026, 11, 24, 9, 0, 0, tzinfo=BEIJING)
NAME = "nigao"


def opened(place: str) -> Office:
    """The office at a place, at a moment that does not go on: no lock runs out while it is tried."""
    store = Store(postgresql_database(place), place) if place.startswith("postgresql") else open_sqlite(Path(place))
    return Office(store, load_equipment(), lambda: AT, SAMPLE_HASHER)


def guess(place: str, barrier: Barrier, pipe: Connection) -> None:
    """Try wrong passwords as soon as everybody is ready, and tell what each was answered."""
    office = opened(place)
    office.accounts.any_exist()
    barrier.wait(120)
    for turn in range(TRIES):
        try:
            office.accounts.sign_in(NAME, f"guessed-{turn}")
        except SignInFailed as error:
            pipe.send(error.what)
    office.release()
    pipe.close()


def answers(place: str) -> Counter[str]:
    """What all the tries of all processes were answered."""
    context = needs.new_processes()
    barrier = context.Barrier(PROCESSES)
    begun = []
    for _ in range(PROCESSES):
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=guess, args=(place, barrier, theirs))
        process.start()
        theirs.close()
        begun.append((process, ours))
    heard: Counter[str] = Counter()
    for process, ours in begun:
        try:
            while True:
                heard[ours.recv()] += 1
        except EOFError:
            process.join()
        assert process.exitcode == 0
    return heard


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where an office with one account is, on each kind of database."""
    if request.param == "sqlite":
        found = str(tmp_path / "office.sqlite")
    else:
        address = request.getfixturevalue("postgresql_server")
        database = new_postgresql(address)
        found = urlsplit(address)._replace(path=f"/{database.database}").geturl()
    office = opened(found)
    with office.core.store.transaction():
        office.core.store.accounts.add(Account(NAME, "张立", HOUSING, (Role.DRAFTER,)), SAMPLE_HASHER.hash(PASSWORD), AT.isoformat())
    office.release()
    return found


def test_six_programs_have_as_many_tries_as_one(place: str) -> None:
    heard = answers(place)
    assert heard.total() == PROCESSES * TRIES
    assert heard[WRONG] == FREE_ATTEMPTS
    office = opened(place)
    with pytest.raises(SignInFailed, match="以后再试"):
        office.accounts.sign_in(NAME, PASSWORD)
    assert office.core.store.accounts.credentials(NAME).failures == FREE_ATTEMPTS
    office.release()


def test_a_try_counts_before_the_password_is_looked_at(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that is killed while it looks has had its try."""
    office = opened(place)

    def killed(*_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("zwgk_desk.desk.common.passwords.verify", killed)
        for _ in range(FREE_ATTEMPTS):
            with pytest.raises(KeyboardInterrupt):
                office.accounts.sign_in(NAME, "guessed")
    with pytest.raises(SignInFailed, match="以后再试"):
        office.accounts.sign_in(NAME, PASSWORD)
    office.release()


def test_the_right_password_ends_the_count(place: str) -> None:
    office = opened(place)
    for _ in range(3):
        for _ in range(FREE_ATTEMPTS - 1):
            with pytest.raises(SignInFailed, match="不对"):
                office.accounts.sign_in(NAME, "guessed")
        office.accounts.sign_in(NAME, PASSWORD)
    office.release()


def test_guessing_the_old_password_before_an_open_window_is_guessing_too(place: str) -> None:
    office = opened(place)
    session = office.accounts.sign_in(NAME, PASSWORD)
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(SignInFailed, match="原密码不对"):
            office.accounts.change_password(session, "guessed", "a-new-password")
    for old in ("guessed", PASSWORD):
        with pytest.raises(SignInFailed, match="以后再试"):
            office.accounts.change_password(session, old, "a-new-password")
    office.release()
