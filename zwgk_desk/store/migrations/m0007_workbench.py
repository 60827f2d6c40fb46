"""7: for the workbench: due days, reasons for sending back, saved filters, and the text of the parts with its index.

SQLite's index is of trigrams, kept by triggers; PostgreSQL's of bigrams, which a function of ours makes, since neither the server that comes
with pip nor every office's has pg_trgm.
"""

from __future__ import annotations

from .dialect import Dialect

CAME_BACK = (
    "UPDATE bundle SET came_back = COALESCE((SELECT e.remark FROM event e "
    "WHERE e.bundle_id = bundle.id AND e.act IN ('RETURN', 'SEND_BACK') "
    "AND e.id = (SELECT MAX(l.id) FROM event l "
    "WHERE l.bundle_id = bundle.id AND l.act IN ('RETURN', 'SEND_BACK', 'WITHDRAW', 'SEND_TO_REVIEW'))), '') "
    "WHERE stage = 'DRAFTING'"
)


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 6 to schema 7."""
    return [
        "ALTER TABLE bundle ADD COLUMN due_on TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE bundle ADD COLUMN came_back TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE bundle ADD COLUMN searched INTEGER NOT NULL DEFAULT 0",
        CAME_BACK,
        "CREATE INDEX bundle_due ON bundle (due_on) WHERE due_on <> ''",
        "CREATE INDEX bundle_came_back ON bundle (updated_at, id) WHERE came_back <> ''",
        "CREATE INDEX bundle_not_searched ON bundle (id) WHERE searched < current",
        "CREATE TABLE saved_filter (account TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (account, name))",
        f"CREATE TABLE searched_text (id {d.key}, bundle_id INTEGER NOT NULL REFERENCES bundle(id), place TEXT NOT NULL, version TEXT NOT NULL, "
        "text TEXT NOT NULL, plain TEXT NOT NULL, UNIQUE (bundle_id, place))",
        *(_trigrams() if d.name == "sqlite" else _bigrams()),
    ]


def _trigrams() -> list[str]:
    return [
        "CREATE VIRTUAL TABLE searched_index USING fts5 (plain, content='searched_text', content_rowid='id', tokenize='trigram case_sensitive 1')",
        "CREATE VIRTUAL TABLE searched_terms USING fts5vocab ('searched_index', 'row')",
        "CREATE TRIGGER searched_text_added AFTER INSERT ON searched_text "
        "BEGIN INSERT INTO searched_index (rowid, plain) VALUES (new.id, new.plain); END",
        "CREATE TRIGGER searched_text_gone AFTER DELETE ON searched_text "
        "BEGIN INSERT INTO searched_index (searched_index, rowid, plain) VALUES ('delete', old.id, old.plain); END",
    ]


def _bigrams() -> list[str]:
    return [
        "CREATE FUNCTION zwgk_bigrams(given text) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT AS $$ "
        "SELECT COALESCE(array_agg(DISTINCT first || second), ARRAY[]::text[]) FROM ("
        "SELECT letter AS first, lead(letter) OVER (ORDER BY place) AS second "
        "FROM unnest(string_to_array(given, NULL)) WITH ORDINALITY AS letters(letter, place)) AS pairs WHERE second IS NOT NULL $$",
        "CREATE INDEX searched_text_bigrams ON searched_text USING gin (zwgk_bigrams(plain))",
    ]
