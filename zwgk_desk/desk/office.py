"""One office's desk: all use cases over one store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from argon2 import PasswordHasher

from ..signing.keys import COST
from ..signing.vault import SystemVault, Vault
from ..store.store import Store
from .accounts import Accounts
from .bundle_review import BundleReview
from .bundles import Bundles
from .changes import Changes
from .checking import Checking
from .clock import Clock, beijing_now
from .core import DeskCore, Equipment, Session, load_equipment
from .course import CourseDesk
from .data_folder import open_store
from .doctor import CheckUp, examine_installation, examine_store
from .drafting import Drafting
from .identity import Identity
from .intake import Intake
from .interpreting import Interpreting
from .lending import Lendings
from .mending import Mending
from .permission import UseCase
from .searching import Searching
from .settings import Settings
from .signing import SigningDesk
from .submission import Submissions


@dataclass(frozen=True)
class KeyGuard:
    """How private keys are guarded on this machine.

    Attributes:
        vault: the keyring.
        cost: of the derivation from a passphrase.
    """

    vault: Vault = field(default_factory=SystemVault)
    cost: tuple[int, int, int] = COST


class Office:
    """The door.

    Attributes:
        accounts, identity, lending, bundles, checking, course, submissions, intake, changes, drafting, interpreting, review, mending, settings,
            searching: the use cases, by what they are about.
        core: what they share; nothing outside the desk needs it.
    """

    def __init__(
        self, store: Store, equipment: Equipment, clock: Clock = beijing_now, hasher: PasswordHasher | None = None, guard: KeyGuard | None = None
    ) -> None:
        """Put the use cases together."""
        guard = guard or KeyGuard()
        core = DeskCore(store, equipment, clock, hasher or PasswordHasher(), vault=guard.vault, key_cost=guard.cost)
        self.core = core
        self.identity = Identity(core)
        self.lending = Lendings(core)
        self.accounts = Accounts(core, self.identity)
        signing = SigningDesk(core, self.identity)
        self.bundles = Bundles(core)
        self.checking = Checking(core)
        self.course = CourseDesk(core, self.checking, signing, self.lending)
        self.submissions = Submissions(core, self.checking, signing)
        self.intake = Intake(core, self.checking, signing)
        self.changes = Changes(core, self.checking)
        self.drafting = Drafting(core, self.bundles)
        self.interpreting = Interpreting(core, self.bundles)
        self.review = BundleReview(core)
        self.mending = Mending(core, self.bundles)
        self.settings = Settings(core)
        self.searching = Searching(core)

    @property
    def place(self) -> str:
        """Where the office's data lie, for the person to read."""
        return self.core.store.place

    def check_up(self, session: Session) -> tuple[CheckUp, ...]:
        """The program's own files and the database, checked through, for the administrator.

        Raises:
            PermissionDenied: not an administrator.
        """
        self.core.allow(session, UseCase.RUN_DOCTOR)
        return (*examine_installation(), *examine_store(self.core.store))

    def release(self) -> None:
        """Close this thread's connection to the database; the next use opens it again."""
        self.core.store.release()


def open_office(folder: Path, environ: Mapping[str, str], clock: Clock = beijing_now) -> Office:
    """The office whose data lie in a folder, made where there is none.

    Raises:
        StoreError: the database cannot be opened.
        TemplateFault, InputError: the program's own files are broken.
    """
    return Office(open_store(folder, environ), load_equipment(), clock)
