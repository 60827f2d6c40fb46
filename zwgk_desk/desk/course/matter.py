"""Matters that the government office decides on: a bundle submitted here, or a packet that came as a file. Pages treat both alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol

from ...model.finding import Finding
from ...model.progress import Progress
from ...model.record import BundleRecord
from ...model.registered_packet import Judged, MatterId
from .acts import OfferedAct
from .bundle_view import BundleView


class Matter(Protocol):
    """One matter as one clerk sees it. Methods that read, verify or set pages may be called from any thread."""

    @property
    def id(self) -> MatterId:
        """The matter's identity."""

    @property
    def title(self) -> str:
        """The policy's title; a packet's file name where it cannot be read."""

    @property
    def unit(self) -> str:
        """The department that submitted it; empty where a packet does not say."""

    @property
    def submission(self) -> int:
        """The number of the submission, from 1."""

    @property
    def stands(self) -> str:
        """Its state, in a few words."""

    @property
    def at(self) -> str:
        """The moment it was changed last, or came in, ISO 8601."""

    @property
    def at_word(self) -> str:
        """A word for what happened at that moment; empty where the state says it."""

    @property
    def stamp(self) -> str:
        """A token that differs when it has to be judged anew."""

    @property
    def known(self) -> Judged | None:
        """The judgement of when it came in; None where none was stored."""

    @property
    def removable(self) -> bool:
        """Whether it can be removed from the list."""

    @property
    def loads_at_once(self) -> bool:
        """Whether `record` returns quickly; if not, it is to be called off the window's thread."""

    def record(self) -> BundleRecord:
        """Load the record of its bundle; its key is 0 where the bundle lies in another office."""

    def load_view(self, record: BundleRecord) -> BundleView:
        """Read, verify and check it."""

    def pages(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        """Return the bound PDF; `give` takes the first pages early."""

    def judge(self) -> Judged:
        """Judge it as of today, for its row in the list."""

    def acts(self, record: BundleRecord, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List every act with whether it may be done now and why not; without findings, acts that depend on them are not allowed yet."""

    def mark_seen(self, record: BundleRecord) -> None:
        """Remember that the clerk has seen this revision."""

    def receive(self) -> object:
        """Receive it (签收)."""

    def accept(self, passphrase: str, remark: str = "") -> object:
        """Accept it, signed (受理)."""

    def return_(self, grounds: Sequence[Finding], remark: str, passphrase: str) -> object:
        """Return it with its grounds, signed (退文)."""

    def issue(self, document_number: str, on: date) -> object:
        """Register its issue with number and date (印发)."""

    def put_away(self) -> None:
        """Take it out of the list."""

    def bring_back(self) -> None:
        """Put it back into the list."""

    def save_original(self, sha256: str, target: Path) -> None:
        """Write one of its originals to the disk, byte for byte."""

    def write_notice(self, target: Path) -> None:
        """Write the notice of its last return to the disk, in the form that the target's ending says."""

    def export_name(self, record: BundleRecord) -> str:
        """Propose a name for its packet as a file; empty where it came as one."""

    def export(self, target: Path) -> None:
        """Write its packet to the disk, as it left the department."""
