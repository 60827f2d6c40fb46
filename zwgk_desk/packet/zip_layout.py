"""Whether a .zip holds just what its list says, so that every program that opens it shows the same (APPNOTE.TXT 6.3.10).

A .zip says everything twice, in the list at its end and before each file, and may hold bytes of which neither says anything. This program reads
the list; others read what stands before each file, or search for it.
"""

from __future__ import annotations

import bz2
import stat
import struct
import zipfile
import zlib

LOCAL = struct.Struct("<4sHHHHHLLLHH")
"""What stands before each file: signature, version, flags, method, time, date, CRC, packed and unpacked size, lengths of name and extra (4.3.7)."""

LOCAL_MARK, DESCRIPTOR_MARK, END_MARK, BIG_END_MARK, BIG_PLACE_MARK = (b"PK" + bytes(pair) for pair in ((3, 4), (7, 8), (5, 6), (6, 6), (6, 7)))
CENTRAL_BYTES, END_BYTES, BIG_PLACE_BYTES = 46, 22, 20
HAS_DESCRIPTOR, IS_UTF8 = 0x8, 0x800
IN_BIG = 0xFFFF_FFFF
"""Stands for a size that is given in the extra field of big archives."""

HARMLESS_EXTRAS = {0x0001, 0x000A, 0x5455, 0x5855, 0x7875, 0xCAFE}
"""Fields beside a name that may be there: sizes of big archives, the times and owners of Windows and Unix, Java's mark. Another could be a second
name."""

UNICODE_NAME, NAME_AT = 0x7075, 5
"""The field with the name in UTF-8, behind its version and a CRC (4.6.9), which some programs write beside a name in GBK, or in UTF-8 already."""

MOST_EXTRA = 100
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2}
"""What .zip programs pack with unless they are told otherwise, and one more; of others it is not looked whether a stream ends where it should."""


def accounts_for(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Return whether an archive is nothing but its entries, one after the other, each said to be the same before it and in the list, the list, and
    its end.

    Args:
        content: the archive.
        archive: the same, opened.
    """
    entries, place = archive.infolist(), 0
    files = [entry.filename for entry in entries if not entry.filename.endswith("/")]
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset != place or not _is_plain(entry) or (entry.filename.endswith("/") and not _is_folder_of(entry, files)):
            return False
        after = _end_of(content, entry)
        if after is None:
            return False
        place = after
    length = sum(CENTRAL_BYTES + len(_raw_name(entry)) + len(entry.extra) + len(entry.comment) for entry in entries)
    return _ends(content, archive, place, length)


def _is_plain(entry: zipfile.ZipInfo) -> bool:
    """Return whether the list names a file or folder and nothing else: no link, no remark, no second name, no name cut off for some programs."""
    kind = stat.S_IFMT(entry.external_attr >> 16)
    plain = kind in (0, stat.S_IFREG, stat.S_IFDIR) and not entry.comment and "\0" not in entry.orig_filename
    return plain and entry.compress_type in METHODS and _is_harmless(entry.extra, entry)


def _is_folder_of(entry: zipfile.ZipInfo, files: list[str]) -> bool:
    return entry.file_size == 0 and any(name.startswith(entry.filename) for name in files)


def _is_harmless(extra: bytes, entry: zipfile.ZipInfo) -> bool:
    named, place = _raw_name(entry), 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack("<HH", extra[place : place + 4])
        again = kind == UNICODE_NAME and _is_name(extra[place + 4 + NAME_AT : place + 4 + length], named)
        if not again and kind not in HARMLESS_EXTRAS:
            return False
        place += 4 + length
    return place == len(extra) <= MOST_EXTRA + 2 * len(named)


def _is_name(unicode: bytes, named: bytes) -> bool:
    """Return whether a name in UTF-8 is the one that stands before it, in UTF-8 or in GBK."""
    try:
        return named in (unicode, unicode.decode("utf-8").encode("gb18030"))
    except UnicodeError:
        return False


def _end_of(content: bytes, entry: zipfile.ZipInfo) -> int | None:
    """Return where the next entry has to begin; None where what stands before this one, or in it, is not what the list says."""
    header = content[entry.header_offset : entry.header_offset + LOCAL.size]
    if len(header) < LOCAL.size:
        return None
    mark, _, flags, method, _, _, crc, packed, unpacked, named, more = LOCAL.unpack(header)
    name_at = entry.header_offset + LOCAL.size
    start = name_at + named + more
    end = start + entry.compress_size
    same = (mark, flags, method) == (LOCAL_MARK, entry.flag_bits, entry.compress_type)
    if not same or content[name_at : name_at + named] != _raw_name(entry) or not _is_harmless(content[name_at + named : start], entry):
        return None
    said, wanted = (crc, packed, unpacked), (entry.CRC, entry.compress_size, entry.file_size)
    later = bool(flags & HAS_DESCRIPTOR)
    if any(each not in (right, *((0, IN_BIG) if later else (IN_BIG,))) for each, right in zip(said, wanted, strict=True)):
        return None
    if not _unpacks(content[start:end], entry):
        return None
    return _after_descriptor(content, end, wanted) if later else end


def _unpacks(packed: bytes, entry: zipfile.ZipInfo) -> bool:
    """Return whether the packed bytes are one stream to their end: behind its end, others would find what this program does not see."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return len(packed) == entry.file_size
    stream = bz2.BZ2Decompressor() if entry.compress_type == zipfile.ZIP_BZIP2 else zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        size = len(stream.decompress(packed, entry.file_size + 1))
    except (zlib.error, OSError, EOFError):
        return False
    return size == entry.file_size and stream.eof and not stream.unused_data


def _after_descriptor(content: bytes, place: int, wanted: tuple[int, int, int]) -> int | None:
    """Return where the sizes behind a file end (4.3.9), with or without their mark, in four or eight bytes each; None where they are others."""
    for mark in (DESCRIPTOR_MARK, b""):
        for form in ("<LLL", "<LQQ"):
            said = mark + struct.pack(form, *wanted)
            if content[place : place + len(said)] == said:
                return place + len(said)
    return None


def _ends(content: bytes, archive: zipfile.ZipFile, start: int, length: int) -> bool:
    """Return whether behind the entries stand their list and the archive's end, of a big one too (4.3.14 to 4.3.16), and a remark at most."""
    place = start + length
    if content[place : place + 4] == BIG_END_MARK:
        (more,) = struct.unpack("<Q", content[place + 4 : place + 12])
        if more != 44 or content[place + 56 : place + 60] != BIG_PLACE_MARK:  # what a record without extensions has
            return False
        place += 56 + BIG_PLACE_BYTES
    end = content[place : place + END_BYTES]
    if len(end) < END_BYTES or end[:4] != END_MARK or place + END_BYTES + len(archive.comment) != len(content):
        return False
    said_length, said_start, remark = struct.unpack("<LLH", end[12:22])
    return said_length in (length, IN_BIG) and said_start in (start, IN_BIG) and remark == len(archive.comment)


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & IS_UTF8 else "cp437")
