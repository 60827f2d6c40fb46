"""报送包 that reach the government office as files, from departments whose bundles lie elsewhere; and how a packet is judged in one line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from .finding import Finding
from .terms import Term


class Origin(Enum):
    """Where a matter comes from: a bundle in this office, or a packet that came as a file."""

    HERE = "bundle"
    FILE = "packet"


@dataclass(frozen=True)
class MatterId:
    """The identity of a matter, among bundles and packets alike.

    Attributes:
        origin: a bundle of this office, or a packet.
        number: the bundle's key, or the packet's number in the register.
    """

    origin: Origin
    number: int


class PacketState(Term):
    """The states of a packet in the register."""

    WAITING = "WAITING", "待审核"
    RETURNED = "RETURNED", "已退文"
    ACCEPTED = "ACCEPTED", "已受理"
    PUT_AWAY = "PUT_AWAY", "已移出"


class VerdictMark(Term):
    """The verdict of a packet, with a sign beside its word, so that it is not told by colour alone (WCAG 2.1, 1.4.1)."""

    ACCEPT = "accept", "✓ 可收"
    RETURN = "return", "✗ 退文"
    UNSURE = "unsure", "! 不明"


@dataclass(frozen=True)
class Judged:
    """The judgement of a packet, for one row of a list.

    Attributes:
        grounds: the findings for which it would be returned.
        problems: what is wrong with the packet itself or its signatures; then nothing else can be relied on.
        signatures: its signatures in words.
        mended: for one that comes again, in words how many grounds of its return were dealt with; empty otherwise.
    """

    grounds: tuple[Finding, ...]
    problems: tuple[str, ...]
    signatures: str
    mended: str = ""

    @property
    def mark(self) -> VerdictMark:
        """The verdict."""
        if self.problems:
            return VerdictMark.UNSURE
        return VerdictMark.RETURN if self.grounds else VerdictMark.ACCEPT

    @property
    def words(self) -> str:
        """The grounds in one line: the first in full, of the others how many."""
        if self.problems:
            return self.problems[0]
        if not self.grounds:
            return "没有发现退文理由"
        first = self.grounds[0]
        more = f"；另有 {len(self.grounds) - 1} 项" if len(self.grounds) > 1 else ""
        return f"{first.message}（{first.citation}）{more}"


@dataclass(frozen=True)
class RegisteredPacket:
    """A packet that was handed in as a file.

    Attributes:
        number: its own number in the register.
        packet: the SHA-256 of its bytes, which are kept.
        name: the file's name as it was handed in.
        title, unit: as its bundle states them; the file's name, and nothing, where it cannot be read.
        bundle_identity: what packets of the same bundle have in common, as the submission's signature says; empty where nothing says it.
        submission: which submission of that bundle it is, counted from 1.
        state: waiting, or how it was decided.
        judged: its row, as it was judged when it was handed in.
        taken_at: when it was handed in, ISO 8601, Beijing time.
        decided_at: when it was returned or accepted; empty before.
        grounds, remark: the grounds of its return, and what the clerk added.
        notice: the SHA-256 of the signed notice; empty where there is none.
    """

    number: int
    packet: str
    name: str
    title: str
    unit: str
    bundle_identity: str
    submission: int
    state: PacketState
    judged: Judged
    taken_at: str
    decided_at: str = ""
    grounds: tuple[Finding, ...] = ()
    remark: str = ""
    notice: str = ""

    @property
    def subject(self) -> str:
        """Its name in the office's record."""
        return f"{self.title}（{self.packet[:12]}）"
