"""The findings of a check."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .shape import fits
from .terms import Severity, Verdict

OFFICE_RULE = "office-judgement"
"""The rule's name of a ground that a clerk states in own words."""

SIGN_OFF_RULES = "signoff-"
"""Prefix of the names of all rules about the sign-off. Their findings are cured by signing, and by nothing else."""


@dataclass(frozen=True)
class Finding:
    """One ground for 退文, or one piece of advice.

    Attributes:
        rule: the rule's name, as in the command-line contract.
        severity: whether it returns the bundle.
        citation: the section of the source document, e.g. 三(一).
        where: the place it is about: `policy`, `materials[0]`, `disclosure.ground`, `reviews.secrecy`, `bundle.lead_unit` and the like.
        message: what is wrong, in Chinese.
        remedy: what to do, in Chinese.
    """

    rule: str
    severity: Severity
    citation: str
    where: str
    message: str
    remedy: str

    @property
    def is_about_sign_off(self) -> bool:
        """Whether the fault is that the right person has not signed just this content."""
        return self.rule.startswith(SIGN_OFF_RULES)

    def as_json(self) -> dict[str, Any]:
        """Return the finding with the keys of the contract."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "citation": self.citation,
            "where": self.where,
            "message": self.message,
            "remedy": self.remedy,
        }


SHAPE = dict.fromkeys(("rule", "severity", "citation", "where", "message", "remedy"), str)
"""The shape of a finding as JSON (`shape.fits`)."""


def finding_from_json(value: dict[str, Any]) -> Finding:
    """Return the finding that `as_json` wrote.

    Raises:
        ValueError: it is none.
    """
    if not fits(value, SHAPE):
        raise ValueError("no finding")
    return Finding(**{**value, "severity": Severity(value["severity"])})


def grounds_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return those findings for which the bundle would be returned (退文)."""
    return tuple(f for f in findings if f.severity is Severity.RETURN)


def grounds_signing_cannot_cure(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """List the grounds for 退文 but those about the sign-off: before it is given these are no obstacle."""
    return tuple(ground for ground in grounds_of(findings) if not ground.is_about_sign_off)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Return the verdict `return` where any finding is a ground for it, else `accept`."""
    return Verdict.RETURN if grounds_of(findings) else Verdict.ACCEPT
