"""The checks that walk through a whole database."""

from __future__ import annotations

from collections.abc import Iterator

from peewee import Database, SqliteDatabase

from ..model.digest import content_state, sha256_of
from . import snapshot
from .bound_tables import Tables
from .database import CURRENT_SCHEMA, SchemaKeeper


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
            yield f"表 {row[0]} 有一行指向不存在的内容"

    def files(self) -> Iterator[str]:
        """Check that every file still has the SHA-256 that it is named by."""
        for name, content in self._t.file.select(self._t.file.sha256, self._t.file.content).tuples().iterator():
            if sha256_of(bytes(content)) != name:
                yield f"文件 {name[:12]}… 的内容与摘要不符"

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

    def lists(self) -> Iterator[str]:
        """Check that what the lists go by is what the current revisions say: another department's would not see its bundle, and nobody would know."""
        bundle, revision, involved = self._t.bundle, self._t.revision, self._t.involved_unit
        units: dict[int, set[str]] = {}
        for key, unit in involved.select(involved.bundle, involved.unit).tuples():
            units.setdefault(key, set()).add(unit)
        current = bundle.select(bundle.id, bundle.title, bundle.drafting_unit, revision.snapshot).join(
            revision, on=(revision.bundle == bundle.id) & (revision.number == bundle.current)
        )
        for key, title, unit, text in current.tuples().iterator():
            said = snapshot.from_text(text)
            if (title, unit) != (said.title, said.drafting_unit) or units.get(key, set()) != said.units:
                yield f"文件包 {key} 在列表里的标题或单位与它的内容不符，有的单位可能看不到它"

    def reviews(self) -> Iterator[str]:
        """Check that every review has the digests of the revision it says it judged."""
        revision, review = self._t.revision, self._t.review
        states = {(b, n): (c, s) for b, n, c, s in revision.select(revision.bundle, revision.number, revision.content, revision.statement).tuples()}
        for row in review.select().dicts().iterator():
            if states.get((row["bundle"], row["revision"])) != (row["content"], row["statement"]):
                yield f"文件包 {row['bundle']} 的一次审查（{row['given_by']}）与所审版本的摘要不符"
