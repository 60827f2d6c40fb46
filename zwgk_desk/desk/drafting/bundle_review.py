"""Reviews the parts of a bundle; results are cached by content, so that after an edit only what changed is reviewed again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from ...assist.reviewing.reviewer import Reviewer
from ...assist.text.sources import Sources
from ...documents.readers.traces import traces_of
from ...model.document.manner import Manner, manners
from ...model.document.remark import Gravity, Remark
from ...model.errors import InputError
from ...model.part_document import PartDocument, typeset_name
from ...model.terms import PartKind
from ...recent import Recent
from ..common.core import DeskCore, Session
from ..common.document_cache import policy_of

HELD_AGAINST = (PartKind.PLAN, PartKind.MATERIAL)
KEPT = 512
SECRET = "secrecy-mark"


@dataclass(frozen=True)
class PartRemarks:
    """The remarks on one part.

    Attributes:
        name: the part's name in the packet.
        file: the name of the officer's own file.
        where: its place as findings name it.
        remarks: the remarks.
        paragraphs: its paragraphs that are not blank, which the remarks' places count.
    """

    name: str
    file: str
    where: str
    remarks: tuple[Remark, ...]
    paragraphs: tuple[str, ...]


class BundleReview:
    """Reviews the texts of a bundle's parts, each text once. May be used from several threads."""

    def __init__(self, core: DeskCore) -> None:
        self._core = core
        self._recent = Recent(KEPT)

    def review(self, session: Session, key: int) -> tuple[PartRemarks, ...]:
        """List all remarks on a bundle's parts.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        documents = self._core.documents(self._core.record_for(self._core.account(session), key))
        policy = policy_of(documents)
        return tuple(self._named(d, (*self._held(d, policy), *self._alone(d)), documents) for d in documents if d.has_text)

    def leaking(self, documents: Sequence[PartDocument]) -> tuple[PartRemarks, ...]:
        """List the passages of a bundle's parts that must not be published; only parts with any.

        Args:
            documents: the bundle's parts as read.
        """
        found = tuple(self._named(d, self._leaks(d), documents) for d in documents if d.has_text)
        return tuple(part for part in found if part.remarks)

    def contradicted(self, documents: Sequence[PartDocument]) -> tuple[PartRemarks, ...]:
        """List the passages of the interpretation that contradict the policy; only parts with any.

        Args:
            documents: the bundle's parts as read.
        """
        policy = policy_of(documents)
        found = []
        for document in documents:
            wrong = tuple(r for r in self._held(document, policy) if r.gravity is Gravity.ERROR) if document.has_text else ()
            if wrong:
                found.append(self._named(document, wrong, documents))
        return tuple(found)

    def _named(self, document: PartDocument, remarks: tuple[Remark, ...], documents: Sequence[PartDocument]) -> PartRemarks:
        same = [d.where for d in documents if d.part.kind is document.part.kind]
        name = typeset_name(document.part.kind, same.index(document.where))
        return PartRemarks(name, document.part.name, document.where, remarks, tuple(_paragraphs(document)))

    def _alone(self, document: PartDocument) -> tuple[Remark, ...]:
        traces, units = self._traces(document), self._core.store.settings.load().unit_names
        return self._recent.once(
            ("alone", document.part.sha256, *units), lambda: self._reviewer.alone(_paragraphs(document), traces, units, _manners(document))
        )

    def _leaks(self, document: PartDocument) -> tuple[Remark, ...]:
        traces = self._traces(document)
        return self._recent.once(("leaks", document.part.sha256), lambda: self._reviewer.leaking(_paragraphs(document), traces))

    def _held(self, document: PartDocument, policy: PartDocument | None) -> tuple[Remark, ...]:
        if policy is None or document.part.kind not in HELD_AGAINST:
            return ()
        copying = document.part.kind is PartKind.MATERIAL
        key = ("held", document.part.sha256, policy.part.sha256, str(document.part.kind))
        return self._recent.once(key, lambda: self._reviewer.against(_paragraphs(document), self._sources(policy), copying, _manners(document)))

    def _sources(self, policy: PartDocument) -> Sources:
        return self._recent.once(("sources", policy.part.sha256), lambda: self._reviewer.sources(_paragraphs(policy)))

    def _traces(self, document: PartDocument) -> tuple[tuple[str, str], ...]:
        name, digest = document.part.name, document.part.sha256
        return self._recent.once(("traces", digest, PurePosixPath(name).suffix.lower()), lambda: traces_of(name, self._core.store.files.get(digest)))

    @property
    def _reviewer(self) -> Reviewer:
        return self._core.equipment.reviewer


def refuse_secret(reviewer: Reviewer, name: str, document: PartDocument, content: bytes) -> None:
    """Refuse a file that bears a mark of secrecy, in its text or in its headers, footers, comments and properties: secret files must not be on a
    networked machine (涉密不上网).

    Raises:
        InputError: it bears one.
    """
    beside = (words for _, words in traces_of(document.part.name, content))
    for number, text in enumerate((*_paragraphs(document), *beside)):
        for remark in reviewer.guard.secrecy(number, text):
            if remark.rule == SECRET and remark.gravity is Gravity.ERROR:
                what = f"“{name}”标有密级“{remark.text.strip()}”，没有放入，本程序没有留下它的内容"
                raise InputError(what, "涉密文件请在涉密电脑上办理；误标的请去掉密级标志后再放入")


def _manners(document: PartDocument) -> tuple[Manner, ...]:
    return manners(document.tree) if document.tree is not None else ()


def _paragraphs(document: PartDocument) -> list[str]:
    return list(document.tree.paragraphs()) if document.tree is not None else []
