"""Queries whose SQL is kept give what peewee gives when it puts it together anew."""

from __future__ import annotations

from peewee import Database

from zwgk_desk.store.asked import Asked, Hole
from zwgk_desk.store.bound_tables import Tables
from zwgk_desk.store.store import Store

from .test_store import BUNDLE, create


def written(store: Store, database: Database) -> Tables:
    """The tables with two bundles in them."""
    create(store)
    create(store, content=b"another")
    return Tables(database)


def test_the_rows_of_every_table_are_those_of_the_query_made_anew(store: Store, database: Database) -> None:
    tables = written(store, database)
    for table in tables.all():
        assert tables.rows(table) == list(table.select().dicts())


def test_rows_are_found_by_columns_again_and_again(store: Store, database: Database) -> None:
    tables = written(store, database)
    for _ in range(2):
        assert [row["unit"] for row in tables.rows(tables.involved_unit, bundle=1)] == sorted(BUNDLE.units)
        assert tables.row(tables.involved_unit, bundle=2, unit="甲局") is not None
        assert tables.row(tables.involved_unit, bundle=3) is None
    first, last = tables.row(tables.bundle), tables.newest(tables.bundle)
    assert first is not None and last is not None
    assert (first["id"], last["id"]) == (1, 2)


def test_a_condition_takes_the_value_that_comes_with_the_asking(store: Store, database: Database) -> None:
    bundle = written(store, database).bundle
    asked = Asked(bundle.select().where(bundle.id > Hole("after"), bundle.title == BUNDLE.title).order_by(bundle.id))
    assert [[row["id"] for row in asked.rows(after=after)] for after in (0, 1, 2)] == [[1, 2], [2], []]
