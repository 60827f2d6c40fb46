"""Sources of a case: a folder, or a packet. Files outside it are never read, whatever its bundle.toml names."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Mapping
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Protocol

from ..documents.limits import MAX_FILE_BYTES
from ..model.errors import InputError
from . import bag
from .archive import Archive, read_archive

BUNDLE_FILE = "bundle.toml"
ORIGINALS = "原件"
MOST_BYTES = 4 * MAX_FILE_BYTES
"""Bytes of the largest packet that is read."""

TRIES = 3


class CaseSource(Protocol):
    """Reads the files of a case by the names in its bundle.toml."""

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; None where there is no such file.

        Raises:
            InputError: the name leads out of the case, or the file cannot be read.
        """


def check_name(name: str) -> str:
    """Return the name if it can only lead to a place inside the case.

    Raises:
        InputError: it is absolute, climbs with .., or uses backslashes.
    """
    path, windows = PurePosixPath(name), PureWindowsPath(name)
    if path.is_absolute() or windows.drive or windows.root or ".." in path.parts or ".." in windows.parts or "\\" in name or "\0" in name:
        raise InputError(f"文件名“{name}”指到了文件夹之外", "请把文件放进文件包文件夹，只写文件夹内的名称，用 / 分隔")
    return name


class FolderSource:
    """A case folder."""

    def __init__(self, folder: Path) -> None:
        """Read from an existing folder."""
        self._folder = folder.resolve()

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; see `CaseSource.read`."""
        path = self._folder / check_name(name)
        try:
            real = path.resolve(strict=True)
        except FileNotFoundError:
            return None
        except (OSError, RuntimeError) as error:
            raise InputError(f"文件“{name}”不能读取", "请检查这个文件") from error
        if not real.is_relative_to(self._folder):
            raise InputError(f"文件“{name}”是指到文件夹之外的链接", "请把文件本身放进文件包文件夹")
        return read_stable(real, name)


def read_stable(path: Path, name: str, limit: int = MAX_FILE_BYTES) -> bytes:
    """Read a file twice; return its bytes only if both reads agree and the file was not changed meanwhile: it may be open in Word just now.

    Args:
        path: the file.
        name: its name in messages.
        limit: the most bytes.

    Raises:
        InputError: it is no plain file, is too large, cannot be read, keeps changing, or has a name that is no text.
    """
    if any(unicodedata.category(char) == "Cs" for char in name):  # of a file system that keeps names as bytes: nothing can store or print it
        raise InputError(f"文件名“{name.encode('utf-8', 'replace').decode()}”里有不能识别的字符，没有读取", "请给文件改名后重试")
    try:
        for _ in range(TRIES):
            if not stat.S_ISREG(path.stat().st_mode):
                raise InputError(f"“{name}”不是文件", "请放入文件本身")
            with path.open("rb") as file:
                before = os.fstat(file.fileno())
                if before.st_size > limit:
                    raise InputError(f"文件“{name}”超过 {limit // 1024 // 1024} MB 的上限", "请拆分文件或压缩其中的图片")
                content = file.read(limit + 1)
                file.seek(0)
                again = file.read(limit + 1)  # the file system's time of change is too coarse to show every change
                after = os.fstat(file.fileno())
            still = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
            if still and content == again and len(content) == after.st_size:
                return content
    except OSError as error:
        raise InputError(f"文件“{name}”不能读取（{error.strerror or error}）", "请检查文件是否被别的程序占用、有没有读取权限") from error
    raise InputError(f"文件“{name}”正在被改动，没有读取", "请保存并关闭正在编辑它的程序后重试")


class ZipSource:
    """A packet as one .zip: a BagIt bag whose payload holds the originals. Opened only if every file is as the manifest says.

    Attributes:
        content: the archive's bytes.
    """

    def __init__(self, content: bytes, name: str) -> None:
        """Verify the bag, and read its originals.

        Raises:
            InputError: it is no packet, or not intact.
        """
        self.content = content
        self._files: Mapping[str, bytes] = bag.payload(read_archive(content, name).entries, name)

    @classmethod
    def of_payload(cls, files: Mapping[str, bytes]) -> ZipSource:
        """Return the source of a payload that has been verified already."""
        made = cls.__new__(cls)
        made.content, made._files = b"", files
        return made

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a file; see `CaseSource.read`."""
        return self._files.get(f"{ORIGINALS}/{check_name(name)}")

    def file(self, name: str) -> bytes:
        """Return a file of the packet's payload by its own name, such as the bound PDF.

        Raises:
            InputError: the packet has none of that name.
        """
        content = self._files.get(name)
        if content is None:
            raise InputError(f"报送包里没有“{name}”", "请重新取得报送包")
        return content


def read_unpacked(folder: Path) -> Archive:
    """Read the files of a packet that lies unpacked in a folder.

    Raises:
        InputError: a file cannot be read, is a link, or is too large.
    """
    entries: dict[str, bytes] = {}
    skipped: list[str] = []
    held = [path for path in folder.iterdir() if not _is_the_system_s(path)]
    if len(held) == 1 and held[0].is_dir() and not held[0].is_symlink() and (held[0] / bag.BAGIT).exists():
        folder = held[0]  # unpacked into a folder of the archive's name, as file managers do; where anything lies beside it, it is looked at, too
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise InputError(f"“{path}”不是文件，而是链接", "请重新展开报送包")
        if path.is_file() and _is_the_system_s(path):
            skipped.append(path.name)
        elif path.is_file():
            entries[f"{folder.name}/{path.relative_to(folder).as_posix()}"] = read_stable(path, path.name)
    return Archive(entries, True, True, tuple(sorted(set(skipped))))


LAID_BY_SYSTEMS = {"thumbs.db", "desktop.ini", ".ds_store"}


def _is_the_system_s(path: Path) -> bool:
    """Return whether a file is one that Windows or macOS lays beside others by itself, and shows nobody."""
    return path.name.lower() in LAID_BY_SYSTEMS or path.name.startswith("._")


def open_source(path: Path) -> CaseSource:
    """Open the case at a path: a case folder, the folder that a packet was written to, or a packet's .zip.

    Raises:
        InputError: there is nothing there, or nothing of the kind.
    """
    if path.is_dir():
        for folder in (path, path / ORIGINALS):
            if (folder / BUNDLE_FILE).exists() or (folder / BUNDLE_FILE).is_symlink():
                return FolderSource(folder)
        raise InputError(f"“{path}”里没有 {BUNDLE_FILE}，不是文件包文件夹", f"请在文件夹里写好 {BUNDLE_FILE}")
    if path.is_file():
        if path.suffix.lower() != ".zip":
            raise InputError(f"“{path}”不是文件包文件夹，也不是报送包（.zip）", "请核对路径")
        return ZipSource(read_stable(path, path.name, MOST_BYTES), path.name)
    raise InputError(f"“{path}”不存在", "请核对路径")
