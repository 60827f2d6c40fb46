"""Copies of a SQLite database, made while people work in it, and put back: SQLite's own backup of pages (sqlite.org/backup.html), which gives one
consistent moment whatever is written meanwhile."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from .. import owner_only
from ..model.errors import InputError, StoreError
from .database import BESIDE, BUSY_SECONDS, CURRENT_SCHEMA, failures_told

PAGES = 2_000
"""Pages that are copied before others may write again, and progress is told."""

MAGIC = b"SQLite format 3\x00"

Told = Callable[[float], None]


def copy_database(source: Path, target: Path, told: Told = lambda share: None) -> None:
    """Copy a database into a file that is not there yet, as it is at one moment.

    Args:
        source: the database's file.
        target: the copy.
        told: is told how much is done, from 0 to 1.

    Raises:
        StoreError: the database refuses, or the disk is full; nothing is left at the target.
    """
    try:
        with failures_told(str(target)):
            owner_only.write_new(target)
            with closing(_open(source)) as mine, closing(_open(target)) as copy:
                mine.backup(copy, pages=PAGES, progress=lambda _, left, whole: told(1 - left / whole if whole else 1.0))
                copy.execute("PRAGMA journal_mode = DELETE")
    except OSError as error:
        raise InputError(f"备份文件不能写入：{target}（{error.strerror or error}）", "数据没有改动，请检查磁盘和权限，或另选地方") from error
    except StoreError:
        remove_database(target)
        raise


def check_free(path: Path) -> None:
    """Check that nobody is writing into a database; SQLite's backup would wait for them without end.

    Raises:
        StoreError: somebody is.
    """
    with failures_told(str(path)), closing(_open(path)) as opened:
        opened.execute("BEGIN IMMEDIATE")
        opened.execute("ROLLBACK")


def move_aside(path: Path, to: Path) -> None:
    """Move a database that cannot be opened out of the way, with the files beside it.

    Raises:
        InputError: it cannot be moved.
    """
    try:
        for end in BESIDE:
            file = Path(f"{path}{end}")
            if file.exists():
                file.rename(f"{to}{end}")
    except OSError as error:
        raise InputError(f"损坏的数据库不能移开：{path}（{error.strerror or error}）", "请关掉正在用它的程序，再恢复") from error


def put_back(copy: Path, target: Path, told: Told = lambda share: None) -> None:
    """Copy a backup over a database, all of it or nothing.

    Args:
        copy: the backup.
        target: the database's file, made where it is missing.
        told: is told how much is done, from 0 to 1.

    Raises:
        StoreError: the database is in use, or the disk is full; it is then as it was.
    """
    with failures_told(str(target)):
        try:
            owner_only.reserve(target)
        except OSError as error:
            raise InputError(f"数据库不能写入：{target}（{error.strerror or error}）", "请检查磁盘和权限，或用 --data 另选文件夹") from error
        with closing(_open(copy)) as kept, closing(_open(target)) as mine:
            kept.backup(mine, progress=lambda _, left, whole: told(1 - left / whole if whole else 1.0))


def check_copy(path: Path) -> int:
    """Check that a file is a whole database of this program; return the number of its schema.

    Raises:
        InputError: it is missing, no database of this program, of a newer one, or damaged.
    """
    if not path.is_file():
        raise InputError(f"没有这个备份文件：{path}", "请核对路径；现有的数据没有改动")
    try:
        with path.open("rb") as file:
            begin = file.read(len(MAGIC))
    except OSError as error:
        raise InputError(f"备份文件不能读取：{path}（{error.strerror or error}）", "请核对路径；现有的数据没有改动") from error
    if begin != MAGIC:
        raise InputError(f"“{path.name}”不是本程序的备份", "请另选备份文件；现有的数据没有改动")
    try:
        with closing(_open(path, "ro")) as opened:
            faults = [row[0] for row in opened.execute("PRAGMA integrity_check(1)")]
            version = opened.execute("SELECT MAX(version) FROM schema_version").fetchone()[0]
    except sqlite3.Error as error:
        raise InputError(f"备份“{path.name}”已损坏，或者不是本程序的（{error}）", "请另选备份文件；现有的数据没有改动") from error
    if faults != ["ok"]:
        raise InputError(f"备份“{path.name}”已损坏（{faults[0] if faults else ''}）", "请另选备份文件；现有的数据没有改动")
    if not isinstance(version, int) or version < 1:
        raise InputError(f"“{path.name}”不是本程序的备份", "请另选备份文件；现有的数据没有改动")
    if version > CURRENT_SCHEMA:
        raise InputError(f"备份“{path.name}”由更新版本的程序做成（结构版本 {version}，本程序只认识到 {CURRENT_SCHEMA}）", "请安装新版程序后再恢复")
    return version


def files_of(path: Path) -> tuple[Path, ...]:
    """Return the files that a database has, itself first."""
    return tuple(Path(f"{path}{end}").resolve() for end in BESIDE)


def remove_database(path: Path) -> None:
    """Remove a database with the files that SQLite lays beside it."""
    for end in BESIDE:
        with suppress(OSError):
            Path(f"{path}{end}").unlink()  # a link itself, never what it leads to


def _open(path: Path, mode: str = "rw") -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=BUSY_SECONDS)
