"""The lists of the workbench: what waits, what came back, what is due, what changed; search over titles, numbers and full text; saved filters."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, time, timedelta

from ...model.course import AT_OFFICE
from ...model.errors import Conflict, InputError, NotFound, StoreError
from ...model.moments import BEIJING
from ...model.naming.fields import TextField
from ...model.people import Account
from ...model.progress import Progress, silent
from ...model.record import BundleLine, Sight
from ...model.search import BundleFilter, FoundLine, ListView, SavedFilter, Searchable
from ...model.terms import Role, Stage
from ..common.core import DeskCore, Session
from ..common.searchable import hits_in, looked_for

LONGEST_NAME = 20
NOBODY: tuple[str, ...] = ()
WAITS_FOR = {
    Role.DRAFTER: {Stage.DRAFTING, Stage.INTERNAL_REVIEW, Stage.SIGN_OFF},
    Role.SECRECY_REVIEWER: {Stage.INTERNAL_REVIEW},
    Role.DISCLOSURE_OFFICE: {Stage.INTERNAL_REVIEW},
    Role.COUNTERSIGNER: {Stage.INTERNAL_REVIEW},
    Role.UNIT_LEADER: {Stage.SIGN_OFF},
    Role.PRINCIPAL_LEADER: {Stage.SIGN_OFF},
    Role.OFFICE_CLERK: {Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED},
}
"""The stages at which a bundle waits for each role."""


class Searching:
    """Lists bundles that the person may see, searches their texts, and keeps filters."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def lines(
        self,
        session: Session,
        view: ListView = ListView.ALL,
        wanted: BundleFilter | None = None,
        after: BundleLine | None = None,
        limit: int = 200,
    ) -> tuple[FoundLine, ...]:
        """Return a stretch of a list of bundles that the person may see, last changed first, with the hits of the searched words.

        Args:
            session: the person's session.
            view: the list.
            wanted: further conditions.
            after: the line after which to begin; None for the first.
            limit: how many at most.
        """
        account = self._core.account(session)
        units, narrowed = self._narrowed(account, view, wanted or BundleFilter())
        lines = self._core.store.bundles.lines(units, narrowed, after, limit)
        if not narrowed.words or not lines:
            return tuple(FoundLine(line) for line in lines)
        texts: dict[int, list[Searchable]] = {}
        for key, text in self._core.store.search.texts([line.key for line in lines]):
            texts.setdefault(key, []).append(text)
        return tuple(FoundLine(line, hits_in(texts.get(line.key, ()), narrowed.wanted_words)) for line in lines)

    def count(self, session: Session, view: ListView, wanted: BundleFilter | None = None) -> int:
        """Return how many bundles a list has in all."""
        units, narrowed = self._narrowed(self._core.account(session), view, wanted or BundleFilter())
        return self._core.store.bundles.count(units, narrowed)

    def bundles(self, session: Session, stages: Collection[Stage] | None = None, limit: int = 200) -> tuple[BundleLine, ...]:
        """Return the bundles that the person may see, at some stages or all, last changed first."""
        wanted = BundleFilter(stages=None if stages is None else frozenset(stages))
        return tuple(found.line for found in self.lines(session, ListView.ALL, wanted, limit=limit))

    def catch_up(self, session: Session, progress: Progress = silent) -> int:
        """Index the bundles whose text is not in the index yet, such as those from before there was one; return how many there were.

        Raises:
            Cancelled: by `progress`; what has been read stays.
        """
        self._core.account(session)
        store, done = self._core.store, 0
        while keys := store.search.behind():
            for key in keys:
                progress(0.0, "建立全文索引")
                self._read_one(key)
                done += 1
        return done

    def _read_one(self, key: int) -> None:
        """Put one bundle into the index; of one whose files are damaged only what it states: damage is for `doctor` to report."""
        store = self._core.store
        record = store.bundles.record(key)
        try:
            documents = self._core.documents(record)
        except (NotFound, StoreError):
            documents = ()
        with store.transaction():
            self._core.index(record, documents)

    def keep_filter(self, session: Session, saved: SavedFilter) -> None:
        """Keep a filter under a name, for this person.

        Raises:
            InputError: the name is empty or too long.
            Conflict: there is one of that name.
        """
        account = self._core.account(session)
        name = saved.name.strip()
        if not name or len(name) > LONGEST_NAME:
            raise InputError(f"筛选的名称要有 1 到 {LONGEST_NAME} 个字", "请改名称")
        TextField("筛选的名称", LONGEST_NAME).check(name)
        if any(kept.name == name for kept in self._core.store.search.filters(account.name)):
            raise Conflict(f"已经有名为“{name}”的筛选，没有改动它", "请换一个名称")
        with self._core.store.transaction():
            self._core.store.search.keep_filter(account.name, replace(saved, name=name))

    def drop_filter(self, session: Session, name: str) -> None:
        """Forget a filter of this person's."""
        account = self._core.account(session)
        with self._core.store.transaction():
            self._core.store.search.drop_filter(account.name, name)

    def filters(self, session: Session) -> tuple[SavedFilter, ...]:
        """Return the filters that this person keeps, by name."""
        return self._core.store.search.filters(self._core.account(session).name)

    def _narrowed(self, account: Account, view: ListView, wanted: BundleFilter) -> tuple[tuple[str, ...] | None, BundleFilter]:
        """Return the departments whose bundles the person may see (None for all), and the filter with all conditions of view and person."""
        sight = sight_of(account)
        units, stages = sight.units, sight.stages
        if view is ListView.WAITING:
            waits = frozenset(stage for role in account.roles for stage in WAITS_FOR.get(role, ()))
            stages = waits if stages is None else stages & waits
        if wanted.stages is not None:
            stages = wanted.stages if stages is None else stages & wanted.stages
        narrowed = replace(wanted, stages=stages, words=looked_for(wanted.words))
        if view is ListView.CAME_BACK:
            narrowed = replace(narrowed, came_back=True)
        elif view is ListView.DUE:
            ahead = timedelta(days=self._core.store.settings.load().due_soon_days)
            narrowed = replace(narrowed, due_by=(self._today() + ahead).date().isoformat())
        elif view is ListView.CHANGED:
            narrowed = replace(narrowed, changed_since=(self._today() - timedelta(days=1)).isoformat())
        return units, narrowed

    def _today(self) -> datetime:
        """Return midnight at which today began, Beijing time."""
        return datetime.combine(self._core.clock().astimezone(BEIJING).date(), time(), BEIJING)


def sight_of(account: Account) -> Sight:
    """Return whose bundles, and at which stages, a person may see: the own department's; as the government office's clerk those that have been
    submitted; the administrator's none, but what was done to the office itself."""
    office = account.is_a(Role.ADMINISTRATOR)
    if account.is_a(*(role for role in Role if role not in (Role.ADMINISTRATOR, Role.OFFICE_CLERK))):
        return Sight((account.unit,), None, office)
    if account.is_a(Role.OFFICE_CLERK):
        return Sight(None, frozenset(AT_OFFICE), office)
    return Sight(NOBODY, None, office)
