"""The numbered migrations. A migration that has been released is never changed; the next change of the schema is the next number.

Each module has `statements`, named in MIGRATIONS, a function of the dialect's words, run in one transaction together with the new version number.

May import: nothing of ours but the steps themselves.
"""

from __future__ import annotations

from collections.abc import Callable

from . import (
    m0001_tables,
    m0002_reviews,
    m0003_unchangeable,
    m0004_indexes,
    m0005_signatures,
    m0006_record,
    m0007_workbench,
    m0008_writing,
    m0009_pinned,
    m0010_arrivals,
    m0011_states,
)
from .dialect import Dialect

MIGRATIONS: tuple[Callable[[Dialect], list[str]], ...] = (
    m0001_tables.statements,
    m0002_reviews.statements,
    m0003_unchangeable.statements,
    m0004_indexes.statements,
    m0005_signatures.statements,
    m0006_record.statements,
    m0007_workbench.statements,
    m0008_writing.statements,
    m0009_pinned.statements,
    m0010_arrivals.statements,
    m0011_states.statements,
)
"""Number n of the schema is reached by the n-th of these."""
