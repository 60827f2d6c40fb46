"""Makes a PDF conform to PDF/A-2b (ISO 19005-2): adds the metadata in XMP, equal to the file's own, and the meaning of its
colours. Fonts are embedded and no picture brings colours of its own, so every file that this program sets is one."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any

from reportlab.pdfbase import pdfdoc

from ...places import resources

VERSION = (1, 7)
PROGRAM = "政务公开工作台"
LANGUAGE = "zh-CN"
STREAM = b"\nstream\n"
LENGTH = re.compile(rb"/Length (\d+)")
EPOCH = date(2000, 1, 1)

PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<pdf:Keywords>{keywords}</pdf:Keywords><pdf:Producer>{program}</pdf:Producer>
<xmp:CreatorTool>{program}</xmp:CreatorTool><xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def describe(document: Any, title: str, author: str, subject: str, keywords: str, on: date | None) -> None:
    """Put the description, the language, the colour's meaning and the mark of PDF/A into a PDF library's document.

    Args:
        document: reportlab's PDFDocument.
        title, author, subject, keywords: the file's metadata; author and subject have a default where empty.
        on: the day of creation; the bytes depend on nothing else.
    """
    moment = datetime.combine(on or EPOCH, datetime.min.time(), UTC)
    stamp = document._timeStamp
    stamp.t, stamp.lt, stamp.YMDhms = moment.timestamp(), moment.timetuple(), tuple(moment.timetuple())[:6]
    author, subject, keywords = author or PROGRAM, subject or title, keywords or title
    info = document.info
    info.title, info.author, info.subject, info.keywords = title, author, subject, keywords
    info.creator = info.producer = PROGRAM
    values = {"title": title, "author": author, "subject": subject, "keywords": keywords, "program": PROGRAM}
    packet = PACKET.format(moment=moment.strftime("%Y-%m-%dT%H:%M:%S+00:00"), **{key: escape(text, quote=False) for key, text in values.items()})
    catalog = document.Catalog
    catalog.Lang = pdfdoc.PDFString(LANGUAGE)
    entries = {"Type": pdfdoc.PDFName("Metadata"), "Subtype": pdfdoc.PDFName("XML")}
    catalog.Metadata = _PlainStream(pdfdoc.PDFDictionary(entries), packet.encode("utf-8"))
    profile = pdfdoc.PDFStream(pdfdoc.PDFDictionary({"N": 3}), _profile())
    profile.filters = [pdfdoc.PDFZCompress]
    intent = {
        "Type": pdfdoc.PDFName("OutputIntent"), "S": pdfdoc.PDFName("GTS_PDFA1"), "OutputConditionIdentifier": pdfdoc.PDFString("sRGB"),
        "Info": pdfdoc.PDFString("sRGB IEC61966-2.1"), "DestOutputProfile": document.Reference(profile),
    }  # fmt: skip
    catalog.__NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]
    catalog.OutputIntents = pdfdoc.PDFArray([pdfdoc.PDFDictionary(intent)])


@lru_cache(maxsize=1)
def _profile() -> bytes:
    return (resources() / "colour" / "srgb.icc").read_bytes()


class _PlainStream(pdfdoc.PDFStream):  # type: ignore[misc]
    """A stream without compression, so that other programs find the metadata without decoding anything."""

    def format(self, document: Any) -> bytes:
        """Return the object's bytes in the file."""
        entries = pdfdoc.PDFDictionary({**self.dictionary.dict, "Length": len(self.content)})
        content: bytes = self.content
        return bytes(entries.format(document)) + b"\nstream\n" + content + b"endstream\n"


def with_line_ends(content: bytes) -> bytes:
    """Return the file with an end-of-line before each `endstream`, which PDF/A requires (6.1.7.1) and the library leaves out.

    Args:
        content: a file as the library writes it: one cross-reference table, the objects in their order.
    """
    table = int(content[content.rindex(b"startxref") + 9 :].split(maxsplit=1)[0])
    places = [int(line[:10]) for line in content[table:].split(b"\n") if line.endswith(b" n ")]
    pieces: list[bytes] = [content[: places[0]]]
    moved: list[int] = []
    length = places[0]
    for start, end in pairwise([*places, table]):
        moved.append(length)
        piece = _with_line_end(content[start:end])
        pieces.append(piece)
        length += len(piece)
    trailer = content[content.rindex(b"trailer") :]
    entries = b"".join(b"%010d 00000 n \n" % place for place in moved)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(moved) + 1)
    moved_trailer = trailer.replace(b"startxref\n%d" % table, b"startxref\n%d" % length)
    return b"".join([*pieces, head, entries, moved_trailer])


def _with_line_end(piece: bytes) -> bytes:
    stream = piece.find(STREAM)
    if stream < 0:
        return piece
    said = LENGTH.search(piece, 0, stream)
    end = stream + len(STREAM) + int(said[1] if said else 0)
    return piece[:end] + b"\n" + piece[end:] if piece.startswith(b"endstream", end) else piece
