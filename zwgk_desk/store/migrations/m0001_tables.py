"""1: files, accounts, bundles with their revisions, settings."""

from __future__ import annotations

from .dialect import Dialect


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from an empty database to schema 1."""
    return [
        f"CREATE TABLE file (sha256 TEXT PRIMARY KEY, size INTEGER NOT NULL, content {d.blob} NOT NULL)",
        f"CREATE TABLE account (id {d.key}, name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, unit TEXT NOT NULL, "
        "roles TEXT NOT NULL, password_hash TEXT NOT NULL, active BOOLEAN NOT NULL, failures INTEGER NOT NULL, "
        "locked_until TEXT NOT NULL, created_at TEXT NOT NULL)",
        f"CREATE TABLE bundle (id {d.key}, title TEXT NOT NULL, drafting_unit TEXT NOT NULL, stage TEXT NOT NULL, "
        "return_count INTEGER NOT NULL, current INTEGER NOT NULL, document_number TEXT NOT NULL, issued_on TEXT NOT NULL, "
        "updated_at TEXT NOT NULL, updated_by TEXT NOT NULL)",
        f"CREATE TABLE involved_unit (id {d.key}, bundle_id INTEGER NOT NULL REFERENCES bundle(id), unit TEXT NOT NULL, UNIQUE (bundle_id, unit))",
        f"CREATE TABLE revision (id {d.key}, bundle_id INTEGER NOT NULL REFERENCES bundle(id), number INTEGER NOT NULL, "
        "snapshot TEXT NOT NULL, content TEXT NOT NULL, statement TEXT NOT NULL, saved_by TEXT NOT NULL, saved_at TEXT NOT NULL, "
        "UNIQUE (bundle_id, number))",
        f"CREATE TABLE revision_file (id {d.key}, revision_id INTEGER NOT NULL REFERENCES revision(id), "
        "sha256 TEXT NOT NULL REFERENCES file(sha256))",
        "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL)",
    ]
