"""Applies all rules to a case. Importing this module imports every file with rules, which fills the table."""

from __future__ import annotations

from ..model.finding import Finding
from ..model.terms import Severity
from . import advice, declaration, disclosure_office, interpretation, joint_issuance, parts, secrecy, signoff
from .case import Case
from .registry import RULES, Rule

FILES = (advice, declaration, disclosure_office, interpretation, parts, secrecy, signoff, joint_issuance)
"""The files with rules, in the order of the table. It is stated here, since some file may have been imported earlier, which would otherwise put
its rules first."""

_PLACES = {file.__name__: place for place, file in enumerate(FILES)}
TABLE: tuple[Rule, ...] = tuple(sorted(RULES.values(), key=lambda rule: _PLACES[rule.find.__module__]))
"""All rules, in their order."""


def check(case: Case) -> tuple[Finding, ...]:
    """Return all findings, grounds for 退文 first, in the order of the table."""
    found = [finding for rule in TABLE for finding in rule.findings(case)]
    return tuple(sorted(found, key=lambda f: f.severity is not Severity.RETURN))
