"""记录: who did what, when, each line verified as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

from ...model.progress import Progress, silent
from ...model.record import Link, RecordEntry, RecordWords, Sight
from ...model.terms import Act, OfficeAct, Role, Term
from ..common.core import DeskCore, Session
from .proof import line_fault, record_keys, revoking_lines
from .searching import sight_of


class LineVerification(Term):
    """Whether the signature and the digest of a line of the record were verified."""

    VERIFIED = "verified", "✓ 签名相符"
    WRONG = "wrong", "✗ 有误"
    OLDER = "older", "— 早于签名记录"


LINES_AT_A_TIME = 20_000
"""Lines of the record that are searched at a time; between two such stretches the search reports its progress, and can be stopped."""

ACTS: dict[str, str] = {str(act): act.label for kind in (Act, OfficeAct) for act in kind}


@dataclass(frozen=True)
class RecordLine:
    """A line of the record, in words.

    Attributes:
        entry: the line.
        who: the name of the person who acted.
        role: the role in which.
        what: the act, in words.
        about: the bundle's title, or the person or thing that the act was on.
        verification: whether its signature and digest were verified.
        fault: what is wrong with it; empty where nothing is.
    """

    entry: RecordEntry
    who: str
    role: str
    what: str
    about: str
    verification: LineVerification
    fault: str = ""


class Records:
    """Shows who did what and when, each line verified."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def lines(self, session: Session, words: str = "", before: int = 0, limit: int = 200, progress: Progress = silent) -> tuple[RecordLine, ...]:
        """Return a stretch of the record, newest first: the lines about the bundles that the person may see, and for the administrator those
        about the office itself.

        Args:
            session: the person's session.
            words: the words to find in titles, remarks, people's names, acts; empty for everything.
            before: only lines before this number; 0 for the newest.
            limit: how many at most.
            progress: takes how far the search is.

        Raises:
            Cancelled: `progress` says so.
            PermissionDenied: the account is closed.
        """
        account = self._core.account(session)
        text = words.strip()
        names = {known.name: known.display_name for known in self._core.store.accounts.all()}
        asked = RecordWords(
            text, tuple(name for name, shown in names.items() if text in shown), tuple(act for act, label in ACTS.items() if text in label)
        )
        found = self._found(sight_of(account), asked, before, limit, progress)
        keys, revoked = record_keys(self._core.store), revoking_lines(self._core.store)
        made = []
        for link, title in found:
            verification, fault = self._verify(link, line_fault(link, keys, revoked))
            entry = link.entry
            role = next((role.label for role in Role if str(role) == entry.role), "")
            about = title or names.get(entry.subject, entry.subject)
            made.append(RecordLine(entry, names.get(entry.by, entry.by), role, ACTS.get(entry.act, entry.act), about, verification, fault))
        return tuple(made)

    def _found(self, sight: Sight, asked: RecordWords, before: int, limit: int, progress: Progress) -> list[tuple[Link, str]]:
        book = self._core.store.record
        newest = book.newest() + 1
        found: list[tuple[Link, str]] = []
        end = before or newest
        while end > 1 and len(found) < limit:
            progress(1 - end / newest, "读取记录")
            first = max(1, end - LINES_AT_A_TIME)
            found += book.stretch(sight, asked, end, limit - len(found), first)
            end = first
        return found

    def _verify(self, link: Link, fault: str) -> tuple[LineVerification, str]:
        if not link.digest:
            return LineVerification.OLDER, ""
        if not link.fits:
            return LineVerification.WRONG, "这一条的内容与摘要不符"
        before = self._core.store.record.digest_at(link.entry.number - 1)
        if link.previous != before:
            return LineVerification.WRONG, "与它前面的一条不相接"
        return (LineVerification.WRONG, f"这一条{fault}") if fault else (LineVerification.VERIFIED, "")
