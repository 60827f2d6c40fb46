"""Gathers what Word shows of one paragraph: the text of its runs, and what hangs on it.

Tracked changes are taken as accepted: what was inserted is read, what was deleted is not (ISO/IEC 29500-1, 17.13.5). The text inside content
controls, links and smart tags is read like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any

from docx.oxml.ns import qn

from ....model.document.scripts import lowered, raised
from ....model.errors import UnreadableFile
from ...limits import MAX_NESTING
from ..marked import Marked, joined
from .fields import Fields, is_equation
from .formulas import has_many_lines, linear
from .names import ALTERNATIVES, DELETED, DRAWINGS, FALSE, MATH, RUN, TEXT, TEXT_BOX, chosen, is_known
from .notemarks import NoteMarks
from .number_formats import CIRCLES
from .styles import WHITE, Look, StyleSheet, cannot_be_told
from .symbols import symbol
from .told import Notes, Told

FORMULAS = frozenset({f"{MATH}oMath", f"{MATH}oMathPara"})
NOT_SHOWN = frozenset(
    {*DELETED, *(qn(f"w:{name}") for name in ("pPr", "rPr", "sdtPr", "delText", "delInstrText", "fldData", "rt", "rubyPr", "softHyphen"))}
)
SIGNS = {
    qn("w:tab"): " ", qn("w:ptab"): " ", qn("w:noBreakHyphen"): "-", qn("w:br"): "\n", qn("w:cr"): "\n",
}  # fmt: skip
SYMBOL, FIELD_MARK, FIELD_CODE, PARTS = qn("w:sym"), qn("w:fldChar"), qn("w:instrText"), frozenset({RUN, qn("w:ruby"), qn("w:rubyBase")})
REFERENCES = frozenset(qn(f"w:{name}") for name in ("footnoteReference", "endnoteReference", "footnoteRef", "endnoteRef"))
LINE_ENDS = str.maketrans("\n\r\t", "   ")
"""Line ends within a text of the file, which are blanks in XML and no lines of the page."""

OLD_BLANK = "\ue5e5"
"""The blank of old office encodings (A3A0), which Word shows as one."""

BYTE = 0x100
PRIVATE = range(0xF000, 0xF100)


def _is_pale(look: Look, ground: str) -> bool:
    """Return whether a run cannot be told from its own ground, or from the paragraph's: there the automatic colour can."""
    own = look.colour.upper() not in ("", "AUTO")
    return not look.hidden and (look.pale or (not look.grounded and own and cannot_be_told(look.colour, ground)))


TELLING: dict[Told, Callable[[Look, str], bool]] = {
    Told.HIDDEN: lambda look, _: look.hidden,
    Told.STRUCK: lambda look, _: look.struck and not look.hidden,
    Told.PALE: _is_pale,
    Told.TINY: lambda look, _: look.tiny and not look.hidden,
}
"""The looks that are told of, on the ground of the paragraph; what is hidden is not seen, whatever else it is."""


@dataclass(frozen=True)
class Piece:
    """A stretch of a paragraph's text.

    Attributes:
        text: what is shown.
        look: how it is shown.
        node: the w:t that holds it, character for character; None where it comes from something else.
    """

    text: str
    look: Look
    node: Any = None


@dataclass
class Gathered:
    """What is shown of a paragraph.

    Attributes:
        pieces: its text.
        hanging: the pictures and text boxes that hang on it.
        contents: whether it belongs to a table of contents.
    """

    pieces: list[Piece] = field(default_factory=list)
    hanging: list[Any] = field(default_factory=list)
    contents: bool = False

    @property
    def marked(self) -> Marked:
        """Its text."""
        if not any(piece.look.struck for piece in self.pieces):
            return Marked(self.text)
        return joined([Marked(piece.text, ((0, len(piece.text)),) if piece.look.struck and piece.text.strip() else ()) for piece in self.pieces])

    @property
    def text(self) -> str:
        """Its text, without marks."""
        return "".join(piece.text for piece in self.pieces)


