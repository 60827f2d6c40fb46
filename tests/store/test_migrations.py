"""The schema's numbered migrations, from every earlier number, on both databases."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from peewee import Database, SqliteDatabase

from zwgk_desk.model.bundle import Bundle
from zwgk_desk.model.errors import StoreError
from zwgk_desk.model.terms import IssuingAuthority
from zwgk_desk.store.bound_tables import Tables
from zwgk_desk.store.database import CURRENT_SCHEMA, SchemaKeeper, open_database
from zwgk_desk.store.store import Store, open_sqlite

AT = "2026-11-24T09:00:00.000000+08:00"


def shape(database: Database) -> dict[str, list[str]]:
    """The tables with their columns, without SQLite's own bookkeeping."""
    own = ("sqlite_sequence", "searched_index", "searched_terms")
    tables = sorted(table for table in database.get_tables() if not table.startswith(own))
    return {table: sorted(column.name for column in database.get_columns(table)) for table in tables}


@pytest.mark.parametrize("start", range(CURRENT_SCHEMA + 1))
def test_every_earlier_schema_becomes_the_current_one(start: int, database: Database, tmp_path: Path) -> None:
    database.connect()
    keeper = SchemaKeeper(database)
    keeper.migrate(start)
    assert keeper.version() == start
    if start:
        database.execute_sql(f"INSERT INTO setting (name, value) VALUES ('kept', '{start}')")
    assert keeper.migrate() == start
    assert keeper.version() == CURRENT_SCHEMA
    if start:
        assert database.execute_sql("SELECT value FROM setting WHERE name = 'kept'").fetchone()[0] == str(start)
    fresh = SqliteDatabase(":memory:")
    fresh.connect()
    SchemaKeeper(fresh).migrate()
    assert shape(database) == shape(fresh)
    fresh.close()
    with Store(database, "x").transaction():
        pass


def test_the_migrations_make_the_tables_that_the_code_uses(database: Database) -> None:
    tables = open_database(database, "x")
    assert isinstance(tables, Tables)
    made = shape(database)
    for table in tables.all():
        assert sorted(field.column_name for field in table._meta.sorted_fields) == made[table._meta.table_name]


def test_a_second_start_changes_nothing(database: Database) -> None:
    store = Store(database, "x")
    with store.transaction():
        key = store.bundles.create(Bundle("题", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    assert Store(database, "x").bundles.record(key).bundle.title == "题"


def test_a_database_of_a_newer_program_is_left_alone(database: Database) -> None:
    open_database(database, "x")
    database.execute_sql(f"INSERT INTO schema_version (version) VALUES ({CURRENT_SCHEMA + 1})")
    before = shape(database)
    with pytest.raises(StoreError, match="更新版本"):
        Store(database, "x")
    database.connect(reuse_if_open=True)
    assert shape(database) == before


def test_another_program_s_database_is_left_alone(database: Database) -> None:
    database.connect()
    database.execute_sql("CREATE TABLE theirs (id INTEGER)")
    with pytest.raises(StoreError, match="别的程序"):
        Store(database, "x")
    database.connect(reuse_if_open=True)
    assert list(shape(database)) == ["theirs"]


def test_a_migration_that_breaks_leaves_the_schema_before_it(tmp_path: Path) -> None:
    database = SqliteDatabase(str(tmp_path / "x.sqlite"))
    database.connect()
    keeper = SchemaKeeper(database)
    keeper.migrate(1)
    database.execute_sql("CREATE TABLE event (id INTEGER)")  # in the way of number 2
    with pytest.raises(Exception, match="event"):
        keeper.migrate()
    assert keeper.version() == 1
    assert "review" not in database.get_tables()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    path.write_bytes(b"this is a letter, not a database" * 50)
    before = path.read_bytes()
    with pytest.raises(StoreError, match="不是本程序的数据库"):
        open_sqlite(path)
    assert path.read_bytes() == before


def test_sqlite_is_kept_as_promised(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "office.sqlite")
    database = store._database
    assert database.execute_sql("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert database.execute_sql("PRAGMA synchronous").fetchone()[0] == 2
    assert database.execute_sql("PRAGMA foreign_keys").fetchone()[0] == 1
    store.release()


def test_a_full_disk(tmp_path: Path) -> None:
    store = open_sqlite(tmp_path / "office.sqlite")
    with store.transaction():
        key = store.bundles.create(Bundle("题", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    pages = store._database.execute_sql("PRAGMA page_count").fetchone()[0]
    store._database.execute_sql(f"PRAGMA max_page_count = {pages + 2}")  # the real refusal of a full disk
    with pytest.raises(StoreError, match="磁盘已满"), store.transaction():
        store.files.put(b"x" * 1_000_000)
        store.bundles.save(key, 1, Bundle("新", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    assert store.bundles.record(key).bundle.title == "题"
    store.release()


def test_a_database_that_may_only_be_read(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    open_sqlite(path).release()
    database = SqliteDatabase(f"file:{path}?mode=ro", uri=True)
    store = Store(database, str(path))
    with pytest.raises(StoreError, match="不能写入"), store.transaction():
        store.bundles.create(Bundle("题", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    store.release()


def test_what_somebody_changed_behind_the_program_s_back_is_found(tmp_path: Path) -> None:
    path = tmp_path / "office.sqlite"
    store = open_sqlite(path)
    with store.transaction():
        store.files.put(b"content")
        store.bundles.create(Bundle("题", IssuingAuthority.DEPARTMENT, "局"), "u", AT)
    raw = sqlite3.connect(path)
    for trigger in ("file_no_update", "revision_no_update"):
        raw.execute(f"DROP TRIGGER {trigger}")
    raw.execute("UPDATE file SET content = x'00'")
    raw.execute("UPDATE revision SET snapshot = replace(snapshot, '题', '提')")
    raw.commit()
    raw.close()
    assert len(list(store.integrity.files())) == 1
    assert len(list(store.integrity.revisions())) == 1
    with pytest.raises(StoreError, match="摘要不符"):
        store.files.get(next(iter(store.files.names())))
    store.release()


def test_an_office_from_before_the_workbench_knows_what_came_back(database: Database) -> None:
    database.connect()
    keeper = SchemaKeeper(database)
    keeper.migrate(6)
    acts = {"退文的": ["SEND_TO_REVIEW", "RETURN"], "又送出的": ["RETURN", "SEND_TO_REVIEW", "WITHDRAW"], "新的": []}
    for title, done in acts.items():
        database.execute_sql(
            "INSERT INTO bundle (title, drafting_unit, stage, return_count, current, document_number, issued_on, updated_at, updated_by) "
            f"VALUES ('{title}', '局', 'DRAFTING', 1, 1, '', '', '{AT}', 'u')"
        )
        key = database.execute_sql("SELECT MAX(id) FROM bundle").fetchone()[0]
        for act in done:
            database.execute_sql(
                "INSERT INTO event (bundle_id, act, done_by, role, revision, remark, done_at) "
                f"VALUES ({key}, '{act}', 'u', '', 1, '{act}的理由', '{AT}')"
            )
    keeper.migrate()
    assert dict(database.execute_sql("SELECT title, came_back FROM bundle").fetchall()) == {"退文的": "RETURN的理由", "又送出的": "", "新的": ""}
