"""Opens, verifies and judges packets that come as files; writes nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...model.bundle import Bundle
from ...model.changes import changes_between
from ...model.course import Course
from ...model.digest import content_state
from ...model.errors import DeskError
from ...model.finding import Finding, grounds_of
from ...model.part_document import PartDocument
from ...model.place import WHOLE_BUNDLE
from ...model.record import BundleRecord, Revision, Submission
from ...model.registered_packet import Judged, PacketState, RegisteredPacket
from ...model.review import Review
from ...model.signature import SignedAct
from ...model.terms import IssuingAuthority, Severity, Stage
from ...packet.casefile import CaseFile, read_case
from ...packet.source import ZipSource
from ...packet.verification import CONFIRM, Verification, unlisted_words
from ...packet.verify import with_signatures
from ..common.clock import stamp
from ..common.core import DeskCore
from .changes import Repair, mended_words, repairs_of
from .examiner import Examiner

SUBMISSION_NUMBER = re.compile(r"第([1-9]\d{0,8})次报送", re.ASCII)
STAGES = {PacketState.RETURNED: Stage.DRAFTING, PacketState.ACCEPTED: Stage.ACCEPTED}
DAMAGED = "packet-damaged"
"""Rule name of the finding that a packet is not as it was signed."""

UNLISTED = "authority-unlisted"
"""Rule name of the finding that nobody in this office has confirmed the authority that a packet was signed under."""

OF_THE_PACKET = {DAMAGED, UNLISTED}

AFTER_ALL = 1 << 30
"""A number greater than that of any packet so far."""

ASK_AGAIN = "请不要采用它，请报送单位重新报送"


@dataclass(frozen=True)
class ReadPacket:
    """The result of reading a packet.

    Attributes:
        case: the bundle in it; None where it cannot be read at all.
        reviews: those of its reviews that bear a valid signature.
        found: the result of verifying it.
        fault: why it cannot be read, in Chinese; empty where it can.
    """

    case: CaseFile | None
    reviews: tuple[Review, ...]
    found: Verification
    fault: str = ""

    @property
    def faults(self) -> tuple[Finding, ...]:
        """What is in the way of deciding on the packet, as findings: its own faults, each of which is a ground for 退文; or that the authority it
        was signed under has not been confirmed, which is none, and is for this office to mend."""
        said = tuple(self.found.problems) or ((self.fault,) if self.fault else ())
        faults = tuple(Finding(DAMAGED, Severity.RETURN, "", str(WHOLE_BUNDLE), problem, ASK_AGAIN) for problem in said)
        unlisted = self.found.unlisted
        if faults or unlisted is None:
            return faults
        return (Finding(UNLISTED, Severity.ADVICE, "", str(WHOLE_BUNDLE), unlisted_words(unlisted), CONFIRM),)


class PacketReading:
    """Opens packets of the register and judges them as of today."""

    def __init__(self, core: DeskCore, examiner: Examiner) -> None:
        self._core = core
        self._examiner = examiner

    def read(self, content: bytes, name: str) -> ReadPacket:
        """Read and verify a packet, whatever is wrong with it."""
        found = self._examiner.verify_content(content, name)
        try:
            case = read_case(ZipSource(content, name))
        except DeskError as error:
            return ReadPacket(None, (), found, error.what)
        return ReadPacket(case, with_signatures(case.reviews, found), found)

    def content(self, registered: RegisteredPacket) -> bytes:
        """Fetch the bytes of a packet of the register."""
        return self._core.store.files.get(registered.packet)

    def open(self, registered: RegisteredPacket) -> ReadPacket:
        """Read and verify a packet of the register."""
        return self.read(self.content(registered), registered.name)

    def documents(self, read: ReadPacket) -> tuple[PartDocument, ...]:
        """Read the parts of the bundle in a packet; none where it cannot be read."""
        return self._core.reader.documents(read.case.bundle, read.case.contents.__getitem__) if read.case is not None else ()

    def findings(self, read: ReadPacket) -> tuple[Finding, ...]:
        """Check the bundle in a packet by the rules, as of today."""
        if read.case is None:
            return ()
        return self._examiner.examine(read.case.bundle, read.reviews, self.documents(read))

    def repairs(self, registered: RegisteredPacket, read: ReadPacket) -> tuple[Repair, ...]:
        """Return the state of each ground on which an earlier packet of the same bundle was returned."""
        return self._repairs(self._before(registered.bundle_identity, registered.number), read, self.findings(read))

    def judge(self, registered: RegisteredPacket) -> Judged:
        """Judge a packet of the register as of today: its row of when it came does not know an authority that was trusted later."""
        return self._judged(self.open(registered), registered.bundle_identity, registered.number)

    def new_row(self, packet: str, name: str, read: ReadPacket) -> RegisteredPacket:
        """Return the register's entry for a packet that was just handed in.

        Args:
            packet: the SHA-256 of its bytes.
            name: the file's name.
            read: the packet as read.
        """
        identity, submission = _bundle_identity(read.found)
        judged = self._judged(read, identity, AFTER_ALL)
        bundle = read.case.bundle if read.case else None
        title, unit = (bundle.title, bundle.drafting_unit) if bundle else (name, "")
        return RegisteredPacket(0, packet, name, title, unit, identity, submission, PacketState.WAITING, judged, stamp(self._core.clock))

    def record(self, registered: RegisteredPacket, read: ReadPacket) -> BundleRecord:
        """Return a record of the bundle in a packet; its key is 0, since the bundle does not lie here."""
        bundle = read.case.bundle if read.case else Bundle(registered.title, IssuingAuthority.GOVERNMENT, registered.unit)
        course = Course(STAGES.get(registered.state, Stage.INTAKE), self._core.store.registered_packets.returns_of(registered.bundle_identity))
        revision = Revision(max(1, registered.submission), bundle, content_state(bundle), "", registered.taken_at)
        sent = Submission(revision.number, 1, registered.packet, "", registered.taken_at)
        return BundleRecord(0, course, revision, read.reviews, (sent,))

    def _judged(self, read: ReadPacket, identity: str, number: int) -> Judged:
        findings = self.findings(read)
        repairs = self._repairs(self._before(identity, number), read, findings)
        problems = tuple(fault.message for fault in read.faults)
        return Judged(grounds_of(findings), problems, signature_words(read.found), mended_words(repairs))

    def _before(self, identity: str, number: int) -> RegisteredPacket | None:
        return self._core.store.registered_packets.returned_before(identity, number)

    def _repairs(self, before: RegisteredPacket | None, read: ReadPacket, findings: tuple[Finding, ...]) -> tuple[Repair, ...]:
        if before is None or read.case is None:
            return ()
        old = self.open(before).case
        if old is None:
            return ()
        given = tuple(review for review in read.reviews if review.at > before.decided_at)
        contents = {**old.contents, **read.case.contents}
        old_documents = self._core.reader.documents(old.bundle, contents.__getitem__)
        changes = changes_between(old.bundle, read.case.bundle, old_documents, self.documents(read))
        return repairs_of(before.grounds, changes, given, findings)


def signature_words(found: Verification) -> str:
    """Return in a few words whether a packet's signatures are valid and trusted."""
    wrong = sum(not s.valid for s in found.signatures)
    if not found.signatures:
        return "没有签名"
    if wrong:
        return f"签名无效 ✗（{wrong} 个）"
    doubted = "" if all(s.trusted for s in found.signatures) else "，签发机构未确认"
    return f"签名有效 ✓（{len(found.signatures)} 个{doubted}）" if found.signed else f"签名不全 ✗（{len(found.signatures)} 个）"


def _bundle_identity(found: Verification) -> tuple[str, int]:
    """Return the identity of a packet's bundle and the number of its submission, as the submission's signature says them."""
    sent = [s for s in found.signatures if s.act is SignedAct.SUBMISSION and s.valid]
    if not sent:
        return "", 1
    said = sent[-1].manifest
    number = SUBMISSION_NUMBER.search(str(said.get("remark", "")))
    return f"{sent[-1].unit}#{said.get('bundle')}", int(number[1]) if number else 1
