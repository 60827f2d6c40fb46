"""Running all rules over a case. Importing this module fills the table."""

from __future__ import annotations

from ..model.finding import Finding
from ..model.terms import Severity
from . import advice, declaration, disclosure_office, interpretation, parts, secrecy, signoff, together  # noqa: F401  (they register their rules)
from .case import Case
from .registry import RULES, Rule


def check(case: Case) -> tuple[Finding, ...]:
    """All findings, grounds for 退文 first, in the order of the table."""
    found = [finding for rule in RULES.values() for finding in rule.findings(case)]
    return tuple(sorted(found, key=lambda f: f.severity is not Severity.RETURN))


def all_rules() -> tuple[Rule, ...]:
    """The table, in its order."""
    return tuple(RULES.values())
