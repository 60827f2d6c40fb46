"""Would this be returned? For a bundle in the office, and for a case folder or packet on the disk."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ...model.bundle import Bundle
from ...model.digest import digest_of_statement
from ...model.errors import InputError, SigningRefused, UnreadableFile
from ...model.finding import Finding, verdict_of
from ...model.part_document import PartDocument
from ...model.progress import Progress, silent
from ...model.record import BundleRecord
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...model.signature import BundleSignature
from ...model.terms import ReviewKind
from ...packet.casefile import read_case
from ...packet.export import with_manifest, write_folder
from ...packet.source import MOST_BYTES, ZipSource, open_source, read_stable
from ...packet.verification import Verification
from ...packet.verify import verify, with_signatures
from ...rules.case import Case
from ...rules.check import check
from ...signing import cms
from ...signing.certificates import from_pem
from ..common.clock import Clock, beijing_now
from ..common.core import DeskCore, Equipment, Session
from ..common.document_cache import DocumentCache
from ..common.fonts import FontsReport, fonts_report

if TYPE_CHECKING:
    from ...packet.build import PacketInput


def check_json(cases: Iterable[tuple[str, Iterable[Finding]]]) -> dict[str, Any]:
    """The answer of `check`, as the command-line contract has it.

    Args:
        cases: each case's name with its findings.
    """
    listed = [(name, tuple(findings)) for name, findings in cases]
    return {"cases": [{"case": n, "verdict": str(verdict_of(f)), "findings": [x.as_json() for x in f]} for n, f in listed]}


def is_signed(findings: Iterable[Finding]) -> bool:
    """Whether the right person has signed just this: no rule about the sign-off finds a fault."""
    return not any(f.rule.startswith(ReviewKind.SIGNOFF.value) for f in findings)


def examine(
    bundle: Bundle, reviews: tuple[Review, ...], documents: tuple[PartDocument, ...], equipment: Equipment, settings: OfficeSettings, on: date
) -> tuple[Finding, ...]:
    """All findings on a bundle."""
    return check(Case(bundle, reviews, documents, settings, equipment.book, on))


@dataclass(frozen=True)
class PacketSource:
    """From what a packet is made.

    Attributes:
        name: how check.json calls the case.
        bundle, reviews: the bundle and its reviews.
        content_of: gives the bytes of a file by its SHA-256.
        settings: what the office has decided.
        on: the day.
    """

    name: str
    bundle: Bundle
    reviews: tuple[Review, ...]
    content_of: Callable[[str], bytes]
    settings: OfficeSettings
    on: date


def packet_input(source: PacketSource, reader: DocumentCache, equipment: Equipment) -> PacketInput:
    """Read and check a bundle, for its packet.

    Raises:
        UnreadableFile: a part cannot be set, because it cannot be read.
    """
    from ...packet.build import PacketInput  # what sets pages, which checking and lists need not load

    bundle = source.bundle
    documents = reader.documents(bundle, source.content_of)
    findings = examine(bundle, source.reviews, documents, equipment, source.settings, source.on)
    for document in documents:
        if document.fault:
            raise UnreadableFile(f"{document.part.kind.label}不能排版：{document.fault}", document.remedy)
    trees = {place: d.tree for place, d in enumerate(documents) if d.part.present and d.tree is not None}
    contents = {part.sha256: source.content_of(part.sha256) for part in bundle.parts if part.present}
    check = check_json([(source.name, findings)])
    return PacketInput(bundle, source.reviews, trees, contents, check, is_signed(findings), source.settings, source.on)


class LocalDesk:
    """The use cases that need no office and no account: an officer's own files, on the officer's own disk."""

    def __init__(self, equipment: Equipment, settings: OfficeSettings | None = None, clock: Clock = beijing_now) -> None:
        self._equipment = equipment
        self._settings = settings or OfficeSettings()
        self._clock = clock
        self._reader = DocumentCache()

    def faces(self) -> FontsReport:
        """What becomes of the faces of the page's preset on this machine."""
        return fonts_report(self._settings.measures)

    def check(self, place: Path) -> tuple[Finding, ...]:
        """The findings on a case folder or packet.

        Raises:
            InputError: it cannot be used.
        """
        source = open_source(place)
        case = read_case(source)
        reviews = case.reviews
        if isinstance(source, ZipSource):
            reviews = with_signatures(reviews, verify(source.content, place.name, ()))
        documents = self._reader.documents(case.bundle, case.contents.__getitem__)
        return examine(case.bundle, reviews, documents, self._equipment, self._settings, self._clock().date())

    def verify(self, place: Path, trusted: Sequence[Path] = ()) -> Verification:
        """Whether a packet is whole, unchanged, and signed by whom.

        Args:
            place: the packet's .zip.
            trusted: certificates of the authorities that are trusted, as .pem or .cer.

        Raises:
            InputError: there is no such file, or a certificate is none.
        """
        return verify(_packet(place), place.name, [_certificate(path) for path in trusted])

    def write_packet(self, place: Path, out: Path, progress: Progress = silent) -> tuple[Finding, ...]:
        """Write the packet of a case folder into `out`, whole or not at all; returns the findings.

        Raises:
            InputError: the case cannot be used, or `out` cannot be written to.
            UnreadableFile: a part cannot be read.
            TemplateFault: a form cannot be filled in.
            Cancelled: by `progress`.
        """
        from ...packet.build import build_packet

        case = read_case(open_source(place))
        source = PacketSource(str(place), case.bundle, case.reviews, case.contents.__getitem__, self._settings, self._clock().date())
        progress(0.0, "读取文件")
        given = packet_input(source, self._reader, self._equipment)
        write_folder(out, with_manifest(build_packet(given, self._equipment.forms, progress)), progress)
        return self.check(place)


