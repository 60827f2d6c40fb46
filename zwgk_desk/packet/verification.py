"""The result of verifying a packet or a notice, in words for people and as JSON of the command-line contract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model.finding import Finding
from ..model.identity import CertificateFacts
from ..model.signature import SignedAct
from ..model.terms import Role

UNCONFIRMED = "签发机构未确认"
MOST_NAME = 40
"""Characters of a name that nobody has confirmed, of which letters and figures are shown."""

CONFIRM = "请向报送单位核对指纹，核对无误后由管理员在“设置”里列入信任的签发机构，再核验"


def unlisted_words(authority: CertificateFacts) -> str:
    """Return in words that an authority is not listed: its name, and the fingerprint to compare."""
    name = "".join(character for character in authority.name if character.isalnum())[:MOST_NAME]
    return f"{UNCONFIRMED}：SHA-256 指纹 {authority.fingerprint}，它自称“{name}”"


@dataclass(frozen=True)
class CheckedSignature:
    """One signature of a packet.

    Attributes:
        act: the act that was signed.
        by, unit, role: the signer, as the manifest says.
        at: the moment it was made at, ISO 8601.
        valid: whether it fits the bytes it signs.
        trusted: whether its certificate comes from a trusted authority and was in force then.
        vouched: the same, where only the authority that the packet brings along is asked.
        previous: the digest of the signature before, as the manifest says.
        manifest: the signed manifest.
        digest: its own digest, over manifest and signature.
        issuer: the authority that issued the signer's certificate, by its name.
    """

    act: SignedAct
    by: str
    unit: str
    role: str
    at: str
    valid: bool
    trusted: bool
    vouched: bool
    previous: str
    manifest: Mapping[str, Any]
    digest: str
    issuer: str = ""


@dataclass(frozen=True)
class SignedNotice:
    """A 退文通知单 that was handed in.

    Attributes:
        title: the bundle's title.
        packet: the SHA-256 of the packet that is returned.
        grounds: the grounds, with their citations and places.
        remark: what the clerk added.
    """

    title: str
    packet: str
    grounds: tuple[Finding, ...]
    remark: str


@dataclass(frozen=True)
class Verification:
    """The result of verifying a packet or a notice.

    Attributes:
        intact: whether every byte is as it was when it left the office.
        signatures: the signatures, in their order.
        problems: a Chinese sentence for each thing that is wrong.
        notes: Chinese sentences worth knowing that are no problems.
        notice: the notice's content, where it is a 退文通知单 and no packet.
        unlisted: the authority that issued the signers' certificates, where it is none of those that are trusted; then nothing is wrong with the
            signatures, and who signed is only what the packet says itself.
    """

    intact: bool
    signatures: tuple[CheckedSignature, ...]
    problems: tuple[str, ...]
    notes: tuple[str, ...] = ()
    notice: SignedNotice | None = None
    unlisted: CertificateFacts | None = None

    @property
    def signed(self) -> bool:
        """Whether it bears valid signatures of a sign-off and of the submission; a notice, one of the return."""
        acts = {s.act for s in self.signatures if s.valid}
        if self.notice is not None:
            return SignedAct.RETURN in acts
        return {SignedAct.SIGNOFF, SignedAct.SUBMISSION} <= acts

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return self.intact and not self.problems

    @property
    def confirmed(self) -> bool:
        """Whether nothing is wrong, and nobody has to ask first whose authority it was signed under."""
        return self.ok and self.unlisted is None

    def lines(self) -> Iterator[str]:
        """Yield the result in words, line by line, the verdict first."""
        if self.ok:
            yield "完整，没有改动" if self.confirmed else f"完整，没有改动；{UNCONFIRMED}，签名人是谁还不能采信"
        else:
            yield "内容完整，没有改动，但签名人不能确认，请不要采用：" if self.intact else "不完整或被改动过，请不要采用："
        yield from (f"  {problem}" for problem in self.problems)
        for s in self.signatures:
            role = f"（{Role(s.role).label}）" if s.role in {str(role) for role in Role} else ""
            worth = "有效" if s.valid else "无效"
            trust = f"，签发机构可信（{s.issuer}）" if s.trusted else ""
            yield f"{s.act.label}　{s.unit} {s.by}{role}　{s.at[:19].replace('T', ' ')}　签名{worth}{trust}"
        if self.notice is not None:
            yield f"退文通知单：《{self.notice.title}》"
            yield from (f"  {n}. {g.message}（{g.citation}）{g.remedy}" for n, g in enumerate(self.notice.grounds, start=1))
        yield from (f"（{note}）" for note in self.notes)

    def as_json(self) -> dict[str, Any]:
        """Return the result with the keys of the command-line contract."""
        listed = [
            {"by": s.by, "unit": s.unit, "role": s.role, "at": s.at, "valid": s.valid, "trusted": s.trusted, "act": str(s.act)}
            for s in self.signatures
        ]
        return {"intact": self.intact, "signed": self.signed, "signatures": listed, "problems": list(self.problems), "notes": list(self.notes)}
