"""A packet's archive: read whole, and told apart by who wrote it.

This program writes the same bytes for the same files. A mail gateway or the file manager may pack them anew: then the archive is another one, and
every file in it the same. What may not be is an archive that holds more than its own list says, since other programs would show that instead.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass

from ..documents.packed import open_zip, write_zip
from ..model.errors import InputError, UnreadableFile

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
AGAIN = "请不要采用它，请报送单位重新报送"

LOCAL, DESCRIPTOR, END = b"PK\x03\x04", b"PK\x07\x08", b"PK\x05\x06"
LOCAL_BYTES, DESCRIPTOR_BYTES, END_BYTES = 30, 16, 22
HAS_DESCRIPTOR, IS_UTF8 = 0x8, 0x800
"""Bits of an entry's flags (APPNOTE.TXT, 4.4.4)."""

UNICODE_PATH = 0x7075
"""A field that gives an entry a second name (APPNOTE.TXT, 4.6.9)."""


@dataclass(frozen=True)
class Archive:
    """The files of an archive.

    Attributes:
        entries: contents by full names.
        as_written: whether the archive is byte for byte as this program writes it.
    """

    entries: Mapping[str, bytes]
    as_written: bool


def read_archive(content: bytes, name: str) -> Archive:
    """Read the files of an archive.

    Args:
        content: the archive.
        name: its name in messages.

    Raises:
        InputError: it is damaged, too large, holds two files of one name, or more than its list says.
    """
    try:
        with open_zip(content) as archive:
            listed = archive.infolist()
            files = [entry for entry in listed if not entry.filename.endswith("/")]  # is_dir() falls over a name of no characters
            read = [(_name(entry), archive.read(entry)) for entry in files]
            accounted = _accounts_for(content, archive)
    except UnreadableFile as error:
        raise InputError(f"报送包“{name}”{error.what}", error.remedy) from error
    except (*DAMAGED, struct.error) as error:
        raise InputError(f"报送包“{name}”已经损坏，不能展开", "请重新取得报送包") from error
    entries = dict(read)
    if len(entries) != len(read):
        raise InputError(f"报送包“{name}”里有同名的文件，不知道哪一个为准", AGAIN)
    as_written = len(read) == len(listed) and write_zip(read, packed=False) == content
    if not (as_written or accounted):
        raise InputError(f"报送包“{name}”没有传完，或夹带了目录以外的内容", AGAIN)
    return Archive(entries, as_written)


def _name(entry: zipfile.ZipInfo) -> str:
    """Return an entry's name. The file manager of a Chinese Windows writes GBK without saying so, which zipfile takes for code page 437."""
    if entry.flag_bits & IS_UTF8 or entry.filename.isascii():
        return entry.filename
    raw = entry.filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _accounts_for(content: bytes, archive: zipfile.ZipFile) -> bool:
    """Return whether an archive is nothing but its entries, one after the other, their list, and its end: what lies between is shown by no list."""
    place = 0
    for entry in sorted(archive.infolist(), key=lambda each: each.header_offset):
        header = content[place : place + LOCAL_BYTES]
        if entry.header_offset != place or not header.startswith(LOCAL) or _has_second_name(entry.extra):
            return False
        named, more = struct.unpack("<HH", header[26:30])
        start = place + LOCAL_BYTES
        if content[start : start + named] != _raw_name(entry) or _has_second_name(content[start + named : start + named + more]):
            return False
        place = start + named + more + entry.compress_size
        if entry.flag_bits & HAS_DESCRIPTOR:
            place += DESCRIPTOR_BYTES if content[place : place + 4] == DESCRIPTOR else DESCRIPTOR_BYTES - 4
    length, start = struct.unpack("<LL", content[-END_BYTES:][12:20])
    ends = content[-END_BYTES:].startswith(END) and not archive.comment
    return ends and start == place and start + length + END_BYTES == len(content)


def _raw_name(entry: zipfile.ZipInfo) -> bytes:
    return entry.orig_filename.encode("utf-8" if entry.flag_bits & IS_UTF8 else "cp437")


def _has_second_name(extra: bytes) -> bool:
    place = 0
    while place + 4 <= len(extra):
        kind, length = struct.unpack("<HH", extra[place : place + 4])
        if kind == UNICODE_PATH:
            return True
        place += 4 + length
    return False
