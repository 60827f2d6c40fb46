"""Backups of the office's database: made while people work, tried by opening them in an empty place, put back without losing what they replace."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from ... import owner_only
from ...model.errors import DeskError, InputError
from ...store import backup as copies
from ...store.store import Store, open_sqlite
from ..common.clock import Clock, beijing_now
from ..common.core import DeskCore, Session
from ..common.data_folder import DATABASE, SERVER_VARIABLE, database_exists, open_store
from ..common.permission import UseCase
from .backup_age import LAST, moment_text, told_of_last
from .doctor import examine_records

DAILY = "backups"
"""Name of the folder in the data folder with the backups that the program makes by itself."""

KEPT, DAILY_HOURS = 7, 24
REPLACED = "replaced"
ON_SERVER = "数据在 PostgreSQL 服务器上，这里不能做备份"
ON_SERVER_REMEDY = "数据没有改动，请服务器的管理员用 pg_dump 备份、pg_restore 恢复"

Told = Callable[[float], None]


@dataclass(frozen=True)
class Brought:
    """What a backup holds.

    Attributes:
        office: the office's name; empty where it has none yet.
        bundles, accounts: how many.
        newest: the moment of the last line of its record; empty where there is none.
        kept: where what was replaced is kept; None where nothing was.
        faults: what `doctor` finds wrong in it; a copy of a damaged database is better than none, and no good backup.
    """

    office: str
    bundles: int
    accounts: int
    newest: str
    kept: Path | None = None
    faults: tuple[str, ...] = ()

    def told(self) -> str:
        """Return it in words."""
        name = self.office or "尚未命名的办公室"
        return f"{name}：{self.bundles} 个文件包，{self.accounts} 个账号{f'，最后一条记录是 {self.newest}' if self.newest else ''}"


def make_backup(folder: Path, environ: Mapping[str, str], out: Path, told: Told = lambda share: None, clock: Clock = beijing_now) -> Brought:
    """Back an office's database up into a file, and try the copy before it takes the file's place.

    Args:
        folder: the data folder.
        environ: the environment.
        out: the file; one that is there is replaced, unless something is wrong with the database: it may be the last good one.
        told: is told how much is done, from 0 to 1.
        clock: says when.

    Raises:
        InputError: there is no office here, it lies on a server, or the file cannot be written.
        StoreError: the database refuses.
    """
    source = _database(folder, environ)
    if out.resolve() in copies.files_of(source):
        raise InputError("备份不能写到数据库自己的文件上", "数据没有改动，请另选文件名")
    if out.name == DATABASE:
        raise InputError(f"备份不能叫 {DATABASE}：那是办公室数据库自己的名字", "数据没有改动，请另选文件名")
    if not out.name or not out.parent.is_dir() or out.is_dir():
        raise InputError(f"备份不能存到这里：{out}", "数据没有改动，请写明已有文件夹里的一个文件名")
    beside = out.with_name(f".{out.name}.part")
    copies.remove_database(beside)
    try:
        copies.copy_database(source, beside, told)
        found = _tried(beside)
        if found.faults and out.exists():
            raise InputError(
                f"数据库里检查出 {len(found.faults)} 处问题：{found.faults[0]}", f"没有换掉原来的备份“{out.name}”，请另选文件名，并运行 doctor 查明"
            )
        beside.replace(out)
        if not found.faults:
            _remember(folder, out, clock)
    except OSError as error:
        raise InputError(f"备份文件不能写入：{out}（{error.strerror or error}）", "数据没有改动，请检查磁盘和权限，或另选地方") from error
    finally:
        copies.remove_database(beside)
    return found


def restore_backup(folder: Path, environ: Mapping[str, str], copy: Path, told: Told = lambda share: None, clock: Clock = beijing_now) -> Brought:
    """Put a backup in the place of the office's database; what it replaces is kept beside it.

    Args:
        folder: the data folder.
        environ: the environment.
        copy: the backup.
        told: is told how much is done, from 0 to 1.
        clock: says when, for the name of what is kept.

    Raises:
        InputError: the backup is no good, or of another office.
        StoreError: the database is in use by others, or refuses; it is then as it was.
    """
    if environ.get(SERVER_VARIABLE):
        raise InputError(ON_SERVER, ON_SERVER_REMEDY)
    copies.check_copy(copy)
    found, target = _tried(copy), folder / DATABASE
    if found.faults:
        raise InputError(f"备份“{copy.name}”检查出 {len(found.faults)} 处问题，没有恢复：{found.faults[0]}", "现有的数据没有改动，请另选备份")
    kept: Path | None = None
    if target.exists():
        kept = folder / f"{DATABASE}.{REPLACED}-{clock():%Y%m%d-%H%M%S}"
        if _is_whole(target):
            _same_office(target, copy)
            copies.check_free(target)
            copies.copy_database(target, kept)
        else:
            copies.move_aside(target, kept)
    else:
        _make(folder)
    copies.put_back(copy, target, told)
    open_sqlite(target).release()  # brought up to date, where it is of a former version
    return Brought(found.office, found.bundles, found.accounts, found.newest, kept)


def make_daily(folder: Path, environ: Mapping[str, str], clock: Clock = beijing_now) -> Path | None:
    """Make the day's backup where the last one in the data folder is older than a day; the oldest beyond seven are removed.

    Raises:
        InputError, StoreError: as `make_backup`.
    """
    if environ.get(SERVER_VARIABLE) or not database_exists(folder, environ):
        return None
    place, now = folder / DAILY, clock()
    made = sorted(path for path in place.glob("office-*.sqlite") if 0 <= _hours_since(path, now) < float("inf")) if place.is_dir() else []
    if made and _hours_since(made[-1], now) < DAILY_HOURS:
        return None
    _make(place)
    for left in place.glob(".office-*"):  # of a program that ended meanwhile
        with suppress(OSError):
            left.unlink()
    target = place / f"office-{now:%Y%m%d-%H%M%S}.sqlite"
    found = make_backup(folder, environ, target, clock=clock)
    for old in [*made, target][:-KEPT] if not found.faults else ():  # while something is wrong, the good ones of before are not let go
        with suppress(OSError):
            old.unlink()
    return target


class Backups:
    """Backups by the administrator, from the window."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core
        place = Path(core.store.place)
        on_disk = place.is_file()
        self._folder = place.parent if on_disk else Path()
        self._environ = {} if on_disk else {SERVER_VARIABLE: core.store.place}

    def make(self, session: Session, out: Path, told: Told = lambda share: None) -> Brought:
        """Back the office up into a file.

        Raises:
            PermissionDenied: the person may not.
            (and those of `make_backup`)
        """
        self._core.allow(session, UseCase.BACK_UP)
        return make_backup(self._folder, self._environ, out, told, self._core.clock)

    def restore(self, session: Session, copy: Path, told: Told = lambda share: None) -> Brought:
        """Put a backup in the place of the database; everybody signs in again afterwards.

        Raises:
            PermissionDenied: the person may not.
            (and those of `restore_backup`)
        """
        self._core.allow(session, UseCase.BACK_UP)
        self._core.store.release()
        return restore_backup(self._folder, self._environ, copy, told, self._core.clock)

    def last(self, session: Session) -> str:
        """Return in words when the last good backup was made."""
        self._core.allow(session, UseCase.BACK_UP)
        return told_of_last(self._folder, self._core.clock())


