"""What a page asks of the window it stands in. The window implements it; a page knows nothing else of it, and no other page.

A page can so be opened alone, with a host of a few lines.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from zwgk_desk.desk.common.core import Session
from zwgk_desk.desk.office import Office
from zwgk_desk.model.people import Account
from zwgk_desk.model.progress import Progress

from ..background.jobs import GrowingTask, Task, nothing
from ..look.window_state import WindowState
from .external_edits import ExternalEdits
from .handover import Handover

T = TypeVar("T")
P = TypeVar("P")


@dataclass(frozen=True)
class Address:
    """Where to go.

    Attributes:
        page: the page's name.
        key: the bundle it is about; None for none.
        where: a place of the bundle, as findings name places; empty for the bundle as a whole.
    """

    page: str
    key: int | None = None
    where: str = ""


@dataclass(frozen=True)
class SignRequest(Generic[T]):
    """Work that needs the person's passphrase for its signature.

    Attributes:
        what: what is signed, in words: 审签三件.
        over: what the signature is over, as it is on the screen: title, version, number of files; empty for what is no bundle.
        act: does it, off the window's thread, with the passphrase.
        done: takes the result of `act`.
        undone: follows failure and cancelling; the passphrase can then be typed again.
        secret: what is asked for.
        doing: what is under way meanwhile, in words.
    """

    what: str
    act: Callable[[str, Progress], T]
    done: Callable[[T], object]
    undone: Callable[[], object] = nothing
    secret: str = "签名口令"
    doing: str = ""
    over: str = ""


class Host(Protocol):
    """What a page may ask of the window. Pages are tested alone with a host of a few lines."""

    @property
    def office(self) -> Office:
        """The office that is open."""

    @property
    def session(self) -> Session:
        """The session of the person who is signed in; the desk is asked with it what may be done."""

    @property
    def account(self) -> Account:
        """The person's account when signing in; for what is shown, never for what is allowed."""

    @property
    def window_state(self) -> WindowState:
        """What is remembered on this workstation between two starts."""

    @property
    def external_edits(self) -> ExternalEdits:
        """The parts that are open in other programs."""

    @property
    def handover(self) -> Handover:
        """What one page leaves for another."""

    def go(self, to: Address) -> None:
        """Leave this page and open another, or this one anew."""

    def has_page(self, name: str) -> bool:
        """Return whether this person has a page of that name."""

    def tell_done(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """Say that something is done, and offer to take it back where that can be; it goes away by itself."""

    def tell_refusal(self, text: str) -> None:
        """Say why something was not even tried."""

    def tell_error(self, error: Exception) -> None:
        """Say what went wrong, until it is closed."""

    def read(self, owner: Hashable, read: Task[T] | GrowingTask[T, P]) -> None:
        """Fetch something to show. A newer read of an owner abandons the older one; all are abandoned when the page is left."""

    def write(self, task: Task[T]) -> None:
        """Keep something small, in the order in which it was asked for; it waits for no read, and is not stopped."""

    def watch(self, task: Task[T]) -> None:
        """Look whether something has changed; it has a lane of its own, so it waits for no read."""

    def work(self, task: Task[T]) -> None:
        """Run something long, with its progress and a way to cancel it; refused in words while another is under way."""

    def ask_signature(self, request: SignRequest[T]) -> None:
        """Ask for the passphrase, then run the request with it off the window's thread."""

    def abort_signature(self) -> None:
        """Withdraw the question for the passphrase: what was to be signed is no longer what is shown."""
