"""11: what an act left behind in the tables, in its line of the record; lines about a person or a packet are found by their subject; a list of
revocations from the beginning, though nothing is revoked yet."""

from __future__ import annotations

from .dialect import Dialect, forbid_change


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 10 to schema 11."""
    return [
        "ALTER TABLE event ADD COLUMN state TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX event_subject ON event (subject, id) WHERE subject <> ''",
        "CREATE INDEX certificate_account ON certificate (account)",
        f"CREATE TABLE empty_list (id {d.key}, listed {d.blob} NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL)",
        *forbid_change(d, "empty_list"),
    ]
