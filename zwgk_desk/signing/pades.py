"""Signatures on PDFs: PAdES (ETSI EN 319 142-1, baseline B), one a signer, each added over what stood before, with a visible field."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ..late import late
from ..model.digest import sha256_of
from ..model.identity import SignatureFacts
from ..recent import Recent
from . import cms
from .certificates import facts_of
from .keys import PrivateKey
from .stamps import Shown, adds_itself_alone, shows, stamp_style

if TYPE_CHECKING:
    from asn1crypto import parser
    from pyhanko.pdf_utils import incremental_writer, reader
    from pyhanko.sign import fields, signers, validation
    from pyhanko.sign.validation import status as statuses
else:
    parser = late("asn1crypto.parser")
    incremental_writer = late("pyhanko.pdf_utils.incremental_writer")
    reader = late("pyhanko.pdf_utils.reader")
    fields = late("pyhanko.sign.fields")
    signers = late("pyhanko.sign.signers")
    validation = late("pyhanko.sign.validation")
    statuses = late("pyhanko.sign.validation.status")

ADDED = "签名之后又添加了别的内容"
REDRAWN = "签名显示的字样不是本程序按证书和时间画的"
ELSEWHERE = "签名显示的位置或大小不是本程序画的"


@dataclass(frozen=True)
class VisibleField:
    """The place on a page where a signature is visible.

    Attributes:
        name: the field's name; one a signature.
        page: the page, from 0.
        box: left, bottom, right and top, in points from the page's lower left corner.
        appearance: a PDF of one page that is shown there.
    """

    name: str
    page: int
    box: tuple[int, int, int, int]
    appearance: bytes


def sign_pdf(content: bytes, key: PrivateKey, certificate: bytes, authority: bytes, field: VisibleField, reason: str, at: datetime) -> bytes:
    """Add a signature to a PDF, and return it.

    Args:
        content: the PDF, with or without signatures.
        key, certificate, authority: the signer's key, the signer's certificate and the authority's.
        field: the place where it is visible.
        reason: the act and role of the signer, in words.
        at: the moment, which is signed too.

    Raises:
        SigningRefused: the certificate is not for this key, or not in force.
    """
    signer = cms.make_signer(key, certificate, authority, at)
    metadata = signers.PdfSignatureMetadata(
        field_name=field.name, subfilter=fields.SigSeedSubFilter.PADES, md_algorithm="sha256", reason=reason, name=facts_of(certificate).name
    )
    spec = fields.SigFieldSpec(field.name, box=field.box, on_page=field.page)
    with stamp_style(field.appearance) as style:
        pdf_signer = signers.PdfSigner(metadata, signer, stamp_style=style, new_field_spec=spec)
        _sign_at(pdf_signer, at)

        def write(room: int | None) -> bytes:
            return bytes(pdf_signer.sign_pdf(incremental_writer.IncrementalPdfFileWriter(io.BytesIO(content)), bytes_reserved=room).getvalue())

        known = _ROOM.get(certificate)
        if known is None:
            known = _ROOM[certificate] = _room_used(write(None))
        return write(known)


_ROOM: dict[bytes, int] = {}
"""Length in hexadecimal digits of the signatures of each certificate: exactly that much is reserved in the file, since no signature covers
the reserved room, and anybody could change digits that are left over."""


def _room_used(signed: bytes) -> int:
    last = reader.PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures[-1]
    return 2 * len(_first(last.pkcs7_content))


def _first(padded: bytes) -> bytes:
    """Return the first DER structure of some bytes, without what follows it."""
    _, _, _, header, content, trailer = parser.parse(padded)
    return bytes(header + content + trailer)


def _sign_at(signer: Any, at: datetime) -> None:
    """Make pyHanko's signer state this moment, which the manifest states too, in place of the moment of writing."""
    begin = signer.init_signing_session

    def begin_at(*given: Any, **named: Any) -> Any:
        session = begin(*given, **named)
        session.system_time = at
        return session

    signer.init_signing_session = begin_at


