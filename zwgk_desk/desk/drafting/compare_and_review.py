"""Drafting aids for files on the officer's own disk: old against new, and reviewing."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...assist.compare import compare
from ...assist.comparison_table import sheet_of
from ...assist.sentences import Sources
from ...documents.readers import read_document
from ...documents.readers.traces import traces_of
from ...model.candidate import Candidates
from ...model.comparison import Comparison, ComparisonTable
from ...model.errors import InputError
from ...model.record import BundleRecord
from ...model.remark import Remark
from ...model.settings import OfficeSettings
from ...model.terms import PartKind
from ...model.tree import DocumentTree
from ...packet.export import write_file
from ...packet.source import read_stable
from ..common.core import DeskCore, Equipment, Session
from .bundles import Bundles

FORMS = (".docx", ".pdf", ".json")
COMPARISON_NAME = "新旧政策对照表.docx"


def read_tree(path: Path) -> DocumentTree:
    """The document of a file on the disk.

    Raises:
        InputError: there is no such file, or it cannot be read.
        UnreadableFile: it is not what its name says.
    """
    return read_document(path.name, _bytes(path))


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise InputError(f"“{path}”不存在，或不是文件", "请核对路径")
    return read_stable(path, path.name)


def _read(path: Path) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """A file's paragraphs, and what it carries along and does not show."""
    content = _bytes(path)
    paragraphs = list(read_document(path.name, content).paragraphs())
    return paragraphs, traces_of(path.name, content)


@dataclass(frozen=True)
class FileRemarks:
    """What there is to say of one file.

    Attributes:
        file: the file, as it was given.
        remarks: what there is to say.
        paragraphs: its paragraphs that are not blank, which the remarks' places count.
    """

    file: Path
    remarks: tuple[Remark, ...]
    paragraphs: tuple[str, ...]


class LocalDrafting:
    """The use cases that need no office."""

    def __init__(self, equipment: Equipment, settings: OfficeSettings | None = None) -> None:
        """Take what there is without an office, and the settings of the one on this machine."""
        self._reviewer, self._finder = equipment.reviewer, equipment.finder
        self._settings = settings or OfficeSettings()

    def review(self, policy: Path, against: Sequence[Path] = ()) -> tuple[FileRemarks, ...]:
        """Review a policy, and interpretations against it.

        Args:
            policy: the policy.
            against: the interpretations.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        texts = {path: _read(path) for path in (policy, *against)}
        sources = Sources(texts[policy][0])
        found = [FileRemarks(policy, self._reviewer.alone(*texts[policy], self._settings.unit_names), tuple(texts[policy][0]))]
        for path in against:
            paragraphs, traces = texts[path]
            own, held = self._reviewer.alone(paragraphs, traces, self._settings.unit_names), self._reviewer.against(paragraphs, sources)
            found.append(FileRemarks(path, (*held, *own), tuple(paragraphs)))
        return tuple(found)

    def assist(self, policy: Path) -> Candidates:
        """The candidates for the nine elements in a policy.

        Raises:
            InputError, UnreadableFile: it cannot be read.
        """
        return self._finder.candidates(read_tree(policy))

    def compare(self, old: Path, new: Path) -> Comparison:
        """Compare two versions of a document.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        return compare(read_tree(old), read_tree(new))

    def write_comparison(self, old: Path, new: Path, out: Path) -> Comparison:
        """Write the 新旧政策对照表 of two versions, by the target's ending as .docx, .pdf or .json.

        Raises:
            InputError: another ending, or the place cannot be written to.
            UnreadableFile: one of the two cannot be read.
        """
        if out.suffix.lower() not in FORMS:
            raise InputError(f"“{out.name}”的扩展名不是 {'、'.join(FORMS)}", "请改扩展名")
        found = self.compare(old, new)
        write_file(out, self.rendered(found, sheet_of(found, old.name, new.name), out.suffix.lower()))
        return found

    def rendered(self, comparison: Comparison, sheet: ComparisonTable, form: str) -> bytes:
        """A comparison in one of its forms, by ending."""
        if form == ".json":
            return (json.dumps(comparison.as_json(), ensure_ascii=False, indent=2) + "\n").encode("utf-8")
        if form == ".docx":
            from ...documents.writers.comparison_docx import write_comparison_docx  # most comparisons are only looked at

            return write_comparison_docx(sheet, self._settings.measures)
        from ...documents.writers.comparison_pdf import write_comparison_pdf

        return write_comparison_pdf(sheet, self._settings.measures)


class Drafting:
    """The use cases of an office's officer: the same, after the office's own page."""

    def __init__(self, core: DeskCore, bundles: Bundles) -> None:
        self._core, self._bundles = core, bundles

    def compare(self, session: Session, old: Path, new: Path) -> tuple[Comparison, ComparisonTable]:
        """Compare two versions of a document; the comparison, and its sheet.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        self._core.account(session)
        found = self._local().compare(old, new)
        return found, sheet_of(found, old.name, new.name)

    def compare_bundle(self, session: Session, key: int, old: Path) -> tuple[Comparison, ComparisonTable]:
        """Compare an old policy on the disk with a bundle's policy; the comparison, and its sheet.

        Raises:
            InputError, UnreadableFile: the old one cannot be read, or the bundle has no policy that can be.
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        name, policy = self._core.policy(record)
        found = compare(read_tree(old), policy)
        return found, sheet_of(found, old.name, name)

    def put_comparison(self, session: Session, key: int, seen: int, comparison: Comparison, sheet: ComparisonTable) -> BundleRecord:
        """Put a 新旧政策对照表 into the bundle as an attachment: in place of the one that is there, else beside the others.

        Raises:
            (those of `Bundles.save`)
        """
        content = self._local().rendered(comparison, sheet, ".docx")
        return self._bundles.put_named(session, key, seen, PartKind.ATTACHMENT, COMPARISON_NAME, content)

    def review(self, session: Session, policy: Path, against: Sequence[Path] = ()) -> tuple[FileRemarks, ...]:
        """Review a policy on the disk, and interpretations against it.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        self._core.account(session)
        return self._local().review(policy, against)

    def write_comparison(self, session: Session, comparison: Comparison, sheet: ComparisonTable, out: Path) -> None:
        """Write a 新旧政策对照表 to the disk, by the target's ending.

        Raises:
            InputError: another ending, or the place cannot be written to.
        """
        self._core.account(session)
        if out.suffix.lower() not in FORMS:
            raise InputError(f"“{out.name}”的扩展名不是 {'、'.join(FORMS)}", "请改扩展名")
        write_file(out, self._local().rendered(comparison, sheet, out.suffix.lower()))

    def _local(self) -> LocalDrafting:
        return LocalDrafting(self._core.equipment, self._core.store.settings.load())
