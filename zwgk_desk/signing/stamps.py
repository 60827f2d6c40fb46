"""What a visible signature shows: a page drawn by this program, and nothing else that a reader of PDFs would draw or do."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..late import late

if TYPE_CHECKING:
    from pyhanko import stamp as stamps
    from pyhanko.pdf_utils import generic, layout, writer
else:
    stamps = late("pyhanko.stamp")
    generic = late("pyhanko.pdf_utils.generic")
    layout = late("pyhanko.pdf_utils.layout")
    writer = late("pyhanko.pdf_utils.writer")

FIELD = {"/FT", "/T", "/Type", "/Subtype", "/F", "/Rect", "/P", "/AP", "/V"}
"""All that a signature's field has here (ISO 32000-1, 12.5.6.19 and 12.7.4.5): no actions, no other look for another moment."""

STORED = {"/Length", "/Filter", "/DecodeParms"}
"""Keys that say how a stream is stored, not what it is."""

IMPORTED = re.compile(r"/Import[0-9a-f]{32}")
DEEPEST = 24


@contextmanager
def stamp_style(appearance: bytes) -> Iterator[Any]:
    """Give pyHanko's style for a field that shows a page, while the block runs: the library reads the page from a file when it draws.

    Args:
        appearance: a PDF of one page.
    """
    with tempfile.TemporaryDirectory(prefix="zwgk-stamp-", ignore_cleanup_errors=True) as name:
        stamp = Path(name) / "stamp.pdf"
        stamp.write_bytes(appearance)
        middle, margins = layout.AxisAlignment.ALIGN_MID, layout.Margins(0, 0, 0, 0)
        whole = layout.SimpleBoxLayoutRule(x_align=middle, y_align=middle, margins=margins)
        yield stamps.StaticStampStyle.from_pdf_file(str(stamp), border_width=0, background_layout=whole)


def shows(field: Any, appearance: bytes, size: tuple[int, int]) -> bool:
    """Return whether a signature's field shows just this page, object by object: the same drawing, in the same typefaces, and nothing beside it.

    Args:
        field: the field, as pyHanko read it.
        appearance: a PDF of one page.
        size: width and height of the field, in points.

    Raises:
        Exception: errors of many types, on a field that is none.
    """
    if not set(field.keys()) <= FIELD or set(field["/AP"].keys()) != {"/N"}:
        return False
    fresh, box = writer.PdfFileWriter(), layout.BoxConstraints(*size)  # type: ignore[no-untyped-call]
    with stamp_style(appearance) as style:
        drawn = _plain(style.create_stamp(fresh, box, {}).as_form_xobject())
    return bool(_plain(field["/AP"]["/N"]) == drawn)


def _plain(value: Any, depth: int = 0) -> Any:
    """Return an object as plain values, without the numbers and chance names that differ from file to file."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, generic.IndirectObject):
        return _plain(value.get_object(), depth)  # type: ignore[no-untyped-call]
    if isinstance(value, generic.DictionaryObject):
        inner = {_name(str(key)): _plain(value.raw_get(key), depth + 1) for key in value if key not in STORED}
        return (inner, IMPORTED.sub("/Import", value.data.decode("latin-1"))) if isinstance(value, generic.StreamObject) else inner
    if isinstance(value, generic.ArrayObject):
        return [_plain(value.raw_get(place), depth + 1) for place in range(len(value))]
    return float(value) if isinstance(value, int | float | Decimal) and not isinstance(value, bool) else _name(str(value))


def _name(text: str) -> str:
    return IMPORTED.sub("/Import", text)
