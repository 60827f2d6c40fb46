"""What some tests need and not every machine has. Whether it is there is found out by trying, never by the name of the system, and a test
that is left out says what was missing."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Callable
from functools import cache
from multiprocessing.context import BaseContext
from pathlib import Path

import pytest

from zwgk_desk.documents.office_suite import find_suite

RESTLESS = Path("/proc/sys/kernel/random/uuid")
"""A file that is another at every reading, on Linux."""


def _tried(attempt: Callable[[Path], bool]) -> bool:
    """Whether something can be done in a folder of one's own."""
    with tempfile.TemporaryDirectory(prefix="zwgk-needs-", ignore_cleanup_errors=True) as name:
        try:
            return attempt(Path(name))
        except (OSError, AttributeError, NotImplementedError):
            return False


def _links(folder: Path) -> bool:
    (folder / "file").write_bytes(b"x")
    os.symlink(folder / "file", folder / "link")
    return (folder / "link").is_symlink()


def _pipes(folder: Path) -> bool:
    os.mkfifo(folder / "pipe")
    return (folder / "pipe").is_fifo()


def _names_in_bytes(folder: Path) -> bool:
    """A name of 95 Chinese characters, 285 bytes in UTF-8, is too long for a file."""
    try:
        (folder / ("题" * 95)).write_bytes(b"x")
    except OSError:
        return True
    return False


def _modes(folder: Path) -> bool:
    (folder / "own").mkdir()
    (folder / "own").chmod(0o700)
    return stat.S_IMODE((folder / "own").stat().st_mode) == 0o700


def _closed_places(_: Path) -> bool:
    """A place where nobody can make a file, not even the administrator: Linux's own account of its processes."""
    return Path("/proc/self").is_dir()


def _shell_scripts(folder: Path) -> bool:
    """A file that begins with #! is a program."""
    (folder / "script").write_bytes(b"#!/bin/sh\nhead -c 4 /dev/null | od -An -tx1\n")
    (folder / "script").chmod(0o755)
    return subprocess.run([str(folder / "script")], capture_output=True, check=False).returncode == 0


def _suite_installed(_: Path) -> bool:
    return find_suite() is not None


@cache
def _can(attempt: Callable[[Path], bool]) -> bool:
    return _tried(attempt)


links = pytest.mark.skipif(not _can(_links), reason="no symbolic link can be made here")
pipes = pytest.mark.skipif(not _can(_pipes), reason="there are no named pipes here")
names_in_bytes = pytest.mark.skipif(not _can(_names_in_bytes), reason="names of files are not counted in bytes here")
modes = pytest.mark.skipif(not _can(_modes), reason="folders have no modes of POSIX here")
closed_places = pytest.mark.skipif(not _can(_closed_places), reason="no place is known here at which nobody can write")
shell_scripts = pytest.mark.skipif(not _can(_shell_scripts), reason="no shell script is a program here")
restless_file = pytest.mark.skipif(not RESTLESS.exists(), reason="no file here that is another at every reading")
_FORKS = "forkserver" in multiprocessing.get_all_start_methods() and hasattr(os, "fork")
fork_server = pytest.mark.skipif(not _FORKS, reason="processes cannot be forked here")
KILLED = ["tests.test_kill", "tests.desk.test_signing_killed"]
"""Whose processes are killed by dozens."""

LOADED = [
    "argon2", "pyhanko.sign.signers", "pyhanko.sign.validation", "pyhanko.stamp", "rjieba", "zwgk_desk.documents.forms.form_filling",
    "zwgk_desk.packet.build", "zwgk_desk.packet.verify",
]  # fmt: skip
"""What an act that is signed needs, and the program loads when it comes to it: each of those processes would load it anew."""


def new_processes() -> BaseContext:
    """How to start processes of which a test kills many: forked from one that has loaded what they need, where that is possible, else each anew."""
    if not _FORKS:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*KILLED, *LOADED])
    return context


suite = pytest.mark.skipif(not _can(_suite_installed), reason="no office suite is installed here")
"""LibreOffice."""


def program(*names: str) -> pytest.MarkDecorator:
    """For tests that call other programs, all of which must be installed."""
    missing = [name for name in names if shutil.which(name) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed here: {', '.join(missing)}")


def bounds() -> None:
    """Leave out the rest of a test where memory and time of a process cannot be bounded."""
    pytest.importorskip("resource", reason="memory and time of a process cannot be bounded here")


def legible(path: Path) -> None:
    """Leave out the rest of a test where a program is called that cannot read its own path: many on Windows are given it in the system's code
    page, which does not hold every character."""
    try:
        str(path).encode("mbcs")
    except LookupError:
        return
    except UnicodeEncodeError:
        pytest.skip(f"the system's code page does not hold all of {path}")
