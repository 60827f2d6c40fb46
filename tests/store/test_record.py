"""The record is a chain: what is changed, taken out, moved or cut off behind the program's back shows, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database, SqliteDatabase

from zwgk_desk.model.record import OfficeEvent, RecordEntry
from zwgk_desk.model.terms import OfficeAct
from zwgk_desk.store.database import SchemaKeeper
from zwgk_desk.store.store import Store

AT = "2026-11-24T09:00:00.000000+08:00"
LINES = 6


def write(store: Store, lines: int = LINES) -> None:
    for number in range(lines):
        with store.transaction():
            store.record.append(OfficeEvent(AT, OfficeAct.CHANGE_ACCOUNT, "guanli", f"person-{number}"))


def unlock(database: Database) -> None:
    """What a holder of the database can do, and the program never does."""
    if isinstance(database, SqliteDatabase):
        for verb in ("update", "delete"):
            database.execute_sql(f"DROP TRIGGER event_no_{verb}")
    else:
        database.execute_sql("ALTER TABLE event DISABLE TRIGGER ALL")


def test_lines_follow_one_another(store: Store) -> None:
    write(store)
    links = list(store.record.links())
    assert [link.entry.number for link in links] == list(range(1, LINES + 1))
    assert links[0].previous == "" and all(later.previous == earlier.digest for earlier, later in pairwise(links))
    assert store.record.head() == (LINES, links[-1].digest) and list(store.record.faults()) == []
    assert [entry.subject for entry in store.record.of_office(2)] == ["person-5", "person-4"]


CHANGES: dict[str, list[str]] = {
    "changed": ["UPDATE event SET subject = 'somebody else' WHERE id = 3"],
    "taken out": ["DELETE FROM event WHERE id = 3"],
    "the first taken out": ["DELETE FROM event WHERE id = 1"],
    "the last taken out": ["DELETE FROM event WHERE id = 6"],
    "all taken out": ["DELETE FROM event"],
    "two changed places": ["UPDATE event SET id = 99 WHERE id = 3", "UPDATE event SET id = 3 WHERE id = 4", "UPDATE event SET id = 4 WHERE id = 99"],
    "another digest": ["UPDATE event SET digest = 'x' WHERE id = 6"],
    "the end moved back": [
        "DELETE FROM event WHERE id = 6",
        "UPDATE record_head SET number = 5",
    ],
    "the end moved on": ["UPDATE record_head SET number = 7"],
    "one added past the program": [
        "INSERT INTO event (id, act, done_by, role, revision, remark, done_at) VALUES (7, 'REVOKE', 'guanli', '', 0, '', 'x')",
    ],
    "all passed off as older than the chain": ["UPDATE record_head SET base = 6, digest = ''", "UPDATE event SET remark = 'x' WHERE id = 2"],
    "some passed off as older than the chain": ["UPDATE record_head SET base = 6", "UPDATE event SET remark = 'x' WHERE id = 2"],
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_is_done_to_it_shows(name: str, store: Store, database: Database) -> None:
    write(store)
    unlock(database)
    for statement in CHANGES[name]:
        database.execute_sql(statement)
    assert list(store.record.faults())


def test_a_line_that_did_not_come_to_be_leaves_no_gap(store: Store) -> None:
    write(store, 2)
    with pytest.raises(RuntimeError), store.transaction():
        store.record.append(OfficeEvent(AT, OfficeAct.REVOKE, "guanli"))
        raise RuntimeError
    write(store, 1)
    assert list(store.record.faults()) == [] and store.record.head()[0] == 3


def test_lines_from_before_the_chain_stay_as_they_are(database: Database) -> None:
    database.connect()
    keeper = SchemaKeeper(database)
    keeper.migrate(5)
    database.execute_sql(
        "INSERT INTO bundle (title, drafting_unit, stage, return_count, current, document_number, issued_on, updated_at, updated_by) "
        "VALUES ('t', 'u', 'DRAFTING', 0, 1, '', '', 'x', 'y')"
    )
    database.execute_sql(
        "INSERT INTO event (bundle_id, act, done_by, role, revision, remark, done_at) VALUES (1, 'CREATE', 'nigao', 'DRAFTER', 1, 'before', 'x')"
    )
    store = Store(database, "x")
    write(store, 2)
    assert list(store.record.faults()) == [] and [link.entry.number for link in store.record.links()] == [2, 3]
    assert [event.remark for event in store.bundles.events(1)] == ["before"]
    for statement in ("UPDATE event SET remark = 'x'", "DELETE FROM event"):
        with pytest.raises(Exception, match="append-only"):
            database.execute_sql(statement)


TEXT = st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=20)
ENTRY = st.builds(RecordEntry, st.integers(1, 99), st.integers(0, 9), TEXT, TEXT, TEXT, st.integers(0, 9), TEXT, TEXT, TEXT)


@given(one=ENTRY, other=ENTRY, before=TEXT)
def test_two_lines_that_differ_at_all_have_different_digests(one: RecordEntry, other: RecordEntry, before: str) -> None:
    same: Callable[[str], bool] = lambda previous: one.digest_after(previous) == other.digest_after(previous)  # noqa: E731
    assert same(before) == (one == other)
    assert one.digest_after(before) != one.digest_after(f"{before}x")
