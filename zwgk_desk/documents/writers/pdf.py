"""Writes PDFs: one document, or several bound into one with a cover, contents and bookmarks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...model.document.measures import GB_T_9704, PageMeasures
from ...model.document.tree import DocumentTree
from ...model.progress import Progress, silent
from ..setting.fonts import FontSet, fonts_for
from ..setting.front import Cover, Entry, FrontSetter
from ..setting.layout import Typesetter
from ..setting.page_ops import Page
from .pdf_pen import Description, Pen

FIRST_SHOWN = 4
GROWTH = 6
"""The pages set so far are given out after FIRST_SHOWN pages, and again each time their number has grown by the factor GROWTH."""


@dataclass(frozen=True)
class Section:
    """One part of a bound PDF: its name, its document, and what the contents call it; empty for its name."""

    name: str
    tree: DocumentTree
    title: str = ""


@dataclass(frozen=True)
class LaidOut:
    """A section with its pages: set once, then drawn twice, by itself and bound with others."""

    name: str
    pages: tuple[Page, ...]
    title: str = ""


def lay_out(section: Section, measures: PageMeasures = GB_T_9704) -> LaidOut:
    """Set a section into pages."""
    return LaidOut(section.name, tuple(Typesetter(measures, fonts_for(measures)).set(section.tree)), section.title)


def write_pdf(tree: DocumentTree, description: Description | str, mark: str = "", measures: PageMeasures = GB_T_9704) -> bytes:
    """Return one document as a PDF.

    Args:
        tree: the document.
        description: the file's metadata, or only its title.
        mark: a word printed on every page, such as 送审稿; empty for none.
        measures: the page's measures.
    """
    return _drawn(Typesetter(measures, fonts_for(measures)).pages(tree), description, mark, measures)


def draw_pdf(laid: LaidOut, description: Description | str, mark: str = "", measures: PageMeasures = GB_T_9704) -> bytes:
    """Draw a section that has been set as a PDF of its own."""
    return _drawn(laid.pages, description, mark, measures)


def _drawn(pages: Iterable[Page], description: Description | str, mark: str, measures: PageMeasures) -> bytes:
    """Draw pages, each as it comes."""
    pen = Pen(_described(description), measures, fonts_for(measures), mark)
    for number, page in enumerate(pages, start=1):
        pen.page(page, number)
    return pen.finish()


def _described(description: Description | str) -> Description:
    return Description(description) if isinstance(description, str) else description


@dataclass(frozen=True)
class Binding:
    """The options of a bound PDF: the cover, the file's metadata, the mark on every page, the page's measures."""

    cover: Cover
    description: Description | None = None
    mark: str = ""
    measures: PageMeasures = GB_T_9704

    @property
    def faces(self) -> FontSet:
        """The typefaces it is set in."""
        return fonts_for(self.measures)


def bind_pdf(sections: Sequence[Section], binding: Binding, progress: Progress = silent, early: Callable[[bytes], None] | None = None) -> bytes:
    """Set and bind several documents into one PDF: cover, contents, then each in its order, with continuous page numbers.

    Args:
        sections: the parts, in order.
        binding: the options.
        progress: takes the progress, part by part.
        early: takes a PDF of the first pages while later ones are still being set; they are the same pages as in the end.

    Raises:
        Cancelled: by `progress`.
    """
    laid: list[LaidOut] = []
    shown = 0
    for place, section in enumerate(sections):
        progress(place / max(1, len(sections)) / 2, f"排版：{section.name}")
        pages: list[Page] = []
        before = sum(len(other.pages) for other in laid)
        for page in Typesetter(binding.measures, binding.faces).pages(section.tree):
            pages.append(page)
            if early is not None and before + len(pages) >= max(FIRST_SHOWN, shown * GROWTH):
                shown = before + len(pages)
                early(_draw([*laid, LaidOut(section.name, tuple(pages))], sections, binding, silent))
        laid.append(LaidOut(section.name, tuple(pages), section.title))
    return _draw(laid, sections, binding, progress)


def bind_laid_out(laid: Sequence[LaidOut], binding: Binding, progress: Progress = silent) -> bytes:
    """Bind sections that have been set into one PDF: the same bytes as `bind_pdf` gives.

    Raises:
        Cancelled: by `progress`.
    """
    return _draw(laid, laid, binding, progress)


def _draw(laid: Sequence[LaidOut], listed: Sequence[Section] | Sequence[LaidOut], binding: Binding, progress: Progress) -> bytes:
    """Draw what is set so far, below a cover and contents that list all that is bound."""
    cover, whole = binding.cover, len(laid) == len(listed)
    pen = Pen(binding.description or Description(cover.title), binding.measures, binding.faces, binding.mark)
    front = FrontSetter(binding.measures, binding.faces)
    total = f"共{len(listed)}件" + (f"，{sum(len(section.pages) for section in laid)}页" if whole else "")
    pen.label_pages("封面")
    pen.front(front.cover(replace(cover, facts=tuple((label, words or total) for label, words in cover.facts))), "封面", "cover")
    starts = dict(zip((section.name for section in laid), _starts(laid), strict=True))
    pen.label_pages("目录")
    entries = [Entry(section.title or section.name, section.name, starts.get(section.name)) for section in listed]
    for place, contents in enumerate(front.contents(entries, f"{total}。")):
        pen.front(contents.page, "" if place else "目录", "contents", contents.links)
    pen.label_pages(numbered=True)
    for place, section in enumerate(laid):
        progress(0.5 + place / max(1, len(laid)) / 2, f"装订：{section.name}")
        for number, page in enumerate(section.pages, start=starts[section.name]):
            pen.page(page, number, bookmark=section.name if number == starts[section.name] else "")
    return pen.finish()


def _starts(laid: Sequence[LaidOut]) -> Iterator[int]:
    first = 1
    for section in laid:
        yield first
        first += len(section.pages)
