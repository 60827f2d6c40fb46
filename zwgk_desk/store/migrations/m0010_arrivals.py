"""10: packets that are handed to the government office as files."""

from __future__ import annotations

from .dialect import Dialect


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 9 to schema 10."""
    texts = ("name", "title", "unit", "matter", "state", "judged", "taken_by", "taken_at", "decided_by", "decided_at", "grounds", "remark", "notice")
    columns = ", ".join(f"{name} TEXT NOT NULL" for name in texts)
    return [
        f"CREATE TABLE arrival (id {d.key}, packet TEXT NOT NULL UNIQUE REFERENCES file(sha256), number INTEGER NOT NULL, {columns})",
        "CREATE INDEX arrival_matter ON arrival (matter, id)",
        "CREATE INDEX arrival_state ON arrival (state, id)",
    ]
