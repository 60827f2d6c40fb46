"""9: signers' remarks on places of pages."""

from __future__ import annotations

from .dialect import Dialect


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 8 to schema 9."""
    return [
        f"CREATE TABLE pinned_remark (id {d.key}, bundle_id INTEGER NOT NULL REFERENCES bundle(id), revision INTEGER NOT NULL, "
        "account TEXT NOT NULL, page INTEGER NOT NULL, part TEXT NOT NULL, paragraph INTEGER NOT NULL, quote TEXT NOT NULL, remark TEXT NOT NULL, "
        "sent_at TEXT NOT NULL)",
        "CREATE INDEX pinned_remark_bundle ON pinned_remark (bundle_id, sent_at)",
    ]
