"""Checking a bundle by the rules, whether it lies in an office or on the disk, and the findings as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from ...model.bundle import Bundle
from ...model.finding import Finding, verdict_of
from ...model.part_document import PartDocument
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...rules.case import Case
from ...rules.check import check
from .equipment import Equipment


def check_json(cases: Iterable[tuple[str, Iterable[Finding]]]) -> dict[str, Any]:
    """Return the answer of `check --json`, as the command-line contract has it.

    Args:
        cases: each case's name with its findings.
    """
    listed = [(name, tuple(findings)) for name, findings in cases]
    return {"cases": [{"case": n, "verdict": str(verdict_of(f)), "findings": [x.as_json() for x in f]} for n, f in listed]}


def is_signed(findings: Iterable[Finding]) -> bool:
    """Return whether the right person has signed just this content: no rule about the sign-off finds a fault."""
    return not any(finding.is_about_sign_off for finding in findings)


def examine(
    bundle: Bundle, reviews: tuple[Review, ...], documents: tuple[PartDocument, ...], equipment: Equipment, settings: OfficeSettings, on: date
) -> tuple[Finding, ...]:
    """Apply all rules to a bundle.

    Args:
        bundle: the bundle as it stands.
        reviews: the reviews that count, oldest first.
        documents: its parts as read, in the contract's order.
        equipment: holds the rules' data.
        settings: the office's settings.
        on: the day of the check.
    """
    return check(Case(bundle, reviews, documents, settings, equipment.book, on))
