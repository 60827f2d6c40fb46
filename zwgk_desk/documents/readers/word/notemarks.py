"""Numbers the marks of footnotes and endnotes: the same number in the text and before the note (ISO/IEC 29500-1, 17.11)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml.ns import qn

from ....model.document.scripts import raised
from .number_formats import format_number

KINDS = {"footnoteReference": "footnote", "footnoteRef": "footnote", "endnoteReference": "endnote", "endnoteRef": "endnote"}


class NoteMarks:
    """The marks of one document's notes; the references in its text are met before the notes themselves."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], str] = {}

    def shown(self, notes: Iterable[Any]) -> list[Any]:
        """Return those of a document's notes that its text refers to, in the order in which it does; of others Word shows nothing."""
        by_key = {(note.tag.rpartition("}")[2], str(note.get(qn("w:id")))): note for note in notes}
        return [by_key[key] for key in self._numbers if key in by_key]

    def of(self, element: Any) -> str:
        """Return the mark that a reference, or the place before the note, shows."""
        name = element.tag.rpartition("}")[2]
        kind = KINDS[name]
        if name.endswith("Ref"):
            note = next((above for above in element.iterancestors(qn(f"w:{kind}"))), None)
            return self._numbers.get((kind, note.get(qn("w:id")) if note is not None else ""), "")
        key = (kind, str(element.get(qn("w:id"))))
        if element.get(qn("w:customMarkFollows")) is not None:
            self._numbers.setdefault(key, "")
        if key not in self._numbers:
            count = sum(1 for (known, _), mark in self._numbers.items() if known == kind and mark) + 1
            self._numbers[key] = raised(str(count)) or "" if kind == "footnote" else f"[{format_number(count, 'lowerRoman')}]"
        return self._numbers[key]
