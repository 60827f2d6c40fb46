"""The table of rules, which the decorator `rule` fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from ..model.finding import Finding
from ..model.terms import Severity
from .case import Case


@dataclass(frozen=True)
class Fault:
    """A fault that a rule found, with its place and message. `remedy` replaces the rule's own where it is given."""

    where: str
    message: str
    remedy: str = ""


@dataclass(frozen=True)
class Rule:
    """One row of the table.

    Attributes:
        name: as in the command-line contract; never changes its meaning.
        severity: whether it returns the bundle.
        citation: the section of the source document it rests on.
        remedy: what to do, in Chinese, where the fault has no remedy of its own.
        find: the function that yields the faults of a case.
    """

    name: str
    severity: Severity
    citation: str
    remedy: str
    find: Callable[[Case], Iterable[Fault]]

    def findings(self, case: Case) -> list[Finding]:
        """Return the rule's findings on a case."""
        return [Finding(self.name, self.severity, self.citation, f.where, f.message, f.remedy or self.remedy) for f in self.find(case)]


RULES: dict[str, Rule] = {}

RuleFunction = Callable[[Case], Iterable[Fault]]


def rule(name: str, severity: Severity, citation: str, remedy: str) -> Callable[[RuleFunction], RuleFunction]:
    """Return a decorator that registers a function as a rule."""

    def register(find: RuleFunction) -> RuleFunction:
        if name in RULES:
            raise ValueError(f"two rules named {name}")
        RULES[name] = Rule(name, severity, citation, remedy, find)
        return find

    return register
