"""收文: the matters that the government office decides on: submitted bundles of this office, and packets that come as files."""

from __future__ import annotations

from pathlib import Path

from ...model.errors import NotFound
from ...model.registered_packet import MatterId, Origin
from ...model.terms import Stage
from ..admin.searching import Searching
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from ..people.signing import SigningDesk
from .bundle_matter import BundleMatter, BundleServices
from .matter import Matter
from .packet_decisions import PacketDecisions
from .packet_matter import PacketMatter, PacketServices
from .packet_reading import PacketReading
from .packet_register import PacketRegister, PacketRegistered

TO_DECIDE = (Stage.SUBMITTED, Stage.INTAKE, Stage.ACCEPTED)
"""The stages at which bundles concern the government office."""


class PacketIntake:
    """Takes packets in, and lists all matters to decide on."""

    def __init__(self, core: DeskCore, services: BundleServices, searching: Searching, signing: SigningDesk) -> None:
        self._core = core
        self._searching = searching
        self._here = services
        reading = PacketReading(core, services.examiner)
        register = PacketRegister(core, reading)
        self._files = PacketServices(register, reading, PacketDecisions(core, register, reading, services.intake, signing))

    def take(self, session: Session, path: Path) -> PacketRegistered:
        """Register a packet that was handed in; raises what `PacketRegister.take` raises."""
        return self._files.register.take(session, path)

    def matters(self, session: Session) -> tuple[Matter, ...]:
        """List all matters: the packets that came as files first, then the bundles of this office.

        Raises:
            PermissionDenied: not a clerk.
        """
        packets = self._files.register.listed(session)
        lines = self._searching.bundles(session, TO_DECIDE)
        return (
            *(PacketMatter(self._files, session, registered) for registered in packets),
            *(BundleMatter(self._core, self._here, session, line) for line in lines),
        )

    def matter(self, session: Session, wanted: MatterId) -> Matter:
        """Look up one matter, whether it is still in the list or not.

        Raises:
            NotFound: there is none.
            PermissionDenied: not a clerk.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        if wanted.origin is Origin.FILE:
            return PacketMatter(self._files, session, self._files.register.registered(session, wanted.number))
        line = next((line for line in self._searching.bundles(session, TO_DECIDE) if line.key == wanted.number), None)
        if line is None:
            raise NotFound("没有这个文件包，或者它不归您办理", "请刷新列表")
        return BundleMatter(self._core, self._here, session, line)
