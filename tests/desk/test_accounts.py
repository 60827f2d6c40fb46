"""Accounts: setting up, signing in, guessing slowed, closing."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.desk.common.passwords import FREE_ATTEMPTS, LONGEST_WAIT, locked_until, verify
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_bundles import HOUSING
from zwgk_desk.desk.sample.sample_office import PASSWORD, SAMPLE_HASHER
from zwgk_desk.model.errors import Conflict, InputError, PermissionDenied, SignInFailed
from zwgk_desk.model.people import Account
from zwgk_desk.model.settings import OfficeSettings
from zwgk_desk.model.terms import Role
from zwgk_desk.store.store import Store

from ..conftest import TestClock
from .conftest import People

NEW = Account("zhang.li", "张丽", HOUSING, (Role.DRAFTER,))


def test_the_first_administrator_is_made_once(store: Store, equipment: Equipment, clock: TestClock) -> None:
    office = Office(store, equipment, clock, SAMPLE_HASHER)
    assert not office.accounts.any_exist()
    session = office.accounts.set_up("admin", "管理员", "市政府办公厅", "a-long-password", "签发机构的口令-2026")
    assert office.accounts.who(session).roles == (Role.ADMINISTRATOR,)
    with pytest.raises(PermissionDenied, match="已经建立"):
        office.accounts.set_up("admin2", "管理员", "市政府办公厅", "a-long-password", "签发机构的口令-2026")


def test_guessing_is_slowed_more_and_more_and_time_or_the_administrator_lifts_it(office: Office, people: People, clock: TestClock) -> None:
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(SignInFailed, match="不对"):
            office.accounts.sign_in("nigao", "wrong-password")
    with pytest.raises(SignInFailed, match="以后再试"):
        office.accounts.sign_in("nigao", PASSWORD)
    clock.now += timedelta(seconds=40)
    office.accounts.sign_in("nigao", PASSWORD)
    for _ in range(FREE_ATTEMPTS):
        with pytest.raises(SignInFailed):
            office.accounts.sign_in("nigao", "wrong-password")
    office.accounts.reset_password(people.admin, "nigao", "another-password")
    office.accounts.sign_in("nigao", "another-password")


def test_each_failure_doubles_the_wait_up_to_a_quarter_of_an_hour(clock: TestClock) -> None:
    now = clock()
    assert locked_until(FREE_ATTEMPTS - 1, now) == ""
    waits = [locked_until(FREE_ATTEMPTS + n, now) for n in range(20)]
    assert waits == sorted(waits)
    assert waits[-1] == (now + LONGEST_WAIT).isoformat(timespec="seconds")


def test_an_unknown_name_is_told_in_the_same_words_as_a_wrong_password(office: Office) -> None:
    told = []
    for name in ("nigao", "nobody"):
        with pytest.raises(SignInFailed) as error:
            office.accounts.sign_in(name, "wrong-password")
        told.append(str(error.value))
    assert told[0] == told[1]


def test_a_closed_account_ends_at_once_and_its_name_is_not_given_again(office: Office, people: People) -> None:
    account = office.accounts.who(people.drafter)
    office.accounts.update(people.admin, replace(account, active=False))
    with pytest.raises(PermissionDenied, match="停用"):
        office.searching.bundles(people.drafter)
    with pytest.raises(SignInFailed, match="停用"):
        office.accounts.sign_in("nigao", PASSWORD)
    with pytest.raises(Conflict, match="已经存在"):
        office.accounts.add(people.admin, replace(account, active=True), "password-1")


def test_one_administrator_always_remains(office: Office, people: People) -> None:
    admin = office.accounts.who(people.admin)
    for change in (replace(admin, active=False), replace(admin, roles=(Role.READER,))):
        with pytest.raises(InputError, match="管理员"):
            office.accounts.update(people.admin, change)
    assert office.accounts.who(people.admin) == admin


@pytest.mark.parametrize(
    "account, password",
    [
        (replace(NEW, name="a"), "password-1"), (replace(NEW, name="a b"), "password-1"), (replace(NEW, display_name=""), "password-1"),
        (replace(NEW, roles=()), "password-1"), (NEW, "short"), (NEW, "zhang.li"),
    ],
)  # fmt: skip
def test_what_will_not_do(account: Account, password: str, office: Office, people: People) -> None:
    with pytest.raises(InputError):
        office.accounts.add(people.admin, account, password)


def test_one_s_own_password(office: Office, people: People) -> None:
    with pytest.raises(SignInFailed, match="原密码"):
        office.accounts.change_password(people.drafter, "wrong", "a-new-password")
    office.accounts.change_password(people.drafter, PASSWORD, "a-new-password")
    office.accounts.sign_in("nigao", "a-new-password")


def test_no_password_stands_in_the_database(office: Office, people: People, tmp_path: Path) -> None:
    office.accounts.add(people.admin, NEW, "very-secret-password")
    content = b"".join(path.read_bytes() for path in tmp_path.glob("filled.sqlite*"))
    assert b"very-secret-password" not in content and PASSWORD.encode() not in content
    assert b"$argon2id$" in content


def test_settings(office: Office, people: People) -> None:
    changed = OfficeSettings("某市政府办公厅", on_request_is_withheld=False)
    office.settings.save(people.admin, changed)
    assert office.settings.load() == changed
    with pytest.raises(InputError):
        office.settings.save(people.admin, replace(changed, office_name=" "))
    assert {ground.article for ground in office.settings.grounds()} == {"第十四条", "第十五条", "第十六条"}


@pytest.mark.parametrize("damaged", ["", "某", "\u2028", "\ud800", "$argon2id$v=19$m=8,t=1,p=1$密$密", "a\0b"])
def test_a_hash_that_is_none_opens_nothing(damaged: str) -> None:
    assert not verify(SAMPLE_HASHER, damaged, PASSWORD)
