"""Quick fixes of remarks with one certain correction, and cleaning a file of hidden data; each makes a new revision, or a copy on the disk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...assist.reviewing.quick_fixes import certain, changes_of, inverse
from ...assist.reviewing.reviewer import TRACES
from ...documents.readers import read_document
from ...late import late
from ...model.document.remark import Remark
from ...model.errors import Conflict, InputError, NotFound
from ...model.part_document import PartDocument
from ...model.record import BundleRecord
from ...packet.export import write_file
from ...packet.source import read_stable
from ..common.core import DeskCore, Session
from .bundles import Bundles

if TYPE_CHECKING:
    from ...documents.writers import clean, substitute
else:  # imported late: only a fix needs the writers, not the page that offers it
    clean = late("zwgk_desk.documents.writers.clean")
    substitute = late("zwgk_desk.documents.writers.substitute")


@dataclass(frozen=True)
class FixedPart:
    """The result of quick fixes in a part.

    Attributes:
        record: the bundle with its new revision.
        done: the remarks that were fixed.
        left: those in text that Word makes itself, such as a number or a footnote's mark, which only the officer can correct.
    """

    record: BundleRecord
    done: tuple[Remark, ...]
    left: tuple[Remark, ...]


class QuickFixes:
    """Applies quick fixes in a part of a bundle or in a file on the disk, and takes them back."""

    def __init__(self, core: DeskCore, bundles: Bundles) -> None:
        self._core, self._bundles = core, bundles

    def fix(self, session: Session, key: int, seen: int, where: str, remarks: Sequence[Remark]) -> FixedPart:
        """Apply the quick fixes of some remarks to a part.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            where: the part's place, as findings name it.
            remarks: the remarks; those without a certain correction are ignored.

        Raises:
            Conflict: the part has been changed, and a passage is no longer there.
            InputError: there is nothing to fix, or the file's format cannot be written.
            (and those of `Bundles.save`)
        """
        return self._fix(session, key, seen, where, certain(remarks))

    def take_back(self, session: Session, key: int, seen: int, where: str, remarks: Sequence[Remark]) -> FixedPart:
        """Take quick fixes back; takes and raises what `fix` does, with the remarks that were fixed."""
        found = self._fix(session, key, seen, where, tuple(inverse(remark) for remark in certain(remarks)))
        return FixedPart(found.record, tuple(inverse(remark) for remark in found.done), tuple(inverse(remark) for remark in found.left))

    def _fix(self, session: Session, key: int, seen: int, where: str, fixes: tuple[Remark, ...]) -> FixedPart:
        if not fixes:
            raise InputError("没有可以直接改正的地方，文件没有改动", "其余意见需要您自己判断")
        document, position = self._part(session, key, where)
        paragraphs = list(document.tree.paragraphs()) if document.tree is not None else []
        for fix in fixes:
            place = fix.place
            if place.paragraph >= len(paragraphs) or paragraphs[place.paragraph][place.start : place.end] != fix.text:
                raise Conflict("这份文件刚有改动，要改的字已经不在原处，没有改动它", "请重新审读后再改")
        content = self._core.store.files.get(document.part.sha256)
        made, spots = substitute.substitute(document.part.name, content, paragraphs, changes_of(fixes))
        done = tuple(fix for fix in fixes if _whole(fix, spots))
        if not done:
            raise InputError("要改的字在文件里由 Word 自动生成或另有写法，没有改动", "请在 Word 里照审读意见改")
        record = self._bundles.put_part(session, key, seen, document.part.kind, document.part.name, made, position)
        return FixedPart(record, done, tuple(fix for fix in fixes if fix not in done))

    def clean(self, session: Session, key: int, seen: int, where: str) -> BundleRecord:
        """Replace a part by a clean copy: without names, comments, tracked changes (which are accepted) and hidden text.

        Raises:
            InputError: the file's format is not cleaned.
            (and those of `Bundles.save`)
        """
        document, position = self._part(session, key, where)
        content = clean.cleaned(document.part.name, self._core.store.files.get(document.part.sha256))
        return self._bundles.put_part(session, key, seen, document.part.kind, document.part.name, content, position)

    def write_fixed(self, session: Session, source: Path, remarks: Sequence[Remark], out: Path) -> int:
        """Write a copy of a file on the disk with its quick fixes applied; the file itself stays as it is. Return how many remarks were fixed.

        Raises:
            InputError, UnreadableFile: there is nothing to fix, the file cannot be read or its kind not written, or the place not written to.
        """
        self._core.account(session)
        fixes = certain(remarks)
        if not fixes:
            raise InputError("没有可以直接改正的地方，没有另存", "其余意见需要您自己判断")
        content = read_stable(source, source.name)
        paragraphs = list(read_document(source.name, content).paragraphs())
        made, spots = substitute.substitute(source.name, content, paragraphs, changes_of(fixes))
        _other_place(source, out)
        write_file(out, made)
        return sum(_whole(fix, spots) for fix in fixes)

    def write_cleaned(self, session: Session, source: Path, out: Path) -> None:
        """Write a clean copy of a file on the disk; the file itself stays as it is.

        Raises:
            InputError, UnreadableFile: the file cannot be read or its kind not cleaned, or the place not written to.
        """
        self._core.account(session)
        _other_place(source, out)
        write_file(out, clean.cleaned(source.name, read_stable(source, source.name)))

    def _part(self, session: Session, key: int, where: str) -> tuple[PartDocument, int]:
        record = self._core.record_for(self._core.account(session), key)
        documents = self._core.documents(record)
        document = next((d for d in documents if d.where == where and d.part.present), None)
        if document is None:
            raise NotFound("这份文件已经不在文件包里", "请刷新后再试")
        return document, [d.where for d in documents if d.part.kind is document.part.kind].index(where)


def fixable(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks with one certain correction, which can be fixed without asking."""
    return certain(remarks)


def carries_traces(remarks: Iterable[Remark]) -> bool:
    """Return whether a file holds hidden data that a clean copy would not."""
    return any(remark.rule in TRACES for remark in remarks)


def _whole(fix: Remark, spots: frozenset[tuple[int, int]]) -> bool:
    return all((paragraph, place) in spots for paragraph, places in changes_of([fix]).items() for place in places)


def _other_place(source: Path, out: Path) -> None:
    if out.exists() and source.exists() and out.samefile(source):
        raise InputError("不能盖过原来的文件，没有另存", "请换一个文件名")
