"""Quick fixes of remarks with one certain correction, and cleaning a file of hidden data; each makes a new revision, or a copy on the disk.
Copies in which people's numbers are replaced by × are made on the disk alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...assist.reviewing.masking import maskable
from ...assist.reviewing.quick_fixes import certain, changes_of, inverse, stands
from ...assist.reviewing.reviewer import TRACE_NAMES, TRACES
from ...documents.readers import read_document
from ...documents.readers.traces import traces_of
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


Traces = tuple[tuple[str, str], ...]
"""Kind and words of hidden data."""


@dataclass(frozen=True)
class CleanedPart:
    """The result of cleaning a part.

    Attributes:
        record: the bundle with its new revision.
        removed: kind and words of what the part no longer holds.
    """

    record: BundleRecord
    removed: Traces


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
            if not stands(fix, paragraphs):
                raise Conflict("这份文件刚有改动，要改的字已经不在原处，没有改动它", "请重新审读后再改")
        content = self._core.store.files.get(document.part.sha256)
        made, spots = substitute.substitute(document.part.name, content, paragraphs, changes_of(fixes))
        done = tuple(fix for fix in fixes if _whole(fix, spots))
        if not done:
            raise InputError("要改的字在文件里由 Word 自动生成或另有写法，没有改动", "请在 Word 里照审读意见改")
        record = self._bundles.put_part(session, key, seen, document.part.kind, document.part.name, made, position)
        return FixedPart(record, done, tuple(fix for fix in fixes if not _whole(fix, spots)))

    def clean(self, session: Session, key: int, seen: int, where: str) -> CleanedPart:
        """Replace a part by a clean copy: without names and other properties, comments, tracked changes (which are accepted), hidden text, and what
        pictures carry beside what they show.

        Raises:
            InputError: the file's format is not cleaned.
            (and those of `Bundles.save`)
        """
        document, position = self._part(session, key, where)
        name, content = document.part.name, self._core.store.files.get(document.part.sha256)
        made = clean.cleaned(name, content)
        record = self._bundles.put_part(session, key, seen, document.part.kind, name, made, position)
        return CleanedPart(record, _removed(name, content, made))

    def write_masked_part(self, session: Session, key: int, where: str, remarks: Sequence[Remark], out: Path) -> int:
        """Write a copy of a part with people's numbers, addresses and names replaced by ×; the part itself stays as it is.

        Args:
            session, key, where: the person's session, the bundle's key, and the part's place.
            remarks: the remarks on the part; those that are about nobody's number are ignored.
            out: where the copy goes.

        Returns:
            How many passages were replaced.

        Raises:
            NotFound: there is no such part for this person.
            (and those of `write_masked`)
        """
        document, _ = self._part(session, key, where)
        content = self._core.store.files.get(document.part.sha256)
        paragraphs = list(document.tree.paragraphs()) if document.tree is not None else []
        return _write_substituted(document.part.name, content, paragraphs, _wanted_masks(remarks), out)

    def write_masked(self, session: Session, source: Path, remarks: Sequence[Remark], out: Path) -> int:
        """Write a copy of a file on the disk with people's numbers, addresses and names replaced by ×; the file itself stays as it is.

        Returns:
            How many passages were replaced.

        Raises:
            InputError, UnreadableFile: there is nothing to replace, the file cannot be read or its kind not written, or the place not written to.
        """
        self._core.account(session)
        fixes, content = _wanted_masks(remarks), read_stable(source, source.name)
        _other_place(source, out)
        return _write_substituted(source.name, content, list(read_document(source.name, content).paragraphs()), fixes, out)

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
        _other_place(source, out)
        return _write_substituted(source.name, content, list(read_document(source.name, content).paragraphs()), fixes, out)

    def write_cleaned(self, session: Session, source: Path, out: Path) -> Traces:
        """Write a clean copy of a file on the disk; the file itself stays as it is. Return kind and words of what the copy no longer holds.

        Raises:
            InputError, UnreadableFile: the file cannot be read or its kind not cleaned, or the place not written to.
        """
        self._core.account(session)
        _other_place(source, out)
        content = read_stable(source, source.name)
        made = clean.cleaned(source.name, content)
        write_file(out, made)
        return _removed(source.name, content, made)

    def _part(self, session: Session, key: int, where: str) -> tuple[PartDocument, int]:
        record = self._core.record_for(self._core.account(session), key)
        documents = self._core.documents(record)
        document = next((d for d in documents if d.where == where and d.part.present), None)
        if document is None:
            raise NotFound("这份文件已经不在文件包里", "请刷新后再试")
        return document, [d.where for d in documents if d.part.kind is document.part.kind].index(where)


def removed_words(removed: Iterable[tuple[str, str]]) -> str:
    """Return in words what clean copies no longer hold: how much of each kind."""
    counts = Counter(TRACE_NAMES[kind] for kind, _ in removed)
    return "、".join(f"{name} {count} 处" for name, count in counts.items()) or "没有要清除的内容"


def fixable(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks with one certain correction, which can be fixed without asking."""
    return certain(remarks)


def still_done(remarks: Iterable[Remark], paragraphs: Sequence[str]) -> tuple[Remark, ...]:
    """Return the corrected remarks whose correction still stands in a text: it may have been taken back elsewhere."""
    return tuple(remark for remark in remarks if stands(inverse(remark), paragraphs))


def to_mask(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Return the remarks on people's numbers, addresses and names, which can be replaced by × in a copy."""
    return maskable(remarks)


def carries_traces(remarks: Iterable[Remark]) -> bool:
    """Return whether a file holds hidden data that a clean copy would not."""
    return any(remark.rule in TRACES for remark in remarks)


def _wanted_masks(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    fixes = maskable(remarks)
    if not fixes:
        raise InputError("没有要换成×的号码、住址或姓名，没有另存", "页眉页脚和文件属性里的，请在原来的软件里删去")
    return fixes


def _write_substituted(name: str, content: bytes, paragraphs: Sequence[str], fixes: Sequence[Remark], out: Path) -> int:
    made, spots = substitute.substitute(name, content, paragraphs, changes_of(fixes))
    write_file(out, made)
    return sum(_whole(fix, spots) for fix in fixes)


def _removed(name: str, before: bytes, after: bytes) -> Traces:
    left = set(traces_of(name, after))
    return tuple(trace for trace in dict.fromkeys(traces_of(name, before)) if trace not in left and trace[0] in TRACE_NAMES)


def _whole(fix: Remark, spots: frozenset[tuple[int, int]]) -> bool:
    return all((paragraph, place) in spots for paragraph, places in changes_of([fix]).items() for place in places)


def _other_place(source: Path, out: Path) -> None:
    if out.exists() and source.exists() and out.samefile(source):
        raise InputError("不能盖过原来的文件，没有另存", "请换一个文件名")
