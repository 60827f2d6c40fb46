"""Checks a bundle of this office (would it be returned?) for use cases that have asked for the permission already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from ...late import late
from ...model.bundle import Bundle
from ...model.errors import NotWhole
from ...model.finding import Finding
from ...model.part_document import PartDocument
from ...model.record import BundleRecord
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...model.signature import claim_of_review
from ...packet.verification import Verification
from ...signing.certificates import from_pem
from ..common import findings
from ..common.core import DeskCore
from ..common.kept_signatures import claim_of_signature, counts

if TYPE_CHECKING:
    from ...packet import verify
    from ...packet.build import PacketInput
    from ..common import packet_source as packets
else:
    packets = late("zwgk_desk.desk.common.packet_source")
    verify = late("zwgk_desk.packet.verify")


@dataclass(frozen=True)
class Checked:
    """A bundle that was read and checked once for a whole act, so that the findings that may refuse the act, those that are signed, and those in
    the packet are the same.

    Attributes:
        record: the bundle.
        reviews: those of its reviews that count.
        documents: its parts as read.
        findings: the rules' findings.
        settings: the office's settings that were applied.
        on: the day of the check.
    """

    record: BundleRecord
    reviews: tuple[Review, ...]
    documents: tuple[PartDocument, ...]
    findings: tuple[Finding, ...]
    settings: OfficeSettings
    on: date

    def signed_off(self, review: Review) -> Checked:
        """Return this value with a sign-off added that is about to be signed by the right person: findings about the sign-off go, and
        the rules need not run again, since no other finding depends on it."""
        left = tuple(finding for finding in self.findings if not finding.is_about_sign_off)
        return replace(self, reviews=(*self.reviews, review), findings=left)


class Examiner:
    """Examines bundles over the office's store: no session, since whoever asks here has asked for the permission already."""

    def __init__(self, core: DeskCore) -> None:
        """Examine with the store, the equipment and the clock of `core`."""
        self._core = core

    def examine(self, bundle: Bundle, reviews: tuple[Review, ...], documents: tuple[PartDocument, ...]) -> tuple[Finding, ...]:
        """Apply the rules as they stand today, by this office's settings.

        Args:
            bundle: the bundle, which may be one from elsewhere.
            reviews: those of its reviews that count.
            documents: its parts as read.
        """
        core = self._core
        return findings.examine(bundle, reviews, documents, core.equipment, core.store.settings.load(), core.clock().date())

    def check(self, record: BundleRecord) -> Checked:
        """Read and check a bundle whose record has been loaded."""
        core = self._core
        reviews, documents = self.signed_reviews(record), core.documents(record)
        settings, on = core.store.settings.load(), core.clock().date()
        found = findings.examine(record.bundle, reviews, documents, core.equipment, settings, on)
        return Checked(record, reviews, documents, found, settings, on)

    def packet_of(self, checked: Checked) -> PacketInput:
        """Return the input of a bundle's packet, with the findings of the check.

        Raises:
            UnreadableFile: a part cannot be set, because it cannot be read.
        """
        bundle, store = checked.record.bundle, self._core.store
        source = packets.PacketSource(bundle.title, bundle, checked.reviews, store.files.get, checked.settings, checked.on)
        links = store.record.of_bundle(checked.record.key)
        return replace(packets.packet_input(source, checked.documents, checked.findings), record=links[-1].digest if links else "")

    def signed_reviews(self, record: BundleRecord) -> tuple[Review, ...]:
        """Return the reviews of a bundle with a valid signature of this office: others may have been written into the database by anybody."""
        identity = self._core.store.identity
        kept = identity.authority()
        if kept is None:
            return ()
        revoked = identity.revocation_list()
        given = identity.signatures(record.key)
        true = {account for account in {s.account for s in given} if not any(self._core.truth.of_keys(account))}
        signed = {claim_of_signature(s) for s in given if s.account in true and counts(s, kept.certificate, revoked)}
        return tuple(review for review in record.reviews if claim_of_review(review) in signed)

    def verify_content(self, content: bytes, name: str, trusted: Sequence[bytes] = ()) -> Verification:
        """Verify a packet that has been read already. The office's own authority and those that the office has listed are trusted, and what its
        own has revoked by now counts.

        Args:
            content: the packet's bytes.
            name: its name in messages.
            trusted: certificates (DER) of further authorities that are trusted.

        Raises:
            TablesDisagree: the authorities that the office trusts are not as the record says.
        """
        self._core.truth.require(self._core.truth.of_office())
        kept = self._core.store.identity.authority()
        listed = [from_pem(text.encode()) for text in self._core.store.settings.load().trusted_authorities]
        revoked = self._core.store.identity.revocation_list()
        return verify.verify(content, name, [*([kept.certificate] if kept else []), *listed, *trusted], [revoked] if revoked else [])

    def require_whole(self, packet: bytes, undone: str) -> None:
        """Ensure that a packet of this office verifies, by what others verify it with.

        Args:
            packet: the packet's bytes.
            undone: what is not done where it does not, in words.

        Raises:
            NotWhole: it does not.
        """
        found = self.verify_content(packet, "报送包.zip")
        if not found.ok:
            raise NotWhole(f"报送包没有通过核验，{undone}：{found.problems[0]}", "已保存的内容没有改动，请管理员运行 doctor 检查数据库")
