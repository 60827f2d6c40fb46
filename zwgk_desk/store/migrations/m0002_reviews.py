"""2: reviews and sign-offs, submissions, returns, the record."""

from __future__ import annotations

from .dialect import Dialect


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 1 to schema 2."""
    bundle = "bundle_id INTEGER NOT NULL REFERENCES bundle(id)"
    return [
        f"CREATE TABLE review (id {d.key}, {bundle}, revision INTEGER NOT NULL, kind TEXT NOT NULL, unit TEXT NOT NULL, "
        "given_by TEXT NOT NULL, account TEXT NOT NULL, role TEXT NOT NULL, result TEXT NOT NULL, content TEXT NOT NULL, "
        "statement TEXT NOT NULL, remark TEXT NOT NULL, given_at TEXT NOT NULL, "
        "FOREIGN KEY (bundle_id, revision) REFERENCES revision (bundle_id, number))",
        f"CREATE TABLE submission (id {d.key}, {bundle}, number INTEGER NOT NULL, revision INTEGER NOT NULL, "
        "packet TEXT NOT NULL REFERENCES file(sha256), submitted_by TEXT NOT NULL, submitted_at TEXT NOT NULL, "
        "UNIQUE (bundle_id, number), FOREIGN KEY (bundle_id, revision) REFERENCES revision (bundle_id, number))",
        f"CREATE TABLE return_notice (id {d.key}, {bundle}, number INTEGER NOT NULL, submission INTEGER NOT NULL, "
        "grounds TEXT NOT NULL, remark TEXT NOT NULL, returned_by TEXT NOT NULL, returned_at TEXT NOT NULL, "
        "UNIQUE (bundle_id, number), FOREIGN KEY (bundle_id, submission) REFERENCES submission (bundle_id, number))",
        f"CREATE TABLE event (id {d.key}, {bundle}, act TEXT NOT NULL, done_by TEXT NOT NULL, role TEXT NOT NULL, "
        "revision INTEGER NOT NULL, remark TEXT NOT NULL, done_at TEXT NOT NULL)",
    ]