@dataclass(frozen=True)
class SigningPlace:
    """The place where a PDF says that it is signed: the number of the page, from 0, and the place's lower left corner, in points."""

    page: int
    left: int
    bottom: int


def signing_place(content: bytes, name: str) -> SigningPlace | None:
    """Return the place that a PDF names for its signatures; None where it names none, or is no PDF.

    Args:
        content: the PDF.
        name: the named destination.
    """
    try:
        opened = reader.PdfFileReader(io.BytesIO(content), strict=True)
        found = _named_place(opened, name)
        if found is None:
            return None
        pages = _page_numbers(opened)
    except Exception:  # the library raises errors of many types on bytes that are no PDF
        return None
    return None if found[0] not in pages else SigningPlace(pages.index(found[0]), *found[1:])


def _page_numbers(opened: Any) -> list[int]:
    """Return the object numbers of the pages in their order; of a tree without branches, as this program writes it, without reading every page."""
    top = opened.root["/Pages"]
    count, kids = int(top["/Count"]), top["/Kids"]
    if len(kids) == count:
        return [int(kids.raw_get(place).idnum) for place in range(count)]
    return [_page_number(opened, number) for number in range(count)]


def _page_number(opened: Any, number: int) -> int:
    return int(opened.find_page_for_modification(number)[0].idnum)


def _named_place(opened: Any, name: str) -> tuple[int, int, int] | None:
    """Return the object number of the page of a named destination, and the lower left corner of its rectangle, in whole points."""
    if "/Dests" not in opened.root:
        return None
    named = opened.root["/Dests"]
    if f"/{name}" not in named:
        return None
    said = named[f"/{name}"]
    said = said["/D"] if hasattr(said, "keys") else said
    if str(said[1]) != "/FitR":
        return None
    return int(said.raw_get(0).idnum), round(float(said[2])), round(float(said[3]))


@dataclass(frozen=True)
class StampRow:
    """How visible signatures stand beside one another on a page: each as large as the other, at one height, from left to right.

    Attributes:
        size: width and height of each, in points.
        gap: from one to the next, in points.
        place: the named destination in which they stand, where the PDF has it; empty for those of a PDF that names no place.
        edge: from that place's edge, in points.
        shown: for each of them, in their order, what it may show and say; None where that is not known.
    """

    size: tuple[int, int]
    gap: int
    place: str = ""
    edge: int = 0
    shown: tuple[tuple[Shown, ...], ...] | None = None


def check_pdf(
    content: bytes, trusted: Sequence[bytes], revocations: Sequence[bytes] = (), rows: Sequence[StampRow] = ()
) -> tuple[SignatureFacts, ...]:
    """Check the signatures on a PDF, in their order: nothing stands behind the last of them, and none shows more than its stamp.
    Whatever bytes it is given, that is an answer and no error; what is no PDF has none.

    Args:
        content: the PDF.
        trusted, revocations: as for `cms.check`.
        rows: how the signatures stand on their page, first where the file names a place for them, last where it names none; empty where that is
            not known.
    """
    key = (sha256_of(content), tuple(trusted), tuple(dict.fromkeys(revocations)), tuple(rows))
    return _CHECKED.once(key, lambda: _facts_of(content, trusted, revocations, rows))


_CHECKED = Recent(32)
"""What came of checking PDFs: of the very same bytes the answer is the same, and a packet is checked when it leaves and when it is taken in."""


def _facts_of(content: bytes, trusted: Sequence[bytes], revocations: Sequence[bytes], rows: Sequence[StampRow]) -> tuple[SignatureFacts, ...]:
    try:
        opened = reader.PdfFileReader(io.BytesIO(content), strict=True)
        embedded = opened.embedded_regular_signatures
    except MemoryError:
        raise
    except Exception:  # the library raises errors of many types on bytes that are no PDF
        return ()
    row = _row_of(opened, rows)
    found = [_check(content, signature, trusted, revocations, signature is embedded[-1]) for signature in embedded]
    if found and row is not None and not _stand_in_row(opened, embedded, row):
        found[-1] = _faulty(found[-1], ELSEWHERE)
    if found and row is not None and not _show_theirs(opened, embedded, row):
        found[-1] = _faulty(found[-1], REDRAWN)
    return tuple(found)


