"""All that a packet holds, made in memory: DOCX and PDF of every part and form, the bound PDF, the findings, the originals."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ..documents.forms import FormBook
from ..documents.readers import read_document
from ..documents.writers.docx import mark_docx, write_docx
from ..documents.writers.pdf import DRAFT_MARK, Cover, Section, bind_pdf, write_pdf
from ..model.bundle import Bundle
from ..model.progress import Progress, silent
from ..model.review import Review
from ..model.settings import OfficeSettings
from ..model.tree import DocumentTree
from .casefile import case_text
from .forms import day_text, form_values
from .names import original_names, part_name
from .source import BUNDLE_FILE, ORIGINALS

BOUND = "报送包.pdf"
CHECK = "check.json"
FORMS_BEFORE = ("报送函",)
FORMS_AFTER = ("公开属性声明", "保密审查表", "审签单")
CONTENTS = "目录"


@dataclass(frozen=True)
class PacketInput:
    """What a packet is made from.

    Attributes:
        bundle: the bundle.
        reviews: its reviews.
        trees: what was read of each part, by its place among the ordered parts; only parts that are there.
        contents: the bytes of every file, by SHA-256.
        check: the findings, as the command line prints them.
        signed: whether the right person has signed just this; unsigned papers bear 送审稿 on every page.
        settings: what the office has decided.
        on: the day.
    """

    bundle: Bundle
    reviews: tuple[Review, ...]
    trees: Mapping[int, DocumentTree]
    contents: Mapping[str, bytes]
    check: Mapping[str, Any]
    signed: bool
    settings: OfficeSettings
    on: date


def build_packet(given: PacketInput, forms: FormBook, progress: Progress = silent) -> dict[str, bytes]:
    """The files of the packet by their names, in the order in which they are to be listed.

    Raises:
        TemplateFault: a form cannot be filled in.
        Cancelled: by `progress`.
    """
    mark = _mark(given)
    files: dict[str, bytes] = {}
    sections = _sections(given)
    steps = 2 * len(sections) + 10
    for count, section in enumerate(sections):
        progress(2 * count / steps, f"排版：{section.name}")
        files[f"{section.name}.docx"] = write_docx(section.tree, f"{given.bundle.title} {section.name}", mark)
        files[f"{section.name}.pdf"] = write_pdf(section.tree, f"{given.bundle.title} {section.name}", mark)
    progress(2 * len(sections) / steps, "填写表单")
    filled = _filled(given, forms)
    for name, (section, docx) in filled.items():
        files[f"{name}.docx"] = mark_docx(docx, mark)
        files[f"{name}.pdf"] = write_pdf(section.tree, f"{given.bundle.title} {name}", mark)
    share = (2 * len(sections) + 4) / steps
    files = {BOUND: _bind(given, sections, filled, _part_of(progress, share, 1.0)), **files}
    files[CHECK] = (json.dumps(given.check, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
    files.update(_originals(given))
    progress(1.0, "完成")
    return files


def bound_pdf(given: PacketInput, forms: FormBook, progress: Progress = silent) -> bytes:
    """The bound PDF alone, for the screen: the same bytes as in the packet.

    Raises:
        TemplateFault: a form cannot be filled in.
        Cancelled: by `progress`.
    """
    return _bind(given, _sections(given), _filled(given, forms), progress)


def _mark(given: PacketInput) -> str:
    return "" if given.signed else DRAFT_MARK


def _sections(given: PacketInput) -> list[Section]:
    return [Section(part_name(given.bundle, place), tree) for place, tree in sorted(given.trees.items())]


def _filled(given: PacketInput, forms: FormBook) -> dict[str, tuple[Section, bytes]]:
    """Every form, as the document it makes and as .docx. The PDF is set from the filled-in DOCX, so that what an office changes in a
    template shows in both."""
    values = form_values(given.bundle, given.reviews, given.settings, given.on)
    return {name: filled_form(forms, name, values) for name in (CONTENTS, *FORMS_BEFORE, *FORMS_AFTER)}


def _bind(given: PacketInput, sections: list[Section], filled: Mapping[str, tuple[Section, bytes]], progress: Progress) -> bytes:
    bound = [*(filled[n][0] for n in FORMS_BEFORE), *sections, *(filled[n][0] for n in FORMS_AFTER)]
    return bind_pdf(bound, _cover(given), _mark(given), progress=progress)


def _part_of(progress: Progress, low: float, high: float) -> Progress:
    return lambda share, doing: progress(low + (high - low) * share, doing)


def _cover(given: PacketInput) -> Cover:
    bundle = given.bundle
    facts = (bundle.issuing_authority.label, bundle.drafting_unit, day_text(given.on))
    return Cover("报送包", bundle.title, facts)


def filled_form(forms: FormBook, name: str, values: Mapping[str, Any]) -> tuple[Section, bytes]:
    """A form as the document it makes, and as .docx.

    Raises:
        TemplateFault: it cannot be filled in.
    """
    docx = forms.fill(name, values)
    return Section(name, read_document(f"{name}.docx", docx)), docx


def _originals(given: PacketInput) -> dict[str, bytes]:
    """The officer's own files, byte for byte, with the bundle.toml that names them: a case folder within the packet."""
    names = original_names(given.bundle)
    files = {f"{ORIGINALS}/{BUNDLE_FILE}": case_text(given.bundle, given.reviews, names)}
    for place, part in enumerate(given.bundle.ordered_parts):
        if part.present:
            files[f"{ORIGINALS}/{names[place]}"] = given.contents[part.sha256]
    return files
