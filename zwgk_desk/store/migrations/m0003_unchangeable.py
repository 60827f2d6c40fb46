"""3: what is saved, judged, submitted, returned or recorded can no longer be changed or deleted, by the database's own refusal."""

from __future__ import annotations

from .dialect import Dialect, forbid_change

APPEND_ONLY = ("file", "revision", "revision_file", "review", "submission", "return_notice", "event")


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 2 to schema 3."""
    refuse = (
        "CREATE FUNCTION zwgk_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$"
    )
    triggers = [statement for table in APPEND_ONLY for statement in forbid_change(d, table)]
    return triggers if d.name == "sqlite" else [refuse, *triggers]
