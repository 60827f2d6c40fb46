"""The changes since a person last saw a bundle, and since it was returned, ground by ground."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...model.bundle import Bundle
from ...model.changes import Change, changes_between
from ...model.finding import OFFICE_RULE, Finding
from ...model.place import BundlePlace
from ...model.record import BundleRecord
from ...model.review import Review
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from .examiner import Examiner


@dataclass(frozen=True)
class SinceSeen:
    """The changes and reviews of a bundle since a person last saw it.

    Attributes:
        revision: the revision the person saw; 0 for none yet.
        at: when; empty for never.
        changes: the differences since then.
        reviews: the judgements given since.
    """

    revision: int
    at: str
    changes: tuple[Change, ...]
    reviews: tuple[Review, ...]


@dataclass(frozen=True)
class Repair:
    """One ground of the last return, with whether it still stands.

    Attributes:
        ground: the ground.
        stands: whether it still stands; None for a clerk's own ground, which only a person can judge.
        changes: the changes at its place since then.
    """

    ground: Finding
    stands: bool | None
    changes: tuple[Change, ...]

    @property
    def is_untouched(self) -> bool:
        """Whether it is a clerk's own ground and nothing was changed at its place since."""
        return self.stands is None and not self.changes

    @property
    def words(self) -> str:
        """Whether it still stands, in words."""
        if self.stands:
            return "还没有补正"
        if self.stands is None:
            return "已有改动，请对照理由核对" if self.changes else "还没有改动"
        return "已补正"


class Changes:
    """Compares a bundle with the revision that a person saw last, and with the one that was returned."""

    def __init__(self, core: DeskCore, examiner: Examiner) -> None:
        self._core = core
        self._examiner = examiner

    def since_seen(self, account: str, record: BundleRecord) -> SinceSeen:
        """Return the changes of a bundle since a person last saw it.

        Args:
            account: the person, who may see the bundle.
            record: the bundle.
        """
        number, at = self._core.store.bundles.last_seen(record.key, account)
        if not number:
            return SinceSeen(0, "", (), ())
        old = self._core.store.bundles.revision(record.key, number).bundle
        return SinceSeen(number, at, self._between(old, record.bundle), tuple(r for r in record.reviews if r.at > at))

    def mark_seen(self, session: Session, key: int, revision: int) -> None:
        """Save that the person has seen a revision, so that the next view shows the changes since that one.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        account = self._core.account(session)
        self._core.record_for(account, key)
        with self._core.store.transaction():
            self._core.store.bundles.mark_seen(key, account.name, revision, stamp(self._core.clock))

    def repairs(self, record: BundleRecord, findings: Iterable[Finding]) -> tuple[Repair, ...]:
        """Return the state of each ground of the last return; nothing for a bundle that was never returned.

        Args:
            record: the bundle.
            findings: the rules' findings on it.
        """
        if not record.returns:
            return ()
        notice = record.returns[-1]
        sent = next(s for s in record.submissions if s.number == notice.submission)
        changes = self._between(self._core.store.bundles.revision(record.key, sent.revision).bundle, record.bundle)
        given = tuple(review for review in self._examiner.signed_reviews(record) if review.at > notice.at)
        return repairs_of(notice.grounds, changes, given, findings)

    def _between(self, old: Bundle, new: Bundle) -> tuple[Change, ...]:
        get, reader = self._core.store.files.get, self._core.reader
        return changes_between(old, new, reader.documents(old, get), reader.documents(new, get))


def repairs_of(
    grounds: Iterable[Finding], changes: Iterable[Change], given: Iterable[Review], findings: Iterable[Finding]
) -> tuple[Repair, ...]:  # fmt: skip
    """Return the state of each ground of a return.

    Args:
        grounds: the grounds of the return.
        changes: the differences since then.
        given: the judgements given since.
        findings: the rules' findings now.
    """
    standing = {(finding.rule, finding.where) for finding in findings}
    done = (*changes, *(Change(str(BundlePlace.of_review(review.kind)), _said(review)) for review in given))
    return tuple(Repair(ground, _stands(ground, standing), tuple(change for change in done if _concerns(ground, change))) for ground in grounds)


def mended_words(repairs: Sequence[Repair]) -> str:
    """Return in one line how many grounds of the return were dealt with; empty for a bundle that was never returned."""
    if not repairs:
        return ""
    left = sum(bool(repair.stands) for repair in repairs)
    look = sum(repair.stands is None for repair in repairs)
    counted = ((len(repairs) - left - look, "已补正"), (left, "没有补正"), (look, "请核对"))
    said = [f"{count} 项{words}" for count, words in counted if count]
    return f"上次退文 {len(repairs)} 项：{'，'.join(said)}"


def _stands(ground: Finding, standing: set[tuple[str, str]]) -> bool | None:
    return None if ground.rule == OFFICE_RULE else (ground.rule, ground.where) in standing


def _said(review: Review) -> str:
    return f"{review.kind.label}：{review.unit} {review.by} {review.result.label}（第 {review.revision} 版，{review.on}）"


def _concerns(ground: Finding, change: Change) -> bool:
    return BundlePlace.parse(ground.where).meets(BundlePlace.parse(change.where))
