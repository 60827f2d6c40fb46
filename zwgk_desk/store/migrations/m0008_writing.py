"""8: drafts: edits of a bundle that are not saved as a revision yet."""

from __future__ import annotations

from .dialect import Dialect


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 7 to schema 8."""
    return [
        "CREATE TABLE draft (account TEXT NOT NULL, bundle_id INTEGER NOT NULL REFERENCES bundle(id), revision INTEGER NOT NULL, "
        "snapshot TEXT NOT NULL, typed_at TEXT NOT NULL, PRIMARY KEY (account, bundle_id))",
    ]
