"""The built-in sample office: accounts named by role, one complete bundle, one for each ground of 退文."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from argon2 import PasswordHasher

from ..model.bundle import Bundle, Part
from ..model.digest import content_state
from ..model.people import Account
from ..model.record import Event
from ..model.settings import OfficeSettings
from ..model.terms import Act, IssuingAuthority, PartKind, ReviewKind, Role
from ..store.store import Store
from .clock import Clock, beijing_now, stamp
from .core import load_equipment
from .data_folder import SAMPLE, open_store
from .office import Office
from .sample_bundles import FINANCE, GROUNDS, HOUSING, OFFICE, OTHER_CONTENT, PLANNING, TITLE, SampleCase, complete, spoilt

PASSWORD = "shili-2026"
"""Of every account of the sample office, shown on its sign-in page. No other office has accounts with it."""

READY_NOTE = "（示例：齐全待报送）"

ACCOUNTS = (
    Account("nigao", "张立", HOUSING, (Role.DRAFTER,)),
    Account("baomi", "王慎", HOUSING, (Role.SECRECY_REVIEWER,)),
    Account("gongkai", "陈明", HOUSING, (Role.DISCLOSURE_OFFICE,)),
    Account("huiqian-caizheng", "赵衡", FINANCE, (Role.COUNTERSIGNER,)),
    Account("huiqian-guihua", "孙图", PLANNING, (Role.COUNTERSIGNER,)),
    Account("fuzeren", "李岚", HOUSING, (Role.UNIT_LEADER,)),
    Account("zhuyao", "周正", HOUSING, (Role.PRINCIPAL_LEADER,)),
    Account("shouwen", "吴悦", OFFICE, (Role.OFFICE_CLERK,)),
    Account("guanli", "郑安", OFFICE, (Role.ADMINISTRATOR,)),
    Account("zhidu", "冯览", HOUSING, (Role.READER,)),
)

SAMPLE_HASHER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
"""The sample's password is printed on its page: a cheap hash does, and ten of them are made while a person waits."""


def sample_folder(data: Path) -> Path:
    """Where the sample office lies: apart from the real one, so that the two never mix."""
    return data / SAMPLE


def is_sample(data: Path) -> bool:
    """Whether a data folder is a sample office's."""
    return data.name == SAMPLE


def open_sample_office(data: Path, clock: Clock = beijing_now) -> Office:
    """The sample office below a data folder, made where there is none.

    Raises:
        StoreError: the folder cannot be written to.
    """
    store = open_store(sample_folder(data), {})
    new = not store.accounts.all()
    if new:
        fill_sample(store, clock)
    office = Office(store, load_equipment(), clock, SAMPLE_HASHER)
    if new:
        _submit_one(office, store, clock)
    return office


def _submit_one(office: Office, store: Store, clock: Clock) -> None:
    """One bundle that waits at the government office."""
    case = complete(IssuingAuthority.GOVERNMENT, clock().date())
    with store.transaction():
        key = _put(
            store,
            case.with_bundle(replace(case.bundle, title=f"{TITLE}（示例：已报送待签收）")),
            clock,
            (Act.SEND_TO_REVIEW, Act.SEND_TO_SIGN_OFF),
        )
    office.submissions.submit(office.accounts.sign_in(ACCOUNTS[0].name, PASSWORD), key, 1)


def fill_sample(store: Store, clock: Clock, with_grounds: bool = True) -> None:
    """Put the sample's people and bundles into an empty store, all in one transaction.

    Args:
        store: the store.
        clock: the time.
        with_grounds: whether to put in the bundles that would be returned, too.
    """
    hashed = SAMPLE_HASHER.hash(PASSWORD)
    on = clock().date()
    with store.transaction():
        for account in ACCOUNTS:
            store.accounts.add(account, hashed, stamp(clock))
        store.settings.save(OfficeSettings(office_name=OFFICE))
        for rule in reversed(list(GROUNDS)) if with_grounds else ():
            case = spoilt(rule, on)
            _put(store, case.with_bundle(replace(case.bundle, title=f"{TITLE}（示例：{GROUNDS[rule][0]}）")), clock)
        for case, note, acts in _stages(on):
            _put(store, case.with_bundle(replace(case.bundle, title=f"{TITLE}{note}")), clock, acts)


def _stages(on: date) -> tuple[tuple[SampleCase, str, tuple[Act, ...]], ...]:
    """Bundles that wait for somebody: what they are called, and how far they have come. The last one is complete and ready to go."""
    whole = complete(IssuingAuthority.GOVERNMENT, on)
    unsigned = whole.without_review(ReviewKind.SIGNOFF)
    return (
        (unsigned.without_review(ReviewKind.SECRECY), "（示例：待保密审查）", (Act.SEND_TO_REVIEW,)),
        (unsigned, "（示例：待审签）", (Act.SEND_TO_REVIEW, Act.SEND_TO_SIGN_OFF)),
        (whole, READY_NOTE, (Act.SEND_TO_REVIEW, Act.SEND_TO_SIGN_OFF)),
    )


def _put(store: Store, case: SampleCase, clock: Clock, acts: tuple[Act, ...] = ()) -> int:
    """Put a case into the store, and move it on by these acts. Reviews that are to be stale are given of a first revision, which differs
    by one blank."""
    drafter = ACCOUNTS[0].name
    for content in case.contents.values():
        store.files.put(content)
    revisions = [case.bundle]
    if any(review.content == OTHER_CONTENT for review in case.reviews):
        revisions.insert(0, _earlier(store, case.bundle))
    at = stamp(clock)
    key = store.bundles.create(revisions[0], drafter, at)
    store.bundles.add_event(key, Event(at, Act.CREATE, drafter, Role.DRAFTER, 1))
    for seen, bundle in enumerate(revisions[1:], start=1):
        at = stamp(clock)
        store.bundles.save(key, seen, bundle, drafter, at)
        store.bundles.add_event(key, Event(at, Act.SAVE, drafter, Role.DRAFTER, seen + 1))
    for review in case.reviews:
        number = 1 if review.content == OTHER_CONTENT else len(revisions)
        state = content_state(revisions[number - 1])
        person = next(a for a in ACCOUNTS if a.unit == review.unit and review.role in a.roles)
        stored = replace(review, account=person.name, by=person.display_name, at=stamp(clock), revision=number)
        store.bundles.add_review(key, replace(stored, content=state.content, statement=state.statement))
    for act in acts:
        course = store.bundles.record(key).course
        store.bundles.move(key, course, course.after(act), Event(stamp(clock), act, drafter, Role.DRAFTER, len(revisions)))
    return key


def _earlier(store: Store, bundle: Bundle) -> Bundle:
    """The bundle with one blank more at the end of its policy's archive, which every reader passes over."""
    policy = bundle.of_kind(PartKind.POLICY)[0]
    content = store.files.get(policy.sha256) + b" "
    return bundle.with_part(Part(PartKind.POLICY, policy.name, store.files.put(content), len(content)), 0)
