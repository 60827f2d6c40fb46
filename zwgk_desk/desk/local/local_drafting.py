"""Drafting aids for files on the officer's own disk, for which no office is needed: comparing, reviewing, finding the nine elements.

Modules that only one of these needs are imported by that one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...documents.readers import read_document
from ...documents.readers.traces import traces_of
from ...late import late
from ...model.document.candidate import Candidates
from ...model.document.comparison import Comparison, ComparisonTable
from ...model.document.manner import Manner, manners
from ...model.document.remark import Remark
from ...model.document.tree import DocumentTree
from ...model.errors import InputError
from ...model.settings import OfficeSettings
from ...packet.source import read_stable
from ..common.equipment import Equipment

if TYPE_CHECKING:
    from ...assist.comparing import compare, comparison_table
    from ...documents.writers import comparison_docx, comparison_pdf
    from ...packet import export
else:
    compare = late("zwgk_desk.assist.comparing.compare")
    comparison_table = late("zwgk_desk.assist.comparing.comparison_table")
    comparison_docx = late("zwgk_desk.documents.writers.comparison_docx")
    comparison_pdf = late("zwgk_desk.documents.writers.comparison_pdf")
    export = late("zwgk_desk.packet.export")

FORMS = (".docx", ".pdf", ".json")


def read_tree(path: Path) -> DocumentTree:
    """Read the document of a file on the disk.

    Raises:
        InputError: there is no such file, or it cannot be read.
        UnreadableFile: it is not what its name says.
    """
    return read_document(path.name, _bytes(path))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"“{path}”不存在，或不是文件", "请核对路径")
    return read_stable(path, path.name)


@dataclass(frozen=True)
class _Read:
    """A file's text, how it is to be read, and its hidden data."""

    paragraphs: list[str]
    manners: tuple[Manner, ...]
    traces: tuple[tuple[str, str], ...]


def _read(path: Path) -> _Read:
    content = _bytes(path)
    tree = read_document(path.name, content)
    return _Read(list(tree.paragraphs()), manners(tree), traces_of(path.name, content))


@dataclass(frozen=True)
class FileRemarks:
    """The remarks on one file.

    Attributes:
        file: the file, as it was given.
        remarks: the remarks.
        paragraphs: its paragraphs that are not blank, which the remarks' places count.
    """

    file: Path
    remarks: tuple[Remark, ...]
    paragraphs: tuple[str, ...]


class LocalDrafting:
    """The drafting aids that need no office."""

    def __init__(self, equipment: Equipment, settings: OfficeSettings | None = None) -> None:
        """Use this equipment, and the settings of the office on this machine or the defaults."""
        self._equipment = equipment
        self._settings = settings or OfficeSettings()

    def review(self, policy: Path, against: Sequence[Path] = ()) -> tuple[FileRemarks, ...]:
        """Review a policy, and interpretations against it.

        Args:
            policy: the policy.
            against: the interpretations.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        reviewer = self._equipment.reviewer
        texts = {path: _read(path) for path in (policy, *against)}
        sources = reviewer.sources(texts[policy].paragraphs)
        found = []
        for place, path in enumerate((policy, *against)):
            text = texts[path]
            own = reviewer.alone(text.paragraphs, text.traces, self._settings.unit_names, text.manners)
            held = reviewer.against(text.paragraphs, sources, read_as=text.manners) if place else ()
            found.append(FileRemarks(path, (*held, *own), tuple(text.paragraphs)))
        return tuple(found)

    def assist(self, policy: Path) -> Candidates:
        """Find the candidates for the nine elements in a policy.

        Raises:
            InputError, UnreadableFile: it cannot be read.
        """
        return self._equipment.finder.candidates(read_tree(policy))

    def compare(self, old: Path, new: Path) -> Comparison:
        """Compare two versions of a document.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        return compare.compare(read_tree(old), read_tree(new))

    def write_comparison(self, old: Path, new: Path, out: Path) -> Comparison:
        """Write the 新旧政策对照表 of two versions, by the target's ending as .docx, .pdf or .json.

        Raises:
            InputError: another ending, or the place cannot be written to.
            UnreadableFile: one of the two cannot be read.
        """
        if out.suffix.lower() not in FORMS:
            raise InputError(f"“{out.name}”的扩展名不是 {'、'.join(FORMS)}", "请改扩展名")
        found = self.compare(old, new)
        export.write_file(out, self.rendered(found, comparison_table.table_of(found, old.name, new.name), out.suffix.lower()))
        return found

    def rendered(self, comparison: Comparison, side_by_side: ComparisonTable, form: str) -> bytes:
        """Return a comparison in the format of a file ending."""
        if form == ".json":
            return (json.dumps(comparison.as_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        if form == ".docx":
            return comparison_docx.write_comparison_docx(side_by_side, self._settings.measures)
        return comparison_pdf.write_comparison_pdf(side_by_side, self._settings.measures)
