"""Writes files whole or not at all: they are written beside their place, then moved there, and what stood there comes back where that is refused
(`packet/staging.py`). Nobody but their owner can read them, unless they go into a folder that is plainly shared."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from .. import owner_only
from ..model.digest import sha256_of
from ..model.errors import DeskError, InputError
from ..model.progress import Progress, silent
from .staging import Among, Patience, alone_at, staged

MANIFEST = "清单.txt"
UNCHANGED = "原有文件没有改动"


@contextmanager
def failures_told(place: Path) -> Iterator[None]:
    """Turn the operating system's errors inside the block into messages for a person. The block must have changed nothing where it raises one.

    Raises:
        InputError: for every OSError.
    """
    try:
        yield
    except OSError as error:
        raise _told(error, place) from error


def _told(error: OSError, place: Path) -> DeskError:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return InputError(f"磁盘已满，没有写完：{place}", f"{UNCHANGED}，请腾出空间后重试")
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return InputError(f"没有写入权限，或者文件正被别的程序打开：{place}", f"{UNCHANGED}，请关闭占用的程序或换一个位置")
    return InputError(f"不能写到：{place}（{error.strerror or error}）", f"{UNCHANGED}，请换一个位置")


def write_file(target: Path, content: bytes) -> None:
    """Write one file, whole or not at all.

    Raises:
        InputError: the disk is full, the place cannot be written to.
    """
    with failures_told(target), staged(target.parent) as staging:
        owner_only.write_new(staging.new, content)
        owner_only.share_like(target.parent, staging.new)
        Patience()(os.replace, staging.new, target)


def require_folder(target: Path) -> None:
    """Ensure that a folder can be made at a place, or is there: to be asked before a long work whose results go into it.

    Raises:
        InputError: a file is in its place.
    """
    with failures_told(target):
        if target.exists() and not target.is_dir():
            raise InputError(f"“{target}”是一个文件，不是文件夹", f"{UNCHANGED}，请换一个位置")


def write_folder(target: Path, files: Mapping[str, bytes], progress: Progress = silent) -> None:
    """Write a folder of files, whole or not at all.

    Where the folder is not there, is empty, or holds only what an earlier packet left in it, it changes in one step. Where it holds other
    things too, those stay; an earlier packet's files are moved aside, these are put in their places, and where anything is refused, all of them come
    back.

    Raises:
        InputError: the disk is full, the place cannot be written to, or is no folder.
        Cancelled: by `progress`; nothing is changed then.
    """
    target = target.absolute()
    require_folder(target)
    with failures_told(target):
        target = target.resolve() if target.is_symlink() else target
        missing = owner_only.missing_folders(target.parent)
        try:
            owner_only.make_folders(target.parent)
            _share_first(missing)
            with staged(target if os.path.ismount(target) else target.parent) as staging:  # nothing is moved from one disk to another
                _write_all(staging.new, files, progress)
                with alone_at(target):
                    owner_only.share_like(target if target.exists() else target.parent, staging.new)
                    staging.put(target, _among(target, files))
        except BaseException:
            _remove_empty(missing)
            raise


def _write_all(fresh: Path, files: Mapping[str, bytes], progress: Progress) -> None:
    owner_only.make_folder(fresh)
    for count, (name, content) in enumerate(files.items()):
        progress(count / max(1, len(files)), f"写入：{name}")
        owner_only.make_folders((fresh / name).parent)
        owner_only.write_new(fresh / name, content)


def _share_first(made: list[Path]) -> None:
    """Grant the folders that were made to those who share the one in which they were made."""
    if made:
        owner_only.share_like(made[-1].parent, *made)


def _among(target: Path, files: Mapping[str, bytes]) -> Among | None:
    """Return how the files are put among others, or None where the folder is all theirs and can be changed for another as a whole.

    Raises:
        InputError: a folder or a link is where a file or its folder must go.
    """
    if not target.exists():
        return None
    left = {name for name, digest in _left_by_packet(target).items() if name not in files and _is_untouched(target, name, digest)}
    if _holds_only(target, {*files, *left}) and not _is_fixed(target):
        return None
    folders = {str(above): None for name in files for above in reversed(PurePosixPath(name).parents) if str(above) != "."}
    for name in folders:
        if os.path.lexists(target / name) and ((target / name).is_symlink() or not (target / name).is_dir()):
            raise InputError(f"“{target / name}”不是文件夹，而这里要放一个同名的文件夹", f"{UNCHANGED}，请移走它或换一个位置")
    for name in files:
        if (target / name).is_dir() and not (target / name).is_symlink():
            raise InputError(f"“{target / name}”是一个文件夹，而这里要放一个同名的文件", f"{UNCHANGED}，请移走它或换一个位置")
    made = tuple(name for name in folders if not os.path.lexists(target / name))
    return Among({name: sha256_of(content) for name, content in files.items()}, tuple(sorted(left)), made)


def _holds_only(target: Path, ours: set[str]) -> bool:
    """Return whether a folder holds nothing but these files and the folders they lie in."""
    folders = {str(above) for name in ours for above in PurePosixPath(name).parents}
    for at, below, names in os.walk(target, onerror=_raise):
        here = Path(at).relative_to(target)
        links = {name for name in below if Path(at, name).is_symlink()}
        if any((here / name).as_posix() not in ours for name in (*names, *links)):
            return False
        if any((here / name).as_posix() not in folders for name in below if name not in links):
            return False
    return True


def _is_fixed(target: Path) -> bool:
    """Return whether a folder must stay the folder it is: a disk begins there, which cannot be moved, or this program was started in it or below
    it, and changing it for another would leave the person's shell nowhere."""
    try:
        return os.path.ismount(target) or Path.cwd().is_relative_to(target.resolve())
    except FileNotFoundError:  # started in a folder that has been removed since
        return False


def _raise(error: OSError) -> None:
    raise error


def _is_untouched(target: Path, name: str, digest: str) -> bool:
    """Return whether a file of an earlier packet is still as it was written."""
    path = target / name
    inside = not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
    return inside and path.is_file() and path.resolve() == target.resolve() / name and sha256_of(path.read_bytes()) == digest


def _left_by_packet(target: Path) -> dict[str, str]:
    """Return the files in an earlier packet's list, with their digests.

    Raises:
        OSError: there is a list, and it cannot be read: what is new must not lie among what is old unnoticed.
    """
    if not (target / MANIFEST).is_file():
        return {}
    try:
        lines = (target / MANIFEST).read_text(encoding="utf-8").split("\n")[:-1]
        return {name: digest for digest, name in (line.split("  ", 1) for line in lines)}
    except ValueError:
        return {}


def with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the files together with a list of their digests, which `sha256sum -c` can check."""
    lines = "".join(f"{sha256_of(content)}  {name}\n" for name, content in files.items())
    return {**files, MANIFEST: lines.encode("utf-8")}


def _remove_empty(folders: list[Path]) -> None:
    for folder in folders:
        try:
            folder.rmdir()
        except OSError:
            return
