"""5: the office's authority, people's keys and certificates, revocations, and signatures; none of them changed or deleted afterwards."""

from __future__ import annotations

from .dialect import Dialect, forbid_change

APPEND_ONLY = ("authority", "person_key", "certificate", "revocation", "signature")


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 4 to schema 5."""
    return [
        f"CREATE TABLE authority (id {d.key}, certificate {d.blob} NOT NULL, protected TEXT NOT NULL, made_by TEXT NOT NULL, made_at TEXT NOT NULL)",
        f"CREATE TABLE person_key (id {d.key}, account TEXT NOT NULL, request {d.blob} NOT NULL, protected TEXT NOT NULL, made_at TEXT NOT NULL)",
        f"CREATE TABLE certificate (id {d.key}, person_key_id INTEGER NOT NULL UNIQUE REFERENCES person_key(id), account TEXT NOT NULL, "
        f"serial TEXT NOT NULL UNIQUE, content {d.blob} NOT NULL, issued_by TEXT NOT NULL, issued_at TEXT NOT NULL)",
        f"CREATE TABLE revocation (id {d.key}, serial TEXT NOT NULL UNIQUE REFERENCES certificate(serial), reason TEXT NOT NULL, "
        f"listed {d.blob} NOT NULL, revoked_by TEXT NOT NULL, revoked_at TEXT NOT NULL)",
        f"CREATE TABLE signature (id {d.key}, bundle_id INTEGER NOT NULL REFERENCES bundle(id), revision INTEGER NOT NULL, act TEXT NOT NULL, "
        f"account TEXT NOT NULL, manifest TEXT NOT NULL, cms {d.blob} NOT NULL, pdf TEXT NOT NULL, made_at TEXT NOT NULL, "
        "FOREIGN KEY (bundle_id, revision) REFERENCES revision (bundle_id, number))",
        "CREATE INDEX signature_of_bundle ON signature (bundle_id)",
        "CREATE INDEX person_key_of_account ON person_key (account)",
        *(statement for table in APPEND_ONLY for statement in forbid_change(d, table)),
    ]
