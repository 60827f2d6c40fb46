"""What a part of a page asks of the page it stands on, whatever the page is about."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.model.progress import Progress
from zwgk_desk.model.record import BundleRecord

from ..background.jobs import nothing
from .host import Host

T = TypeVar("T")


class PageContext(Protocol):
    """What every page gives its parts: the window, the office, and how acts and reads are run. `Page` has it all; a part that needs more of its
    page says so in a protocol of its own, beside itself."""

    @property
    def host(self) -> Host:
        """The window as the page sees it."""

    @property
    def office(self) -> Office:
        """The office that is open."""

    @property
    def session(self) -> Session:
        """The session of the person who is signed in; the desk is asked with it what may be done."""

    def attempt(self, act: Callable[[], T]) -> T | None:
        """Return what `act` returns; None where it failed, which the banner then shows."""

    def sign(
        self, what: str, over: BundleRecord, act: Callable[[str, Progress], T], done: Callable[[T], object], undone: Callable[[], object] = nothing
    ) -> None:  # fmt: skip
        """Ask for the passphrase to sign the bundle that is shown, then run what is signed with it."""

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
