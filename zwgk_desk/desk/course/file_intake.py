"""收文 of packets that come as files: judged as they are handed in, registered, returned with a signed notice or accepted, and recognised when
they come again."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...model.bundle import Bundle
from ...model.changes import changes_between
from ...model.course import Course
from ...model.digest import content_state, sha256_of
from ...model.errors import Conflict, DeskError, InputError, NotFound
from ...model.finding import Finding, grounds_of
from ...model.part_document import PartDocument
from ...model.people import Account
from ...model.record import BundleRecord, OfficeEvent, ReturnNotice, Revision, Submission
from ...model.registered_packet import Judged, PacketState, RegisteredPacket
from ...model.review import Review
from ...model.signature import SignedAct
from ...model.terms import IssuingAuthority, OfficeAct, Severity, Stage
from ...packet.build import BOUND
from ...packet.casefile import CaseFile, read_case
from ...packet.export import write_file
from ...packet.notice import NOTICE, acceptance_bag, notice_bag
from ...packet.source import MOST_BYTES, ZipSource, read_stable
from ...packet.verification import Verification
from ...packet.verify import with_signatures
from ...store.registered_packets import grounds_text
from ..common.clock import stamp
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from ..people.signing import SigningDesk
from .changes import Changes, Repair, mended_words, repairs_of
from .examiner import Examiner
from .intake import Intake, SignedNoticeFiles

SUBMISSION_NUMBER = re.compile(r"第([1-9]\d*)次报送")
STAGES = {PacketState.RETURNED: Stage.DRAFTING, PacketState.ACCEPTED: Stage.ACCEPTED}
DAMAGED = "packet-damaged"
SHOWN_ACCEPTED = 20
"""So many of the packets that were accepted stay in the list."""

AFTER_ALL = 1 << 30
"""A number after that of every packet so far."""

ASK_AGAIN = "请不要采用它，请报送单位重新报送"


@dataclass(frozen=True)
class PacketRegistered:
    """What came of handing a file in.

    Attributes:
        key: the bundle of this office that the packet belongs to; 0 for a packet from elsewhere.
        arrival: the packet in the register; None for one whose bundle lies in this office.
        known: whether it had been handed in before.
    """

    key: int = 0
    registered: RegisteredPacket | None = None
    known: bool = False


@dataclass(frozen=True)
class OpenedPacket:
    """A packet of the register, opened.

    Attributes:
        arrival: its row.
        documents: the parts as read.
        findings: what the rules find, and what is wrong with the packet itself.
        lines: what came of verifying it, in words.
        repairs: what was done about the grounds of its last return.
    """

    registered: RegisteredPacket
    documents: tuple[PartDocument, ...]
    findings: tuple[Finding, ...]
    lines: tuple[str, ...]
    repairs: tuple[Repair, ...]


@dataclass(frozen=True)
class _Read:
    """A packet's bytes as read: the case is None where it cannot be read at all."""

    case: CaseFile | None
    reviews: tuple[Review, ...]
    found: Verification
    fault: str = ""


