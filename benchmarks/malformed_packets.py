"""Malformed packets and notices: honest ones, spoilt at every place of every file in them, of their bag, and of their archive."""

from __future__ import annotations

import base64
import io
import json
import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from benchmarks.malformed_values import Spoilt, spoilt_bytes, spoilt_der, spoilt_json, spoilt_lines, spoilt_toml
from zwgk_desk.desk.office import Office
from zwgk_desk.desk.sample.sample_office import PASSPHRASE
from zwgk_desk.documents.packed import write_zip
from zwgk_desk.model.digest import canonical_json, sha256_of
from zwgk_desk.packet.archive import read_archive
from zwgk_desk.packet.bag import BagLabel, make_bag, open_bag
from zwgk_desk.packet.label import label_of_submission
from zwgk_desk.signing import cms

SUBMITTED = "签名/报送"
Make = Callable[[], Spoilt]

ODD_NAMES = (
    "", ".", "..", "a\u2028b", "a\u0085b", "a\x0bb", "尾.", "尾 ", "../../evil.txt", "/etc/evil", "C:\\evil.txt",
    "C:evil", "\\\\server\\share", "con.txt",
    "nul", "a\x00b", "a\nb", "a\rb", "a%0Ab", "a%b", "x" * 300, "长" * 20_000, "\u202efdp.exe", "a/b/../c", "a//b", "./a", "a:b", "a?b",
    "签名/99-审签.json",
    "签名/00-审签.json", "签名/٠١-审签.json", "签名/1000-审签.json", "data/data", "bagit.txt", "原件/BUNDLE.TOML", "\ufeffa",
    "é", "e\u0301", "d/" * 2_000 + "a",
)  # fmt: skip


@dataclass(frozen=True)
class Honest:
    """An honest packet or notice, and those who could sign another.

    Attributes:
        name: what it is.
        content: its bytes.
        office: the office whose people signed it.
    """

    name: str
    content: bytes
    office: Office

    @property
    def entries(self) -> Mapping[str, bytes]:
        """The archive's files."""
        return read_archive(self.content, "a.zip").entries

    def signed_anew(self, files: Mapping[str, bytes], name: str) -> dict[str, bytes]:
        """Return the files with a manifest signed anew by whom it was signed, whatever it says now."""
        honest = json.loads(dict(open_bag(self.entries, "a.zip").payload)[f"{name}.json"])
        key = self.office.identity.open_key(self.office.core.store.accounts.get(honest["by"]["account"]), PASSPHRASE)
        signature = cms.sign(files[f"{name}.json"], key.key, key.certificate, key.authority, datetime.fromisoformat(honest["at"]))
        return {**files, f"{name}.p7s": signature}

    def submitted_anew(self, files: Mapping[str, bytes]) -> bytes:
        """Return the packet with these files, all of them signed for once more by the drafter, and a bag that fits."""
        manifest, own = json.loads(files[f"{SUBMITTED}.json"]), {f"{SUBMITTED}.json", f"{SUBMITTED}.p7s"}
        manifest["files"] = {name: sha256_of(content) for name, content in files.items() if name not in own}
        signed = self.signed_anew({**files, f"{SUBMITTED}.json": canonical_json(manifest).encode()}, SUBMITTED)
        return make_bag(label_of_submission(manifest) or BagLabel("a", {}), signed)


def spoilt_file(name: str, content: bytes, chance: random.Random) -> Iterator[Make]:
    """Yield ways to spoil one file of a packet, by what it is."""
    if name.endswith(".json"):
        yield from spoilt_json(content)
    elif name.endswith(".toml"):
        yield from spoilt_toml(content)
    elif name.endswith((".p7s", ".crl")):
        yield from spoilt_der(content)
    elif name.endswith(".pem"):
        inner = base64.b64decode(b"".join(content.split(b"\n")[1:-2]))
        for make in spoilt_der(inner):
            yield lambda make=make: _in_pem(*make())  # type: ignore[misc]
        yield from spoilt_lines(content)
    elif name.endswith(".pdf"):
        yield from spoilt_pdf(content, chance)
    elif name.endswith(".txt"):
        yield from spoilt_lines(content)
    yield from spoilt_bytes(content, chance)


