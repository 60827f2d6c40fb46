"""Saving while people write: drafts of unsaved edits, merging with what others saved, undo and redo, all of them over restarts."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model.bundle import Bundle
from ...model.errors import Conflict, DeskError, InputError
from ...model.merge import FIELDS, merge, with_fields, words_of
from ...model.record import BundleRecord, Standing
from ...model.terms import Act, PartKind
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .bundles import Bundles

UNDO, REDO = "撤销", "重做"
STEP = re.compile(f"({UNDO}|{REDO})：第 (\\d+) 版")


@dataclass(frozen=True)
class MergeResult:
    """Three-way merge of the unsaved edits with the current revision; the base is the revision that the person saw.

    Attributes:
        bundle: the merged bundle; a disputed field has the person's value.
        record: the current record.
        disputed: the fields that both changed, to different values.
        who: the name of the person who saved last.
        theirs: the fields that only others changed.
        seen: the revision that the person edited.
    """

    bundle: Bundle
    record: BundleRecord
    disputed: tuple[str, ...]
    who: str
    theirs: tuple[str, ...]
    seen: int

    @property
    def with_theirs(self) -> Bundle:
        """The merged bundle with the other person's values in disputed fields."""
        return with_fields(self.bundle, self.record.bundle, self.disputed)

    @property
    def dispute(self) -> str:
        """The disputed fields in words, with the other person's values."""
        said = "；".join(f"{FIELDS[name]}改成了“{words_of(self.record.bundle, name)}”" for name in self.disputed)
        return f"{self.who}刚把{said}，和您的改动不一样"

    @property
    def told(self) -> str:
        """The fields that only others changed, in words; empty where they changed nothing."""
        return f"{self.who}刚改了{'、'.join(FIELDS[name] for name in self.theirs)}" if self.theirs else ""


class Disputed(DeskError):
    """Both changed the same field: the person has to choose.

    Attributes:
        merged: the merge, with the revision it was made with.
    """

    def __init__(self, merged: MergeResult) -> None:
        super().__init__(f"{merged.dispute}，您的还没有保存", "请选择用哪一个")
        self.merged = merged


@dataclass(frozen=True)
class Saved:
    """The result of saving.

    Attributes:
        record: the current record.
        theirs: the changes of others that were merged in, in words; empty where there were none.
    """

    record: BundleRecord
    theirs: str = ""


