"""What a check finds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .terms import Severity, Verdict

OFFICE_RULE = "office-judgement"
"""The rule's name of a ground that a clerk states in own words."""

SIGN_OFF_RULES = "signoff-"
"""How the names of all rules about the sign-off begin. What they find is cured by signing, and by nothing else."""


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
        """Whether it says that the right person has not signed just this."""
        return self.rule.startswith(SIGN_OFF_RULES)

    def as_json(self) -> dict[str, Any]:
        """The finding with the keys of the contract."""
        return {
            "rule": self.rule,
            "severity": str(self.severity),
            "citation": self.citation,
            "where": self.where,
            "message": self.message,
            "remedy": self.remedy,
        }


def finding_from_json(value: dict[str, Any]) -> Finding:
    """The finding that `as_json` wrote."""
    return Finding(**{**value, "severity": Severity(value["severity"])})


def grounds_of(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Those findings that return the bundle."""
    return tuple(f for f in findings if f.severity is Severity.RETURN)


def grounds_signing_cannot_cure(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """List the grounds for 退文 but those about the sign-off: before it is given these are no obstacle."""
    return tuple(ground for ground in grounds_of(findings) if not ground.is_about_sign_off)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """`return` where any finding is a ground for it."""
    return Verdict.RETURN if grounds_of(findings) else Verdict.ACCEPT
