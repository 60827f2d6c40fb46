"""The built-in sample office: accounts named by role, one complete bundle, one for each ground of 退文."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from argon2 import PasswordHasher

from ...model.bundle import Bundle, Part
from ...model.people import Account
from ...model.record import BundleRecord, Event
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...model.signature import ACT_OF_REVIEW
from ...model.terms import Act, IssuingAuthority, PartKind, ReviewKind, ReviewResult, Role
from ...signing.vault import SystemVault, Vault
from ...store.store import Store
from ..common.clock import Clock, beijing_now, stamp
from ..common.core import Session
from ..common.data_folder import SAMPLE, WORKING, open_store
from ..common.equipment import Equipment, load_equipment
from ..course.review_and_signoff import Judgement
from ..office import Office, Workstation
from ..people.signing import SigningDesk, ToSign
from .sample_bundles import FINANCE, GROUNDS, HOUSING, OFFICE, OTHER_CONTENT, PLANNING, TITLE, SampleCase, complete, spoilt

PASSWORD = "shili-2026"
"""The password of every account of the sample office, shown on its sign-in page. No other office has accounts with it."""

PASSPHRASE = "shili-qianming-2026"
"""The passphrase of everybody's key in the sample office, the authority's included."""

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

DRAFTER, SECRECY, PRINCIPAL, ADMINISTRATOR = "nigao", "baomi", "zhuyao", "guanli"
ACCOUNTS_BY_NAME = {account.name: account for account in ACCOUNTS}

SAMPLE_COST = (1, 64, 1)
SAMPLE_HASHER = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1)
"""A cheap hash: the sample's password is printed on its page anyway, and ten of them are made while a person waits."""


def sample_folder(data: Path) -> Path:
    """Return the sample office's folder, apart from the real one, so that the two never mix."""
    return data / SAMPLE


def is_sample(data: Path) -> bool:
    """Return whether a data folder is a sample office's."""
    return data.name == SAMPLE


def sample_office(store: Store, equipment: Equipment, clock: Clock, vault: Vault | None = None, working: Path | None = None) -> Office:
    """Return an office in which opening keys costs little: its passphrase is known to everybody anyway.

    Args:
        store, equipment, clock: as for any office.
        vault: the keyring; None for the system's own.
        working: the folder for parts that are being written in other programs; None where there is none.
    """
    return Office(store, equipment, clock, SAMPLE_HASHER, Workstation(vault or SystemVault(), SAMPLE_COST, working))


def open_sample_office(data: Path, clock: Clock = beijing_now) -> Office:
    """Open the sample office below a data folder, made where there is none.

    Raises:
        StoreError: the folder cannot be written to.
    """
    folder = sample_folder(data)
    office = sample_office(open_store(folder, {}), load_equipment(), clock, working=folder / WORKING)
    if not office.accounts.any_exist():
        fill_sample(office)
        for account in ACCOUNTS:
            office.accounts.sign_out(Session(account.name))
    return office


def fill_sample(office: Office, with_grounds: bool = True) -> None:
    """Put the sample's people, their keys and some bundles into an empty office, all in one transaction. Everybody is signed in afterwards.

    Args:
        office: the office.
        with_grounds: whether to put in the bundles that would be returned, and one that waits at the government office, too.
    """
    core = office.core
    with core.store.transaction():
        office.settings.save(_enrol(office), OfficeSettings(office_name=OFFICE))
        on = core.clock().date()
        maker = BundleMaker(office)
        for rule in reversed(list(GROUNDS)) if with_grounds else ():
            maker.put(spoilt(rule, on), f"（示例：{GROUNDS[rule][0]}）")
        whole = complete(IssuingAuthority.GOVERNMENT, on)
        maker.to_review(whole, "（示例：待保密审查）")
        maker.to_sign_off(whole, "（示例：待审签）")
        maker.signed(whole, READY_NOTE)
        if with_grounds:
            record = maker.signed(whole, "（示例：已报送待签收）")
            office.submissions.submit(Session(DRAFTER), record.key, record.revision.number, passphrase=PASSPHRASE)


def _enrol(office: Office) -> Session:
    """Add the accounts, the authority, and a certificate for everybody; return the administrator's session."""
    admin = ACCOUNTS_BY_NAME[ADMINISTRATOR]
    session = office.accounts.set_up(admin.name, admin.display_name, admin.unit, PASSWORD, PASSPHRASE)
    for account in ACCOUNTS:
        if account is not admin:
            office.accounts.add(session, account, PASSWORD)
        own = office.accounts.sign_in(account.name, PASSWORD)
        office.identity.request_key(own, PASSPHRASE, with_keyring=False)
        office.identity.certify(session, account.name, PASSPHRASE)
    return session


