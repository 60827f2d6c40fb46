"""What all use cases share: the store, the clock, the rules' data, the forms, and the open record keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from ...late import OnFirstUse, late
from ...model.course import AT_OFFICE
from ...model.document.tree import DocumentTree
from ...model.errors import InputError, NotFound, PermissionDenied
from ...model.identity import COST
from ...model.part_document import PartDocument
from ...model.people import Account
from ...model.record import BundleRecord
from ...model.terms import Role
from ...signing.vault import SystemVault, Vault
from ...store.store import Store
from .clock import Clock, beijing_now
from .document_cache import DocumentCache, policy_of
from .equipment import Equipment
from .permission import UseCase, require
from .searchable import searchable_texts

if TYPE_CHECKING:
    import argon2

    from . import bundle_truth
    from .pens import Pens
    from .truth import OfficeTruth
else:
    argon2 = late("argon2")
    bundle_truth = late("zwgk_desk.desk.common.bundle_truth")


@dataclass(frozen=True)
class Session:
    """A person who has signed in. The desk looks the account up anew for every use case, so that a closed one ends at once."""

    name: str


@dataclass(frozen=True)
class DeskCore:
    """Shared by all use cases of one office.

    Attributes:
        store: the office's database.
        equipment: the forms and the rules' data.
        clock: returns the current moment.
        hasher: makes and checks password hashes.
        reader: reads documents, and remembers what it has read.
        vault: the operating system's keyring.
        key_cost: the cost of deriving a private key's seal from its passphrase.
        pens: the record keys of the people who are signed in.
        truth: holds the tables against the record.
    """

    pens: ClassVar[OnFirstUse[Pens]] = OnFirstUse("zwgk_desk.desk.common.pens:Pens", "store", "clock", "key_cost")
    truth: ClassVar[OnFirstUse[OfficeTruth]] = OnFirstUse("zwgk_desk.desk.common.truth:OfficeTruth", "store")

    store: Store
    equipment: Equipment
    clock: Clock = beijing_now
    hasher: argon2.PasswordHasher = field(default_factory=lambda: argon2.PasswordHasher())
    reader: DocumentCache = field(default_factory=DocumentCache)
    vault: Vault = field(default_factory=SystemVault)
    key_cost: tuple[int, int, int] = COST

    def account(self, session: Session) -> Account:
        """Look up the person's account anew, and hold it against the record: a role that somebody wrote into the table gives no right.

        Raises:
            PermissionDenied: it has been closed.
            TablesDisagree: it is not as the record says.
        """
        account = self.store.accounts.get(session.name)
        self.truth.require(self.truth.of_account(session.name))
        if not account.active:
            raise PermissionDenied("您的账号已经停用", "请找管理员")
        return account

    def allow(self, session: Session, use_case: UseCase) -> tuple[Account, Role]:
        """Return the person's account and the role that allows the use case. Every use case begins with this call.

        Raises:
            PermissionDenied: it is not.
        """
        account = self.account(session)
        return account, require(account, use_case)

    def documents(self, record: BundleRecord) -> tuple[PartDocument, ...]:
        """Read the parts of a bundle."""
        return self.reader.documents(record.bundle, self.store.files.get)

    def policy(self, record: BundleRecord) -> tuple[str, DocumentTree]:
        """Return the name and the text of a bundle's policy.

        Raises:
            InputError: there is none that can be read.
        """
        policy = policy_of(self.documents(record))
        if policy is None or policy.tree is None:
            raise InputError("文件包里还没有能读的政策文稿", "请先放入政策文稿")
        return policy.part.name, policy.tree

    def index(self, record: BundleRecord, documents: Sequence[PartDocument] | None = None) -> None:
        """Index the searchable texts of a bundle. To be called inside the store's transaction.

        Args:
            record: the bundle.
            documents: its parts, where they have been read already; None reads them.
        """
        texts = searchable_texts(record.bundle, record.document_number, self.documents(record) if documents is None else documents)
        self.store.search.put(record.key, record.revision.number, texts)

    def record_for(self, account: Account, key: int) -> BundleRecord:
        """Load a bundle that the person may see.

        Raises:
            NotFound: there is none, or this person may not see it; which of the two is not told.
        """
        require(account, UseCase.VIEW_BUNDLE)
        record = self.store.bundles.record(key)
        self.require_sight(account, record)
        return record

    def administer(self, admin: Account, account: str = "") -> None:
        """Refuse an administrator's act that would not count, or that would cover what somebody has written into the tables. To be called inside the
        transaction of the act, before anything is written.

        Args:
            admin: who acts.
            account: whose account is changed or certified; empty for acts on the office itself.

        Raises:
            PermissionDenied: the administrator's record key waits for its certificate, or the record knows no administrator of that name.
            TablesDisagree: the account is not as the record says.
        """
        waits = self.truth.may_administer(admin.name)
        if waits:
            raise PermissionDenied(f"{waits}，这一步没有办理", "请先在“人员与密钥”里给本人签发证书，或请另一位管理员签发")
        self.truth.require(self.truth.of_person(account) if account else self.truth.of_office())

    def require_true(self, key: int) -> None:
        """Refuse to work on a bundle that is not as the record says.

        Raises:
            TablesDisagree: somebody has changed it past the program.
        """
        self.truth.require(bundle_truth.BundleTruth(self.store, self.truth, key).faults())

    def require_sight(self, account: Account, record: BundleRecord) -> None:
        """Refuse a bundle that has been loaded already where the person may not see it.

        Raises:
            PermissionDenied: the person sees no bundles at all.
            NotFound: this one is not for this person.
        """
        require(account, UseCase.VIEW_BUNDLE)
        if not sees(account, record):
            raise NotFound("没有这个文件包，或者它不归您办理", "请刷新列表")


def sees(account: Account, record: BundleRecord) -> bool:
    """Return whether the person may see a bundle: its own departments may, and the government office once it has been submitted."""
    if account.is_a(Role.OFFICE_CLERK) and record.course.stage in AT_OFFICE:
        return True
    return account.unit in record.bundle.units and any(role is not Role.ADMINISTRATOR and role is not Role.OFFICE_CLERK for role in account.roles)
