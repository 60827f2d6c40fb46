"""Remarks on places of pages (批注): saved at once while a signer reads, and sent with the bundle when it goes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...documents.marks import DRAFT_MARK
from ...documents.page_text import PageText as PageText
from ...model.bundle import Bundle
from ...model.changes import Change
from ...model.document.page_place import PageBox
from ...model.document.remark import Place
from ...model.errors import InputError
from ...model.page_remark import PageRemark, RemarkAnchor
from ...model.part_document import PartDocument
from ...model.record import BundleRecord
from ...model.terms import Stage
from ...packet.names import part_name
from ..common.core import DeskCore, Session
from .review_and_signoff import CourseDesk

LONGEST_REMARK = 500


@dataclass(frozen=True)
class Answered:
    """A remark with which a bundle was sent back, and whether its passage was changed since.

    Attributes:
        remark: the remark.
        touched: whether the passage no longer stands there unchanged.
        place: where to look now; None where its part is gone.
    """

    remark: PageRemark
    touched: bool
    place: Place | None


@dataclass(frozen=True)
class ChangeOnPages:
    """A change with its places on the pages.

    Attributes:
        change: the change.
        boxes: the rectangles, in the order of the pages; none where it is not printed.
    """

    change: Change
    boxes: tuple[PageBox, ...]

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages it is on, from 0."""
        return tuple(sorted({box.page for box in self.boxes}))


class PageRemarks:
    """Adds remarks on pages and deletes them again, and follows up those with which a bundle was sent back."""

    def __init__(self, core: DeskCore, course: CourseDesk) -> None:
        self._core = core
        self._course = course

    def pin(self, session: Session, key: int, seen: int, pin: RemarkAnchor, text: str) -> tuple[PageRemark, ...]:
        """Add a remark on a place of a page; return all of the person's remarks that are not sent yet.

        Args:
            session, key, seen: the person's session, the bundle, and the revision whose pages the person sees.
            pin: the place.
            text: the remark itself.

        Raises:
            InputError: the text is empty or too long.
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        account, _ = self._course.allow_signer(session, key, seen)
        said = " ".join(text.split())
        if not said:
            raise InputError("批注没有写内容，没有记下", "请写明要改什么")
        if len(said) > LONGEST_REMARK:
            raise InputError(f"批注太长（{len(said)} 字），没有记下", f"请写在 {LONGEST_REMARK} 字以内")
        with self._core.store.transaction():
            self._core.store.page_remarks.add(key, seen, account.name, pin, said)
            return self._core.store.page_remarks.pending(key, account.name)

    def unpin(self, session: Session, key: int, seen: int, number: int) -> tuple[PageRemark, ...]:
        """Delete one of the person's remarks that is not sent yet; return those that are left.

        Raises:
            PermissionDenied: not the person who signs this bundle.
            StageError, Conflict.
        """
        account, _ = self._course.allow_signer(session, key, seen)
        with self._core.store.transaction():
            self._core.store.page_remarks.remove(key, account.name, number)
            return self._core.store.page_remarks.pending(key, account.name)

    def pending(self, session: Session, key: int) -> tuple[PageRemark, ...]:
        """Return the person's remarks on a bundle that are not sent yet, in the order of the pages.

        Raises:
            NotFound: there is no such bundle for this person.
        """
        account = self._core.account(session)
        self._core.record_for(account, key)
        return self._core.store.page_remarks.pending(key, account.name)

    def answered(self, record: BundleRecord, documents: Sequence[PartDocument]) -> tuple[Answered, ...]:
        """List the remarks of the last sending back, each with its passage's state; none before that, or once the bundle has been submitted.

        Args:
            record: the bundle.
            documents: its parts as read.
        """
        if record.course.stage not in (Stage.DRAFTING, Stage.INTERNAL_REVIEW, Stage.SIGN_OFF):
            return ()
        sent = self._core.store.page_remarks.last_sent(record.key)
        if not sent or any(submission.at > sent[0].sent_at for submission in record.submissions):
            return ()
        texts = {d.where: tuple(d.tree.paragraphs()) for d in documents if d.tree is not None}
        return tuple(_answered(remark, texts.get(remark.anchor.where, ())) for remark in sent)


def _answered(remark: PageRemark, paragraphs: Sequence[str]) -> Answered:
    pin = remark.anchor
    if not paragraphs:
        return Answered(remark, True, None)
    same = [number for number, text in enumerate(paragraphs) if text == pin.quote]
    now = min(same, key=lambda number: abs(number - pin.paragraph)) if same else min(pin.paragraph, len(paragraphs) - 1)
    return Answered(remark, not same, Place(now, 0, len(paragraphs[now])))


def read_pages(content: bytes, bundle: Bundle, documents: Sequence[PartDocument]) -> PageText:
    """Find the paragraphs of a bundle's parts on the pages of its bound PDF.

    Args:
        content: the bound PDF.
        bundle: the bundle.
        documents: its parts as read, in its own order.

    Raises:
        InputError: it is no PDF that can be read.
    """
    read = [(place, document.where, document.tree) for place, document in enumerate(documents) if document.tree is not None]
    return PageText(content, {where: (part_name(bundle, place), tuple(tree.paragraphs())) for place, where, tree in read}, DRAFT_MARK)


def on_pages(changes: Sequence[Change], pages: PageText) -> tuple[ChangeOnPages, ...]:
    """Return each change with its places on the pages: in parts the passages that changed, on forms the values as stated now."""
    found = []
    for change in changes:
        boxes = [box for place in change.places for box in pages.boxes(change.where, place)]
        found.append(ChangeOnPages(change, (*boxes, *(pages.on_forms(change.words) if len(change.words) > 1 else ()))))
    return tuple(found)
