"""A Word document that is being written: its styles, its measures, and adding paragraphs at its end. The writers of the frame and of the text
both use it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from docx.oxml import OxmlElement
from docx.text.paragraph import Paragraph
from lxml import etree

from ...model.document.measures import GB_T_9704, PageMeasures
from ...model.document.tree import Span
from ..setting.fonts import Font
from ..word_package import pack_document
from .docx_page import new_document
from .docx_runs import RunMaker, element


class DocxBody:
    """A document to whose end paragraphs are added.

    Attributes:
        document: python-docx's document.
        m: the measures.
        runs: makes its runs.
        end: the element before which everything is added.
    """

    def __init__(self, title: str, measures: PageMeasures = GB_T_9704, mark: str = "", author: str = "", on: date | None = None) -> None:
        """Begin an empty document.

        Args:
            title: the title in the file's properties.
            measures: the page's measures.
            mark: a word at the head of every page; empty for none.
            author: the author in the file's properties.
            on: the day of creation in the file's properties; None for a fixed one.
        """
        self.m = measures
        self.document = new_document(title, measures, mark, author, on)
        self.runs = RunMaker(measures)
        self._held: dict[str, bytes] = {}
        self.end = self.document.element.body.sectPr
        self._style_ids = {style.name: style.style_id for style in self.document.styles}

    def save(self) -> bytes:
        """Return the document's bytes, the same for the same content."""
        return pack_document(self.document, self._held)

    def held(self, xml: str) -> Any:
        """Return a mark that stands for a piece of XML of the body until the document is saved; the piece takes no place in its tree."""
        mark = f"held {len(self._held)}"
        self._held[mark] = xml.encode("utf-8")
        return etree.Comment(mark)

    def paragraph(
        self, style: str, text: str = "", face: Font = Font.FANG, size: float = 0, colour: str = "", struck: Sequence[Span] = ()
    ) -> Paragraph:
        """Add a paragraph at the end of the document; `struck` are the stretches of its text that are struck through."""
        made: Any = OxmlElement("w:p")
        self.end.addprevious(made)
        if style != "Normal":
            properties = element("pPr")
            properties.append(element("pStyle", val=self._style_ids[style]))
            made.append(properties)
        if text:
            self.runs.add(made, text, face, size or self.m.body, colour, struck)
        return Paragraph(made, self.document._body)
