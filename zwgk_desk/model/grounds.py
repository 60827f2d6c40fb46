"""Statutory grounds for not disclosing: data with dates of force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class StatutoryGround:
    """One article on which non-disclosure can rest.

    Attributes:
        law: the law's or regulation's full name.
        short_names: other names it goes by, e.g. 条例.
        article: the article's number as written, e.g. 第十五条.
        summary: what the article covers, in our own words.
        since: the first day it is in force.
        until: the last day it is in force; None while it still is.
    """

    law: str
    short_names: tuple[str, ...]
    article: str
    summary: str
    since: date
    until: date | None = None

    def in_force(self, on: date) -> bool:
        """Return whether it is in force on that day, its first and its last day included."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def label(self) -> str:
        """The ground as it is cited: 《政府信息公开条例》第十五条."""
        return f"《{self.law}》{self.article}"
