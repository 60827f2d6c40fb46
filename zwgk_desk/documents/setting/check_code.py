"""核验码 at the foot of a form: the digest of what the form is about, short in groups of four, whole in a QR code beside it (ISO/IEC 18004)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ...late import late
from ...model.document.measures import MM
from .fonts import Font
from .page_builder import PageBuilder
from .page_ops import Ink, RuleOp, TextOp

if TYPE_CHECKING:
    import qrcode
else:
    qrcode = late("qrcode")  # imported late: only forms have codes

QR_SIDE, QR_FOOT, QR_GAP = 18 * MM, 8 * MM, 3 * MM
"""Points: the QR code's side, its distance from the paper's lower edge, and from its text. It stands below the text, where no page has any."""

CODE_SIZE, CODE_LEADING = 9.0, 13.0
WHOLE = re.compile(r"(\S*?)[\s\u3000：:]*(?:sha256:)?([0-9a-f]{64})")
"""Pattern of a code with its label."""

GROUP, FIRST_GROUPS = 4, 4
MOST_CODED = 1200
"""Characters that are put into one QR code, at most."""

Modules = tuple[tuple[bool, ...], ...]


def short_code(text: str) -> str:
    """Return a code as it is printed: its label, the first four groups of four figures, and the last. Any other text stays as it is."""
    found = WHOLE.fullmatch(text.strip())
    if found is None:
        return text.strip()
    groups = [found[2][start : start + GROUP] for start in range(0, len(found[2]), GROUP)]
    return f"{found[1]}　{' '.join(groups[:FIRST_GROUPS])} … {groups[-1]}"


def whole_code(texts: Sequence[str]) -> str:
    """Return what the QR code of some codes says: each whole, with its label, one a line."""
    return "\n".join(text.strip() for text in texts)[:MOST_CODED]


@lru_cache(maxsize=32)
def qr_modules(text: str) -> Modules:
    """Return the QR code of a text, row by row from above, True where it is dark; with error correction M, without the quiet zone."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_M, border=0)
    code.add_data(text.encode("utf-8"), optimize=0)
    code.make(fit=True)
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())


def set_check_codes(builder: PageBuilder, texts: Sequence[str]) -> None:
    """Put codes at the foot of the page, below the text area and beside the page's number, their QR code at their left."""
    m = builder.m
    lines = [short_code(text) for text in texts]
    widths = [builder.width_of(line, Font.FANG, CODE_SIZE) for line in lines]
    left = (m.width - QR_SIDE - QR_GAP - max(widths)) / 2
    for op in _dark(qr_modules(whole_code(texts)), left):
        builder.put(op)
    y = QR_FOOT + QR_SIDE / 2 + CODE_LEADING * (len(lines) / 2 - 1) + (CODE_LEADING - CODE_SIZE) / 2 + 1
    for line in lines:
        builder.put(TextOp(left + QR_SIDE + QR_GAP, y, Font.FANG, CODE_SIZE, line, 0, Ink.GREY))
        y -= CODE_LEADING


def _dark(modules: Modules, left: float) -> Iterator[RuleOp]:
    """Yield the dark modules, those side by side as one thick rule."""
    side = QR_SIDE / len(modules)
    for row, cells in enumerate(modules):
        y = QR_FOOT + QR_SIDE - (row + 0.5) * side
        column = 0
        while column < len(cells):
            end = column
            while end < len(cells) and cells[end]:
                end += 1
            if end > column:
                yield RuleOp(left + column * side, y, left + end * side, y, side)
            column = end + 1
