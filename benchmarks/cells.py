"""Changes every cell of an office's database, one at a time, and prints what `doctor` says of each table: named, refused by the database, harmless.

    python benchmarks/cells.py

Each cell of the last row of each table is given another value of its own type, and one of another type; the exit status is 1 where doctor is silent
about a cell that counts, or falls.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks.malformed_databases import loosened, told_database
from zwgk_desk.desk.admin.doctor import examine_records
from zwgk_desk.model.errors import StoreError
from zwgk_desk.store.store import Store, open_sqlite

HARMLESS = {
    ("account", "id"): "accounts go by their names",
    ("account", "failures"): "tries, counted anew",
    ("account", "locked_until"): "the same",
    ("bundle", "searched"): "what the search has, made anew",
    ("revision_file", "id"): "nothing names it",
    ("involved_unit", "id"): "nothing names it",
    ("record_head", "id"): "without it nothing is written",
    ("empty_list", "made_by"): "the list itself is signed",
    ("empty_list", "made_at"): "the list itself is signed",
    ("empty_list", "id"): "the list itself is signed",
    ("pinned_remark", "*"): "a signer's notes, which the signer sees before they go",
    ("seen", "*"): "what somebody saw last",
    ("draft", "*"): "what somebody typed and has not saved",
    ("saved_filter", "*"): "a person's own filters",
    ("searched_text", "*"): "the search, made anew from the parts",
}
"""Columns in which a changed value of the right type changes nothing that counts, and why."""

NO_TABLES = ("searched_index", "searched_terms", "schema_version", "sqlite_")


def is_harmless(table: str, column: str) -> bool:
    """Return whether a changed value of a column changes nothing that counts."""
    return (table, "*") in HARMLESS or (table, column) in HARMLESS


def other(value: Any) -> Any:
    """Return a value of the same type that says something else."""
    if isinstance(value, bytes):
        return bytes([value[0] ^ 1]) + value[1:] if value else b"x"
    if isinstance(value, int):
        return value + 1
    return f"{value}x" if isinstance(value, str) else "x"


def of_another_type(value: Any) -> Any:
    """Return a value of another type, which the column's affinity leaves as it is."""
    return b"\xff" if isinstance(value, str | int) else "x"


def cells(store: Store) -> Iterator[tuple[str, str, int, Any]]:
    """Yield table, column, row and value of every cell in the last row of every table."""
    database = store._database
    for table in database.get_tables():
        if table.startswith(NO_TABLES):
            continue
        columns = [row[1] for row in database.execute_sql(f'PRAGMA table_info("{table}")').fetchall()]
        named = ", ".join(f'"{column}"' for column in columns)
        row = database.execute_sql(f'SELECT rowid, {named} FROM "{table}" ORDER BY rowid DESC').fetchone()
        if row:
            yield from ((table, column, row[0], value) for column, value in zip(columns, row[1:], strict=True))


@contextmanager
def taken_back(store: Store) -> Iterator[Any]:
    """Give the database, and take back all that is done to it."""
    database = store._database
    database.begin()
    try:
        yield database
    finally:
        database.rollback()


def spoil(database: Any, table: str, column: str, row: int, value: Any) -> bool:
    """Change a cell; return False where the database itself refuses, whoever asks."""
    try:
        database.execute_sql(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (value, row))
    except StoreError:
        return False
    return True


def faults(store: Store) -> list[str]:
    """Return what doctor says, but for the database's own refusals, which whoever changes cells takes out first."""
    return [fault for check in examine_records(store) for fault in check.faults if "里的 trigger" not in fault]


def tried(store: Store, cell: tuple[str, str, int, Any], value: Any, same_type: bool) -> str:
    """Return what comes of one changed cell."""
    table, column, row, _ = cell
    if same_type and is_harmless(table, column):
        return "harmless"
    with taken_back(store) as database:
        if not spoil(database, table, column, row, value):
            return "refused"
        return "named" if faults(store) else f"SILENT: {table}.{column}"


def main() -> int:
    """Change every cell, and print the table."""
    found: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as name:
        path = told_database(Path(name))
        loosened(path)
        store = open_sqlite(path)
        store._database.execute_sql("PRAGMA foreign_keys = 0")
        if faults(store):
            print("doctor accuses an office that nobody touched:", *faults(store), sep="\n  ")
            return 1
        for cell in list(cells(store)):
            for value, same_type in ((other(cell[3]), True), (of_another_type(cell[3]), False)):
                found.setdefault(cell[0], Counter())[tried(store, cell, value, same_type)] += 1
        store.release()
    print(f"{'table':<16} {'named':>6} {'refused':>8} {'harmless':>9}")
    for table, counts in found.items():
        print(f"{table:<16} {counts['named']:>6} {counts['refused']:>8} {counts['harmless']:>9}")
    silent = [outcome for counts in found.values() for outcome in counts if outcome.startswith("SILENT")]
    print(*silent, sep="\n")
    print(f"{sum(map(Counter.total, found.values()))} cells changed, {len(silent)} passed in silence")
    return 1 if silent else 0


if __name__ == "__main__":
    sys.exit(main())