class BundleMaker:
    """Makes the sample's bundles."""

    def __init__(self, office: Office) -> None:
        self._office, self._core = office, office.core
        self._store = office.core.store
        self._signing = SigningDesk(office.core, office.identity)
        self._drafter = ACCOUNTS_BY_NAME[DRAFTER]

    def to_review(self, case: SampleCase, note: str) -> BundleRecord:
        """Create a bundle that waits for review, through the use cases."""
        self._put_files(case)
        key = self._create(replace(case.bundle, title=f"{TITLE}{note}"))
        return self._office.course.send_to_review(Session(DRAFTER), key, 1)

    def to_sign_off(self, case: SampleCase, note: str) -> BundleRecord:
        """Create a bundle that waits for its sign-off."""
        record = self.to_review(case, note)
        passed = Judgement(ReviewResult.PASSED, "不涉密，可以公开")
        self._office.course.review(Session(SECRECY), record.key, 1, ReviewKind.SECRECY, passed, PASSPHRASE)
        return self._office.course.send_to_sign_off(Session(DRAFTER), record.key, 1)

    def signed(self, case: SampleCase, note: str) -> BundleRecord:
        """Create a bundle that is signed off and can be submitted."""
        record = self.to_sign_off(case, note)
        return self._office.course.sign(Session(PRINCIPAL), record.key, 1, "同意", PASSPHRASE)

    def put(self, case: SampleCase, note: str) -> None:
        """Store a bundle that would be returned, bypassing the use cases, which would refuse it. Reviews that are to be stale are given of a first
        revision, which differs by one blank."""
        stale = any(review.content == OTHER_CONTENT for review in case.reviews)
        bundle = replace(case.bundle, title=f"{TITLE}{note}")
        self._put_files(case)
        key = self._create(_earlier(self._store, bundle) if stale else bundle)
        if stale:
            at, pen = stamp(self._core.clock), self._core.pens.of(self._drafter)
            self._store.bundles.save(key, 1, bundle, DRAFTER, at)
            self._store.bundles.add_event(key, Event(at, Act.SAVE, DRAFTER, Role.DRAFTER, 2), pen)
            self._core.index(self._store.bundles.record(key))
        for review in case.reviews:
            self._review(key, review, 1 if review.content == OTHER_CONTENT or not stale else 2)

    def _put_files(self, case: SampleCase) -> None:
        for content in case.contents.values():
            self._store.files.put(content)

    def _create(self, bundle: Bundle) -> int:
        at = stamp(self._core.clock)
        key = self._store.bundles.create(bundle, DRAFTER, at)
        self._store.bundles.add_event(key, Event(at, Act.CREATE, DRAFTER, Role.DRAFTER, 1), self._core.pens.of(self._drafter))
        self._core.index(self._store.bundles.record(key))
        return key

    def _review(self, key: int, review: Review, number: int) -> None:
        person = next(a for a in ACCOUNTS if a.unit == review.unit and review.role in a.roles)
        signing = self._signing.begin(ACT_OF_REVIEW[review.kind], person, review.role, PASSPHRASE)
        record = replace(self._store.bundles.record(key), revision=self._store.bundles.revision(key, number))
        state = record.revision.state
        given = replace(review, account=person.name, by=person.display_name, on=signing.moment.date(), at=signing.at, revision=number)
        given = replace(given, content=state.content, statement=state.statement)
        act = Act.SIGN if review.kind is ReviewKind.SIGNOFF else Act.REVIEW
        signature = self._signing.sign(signing, ToSign(record, review=given))
        self._store.bundles.add_review(key, given)
        self._signing.keep(key, signature)
        self._store.bundles.add_event(key, Event(signing.at, act, person.name, review.role, number, given.remark), self._core.pens.of(person))


def _earlier(store: Store, bundle: Bundle) -> Bundle:
    """Return the bundle with one more blank at the end of its policy's archive, which every reader ignores: another digest, the same text."""
    policy = bundle.of_kind(PartKind.POLICY)[0]
    content = store.files.get(policy.sha256) + b" "
    return bundle.with_part(Part(PartKind.POLICY, policy.name, store.files.put(content), len(content)), 0)
