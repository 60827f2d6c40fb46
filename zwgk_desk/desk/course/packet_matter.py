"""A packet that came as a file as a matter for the government office's clerk: its bundle lies in another office."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ...model.errors import InputError, NotFound
from ...model.finding import Finding
from ...model.progress import Progress
from ...model.record import BundleRecord
from ...model.registered_packet import Judged, MatterId, Origin, PacketState, RegisteredPacket
from ...packet.export import write_file
from ...packet.names import BOUND
from ...packet.source import ZipSource
from ..common.core import Session
from .acts import OfferedAct
from .bundle_view import BundleView
from .packet_decisions import NOT_HERE, PacketDecisions
from .packet_reading import PacketReading
from .packet_register import PacketRegister


@dataclass(frozen=True)
class PacketServices:
    """The use cases of packets that came as files.

    Attributes:
        register, reading, decisions: enter them, open them, decide on them.
    """

    register: PacketRegister
    reading: PacketReading
    decisions: PacketDecisions


class PacketMatter:
    """A packet that came as a file; implements `Matter`."""

    loads_at_once = False
    at_word = "登记"

    def __init__(self, services: PacketServices, session: Session, registered: RegisteredPacket) -> None:
        self._services, self._session, self._number = services, session, registered.number
        self.id = MatterId(Origin.FILE, registered.number)
        self.title, self.unit, self.submission = registered.title, registered.unit, registered.submission
        self.stands, self.at, self.stamp = registered.state.label, registered.taken_at, str(registered.state)
        self.known: Judged | None = registered.judged
        self.removable = registered.state is PacketState.WAITING

    def export_name(self, record: BundleRecord) -> str:
        """Return an empty name: the clerk has the file already."""
        return ""

    def record(self) -> BundleRecord:
        """Read and verify the packet, for the record of the bundle in it."""
        registered = self._registered()
        return self._services.reading.record(registered, self._services.reading.open(registered))

    def load_view(self, record: BundleRecord) -> BundleView:
        """Read, verify and check the packet as it stands today."""
        registered, reading = self._registered(), self._services.reading
        read = reading.open(registered)
        findings = (*read.faults, *reading.findings(read))
        return BundleView(
            reading.documents(read), findings, None, reading.repairs(registered, read), lines=tuple(read.found.lines()),
            acts=self._services.decisions.acts(self._session, registered, findings),
        )  # fmt: skip

    def pages(self, record: BundleRecord, progress: Progress, give: Callable[[bytes], None]) -> bytes:
        """Fetch the bound PDF as it came."""
        registered = self._registered()
        return ZipSource(self._services.reading.content(registered), registered.name).file(BOUND)

    def judge(self) -> Judged:
        """Judge the packet as of today."""
        return self._services.reading.judge(self._registered())

    def acts(self, record: BundleRecord, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List what may be done with the packet."""
        return self._services.decisions.acts(self._session, self._registered(), findings)

    def mark_seen(self, record: BundleRecord) -> None:
        """Do nothing: what was seen is only stored of bundles that lie here."""

    def receive(self) -> object:
        """Refuse: a packet counts as received once it is handed in."""
        raise InputError(NOT_HERE)

    def accept(self, passphrase: str, remark: str = "") -> RegisteredPacket:
        """Accept it, signed (受理)."""
        return self._services.decisions.accept(self._session, self._number, remark, passphrase)

    def return_(self, grounds: Sequence[Finding], remark: str, passphrase: str) -> RegisteredPacket:
        """Return it with a signed notice that is stored (退文)."""
        return self._services.decisions.return_packet(self._session, self._number, grounds, remark, passphrase)

    def issue(self, document_number: str, on: date) -> object:
        """Refuse: it is issued where its bundle lies."""
        raise InputError(NOT_HERE)

    def put_away(self) -> None:
        """Take it out of the list; it stays in the register."""
        self._services.register.put_away(self._session, self._number)

    def bring_back(self) -> None:
        """Put it back into the list."""
        self._services.register.bring_back(self._session, self._number)

    def save_original(self, sha256: str, target: Path) -> None:
        """Write one of the originals in it to the disk."""
        case = self._services.reading.open(self._registered()).case
        if case is None or sha256 not in case.contents:
            raise NotFound("报送包里没有这个文件", "请刷新")
        write_file(target, case.contents[sha256])

    def write_notice(self, target: Path) -> None:
        """Write the notice of its return to the disk."""
        self._services.decisions.write_notice(self._session, self._number, target)

    def export(self, target: Path) -> None:
        """Refuse: it came as a file."""
        raise InputError(NOT_HERE)

    def _registered(self) -> RegisteredPacket:
        return self._services.register.registered(self._session, self._number)