def _database(folder: Path, environ: Mapping[str, str]) -> Path:
    if environ.get(SERVER_VARIABLE):
        raise InputError(ON_SERVER, ON_SERVER_REMEDY)
    if not database_exists(folder, environ):
        raise InputError(f"这里还没有办公室的数据库：{folder}", "请用 --data 指明数据文件夹")
    open_store(folder, environ).release()
    return folder / DATABASE


def _tried(copy: Path) -> Brought:
    """Restore a backup into an empty place, open it and check it through as `doctor` does.

    Raises:
        InputError: it cannot be opened.
    """
    with tempfile.TemporaryDirectory(prefix="zwgk-backup-") as name:
        place = Path(name) / DATABASE
        copies.copy_database(copy, place)
        try:
            store = open_sqlite(place)
            try:
                faults = [fault for check in examine_records(store) for fault in check.faults]
                found = _held(store)
            finally:
                store.release()
        except DeskError as error:
            raise InputError(f"备份“{copy.name}”打不开：{error.what}", "现有的数据没有改动，请另选备份，或先运行 doctor") from error
    return replace(found, faults=tuple(faults))


def _held(store: Store) -> Brought:
    newest = store.record.of_office(1)
    accounts = store.accounts.all()
    return Brought(store.settings.load().office_name, store.bundles.count(), len(accounts), moment_text(newest[0].at) if newest else "")


def _is_whole(target: Path) -> bool:
    """Return whether a database can be opened at all; it is for those that cannot that there are backups."""
    try:
        copies.check_copy(target)
    except InputError:
        return False
    return True


def _same_office(target: Path, copy: Path) -> None:
    """Refuse a backup of another office: its authority is another, or where there is none the first line of its record.

    Raises:
        InputError: they do.
    """
    with tempfile.TemporaryDirectory(prefix="zwgk-backup-") as name:
        place = Path(name) / DATABASE
        copies.copy_database(copy, place)
        stores = [open_sqlite(target), open_sqlite(place)]
        try:
            mine, theirs = map(_mark, stores)
        finally:
            for store in stores:
                store.release()
    if any(mine) and mine != theirs:
        raise InputError(f"备份“{copy.name}”是另一个办公室的，没有恢复", "现有的数据没有改动，请另选备份，或用 --data 恢复到别的文件夹")


def _mark(store: Store) -> tuple[bytes, str]:
    authority = store.identity.authority()
    return (authority.certificate, "") if authority is not None else (b"", store.record.digest_at(store.record.base() + 1))


def _make(folder: Path) -> None:
    try:
        owner_only.make_folders(folder)
    except OSError as error:
        raise InputError(f"文件夹不能建立：{folder}（{error.strerror or error}）", "请检查磁盘和权限") from error


def _remember(folder: Path, out: Path, clock: Clock) -> None:
    said = json.dumps({"at": clock().isoformat(timespec="seconds"), "file": str(out.resolve())}, ensure_ascii=False)
    with suppress(OSError):  # the backup is made; only doctor will not know of it
        owner_only.reserve(folder / LAST)
        (folder / LAST).write_text(said, encoding="utf-8")


def _hours_since(path: Path, now: datetime) -> float:
    try:
        made = datetime.strptime(path.stem.removeprefix("office-"), "%Y%m%d-%H%M%S").replace(tzinfo=now.tzinfo)
    except ValueError:
        return float("inf")
    return (now - made).total_seconds() / 3600