def _packet(place: Path) -> bytes:
    if not place.is_file():
        raise InputError(f"“{place}”不存在，或不是文件", "请核对路径，给出报送包（.zip）")
    return read_stable(place, place.name, MOST_BYTES)


def _certificate(path: Path) -> bytes:
    try:
        return from_pem(read_stable(path, path.name))
    except SigningRefused as error:
        raise InputError(f"“{path}”{error.what}", error.remedy) from error


class Checking:
    """The findings on the office's bundles."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core

    def verify(self, session: Session, place: Path, trusted: Sequence[Path] = ()) -> Verification:
        """Whether a packet is whole, unchanged, and signed by whom; the office's own authority and those that the office has listed are
        trusted, and what its own has revoked by now counts.

        Args:
            session: who asks.
            place: the packet's .zip.
            trusted: certificates of further authorities that are trusted.

        Raises:
            InputError: there is no such file, or a certificate is none.
        """
        self._core.account(session)
        return self.verify_content(_packet(place), place.name, [_certificate(path) for path in trusted])

    def verify_content(self, content: bytes, name: str, trusted: Sequence[bytes] = ()) -> Verification:
        """`verify`, for a packet that has been read already and certificates as DER."""
        kept = self._core.store.identity.authority()
        listed = [from_pem(text.encode()) for text in self._core.store.settings.load().trusted_authorities]
        revoked = self._core.store.identity.revocation_list()
        return verify(content, name, [*([kept.certificate] if kept else []), *listed, *trusted], [revoked] if revoked else [])

    def documents(self, session: Session, key: int, revision: int | None = None) -> tuple[PartDocument, ...]:
        """The parts of a bundle as read, for the screen.

        Args:
            session: who asks.
            key: the bundle.
            revision: an earlier revision's number; None for the current one.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        bundle = record.bundle if revision is None else self._core.store.bundles.revision(key, revision).bundle
        return self._core.reader.documents(bundle, self._core.store.files.get)

    def check(self, session: Session, key: int) -> tuple[Finding, ...]:
        """The findings on a bundle as it stands.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        return self.check_record(self._core.record_for(self._core.account(session), key))

    def check_draft(self, session: Session, key: int, bundle: Bundle) -> tuple[Finding, ...]:
        """The findings on a bundle as it would stand with what is being typed, before it is saved.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        changed = replace(bundle, parts=record.bundle.parts)
        return self.check_record(replace(record, revision=replace(record.revision, bundle=changed)))

    def packet_of(self, record: BundleRecord, coming: Review | None = None) -> PacketInput:
        """What the packet of a bundle is made from, as it stands today.

        Args:
            record: the bundle.
            coming: a review that is about to be signed, and counts already.

        Raises:
            UnreadableFile: a part cannot be set, because it cannot be read.
        """
        core = self._core
        reviews, settings = self.signed_reviews(record, coming), core.store.settings.load()
        source = PacketSource(record.bundle.title, record.bundle, reviews, core.store.files.get, settings, core.clock().date())
        links = core.store.record.of_bundle(record.key)
        return replace(packet_input(source, core.reader, core.equipment), record=links[-1].digest if links else "")

    def check_record(self, record: BundleRecord) -> tuple[Finding, ...]:
        """The findings on a bundle already fetched."""
        core = self._core
        documents = core.documents(record)
        settings = core.store.settings.load()
        return examine(record.bundle, self.signed_reviews(record), documents, core.equipment, settings, core.clock().date())

    def signed_reviews(self, record: BundleRecord, coming: Review | None = None) -> tuple[Review, ...]:
        """The reviews of a bundle that bear a valid signature of this office: the others do not count, whoever wrote them into the database.

        Args:
            record: the bundle.
            coming: a review that is about to be signed, and counts already.
        """
        identity = self._core.store.identity
        kept = identity.authority()
        if kept is None:
            return ()
        revoked = identity.revocation_list()
        signed = {_claim(s) for s in identity.signatures(record.key) if _counts(s, kept.certificate, revoked)}
        return (*(r for r in record.reviews if _claimed(r) in signed), *((coming,) if coming else ()))


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
