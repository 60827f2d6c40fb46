"""Holds a bundle against the lines of the record about it: who saved what, who judged it, where it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any

from ...model.course import TRANSITIONS, Course
from ...model.digest import content_state
from ...model.errors import DeskError
from ...model.record import BundleLine, BundleRecord, Link
from ...model.signature import BundleSignature, SignedAct
from ...model.terms import Act, Role, Stage
from ...store.states import BUNDLE, ROW
from ...store.store import Store
from .kept_signatures import counts
from .truth import OfficeTruth

SAVES = {str(Act.CREATE), str(Act.SAVE)}
JUDGEMENTS = {str(Act.REVIEW), str(Act.SIGN), str(Act.SEND_BACK)}
DRAFTERS, CLERKS = (Role.DRAFTER,), (Role.OFFICE_CLERK,)
DONE_BY = {
    str(Act.CREATE): DRAFTERS, str(Act.SAVE): DRAFTERS, str(Act.SET_DUE): DRAFTERS, str(Act.SEND_TO_REVIEW): DRAFTERS,
    str(Act.SEND_TO_SIGN_OFF): DRAFTERS, str(Act.WITHDRAW): DRAFTERS, str(Act.RECEIVE): CLERKS, str(Act.ISSUE): CLERKS,
}  # fmt: skip
"""The roles in which the acts are done that nobody signs with a passphrase."""

SIGNED = {
    str(Act.REVIEW): (SignedAct.SECRECY, SignedAct.DISCLOSURE_OFFICE, SignedAct.COUNTERSIGN), str(Act.SIGN): (SignedAct.SIGNOFF,),
    str(Act.SEND_BACK): (SignedAct.SIGNOFF,), str(Act.SUBMIT): (SignedAct.SUBMISSION,), str(Act.RETURN): (SignedAct.RETURN,),
    str(Act.ACCEPT): (SignedAct.ACCEPTANCE,),
}  # fmt: skip
"""The signatures that the other acts bear."""

DAMAGE = (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError)
"""What reading a damaged cell raises."""


class BundleTruth:
    """Holds one bundle against the record."""

    def __init__(self, store: Store, truth: OfficeTruth, key: int) -> None:
        """Hold the bundle `key`; nothing is read before `faults` is gone through, all of it in one snapshot of the database."""
        self._store, self._truth, self._key = store, truth, key
        self._authors: dict[str, Link | None] = {}

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        return self._store.record.of_bundle(self._key)

    def faults(self) -> Iterator[str]:
        """Yield a Chinese sentence for each thing in which the bundle is not as the record says. A bundle that is older than the chain of lines is
        held against those that there are. Never raises over what stands in the database."""
        if not self._links:
            yield from (f"文件包 {self._key}：{fault}" for fault in _guarded(self._state_of_content))
            if self._truth.base == 0:
                yield f"办理记录里没有文件包 {self._key}"
            return
        found = False
        for look in (self._saves, self._lines, self._state_of_content, self._course, self._judgements, self._departures, self._notes):
            for fault in _guarded(look):
                found = True
                yield f"文件包 {self._key}：{fault}"
        if not found:
            yield from (f"文件包 {self._key}：{fault}" for fault in _guarded(self._rest))

    def _rest(self) -> Iterator[str]:
        last = self._links[-1].entry
        if BUNDLE in last.state and last.state[BUNDLE] != self._store.states.bundle(self._key):
            yield f"有一处与办理记录最后一条（第 {last.number} 条）办完时不同"

    @property
    def _is_whole(self) -> bool:
        """Whether the record tells of the bundle from its beginning."""
        return self._links[0].entry.act == str(Act.CREATE)

    def _lines(self) -> Iterator[str]:
        since = self._truth.first_with_state
        for link in self._links:
            fault = self._truth.line_fault(link)
            if fault:
                yield f"办理记录第 {link.entry.number} 条{fault}"
            elif link.entry.number > since > 0 and BUNDLE not in link.entry.state:
                yield f"办理记录第 {link.entry.number} 条没有写明办完时的样子，不是本程序写的"
            elif BUNDLE in link.entry.state:
                fault = self._wrongly_done(link)
                if fault:
                    yield f"办理记录第 {link.entry.number} 条{fault}"

    def _wrongly_done(self, link: Link) -> str:
        """Return what is wrong with a line of this version: its author had no right to the act, bears no signature on it, or the row that it wrote is
        another by now; as the end of a Chinese sentence, empty where nothing is."""
        entry = link.entry
        if entry.act in DONE_BY:
            fault = self._truth.role_fault(link, DONE_BY[entry.act], self._authors)
            if fault:
                return fault
        elif not any((s.account, s.at) == (entry.by, entry.at) and s.act in SIGNED[entry.act] for s in self._signatures):
            return f"（{Act(entry.act).label}）没有签名"
        row = self._rows(entry.act, entry.revision, entry.at)
        return "所记的，表里已经是另外的样子" if entry.state.get(ROW, "") != row else ""

    @cached_property
    def _rows(self) -> Callable[[str, int, str], str]:
        return self._store.states.rows(self._key)

    @cached_property
    def _signatures(self) -> list[BundleSignature]:
        identity = self._store.identity
        kept, revoked = identity.authority(), identity.revocation_list()
        return [s for s in identity.signatures(self._key) if kept is not None and counts(s, kept.certificate, revoked)]

    def _saves(self) -> Iterator[str]:
        said = {link.entry.revision: (link.entry.by, link.entry.at) for link in self._links if link.entry.act in SAVES}
        kept = self._store.bundles.savers(self._key)
        for number, by, at in kept:
            if number not in said:
                if self._is_whole or at >= self._links[0].entry.at:
                    yield f"办理记录里没有保存第 {number} 版这一步"
            elif said[number] != (by, at):
                yield f"第 {number} 版的保存人或时间与办理记录不符"
        if len(said) > len(kept):
            yield "办理记录里保存过的版本不见了"

    def _state_of_content(self) -> Iterator[str]:
        record, line = self._record, self._listed
        bundle = record.bundle
        if content_state(bundle) != record.revision.state:
            yield f"第 {record.revision.number} 版的内容与摘要不符"
        if (line.title, line.drafting_unit) != (bundle.title, bundle.drafting_unit):
            yield "列表里的标题或起草单位与内容不符"
        if self._store.bundles.involved_units(self._key) != bundle.units:
            yield "有关单位与内容不符"

    def _course(self) -> Iterator[str]:
        record, course = self._record, Course()
        if not self._is_whole:
            return
        for link in self._links:
            there = (course.stage, Act(link.entry.act))
            if there in TRANSITIONS and TRANSITIONS[there] is not course.stage:
                course = course.after(there[1])
        if course != record.course:
            yield f"按办理记录应在“{course.stage.label}”阶段、退过 {course.return_count} 次文，与所记的不符"
        issued = [link.entry for link in self._links if link.entry.act == str(Act.ISSUE)]
        if course.stage is Stage.ISSUED and [record.document_number] != [entry.remark for entry in issued]:
            yield "文号与办理记录不符"
        last = self._listed
        moves = [link.entry for link in self._links if Act(link.entry.act) is not Act.SET_DUE]
        if moves and (last.updated_by, last.updated_at) not in {(entry.by, entry.at) for entry in moves}:
            yield "最后办理的人或时间与办理记录不符"

    def _judgements(self) -> Iterator[str]:
        said = [_judged(link) for link in self._links if link.entry.act in JUDGEMENTS]
        given = [(r.account, r.at, str(r.role or ""), r.revision, r.remark) for r in self._since(self._record.reviews)]
        yield from (f"{name} 在 {at[:16].replace('T', ' ')} 的审查或审签与办理记录不符" for name, at, *rest in given if (name, at, *rest) not in said)
        if len(said) > len(given):
            yield "办理记录里有的审查或审签不见了"

    def _departures(self) -> Iterator[str]:
        record = self._record
        for act, rows in ((Act.SUBMIT, record.submissions), (Act.RETURN, record.returns)):
            said = [(link.entry.by, link.entry.at) for link in self._links if link.entry.act == str(act)]
            if [(row.by, row.at) for row in self._since(rows)] != said:
                yield f"{act.label}的人、时间或次数与办理记录不符"

    def _notes(self) -> Iterator[str]:
        told = [link.entry.remark for link in self._links if link.entry.act == str(Act.SET_DUE)]
        due = self._record.due_on or "不再限期"
        if (told and told[-1] != due) or (not told and self._is_whole and due != "不再限期"):
            yield "办理期限与办理记录不符"

    def _since(self, rows: Sequence[Any]) -> Sequence[Any]:
        return [row for row in rows if self._is_whole or row.at >= self._links[0].entry.at]

    @cached_property
    def _record(self) -> BundleRecord:
        return self._store.bundles.record(self._key)

    @cached_property
    def _listed(self) -> BundleLine:
        return self._store.bundles.line(self._key)


def _judged(link: Link) -> tuple[str, str, str, int, str]:
    entry = link.entry
    return entry.by, entry.at, entry.role, entry.revision, entry.remark


def _guarded(look: Callable[[], Iterator[str]]) -> Iterator[str]:
    """Yield what is found, and where a cell cannot even be read, that."""
    try:
        yield from look()
    except DeskError as error:
        yield f"读不出来：{error.what}"
    except DAMAGE:
        yield "有一处读不出来，已损坏"
