"""Putting right what was recognised in a part: which element of the document a paragraph is. Each makes a new revision; the file stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ...model.bundle import PART_ORDER, SEVERAL, Part
from ...model.document.corrections import BODY_ELEMENTS, Correction, Element, element_at, in_order, known_by, placed
from ...model.document.tree import BlockKind
from ...model.errors import Conflict, InputError, NotFound
from ...model.part_document import place_of, typeset_name
from ...model.record import BundleRecord
from ..common.core import DeskCore, Session
from ..common.permission import UseCase
from .bundles import Bundles

NUMBER = Element(BlockKind.NUMBER)
"""发文字号, of which a document has one: naming another takes the one before back, naming one that was recognised among several settles it."""


@dataclass(frozen=True)
class Spot:
    """A paragraph of a part.

    Attributes:
        where: the part's place, as findings name it.
        paragraph: the paragraph's number, counted from 0 as `DocumentTree.paragraphs` counts.
        text: the paragraph as the person saw it.
    """

    where: str
    paragraph: int
    text: str


class Elements:
    """Corrects which element of the document a paragraph is, and takes corrections back."""

    def __init__(self, core: DeskCore, bundles: Bundles) -> None:
        self._core, self._bundles = core, bundles

    def correct(self, session: Session, key: int, seen: int, spot: Spot, element: Element) -> BundleRecord:
        """Save that a paragraph is this element, in a new revision; what was recognised anyway needs no correction, and makes none.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            spot: the paragraph.
            element: what it is.

        Raises:
            InputError: no paragraph of a text can be that.
            NotFound: there is no such part.
            Conflict: the paragraph is no longer there, or is a table's cell.
            (and those of `Bundles.save`)
        """
        self._core.allow(session, UseCase.EDIT_BUNDLE)
        if element not in BODY_ELEMENTS:
            raise InputError("这一段不能定为这种要素，没有改动", f"可以定为{'、'.join(each.label for each in BODY_ELEMENTS)}")
        return self._put(session, key, seen, spot, element)

    def take_back(self, session: Session, key: int, seen: int, spot: Spot) -> BundleRecord:
        """Take the correction of a paragraph back, so that it is again what was recognised; takes and raises what `correct` does."""
        self._core.allow(session, UseCase.EDIT_BUNDLE)
        return self._put(session, key, seen, spot, None)

    def _put(self, session: Session, key: int, seen: int, spot: Spot, element: Element | None) -> BundleRecord:
        record = self._core.record_for(self._core.account(session), key)
        if record.revision.number != seen:
            raise Conflict("这个文件包刚被别人改动，您的改动没有保存到它上面", "请刷新查看新的内容，再做一次您的改动")
        part, position = _part(record, spot.where)
        tree = self._core.reader.read(part, self._core.store.files.get).tree
        recognised = element_at(tree, spot.paragraph) if tree is not None else None
        if tree is None or recognised is None or list(tree.paragraphs())[spot.paragraph] != spot.text:
            raise Conflict("这份文件刚有改动，要更正的那一段已经不在原处，没有改动它", "请看过新的内容，再做一次")
        before = placed(tree, part.elements)
        after = {number: each for number, each in before.items() if number != spot.paragraph and not (each.element == element == NUMBER)}
        if element is not None and (element != recognised or element == NUMBER):
            after[spot.paragraph] = Correction(spot.paragraph, known_by(spot.text), element.kind, element.level)
        if _said(before) == _said(after):
            return record
        name = typeset_name(part.kind, position) if part.kind in SEVERAL else part.kind.label
        told = f"为{after[spot.paragraph].element.label}" if spot.paragraph in after else "按识别结果"
        return self._bundles.save(
            session, key, seen,
            record.bundle.with_part(replace(part, elements=_stated(part, before, after)), position),
            f"更正要素：{name}第{spot.paragraph + 1}段{told}",
        )  # fmt: skip


def _said(found: Mapping[int, Correction]) -> dict[int, Element]:
    return {number: each.element for number, each in found.items()}


def _stated(part: Part, before: Mapping[int, Correction], after: Mapping[int, Correction]) -> tuple[Correction, ...]:
    """Return the corrections of a part as they are stated: those that found their paragraphs with the numbers that these have now, and those that
    found none as they were, since a file may come back."""
    named = any(each.element == NUMBER for each in after.values())
    lost = [each for each in part.elements if each not in before.values() and not (named and each.element == NUMBER)]
    return in_order((*lost, *(replace(each, paragraph=number) for number, each in after.items())))


def _part(record: BundleRecord, where: str) -> tuple[Part, int]:
    """Return the part at a place, and its position among those of its kind.

    Raises:
        NotFound: there is none.
    """
    for kind in PART_ORDER:
        for position, part in enumerate(record.bundle.of_kind(kind)):
            if part.present and part.size and place_of(part, position) == where:
                return part, position
    raise NotFound("这份文件已经不在文件包里", "请刷新后再试")
