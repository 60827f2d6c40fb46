"""What the government office decides on: a bundle that was submitted here, or a packet that came as a file. Pages treat both alike."""

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
    """One thing to decide on, as one clerk sees it. What reads, verifies or sets pages may be called from any thread."""

    @property
    def id(self) -> MatterId:
        """What tells it from every other."""

    @property
    def title(self) -> str:
        """The policy's title; a packet's file name where it cannot be read."""

    @property
    def unit(self) -> str:
        """The department that submitted it; empty where a packet does not say."""

    @property
    def submission(self) -> int:
        """How often it has been submitted."""

    @property
    def stands(self) -> str:
        """How it stands, in a few words."""

    @property
    def at(self) -> str:
        """When it was touched last, or came, ISO 8601."""

    @property
    def at_word(self) -> str:
        """What was done at that moment, in a word; empty where that goes without saying."""

    @property
    def stamp(self) -> str:
        """What changes when it has to be judged anew."""

    @property
    def known(self) -> Judged | None:
        """How it was judged when it came; None where that was not kept."""

    @property
    def removable(self) -> bool:
        """Whether it can be taken out of the list."""

    @property
    def loads_at_once(self) -> bool:
        """Whether its record is there without a wait; else it is to be loaded off the window's thread."""

    def record(self) -> BundleRecord:
        """Load what is known of its bundle; the key is 0 where no bundle lies here."""

    def load_view(self, record: BundleRecord) -> BundleView:
        """Read, verify and check it."""

    def pages(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        """Fetch the bound PDF; `give` is given pages that are there early."""

    def judge(self) -> Judged:
        """Judge it in one row, as of today."""

    def acts(self, record: BundleRecord, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List what may be done with it now, and of the rest why not; without findings as far as is known without them."""

    def mark_seen(self, record: BundleRecord) -> None:
        """Remember that the clerk has seen this revision."""

    def receive(self) -> object:
        """签收."""

    def accept(self, passphrase: str, remark: str = "") -> object:
        """受理, signed."""

    def return_(self, grounds: Sequence[Finding], remark: str, passphrase: str) -> object:
        """退文, with its grounds, signed."""

    def issue(self, document_number: str, on: date) -> object:
        """印发, with number and date."""

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
