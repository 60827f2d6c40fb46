"""The folder beside a target in which something is made before it is put in its place, and from which what stood there before comes back.

A staging folder holds `new` (what is to be put in place), `old` (what was moved aside for it), and, from just before the first move until all is
settled, `name` (the target's name, empty for the folder above) and, where files are put one by one among others, `files` (which ones). So whoever
finds it, this program or the next one after it was killed, can tell how far it came: as long as anything is left in `new`, what is old goes back;
once nothing is, the new is whole. What is old is never removed before.

A running program's folder is known by its lock, which the operating system lets go with the process.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from filelock import FileLock, Timeout

from .. import owner_only
from ..model.digest import sha256_of
from ..model.errors import InputError

PREFIX, PART, LOCK = ".zwgk-", ".part", ".lock"
LOCK_SECONDS = 10
NEW, OLD, DONE, NAME, FILES = "new", "old", "done", "name", "files"
WHOLE = ""
"""Stands for the folder itself among the names of what was moved aside."""

REFUSED_SECONDS = 2.0
"""A refusal is tried again for so long: virus scanners and indexers hold a file for moments after it was written (Windows: sharing violation)."""

PAUSE_SECONDS = 0.05


class Patience:
    """Calls file operations, and calls them again while they are refused; the time for that is one for all of them together."""

    def __init__(self) -> None:
        self._until: float | None = None

    def __call__(self, act: Callable[..., object], *given: object) -> None:
        """Call an operation.

        Raises:
            OSError: it failed; a `PermissionError` only once the time is over.
        """
        while True:
            try:
                act(*given)
                return
            except PermissionError:
                now = time.monotonic()
                self._until = now + REFUSED_SECONDS if self._until is None else self._until
                if now >= self._until:
                    raise
            time.sleep(PAUSE_SECONDS)


@dataclass(frozen=True)
class Among:
    """Files that are put among others.

    Attributes:
        coming: their names below the target, with the SHA-256 of each.
        going: the names of files that nothing follows: an earlier packet's own.
        folders: the folders below the target that are made for them, the upper ones first.
    """

    coming: Mapping[str, str]
    going: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()


class Staging:
    """One staging folder. Made by `staged`; found again by `sweep`."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, there already."""
        self.folder = folder
        self.new, self.old = folder / NEW, folder / OLD
        # what this process has moved aside and not put back, and put in place and not taken back: told without looking, which may be refused
        self._aside: set[str] = set()
        self._placed: set[str] = set()

    def put(self, target: Path, among: Among | None) -> None:
        """Put what was made in its place: all of it, or everything comes back that was there.

        Args:
            target: the folder beside this one, or the one that holds it, where a disk begins there.
            among: the files, where the folder has others that stay; None puts the folder in place as a whole.

        Raises:
            InputError: something was refused, and then bringing back as well; it says what lies where.
            OSError: something was refused; all is as it was.
        """
        try:
            self._note(target, among)
            patience = Patience()
            if among is None:
                if _is_there(target):
                    patience(os.replace, target, self.old)
                    self._aside.add(WHOLE)
                patience(os.replace, self.new, target)
            else:
                self._put_among(target, among, patience)
        except BaseException as error:
            self.settle()
            if self._aside:
                raise _left_aside(target, self.old) from error
            if self._placed:
                raise _left_there(target) from error
            raise

    def _note(self, target: Path, among: Among | None) -> None:
        if among is not None:
            told = {"coming": dict(among.coming), "folders": list(among.folders)}
            owner_only.write_new(self.folder / FILES, json.dumps(told, ensure_ascii=False).encode("utf-8"))
        name = target.name if target != self.folder.parent else ""
        owner_only.write_new(self.folder / NAME, name.encode("utf-8"))

    def _put_among(self, target: Path, among: Among, patience: Patience) -> None:
        for name in (*among.coming, *among.going):
            if _is_there(target / name):
                owner_only.make_folders((self.old / name).parent)
                patience(os.replace, target / name, self.old / name)
                self._aside.add(name)
        for name in among.folders:
            owner_only.make_folder(target / name)
            owner_only.share_like(target, target / name)
        for name in among.coming:
            patience(os.replace, self.new / name, target / name)
            self._placed.add(name)

    def settle(self) -> bool:
        """Bring what was begun to one of its two ends, as far as nothing refuses; return whether nothing is here any more that anybody needs."""
        try:
            if not _is_there(self.folder / NAME):
                return not _is_there(self.old)
            target = self.folder.parent / Path((self.folder / NAME).read_text(encoding="utf-8")).name
            if not self._is_whole(target):
                self._put_back(target)
                if self._holds_old():
                    return False
            self._aside.clear()
            self._placed.clear()
            patience = Patience()
            if _is_there(self.old):
                patience(os.replace, self.old, self.folder / DONE)
            patience(os.unlink, self.folder / NAME)
        except (OSError, ValueError):
            return False
        return True

    def _holds_old(self) -> bool:
        return _is_there(self.old) if self._among() is None else _any_file(self.old)

    def _is_whole(self, target: Path) -> bool:
        if self._among() is None:
            return not _is_there(self.new) and _is_there(target)
        return not _any_file(self.new)

    def _put_back(self, target: Path) -> None:
        patience, among = Patience(), self._among()
        if among is None:
            if _is_there(self.old) and not _is_there(target):
                patience(os.replace, self.old, target)
                self._aside.discard(WHOLE)
            return
        for name, digest in among.coming.items():
            with suppress(OSError):  # one that cannot be moved keeps none of the others from coming back
                if not _is_there(self.new / name) and _is_that(target / name, digest):
                    patience(os.replace, target / name, self.new / name)
                    self._placed.discard(name)
        for name in list(_files_of(self.old)):
            with suppress(OSError):
                if not _is_there(target / name):
                    owner_only.make_folders((target / name).parent)
                    patience(os.replace, self.old / name, target / name)
                    self._aside.discard(name)
        for name in reversed(among.folders):
            with suppress(OSError):  # somebody has put something into it meanwhile
                (target / name).rmdir()

    def _among(self) -> Among | None:
        """What is put among others.

        Raises:
            OSError, ValueError: the note on it cannot be read, or leads out of the folder.
        """
        if not _is_there(self.folder / FILES):
            return None
        told = json.loads((self.folder / FILES).read_bytes())
        try:
            among = Among(dict(told["coming"]), (), tuple(told["folders"]))
        except (KeyError, TypeError) as error:
            raise ValueError("no note of ours") from error
        if any(PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts for name in (*among.coming, *among.folders)):
            raise ValueError("leads out of the folder")
        return among


