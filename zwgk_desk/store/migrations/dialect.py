"""Where the SQL of SQLite and PostgreSQL differs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Dialect:
    """The SQL that one database has of its own.

    Attributes:
        name: `sqlite` or `postgresql`.
        key: the column type of a generated primary key.
        blob: the type of bytes.
    """

    name: str
    key: str
    blob: str


SQLITE = Dialect("sqlite", "INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB")
POSTGRESQL = Dialect("postgresql", "SERIAL PRIMARY KEY", "BYTEA")


def forbid_change(dialect: Dialect, table: str) -> list[str]:
    """Return the statements after which rows of `table` can be added and read, but neither changed nor deleted."""
    if dialect.name == "sqlite":
        return [
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for verb in ("UPDATE", "DELETE")
        ]
    return [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION zwgk_append_only()"
    ]
