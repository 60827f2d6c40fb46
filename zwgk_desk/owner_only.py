"""Files and folders that nobody but their owner can read, from the moment at which they are there.

On POSIX 0600 and 0700, given to the system call that makes them. Windows has no such modes: there everything inherits what its folder grants, and
nothing here does anything (a folder made with 0700 would be cut off from its parent's grants, Python 3.12.4 and later).
"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

FILE, FOLDER = 0o600, 0o700
_GROUP, _OTHERS = 0o070, 0o007
_NEW = os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


def has_modes() -> bool:
    """Return whether the system has owners and modes as POSIX has them."""
    return hasattr(os, "getegid")


def write_new(path: Path, content: bytes = b"") -> None:
    """Write a file that is not there yet, down to the disk.

    Raises:
        OSError: it is there, or cannot be written.
    """
    with os.fdopen(os.open(path, _NEW | os.O_WRONLY, FILE), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def reserve(path: Path) -> None:
    """Make an empty file where there is none. One that is there is not opened: closing it would let go of the locks that this process has on it.

    Raises:
        OSError: it cannot be made.
    """
    with suppress(FileExistsError):
        os.close(os.open(path, _NEW | os.O_WRONLY, FILE))


def make_folder(path: Path) -> None:
    """Make a folder that is not there yet.

    Raises:
        OSError: it is there, or cannot be made.
    """
    if has_modes():
        path.mkdir(mode=FOLDER)
    else:
        path.mkdir()


def make_folders(path: Path) -> None:
    """Make a folder with all above it that are missing; `Path.mkdir` would leave those above open to everybody.

    Raises:
        OSError: one cannot be made, or a file is in its place.
    """
    for folder in reversed(missing_folders(path)):
        with suppress(FileExistsError):  # another program has made it at this moment
            make_folder(folder)
    if not path.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, "不是文件夹", str(path))


def missing_folders(path: Path) -> list[Path]:
    """Return a folder and those above it that are not there, the deepest first."""
    return [folder for folder in (path, *path.parents) if not os.path.lexists(folder)]


def is_own(folder: Path) -> bool:
    """Return whether a folder is this user's own, or is not there; a link never is.

    Raises:
        OSError: it cannot be told.
    """
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return True
    return stat.S_ISDIR(found.st_mode) and (not has_modes() or found.st_uid == os.geteuid())


def tighten(*paths: Path) -> None:
    """Take from files and folders what others than the owner may do with them, where they are this user's own; links are not followed."""
    for path in paths if has_modes() else ():
        with suppress(OSError):  # not there, or a disk without modes: opening it says what there is to say
            found = path.lstat()
            mode = stat.S_IMODE(found.st_mode)
            if (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)) and found.st_uid == os.geteuid() and mode & (_GROUP | _OTHERS):
                path.chmod(mode & ~(_GROUP | _OTHERS))


def tighten_all(folder: Path) -> None:
    """Tighten a folder and everything below it."""
    if folder.is_dir() and not folder.is_symlink():
        tighten(folder, *_below(folder))


def share_like(folder: Path, *made: Path) -> None:
    """Grant what was made to those with whom a folder is plainly shared, so that they find in it what was put there for them.

    Plainly shared is a folder into which its group may write, where new files fall to that group, or everybody, where nobody is kept from taking
    away another's files (a sticky folder such as /tmp is shared with nobody). In any other folder nothing is granted.
    """
    granted, group = _shared(folder)
    for top in made if granted else ():
        for path in (top, *(_below(top) if top.is_dir() else ())):
            with suppress(OSError):  # a disk without modes: what grants nothing stays the owner's alone
                os.chmod(path, (FOLDER | granted if path.is_dir() else FILE | granted & 0o066) & ~(0 if _given_to(path, group) else _GROUP))


def _given_to(path: Path, group: int) -> bool:
    """Give a file to a group; return False where the user is no member of it, and nothing is granted to the group that it is in."""
    try:
        os.chown(path, -1, group)
    except OSError:
        return False
    return True


def _shared(folder: Path) -> tuple[int, int]:
    """What is granted of a folder's content, as a mode's bits, and to which group."""
    if not has_modes():
        return 0, -1
    found = folder.stat()
    mode = found.st_mode
    if mode & stat.S_ISVTX and mode & stat.S_IWOTH:
        return 0, -1
    to_group = mode & stat.S_IWGRP and (mode & stat.S_ISGID or found.st_gid == os.getegid())
    granted = (_GROUP if to_group else 0) | (_OTHERS if mode & stat.S_IWOTH else 0)
    return (granted | mode & stat.S_ISGID if granted else 0), found.st_gid


def _below(folder: Path) -> Iterator[Path]:
    for at, folders, files in os.walk(folder):
        yield from (Path(at, name) for name in (*folders, *files))
