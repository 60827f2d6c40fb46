"""What the parts of the bundle page ask of the page they stand on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord

from ..background.jobs import nothing
from ..shared.host import Host

T = TypeVar("T")


class BundleContext(Protocol):
    """What a part of the bundle page needs of it: which bundle is shown, and how acts and reads on it are run."""

    @property
    def host(self) -> Host:
        """The window as the page sees it."""

    @property
    def office(self) -> Office:
        """The office that is open."""

    @property
    def session(self) -> Session:
        """The session of the person who is signed in; the desk is asked with it what may be done."""

    @property
    def record(self) -> BundleRecord | None:
        """The record of the bundle that is shown; None while none is."""

    @property
    def editable(self) -> bool:
        """Whether the person may change it."""

    def save(self) -> bool:
        """Save what is typed; False where that did not work."""

    def show_record(self, record: BundleRecord, keep_typed: bool = False) -> None:
        """Show a bundle as it stands; what is typed is dropped unless it is to be kept."""

    def show_changed(self, record: BundleRecord) -> None:
        """Show a record that background work returned; not over another bundle, and not over what was typed meanwhile."""

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Return what `act` returns; None where it failed, which the banner then shows."""

    def sign(
        self, what: str, act: Callable[[str, Progress], T], done: Callable[[T], object], undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Ask for the passphrase, then run what is signed with it."""

    def work(
        self, work: Callable[[Progress], T], done: Callable[[T], object], doing: str, undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Run something long off the window's thread, with its progress and a way to cancel it."""

    def read(
        self,
        doing: str,
        fetch: Callable[[Progress], T],
        show: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        slot: str = "",
    ) -> None:
        """Fetch something off the window's thread, to show it."""

    def choose_file(self) -> str:
        """Ask for a file to read; return an empty string where the person thinks better of it."""

    def choose_folder(self) -> str:
        """Ask for a folder; return an empty string where the person thinks better of it."""

    def choose_target(self, suggested: str, pattern: str) -> str:
        """Ask where to save; return an empty string where the person thinks better of it."""
