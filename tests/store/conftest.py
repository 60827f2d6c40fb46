"""The store on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database

from zwgk_desk.store.database import sqlite_database
from zwgk_desk.store.store import Store

from ..conftest import new_postgresql


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database of each kind."""
    if request.param == "sqlite":
        made: Database = sqlite_database(tmp_path / "test.sqlite")
    else:
        made = new_postgresql(request.getfixturevalue("postgresql_server"))
    yield made
    made.close()


@pytest.fixture
def store(database: Database) -> Iterator[Store]:
    """The store on each kind of database."""
    opened = Store(database, "测试")
    yield opened
    opened.release()
