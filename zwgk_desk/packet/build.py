"""Makes all files of a packet in memory: DOCX and PDF of every part and form, the bound PDF, the findings, the originals."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from ..documents.formats import ending
from ..documents.forms.form_book import FormBook
from ..documents.marks import DRAFT_MARK
from ..documents.pdf_pages import tree_of_pages
from ..documents.readers.docx import read_opened
from ..documents.setting.front import Cover
from ..documents.word_package import pack_document
from ..documents.writers.docx import write_docx
from ..documents.writers.docx_code import put_codes
from ..documents.writers.docx_page import put_mark
from ..documents.writers.pdf import Binding, LaidOut, Section, bind_laid_out, bind_pdf, draw_pdf, lay_out
from ..documents.writers.pdf_pen import Description
from ..model.bundle import Bundle, Part
from ..model.digest import content_digest
from ..model.document.measures import GB_T_9704, PageMeasures
from ..model.document.tree import DocumentTree
from ..model.progress import Progress, silent
from ..model.review import Review
from ..model.settings import OfficeSettings
from ..model.terms import ClosingForm, PartKind
from .casefile import case_text
from .forms import CONTENTS, NOTICE, SIGN_OFF_SHEET, PartFacts, day_text, form_values, forms_after, forms_before
from .names import BOUND, original_names, part_name
from .source import BUNDLE_FILE, ORIGINALS
from .typeset import addressee_of, attachment_titles, title_of, typeset_attachment, typeset_policy

CHECK = "check.json"
BLANK = "\u3000"
"""What stands on the cover where something is to be filled in by hand."""

ATTACHED = (PartKind.ATTACHMENT, PartKind.OPINIONS_ACCOUNT)
"""The parts that may be scans, and are bound with their own pages."""

SIGNED = {SIGN_OFF_SHEET: ClosingForm.UNSEALED, NOTICE: ClosingForm.SEALED}
"""The forms that are signed at a place of their own, with how they close: a notice bears the office's seal."""

LAYING, WRITING = 0.3, 0.75
"""Shares of the work (0 to 1) that are done once everything is set, and once everything but the bound PDF is written."""

Filled = Mapping[str, tuple[Section, bytes]]


@dataclass(frozen=True)
class PacketInput:
    """The input of a packet.

    Attributes:
        bundle: the bundle.
        reviews: its reviews.
        trees: the document of each part that is present, by its place among the ordered parts.
        contents: the bytes of every file, by SHA-256.
        check: the findings, as `check --json` prints them.
        signed: whether the right person has signed just this content; unsigned papers bear 送审稿 on every page.
        settings: the office's settings.
        on: the day of the packet.
        record: the digest of the bundle's last line in the office's record.
    """

    bundle: Bundle
    reviews: tuple[Review, ...]
    trees: Mapping[int, DocumentTree]
    contents: Mapping[str, bytes]
    check: Mapping[str, Any]
    signed: bool
    settings: OfficeSettings
    on: date
    record: str = ""

    @property
    def mark(self) -> str:
        """The word on every page: 送审稿, or empty for signed papers."""
        return "" if self.signed else DRAFT_MARK

    @property
    def measures(self) -> PageMeasures:
        """The measures by which pages are set."""
        return self.settings.measures


