"""6: the record of the whole office as a chain of signed lines; keys for signing it; delegated signing.

Lines that were there before stay as they are: without a digest, below the number that `record_head` gives as the base.
"""

from __future__ import annotations

from .dialect import Dialect, forbid_change

NEW_COLUMNS = (
    "subject TEXT NOT NULL DEFAULT ''",
    "previous TEXT",
    "digest TEXT UNIQUE",
    "record_key INTEGER REFERENCES person_key(id)",
)


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 5 to schema 6."""
    return [
        "ALTER TABLE person_key ADD COLUMN purpose TEXT NOT NULL DEFAULT 'signature'",
        "ALTER TABLE person_key ADD COLUMN lender TEXT NOT NULL DEFAULT ''",
        "CREATE UNIQUE INDEX lent_once ON person_key (account, lender, made_at) WHERE lender <> ''",
        "ALTER TABLE account ADD COLUMN record_key INTEGER REFERENCES person_key(id)",
        "ALTER TABLE account ADD COLUMN record_sealed TEXT NOT NULL DEFAULT ''",
        *(_event_in_sqlite(d) if d.name == "sqlite" else _event_in_postgresql(d)),
        "CREATE TABLE record_head (id INTEGER PRIMARY KEY, number INTEGER NOT NULL, digest TEXT NOT NULL, base INTEGER NOT NULL)",
        "INSERT INTO record_head (id, number, digest, base) SELECT 1, COALESCE(MAX(id), 0), '', COALESCE(MAX(id), 0) FROM event",
        "CREATE TABLE seen (account TEXT NOT NULL, bundle_id INTEGER NOT NULL REFERENCES bundle(id), revision INTEGER NOT NULL, "
        "seen_at TEXT NOT NULL, PRIMARY KEY (account, bundle_id))",
    ]


def _event_in_sqlite(d: Dialect) -> list[str]:
    """Return the statements for SQLite, which cannot drop a column's NOT NULL: the table is made anew, and its rows are copied."""
    columns = "id, bundle_id, act, done_by, role, revision, remark, done_at"
    return [
        f"CREATE TABLE event_6 (id {d.key}, bundle_id INTEGER REFERENCES bundle(id), act TEXT NOT NULL, done_by TEXT NOT NULL, "
        f"role TEXT NOT NULL, revision INTEGER NOT NULL, remark TEXT NOT NULL, done_at TEXT NOT NULL, {', '.join(NEW_COLUMNS)}, signature {d.blob})",
        f"INSERT INTO event_6 ({columns}) SELECT {columns} FROM event",
        "DROP TABLE event",
        "ALTER TABLE event_6 RENAME TO event",
        "CREATE INDEX event_bundle ON event (bundle_id, id)",
        *forbid_change(d, "event"),
    ]


def _event_in_postgresql(d: Dialect) -> list[str]:
    added = [f"ALTER TABLE event ADD COLUMN {column}" for column in (*NEW_COLUMNS, f"signature {d.blob}")]
    return ["ALTER TABLE event ALTER COLUMN bundle_id DROP NOT NULL", *added]
