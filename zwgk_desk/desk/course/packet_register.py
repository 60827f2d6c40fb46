"""The register of packets that come as files: each is entered once, whatever is wrong with it, and every change of its state is recorded."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from ...model.digest import sha256_of
from ...model.errors import Conflict, InputError
from ...model.people import Account
from ...model.record import OfficeEvent
from ...model.registered_packet import MatterId, Origin, PacketState, RegisteredPacket
from ...model.terms import OfficeAct
from ...packet.source import MOST_BYTES, read_stable
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .packet_reading import PacketReading

SHOWN_ACCEPTED = 20
"""Accepted packets that stay in the list, at most."""


@dataclass(frozen=True)
class PacketRegistered:
    """The result of handing a packet's file in.

    Attributes:
        key: the bundle of this office that the packet belongs to; 0 for a packet from elsewhere.
        registered: the packet in the register; None for one whose bundle lies in this office.
        known: whether it had been handed in before.
    """

    key: int = 0
    registered: RegisteredPacket | None = None
    known: bool = False

    @property
    def matter(self) -> MatterId:
        """The identity of the matter that the file belongs to."""
        return MatterId(Origin.FILE, self.registered.number) if self.registered is not None else MatterId(Origin.HERE, self.key)


class PacketRegister:
    """Enters packets, and changes their state."""

    def __init__(self, core: DeskCore, reading: PacketReading) -> None:
        self._core = core
        self._reading = reading

    def take(self, session: Session, path: Path) -> PacketRegistered:
        """Verify, judge and register a packet, whatever is wrong with it.

        Args:
            session: the clerk's session.
            path: the packet's .zip.

        Raises:
            InputError: it is no .zip, cannot be read, or is a notice of return.
            PermissionDenied: not a clerk.
        """
        account, _ = self._core.allow(session, UseCase.TAKE_IN)
        if path.suffix.lower() != ".zip":
            raise InputError(f"“{path.name}”不是报送包（.zip），没有登记", "请放入报送包")
        content = read_stable(path, path.name, MOST_BYTES)
        packet = sha256_of(content)
        known = self._core.store.registered_packets.of_packet(packet)
        if known is not None:
            return PacketRegistered(registered=self._taken_up(account, known), known=True)
        key = self._core.store.bundles.submitted_as(packet)
        if key is not None:
            return PacketRegistered(key=key)
        read = self._reading.read(content, path.name)
        if read.found.notice is not None:
            raise InputError(f"“{path.name}”是退文通知单，不是报送包，没有登记", "要看它，请放到“核验”页")
        registered = self._reading.new_row(packet, path.name, read)
        with self._core.store.transaction():
            self._core.store.files.put(content)
            number = self._core.store.registered_packets.add(registered, account.name)
            self.tell(account, OfficeAct.TAKE_PACKET, replace(registered, number=number), registered.judged.mark.label)
        return PacketRegistered(registered=self._core.store.registered_packets.registered(number))

    def listed(self, session: Session) -> tuple[RegisteredPacket, ...]:
        """List the packets that wait for a decision, and the last few that were accepted, newest first.

        Raises:
            PermissionDenied: not a clerk.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        kept = self._core.store.registered_packets
        return (*kept.in_state(PacketState.WAITING), *kept.in_state(PacketState.ACCEPTED, SHOWN_ACCEPTED))

    def registered(self, session: Session, number: int) -> RegisteredPacket:
        """Look a packet up.

        Raises:
            PermissionDenied: not a clerk.
            NotFound: there is no such packet.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        return self._core.store.registered_packets.registered(number)

    def put_away(self, session: Session, number: int) -> None:
        """Take a packet out of the list: it was handed in by mistake, or is damaged. It stays in the register.

        Raises:
            Conflict: somebody else has decided on it meanwhile.
            PermissionDenied, NotFound.
        """
        self._move(session, number, PacketState.WAITING, PacketState.PUT_AWAY)

    def bring_back(self, session: Session, number: int) -> None:
        """Put a packet that was taken out of the list back into it.

        Raises:
            Conflict: somebody else has decided on it meanwhile.
            PermissionDenied, NotFound.
        """
        self._move(session, number, PacketState.PUT_AWAY, PacketState.WAITING)

    def set_state(self, registered: RegisteredPacket, state: PacketState, **columns: str) -> None:
        """Change a packet's state. To be called inside the store's transaction.

        Raises:
            Conflict: it is no longer in the state in which the person saw it.
        """
        if not self._core.store.registered_packets.set_state(registered.number, registered.state, state, **columns):
            raise Conflict("刚有别人办理了这个报送包，您这一步没有生效", "请刷新，看过后再办理")

    def tell(self, account: Account, act: OfficeAct, registered: RegisteredPacket, remark: str) -> None:
        """Add an act on a packet to the office's record. To be called inside the store's transaction."""
        event = OfficeEvent(stamp(self._core.clock), act, account.name, registered.subject, remark, registered.number)
        self._core.store.record.append(event, pen=self._core.pens.of(account))

    def _move(self, session: Session, number: int, seen: PacketState, state: PacketState) -> None:
        account, _ = self._core.allow(session, UseCase.TAKE_IN)
        registered = self._core.store.registered_packets.registered(number)
        with self._core.store.transaction():
            self._core.truth.require(self._core.truth.of_packet(number))
            self.set_state(replace(registered, state=seen), state)
            self.tell(account, OfficeAct.TAKE_PACKET, registered, state.label)

    def _taken_up(self, account: Account, known: RegisteredPacket) -> RegisteredPacket:
        """Return a packet that was handed in before; one that had been put away is put back into the list."""
        if known.state is PacketState.PUT_AWAY:
            with self._core.store.transaction():
                self._core.truth.require(self._core.truth.of_packet(known.number))
                self.set_state(known, PacketState.WAITING)
                self.tell(account, OfficeAct.TAKE_PACKET, known, PacketState.WAITING.label)
        return self._core.store.registered_packets.registered(known.number)
