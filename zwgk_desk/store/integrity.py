"""The checks that walk through a whole database."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import Database, SqliteDatabase

from ..model.digest import content_state, sha256_of
from . import snapshot
from .bound_tables import Tables
from .database import CURRENT_SCHEMA, OfficeSqlite, SchemaKeeper
from .kept import BytesColumn, DayColumn, FlagColumn, KeyColumn, MomentColumn, NumberColumn, TextColumn

STORED_AS = {
    TextColumn: ("text",), MomentColumn: ("text",), DayColumn: ("text",), NumberColumn: ("integer",), KeyColumn: ("integer",),
    FlagColumn: ("integer",), BytesColumn: ("blob",),
}  # fmt: skip
"""What SQLite's typeof says of each kind of column."""


class IntegrityChecks:
    """Each method yields one Chinese sentence a fault, and nothing where all is well."""

    def __init__(self, database: Database, tables: Tables) -> None:
        self._database = database
        self._t = tables

    def structure(self) -> Iterator[str]:
        """Check the file itself, the foreign keys and the schema's number."""
        version = SchemaKeeper(self._database).version()
        if version != CURRENT_SCHEMA:
            yield f"数据库结构版本是 {version}，应为 {CURRENT_SCHEMA}"
        if not isinstance(self._database, SqliteDatabase):
            return
        for (answer,) in self._database.execute_sql("PRAGMA integrity_check").fetchall():
            if answer != "ok":
                yield f"数据库文件损坏：{answer}"
        for row in self._database.execute_sql("PRAGMA foreign_key_check").fetchall():
            yield f"表 {row[0]} 第 {row[1]} 行指向不存在的内容"
        yield from self._cells()
        yield from self._schema()

    def _cells(self) -> Iterator[str]:
        """Name every cell that holds another type than its column, which SQLite would keep."""
        for table in self._t.all():
            for column in table._meta.sorted_fields:
                kinds = ", ".join(f"'{kind}'" for kind in (*STORED_AS[type(column)], *(("null",) if column.null else ())))
                name, cell = table._meta.table_name, column.column_name
                rows = self._database.execute_sql(f'SELECT rowid FROM "{name}" WHERE typeof("{cell}") NOT IN ({kinds}) LIMIT 20').fetchall()
                yield from (f"表 {name} 第 {row[0]} 行的“{cell}”一栏已损坏" for row in rows)

    def _schema(self) -> Iterator[str]:
        """Name what a database that was just made has and this one has not: a table, an index, or the refusal to change what is kept."""
        held, wanted = _schema_of(self._database), _schema_of(made_now())
        yield from (f"数据库里的 {kind} “{name}”不见了或被改动" for kind, name, _ in sorted(wanted - held))

    def files(self) -> Iterator[str]:
        """Check that every file still has the SHA-256 that it is named by."""
        for name, content, size in self._t.file.select(self._t.file.sha256, self._t.file.content, self._t.file.size).tuples().iterator():
            if (sha256_of(bytes(content)), len(content)) != (name, size):
                yield f"文件 {name[:12]}… 的内容与摘要或大小不符"

    def revisions(self) -> Iterator[str]:
        """Check that every revision has the digests of its snapshot, that their numbers have no gap, and that their files are there."""
        numbers: dict[int, int] = {}
        known = {row[0] for row in self._t.file.select(self._t.file.sha256).tuples()}
        table = self._t.revision
        for row in table.select().order_by(table.bundle, table.number).dicts().iterator():
            key, number = row["bundle"], row["number"]
            if number != numbers.get(key, 0) + 1:
                yield f"文件包 {key} 的版本号不连续：{number}"
            numbers[key] = number
            bundle = snapshot.from_text(row["snapshot"])
            state = content_state(bundle)
            if (state.content, state.statement) != (row["content"], row["statement"]):
                yield f"文件包 {key} 第 {number} 版的内容与摘要不符"
            if any(part.present and part.sha256 not in known for part in bundle.parts):
                yield f"文件包 {key} 第 {number} 版缺少文件"
        for key, current in self._t.bundle.select(self._t.bundle.id, self._t.bundle.current).tuples():
            if numbers.get(key, 0) != current:
                yield f"文件包 {key} 记着第 {current} 版，实际保存到第 {numbers.get(key, 0)} 版"

    def reviews(self) -> Iterator[str]:
        """Check that every review has the digests of the revision it says it judged."""
        revision, review = self._t.revision, self._t.review
        states = {(b, n): (c, s) for b, n, c, s in revision.select(revision.bundle, revision.number, revision.content, revision.statement).tuples()}
        for row in review.select().dicts().iterator():
            if states.get((row["bundle"], row["revision"])) != (row["content"], row["statement"]):
                yield f"文件包 {row['bundle']} 的一次审查（{row['given_by']}）与所审版本的摘要不符"


def made_now() -> SqliteDatabase:
    """Return a database in memory that was just made."""
    database = OfficeSqlite(":memory:")
    SchemaKeeper(database).migrate()
    return database


def _schema_of(database: Database) -> set[tuple[str, str, str]]:
    """Return kind and name of all that a SQLite database consists of; of triggers what they do, too. How a table is written down differs with the
    version of SQLite that once changed it."""
    rows = database.execute_sql("SELECT type, name, sql FROM sqlite_master WHERE name NOT IN ('sqlite_sequence', 'sqlite_stat1')").fetchall()
    return {(kind, name, sql if kind == "trigger" else "") for kind, name, sql in rows}
