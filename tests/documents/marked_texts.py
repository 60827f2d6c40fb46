"""Short official texts with what each of their paragraphs is, for the tests of recognition.

A text is written a paragraph a line, each behind a letter for its element: T title, N number, A addressee, 1 to 4 a heading of that level,
P text, E 附件说明, S signature, D date, O note, X 附件, Y the title of an attachment, M 发文机关标志, U urgency, C copies, R printed.
The first line, behind =, is the title as one text.
"""

from __future__ import annotations

from dataclasses import dataclass

from zwgk_desk.model.document.tree import BlockKind, DocumentTree

LETTERS = {
    "T": BlockKind.TITLE, "N": BlockKind.NUMBER, "A": BlockKind.ADDRESSEE, "P": BlockKind.PARAGRAPH, "E": BlockKind.ENCLOSURE,
    "S": BlockKind.SIGNATURE, "D": BlockKind.DATE, "O": BlockKind.NOTE, "X": BlockKind.ATTACHMENT, "Y": BlockKind.ATTACHMENT_TITLE,
    "M": BlockKind.ISSUER_NAME_MARK, "U": BlockKind.URGENCY, "C": BlockKind.CC, "R": BlockKind.PRINTED,
}  # fmt: skip
OF_KIND = {kind: letter for letter, kind in LETTERS.items()}
SEVERAL_LINES = "TY"
"""Elements whose neighbouring lines are one."""


@dataclass(frozen=True)
class MarkedText:
    """A text with what is right.

    Attributes:
        name: what it is, for the test's name.
        title: its title as one text.
        lines: its paragraphs as they are read.
        elements: the letter of each element in order; lines of one title count once.
    """

    name: str
    title: str
    lines: tuple[str, ...]
    elements: tuple[str, ...]

    @property
    def text(self) -> str:
        """The text alone."""
        return "\n".join(self.lines)


def marked(name: str, written: str) -> MarkedText:
    """Return the text that is written with its marks."""
    title, *rows = [line for line in written.strip().split("\n") if line]
    letters = [row[0] for row in rows]
    once = [letter for place, letter in enumerate(letters) if not (place and letter in SEVERAL_LINES and letter == letters[place - 1])]
    return MarkedText(name, title[1:].strip(), tuple(row[2:] for row in rows), tuple(once))


def seen_elements(tree: DocumentTree) -> tuple[str, ...]:
    """Return what the paragraphs of a tree were taken for, in the same letters; the lines of a title count once."""
    kinds = [str(block.level) if block.kind is BlockKind.HEADING else OF_KIND[block.kind] for block in tree.of_kind(*BlockKind)]
    return tuple(kind for place, kind in enumerate(kinds) if not (place and kind in SEVERAL_LINES and kind == kinds[place - 1]))
