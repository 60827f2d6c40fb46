"""4: the indexes behind the lists and the record of one bundle."""

from __future__ import annotations

from .dialect import Dialect


def statements(d: Dialect) -> list[str]:
    """Return the statements that lead from schema 3 to schema 4."""
    return [
        "CREATE INDEX bundle_updated ON bundle (updated_at, id)",
        "CREATE INDEX bundle_stage ON bundle (stage, updated_at)",
        "CREATE INDEX involved_unit_unit ON involved_unit (unit, bundle_id)",
        "CREATE INDEX revision_file_revision ON revision_file (revision_id)",
        "CREATE INDEX revision_file_file ON revision_file (sha256)",
        "CREATE INDEX review_bundle ON review (bundle_id, id)",
        "CREATE INDEX event_bundle ON event (bundle_id, id)",
    ]
