"""From the policy to its interpretation: candidates, first drafts of plan and materials from what the officer accepted, and the one picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ...assist.interpreting.drafting import Accepted, Drafter
from ...assist.interpreting.poster import PosterDrafter
from ...assist.interpreting.telling import Teller
from ...documents.page_image import page_png
from ...documents.posters.look import WIDTH as POSTER_WIDTH
from ...documents.posters.write import Region, regions, write_poster_pages, write_poster_pdf, write_poster_png
from ...model.document.candidate import Candidate, Candidates, Element
from ...model.document.poster import Poster, PosterStyle
from ...model.document.remark import Place
from ...model.document.tree import DocumentTree
from ...model.errors import Conflict, InputError, NotFound
from ...model.record import BundleRecord
from ...model.terms import PartKind
from ...packet.export import write_file
from ...packet.forms import draft_values
from ...rules.coverage import covered_elements
from ..common.core import DeskCore, Session
from .bundles import TEMPLATES_OF, Bundles

__all__ = ["POSTER_FORMS", "POSTER_NAME", "POSTER_WIDTH", "Interpreting", "Proposals", "Region"]

POSTER_NAME = "一图读懂.pdf"
SHOWN_WIDTH = 840
"""Pixels: the width of the picture on the bundle page."""

POSTER_FORMS = (".pdf", ".png", ".zip")


@dataclass(frozen=True)
class Proposals:
    """The candidates that a policy offers for its interpretation.

    Attributes:
        paragraphs: the policy's paragraphs that are not blank, which the candidates' places count.
        candidates: the candidates of each element.
        covered: the elements that the materials cover already.
    """

    paragraphs: tuple[str, ...]
    candidates: Candidates
    covered: frozenset[Element]


class Interpreting:
    """Finds the elements of an interpretation in the policy, and drafts plan, materials and 一图读懂 from them. May be used from several threads."""

    def __init__(self, core: DeskCore, bundles: Bundles) -> None:
        self._core, self._bundles = core, bundles

    def propose(self, session: Session, key: int) -> Proposals:
        """Find the candidates in the bundle's policy.

        Raises:
            InputError: it has no policy that can be read.
            NotFound: there is no such bundle for this person.
        """
        record = self._core.record_for(self._core.account(session), key)
        _, policy = self._core.policy(record)
        return Proposals(tuple(policy.paragraphs()), self._core.equipment.finder.candidates(policy), self._covered(record))

    def passage(self, session: Session, key: int, place: Place) -> Candidate | None:
        """Return the sentence of the bundle's policy that a place lies in, for it to be accepted though nothing proposed it.

        Raises:
            InputError, NotFound: as `propose`.
        """
        record = self._core.record_for(self._core.account(session), key)
        _, policy = self._core.policy(record)
        return self._core.equipment.finder.passage_at(policy, place)

    def _covered(self, record: BundleRecord) -> frozenset[Element]:
        """Return the elements that the rules find in the bundle's materials."""
        return frozenset(map(Element, covered_elements(self._core.documents(record), self._core.equipment.book)))

    def draft(
        self, session: Session, key: int, seen: int, kind: PartKind, accepted: Accepted, template: str = "", differences: Sequence[str] = ()
    ) -> BundleRecord:  # fmt: skip
        """Put a first draft of a plan or a material into the bundle: a plan in place of the one there is, a material beside those there are.

        Args:
            session, key, seen: the person's session, the bundle's key, and the revision that the person saw.
            kind: plan or material.
            accepted: the passages that the officer has accepted, for each element.
            template: one of the kind's templates; empty for the default.
            differences: the accepted differences from an old policy.

        Raises:
            Conflict: a passage no longer stands in the policy where it was.
            InputError, TemplateFault: there is no such template, or it is broken.
            (and those of `Bundles.save`)
        """
        names = TEMPLATES_OF.get(kind, ())
        name = template or (names[0] if names else "")
        if name not in names or kind not in (PartKind.PLAN, PartKind.MATERIAL):
            raise InputError(f"{kind.label}没有模板“{name}”", "请放入自己的文件")
        record = self._core.record_for(self._core.account(session), key)
        policy = self._core.policy(record)[1]
        _check_accepted(policy, accepted)
        brought = self._core.equipment
        drafter = Drafter(record.bundle, list(policy.paragraphs()), brought.wording, brought.turning, brought.finder.cues)
        values = draft_values(record.bundle, drafter.values(accepted, differences))
        return self._bundles.put_part(session, key, seen, kind, f"{name}.docx", self._core.equipment.forms.fill(name, values))

    def poster(self, session: Session, key: int, accepted: Accepted | None = None) -> Poster:
        """Draft the text of the one picture from the accepted passages, or from all candidates where none was accepted.

        Raises:
            InputError, NotFound: as `propose`.
        """
        record = self._core.record_for(self._core.account(session), key)
        _, policy = self._core.policy(record)
        chosen = accepted if accepted and any(accepted.values()) else self._core.equipment.finder.candidates(policy)
        unit, brought = record.bundle.interpreting_unit or record.bundle.drafting_unit, self._core.equipment
        return PosterDrafter(policy, unit, Teller(brought.wording, brought.turning, brought.finder.cues)).draft(record.bundle.title, chosen)

    def poster_image(self, session: Session, poster: Poster, style: PosterStyle) -> bytes:
        """Draw the picture as PNG, at twice its units."""
        self._core.account(session)
        return write_poster_png(poster, style)

    def poster_regions(self, session: Session, poster: Poster, style: PosterStyle) -> tuple[Region, ...]:
        """Return where each entry of the picture lies on it, for it to be pressed on."""
        self._core.account(session)
        return regions(poster, style)

    def picture(self, session: Session, key: int, sha256: str) -> bytes:
        """Return the picture of a bundle's 一图读懂 as PNG.

        Raises:
            NotFound: there is no such bundle for this person, or it has no such file.
            InputError: the file cannot be drawn.
        """
        record = self._core.record_for(self._core.account(session), key)
        if all(part.sha256 != sha256 for part in record.bundle.of_kind(PartKind.MATERIAL)):
            raise NotFound("文件包里没有这张图")
        return page_png(self._core.store.files.get(sha256), width=SHOWN_WIDTH)

    def write_poster(self, session: Session, poster: Poster, style: PosterStyle, out: Path) -> None:
        """Write the picture to the disk, by the target's ending as .pdf, as one long .png, or as a .zip of pages for posting.

        Raises:
            InputError: another ending, or the place cannot be written to.
        """
        self._core.account(session)
        if out.suffix.lower() not in POSTER_FORMS:
            raise InputError(f"“{out.name}”的扩展名不是 {'、'.join(POSTER_FORMS)}", "请改扩展名")
        write = {".pdf": write_poster_pdf, ".png": write_poster_png, ".zip": write_poster_pages}[out.suffix.lower()]
        write_file(out, write(poster, style))

    def put_poster(self, session: Session, key: int, seen: int, poster: Poster, style: PosterStyle) -> BundleRecord:
        """Put the picture into the bundle as a material: in place of the picture that is there, else beside the others.

        Raises:
            (those of `Bundles.save`)
        """
        return self._bundles.put_named(session, key, seen, PartKind.MATERIAL, POSTER_NAME, write_poster_pdf(poster, style))


def _check_accepted(policy: DocumentTree, accepted: Accepted) -> None:
    paragraphs = list(policy.paragraphs())
    for candidates in accepted.values():
        for one in candidates:
            if one.place.paragraph >= len(paragraphs) or one.text not in paragraphs[one.place.paragraph]:
                raise Conflict("政策文稿刚有改动，采用的句子已经不在原处，没有生成", "请刷新后重新选取")
