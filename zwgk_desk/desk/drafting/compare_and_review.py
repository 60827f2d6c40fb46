"""Drafting aids for an office's officers: comparing versions and reviewing, with the office's own page measures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ...assist.comparing.compare import compare
from ...assist.comparing.comparison_table import table_of
from ...model.document.comparison import Comparison, ComparisonTable
from ...model.errors import InputError
from ...model.record import BundleRecord
from ...model.terms import PartKind
from ...packet.export import write_file
from ..common.core import DeskCore, Session
from ..local.local_drafting import FORMS, FileRemarks, LocalDrafting, read_tree
from .bundles import Bundles

COMPARISON_NAME = "新旧政策对照表.docx"


class Drafting:
    """Compares and reviews files for a person signed in, by the office's own settings."""

    def __init__(self, core: DeskCore, bundles: Bundles) -> None:
        self._core, self._bundles = core, bundles

    def compare(self, session: Session, old: Path, new: Path) -> tuple[Comparison, ComparisonTable]:
        """Compare two versions of a document; return the comparison, and its table.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        self._core.account(session)
        found = self._local().compare(old, new)
        return found, table_of(found, old.name, new.name)

    def compare_bundle(self, session: Session, key: int, old: Path) -> tuple[Comparison, ComparisonTable]:
        """Compare an old policy on the disk with a bundle's policy; return the comparison, and its table.

        Raises:
            InputError, UnreadableFile: the old one cannot be read, or the bundle has no policy that can be.
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        name, policy = self._core.policy(record)
        found = compare(read_tree(old), policy)
        return found, table_of(found, old.name, name)

    def put_comparison(self, session: Session, key: int, seen: int, comparison: Comparison, side_by_side: ComparisonTable) -> BundleRecord:
        """Put a 新旧政策对照表 into the bundle as an attachment: in place of the one that is there, else beside the others.

        Raises:
            (those of `Bundles.save`)
        """
        content = self._local().rendered(comparison, side_by_side, ".docx")
        return self._bundles.put_named(session, key, seen, PartKind.ATTACHMENT, COMPARISON_NAME, content)

    def review(self, session: Session, policy: Path, against: Sequence[Path] = ()) -> tuple[FileRemarks, ...]:
        """Review a policy on the disk, and interpretations against it.

        Raises:
            InputError, UnreadableFile: one of them cannot be read.
        """
        self._core.account(session)
        return self._local().review(policy, against)

    def write_comparison(self, session: Session, comparison: Comparison, side_by_side: ComparisonTable, out: Path) -> None:
        """Write a 新旧政策对照表 to the disk, by the target's ending.

        Raises:
            InputError: another ending, or the place cannot be written to.
        """
        self._core.account(session)
        if out.suffix.lower() not in FORMS:
            raise InputError(f"“{out.name}”的扩展名不是 {'、'.join(FORMS)}", "请改扩展名")
        write_file(out, self._local().rendered(comparison, side_by_side, out.suffix.lower()))

    def _local(self) -> LocalDrafting:
        return LocalDrafting(self._core.equipment, self._core.store.settings.load())
