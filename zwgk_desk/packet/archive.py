"""A packet's archive: read whole, and told apart by who wrote it.

This program writes the same bytes for the same files. A mail gateway or the file manager may pack them anew: then the archive is another one, and
every file in it the same. What may not be is an archive that holds more than its own list says, since other programs would show that instead.
"""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..documents.packed import open_zip, write_zip
from ..model.errors import InputError, UnreadableFile
from .zip_layout import accounts_for

DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)
AGAIN = "请不要采用它，请报送单位重新报送"

IS_UTF8 = 0x800
"""The bit of an entry's flags that says so (APPNOTE.TXT, 4.4.4)."""


@dataclass(frozen=True)
class Archive:
    """The files of an archive.

    Attributes:
        entries: contents by full names.
        as_written: whether the archive is byte for byte as this program writes it.
        unpacked: whether it lies unpacked in a folder.
        skipped: names of files there that the system lays beside others by itself.
    """

    entries: Mapping[str, bytes]
    as_written: bool
    unpacked: bool = False
    skipped: tuple[str, ...] = ()


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
            read = list(zip(_names(files), (archive.read(entry) for entry in files), strict=True))
            accounted = accounts_for(content, archive)
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


def _names(entries: Sequence[zipfile.ZipInfo]) -> list[str]:
    """Return the entries' names. The file manager of a Chinese Windows writes GBK without saying so, which zipfile takes for code page 437; which of
    the two it was is asked of all names together, since a short one can be read as either."""
    unsaid = [entry.orig_filename for entry in entries if not entry.flag_bits & IS_UTF8 and not entry.orig_filename.isascii()]
    raw = b"\n".join(name.encode("cp437") for name in unsaid)
    for encoding in ("utf-8", "gb18030"):
        try:
            read = dict(zip(unsaid, raw.decode(encoding).split("\n"), strict=True))
        except ValueError:
            continue
        return [entry.filename if entry.flag_bits & IS_UTF8 else read.get(entry.orig_filename, entry.filename) for entry in entries]
    return [entry.filename for entry in entries]
