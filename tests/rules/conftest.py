"""Cases before the rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from zwgk_desk.desk.common.document_cache import DocumentCache
from zwgk_desk.desk.common.equipment import Equipment
from zwgk_desk.desk.common.findings import examine
from zwgk_desk.desk.sample.sample_bundles import SampleCase
from zwgk_desk.model.finding import Finding
from zwgk_desk.model.settings import OfficeSettings

ON = date(2026, 11, 2)
Examine = Callable[..., tuple[Finding, ...]]


@pytest.fixture
def examined(equipment: Equipment) -> Examine:
    """Runs all rules over a sample case, with the office's settings and the day as given."""
    reader = DocumentCache()

    def run(case: SampleCase, on: date = ON, **settings: bool) -> tuple[Finding, ...]:
        documents = reader.documents(case.bundle, case.contents.__getitem__)
        return examine(case.bundle, case.reviews, documents, equipment, replace(OfficeSettings(), **settings), on)

    return run


def returning(findings: tuple[Finding, ...]) -> list[str]:
    """The names of the rules that return."""
    return [f.rule for f in findings if f.severity.value == "return"]


def advice(findings: tuple[Finding, ...]) -> list[str]:
    """The names of the rules that advise."""
    return [f.rule for f in findings if f.severity.value == "advice"]
