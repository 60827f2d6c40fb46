"""Writes files whole or not at all: they are written beside their place, then moved there in one step.

What a killed program leaves beside is known by its name and its lock, which the operating system lets go with the process; the next
export into the same place clears it away.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ..model.digest import sha256_of
from ..model.errors import DeskError, InputError
from ..model.progress import Progress, silent

PREFIX = ".zwgk-"
PART = ".part"
LOCK = ".lock"
LOCK_SECONDS = 10
OLD, NEW, NAME = "old", "new", "name"
MANIFEST = "清单.txt"


@contextmanager
def failures_told(place: Path) -> Iterator[None]:
    """Turn the operating system's errors inside the block into messages for a person.

    Raises:
        InputError: for every OSError.
    """
    try:
        yield
    except OSError as error:
        raise _told(error, place) from error


def _told(error: OSError, place: Path) -> DeskError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InputError(f"磁盘已满，没有写完，已写的部分已经清除：{place}", "原有文件没有改动，请腾出空间后重试")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return InputError(f"没有写入权限，或者文件正被别的程序打开：{place}", "原有文件没有改动，请关闭占用的程序或换一个位置")
    return InputError(f"不能写到：{place}（{error.strerror or error}）", "原有文件没有改动，请换一个位置")


def write_file(target: Path, content: bytes) -> None:
    """Write one file, whole or not at all.

    Raises:
        InputError: the disk is full, the place cannot be written to.
    """
    with failures_told(target), _staging(target.parent) as staging:
        beside = staging / "file"
        _write(beside, content)
        os.replace(beside, target)


def require_folder(target: Path) -> None:
    """Ensure that a folder can be made at a place, or is there: to be asked before a long work whose results go into it.

    Raises:
        InputError: a file is in its place.
    """
    with failures_told(target):
        if target.exists() and not target.is_dir():
            raise InputError(f"“{target}”是一个文件，不是文件夹", "原有文件没有改动，请换一个位置")


def write_folder(target: Path, files: Mapping[str, bytes], progress: Progress = silent) -> None:
    """Write a folder of files, whole or not at all.

    Where the folder is not there, is empty, or holds only what an earlier packet left in it, it changes in one step. Where it holds other
    things too, those stay, and each of the files is put among them in one step.

    Raises:
        InputError: the disk is full, the place cannot be written to, or is no folder.
        Cancelled: by `progress`; nothing is changed then.
    """
    target = target.absolute()
    require_folder(target)
    with failures_told(target):
        made = _make_parents(target.parent)
        try:
            with _staging(target.parent) as staging:
                fresh = staging / NEW
                for count, (name, content) in enumerate(files.items()):
                    progress(count / max(1, len(files)), f"写入：{name}")
                    path = fresh / name
                    path.parent.mkdir(parents=True, exist_ok=True)
                    _write(path, content)
                fresh.mkdir(exist_ok=True)
                _put(fresh, target, staging)
        except BaseException:
            _remove_empty(made)
            raise


def _put(fresh: Path, target: Path, staging: Path) -> None:
    old = staging / OLD
    if not target.exists():
        os.replace(fresh, target)
    elif _holds_only(target, fresh):
        _write(staging / NAME, target.name.encode("utf-8"))
        os.replace(target, old)
        try:
            os.replace(fresh, target)
        except OSError:
            os.replace(old, target)
            raise
    else:
        for path in sorted(p for p in fresh.rglob("*") if p.is_file()):
            place = target / path.relative_to(fresh)
            place.parent.mkdir(parents=True, exist_ok=True)
            os.replace(path, place)


def _holds_only(target: Path, fresh: Path) -> bool:
    """Return whether everything in the folder is either about to be replaced, or was written by an earlier packet and not touched since."""
    coming = {path.relative_to(fresh) for path in fresh.rglob("*") if path.is_file()}
    left = _left_by_packet(target)
    for path in target.rglob("*"):
        name = path.relative_to(target)
        if (path.is_dir() and not path.is_symlink()) or name in coming:
            continue
        if path.is_symlink() or left.get(name.as_posix()) != sha256_of(path.read_bytes()):
            return False
    return True


def _left_by_packet(target: Path) -> dict[str, str]:
    """Return the files in an earlier packet's list, with their digests."""
    try:
        lines = (target / MANIFEST).read_text(encoding="utf-8").split("\n")[:-1]
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except (OSError, ValueError):
        return {}


def with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files together with a list of their digests, which `sha256sum -c` can check."""
    lines = "".join(f"{sha256_of(content)}  {name}\n" for name, content in files.items())
    return {**files, MANIFEST: lines.encode("utf-8")}


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_parents(folder: Path) -> list[Path]:
    missing = [p for p in (folder, *folder.parents) if not p.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return


@contextmanager
def _staging(parent: Path) -> Iterator[Path]:
    """Yield a folder beside the target, removed afterwards; remove what killed programs have left there before.

    The lock is there before the folder and goes after it, so that a folder whose lock is free is always a dead one's.
    """
    sweep(parent)
    stem = f"{PREFIX}{secrets.token_hex(6)}"
    folder, lock = parent / f"{stem}{PART}", parent / f"{stem}{LOCK}"
    lock.touch(exist_ok=False)  # fail at once on errors on which the lock's library would retry for ever: no permission, no space, no such place
    try:
        with FileLock(lock, timeout=LOCK_SECONDS):
            try:
                folder.mkdir()
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        with suppress(OSError):  # on Windows a program that sweeps at this moment may hold the file; it removes it, or the next sweep does
            lock.unlink(missing_ok=True)


def sweep(parent: Path) -> int:
    """Remove what a killed program left beside its target; return how much. What a running one has locked stays. A folder that had been moved
    aside for its successor, when the program died between the two moves, is put back in its place."""
    count = 0
    stems = {path.name.removesuffix(end) for end in (PART, LOCK) for path in parent.glob(f"{PREFIX}*{end}")}
    for stem in sorted(stems):
        folder, lock = parent / f"{stem}{PART}", parent / f"{stem}{LOCK}"
        try:
            with FileLock(lock, timeout=0):
                _put_back(folder)
                shutil.rmtree(folder, ignore_errors=True)
            lock.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue
        count += 1
    return count


def _put_back(folder: Path) -> None:
    try:
        target = folder.parent / Path((folder / NAME).read_text(encoding="utf-8")).name
    except OSError:
        return
    if (folder / OLD).exists() and not target.exists():
        os.replace(folder / OLD, target)
