"""One office's desk: all use cases over one store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from argon2 import PasswordHasher

from ..signing.keys import COST
from ..signing.vault import SystemVault, Vault
from ..store.store import Store
from .admin.searching import Searching
from .common.clock import Clock, beijing_now
from .common.core import DeskCore, Equipment, Session, load_equipment
from .common.data_folder import WORKING, open_store
from .common.own_forms import OwnForms
from .common.permission import UseCase
from .people.accounts import Accounts
from .people.delegation import Delegations
from .people.keys import Identity

if TYPE_CHECKING:
    from .admin.doctor import CheckUp
    from .admin.forms import Forms
    from .admin.records import Records
    from .admin.settings import Settings
    from .course.bundle_view import BundleViews
    from .course.changes import Changes
    from .course.checking import Checking
    from .course.file_intake import PacketIntake
    from .course.intake import Intake
    from .course.page_remarks import PageRemarks
    from .course.review_and_signoff import CourseDesk
    from .course.submission import Submissions
    from .drafting.bundle_review import BundleReview
    from .drafting.bundles import Bundles
    from .drafting.compare_and_review import Drafting
    from .drafting.external_editing import ExternalEditing
    from .drafting.interpreting import Interpreting
    from .drafting.quick_fixes import QuickFixes
    from .drafting.writing import Writing
    from .people.signing import SigningDesk


@dataclass(frozen=True)
class Workstation:
    """What this machine gives to an office.

    Attributes:
        vault: the keyring, which guards private keys.
        cost: of the derivation from a passphrase.
        working: the folder for parts that are being written in other programs; None where there is none.
    """

    vault: Vault = field(default_factory=SystemVault)
    cost: tuple[int, int, int] = COST
    working: Path | None = None


class Office:
    """The door. What signing in and the lists need is there at once, the rest when it is first asked for.

    Attributes:
        accounts, identity, lending, bundles, checking, course, submissions, intake, changes, drafting, interpreting, review, mending, settings,
            searching: the use cases, by what they are about.
        core: what they share; nothing outside the desk needs it.
    """

    def __init__(
        self, store: Store, equipment: Equipment, clock: Clock = beijing_now, hasher: PasswordHasher | None = None, at: Workstation | None = None
    ) -> None:
        """Put the use cases together."""
        at = at or Workstation()
        core = DeskCore(store, equipment.for_office(OwnForms(store).form), clock, hasher or PasswordHasher(), vault=at.vault, key_cost=at.cost)
        self._working = at.working
        self.core = core
        self.identity = Identity(core)
        self.delegations = Delegations(core)
        self.accounts = Accounts(core, self.identity)
        self.searching = Searching(core)

    @cached_property
    def checking(self) -> Checking:
        """Would this be returned?"""
        from .course.checking import Checking

        return Checking(self.core)

    @cached_property
    def course(self) -> CourseDesk:
        """Review and sign-off."""
        from .course.review_and_signoff import CourseDesk

        return CourseDesk(self.core, self.checking, self._signing, self.delegations)

    @cached_property
    def page_remarks(self) -> PageRemarks:
        """Remarks on places of pages."""
        from .course.page_remarks import PageRemarks

        return PageRemarks(self.core, self.course)

    @cached_property
    def submissions(self) -> Submissions:
        """Submission and the packets."""
        from .course.submission import Submissions

        return Submissions(self.core, self.checking, self._signing)

    @cached_property
    def intake(self) -> Intake:
        """What the government office does."""
        from .course.intake import Intake

        return Intake(self.core, self.checking, self._signing)

    @cached_property
    def packet_intake(self) -> PacketIntake:
        """Packets that come to the government office as files."""
        from .course.bundle_matter import BundleServices
        from .course.file_intake import PacketIntake

        here = BundleServices(self.bundles, self.checking, self.changes, self.views, self.submissions, self.intake, self.course)
        return PacketIntake(self.core, here, self.searching, self._signing)

    @cached_property
    def changes(self) -> Changes:
        """What changed since."""
        from .course.changes import Changes

        return Changes(self.core, self.checking)

    @cached_property
    def views(self) -> BundleViews:
        """All that a page shows of one bundle."""
        from .course.bundle_view import BundleViews, ViewSources

        parts = (self.bundles, self.checking, self.course, self.changes, self.review, self.page_remarks, self.writing)
        return BundleViews(self.core, ViewSources(*parts))

    @cached_property
    def bundles(self) -> Bundles:
        """Drafting bundles."""
        from .drafting.bundles import Bundles

        return Bundles(self.core)

    @cached_property
    def drafting(self) -> Drafting:
        """Comparing and reviewing files."""
        from .drafting.compare_and_review import Drafting

        return Drafting(self.core, self.bundles)

    @cached_property
    def interpreting(self) -> Interpreting:
        """From the policy to its interpretation."""
        from .drafting.interpreting import Interpreting

        return Interpreting(self.core, self.bundles)

    @cached_property
    def review(self) -> BundleReview:
        """Reviewing bundles."""
        from .drafting.bundle_review import BundleReview

        return BundleReview(self.core)

    @cached_property
    def quick_fixes(self) -> QuickFixes:
        """Putting right what has one right form."""
        from .drafting.quick_fixes import QuickFixes

        return QuickFixes(self.core, self.bundles)

    @cached_property
    def settings(self) -> Settings:
        """The office's settings."""
        from .admin.settings import Settings

        return Settings(self.core)

    @cached_property
    def forms(self) -> Forms:
        """The forms' templates."""
        from .admin.forms import Forms

        return Forms(self.core)

    @cached_property
    def records(self) -> Records:
        """Who did what, when, verified."""
        from .admin.records import Records

        return Records(self.core)

    @cached_property
    def writing(self) -> Writing:
        """While a person writes."""
        from .drafting.writing import Writing

        return Writing(self.core, self.bundles)

    @cached_property
    def external_editing(self) -> ExternalEditing:
        """Parts that are written in other programs."""
        from .drafting.external_editing import ExternalEditing

        return ExternalEditing(self.core, self.bundles, self._working)

    @cached_property
    def _signing(self) -> SigningDesk:
        from .people.signing import SigningDesk

        return SigningDesk(self.core, self.identity)

    def load(self) -> None:
        """Import and read now what is otherwise imported and read when it is first used.

        Raises:
            TemplateFault, InputError: the program's own files are broken.
        """
        self.core.equipment.load()
        for use_cases in (self.bundles, self.checking, self.changes, self.review, self.settings):
            del use_cases

    @property
    def place(self) -> str:
        """Where the office's data lie, for the person to read."""
        return self.core.store.place

    def check_up(self, session: Session) -> tuple[CheckUp, ...]:
        """The program's own files and the database, checked through, for the administrator.

        Raises:
            PermissionDenied: not an administrator.
        """
        from .admin.doctor import examine_installation, examine_store

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
    return Office(open_store(folder, environ), load_equipment(), clock, at=Workstation(working=folder / WORKING))
