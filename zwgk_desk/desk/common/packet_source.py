"""From a bundle to what its packet is made of: read, checked, and refused where a part cannot be set."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ...model.bundle import Bundle
from ...model.errors import UnreadableFile
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...packet.build import PacketInput
from .document_cache import DocumentCache
from .equipment import Equipment
from .findings import check_json, examine, is_signed


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
