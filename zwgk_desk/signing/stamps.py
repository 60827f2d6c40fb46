"""What a visible signature shows: a page drawn by this program, and nothing else that a reader of PDFs would draw or do."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

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

SIGNATURE = {"/Type", "/Filter", "/SubFilter", "/M", "/Name", "/Reason", "/ByteRange", "/Contents"}
"""All that a signature's dictionary has here (ISO 32000-1, 12.8.1)."""

PRINTED_AND_LOCKED = 132
"""The annotation's flags (12.5.3): printed, and not changed by hand."""

CHANGES = {"/ModDate", "/Producer"}
"""Entries of the document's information that pyHanko brings up to date when it signs."""

MOMENTS = re.compile(rb"\d{4}-\d\d-\d\dT[0-9:.+Z-]+|pyHanko [0-9.]+")
"""What it brings up to date in the document's metadata."""

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


@dataclass(frozen=True)
class Shown:
    """What one signature has to show and to say, in a PDF.

    Attributes:
        field: the field's name.
        reason: the act, in words.
        name: the signer's name.
        at: the moment, to the second.
        appearance: a PDF of one page.
    """

    field: str
    reason: str
    name: str
    at: datetime
    appearance: bytes


def shows(embedded: Any, shown: Shown, size: tuple[int, int]) -> bool:
    """Return whether a signature shows and says just this, object by object: the same drawing, in the same typefaces, and nothing beside it.

    Args:
        embedded: the signature, as pyHanko read it.
        shown: what it has to show.
        size: width and height of the field, in points.

    Raises:
        Exception: errors of many types, on a field that is none.
    """
    field, said = embedded.sig_field, embedded.sig_object
    if not set(field.keys()) <= FIELD or set(field["/AP"].keys()) != {"/N"} or set(said.keys()) != SIGNATURE:
        return False
    if (str(field["/T"]), int(field["/F"]), str(said["/Reason"]), str(said["/Name"])) != (shown.field, PRINTED_AND_LOCKED, shown.reason, shown.name):
        return False
    if embedded.self_reported_timestamp != shown.at:
        return False
    fresh, box = writer.PdfFileWriter(), layout.BoxConstraints(*size)  # type: ignore[no-untyped-call]
    with stamp_style(shown.appearance) as style:
        drawn = _plain(style.create_stamp(fresh, box, {}).as_form_xobject())
    return bool(_plain(field["/AP"]["/N"]) == drawn)


def adds_itself_alone(opened: Any, embedded: Any) -> bool:
    """Return whether what was added to the file with a signature is that signature, its field and what it shows, and no other word of the document:
    neither of its information nor of its metadata, which a reader shows in the title bar.

    Args:
        opened: the PDF, as pyHanko read it.
        embedded: the signature, which was added over another.

    Raises:
        Exception: errors of many types, on a file that is not as we write them.
    """
    revision, root = embedded.signed_revision, opened.root_ref
    field, info, metadata = embedded.sig_field, opened.trailer.raw_get("/Info"), opened.root.raw_get("/Metadata")
    form, page = opened.root.raw_get("/AcroForm"), field.raw_get("/P")
    known = {ref.idnum for ref in (root, form, page, info, metadata, field.container_ref, embedded.sig_object.container_ref)}
    _collect(field.raw_get("/AP"), known, 0)
    if not {ref.idnum for ref in opened.xrefs.explicit_refs_in_revision(revision)} <= known:
        return False
    before = opened.get_historical_resolver(revision - 1)
    was, now = before.get_object(info.reference), info.get_object()
    words = [{str(key): str(each[key]) for key in each if key not in CHANGES} for each in (was, now)]
    texts = [_metadata(each) for each in (before.get_object(metadata.reference), metadata.get_object())]
    return words[0] == words[1] and texts[0] == texts[1]


def _metadata(stream: Any) -> str:
    """Return what metadata say, without moments, however the library has written them down (Canonical XML 2.0)."""
    return ElementTree.canonicalize(MOMENTS.sub(b"", stream.data).decode("utf-8"))


def _collect(value: Any, found: set[int], depth: int) -> None:
    """Add the numbers of all objects that can be reached."""
    if depth > DEEPEST:
        raise ValueError("nested too deep")
    if isinstance(value, generic.IndirectObject):
        found.add(value.idnum)
        _collect(value.get_object(), found, depth + 1)  # type: ignore[no-untyped-call]
    elif isinstance(value, generic.DictionaryObject):
        for key in value:
            _collect(value.raw_get(key), found, depth + 1)
    elif isinstance(value, generic.ArrayObject):
        for place in range(len(value)):
            _collect(value.raw_get(place), found, depth + 1)


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
