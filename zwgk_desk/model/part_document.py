"""A part of a bundle with its document as read: the same value is checked by the rules, shown on the screen and set for the packet."""

from __future__ import annotations

from dataclasses import dataclass

from .bundle import SEVERAL, Part
from .document.tree import DocumentTree
from .place import BundlePlace
from .terms import PartKind

PICTURED = (PartKind.ATTACHMENT, PartKind.OPINIONS_ACCOUNT)
"""The parts that may be pictures or scans, without text."""


@dataclass(frozen=True)
class PartDocument:
    """A part with its document, or with the reason why it cannot be read.

    Attributes:
        part: the part.
        where: its place as findings name it.
        tree: the document; None where the file is absent or cannot be read.
        fault: why it cannot be read, in Chinese; empty where it can.
        remedy: what to do about that.
    """

    part: Part
    where: str
    tree: DocumentTree | None = None
    fault: str = ""
    remedy: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether the file is there and holds no bytes or no text; an attachment may be a picture or a scan."""
        if not self.part.present or self.fault:
            return False
        if self.part.size == 0 or self.tree is None:
            return True
        return not self.tree.text.strip() and not (self.part.kind in PICTURED and self.tree.has_pictures)

    @property
    def has_text(self) -> bool:
        """Whether it was read and holds any text."""
        return self.part.present and not self.fault and self.part.size > 0 and self.tree is not None and bool(self.tree.text.strip())


def typeset_name(kind: PartKind, position: int) -> str:
    """Return the name of a part's typeset version, without ending: 政策文稿, 解读材料-1.

    Args:
        kind: the part's kind.
        position: its place, from 0, among the parts of its kind.
    """
    return f"{kind.label}-{position + 1}" if kind in SEVERAL else kind.label


def place_of(part: Part, position: int) -> str:
    """Write the place of a part as findings name it: `policy`, `materials[0]`."""
    return str(BundlePlace.of_part(part.kind, position))
