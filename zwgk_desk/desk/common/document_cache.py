"""Reading the parts of a bundle for the rules and the packet. What has been read is remembered by its content."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from ...late import late
from ...model.bundle import Bundle, Part
from ...model.document.corrections import corrected
from ...model.document.tree import DocumentTree, Picture
from ...model.errors import UnreadableFile
from ...model.part_document import PartDocument, place_of
from ...model.terms import PartKind

if TYPE_CHECKING:
    from ...documents import readers
else:
    readers = late("zwgk_desk.documents.readers")  # imported late: it loads the libraries for Word and PDF, which signing in and lists do without

KEPT_CHARACTERS = 20_000_000
"""Characters of text, and bytes of pictures, that are remembered; the least recently used is forgotten first."""


def policy_of(documents: Sequence[PartDocument]) -> PartDocument | None:
    """Return the policy among a bundle's parts; None where there is none with text."""
    return next((document for document in documents if document.part.kind is PartKind.POLICY and document.has_text), None)


@dataclass(frozen=True)
class ReadResult:
    """The result of reading a file's content: a tree, or the reason why it cannot be read."""

    tree: DocumentTree | None
    fault: str = ""
    remedy: str = ""
    size: int = 0


class DocumentCache:
    """Reads documents, each content once. May be used from several threads."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str], ReadResult] = OrderedDict()
        self._characters = 0
        self._lock = threading.Lock()

    def documents(self, bundle: Bundle, content_of: Callable[[str], bytes]) -> tuple[PartDocument, ...]:
        """Read the parts of a bundle, or take them from the cache.

        Args:
            bundle: the bundle.
            content_of: returns the bytes of a file by its SHA-256.
        """
        counts: dict[str, int] = {}
        documents = []
        for part in bundle.ordered_parts:
            position = counts.get(part.kind, 0)
            counts[part.kind] = position + 1
            documents.append(self._document(part, place_of(part, position), content_of))
        return tuple(documents)

    def _document(self, part: Part, where: str, content_of: Callable[[str], bytes]) -> PartDocument:
        if not part.present:
            return PartDocument(part, where)
        if part.size == 0:
            return PartDocument(part, where, DocumentTree())
        reading = self.read(part, content_of)
        tree = corrected(reading.tree, part.elements) if reading.tree is not None else None
        return PartDocument(part, where, tree, reading.fault, reading.remedy)

    def read(self, part: Part, content_of: Callable[[str], bytes]) -> ReadResult:
        """Return a part's tree as it was recognised, without the officer's corrections, or the reason why there is none."""
        key = (part.sha256, PurePosixPath(part.name).suffix.lower())
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        content = content_of(part.sha256)
        try:
            tree = readers.read_document(part.name, content)
            pictures = sum(len(block.content) for block in tree.blocks if isinstance(block, Picture))
            reading = ReadResult(tree, size=len(tree.text) + pictures)
        except UnreadableFile as error:
            reading = ReadResult(None, error.what, error.remedy)
        self._keep(key, reading)
        return reading

    def _keep(self, key: tuple[str, str], reading: ReadResult) -> None:
        with self._lock:
            if key in self._kept:
                return
            self._kept[key] = reading
            self._characters += reading.size + 100
            while self._characters > KEPT_CHARACTERS and len(self._kept) > 1:
                _, forgotten = self._kept.popitem(last=False)
                self._characters -= forgotten.size + 100
