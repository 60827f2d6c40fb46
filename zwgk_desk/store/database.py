"""Opening the office's database and bringing its schema up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from peewee import Database, OperationalError, PeeweeException, SqliteDatabase

from .. import owner_only
from ..model.errors import StoreError
from .bound_tables import Tables
from .kept import damaged
from .migrations import MIGRATIONS
from .migrations.dialect import POSTGRESQL, SQLITE

CURRENT_SCHEMA = len(MIGRATIONS)
BUSY_SECONDS = 10
BESIDE = ("", "-wal", "-shm", "-journal")
"""Endings of the names of a database's files."""

PRAGMAS = {"journal_mode": "wal", "synchronous": "full", "foreign_keys": 1}


DAMAGED = ("not a database", "malformed", "file is encrypted", "could not decode", "no such table", "no such column", "corrupt")
"""What SQLite says of a file that is none of ours, or no longer whole."""


class Telling:
    """A peewee database whose errors are raised as `StoreError`s, whichever query meets them."""

    place = ""

    def execute_sql(self, *arguments: Any, **options: Any) -> Any:
        """Execute a statement.

        Raises:
            StoreError: the database refuses.
        """
        with failures_told(self.place):
            return super().execute_sql(*arguments, **options)  # type: ignore[misc]


class _Cursor(sqlite3.Cursor):
    """A cursor whose errors are told like those of statements: SQLite reads a table while its rows are fetched."""

    def fetchone(self) -> Any:
        try:
            return super().fetchone()
        except sqlite3.Error as error:
            raise _told(error, "") from error

    def fetchall(self) -> list[Any]:
        try:
            return super().fetchall()
        except sqlite3.Error as error:
            raise _told(error, "") from error


class _Connection(sqlite3.Connection):
    def cursor(self, factory: Any = _Cursor) -> Any:
        return super().cursor(factory)


class OfficeSqlite(Telling, SqliteDatabase):
    """SQLite, with its errors turned into `StoreError`s, in files that only their owner can read."""

    def _connect(self) -> Any:
        """Make the file before SQLite would, which then gives the mode of this one to all that it lays beside it (sqlite.org, os_unix.c,
        findCreateFileMode); what is there already is tightened."""
        if self.place:
            with suppress(OSError):  # SQLite meets the same refusal, and it is told there
                owner_only.reserve(Path(self.place))
            owner_only.tighten(*(Path(f"{self.place}{end}") for end in BESIDE))
        return super()._connect()  # type: ignore[misc]


def sqlite_database(path: Path) -> OfficeSqlite:
    """Return a SQLite database at a place, not yet opened: write-ahead log, every commit on the disk, foreign keys kept."""
    database = OfficeSqlite(str(path), pragmas=PRAGMAS, timeout=BUSY_SECONDS, factory=_Connection)
    database.place = str(path)
    return database


@contextmanager
def failures_told(place: str) -> Iterator[None]:
    """Turn the database's own errors inside the block into `StoreError`s that a person can act on."""
    try:
        yield
    except sqlite3.Error as error:
        raise _told(error, place) from error
    except PeeweeException as error:
        raise _told(error, place) from error


def _told(error: BaseException, place: str) -> StoreError:
    while "cannot rollback" in str(error) and error.__context__ is not None:
        error = error.__context__  # SQLite has rolled back by itself, as it does when the disk is full; the first error says why
    if isinstance(error, StoreError):
        return error
    text = str(error).lower()
    kept = "已保存的内容没有丢失"
    if "readonly" in text or "read-only" in text or "unable to open" in text or "permission" in text:
        return StoreError(f"数据文件夹不能写入：{place}", f"{kept}，请检查文件夹是否只读、当前用户有没有写入权限，然后重试")
    if "full" in text or "no space" in text or "disk i/o" in text:
        return StoreError(f"磁盘已满或写入失败，这一次没有保存：{place}", f"{kept}，请腾出空间后重试")
    if any(words in text for words in DAMAGED):
        return StoreError(f"这不是本程序的数据库，或者已经损坏{f'：{place}' if place else ''}", "程序没有改动它，请确认数据文件夹，或从备份恢复")
    if "locked" in text:
        return StoreError("数据库正被另一个程序占用，这一次没有保存", f"{kept}，请稍候重试")
    if isinstance(error, OperationalError) and ("connect" in text or "server" in text):
        return StoreError(f"连不上数据库：{place}", f"{kept}，请检查网络和数据库服务后重试")
    return StoreError(f"数据库出错（{error}），这一次没有保存", f"{kept}，请重试；如再出现，请管理员运行 doctor 检查")


class SchemaKeeper:
    """Finds out which schema a database has, and migrates it to the current one."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dialect = SQLITE if isinstance(database, SqliteDatabase) else POSTGRESQL

    def version(self) -> int:
        """Return the schema's number; 0 for an empty database.

        Raises:
            StoreError: the database holds tables, but not ours.
        """
        tables = set(self._database.get_tables())
        if "schema_version" in tables:
            version = self._database.execute_sql("SELECT MAX(version) FROM schema_version").fetchone()[0] or 0
            if not isinstance(version, int) or version < 0:
                raise damaged("结构版本")
            return version
        if tables:
            raise StoreError("这个数据库里是别的程序的数据，本程序没有改动它", "请另选数据文件夹")
        return 0

    def migrate(self, target: int = CURRENT_SCHEMA) -> int:
        """Migrate the schema to `target`, each migration in a transaction of its own; return the number it started from.

        Raises:
            StoreError: the database is of a newer program.
        """
        start = self.version()
        if start > CURRENT_SCHEMA:
            raise StoreError(
                f"这个数据库由更新版本的程序建立（结构版本 {start}，本程序只认识到 {CURRENT_SCHEMA}）",
                "数据没有改动，请安装新版程序后再打开",
            )
        for number in range(start + 1, target + 1):
            with self._database.atomic():
                if number == 1:
                    self._database.execute_sql("CREATE TABLE schema_version (version INTEGER PRIMARY KEY)")
                for statement in MIGRATIONS[number - 1](self._dialect):
                    self._database.execute_sql(statement)
                self._database.execute_sql(f"INSERT INTO schema_version (version) VALUES ({number})")
        return start


def open_database(database: Database, place: str) -> Tables:
    """Open a database, migrate it to the current schema, and return its tables.

    Raises:
        StoreError: it cannot be opened, is not ours, or is newer than this program.
    """
    try:
        with failures_told(place):
            database.connect(reuse_if_open=True)
            SchemaKeeper(database).migrate()
    except StoreError:
        database.close()
        raise
    return Tables(database)