def build_packet(given: PacketInput, forms: FormBook, progress: Progress = silent) -> dict[str, bytes]:
    """Return the packet's files by their names, in the order of its list. Each document is set once and drawn twice: alone, and bound.

    Raises:
        TemplateFault: a form cannot be filled in.
        Cancelled: by `progress`.
    """
    sections = _sections(given)
    laid = _laid_out(sections, given, _part_of(progress, 0.0, LAYING / 2))
    pages = {place: len(laid[part_name(given.bundle, place)].pages) for place in given.trees}
    filled = _filled(given, forms, pages)
    laid |= _laid_out([section for section, _ in filled.values()], given, _part_of(progress, LAYING / 2, LAYING))
    whole = [*sections, *(section for section, _ in filled.values())]
    files: dict[str, bytes] = {}
    for count, section in enumerate(whole):
        progress(LAYING + (WRITING - LAYING) * count / len(whole), f"生成：{section.name}")
        files[f"{section.name}.docx"] = filled[section.name][1] if section.name in filled else _docx(given, section)
        files[f"{section.name}.pdf"] = draw_pdf(laid[section.name], _description(given, section.name), given.mark, given.measures)
    order = [laid[section.name] for section in _order(given, sections, filled)]
    files = {BOUND: bind_laid_out(order, _binding(given), _part_of(progress, WRITING, 1.0)), **files}
    files[CHECK] = (json.dumps(given.check, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    files.update(_originals(given))
    progress(1.0, "完成")
    return files


def _laid_out(sections: Sequence[Section], given: PacketInput, progress: Progress) -> dict[str, LaidOut]:
    """Set sections into pages; return each by its name."""
    laid = {}
    for count, section in enumerate(sections):
        progress(count / len(sections), f"排版：{section.name}")
        laid[section.name] = lay_out(section, given.measures)
    return laid


def bound_pdf(given: PacketInput, forms: FormBook, progress: Progress = silent, early: Callable[[bytes], None] | None = None) -> bytes:
    """Return the bound PDF alone, for the screen: the same bytes as in the packet.

    Args:
        given: the input of the packet.
        forms: the forms.
        progress: takes the progress, part by part.
        early: takes the first pages while later ones are still being set.

    Raises:
        TemplateFault: a form cannot be filled in.
        Cancelled: by `progress`.
    """
    return bind_pdf(_order(given, _sections(given), _filled(given, forms)), _binding(given), progress, early)


def _docx(given: PacketInput, section: Section) -> bytes:
    described = _description(given, section.name)
    return write_docx(section.tree, described.title, given.mark, given.measures, described.author, given.on)


def _sections(given: PacketInput) -> list[Section]:
    """Return the parts as sections to be set: the policy with its frame, each attachment with its number."""
    ordered, titles = given.bundle.ordered_parts, _titles(given)
    attached = [place for place, part in enumerate(ordered) if part.kind is PartKind.ATTACHMENT and part.present]
    own = sum(len(attachment_titles(tree)) for place, tree in given.trees.items() if ordered[place].kind is PartKind.POLICY)
    sections = []
    for place, tree in sorted(given.trees.items()):
        part = ordered[place]
        if part.kind is PartKind.POLICY:
            whole = typeset_policy(tree, given.bundle, [titles[attachment] for attachment in attached])
        elif part.kind is PartKind.ATTACHMENT and ending(part.name) != ".pdf" and tree.text.strip():
            number = own + attached.index(place) + 1
            whole = typeset_attachment(tree, str(number) if own + len(attached) > 1 else "")
        else:
            whole = _own_pages(given, part, tree)
        sections.append(Section(part_name(given.bundle, place), whole, titles[place]))
    return sections


def _titles(given: PacketInput) -> dict[int, str]:
    """Return the title of each part, by its place among the ordered parts: the text's own, or else the file's name without its ending."""
    parts = enumerate(given.bundle.ordered_parts)
    return {place: (title_of(given.trees[place]) if place in given.trees else "") or PurePosixPath(part.name).stem for place, part in parts}


def _own_pages(given: PacketInput, part: Part, tree: DocumentTree) -> DocumentTree:
    """Return what is set of a part: of an attachment that is a PDF its pages as they look, not the sentences taken out of it."""
    return tree_of_pages(given.contents[part.sha256]) if part.kind in ATTACHED and ending(part.name) == ".pdf" else tree


def _filled(given: PacketInput, forms: FormBook, pages: Mapping[int, int] | None = None) -> Filled:
    """Fill in every form; return each as document tree and as .docx. The PDF is set from the filled-in DOCX, so that what an office changes in
    a template shows in both.

    Args:
        given: the input of the packet.
        forms: the forms.
        pages: how many pages each part has, by its place; None for the forms that are bound, which do not say it.
    """
    ordered = given.bundle.ordered_parts
    policies = [tree for place, tree in given.trees.items() if ordered[place].kind is PartKind.POLICY]
    addressee = "".join(addressee_of(tree) for tree in policies)
    facts = {place: PartFacts(title, (pages or {}).get(place, 0)) for place, title in _titles(given).items()}
    values = form_values(given.bundle, given.reviews, given.settings, given.on, addressee, given.record, facts)
    names = (*(() if pages is None else (CONTENTS,)), *forms_before(given.bundle), *forms_after(given.bundle, given.reviews, given.settings))
    return {name: filled_form(forms, name, values, given.mark) for name in names}


def _order(given: PacketInput, sections: list[Section], filled: Filled) -> list[Section]:
    """Return the sections in the order in which they are bound."""
    before = forms_before(given.bundle)
    after = [name for name in filled if name not in (CONTENTS, *before)]
    return [*(filled[n][0] for n in before), *sections, *(filled[n][0] for n in after)]


def _part_of(progress: Progress, low: float, high: float) -> Progress:
    return lambda share, doing: progress(low + (high - low) * share, doing)


def _description(given: PacketInput, name: str) -> Description:
    bundle = given.bundle
    return Description(f"{bundle.title} {name}", bundle.drafting_unit, name, _keywords(given), given.on)


def _keywords(given: PacketInput) -> str:
    """Return the words by which a file is found, with the digests whole that its forms print shortened."""
    return " ".join(filter(None, (given.bundle.issuing_authority.label, content_digest(given.bundle), given.record)))


def _binding(given: PacketInput) -> Binding:
    bundle = given.bundle
    described = Description(bundle.title, bundle.drafting_unit, "报送包", _keywords(given), given.on)
    return Binding(_cover(given), described, given.mark, given.measures)


def _cover(given: PacketInput) -> Cover:
    """Return the cover: who sends what to whom. What is not known is left blank, to be filled in by hand; the count is filled in with the pages."""
    bundle, dispatch = given.bundle, given.bundle.dispatch
    declared = bundle.declaration.attribute
    facts = (
        ("报送机关", bundle.drafting_unit), ("主送机关", given.settings.office_name or BLANK), ("发文名义", bundle.issuing_authority.label),
        ("公开属性", declared.label if declared else BLANK), ("件数页数", ""), ("联系人电话", BLANK), ("报送日期", day_text(given.on)),
    )  # fmt: skip
    return Cover(bundle.drafting_unit, bundle.title, facts, tuple(filter(None, (dispatch.copy_number, dispatch.secrecy, dispatch.urgency))))


def filled_form(forms: FormBook, name: str, values: Mapping[str, Any], mark: str = "") -> tuple[Section, bytes]:
    """Fill in a form; return its document tree, and the .docx with a mark on every page. The same values give the same bytes.

    Raises:
        TemplateFault: it cannot be filled in.
    """
    document = forms.fill_in(name, values)
    tree = replace(read_opened(document), signed=name in SIGNED, closing=SIGNED.get(name, ClosingForm.UNSEALED))
    put_codes(document, GB_T_9704)
    if mark:
        put_mark(document, mark, GB_T_9704)
    return Section(name, tree), pack_document(document)


def _originals(given: PacketInput) -> dict[str, bytes]:
    """Return the officer's own files, byte for byte, with the bundle.toml that names them: a case folder within the packet."""
    names = original_names(given.bundle)
    files = {f"{ORIGINALS}/{BUNDLE_FILE}": case_text(given.bundle, given.reviews, names)}
    for place, part in enumerate(given.bundle.ordered_parts):
        if part.present:
            files[f"{ORIGINALS}/{names[place]}"] = given.contents[part.sha256]
    return files
