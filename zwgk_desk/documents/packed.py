"""Opens zip archives within bounds, and writes them so that the same content gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from ..model.errors import UnreadableFile
from .limits import MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED_BYTES, SMALL_BYTES

OLE_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EPOCH = (1980, 1, 1, 0, 0, 0)


def open_zip(content: bytes) -> zipfile.ZipFile:
    """Open an archive whose directory keeps to the bounds: number of parts, their unpacked size, and how far each is compressed.

    Raises:
        UnreadableFile: it is no archive, is cut off, is encrypted, or would unpack beyond the bounds.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
        entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, UnicodeDecodeError) as error:
        raise UnreadableFile("不是完整的压缩格式文件，可能没有传完或已经损坏", "请重新取得原件") from error
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED_BYTES:
        raise UnreadableFile("展开后过大，没有打开", "请确认文件来源")
    for entry in entries:
        if entry.flag_bits & 0x1:
            raise UnreadableFile("加了密码，不能读取", "请取消密码后重新交来")
        if entry.file_size > SMALL_BYTES and entry.file_size > MAX_RATIO * max(entry.compress_size, 1):
            raise UnreadableFile("压缩比异常，没有打开", "请确认文件来源")
    return archive


def write_zip(entries: Iterable[tuple[str, bytes]], packed: bool = True) -> bytes:
    """Write an archive of these entries in this order, with one fixed time, so that the bytes depend on the content alone.

    Args:
        entries: names and contents.
        packed: whether they are compressed; if not, the bytes do not depend on the compression library either, and none of them is idle.
    """
    method = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, EPOCH)
            info.compress_type = method
            info.external_attr = 0o644 << 16
            info.create_system = 3
            archive.writestr(info, content)
    return buffer.getvalue()
