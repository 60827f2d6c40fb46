"""Decisions on packets that came as files: they are accepted, or returned with a signed notice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...model.errors import Conflict, DeskError, InputError, NotFound
from ...model.finding import Finding
from ...model.record import BundleRecord, ReturnNotice
from ...model.registered_packet import PacketState, RegisteredPacket
from ...model.signature import SignedAct
from ...model.terms import Act, OfficeAct, Severity
from ...packet.export import write_file
from ...packet.forms import NOTICE
from ...packet.notice import acceptance_bag, notice_bag
from ...packet.source import ZipSource
from ...store.registered_packets import grounds_text
from ..common.core import DeskCore, Session
from ..common.permission import UseCase, may
from ..people.signing import SigningDesk, ToSign
from .acts import ALL_ACTS, OfferedAct
from .intake import Intake, SignedNoticeFiles, said_of
from .packet_reading import OF_THE_PACKET, PacketReading
from .packet_register import PacketRegister

DECISIONS = (Act.ACCEPT, Act.RETURN)
NOT_HERE = "这份文件不在本系统里，只能受理或退文"


class PacketDecisions:
    """Accepts and returns packets of the register."""

    def __init__(self, core: DeskCore, register: PacketRegister, reading: PacketReading, intake: Intake, signing: SigningDesk) -> None:
        self._core = core
        self._register = register
        self._reading = reading
        self._intake = intake
        self._signing = signing

    def acts(self, session: Session, registered: RegisteredPacket, findings: Sequence[Finding] | None) -> tuple[OfferedAct, ...]:
        """List every act with whether this person may do it on a packet now and why not; the decisions themselves ask the same guard.

        Args:
            session: the session of the person who asks.
            registered: the packet as the person sees it.
            findings: the findings of its view; None while they are not known.
        """
        clerk = may(self._core.account(session), UseCase.TAKE_IN)
        faults = tuple(finding for finding in findings or () if finding.rule in OF_THE_PACKET)
        offers = []
        for act, kind in ALL_ACTS:
            offered = clerk and act in DECISIONS and registered.state is PacketState.WAITING
            refusal = _refusal(registered, faults, act) if act in DECISIONS else InputError(NOT_HERE)
            why_not = refusal.what if refusal is not None else "" if clerk else f"您的账号没有“{UseCase.TAKE_IN.value}”的权限"
            offers.append(OfferedAct(act, offered, not why_not, why_not, kind, faults if offered else ()))
        return tuple(offers)

    def accept(self, session: Session, number: int, remark: str = "", passphrase: str = "") -> RegisteredPacket:
        """Accept a packet (受理), with the clerk's signature.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: the packet itself is damaged.
            Conflict: somebody else has decided on it meanwhile.
            PermissionDenied, NotFound.
        """
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        registered, record = self._waiting(number, Act.ACCEPT)
        signing = self._signing.begin(SignedAct.ACCEPTANCE, account, role, passphrase)
        signature = self._signing.sign(signing, ToSign(record, files={"packet": registered.packet}, remark=remark))
        bag = acceptance_bag(signature, signing.key.authority)
        store, said = self._core.store, remark.strip()
        with store.transaction():
            self._core.truth.require(self._core.truth.of_packet(number))
            kept = store.files.put(bag)
            columns = {"decided_by": account.name, "decided_at": signing.at, "remark": said, "notice": kept}
            self._register.set_state(registered, PacketState.ACCEPTED, **columns)
            self._register.tell(account, OfficeAct.ACCEPT_PACKET, registered, said)
        return store.registered_packets.registered(number)

    def return_packet(self, session: Session, number: int, grounds: Sequence[Finding], remark: str = "", passphrase: str = "") -> RegisteredPacket:
        """Return a packet with its grounds (退文); the notice is set, signed and stored.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: without a ground, or the packet itself is damaged.
            Conflict: somebody else has decided on it meanwhile.
            PermissionDenied, NotFound, TemplateFault.
        """
        given = tuple(ground for ground in grounds if ground.severity is Severity.RETURN)
        if not given:
            raise InputError("没有写明退文理由，不能退文", "请选定或写明至少一条理由")
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        registered, record = self._waiting(number, Act.RETURN)
        signing = self._signing.begin(SignedAct.RETURN, account, role, passphrase)
        notice = ReturnNotice(record.course.return_count + 1, registered.submission, given, remark.strip(), account.name, signing.at)
        bag = self._notice_bag(signing.key.authority, registered, notice, self._intake.sign_notice(signing, record, notice))
        store = self._core.store
        with store.transaction():
            self._core.truth.require(self._core.truth.of_packet(number))
            kept = store.files.put(bag)
            columns = {"decided_by": account.name, "decided_at": signing.at, "remark": notice.remark, "notice": kept}
            self._register.set_state(registered, PacketState.RETURNED, grounds=grounds_text(given), **columns)
            self._register.tell(account, OfficeAct.RETURN_PACKET, registered, said_of(notice))
        return store.registered_packets.registered(number)

    def write_notice(self, session: Session, number: int, target: Path) -> None:
        """Write the notice of a returned packet to the disk: by the target's ending as DOCX, as PDF with its signature, or as a .zip of both.

        Raises:
            NotFound: it was not returned.
            InputError: the place cannot be written to, or has another ending.
            PermissionDenied.
        """
        registered = self._register.registered(session, number)
        if registered.state is not PacketState.RETURNED:
            raise NotFound("这个报送包没有退过文", "请刷新")
        content = self._core.store.files.get(registered.notice)
        ending = target.suffix.lower()
        if ending in (".docx", ".pdf"):
            content = ZipSource(content, registered.name).file(f"{NOTICE}{ending}")
        elif ending != ".zip":
            raise InputError(f"“{target.name}”的扩展名不是 .docx、.pdf、.zip", "请改扩展名")
        write_file(target, content)

    def _waiting(self, number: int, act: Act) -> tuple[RegisteredPacket, BundleRecord]:
        """Return a packet that can still be decided on, with what was read of it.

        Raises:
            InputError: it is damaged.
            Conflict: it does not wait any more.
            TablesDisagree: the register does not say of it what the record says.
        """
        registered = self._core.store.registered_packets.registered(number)
        self._core.truth.require(self._core.truth.of_packet(number))
        read = self._reading.open(registered)
        refusal = _refusal(registered, read.faults, act)
        if refusal is not None:
            raise refusal
        return registered, self._reading.record(registered, read)

    def _notice_bag(self, authority: bytes, registered: RegisteredPacket, notice: ReturnNotice, signed: SignedNoticeFiles) -> bytes:
        return notice_bag(signed.signature, signed.docx, signed.pdf, authority, self._core.store.identity.revocation_list())


def _refusal(registered: RegisteredPacket, faults: Sequence[Finding], act: Act) -> DeskError | None:
    """Return the error for an act that nobody can do on a packet in its state; None where it can be done."""
    if registered.state is not PacketState.WAITING:
        return Conflict(f"这个报送包{registered.state.label}，不能再{act.label}", "请刷新")
    if faults:
        return InputError(f"这个报送包不能{act.label}：{faults[0].message}", faults[0].remedy)
    return None
