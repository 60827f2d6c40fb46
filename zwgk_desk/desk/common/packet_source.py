"""The input of a packet, put together from a bundle that was read and checked; refused where a part cannot be set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from ...model.bundle import Bundle
from ...model.errors import UnreadableFile
from ...model.finding import Finding
from ...model.part_document import PartDocument
from ...model.review import Review
from ...model.settings import OfficeSettings
from ...packet.build import PacketInput
from .findings import check_json, is_signed


@dataclass(frozen=True)
class PacketSource:
    """A bundle to make a packet from, with what its documents and findings do not hold.

    Attributes:
        name: the name of the case in check.json.
        bundle, reviews: the bundle and its reviews.
        content_of: returns the bytes of a file by its SHA-256.
        settings: the office's settings.
        on: the day of the packet.
    """

    name: str
    bundle: Bundle
    reviews: tuple[Review, ...]
    content_of: Callable[[str], bytes]
    settings: OfficeSettings
    on: date


def packet_input(source: PacketSource, documents: Sequence[PartDocument], findings: Sequence[Finding]) -> PacketInput:
    """Return the input of `build_packet` for a bundle.

    Args:
        source: the bundle and what belongs to it.
        documents: its parts as read, in the contract's order.
        findings: the rules' findings on it; the packet carries these very ones, so that it says what was signed.

    Raises:
        UnreadableFile: a part cannot be set, because it cannot be read.
    """
    bundle = source.bundle
    for document in documents:
        if document.fault:
            raise UnreadableFile(f"{document.part.kind.label}不能排版：{document.fault}", document.remedy)
    trees = {place: d.tree for place, d in enumerate(documents) if d.part.present and d.tree is not None}
    contents = {part.sha256: source.content_of(part.sha256) for part in bundle.parts if part.present}
    check = check_json([(source.name, findings)])
    return PacketInput(bundle, source.reviews, trees, contents, check, is_signed(findings), source.settings, source.on)
