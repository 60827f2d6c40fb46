"""One office's desk: all use cases over one store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from ..late import OnFirstUse, late
from ..model.identity import COST
from ..signing.vault import SystemVault, Vault
from ..store.store import Store
from .admin.searching import Searching
from .common.clock import Clock, beijing_now
from .common.core import DeskCore, Session
from .common.data_folder import WORKING, open_store
from .common.equipment import Equipment, load_equipment
from .common.own_forms import OwnForms
from .common.permission import UseCase
from .people.accounts import Accounts
from .people.delegation import Delegations
from .people.keys import Identity

if TYPE_CHECKING:
    import argon2

    from .admin import doctor
    from .admin.backups import Backups
    from .admin.forms import Forms
    from .admin.records import Records
    from .admin.settings import Settings
    from .course.bundle_matter import BundleServices
    from .course.bundle_view import BundleViews, ViewSources
    from .course.changes import Changes
    from .course.checking import Checking
    from .course.examiner import Examiner
    from .course.file_intake import PacketIntake
    from .course.intake import Intake
    from .course.page_remarks import PageRemarks
    from .course.review_and_signoff import CourseDesk
    from .course.submission import Submissions
    from .drafting.bundle_review import BundleReview
    from .drafting.bundles import Bundles
    from .drafting.compare_and_review import Drafting
    from .drafting.elements import Elements
    from .drafting.external_editing import ExternalEditing
    from .drafting.interpreting import Interpreting
    from .drafting.quick_fixes import QuickFixes
    from .drafting.writing import Writing
    from .people.signing import SigningDesk
else:
    argon2 = late("argon2")
    doctor = late("zwgk_desk.desk.admin.doctor")


@dataclass(frozen=True)
class Workstation:
    """What an office needs of the machine it runs on.

    Attributes:
        vault: the keyring, which guards private keys.
        cost: the cost of deriving a key from a passphrase.
        working: the folder for parts that are edited in other programs; None where there is none.
    """

    vault: Vault = field(default_factory=SystemVault)
    cost: tuple[int, int, int] = COST
    working: Path | None = None


class Office:
    """All use cases of one office. Those for signing in and the lists are made at once, the others when they are first used.

    Attributes:
        accounts, identity, delegations: people, their keys, and whose signing authority is delegated to whom.
        searching: the lists and the search.
        packet_intake: packets that come to the government office as files.
        backups: backups of the database, made and put back.
        bundles: drafting bundles.
        changes: changes since a person last looked, and since a return.
        checking: checking bundles, verifying packets.
        course: review and sign-off.
        drafting: comparing and reviewing files.
        elements: putting right what was recognised in a part.
        forms: the forms' templates.
        intake: receiving, accepting, returning and issuing.
        interpreting: from the policy to its interpretation.
        quick_fixes: corrections that need no decision.
        external_editing: parts that are edited in other programs.
        page_remarks: remarks on places of pages.
        records: who did what, when, verified.
        review: reviewing bundles.
        settings: the office's settings.
        submissions: submission and the packets.
        views: everything that a page shows of one bundle.
        writing: saving, drafts, merging, undo and redo.
        core: what the use cases share; not for callers of the desk.
    """

    packet_intake: OnFirstUse[PacketIntake] = OnFirstUse(
        "zwgk_desk.desk.course.file_intake:PacketIntake", "core", "_bundle_services", "searching", "_signing"
    )
    backups: OnFirstUse[Backups] = OnFirstUse("zwgk_desk.desk.admin.backups:Backups", "core")
    bundles: OnFirstUse[Bundles] = OnFirstUse("zwgk_desk.desk.drafting.bundles:Bundles", "core")
    changes: OnFirstUse[Changes] = OnFirstUse("zwgk_desk.desk.course.changes:Changes", "core", "_examiner")
    checking: OnFirstUse[Checking] = OnFirstUse("zwgk_desk.desk.course.checking:Checking", "core", "_examiner")
    course: OnFirstUse[CourseDesk] = OnFirstUse("zwgk_desk.desk.course.review_and_signoff:CourseDesk", "core", "_examiner", "_signing", "delegations")
    drafting: OnFirstUse[Drafting] = OnFirstUse("zwgk_desk.desk.drafting.compare_and_review:Drafting", "core", "bundles")
    elements: OnFirstUse[Elements] = OnFirstUse("zwgk_desk.desk.drafting.elements:Elements", "core", "bundles")
    forms: OnFirstUse[Forms] = OnFirstUse("zwgk_desk.desk.admin.forms:Forms", "core")
    intake: OnFirstUse[Intake] = OnFirstUse("zwgk_desk.desk.course.intake:Intake", "core", "_examiner", "_signing")
    interpreting: OnFirstUse[Interpreting] = OnFirstUse("zwgk_desk.desk.drafting.interpreting:Interpreting", "core", "bundles")
    quick_fixes: OnFirstUse[QuickFixes] = OnFirstUse("zwgk_desk.desk.drafting.quick_fixes:QuickFixes", "core", "bundles")
    external_editing: OnFirstUse[ExternalEditing] = OnFirstUse(
        "zwgk_desk.desk.drafting.external_editing:ExternalEditing", "core", "bundles", "_working"
    )
    page_remarks: OnFirstUse[PageRemarks] = OnFirstUse("zwgk_desk.desk.course.page_remarks:PageRemarks", "core", "course")
    records: OnFirstUse[Records] = OnFirstUse("zwgk_desk.desk.admin.records:Records", "core")
    review: OnFirstUse[BundleReview] = OnFirstUse("zwgk_desk.desk.drafting.bundle_review:BundleReview", "core")
    settings: OnFirstUse[Settings] = OnFirstUse("zwgk_desk.desk.admin.settings:Settings", "core")
    submissions: OnFirstUse[Submissions] = OnFirstUse("zwgk_desk.desk.course.submission:Submissions", "core", "_examiner", "_signing")
    views: OnFirstUse[BundleViews] = OnFirstUse("zwgk_desk.desk.course.bundle_view:BundleViews", "core", "_view_sources")
    writing: OnFirstUse[Writing] = OnFirstUse("zwgk_desk.desk.drafting.writing:Writing", "core", "bundles")
    _bundle_services: OnFirstUse[BundleServices] = OnFirstUse(
        "zwgk_desk.desk.course.bundle_matter:BundleServices", "bundles", "_examiner", "changes", "views", "submissions", "intake", "course"
    )
    _view_sources: OnFirstUse[ViewSources] = OnFirstUse(
        "zwgk_desk.desk.course.bundle_view:ViewSources", "bundles", "_examiner", "course", "changes", "review", "page_remarks", "writing"
    )
    _examiner: OnFirstUse[Examiner] = OnFirstUse("zwgk_desk.desk.course.examiner:Examiner", "core")
    _signing: OnFirstUse[SigningDesk] = OnFirstUse("zwgk_desk.desk.people.signing:SigningDesk", "core", "identity")

    def __init__(
        self,
        store: Store,
        equipment: Equipment,
        clock: Clock = beijing_now,
        hasher: argon2.PasswordHasher | None = None,
        at: Workstation | None = None,
    ) -> None:
        """Build the use cases."""
        at = at or Workstation()
        core = DeskCore(store, equipment.for_office(OwnForms(store).form), clock, hasher or argon2.PasswordHasher(), vault=at.vault, key_cost=at.cost)
        self._working = at.working
        self.core = core
        self.identity = Identity(core)
        self.delegations = Delegations(core)
        self.accounts = Accounts(core, self.identity)
        self.searching = Searching(core)

    def load(self) -> None:
        """Make every use case and read the equipment now, instead of when they are first used.

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

    def check_up(self, session: Session) -> tuple[doctor.CheckUp, ...]:
        """Check the program's own files and the database, for the administrator.

        Raises:
            PermissionDenied: not an administrator.
        """
        self.core.allow(session, UseCase.RUN_DOCTOR)
        return (*doctor.examine_installation(), *doctor.examine_store(self.core.store))

    def release(self) -> None:
        """Close this thread's connection to the database; the next use opens it again."""
        self.core.store.release()


def open_office(folder: Path, environ: Mapping[str, str], clock: Clock = beijing_now) -> Office:
    """Open the office whose data lie in a folder, made where there is none.

    Raises:
        StoreError: the database cannot be opened.
        TemplateFault, InputError: the program's own files are broken.
    """
    return Office(open_store(folder, environ), load_equipment(), clock, at=Workstation(working=folder / WORKING))