def _in_pem(done: str, der: bytes) -> Spoilt:
    body = base64.encodebytes(der)
    return f"PEM, {done}", b"-----BEGIN CERTIFICATE-----\n" + body + b"-----END CERTIFICATE-----\n"


def spoilt_pdf(content: bytes, chance: random.Random, times: int = 60) -> Iterator[Make]:
    """Yield ways to spoil a PDF: its words and numbers exchanged, at the places that say how it is to be read."""
    words = [b"/Type", b"/Pages", b"/Kids", b"/Count", b"/Root", b"/Prev", b"/Size", b"startxref", b"xref", b"trailer", b"/AcroForm", b"/Fields",
             b"/ByteRange",
             b"/Contents", b"/Rect", b"/P ", b"/Sig", b"/Filter", b"/Length", b"endobj", b"obj", b"endstream", b"/SubFilter", b"/V ",
             b"%PDF", b"%%EOF"]  # fmt: skip
    for word in words:
        for name, other in (
            ("another word", b"/Xyzzy"),
            ("no word", b""),
            ("a list", b"[[[["),
            ("a loop", word + b" 1 0 R"),
            ("a number", word + b" -99999999999"),
        ):
            for last in (False, True):
                place = content.rfind(word) if last else content.find(word)
                if place >= 0:
                    made = content[:place] + other + content[place + len(word) :]
                    yield lambda name=name, made=made: (f"PDF: {name}", made)  # type: ignore[misc]
    for _ in range(times):
        place = chance.randrange(len(content))
        yield lambda place=place: ("PDF: bytes", content[:place] + b"\xff<<>>[" + content[place + 6 :])  # type: ignore[misc]
    yield lambda: ("PDF: deep", b"%PDF-1.7\n1 0 obj\n" + b"[" * 200_000 + b"\nendobj\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF")


def spoilt_names(entries: Mapping[str, bytes]) -> Iterator[Callable[[], dict[str, bytes]]]:
    """Yield files under odd names: each odd name once in place of a file's, and once beside it."""
    names = list(entries)
    for number, odd in enumerate(ODD_NAMES):
        name = names[number * 7 % len(names)]
        yield lambda name=name, odd=odd: {**{n: c for n, c in entries.items() if n != name}, odd: entries[name]}  # type: ignore[misc]
        yield lambda odd=odd: {**entries, odd: b"x"}  # type: ignore[misc]
        yield lambda name=name, odd=odd: {**entries, f"{name.rpartition('/')[0]}/{odd}": b"x"}  # type: ignore[misc]
    for name in names:
        yield lambda name=name: {**entries, name.swapcase(): b"x"}  # type: ignore[misc]
        yield lambda name=name: {n: c for n, c in entries.items() if n != name}  # type: ignore[misc]