class Writing:
    """Keeps drafts of unsaved edits, merges them with what others save, and undoes and redoes revisions."""

    def __init__(self, core: DeskCore, bundles: Bundles) -> None:
        self._core, self._bundles = core, bundles

    def keep(self, session: Session, key: int, seen: int, bundle: Bundle) -> None:
        """Save the person's unsaved edits as a draft, in case they never come to be saved: it is no revision, and nobody else sees it.

        Raises:
            PermissionDenied: not a drafter.
            NotFound.
        """
        account, _ = self._core.allow(session, UseCase.EDIT_BUNDLE)
        self._core.record_for(account, key)
        with self._core.store.transaction():
            self._core.store.bundles.keep_draft(key, account.name, seen, bundle, stamp(self._core.clock))

    def drop(self, session: Session, key: int) -> None:
        """Delete the person's draft."""
        account = self._core.account(session)
        with self._core.store.transaction():
            self._core.store.bundles.drop_draft(key, account.name)

    def unsaved(self, session: Session, record: BundleRecord) -> MergeResult | None:
        """Return the person's draft of this bundle from earlier, with the revision it edits; None where there is none."""
        account = self._core.account(session)
        kept = self._core.store.bundles.draft(record.key, account.name)
        if kept is None or not self._bundles.can_edit(session, record):
            return None
        merged = self._merge(record, *kept)
        return merged if merged.bundle != record.bundle else None

    def merge_with_current(self, session: Session, key: int, seen: int, bundle: Bundle) -> MergeResult:
        """Merge unsaved edits with what others saved meanwhile; nothing is written.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        return self._merge(self._bundles.open(session, key), seen, bundle)

    def _merge(self, record: BundleRecord, seen: int, bundle: Bundle) -> MergeResult:
        base = self._core.store.bundles.revision(record.key, seen).bundle
        merged = merge(base, bundle, record.bundle)
        who = self._core.store.accounts.get(record.revision.by).display_name
        return MergeResult(merged.bundle, record, merged.disputed, who, merged.theirs, seen)

    def save(self, session: Session, key: int, seen: int, bundle: Bundle) -> Saved:
        """Save the edits of the revision that the person saw, merged with what others saved meanwhile.

        Raises:
            Disputed: somebody changed the same field to another value.
            (and those of `Bundles.save`)
        """
        try:
            record = self._bundles.save(session, key, seen, bundle)
            self.drop(session, key)
            return Saved(record)
        except Conflict:
            merged = self.merge_with_current(session, key, seen, bundle)
            if merged.record.revision.number == seen:
                raise
        if merged.disputed:
            raise Disputed(merged)
        record = self._bundles.save(session, key, merged.record.revision.number, merged.bundle)
        self.drop(session, key)
        return Saved(record, merged.told)

    def settle(self, session: Session, key: int, seen: int, bundle: Bundle, mine: bool, shown: int) -> Saved:
        """Save after the person has chosen between the two values of the disputed fields. The value not chosen stays in an earlier revision.

        Args:
            session, key: the person's session, and the bundle's key.
            seen: the revision that the person edited.
            bundle: the bundle with the person's edits.
            mine: whether the person's own values were chosen.
            shown: the other's revision, which the person was asked about.

        Raises:
            Disputed: somebody has saved once more, and there is something to ask about that one.
            Conflict: somebody has saved once more, and both no longer change the same thing.
            (and those of `Bundles.save`)
        """
        merged = self.merge_with_current(session, key, seen, bundle)
        if merged.record.revision.number != shown:
            if merged.disputed:
                raise Disputed(merged)
            raise Conflict(f"{merged.who}刚又存了一版，没有按您选的保存", "请看过新的内容再保存")
        record = self._bundles.save(session, key, shown, merged.bundle)
        if not mine:
            record = self._bundles.save(session, key, record.revision.number, merged.with_theirs)
        self.drop(session, key)
        return Saved(record)

    def discard(self, session: Session, key: int, seen: int, bundle: Bundle) -> BundleRecord:
        """Drop the edits in a way that redo can bring back: they are saved as a revision, and that step is undone.

        Raises:
            (those of `save`: then it is still kept)
        """
        record = self.save(session, key, seen, bundle).record
        return record if record.revision.number == seen else self.undo(session, key, record.revision.number)

    def standing(self, session: Session, record: BundleRecord) -> Standing:
        """Return a bundle's change token; polled every few seconds by every page that has it open, so the record that is shown is not loaded anew.

        Raises:
            NotFound: the bundle is not for this person, or no longer there.
        """
        self._core.require_sight(self._core.account(session), record)
        return self._core.store.bundles.standing(record.key)

    def seen_now(self, session: Session, key: int, seen: int, kind: PartKind) -> int:
        """Return the revision over which files of a kind may be changed, by a person who saw another: the current one, as long as nobody has changed
        the files of that kind since.

        Raises:
            Conflict: somebody has changed them.
            NotFound.
        """
        record = self._bundles.open(session, key)
        if record.revision.number == seen or self._core.store.bundles.revision(key, seen).bundle.of_kind(kind) == record.bundle.of_kind(kind):
            return record.revision.number
        raise Conflict(f"{kind.label}刚被别人换过，您这一步没有生效", "请看过新的内容，再做一次")

    def steps(self, session: Session, record: BundleRecord) -> tuple[int, int]:
        """Find the revisions to which the next step back and the next step forward lead; 0 for none.

        What the record says of each revision is gone through once more: a change puts a revision behind the one that stands, and drops what had
        been taken back; a step only moves to and fro. So it is the same after a restart, and for everybody who edits the bundle.
        """
        steps = self._taken(session, record)
        states, place = [1], 0
        for number in range(2, record.revision.number + 1):
            if number in steps:
                place += -1 if steps[number] == UNDO else 1
            else:
                states = [*states[: place + 1], number]
                place += 1
        return states[place - 1] if place else 0, states[place + 1] if place + 1 < len(states) else 0

    def _taken(self, session: Session, record: BundleRecord) -> dict[int, str]:
        """Return which revisions were made by a step, and which way."""
        found = ((event.revision, STEP.fullmatch(event.remark)) for event in self._bundles.events(session, record) if event.act is Act.SAVE)
        return {number: match[1] for number, match in found if match}

    def undo(self, session: Session, key: int, seen: int) -> BundleRecord:
        """Take one step back: a new revision with what stood before the last change, files and all. Earlier revisions stay.

        Raises:
            InputError: there is nothing to take back.
            (and those of `Bundles.save`)
        """
        return self._step(session, key, seen, self.steps(session, self._bundles.open(session, key))[0], UNDO)

    def redo(self, session: Session, key: int, seen: int) -> BundleRecord:
        """Take one step forward again.

        Raises:
            InputError: there is nothing that was taken back.
            (and those of `Bundles.save`)
        """
        return self._step(session, key, seen, self.steps(session, self._bundles.open(session, key))[1], REDO)

    def _step(self, session: Session, key: int, seen: int, target: int, what: str) -> BundleRecord:
        if not target:
            raise InputError(f"没有可以{what}的改动", "文件包没有改动")
        bundle = self._core.store.bundles.revision(key, target).bundle
        return self._bundles.save(session, key, seen, bundle, remark=f"{what}：第 {target} 版")
