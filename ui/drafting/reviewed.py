"""One text together with the review's remarks on it."""

from __future__ import annotations

from dataclasses import dataclass

from zwgk_desk.model.document.remark import Remark


@dataclass(frozen=True)
class Reviewed:
    """A part of a bundle, or a file on the disk, as reviewed.

    Attributes:
        name: the file's name.
        remarks: the review's remarks.
        paragraphs: its text.
        place: its place in the bundle, or the file's on the disk.
        file: the name of the officer's own file.
    """

    name: str
    remarks: tuple[Remark, ...]
    paragraphs: tuple[str, ...]
    place: str
    file: str