def zipped(entries: Mapping[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    """Return an archive with names that nobody looks at."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries.items():
            info = zipfile.ZipInfo("x", (1980, 1, 1, 0, 0, 0))
            info.filename, info.compress_type = name, method
            archive.writestr(info, content)
    return buffer.getvalue()


LOCAL_FIELDS = ((4, 2), (6, 2), (8, 2), (10, 2), (12, 2), (14, 4), (18, 4), (22, 4), (26, 2), (28, 2))
LISTED_FIELDS = ((4, 2), (6, 2), (8, 2), (10, 2), (12, 2), (16, 4), (20, 4), (24, 4), (28, 2), (30, 2), (32, 2), (34, 2), (38, 4), (42, 4))
END_FIELDS = ((4, 2), (6, 2), (8, 2), (10, 2), (12, 4), (16, 4), (20, 2))
"""Place and length of the fields of an archive's headers (APPNOTE.TXT, 4.3.7, 4.3.12, 4.3.16)."""


UNCHANGED = "a file as it was"


def spoilt_zip(content: bytes, chance: random.Random) -> Iterator[Make]:
    """Yield ways to spoil an archive: each field of its headers, cut off, entries twice, bombs."""
    for mark, fields in ((b"PK\x03\x04", LOCAL_FIELDS), (b"PK\x01\x02", LISTED_FIELDS), (b"PK\x05\x06", END_FIELDS)):
        for start in (content.find(mark), content.rfind(mark)):
            for place, length in fields:
                for value in (0, 1, 8, 9, 12, 14, 93, 99, 0x0800, 0xFFFE, 256**length - 1):
                    said = struct.pack("<Q", value)[:length]
                    yield lambda start=start, place=place, said=said: (  # type: ignore[misc]
                        "zip: a field of a header", content[: start + place] + said + content[start + place + len(said) :],
                    )  # fmt: skip
    entries = dict(read_archive(content, "a.zip").entries)
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, zipfile.ZIP_DEFLATED):
        packed = zipped(entries, method)
        for _ in range(12):
            place = chance.randrange(len(packed))
            yield lambda packed=packed, place=place: ("zip: packed, bytes by chance", packed[:place] + b"\xff\x00\xff" + packed[place + 3 :])  # type: ignore[misc]
    first = next(iter(entries))
    for more in ([(first, b"x")], [(first.upper(), b"x")], [(f"{first}/", b"")], [("", b"")], [(f"d{n}/", b"") for n in range(70_000)]):
        yield lambda more=more: ("zip: more entries", write_zip([*entries.items(), *more], packed=False))  # type: ignore[misc]
    yield lambda: ("zip: a bomb", zipped({first: bytes(300_000_000)}, zipfile.ZIP_DEFLATED))
    yield lambda: ("zip: many small bombs", zipped({f"a/{n}": bytes(900_000) for n in range(900)}, zipfile.ZIP_DEFLATED))
    yield lambda: ("zip: no entries", write_zip([], packed=False))
    yield from spoilt_bytes(content, chance)


def malformed(honest: Honest, chance: random.Random) -> Iterator[tuple[str, Make]]:
    """Yield all malformed packets that come of an honest one, each with the group that it belongs to."""
    opened, entries = open_bag(honest.entries, "a.zip"), dict(honest.entries)
    files = dict(opened.payload)
    for name, content in files.items():
        for make in spoilt_file(name, content, chance):
            yield f"{name} in a bag", lambda name=name, make=make: _bagged(make(), lambda made: make_bag(opened.label, {**files, name: made}))  # type: ignore[misc]
            if name.endswith(".json") and f"{name[:-5]}.p7s" in files:
                yield (
                    f"{name} signed",
                    lambda name=name, make=make, content=content: _bagged(  # type: ignore[misc]
                        make(), lambda made: make_bag(opened.label, honest.signed_anew({**files, name: made}, name[:-5])), "signed anew, ", content
                    ),
                )
            elif f"{SUBMITTED}.json" in files and not name.startswith(SUBMITTED):
                yield (
                    f"{name} signed",
                    lambda name=name, make=make, content=content: _bagged(  # type: ignore[misc]
                        make(), lambda made: honest.submitted_anew({**files, name: made}), "submitted anew, ", content
                    ),
                )
    for name, content in entries.items():
        if name.endswith(".txt") and "/data/" not in name:
            for make in spoilt_file(name, content, chance):
                yield (
                    name,
                    lambda name=name, make=make: _bagged(make(), lambda made: write_zip({**entries, name: made}.items(), packed=False), "bag, "),
                )  # type: ignore[misc]
    for rename in spoilt_names(entries):
        yield "names of the archive", lambda rename=rename: ("names of the archive", zipped(rename()))  # type: ignore[misc]
    for rename in spoilt_names(files):
        yield "names, the bag made to fit", lambda rename=rename: ("names, the bag made to fit", make_bag(opened.label, rename()))  # type: ignore[misc]
        if f"{SUBMITTED}.json" in files:
            yield "names, submitted anew", lambda rename=rename: ("names, submitted anew", honest.submitted_anew(rename()))  # type: ignore[misc]
    for make in spoilt_zip(honest.content, chance):
        yield "zip", make


def _bagged(made: Spoilt, bag: Callable[[bytes], bytes], how: str = "", was: bytes = b"") -> Spoilt:
    """Return a packet around a spoilt file; one that came out as it was is said to be so."""
    done, content = made
    return f"{how}{UNCHANGED if content == was else done}", bag(content)


def write_unpacked(content: bytes, folder: Path) -> None:
    """Unpack an archive as a file manager does."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        archive.extractall(folder)
