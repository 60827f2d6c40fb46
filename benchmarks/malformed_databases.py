"""Malformed databases: an office's, spoilt in every column of every table, in its structure, and in its file; each opened as an office is."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from benchmarks.malformed_tally import REFUSED, SAME, Differs
from benchmarks.malformed_values import spoilt_der, spoilt_json
from zwgk_desk.desk.admin.doctor import examine_store
from zwgk_desk.desk.common.clock import beijing_now
from zwgk_desk.desk.common.equipment import load_equipment
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE, PASSWORD, fill_sample, sample_office
from zwgk_desk.desk.sample.story import Story, _play
from zwgk_desk.model.errors import DeskError
from zwgk_desk.model.page_remark import RemarkAnchor
from zwgk_desk.model.progress import silent
from zwgk_desk.model.search import ListView, SavedFilter
from zwgk_desk.store.store import open_sqlite

Spoil = Callable[[Path], None]
SHELL = {"sqlite_sequence"}

WRONG: dict[str, Any] = {
    "NULL": None, "0": 0, "-1": -1, "2**62": 2**62, "a fraction": 1.5, "an empty text": "", "a word": "x", "a text of digits": "12",
    "a long text": "x" * 1_000_000,
    "bytes": b"\xff\xfe", "no bytes": b"", "a day that is none": "2026-13-45", "a day": "2026-01-01", "a moment without zone": "2026-01-01T00:00:00",
    "JSON null": "null", "JSON []": "[]", "JSON [1]": "[1]", "JSON {}": "{}", "JSON cut off": '{"a":', "JSON 1": "1", "JSON text": '"a"',
    "JSON deep": "[" * 200_000, "NUL": "a\0b", "U+2028": "甲\u2028乙", "a surrogate's bytes": "CAST(x'EDA080' AS TEXT)",
}  # fmt: skip


def loosened(path: Path) -> None:
    """Take away what would refuse a wrong value: triggers and NOT NULL; a damaged disk asks none of them."""
    with closing(sqlite3.connect(path)) as raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.commit()
        raw.execute("PRAGMA writable_schema = 1")
        raw.execute("UPDATE sqlite_master SET sql = replace(sql, ' NOT NULL', '') WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        raw.commit()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA journal_mode = delete")


def told_database(folder: Path) -> Path:
    """Make an office with something in every table; return its database."""
    path = folder / "office.sqlite"
    office = sample_office(open_sqlite(path), load_equipment(), beijing_now)
    fill_sample(office, with_grounds=False)
    told = Story()
    _play(office, told, folder, silent)
    drafter, admin, clerk = (office.accounts.sign_in(name, PASSWORD) for name in ("nigao", "guanli", "shouwen"))
    office.searching.keep_filter(drafter, SavedFilter("电梯", ListView.ALL, "电梯", None))
    office.searching.catch_up(drafter)
    lines = office.searching.bundles(drafter)
    with office.core.store.transaction():
        store = office.core.store
        for line in lines:
            store.bundles.keep_draft(line.key, "nigao", line.revision, office.bundles.open(drafter, line.key).bundle, line.updated_at)
            store.bundles.mark_seen(line.key, "nigao", 1, line.updated_at)
            store.page_remarks.add(line.key, line.revision, "zhuyao", RemarkAnchor(0, "policy", 1, "电梯"), "请核对")
    office.identity.revoke(admin, "zhidu", "调离", PASSPHRASE)
    packet = next(content for name, content in told.files.items() if name.endswith(".zip"))
    (folder / "甲.zip").write_bytes(packet + b"\0")
    office.packet_intake.take(clerk, folder / "甲.zip")
    office.release()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return path


def spoilt_databases(base: Path, chance: random.Random) -> Iterator[tuple[str, str, Spoil]]:
    """Yield group, kind, and what spoils a copy of a database."""
    with closing(sqlite3.connect(base)) as raw:
        tables = [name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'").fetchall()]
        tables = [name for name in tables if name not in SHELL and not name.startswith("searched_index_")]
        for table in tables:
            columns = [row[1] for row in raw.execute(f'PRAGMA table_info("{table}")').fetchall()]
            for column in columns:
                yield from _columns(raw, table, column)
            yield from _rows(table, columns)
        for kind, name in raw.execute(
            "SELECT type, name FROM sqlite_master WHERE type IN ('index', 'table', 'view') AND name NOT LIKE 'sqlite%'"
        ).fetchall():
            yield "structure", f"structure: no {kind}", _executed(f'DROP {kind} "{name}"')
    yield from _files(base.stat().st_size, chance)


def _columns(raw: sqlite3.Connection, table: str, column: str) -> Iterator[tuple[str, str, Spoil]]:
    group = f"{table}.{column}"
    for name, value in WRONG.items():
        written = value if isinstance(value, str) and value.startswith("CAST") else "?"
        given = () if written != "?" else (value,)
        for which in ("", f' WHERE rowid = (SELECT MIN(rowid) FROM "{table}")'):
            yield group, f"a column: {name}", _executed(f'UPDATE "{table}" SET "{column}" = {written}{which}', *given)
    found = raw.execute(f'SELECT "{column}", rowid FROM "{table}" WHERE "{column}" IS NOT NULL ORDER BY rowid DESC LIMIT 1').fetchone()
    if found is None:
        return
    value, row = found
    makes: Iterator[Callable[[], tuple[str, bytes]]] = iter(())
    if isinstance(value, str) and value[:1] in ("{", "["):
        with suppress(ValueError):
            json.loads(value)
            makes = spoilt_json(value.encode())
    elif isinstance(value, bytes) and value[:1] == b"\x30":
        makes = spoilt_der(value)
    for make in makes:
        yield f"{group} inside", "inside a column", _made(table, column, row, make, isinstance(value, str))


def _made(table: str, column: str, row: int, make: Callable[[], tuple[str, bytes]], text: bool) -> Spoil:
    def spoil(path: Path) -> None:
        _, content = make()
        _executed(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', content.decode("utf-8", "replace") if text else content, row)(path)

    return spoil


def _rows(table: str, columns: list[str]) -> Iterator[tuple[str, str, Spoil]]:
    first, last = (f'(SELECT {which}(rowid) FROM "{table}")' for which in ("MIN", "MAX"))
    listed = ", ".join(f'"{column}"' for column in columns if column != "id")
    yield "rows", "rows: none", _executed(f'DELETE FROM "{table}"')
    yield "rows", "rows: the first missing", _executed(f'DELETE FROM "{table}" WHERE rowid = {first}')
    yield "rows", "rows: the last missing", _executed(f'DELETE FROM "{table}" WHERE rowid = {last}')
    yield "rows", "rows: twice", _executed(f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM "{table}"')
    for column in columns:
        yield "structure", "structure: no column", _executed(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        yield "structure", "structure: a column of another name", _executed(f'ALTER TABLE "{table}" RENAME COLUMN "{column}" TO "other"')


def _executed(statement: str, *given: Any) -> Spoil:
    def spoil(path: Path) -> None:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA foreign_keys = 0")
            with suppress(sqlite3.Error):  # some columns cannot be dropped, some keys not be doubled: then it stays as it is
                raw.execute(statement, given)
                raw.commit()

    return spoil


def _files(size: int, chance: random.Random) -> Iterator[tuple[str, str, Spoil]]:
    for version in ("0", "1", "-5", "99", "'x'", "NULL", "2.5"):
        yield "version", "another version", _executed(f"UPDATE schema_version SET version = {version}")
        yield "version", "another version", _executed(f"DELETE FROM schema_version WHERE version > {version}")
    for place in range(100):
        yield "header", "the file's header", _patched(place, bytes([chance.randrange(256)]))
    for _ in range(200):
        yield "pages", "pages: bytes by chance", _patched(chance.randrange(size), chance.randbytes(chance.choice((1, 16, 4096))))
        yield "pages", "pages: zeros", _patched(chance.randrange(size) // 4096 * 4096, bytes(4096))
        yield "pages", "pages: cut off", _cut(chance.randrange(size))
        yield "pages", "pages: the first ones", _patched(chance.randrange(40) * 4096 + chance.randrange(64), chance.randbytes(8))
    for content in (b"", b"SQLite format 3\0", "一封信".encode() * 500, b"\0" * 4096, b"PK\x03\x04" + bytes(999)):
        yield "file", "another file", lambda path, content=content: path.write_bytes(content) and None  # type: ignore[misc]
    yield "file", "a folder", _replaced(Path.mkdir)
    yield "file", "another program's", _replaced(_executed("CREATE TABLE bookmarks (id, url)"))
    for ending in ("-wal", "-journal", "-shm"):
        yield (
            "file",
            f"a {ending} of chance",
            lambda path, ending=ending: (  # type: ignore[misc]
                path.with_name(path.name + ending).write_bytes(chance.randbytes(9000)) and None
            ),
        )


def _patched(place: int, content: bytes) -> Spoil:
    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.seek(place)
            file.write(content)

    return spoil


def _replaced(make: Callable[[Path], None]) -> Spoil:
    def spoil(path: Path) -> None:
        path.unlink()
        make(path)

    return spoil


def _cut(length: int) -> Spoil:
    def spoil(path: Path) -> None:
        with path.open("r+b") as file:
            file.truncate(length)

    return spoil


class DatabaseDoors:
    """Opens databases as offices, and does there what people do first."""

    def __init__(self, base: Path, folder: Path, people: tuple[str, ...] = ("nigao", "shouwen", "guanli", "zhuyao")) -> None:
        """Spoil copies of `base` in a folder, and let these people sign in to them."""
        self._people = people
        self._base, self._place = base, folder / "spoilt"
        self._equipment = load_equipment()
        self._faults: list[DeskError] = []
        self._whole = self._seen(base)
        if self._faults:
            raise self._faults[0]

    def run(self, spoil: Spoil, group: str = "") -> str:
        """Spoil a copy and open it; return the outcome.

        Raises:
            Differs: bundles say something else, and nobody was told.
        """
        shutil.rmtree(self._place, ignore_errors=True)
        self._place.mkdir()
        path = self._place / "office.sqlite"
        shutil.copyfile(self._base, path)
        spoil(path)
        self._faults = []
        seen = self._seen(path)
        if self._faults:
            return REFUSED
        if seen != self._whole:
            raise Differs(f"a bundle says something else, and nobody is told: {group}")
        return SAME

    def _try(self, act: Callable[[], Any]) -> Any:
        try:
            return act()
        except DeskError as error:
            self._faults.append(error)
            return None

    def _seen(self, path: Path) -> Any:
        """Open a database; return what its bundles say."""
        office = self._try(lambda: sample_office(open_sqlite(path), self._equipment, beijing_now))
        if office is None:
            return None
        try:
            seen = {who: self._person(office, who) for who in self._people}
            for check_up in self._try(lambda: examine_store(office.core.store)) or ():
                self._faults += [DeskError(fault) for fault in check_up.faults if "里的 trigger" not in fault]  # taken out by `loosened`
            return seen
        finally:
            with suppress(DeskError):
                office.release()

    def _person(self, office: Office, who: str) -> Any:
        session = self._try(lambda: office.accounts.sign_in(who, PASSWORD))
        if session is None:
            return None
        core = office
        for act in (
            lambda: [core.searching.lines(session, view) for view in ListView], lambda: core.searching.filters(session),
            lambda: core.searching.catch_up(session), lambda: core.identity.own(session), lambda: core.identity.authority(),
            lambda: core.settings.load(), lambda: core.records.lines(session), lambda: core.accounts.names(),
        ):  # fmt: skip
            self._try(act)
        if who == "guanli":
            for act in (lambda: core.identity.all(session), lambda: core.delegations.all(session), lambda: core.accounts.all(session)):
                self._try(act)
        if who == "shouwen":
            for matter in self._try(lambda: core.packet_intake.matters(session)) or ():
                record = self._try(matter.record)
                if record is not None:
                    self._try(lambda matter=matter, record=record: matter.load_view(record))
        return {line.key: self._bundle(core, session, line.key) for line in self._try(lambda: core.searching.bundles(session)) or ()}

    def _bundle(self, office: Office, session: Any, key: int) -> Any:
        record = self._try(lambda: office.bundles.open(session, key))
        if record is None:
            return None
        for act in (
            lambda: office.views.load(session, record, with_since=True), lambda: office.bundles.revisions(session, key),
            lambda: office.writing.unsaved(session, record), lambda: office.writing.standing(session, record),
            lambda: office.page_remarks.pending(session, key), lambda: office.submissions.packet_name(record),
        ):  # fmt: skip
            self._try(act)
        return record.revision.bundle, [(r.kind, r.result, r.unit) for r in record.reviews]