def _left_aside(target: Path, old: Path) -> InputError:
    what = f"没有写完，又不能把原有文件全部放回“{target}”：没放回的都在“{old}”里，一个也没有删除"
    return InputError(what, "请关闭占用的程序后再写一次，会先把它们放回原处；也可以自己从那里取回")


def _left_there(target: Path) -> InputError:
    what = f"没有写完，又不能把已写的收回：“{target}”里有一部分新文件，还不齐全"
    return InputError(what, "原有文件没有改动，请关闭占用的程序后再写一次，会先把它们收回")


def _is_that(path: Path, digest: str) -> bool:
    """Whether a file is what was put there, and not what somebody has put in its place since."""
    return path.is_file() and not path.is_symlink() and sha256_of(path.read_bytes()) == digest


def _is_there(path: Path) -> bool:
    """Whether anything is at a place, if only a link. Unlike `os.path.lexists` a refusal is no answer.

    Raises:
        OSError: it cannot be told.
    """
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def _files_of(folder: Path) -> Iterator[str]:
    """The names of the files below a folder, links among them, with slashes; none where it is not there.

    Raises:
        OSError: not all of it can be listed.
    """
    for at, folders, files in os.walk(folder, onerror=_unless_gone):
        links = [name for name in folders if os.path.islink(os.path.join(at, name))]
        yield from (Path(at, name).relative_to(folder).as_posix() for name in (*files, *links))


def _any_file(folder: Path) -> bool:
    return next(_files_of(folder), None) is not None


def _unless_gone(error: OSError) -> None:
    if not isinstance(error, FileNotFoundError):
        raise error


@contextmanager
def staged(parent: Path) -> Iterator[Staging]:
    """Yield a staging folder beside a target, and remove it afterwards unless it holds what could not be put back. What killed programs have left
    there is settled before.

    The lock is there before the folder and goes after it, so that a folder whose lock is free is always a dead one's.
    """
    sweep(parent)
    stem = f"{PREFIX}{secrets.token_hex(6)}"
    staging, lock = Staging(parent / f"{stem}{PART}"), parent / f"{stem}{LOCK}"
    owner_only.write_new(lock)  # fail at once on errors on which the lock's library would retry for ever: no permission, no space, no such place
    try:
        with FileLock(lock, timeout=LOCK_SECONDS):
            owner_only.make_folder(staging.folder)
            try:
                yield staging
            finally:
                if staging.settle():
                    shutil.rmtree(staging.folder, ignore_errors=True)
    finally:
        with suppress(OSError):  # on Windows a program that sweeps at this moment may hold the file; it removes it, or the next sweep does
            lock.unlink(missing_ok=True)


@contextmanager
def alone_at(target: Path) -> Iterator[None]:
    """Keep every other program of ours from putting anything in the same place, inside the block.

    Raises:
        InputError: another one has been at it for long.
    """
    lock = target.parent / f"{PREFIX}{hashlib.sha256(os.fsencode(target.name)).hexdigest()[:12]}{LOCK}"
    try:
        held = FileLock(lock, timeout=LOCK_SECONDS, mode=owner_only.FILE)
        held.acquire()
    except Timeout as error:
        raise InputError(f"另一个程序正在往这里写：{target}", "原有文件没有改动，请稍候重试") from error
    try:
        yield
    finally:
        _let_go(held, lock)


def _let_go(held: FileLock, lock: Path) -> None:
    """Remove a lock's file while it is held, so that nobody has it between; on Windows that is refused, and a free one is removed."""
    try:
        os.unlink(lock)
    except OSError:
        held.release()
        with suppress(OSError):
            os.unlink(lock)
    else:
        held.release()


def sweep(parent: Path) -> int:
    """Settle and remove what a killed program of this user's left beside its target; return how much. What a running one has locked stays, and so
    does what holds files that cannot be put back."""
    count = 0
    stems = {path.name.removesuffix(end) for end in (PART, LOCK) for path in parent.glob(f"{PREFIX}*{end}")}
    for stem in sorted(stems):
        folder, lock = parent / f"{stem}{PART}", parent / f"{stem}{LOCK}"
        held = FileLock(lock, timeout=0, mode=owner_only.FILE)
        try:
            if not owner_only.is_own(folder):
                continue
            held.acquire()
        except (Timeout, OSError):
            continue
        try:
            if Staging(folder).settle():
                shutil.rmtree(folder, ignore_errors=True)
        finally:
            _let_go(held, lock)
        count += not os.path.lexists(folder)
    return count
