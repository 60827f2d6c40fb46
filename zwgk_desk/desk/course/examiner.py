"""Would a bundle of this office be returned? For use cases that have made sure already who asks."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from ...late import late
from ...model.bundle import Bundle
from ...model.digest import digest_of_statement
from ...model.finding import Finding
from ...model.part_document import PartDocument
from ...model.record import BundleRecord
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...model.signature import BundleSignature
from ...packet.verification import Verification
from ...signing import cms
from ...signing.certificates import from_pem
from ..common import findings
from ..common.core import DeskCore

if TYPE_CHECKING:
    from ...packet import verify
    from ...packet.build import PacketInput
    from ..common import packet_source as packets
else:
    packets = late("zwgk_desk.desk.common.packet_source")
    verify = late("zwgk_desk.packet.verify")


@dataclass(frozen=True)
class Checked:
    """A bundle that was read and checked, once for all that an act needs of it: what refuses the act, what is signed, and what the packet
    carries are so the same findings.

    Attributes:
        record: the bundle.
        reviews: those of its reviews that count.
        documents: its parts as read.
        findings: what the rules found.
        settings: by which of the office's settings.
        on: on which day.
    """

    record: BundleRecord
    reviews: tuple[Review, ...]
    documents: tuple[PartDocument, ...]
    findings: tuple[Finding, ...]
    settings: OfficeSettings
    on: date

    def signed_off(self, review: Review) -> Checked:
        """Give the same with a sign-off that is about to be signed by the right person on just this: it cures what is about the sign-off, and
        no rule finds anything else by it."""
        left = tuple(finding for finding in self.findings if not finding.is_about_sign_off)
        return replace(self, reviews=(*self.reviews, review), findings=left)


class Examiner:
    """Examines bundles over the office's store: no session, since whoever asks here has asked for the permission already."""

    def __init__(self, core: DeskCore) -> None:
        """Take what the use cases share."""
        self._core = core

    def examine(self, bundle: Bundle, reviews: tuple[Review, ...], documents: tuple[PartDocument, ...]) -> tuple[Finding, ...]:
        """Apply the rules as they stand today, by this office's settings.

        Args:
            bundle: the bundle, which may be one from elsewhere.
            reviews: its reviews that count.
            documents: its parts as read.
        """
        core = self._core
        return findings.examine(bundle, reviews, documents, core.equipment, core.store.settings.load(), core.clock().date())

    def check(self, record: BundleRecord) -> Checked:
        """Read and check a bundle already fetched."""
        core = self._core
        reviews, documents = self.signed_reviews(record), core.documents(record)
        settings, on = core.store.settings.load(), core.clock().date()
        found = findings.examine(record.bundle, reviews, documents, core.equipment, settings, on)
        return Checked(record, reviews, documents, found, settings, on)

    def packet_of(self, checked: Checked) -> PacketInput:
        """Put together what the packet of a bundle is made from, as it was checked.

        Raises:
            UnreadableFile: a part cannot be set, because it cannot be read.
        """
        bundle, store = checked.record.bundle, self._core.store
        source = packets.PacketSource(bundle.title, bundle, checked.reviews, store.files.get, checked.settings, checked.on)
        links = store.record.of_bundle(checked.record.key)
        return replace(packets.packet_input(source, checked.documents, checked.findings), record=links[-1].digest if links else "")

    def signed_reviews(self, record: BundleRecord) -> tuple[Review, ...]:
        """Give the reviews of a bundle that bear a valid signature of this office: the others do not count, whoever wrote them into the database."""
        identity = self._core.store.identity
        kept = identity.authority()
        if kept is None:
            return ()
        revoked = identity.revocation_list()
        signed = {_claim(s) for s in identity.signatures(record.key) if _counts(s, kept.certificate, revoked)}
        return tuple(review for review in record.reviews if _claimed(review) in signed)

    def verify_content(self, content: bytes, name: str, trusted: Sequence[bytes] = ()) -> Verification:
        """Verify a packet that has been read already. The office's own authority and those that the office has listed are trusted, and what its
        own has revoked by now counts.

        Args:
            content: the packet's bytes.
            name: how messages call it.
            trusted: certificates (DER) of further authorities that are trusted.
        """
        kept = self._core.store.identity.authority()
        listed = [from_pem(text.encode()) for text in self._core.store.settings.load().trusted_authorities]
        revoked = self._core.store.identity.revocation_list()
        return verify.verify(content, name, [*([kept.certificate] if kept else []), *listed, *trusted], [revoked] if revoked else [])


def _claimed(review: Review) -> tuple[str, ...]:
    """What a signature on a review has to say."""
    said = (review.kind, review.account, review.by, review.unit, review.role or "", review.result, review.at, review.content, review.statement)
    return (*map(str, said), review.remark)


def _claim(signature: BundleSignature) -> tuple[str, ...]:
    """What a signature says."""
    said = json.loads(signature.manifest)
    by, stated = said["by"], digest_of_statement(said["statement"])
    return (said["act"], by["account"], by["name"], by["unit"], by["role"], said["result"], said["at"], said["content"], stated, said["remark"])


@lru_cache(maxsize=8192)
def _counts(signature: BundleSignature, authority: bytes, revoked: bytes) -> bool:
    """Whether a signature is valid and trusted; checked once for each."""
    return cms.check(signature.manifest.encode("utf-8"), signature.cms, [authority], [revoked] if revoked else []).trusted
