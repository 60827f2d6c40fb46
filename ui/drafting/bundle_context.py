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
    """The page as its parts see it: which bundle is shown, and how something is done with it."""

    @property
    def host(self) -> Host:
        """The window as the page sees it."""

    @property
    def office(self) -> Office:
        """The office that is open."""

    @property
    def session(self) -> Session:
        """Who is signed in."""

    @property
    def record(self) -> BundleRecord | None:
        """The bundle that is shown."""

    @property
    def editable(self) -> bool:
        """Whether the person may change it."""

    def save(self) -> bool:
        """Save what is typed; False where that did not work."""

    def show_record(self, record: BundleRecord, keep_typed: bool = False) -> None:
        """Show a bundle as it stands; what is typed is dropped unless it is to be kept."""

    def show_changed(self, record: BundleRecord) -> None:
        """Show what came of work that went on meanwhile: not over another bundle, and not over what was typed."""

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Do something short; a failure is told, and None comes back."""

    def sign(
        self, what: str, act: Callable[[str, Progress], T], done: Callable[[T], object], undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Do something that is signed."""

    def work(
        self, work: Callable[[Progress], T], done: Callable[[T], object], doing: str, undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Do something long."""

    def read(
        self,
        doing: str,
        fetch: Callable[[Progress], T],
        show: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
        slot: str = "",
    ) -> None:
        """Fetch something to show."""

    def choose_file(self) -> str:
        """Ask for a file to read."""

    def choose_folder(self) -> str:
        """Ask for a folder."""

    def choose_target(self, suggested: str, pattern: str) -> str:
        """Ask where to save."""