class RunReader:
    """Reads the paragraphs of one story after another."""

    def __init__(self, styles: StyleSheet, notes: Notes) -> None:
        """Read runs by a document's styles, and note what has to be told."""
        self.styles = styles
        self._notes = notes
        self.marks = NoteMarks()
        self.fields = Fields(())

    def begin(self, story: Any) -> None:
        """Begin a body, a note or a text box: fields do not go on from one to the other."""
        self.fields = Fields(story)

    def gather(self, paragraph: Any, style: str, ground: str = WHITE) -> Gathered:
        """Return what is shown of a paragraph.

        Args:
            paragraph: the w:p.
            style: the id of its style.
            ground: the colour behind it, six hexadecimal digits; UNKNOWN where it is not known.
        """
        gathered = Gathered()
        self._walk(paragraph, style, self.styles.look(None, style), gathered, 0)
        gathered.contents = gathered.contents or style in self.styles.contents
        if gathered.contents:
            return gathered
        self._tell(gathered, ground)
        if any(piece.look.hidden for piece in gathered.pieces):
            gathered.pieces = [piece for piece in gathered.pieces if not piece.look.hidden]
        return gathered

    def _walk(self, element: Any, style: str, look: Look, into: Gathered, depth: int) -> None:
        if depth > MAX_NESTING:
            raise UnreadableFile("段落里套得太深，没有打开", "请用 Word 或 WPS 简化后重新保存")
        for child in element:
            tag = child.tag
            if tag == TEXT:
                self._add(into, (child.text or "").translate(LINE_ENDS), look, child)
            elif tag == RUN:
                self._walk(child, style, self.styles.look(child.find(qn("w:rPr")), style), into, depth + 1)
            elif tag in SIGNS:
                self._add(into, SIGNS[tag], look)
            elif tag in FORMULAS:
                self._formula(child, look, into)
            elif tag == ALTERNATIVES:
                self._walk(chosen(child), style, look, into, depth + 1)
            elif tag in DRAWINGS or tag == TEXT_BOX:
                self._hang(child, look, into)
            elif tag not in NOT_SHOWN and is_known(tag) and not self._special(child, look, into):
                self._walk(child, style, look, into, depth + 1)

    def _hang(self, child: Any, look: Look, into: Gathered) -> None:
        """Take a picture or a text box; one that is hidden is told by its words."""
        properties = next(child.iter(qn("wp:docPr")), None)
        if not look.hidden and (properties is None or properties.get("hidden", "0") in FALSE):
            into.hanging.append(child)
            return
        words = "".join(text.text or "" for text in child.iter(TEXT)).strip()
        if words:
            self._notes.add(Told.HIDDEN, words)

    def _special(self, child: Any, look: Look, into: Gathered) -> bool:
        """Take an element that stands for a text; return whether it is one."""
        if child.tag == FIELD_CODE:
            self.fields.code(child.text or "")
        elif child.tag == FIELD_MARK:
            self._field(child, look, into)
        elif child.tag == SYMBOL:
            self._add(into, self._symbol(str(child.get(qn("w:font")) or ""), _code(child.get(qn("w:char"))), into), look)
        elif child.tag in REFERENCES:
            if not look.hidden:
                self._add(into, self.marks.of(child), look)
        else:
            return False
        return True

    def _add(self, into: Gathered, text: str, look: Look, node: Any = None) -> None:
        if self.fields.any_open:
            into.contents = into.contents or self.fields.in_contents
            if self.fields.in_code:
                return
            if text:
                self.fields.saw_text()
        if not text:
            return
        text = text.replace(OLD_BLANK, "\u3000")
        if look.capitals and len(text.upper()) == len(text):
            text = text.upper()
        if look.symbols:
            text = "".join(self._symbol(look.symbols, ord(c), into) if ord(c) in PRIVATE or (ord(c) < BYTE and not c.isspace()) else c for c in text)
        elif look.raised and text.strip() and not look.hidden:
            made = raised(text) if look.raised > 0 else lowered(text)
            if made is None and abs(look.raised) == 1 and any(c not in CIRCLES for c in text):
                self._notes.add(Told.RAISED, text)
            text = made or text
        same = node is not None and len(text) == len(node.text or "")
        into.pieces.append(Piece(text, look, node if same else None))

    def _symbol(self, font: str, code: int | None, into: Gathered) -> str:
        shown = symbol(font, code) if code is not None else None
        if shown is None and code is not None and code not in PRIVATE and code >= BYTE:
            shown = chr(code)  # a font of another name with Unicode's own codes
        if shown is None:
            self._notes.add(Told.SYMBOL, f"{into.text[-8:]}（{font} {code or 0:04X}）")
        return shown or ""

    def _formula(self, element: Any, look: Look, into: Gathered) -> None:
        text = linear(element).strip()
        if text and not look.hidden:
            self._notes.add(Told.MATRIX if has_many_lines(element) else Told.FORMULA, text)
            into.pieces.append(Piece(text, look))

    def _field(self, mark: Any, look: Look, into: Gathered) -> None:
        shown = self.fields.mark(mark)
        if shown and is_equation(self.fields.ended):
            self._notes.add(Told.FORMULA, shown)
        elif not shown and self.fields.unshown:
            self._notes.add(Told.FIELD, self.fields.unshown)
        self._add(into, shown, look)

    def _tell(self, gathered: Gathered, ground: str) -> None:
        """Note each stretch that is hidden, struck through, pale or tiny."""
        if not any(piece.look.is_told for piece in gathered.pieces):
            return
        for told, asked in TELLING.items():
            shown = [(asked(piece.look, ground), piece.text) for piece in gathered.pieces]
            for found, stretch in groupby(shown, itemgetter(0)):
                words = "".join(text for _, text in stretch).strip() if found else ""
                if words:
                    self._notes.add(told, words)


def characters(paragraph: Any, reader: RunReader) -> Iterator[tuple[str, Any, int]]:
    """Yield the characters that are shown of a paragraph, each with the w:t that holds it and its place there; None and 0 for others."""
    style = reader.styles.paragraph_style(paragraph.find(qn("w:pPr")))
    for piece in reader.gather(paragraph, style).pieces:
        yield from ((character, piece.node, place if piece.node is not None else 0) for place, character in enumerate(piece.text))


def _code(text: str | None) -> int | None:
    try:
        return int(text or "", 16)
    except ValueError:
        return None