def _row_of(opened: Any, rows: Sequence[StampRow]) -> StampRow | None:
    """Return the row that is meant for a PDF: that of a place which it names, or else the one without a place."""
    try:
        return next((row for row in rows if not row.place or _named_place(opened, row.place) is not None), None)
    except Exception:  # destinations that are none
        return rows[-1] if rows else None


def _stand_in_row(opened: Any, embedded: Sequence[Any], row: StampRow) -> bool:
    """Return whether a PDF's form has just these signatures' fields, and each stands where this program puts it."""
    try:
        boxes = [tuple(float(side) for side in signature.sig_field["/Rect"]) for signature in embedded]
        pages = {signature.sig_field.raw_get("/P").idnum for signature in embedded}
        alone = len(opened.root["/AcroForm"]["/Fields"]) == len(embedded) and len(pages) == 1
        shown = {ref.idnum for ref in embedded[0].sig_field["/P"].raw_get("/Annots")}
        alone = alone and {signature.sig_field.container_ref.idnum for signature in embedded} <= shown
        named = _named_place(opened, row.place) if row.place else None
    except Exception:  # a field without a place, a form without fields
        return False
    left, foot = boxes[0][:2]
    if named is not None:
        alone = alone and pages == {named[0]}
        left, foot = float(named[1] + row.edge), float(named[2] + row.edge)
    (width, height), gap = row.size, row.gap
    wanted = [(left + n * (width + gap), foot, left + n * (width + gap) + width, foot + height) for n in range(len(boxes))]
    return alone and boxes == wanted


def _show_theirs(opened: Any, embedded: Sequence[Any], row: StampRow) -> bool:
    """Return whether each signature shows and says what it has to, and those over others add nothing else."""
    if row.shown is None or len(row.shown) != len(embedded):
        return row.shown is None
    try:
        pairs = zip(embedded, row.shown, strict=True)
        alone = all(adds_itself_alone(opened, each) for each in embedded[1:])
        return alone and all(any(shows(each, shown, row.size) for shown in several) for each, several in pairs)
    except Exception:  # a field that shows nothing, or what is no drawing
        return False


def _faulty(facts: SignatureFacts, problem: str) -> SignatureFacts:
    return SignatureFacts(facts.signer, facts.at, False, False, (*facts.problems, problem))


def _fills_its_room(content: bytes, embedded: Any) -> bool:
    """Return whether the room that the signature does not cover holds the signature and nothing else, written as this program writes it."""
    _, first, second, _ = (int(number) for number in embedded.byte_range)
    return content[first:second] == b"<" + _first(embedded.pkcs7_content).hex().upper().encode("ascii") + b">"


def _check(content: bytes, embedded: Any, trusted: Sequence[bytes], revocations: Sequence[bytes], last: bool) -> SignatureFacts:
    try:
        status = validation.validate_pdf_signature(embedded, cms.context(trusted, None))
        certificate = bytes(status.signing_cert.dump())
        intact = bool(status.intact and status.valid) and _fills_its_room(content, embedded)
        intact = intact and cms.is_as_written(_first(embedded.pkcs7_content), trusted)
        whole = status.coverage is statuses.SignatureCoverageLevel.ENTIRE_FILE
        later = not whole and (last or not status.docmdp_ok)
    except MemoryError:  # which says nothing about the signature
        raise
    except Exception:  # bytes that are no signature at all
        return SignatureFacts(None, None, False, False, (cms.BROKEN,))
    facts = cms.judge(certificate, status.signer_reported_dt, intact, trusted, revocations)
    return _faulty(facts, ADDED) if later else facts
