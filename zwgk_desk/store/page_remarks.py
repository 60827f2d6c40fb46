"""Signers' remarks on places of pages, in the database. Every method that writes is called inside a transaction."""

from __future__ import annotations

from typing import Any

from ..model.page_remark import PageRemark, RemarkAnchor
from .bound_tables import Tables


class PageRemarkStore:
    """The page remarks of one database."""

    def __init__(self, tables: Tables) -> None:
        self._table: Any = tables.pinned_remark

    def add(self, key: int, revision: int, account: str, pin: RemarkAnchor, text: str) -> None:
        """Add a remark on a bundle, not yet sent."""
        place = {"page": pin.page, "part": pin.where, "paragraph": pin.paragraph, "quote": pin.quote}
        self._table.insert(bundle=key, revision=revision, account=account, remark=text, sent_at="", **place).execute()

    def remove(self, key: int, account: str, number: int) -> None:
        """Delete a person's remark that is not sent yet."""
        t = self._table
        t.delete().where(t.id == number, t.bundle == key, t.account == account, t.sent_at == "").execute()

    def pending(self, key: int, account: str) -> tuple[PageRemark, ...]:
        """Return a person's remarks that are not sent yet, in the order of the pages."""
        t = self._table
        return self._read(t.select().where(t.bundle == key, t.account == account, t.sent_at == ""))

    def send(self, key: int, account: str, at: str) -> None:
        """Mark the person's pending remarks as sent with the bundle."""
        t = self._table
        t.update(sent_at=at).where(t.bundle == key, t.account == account, t.sent_at == "").execute()

    def last_sent(self, key: int) -> tuple[PageRemark, ...]:
        """Return the remarks with which a bundle was sent back last, in the order of the pages."""
        t = self._table
        last = t.select(t.sent_at).where(t.bundle == key, t.sent_at != "").order_by(t.sent_at.desc()).limit(1).tuples().first()
        return self._read(t.select().where(t.bundle == key, t.sent_at == last[0])) if last else ()

    def _read(self, query: Any) -> tuple[PageRemark, ...]:
        t = self._table
        return tuple(_remark(row) for row in query.order_by(t.page, t.paragraph, t.id).dicts())


def _remark(row: dict[str, Any]) -> PageRemark:
    pin = RemarkAnchor(row["page"], row["part"], row["paragraph"], row["quote"])
    return PageRemark(row["id"], row["revision"], row["account"], pin, row["remark"], row["sent_at"])