class PacketIntake:
    """The use cases."""

    def __init__(self, core: DeskCore, examiner: Examiner, changes: Changes, intake: Intake, signing: SigningDesk) -> None:
        self._core = core
        self._examiner = examiner
        self._changes = changes
        self._intake = intake
        self._signing = signing

    def take(self, session: Session, path: Path) -> PacketRegistered:
        """Hand a packet in: it is verified, judged, and registered, whatever is wrong with it.

        Args:
            session: who takes it in.
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
        read = self._read(content, path.name)
        if read.found.notice is not None:
            raise InputError(f"“{path.name}”是退文通知单，不是报送包，没有登记", "要看它，请放到“核验”页")
        registered = self._registered(packet, path.name, read)
        with self._core.store.transaction():
            self._core.store.files.put(content)
            number = self._core.store.registered_packets.add(registered, account.name)
            self._tell(account, OfficeAct.TAKE_PACKET, registered, registered.judged.mark.label)
        return PacketRegistered(registered=self._core.store.registered_packets.registered(number))

    def waiting(self, session: Session) -> tuple[RegisteredPacket, ...]:
        """The packets that wait to be judged by a person, and the last few that were accepted, the last first.

        Raises:
            PermissionDenied: not a clerk.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        kept = self._core.store.registered_packets
        return (*kept.in_state(PacketState.WAITING), *kept.in_state(PacketState.ACCEPTED, SHOWN_ACCEPTED))

    def record(self, session: Session, number: int) -> BundleRecord:
        """A packet as if its bundle lay here; its key is the packet's number below zero.

        Raises:
            PermissionDenied: not a clerk.
            NotFound: there is no such packet.
        """
        return self._record(*self._asked_for(session, number))

    def open(self, session: Session, number: int) -> OpenedPacket:
        """A packet with all that there is to know of it, judged anew.

        Raises:
            PermissionDenied: not a clerk.
            NotFound: there is no such packet.
        """
        registered, read = self._asked_for(session, number)
        findings = (*_faults(read), *self._findings(read))
        documents = self._core.reader.documents(read.case.bundle, read.case.contents.__getitem__) if read.case else ()
        before = self._core.store.registered_packets.returned_before(registered.bundle_identity, registered.number)
        return OpenedPacket(registered, documents, findings, tuple(read.found.lines()), self._repairs(before, read))

    def pages(self, session: Session, number: int) -> bytes:
        """The bound PDF of a packet, as it came.

        Raises:
            InputError: it has none, or cannot be read.
            PermissionDenied, NotFound.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        registered = self._core.store.registered_packets.registered(number)
        return ZipSource(self._content(registered), registered.name).file(BOUND)

    def save_original(self, session: Session, number: int, sha256: str, target: Path) -> None:
        """Write an original of a packet to the disk, byte for byte.

        Raises:
            InputError: the packet cannot be read, or the place not written to.
            PermissionDenied, NotFound.
        """
        case = self._asked_for(session, number)[1].case
        if case is None or sha256 not in case.contents:
            raise NotFound("报送包里没有这个文件", "请刷新")
        write_file(target, case.contents[sha256])

    def judge(self, session: Session, key: int) -> Judged:
        """A bundle of this office that was submitted, in one row.

        Raises:
            NotFound: there is no such bundle for this person, or it has not been submitted.
            PermissionDenied: not a clerk.
        """
        found = self.verified(session, key)
        grounds = grounds_of(self._examiner.check_record(self._core.record_for(self._core.account(session), key)))
        return Judged(grounds, found.problems, _signature_words(found), mended_words(self._changes.repairs(session, key)))

    def verified(self, session: Session, key: int) -> Verification:
        """The packet of a bundle of this office, verified as one from elsewhere is.

        Raises:
            NotFound: there is no such bundle for this person, or it has not been submitted.
            PermissionDenied: not a clerk.
        """
        account, _ = self._core.allow(session, UseCase.TAKE_IN)
        record = self._core.record_for(account, key)
        if not record.submissions:
            raise NotFound("这个文件包还没有报送过", "请刷新")
        return self._examiner.verify_content(self._core.store.files.get(record.submissions[-1].packet), "报送包.zip")

    def judge_packet(self, session: Session, number: int) -> Judged:
        """A packet of the register in one row, as it is judged today: an authority that is trusted since makes a difference.

        Raises:
            PermissionDenied: not a clerk.
            NotFound: there is no such packet.
        """
        registered, read = self._asked_for(session, number)
        return self._judged(read, registered.bundle_identity, registered.number)

    def accept(self, session: Session, number: int, remark: str = "", passphrase: str = "") -> RegisteredPacket:
        """受理: the packet is accepted; the clerk signs it.

        Raises:
            SigningRefused: the passphrase is wrong, or there is no certificate in force.
            InputError: the packet itself is damaged.
            Conflict: somebody else has decided on it meanwhile.
            PermissionDenied, NotFound.
        """
        account, role = self._core.allow(session, UseCase.TAKE_IN)
        registered, record = self._whole(number, "受理")
        signing = self._signing.begin(SignedAct.ACCEPTANCE, account, role, passphrase)
        signature = self._signing.sign(signing, record, (), files={"packet": registered.packet}, remark=remark)
        store = self._core.store
        with store.transaction():
            kept = store.files.put(acceptance_bag(signature, signing.key.authority, {"Bagging-Date": signing.at[:10]}))
            self._decide(registered, PacketState.ACCEPTED, decided_by=account.name, decided_at=signing.at, remark=remark.strip(), notice=kept)
            self._tell(account, OfficeAct.ACCEPT_PACKET, registered, remark.strip())
        return store.registered_packets.registered(number)

    def return_packet(self, session: Session, number: int, grounds: Sequence[Finding], remark: str = "", passphrase: str = "") -> RegisteredPacket:
        """退文, with its grounds; the notice is set, signed and kept.

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
        registered, record = self._whole(number, "退文")
        signing = self._signing.begin(SignedAct.RETURN, account, role, passphrase)
        notice = ReturnNotice(record.course.return_count + 1, registered.submission, given, remark.strip(), account.name, signing.at)
        bag = self._bag(signing.key.authority, registered, notice, self._intake.sign_notice(signing, record, notice))
        store = self._core.store
        with store.transaction():
            kept = store.files.put(bag)
            self._decide(
                registered, PacketState.RETURNED, decided_by=account.name, decided_at=signing.at, remark=notice.remark, notice=kept,
                grounds=grounds_text(given),
            )  # fmt: skip
            self._tell(account, OfficeAct.RETURN_PACKET, registered, "；".join(ground.message for ground in given))
        return store.registered_packets.registered(number)

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

    def write_notice(self, session: Session, number: int, target: Path) -> None:
        """Write the notice of a returned packet to the disk: by the target's ending as DOCX, as PDF with its signature, or as a .zip of both.

        Raises:
            NotFound: it was not returned.
            InputError: the place cannot be written to, or has another ending.
            PermissionDenied.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        registered = self._core.store.registered_packets.registered(number)
        if registered.state is not PacketState.RETURNED:
            raise NotFound("这个报送包没有退过文", "请刷新")
        content = self._core.store.files.get(registered.notice)
        ending = target.suffix.lower()
        if ending in (".docx", ".pdf"):
            content = ZipSource(content, registered.name).file(f"{NOTICE}{ending}")
        elif ending != ".zip":
            raise InputError(f"“{target.name}”的扩展名不是 .docx、.pdf、.zip", "请改扩展名")
        write_file(target, content)

    def _move(self, session: Session, number: int, seen: PacketState, state: PacketState) -> None:
        account, _ = self._core.allow(session, UseCase.TAKE_IN)
        registered = self._core.store.registered_packets.registered(number)
        with self._core.store.transaction():
            self._decide(replace(registered, state=seen), state)
            self._tell(account, OfficeAct.TAKE_PACKET, registered, state.label)

    def _taken_up(self, account: Account, known: RegisteredPacket) -> RegisteredPacket:
        """A packet that was handed in before; one that was put away is in the list again."""
        if known.state is PacketState.PUT_AWAY:
            with self._core.store.transaction():
                self._decide(known, PacketState.WAITING)
                self._tell(account, OfficeAct.TAKE_PACKET, known, PacketState.WAITING.label)
        return self._core.store.registered_packets.registered(known.number)

    def _decide(self, registered: RegisteredPacket, state: PacketState, **columns: str) -> None:
        if not self._core.store.registered_packets.set_state(registered.number, registered.state, state, **columns):
            raise Conflict("刚有别人办理了这个报送包，您这一步没有生效", "请刷新，看过后再办理")

    def _tell(self, account: Account, act: OfficeAct, registered: RegisteredPacket, remark: str) -> None:
        event = OfficeEvent(stamp(self._core.clock), act, account.name, f"{registered.title}（{registered.packet[:12]}）", remark)
        self._core.store.record.append(event, pen=self._core.pens.of(account))

    def _whole(self, number: int, doing: str) -> tuple[RegisteredPacket, BundleRecord]:
        """A packet that waits and can be relied on.

        Raises:
            InputError: it is damaged.
            Conflict: it does not wait any more.
        """
        registered = self._core.store.registered_packets.registered(number)
        if registered.state is not PacketState.WAITING:
            raise Conflict(f"这个报送包{registered.state.label}，不能再{doing}", "请刷新")
        read = self._read(self._content(registered), registered.name)
        if _faults(read):
            raise InputError(f"这个报送包不能{doing}：{_faults(read)[0].message}", ASK_AGAIN)
        return registered, self._record(registered, read)

    def _bag(self, authority: bytes, registered: RegisteredPacket, notice: ReturnNotice, signed: SignedNoticeFiles) -> bytes:
        info = {"External-Description": " ".join(registered.title.split()), "Bagging-Date": notice.at[:10]}
        return notice_bag(signed.signature, signed.docx, signed.pdf, authority, self._core.store.identity.revocation_list(), info)

    def _asked_for(self, session: Session, number: int) -> tuple[RegisteredPacket, _Read]:
        """A packet that a clerk asks for, read.

        Raises:
            PermissionDenied, NotFound.
        """
        self._core.allow(session, UseCase.TAKE_IN)
        registered = self._core.store.registered_packets.registered(number)
        return registered, self._read(self._content(registered), registered.name)

    def _content(self, registered: RegisteredPacket) -> bytes:
        return self._core.store.files.get(registered.packet)

    def _read(self, content: bytes, name: str) -> _Read:
        found = self._examiner.verify_content(content, name)
        try:
            case = read_case(ZipSource(content, name))
        except DeskError as error:
            return _Read(None, (), found, error.what)
        return _Read(case, with_signatures(case.reviews, found), found)

    def _findings(self, read: _Read) -> tuple[Finding, ...]:
        if read.case is None:
            return ()
        documents = self._core.reader.documents(read.case.bundle, read.case.contents.__getitem__)
        return self._examiner.examine(read.case.bundle, read.reviews, documents)

    def _registered(self, packet: str, name: str, read: _Read) -> RegisteredPacket:
        bundle_identity, submission = _bundle_identity(read.found)
        judged = self._judged(read, bundle_identity, AFTER_ALL)
        bundle = read.case.bundle if read.case else None
        title, unit = (bundle.title, bundle.drafting_unit) if bundle else (name, "")
        at = stamp(self._core.clock)
        return RegisteredPacket(0, packet, name, title, unit, bundle_identity, submission, PacketState.WAITING, judged, at)

    def _judged(self, read: _Read, bundle_identity: str, number: int) -> Judged:
        before = self._core.store.registered_packets.returned_before(bundle_identity, number)
        problems = tuple(fault.message for fault in _faults(read))
        return Judged(grounds_of(self._findings(read)), problems, _signature_words(read.found), mended_words(self._repairs(before, read)))

    def _repairs(self, before: RegisteredPacket | None, read: _Read) -> tuple[Repair, ...]:
        if before is None or read.case is None:
            return ()
        old = self._read(self._content(before), before.name).case
        if old is None:
            return ()
        given = tuple(review for review in read.reviews if review.at > before.decided_at)
        contents = {**old.contents, **read.case.contents}
        old_documents = self._core.reader.documents(old.bundle, contents.__getitem__)
        new_documents = self._core.reader.documents(read.case.bundle, contents.__getitem__)
        changes = changes_between(old.bundle, read.case.bundle, old_documents, new_documents)
        return repairs_of(before.grounds, changes, given, self._findings(read))

    def _record(self, registered: RegisteredPacket, read: _Read) -> BundleRecord:
        bundle = read.case.bundle if read.case else Bundle(registered.title, IssuingAuthority.GOVERNMENT, registered.unit)
        course = Course(STAGES.get(registered.state, Stage.INTAKE), self._core.store.registered_packets.returns_of(registered.bundle_identity))
        revision = Revision(max(1, registered.submission), bundle, content_state(bundle), "", registered.taken_at)
        sent = Submission(revision.number, 1, registered.packet, "", registered.taken_at)
        return BundleRecord(-registered.number, course, revision, read.reviews, (sent,))


def _faults(read: _Read) -> tuple[Finding, ...]:
    """What is wrong with a packet itself, as findings, each of which returns it."""
    said: Collection[str] = read.found.problems or ((read.fault,) if read.fault else ())
    return tuple(Finding(DAMAGED, Severity.RETURN, "", "bundle", problem, ASK_AGAIN) for problem in said)


def _bundle_identity(found: Verification) -> tuple[str, int]:
    """What packets of one bundle have in common, and which submission this is, as the submission's signature says."""
    sent = [s for s in found.signatures if s.act is SignedAct.SUBMISSION and s.valid]
    if not sent:
        return "", 1
    said = sent[-1].manifest
    number = SUBMISSION_NUMBER.search(str(said.get("remark", "")))
    return f"{sent[-1].unit}#{said.get('bundle')}", int(number[1]) if number else 1


def _signature_words(found: Verification) -> str:
    """The signatures of a packet in a few words."""
    wrong = sum(not s.valid for s in found.signatures)
    if not found.signatures:
        return "没有签名"
    if wrong:
        return f"签名无效 ✗（{wrong} 个）"
    doubted = "" if all(s.trusted for s in found.signatures) else "，签发机构未确认"
    return f"签名有效 ✓（{len(found.signatures)} 个{doubted}）" if found.signed else f"签名不全 ✗（{len(found.signatures)} 个）"
