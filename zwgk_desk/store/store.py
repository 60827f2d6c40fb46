"""One office's store: the database with everything that is read from and written to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import Database, SqliteDatabase

from .accounts import AccountStore
from .bundles import BundleStore
from .database import failures_told, open_database, sqlite_database
from .files import FileStore
from .identity import IdentityStore
from .integrity import IntegrityChecks
from .page_remarks import PageRemarkStore
from .record import RecordBook
from .registered_packets import RegisteredPacketStore
from .search import SearchStore
from .settings import SettingsStore


class Store:
    """The door to one database.

    Attributes:
        place: where the database is, for messages.
        files, bundles, page_remarks, registered_packets, accounts, settings, identity, record, search: what is kept.
        states: what the tables say now, as lines of the record say it.
        integrity: the checks that `doctor` runs.
    """

    def __init__(self, database: Database, place: str) -> None:
        """Open the database and bring its schema up to date.

        Raises:
            StoreError: it cannot be opened, is not ours, or is newer than this program.
        """
        self.place = place
        self._database = database
        tables = open_database(database, place)
        self.files = FileStore(tables)
        self.record = RecordBook(tables)
        self.states = self.record.states
        self.search = SearchStore(database, tables)
        self.bundles = BundleStore(tables, self.record, self.search)
        self.accounts = AccountStore(tables)
        self.page_remarks = PageRemarkStore(tables)
        self.registered_packets = RegisteredPacketStore(tables)
        self.settings = SettingsStore(tables)
        self.identity = IdentityStore(tables)
        self.integrity = IntegrityChecks(database, tables)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Run the block in a transaction: everything that it writes is saved, or nothing of it.

        Raises:
            StoreError: the database refuses.
        """
        immediate = ("IMMEDIATE",) if isinstance(self._database, SqliteDatabase) and not self._database.in_transaction() else ()
        with failures_told(self.place), self._database.atomic(*immediate):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let the block read the database as it is at one moment, whatever others write meanwhile; inside a transaction it is so already.

        Raises:
            StoreError: the database refuses.
        """
        if self._database.in_transaction():
            yield
            return
        with failures_told(self.place), self._database.atomic():
            if not isinstance(self._database, SqliteDatabase):
                self._database.execute_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            yield

    def release(self) -> None:
        """Close this thread's connection, since each thread has its own; the next use opens it again."""
        self._database.close()


def open_sqlite(path: Path) -> Store:
    """Open the store in a SQLite file, made where there is none."""
    return Store(sqlite_database(path), str(path))
